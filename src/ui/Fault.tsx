import type { ReactNode } from 'react'
import s from './Fault.module.css'

/** Why it did not work, in the form where it was tried; `action` is a way on. */
export function Fault({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={s.fault} role="alert">
      <p>{children}</p>
      {action}
    </div>
  )
}
