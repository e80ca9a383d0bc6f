import { bytes, bytesIn, group } from '#lib/units.ts'
import s from './Quantity.module.css'

/** A number and its unit in two inks; `plain` when the number should be in the sans. */
export function Quantity({
  value,
  unit,
  title,
  ink,
}: {
  value: string | number | bigint
  unit?: string | undefined
  title?: string | undefined
  ink?: 'warn' | 'quiet' | undefined
}) {
  const text = typeof value === 'string' ? value : group(value)
  return (
    <span className={`${s.quantity} ${ink ? s[ink] : ''}`} title={title}>
      <span className={s.value}>{text}</span>
      {unit !== undefined && <span className={s.unit}>{unit}</span>}
    </span>
  )
}

/** A size in binary units with one decimal, exact bytes in the tooltip. `unit` fixes the unit of a column. */
export function Bytes({
  value,
  unit,
}: {
  value: bigint | number
  unit?: 'MiB' | 'GiB' | 'TiB' | undefined
}) {
  const exact = BigInt(typeof value === 'number' ? Math.trunc(value) : value)
  const shown = unit === undefined ? bytes(exact) : { value: bytesIn(exact, unit), unit }
  return <Quantity value={shown.value} unit={shown.unit} title={`${group(exact)} bytes`} />
}
