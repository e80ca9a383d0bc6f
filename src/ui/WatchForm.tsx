import Eye from 'lucide-react/icons/eye'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from './Button.tsx'
import { TextField } from './Field.tsx'
import { Popover } from './Popover.tsx'
import { asTwinText } from './twinlist.ts'
import s from './WatchForm.module.css'

/** Chooses the twin whose list is shown; needs no key. */
export function WatchForm({
  hrefOf,
  inline = false,
  onDone,
}: {
  /** The list of a twin. */
  hrefOf: (twin: number) => string
  inline?: boolean
  onDone?: () => void
}) {
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const twin = asTwinText(typed)
  const bad = typed.trim() !== '' && twin === undefined
  return (
    <form
      className={inline ? s.inline : s.fields}
      onSubmit={(event) => {
        event.preventDefault()
        if (twin === undefined) return
        onDone?.()
        navigate(hrefOf(twin))
      }}
    >
      <TextField
        label={inline ? 'Look at a twin' : 'Look at another twin'}
        placeholder="Twin id"
        mono
        autoFocus={!inline}
        value={typed}
        onChange={setTyped}
        {...(inline ? {} : { hint: 'Contracts are public; no key is needed.' })}
        error={bad ? 'A twin is a whole number from 1.' : undefined}
      />
      <Button
        type="submit"
        disabledReason={twin === undefined ? 'Type the number of a twin first.' : undefined}
      >
        Look
      </Button>
    </form>
  )
}

/** The same behind a button, for the row of filters. */
export const WatchButton = ({ hrefOf }: { hrefOf: (twin: number) => string }) => (
  <Popover
    label="Look at another twin"
    align="right"
    trigger={(trigger) => (
      <Button
        kind="text"
        size="small"
        icon={<Eye size={14} strokeWidth={1.7} aria-hidden="true" />}
        trigger={trigger.props}
      >
        Another twin
      </Button>
    )}
  >
    {(close) => <WatchForm hrefOf={hrefOf} onDone={close} />}
  </Popover>
)
