import type { ReactNode } from 'react'
import s from './Banner.module.css'

/**
 * 32 px at the top of the sheet: one sentence and one link or button at the right. Only for what
 * holds on every page; `state="warn"` or `"error"` only when it is a state.
 */
export function Banner({
  icon,
  strong,
  children,
  action,
}: {
  icon?: ReactNode
  strong?: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={s.banner} role="status">
      {icon !== undefined && <span className={s.icon}>{icon}</span>}
      <p className={s.text}>
        {strong !== undefined && <strong>{strong}</strong>} {children}
      </p>
      {action !== undefined && <span className={s.action}>{action}</span>}
    </div>
  )
}
