import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import type { HTMLInputTypeAttribute, ReactNode, Ref } from 'react'
import { useId } from 'react'
import s from './Field.module.css'

export interface Labelled {
  label: ReactNode
  /** A sentence below, always there. */
  hint?: ReactNode
  /** What is wrong, in place of the hint; also said to readers. */
  error?: string | undefined
  /** The label is only for readers. */
  quiet?: boolean
}

export function Frame({
  id,
  label,
  hint,
  error,
  quiet,
  children,
}: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className={s.frame}>
      <label htmlFor={id} className={quiet ? s.hidden : s.label}>
        {label}
      </label>
      {children}
      {(error ?? hint) !== undefined && (
        <p id={`${id}-hint`} className={error === undefined ? s.hint : s.error} role="status">
          {error ?? hint}
        </p>
      )}
    </div>
  )
}

/** A text field, 32 px (40 on touch), with its label above and a hint or fault below. */
export function TextField({
  value,
  onChange,
  type = 'text',
  placeholder,
  mono = false,
  autoFocus = false,
  autoComplete = 'off',
  rows,
  disabled = false,
  inputRef,
  onEnter,
  ...labelled
}: Labelled & {
  value: string
  onChange: (value: string) => void
  type?: HTMLInputTypeAttribute
  placeholder?: string
  mono?: boolean
  autoFocus?: boolean
  autoComplete?: string
  /** More than one line. */
  rows?: number
  disabled?: boolean
  inputRef?: Ref<HTMLInputElement>
  onEnter?: () => void
}) {
  const id = useId()
  const shared = {
    id,
    value,
    placeholder,
    autoFocus,
    autoComplete,
    disabled,
    spellCheck: false,
    className: mono ? `${s.input} ${s.mono}` : s.input,
    'aria-invalid': labelled.error !== undefined || undefined,
    'aria-describedby': (labelled.error ?? labelled.hint) === undefined ? undefined : `${id}-hint`,
  }
  return (
    <Frame id={id} {...labelled}>
      {rows === undefined ? (
        <input
          {...shared}
          ref={inputRef}
          type={type}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && onEnter) {
              event.preventDefault()
              onEnter()
            }
          }}
        />
      ) : (
        <textarea {...shared} rows={rows} onChange={(event) => onChange(event.target.value)} />
      )}
    </Frame>
  )
}

/** One of a few, as the device's own list. */
export function Select<Value extends string>({
  value,
  options,
  onChange,
  disabled = false,
  ...labelled
}: Labelled & {
  value: Value
  options: readonly { value: Value; label: string; disabled?: boolean }[]
  onChange: (value: Value) => void
  disabled?: boolean
}) {
  const id = useId()
  return (
    <Frame id={id} {...labelled}>
      <span className={s.selectFrame}>
        <select
          id={id}
          className={`${s.input} ${s.select}`}
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen) onChange(chosen.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronsUpDown size={12} strokeWidth={1.8} aria-hidden="true" />
      </span>
    </Frame>
  )
}

/** One of a few with a sentence each; the whole row presses. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: Value
  options: readonly {
    value: Value
    label: ReactNode
    hint?: ReactNode
    reason?: string | undefined
  }[]
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className={s.choices}>
      <legend className={s.hidden}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={s.choice}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            disabled={option.reason !== undefined}
            onChange={() => onChange(option.value)}
          />
          <span>
            <span className={s.choiceLabel}>{option.label}</span>
            {(option.reason ?? option.hint) !== undefined && (
              <span className={s.hint}>{option.reason ?? option.hint}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** A check box with its sentence. */
export function CheckBox({
  label,
  hint,
  checked,
  onChange,
}: {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <label className={s.choice}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        <span className={s.choiceLabel}>{label}</span>
        {hint !== undefined && <span className={s.hint}>{hint}</span>}
      </span>
    </label>
  )
}

/** A few exclusive words side by side: light · dark · system. */
export function Segments<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: Value
  options: readonly { value: Value; label: ReactNode }[]
  onChange: (value: Value) => void
}) {
  return (
    <div className={s.segments} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}

/** A slider over whole steps, with its value in words at the right. */
export function Range({
  label,
  value,
  min = 0,
  max,
  step = 1,
  shown,
  text,
  onChange,
}: {
  label: string
  value: number
  min?: number
  max: number
  step?: number
  /** The value as it is drawn. */
  shown: ReactNode
  /** The value as it is said. */
  text: string
  onChange: (value: number) => void
}) {
  const id = useId()
  return (
    <div className={s.range}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        // how far the ink runs on the track; a custom property, since a track takes no child
        style={{ ['--at' as string]: `${max > min ? ((value - min) / (max - min)) * 100 : 0}%` }}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <output htmlFor={id}>{shown}</output>
    </div>
  )
}

/** Fields under one another with the right space; Enter in a field submits. */
export function Form({ children, onSubmit }: { children: ReactNode; onSubmit?: () => void }) {
  return (
    <form
      className={s.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit?.()
      }}
    >
      {children}
    </form>
  )
}

/** Buttons in a row, with a note beside them. */
export function Actions({ children, note }: { children: ReactNode; note?: ReactNode }) {
  return (
    <div className={s.actions}>
      {children}
      {note !== undefined && <span className={s.hint}>{note}</span>}
    </div>
  )
}
