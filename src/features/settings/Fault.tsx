import type { ReactNode } from 'react'
import s from './settings.module.css'

/** Why it did not work, in the form where it was tried. */
export function Fault({ children, action }: { children: string; action?: ReactNode }) {
  return (
    <div className={s.fault} role="alert">
      <p>{children}</p>
      {action}
    </div>
  )
}
