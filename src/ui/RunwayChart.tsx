import { amount } from '#lib/money.ts'
import s from './Runway.module.css'
import { dayTicks, inTft, moneyTicks, onDay, runwayText, type RunwayLine } from './runway.ts'
import { useRoom } from './useRoom.ts'

const LEFT = 52
const RIGHT = 10
const TOP = 14
const BOTTOM = 22
/** Marks nearer than this to the last one are left out, px. */
const APART = 5
/** The scale of an empty account, TFT. */
const LEAST = 0.01
/** Narrower than this a band's name does not fit in it. */
const NAMED = 84

/** A balance falling to nothing: steeper where a discount is lost, then the days of grace, then the end. */
export function RunwayChart({ told, height }: { told: RunwayLine; height: number }) {
  const [{ width: room }, ref] = useRoom()
  const width = Math.max(room, 220)
  const { now, line, endsAt, graceEndsAt } = told
  const span = (graceEndsAt - now) * 1.02
  const most = Math.max(inTft(line[0]?.left ?? 0n), LEAST)
  const x = (at: number) => LEFT + ((at - now) / span) * (width - LEFT - RIGHT)
  const y = (tft: number) => TOP + (1 - tft / most) * (height - TOP - BOTTOM)
  const points = line.map(({ at, left }) => `${x(at).toFixed(1)},${y(inTft(left)).toFixed(1)}`)
  const floor = y(0)
  const graceWide = x(graceEndsAt) - x(endsAt)
  const days = dayTicks(now, now + span, Math.max(2, Math.floor((width - LEFT) / 110)))
  const text = runwayText(told)
  return (
    <div ref={ref} className={s.chart}>
      <svg width={width} height={height} role="img" aria-label={text}>
        <title>{text}</title>
        {moneyTicks(most).map((tft) => (
          <g key={tft}>
            <line className={s.grid} x1={LEFT} x2={width - RIGHT} y1={y(tft)} y2={y(tft)} />
            <text className={s.axis} x={LEFT - 8} y={y(tft) + 4} textAnchor="end">
              {tft.toLocaleString('en-GB', { maximumFractionDigits: 7 })}
            </text>
          </g>
        ))}
        <text className={s.unit} x={LEFT - 8} y={TOP - 4} textAnchor="end">
          TFT
        </text>
        {days.map(({ at, label }) => (
          <g key={at}>
            <line className={s.tick} x1={x(at)} x2={x(at)} y1={floor} y2={floor + 4} />
            <text
              className={s.axis}
              x={x(at)}
              y={height - 5}
              textAnchor={x(at) > width - 40 ? 'end' : 'middle'}
            >
              {label}
            </text>
          </g>
        ))}
        <rect
          className={s.grace}
          x={x(endsAt)}
          y={TOP}
          width={Math.max(graceWide, 1)}
          height={floor - TOP}
        />
        <polygon
          className={s.area}
          points={[`${LEFT},${floor}`, ...points, `${x(endsAt)},${floor}`].join(' ')}
        />
        <polyline className={s.line} points={[...points, `${x(endsAt)},${floor}`].join(' ')} />
        {apart(line.slice(1, -1), ({ at }) => x(at)).map(({ at, left, rate }) => (
          <circle key={`${at} ${left}`} className={s.lost} cx={x(at)} cy={y(inTft(left))} r={3}>
            <title>{`${onDay(at)}: a discount is lost, ${amount(rate, 4)} TFT per hour from here`}</title>
          </circle>
        ))}
        <line className={s.zero} x1={x(endsAt)} x2={x(endsAt)} y1={TOP} y2={floor} />
        <line className={s.end} x1={x(graceEndsAt)} x2={x(graceEndsAt)} y1={TOP} y2={floor} />
        {graceWide >= NAMED && (
          <text className={s.name} x={x(endsAt) + graceWide / 2} y={TOP + 14} textAnchor="middle">
            Grace, 14 d
          </text>
        )}
      </svg>
    </div>
  )
}

/** What can be told apart in the drawing. */
function apart<T>(points: readonly T[], x: (point: T) => number): T[] {
  let last = -Infinity
  return points.filter((point) => {
    if (x(point) - last < APART) return false
    last = x(point)
    return true
  })
}
