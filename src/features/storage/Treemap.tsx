import type { CSSProperties } from 'react'
import { bytes } from '#lib/units.ts'
import { middle } from '#ui/middle.ts'
import { useRoom } from '#ui/useRoom.ts'
import { type PoolRow, tiles, totals, typeName } from './storage.ts'
import s from './Treemap.module.css'

const HEIGHT = 200

const kinds: Record<string, string | undefined> = { SSD: s.ssd, HDD: s.hdd }

/**
 * The pools as a picture: area by size, ink by what is used, those of one type together. For readers it
 * is one image with a sentence; the table beside it says all of it.
 */
export function Treemap({ rows }: { rows: readonly PoolRow[] }) {
  const [{ width }, measure] = useRoom()
  const aspect = Math.max(1, width) / HEIGHT
  const groups = tiles(totals(rows), ({ size }) => Number(size), aspect)
  const sentence = totals(rows)
    .map(({ type, pools, size, free }) => `${type}: ${words(pools, size, free)}`)
    .join('; ')
  return (
    <div ref={measure} className={s.picture} role="img" aria-label={`Pools by size. ${sentence}`}>
      {width > 0 &&
        groups.map((group) => (
          <div key={group.item.type} className={s.group} style={place(group)} aria-hidden="true">
            {tiles(
              rows.filter((row) => typeName(row.type) === group.item.type),
              ({ size }) => Number(size),
              (aspect * group.width) / group.height,
            ).map((tile) => (
              <PoolTile key={tile.item.key} row={tile.item} style={place(tile)} />
            ))}
          </div>
        ))}
    </div>
  )
}

function PoolTile({ row, style }: { row: PoolRow; style: CSSProperties }) {
  const type = typeName(row.type)
  return (
    <div className={s.cell} style={style}>
      <div className={`${s.tile} ${kinds[type] ?? s.other}`} title={`${type} ${row.name}`}>
        <div className={s.used} style={{ width: `${row.share * 100}%` }} />
        <div className={s.label}>
          <span className={s.type}>{type}</span>
          <span className={s.name}>{middle(row.name)}</span>
          <span className={s.size}>
            {say(row.free)} free of {say(row.size)}
          </span>
        </div>
      </div>
    </div>
  )
}

const place = ({
  x,
  y,
  width,
  height,
}: {
  x: number
  y: number
  width: number
  height: number
}) => ({
  left: `${x}%`,
  top: `${y}%`,
  width: `${width}%`,
  height: `${height}%`,
})

const say = (size: bigint) => {
  const { value, unit } = bytes(size)
  return `${value} ${unit}`
}

function words(pools: number, size: bigint, free: bigint): string {
  return `${pools === 1 ? '1 pool' : `${pools} pools`} of ${say(size)}, ${say(free)} free`
}
