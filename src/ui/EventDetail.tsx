import type { ReactNode } from 'react'
import s from './EventList.module.css'

/** What is known of a chosen event: cause and next step, the machine's own words, facts, actions. */
export function EventDetail({
  what,
  next,
  raw,
  facts,
  actions,
  children,
}: {
  what?: ReactNode
  next?: ReactNode
  raw?: ReactNode
  facts?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}) {
  return (
    <>
      {what !== undefined && <p className={s.what}>{what}</p>}
      {next !== undefined && <p className={s.next}>{next}</p>}
      {raw !== undefined && <p className={s.raw}>{raw}</p>}
      {children}
      {(facts !== undefined || actions !== undefined) && (
        <div className={s.facts}>
          {facts}
          {actions}
        </div>
      )}
    </>
  )
}

/** The parts of one event that struck several, each a button. */
export function EventParts({
  parts,
  label,
}: {
  label: string
  parts: readonly {
    key: number
    name: string
    kind: string
    current: boolean
    onClick: () => void
  }[]
}) {
  return (
    <ul className={s.parts} aria-label={label}>
      {parts.map(({ key, name, kind, current, onClick }) => (
        <li key={key}>
          <button type="button" aria-current={current || undefined} onClick={onClick}>
            <span className={s.partName}>{name}</span> <span className={s.partKind}>{kind}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
