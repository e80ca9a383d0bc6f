import type { ReactNode } from 'react'
import s from './Properties.module.css'

/** A fact: label left, value right. `note` is a fainter word before the value. */
export interface Property {
  label: ReactNode
  value: ReactNode
  note?: ReactNode
  /** The label is the machine's word. */
  mono?: boolean
  /** Node and proxy, or node and chain, disagree. */
  differs?: boolean
  /** For lists whose labels repeat. */
  key?: string
}

/** Property rows, 32 px with hairlines between; a value that is undefined is "—". */
export function Properties({ rows, label }: { rows: readonly Property[]; label?: string }) {
  return (
    <dl className={s.list} aria-label={label}>
      {rows.map((row, i) => (
        <div
          key={row.key ?? (typeof row.label === 'string' && row.label !== '' ? row.label : i)}
          className={row.differs ? `${s.row} ${s.differs}` : s.row}
        >
          <dt className={row.mono ? s.mono : undefined}>{row.label}</dt>
          <dd>
            {row.note !== undefined && <span className={s.note}>{row.note}</span>}
            {row.value === undefined || row.value === null || row.value === '' ? (
              <span className={s.absent}>—</span>
            ) : (
              row.value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
