import { FIRST_PORT, LAST_PORT, placeOf } from './ports.ts'
import s from './network.module.css'

const WIDTH = 1000
const marks = [0, 1, 2, 3, 4].map((quarter) =>
  Math.round(FIRST_PORT + (quarter * (LAST_PORT - FIRST_PORT)) / 4),
)

/** A strip of all ports with a tick for each reserved one and an accent mark for the one chosen. */
export function PortStrip({
  reserved,
  chosen,
}: {
  reserved: readonly number[]
  chosen: number | null
}) {
  const x = (port: number) => placeOf(port) * WIDTH
  const spoken = `${reserved.length} reserved ports from ${FIRST_PORT} to ${LAST_PORT}${
    chosen === null ? '' : `, free port ${chosen} marked`
  }`
  return (
    <figure className={s.ports}>
      <div className={s.mark} aria-hidden="true">
        {chosen !== null && (
          <span style={{ left: `${Math.min(97, Math.max(3, placeOf(chosen) * 100))}%` }}>
            {chosen}
          </span>
        )}
      </div>
      <svg viewBox={`0 0 ${WIDTH} 38`} preserveAspectRatio="none" role="img" aria-label={spoken}>
        <rect className={s.bed} x="0" y="5" width={WIDTH} height="28" rx="3" />
        {reserved.map((port) => (
          <line key={port} className={s.tick} x1={x(port)} x2={x(port)} y1="5" y2="33">
            <title>{port}</title>
          </line>
        ))}
        {chosen !== null && (
          <line className={s.chosen} x1={x(chosen)} x2={x(chosen)} y1="0" y2="38" />
        )}
      </svg>
      <div className={s.axis} aria-hidden="true">
        {marks.map((port) => (
          <span key={port}>{port}</span>
        ))}
      </div>
    </figure>
  )
}
