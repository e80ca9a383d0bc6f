import type { ReactNode } from 'react'
import s from './session-twin.module.css'

/** Why it did not work, where it was tried. */
export const Fault = ({ children }: { children: ReactNode }) => (
  <div className={s.fault} role="alert">
    <p>{children}</p>
  </div>
)
