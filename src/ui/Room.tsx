import type { ReactNode } from 'react'
import s from './Room.module.css'

/** What the head of a page has room for only from 600 px on. */
export const Roomy = ({ children }: { children: ReactNode }) => (
  <span className={s.roomy}>{children}</span>
)

/** What stands in its place below: at the end of the row of filters, or `inline` where it is written. */
export const Tight = ({ children, inline = false }: { children: ReactNode; inline?: boolean }) => (
  <span className={inline ? s.tight : `${s.tight} ${s.end}`}>{children}</span>
)

/** A link or a control that lies over a row which leads elsewhere. */
export const Over = ({ children }: { children: ReactNode }) => (
  <span className={s.over}>{children}</span>
)

/** Notes under a table that is the page. */
export const Foot = ({ children }: { children: ReactNode }) => (
  <div className={s.foot}>{children}</div>
)

/** A row of a table below 600 px: two lines, each with what has room and what stands at the right. */
export const TwoLines = ({
  first,
  firstRight,
  second,
  secondRight,
}: {
  first: ReactNode
  firstRight: ReactNode
  second: ReactNode
  secondRight: ReactNode
}) => (
  <span className={s.compact}>
    <span className={s.line}>
      <span className={s.grow}>{first}</span>
      {firstRight}
    </span>
    <span className={s.line}>
      <span className={s.grow}>{second}</span>
      {secondRight}
    </span>
  </span>
)
