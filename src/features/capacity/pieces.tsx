import { Meter } from '#ui/Meter.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { Absent, Name } from '#ui/text.tsx'
import { quantityOf, type ResourceRow, words } from './capacity.ts'
import s from './pieces.module.css'

/** A value of a row with its unit, exact bytes in the tooltip; nothing is "—" unless `zero` asks for it. */
export function Amount({
  row,
  value,
  zero = false,
}: {
  row: ResourceRow
  value: bigint
  zero?: boolean
}) {
  if (value === 0n && !(zero && (row.total > 0n || row.unit === 'ipv4u'))) return <Absent />
  const { value: number, unit } = quantityOf(row, value)
  const bytes = row.unit === 'mru' || row.unit === 'sru' || row.unit === 'hru'
  return (
    <Quantity
      value={number}
      unit={unit === '' ? undefined : unit}
      title={bytes ? `${value.toLocaleString('en')} bytes` : undefined}
    />
  )
}

/** The part of the total that is in use; beyond it in amber. */
export function Percent({ row }: { row: ResourceRow }) {
  if (row.percent === null) return <Absent />
  return <Quantity value={row.percent} unit="%" ink={row.over > 0n ? 'warn' : undefined} />
}

/** A resource on a phone: name and part, the meter, and what is free of what. */
export function CompactResource({ row, scale }: { row: ResourceRow; scale: number }) {
  return (
    <div className={s.compact}>
      <Name>{row.name}</Name>
      {row.percent === null ? (
        <span>
          <Amount row={row} value={row.user} zero /> in use
        </span>
      ) : (
        <>
          <Percent row={row} />
          <span className={s.meter}>
            <Meter {...row.parts} total={1} scale={scale} label={row.name} text={words(row)} />
          </span>
          <span className={s.parts}>
            <span>
              System <Amount row={row} value={row.system} />
            </span>
            <span>
              Users <Amount row={row} value={row.user} zero />
            </span>
            <span>
              <Amount row={row} value={row.free} zero /> free of{' '}
              <Amount row={row} value={row.total} />
            </span>
          </span>
        </>
      )}
    </div>
  )
}
