import Eye from 'lucide-react/icons/eye'
import EyeOff from 'lucide-react/icons/eye-off'
import type { RefObject } from 'react'
import { useId, useState } from 'react'
import field from './Field.module.css'
import { Frame, type Labelled } from './Field.tsx'
import s from './SecretField.module.css'

/** A text field can hide its letters without being a password field: then no browser offers to keep it. */
const canHide = typeof CSS !== 'undefined' && CSS.supports('-webkit-text-security', 'disc')

/**
 * A field whose text is never state of the page: it lives in the input alone, which its form reads and
 * empties. `password` may be kept by the person's own password manager, `secret` is offered to none.
 */
export function SecretField({
  inputRef,
  kind,
  autoComplete = 'off',
  placeholder,
  autoFocus = false,
  onInput,
  ...labelled
}: Labelled & {
  inputRef: RefObject<HTMLInputElement | null>
  kind: 'secret' | 'password'
  autoComplete?: 'off' | 'new-password' | 'current-password'
  placeholder?: string
  autoFocus?: boolean
  /** For a hint about what is typed; it must not keep the text. */
  onInput?: (typed: string) => void
}) {
  const id = useId()
  const [shown, setShown] = useState(false)
  const asText = shown || (kind === 'secret' && canHide)
  const Icon = shown ? EyeOff : Eye
  const what = kind === 'secret' ? 'secret' : 'password'
  return (
    <Frame id={id} {...labelled}>
      <div className={s.row}>
        <input
          ref={inputRef}
          id={id}
          type={asText ? 'text' : 'password'}
          className={`${field.input} ${kind === 'secret' ? field.mono : ''} ${s.input} ${asText && !shown ? s.hiding : ''}`}
          placeholder={placeholder}
          autoComplete={autoComplete}
          autoCapitalize="off"
          autoCorrect="off"
          autoFocus={autoFocus}
          spellCheck={false}
          aria-invalid={labelled.error !== undefined || undefined}
          aria-describedby={
            (labelled.error ?? labelled.hint) === undefined ? undefined : `${id}-hint`
          }
          onInput={(event) => onInput?.(event.currentTarget.value)}
        />
        <button
          type="button"
          className={s.reveal}
          aria-label={shown ? `Hide ${what}` : `Show ${what}`}
          aria-pressed={shown}
          title={shown ? `Hide ${what}` : `Show ${what}`}
          onClick={() => setShown(!shown)}
        >
          <Icon size={16} strokeWidth={1.6} aria-hidden="true" />
        </button>
      </div>
    </Frame>
  )
}
