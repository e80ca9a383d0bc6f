import type { ReactNode } from 'react'
import { bytes } from '#lib/units.ts'
import { Id } from '#ui/Id.tsx'
import { SmallMeter } from '#ui/Meter.tsx'
import { middle } from '#ui/middle.ts'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { Bytes, Quantity } from '#ui/Quantity.tsx'
import { Faint } from '#ui/text.tsx'
import s from './pieces.module.css'
import { type PoolRow, type TypeTotal, typeName } from './storage.ts'

const say = (size: bigint) => {
  const { value, unit } = bytes(size)
  return `${value} ${unit}`
}

/** A pool's id with its copy button; some odd node may tell none. */
export const PoolName = ({ row }: { row: PoolRow }) =>
  row.name === '' ? (
    <Faint>no id told</Faint>
  ) : (
    <Id value={row.name} what={`pool id ${middle(row.name)}`} strong />
  )

/** How full a pool is. */
export const PoolMeter = ({ row }: { row: PoolRow }) => (
  <SmallMeter
    wide
    share={row.share}
    label={`Pool ${row.name}`}
    text={`${say(row.used)} of ${say(row.size)} used`}
  />
)

/** A pool on a phone: id and type, the bar, free of size. */
export function CompactPool({ row }: { row: PoolRow }) {
  return (
    <div className={s.compact}>
      <PoolName row={row} />
      <span>{typeName(row.type)}</span>
      <span className={s.meter}>
        <PoolMeter row={row} />
      </span>
      <span className={s.free}>
        <Bytes value={row.free} /> free of <Bytes value={row.size} />
      </span>
    </div>
  )
}

/** All pools of one type together, and the largest disk one of them still holds. */
export function TypeTotals({ sum, stamp }: { sum: TypeTotal; stamp: ReactNode }) {
  return (
    <Section
      title={sum.type}
      remark={sum.pools === 1 ? '1 pool' : `${sum.pools} pools`}
      stamps={stamp}
    >
      <Properties
        label={`${sum.type} in all`}
        rows={[
          {
            label: 'Largest disk',
            value: sum.largest > 0n ? <Bytes value={sum.largest} /> : <Faint>none fits</Faint>,
            ...(sum.pools > 1 ? { note: 'in one piece' } : {}),
          },
          { label: 'Free', value: <Bytes value={sum.free} /> },
          { label: 'Used', value: <Bytes value={sum.used} /> },
          { label: 'Size', value: <Bytes value={sum.size} /> },
        ]}
      />
    </Section>
  )
}

/** A size that may be nothing at all. */
export const BytesOrNone = ({ value }: { value: bigint }) =>
  value === 0n ? <Quantity value="none" /> : <Bytes value={value} />
