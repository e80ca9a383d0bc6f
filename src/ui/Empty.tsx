import type { ReactNode } from 'react'
import s from './Empty.module.css'

/** Nothing here: what this is, what to do, one button. */
export function Empty({
  what,
  advice,
  action,
}: {
  what: string
  advice?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={s.empty}>
      <p className={s.what}>{what}</p>
      {advice !== undefined && <p className={s.advice}>{advice}</p>}
      {action !== undefined && <div className={s.action}>{action}</div>}
    </div>
  )
}
