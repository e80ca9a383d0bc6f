import type { ReactNode } from 'react'
import s from './text.module.css'

/** What a machine said: ids, addresses, names of interfaces and commands. `strong` for the name of a row. */
export function Mono({ children, strong }: { children: ReactNode; strong?: boolean }) {
  return <span className={strong ? `${s.mono} ${s.strong}` : s.mono}>{children}</span>
}

/** The name of a row in the sans, weight 500. */
export function Name({ children }: { children: ReactNode }) {
  return <span className={s.name}>{children}</span>
}

/** Second ink: labels beside values, sentences. */
export function Quiet({ children }: { children: ReactNode }) {
  return <span className={s.quiet}>{children}</span>
}

/** Third ink: remarks, units, what is beside the point. */
export function Faint({ children }: { children: ReactNode }) {
  return <span className={s.faint}>{children}</span>
}

/** A value that is not there. */
export function Absent({ why }: { why?: string }) {
  return (
    <span className={s.faint} title={why}>
      <span aria-hidden="true">—</span>
      <span className={s.hidden}>{why ?? 'none'}</span>
    </span>
  )
}

/** A 12 px note below a table or section; `state="warn"` puts the triangle before it. */
export function Note({ children, icon }: { children: ReactNode; icon?: ReactNode }) {
  return (
    <p className={s.note}>
      {icon}
      <span>{children}</span>
    </p>
  )
}

/** For screen readers only. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className={s.hidden}>{children}</span>
}

/** Cuts what does not fit with an ellipsis; the whole in the tooltip. */
export function Cut({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span className={s.cut} title={title ?? (typeof children === 'string' ? children : undefined)}>
      {children}
    </span>
  )
}
