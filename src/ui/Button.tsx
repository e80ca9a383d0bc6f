import Lock from 'lucide-react/icons/lock'
import type { MouseEventHandler, ReactNode, Ref, SyntheticEvent } from 'react'
import { useId } from 'react'
import { Link } from 'wouter'
import s from './Button.module.css'
import type { Trigger } from './Popover.tsx'

/**
 * `primary` is the one accent button of a view; `danger`, error ink without a fill, takes something
 * away or puts something back.
 */
export type ButtonKind = 'primary' | 'outline' | 'text' | 'danger'

export interface ButtonProps {
  children: ReactNode
  kind?: ButtonKind
  /** 28 px in filter rows and section heads, 32 px, 36 px for the one that signs. */
  size?: 'small' | 'medium' | 'large'
  icon?: ReactNode
  onClick?: MouseEventHandler | undefined
  href?: string
  /** What a Menu or Popover gives its trigger. */
  trigger?: Trigger['props'] | undefined
  type?: 'button' | 'submit'
  /** A sentence: the button is disabled, and this is why. It can still be focused and read. */
  disabledReason?: string | undefined
  /** The reason is about who one is, not about what is missing: a lock stands before the word. */
  lock?: boolean
  /** Keeps its width and ignores presses. */
  busy?: boolean
  full?: boolean
  label?: string
}

/** Shows the reason of a disabled button to who points at it, comes to it by keys, or presses it. */
const show = ({ currentTarget }: SyntheticEvent<HTMLElement>) =>
  void import('./why.ts').then(({ showWhy }) => showWhy(currentTarget))
const shows = { onPointerEnter: show, onFocus: show }

/** Why a button is disabled: read with it, and shown beside it when it is asked for. */
const Why = ({ id, children }: { id: string; children: string }) => (
  <span id={id} className={s.why} role="tooltip" popover="manual">
    {children}
  </span>
)

/** A button, or a link that looks like one. Disabled only ever with a reason. */
export function Button({
  children,
  kind = 'outline',
  size = 'medium',
  icon,
  onClick,
  href,
  trigger,
  type = 'button',
  disabledReason,
  lock = false,
  busy = false,
  full = false,
  label,
}: ButtonProps) {
  const reasonId = useId()
  const disabled = disabledReason !== undefined
  const shared = {
    className: [s.button, s[kind], s[size], full ? s.full : '', disabled ? s.disabled : ''].join(
      ' ',
    ),
    'aria-label': label,
    children: (
      <>
        {disabled && lock ? <Lock size={12} strokeWidth={1.8} aria-hidden="true" /> : icon}
        <span>{children}</span>
      </>
    ),
  }
  if (href !== undefined && !disabled) return <Link {...shared} href={href} />
  return (
    <>
      <button
        {...shared}
        type={type === 'submit' ? 'submit' : 'button'}
        aria-disabled={disabled || undefined}
        aria-busy={busy || undefined}
        aria-describedby={disabled ? reasonId : undefined}
        {...(disabled && shows)}
        {...trigger}
        onClick={(event) => {
          if (disabled) show(event)
          if (disabled || busy) event.preventDefault()
          else if (trigger) trigger.onClick()
          else onClick?.(event)
        }}
      />
      {disabled && <Why id={reasonId}>{disabledReason}</Why>}
    </>
  )
}

/** 28 px square with an icon; `label` is its name and tooltip. */
export function IconButton({
  label,
  children,
  onClick,
  href,
  ...rest
}: {
  label: string
  children: ReactNode
  onClick?: MouseEventHandler
  href?: string
  ref?: Ref<HTMLButtonElement>
  'aria-expanded'?: boolean
  'aria-haspopup'?: 'menu' | 'dialog'
  'aria-controls'?: string
}) {
  if (href !== undefined) {
    return (
      <Link className={s.icon} href={href} aria-label={label} title={label}>
        {children}
      </Link>
    )
  }
  return (
    <button
      type="button"
      className={s.icon}
      aria-label={label}
      title={label}
      onClick={onClick}
      {...rest}
    >
      {children}
    </button>
  )
}

/** An action that reads like a link, in accent ink: "Set as exit" at the end of a row. */
export function LinkButton({
  children,
  onClick,
  disabledReason,
}: {
  children: ReactNode
  onClick: () => void
  disabledReason?: string | undefined
}) {
  const reasonId = useId()
  const disabled = disabledReason !== undefined
  return (
    <>
      <button
        type="button"
        className={s.link}
        aria-disabled={disabled || undefined}
        aria-describedby={disabled ? reasonId : undefined}
        {...(disabled && shows)}
        onClick={disabled ? show : onClick}
      >
        {children}
      </button>
      {disabled && <Why id={reasonId}>{disabledReason}</Why>}
    </>
  )
}
