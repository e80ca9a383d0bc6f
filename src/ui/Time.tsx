import { ago, stamp } from '#lib/time.ts'
import { useNow } from './useNow.ts'
import s from './Time.module.css'

const day = (ms: number) =>
  new Date(ms).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/**
 * A moment: relative up to a day, then the date; the absolute time in the tooltip. `at` is in
 * milliseconds unless `seconds` (the node's clock) is given instead.
 */
export function Time(props: { at: number } | { seconds: number | bigint }) {
  const at = 'at' in props ? props.at : Number(props.seconds) * 1000
  const now = useNow()
  const age = (now - at) / 1000
  return (
    <time className={s.time} dateTime={new Date(at).toISOString()} title={stamp(at)}>
      {age < 86_400 ? ago(Math.max(0, age)) : day(at)}
    </time>
  )
}

/** Absolute date and time, the time of day one shade lighter: `11 Oct 08:12`. */
export function DateTime({ at }: { at: number }) {
  const d = new Date(at)
  const time = d.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  const date = d.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
  return (
    <time className={s.time} dateTime={d.toISOString()} title={stamp(at)}>
      {date} <span className={s.clock}>{time}</span>
    </time>
  )
}

/** The time of day to the second, the seconds one shade lighter: `10:09:13`; the whole moment in the tooltip. */
export function ClockTime({ at }: { at: number }) {
  const d = new Date(at)
  const [hour, minute, second] = [d.getHours(), d.getMinutes(), d.getSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  )
  return (
    <time className={s.time} dateTime={d.toISOString()} title={stamp(at)}>
      {hour}:{minute}
      <span className={s.clock}>:{second}</span>
    </time>
  )
}
