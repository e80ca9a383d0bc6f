import { stamp } from '#lib/time.ts'
import type { History } from '#node/history.ts'
import type { TimelineWindow } from '#ui/timeline/data.ts'

const p2 = (n: number) => String(n).padStart(2, '0')
const MINUTES = 10 * 60_000

/**
 * Where a drawing ends, Unix ms, and its label and its export with it: the clock's moment `now`, but never
 * before the last change, for a node's clock may be ahead.
 */
export const nowOf = (now: number, history: Pick<History, 'last'>): number =>
  Math.max(now, history.last * 1000)

/** What a window shows, for the tool row: the days, and the times of day where days are few. Local times. */
export function rangeOf({ from, to }: TimelineWindow): { days: string; times: string | undefined } {
  const [a, b] = [new Date(from), new Date(to)]
  const close = to - from < MINUTES
  const time = (d: Date) =>
    `${p2(d.getHours())}:${p2(d.getMinutes())}${close ? `:${p2(d.getSeconds())}` : ''}`
  const days = daysOf(a, b)
  return { days, times: to - from > 4 * 86_400_000 ? undefined : `${time(a)} – ${time(b)}` }
}

/** The same for a file, which is read elsewhere: to the second, with the time zone's distance at the end. */
export function windowWords(
  { from, to }: TimelineWindow,
  offset = -new Date(to).getTimezoneOffset(),
) {
  const [a, b] = [stamp(from), stamp(to)]
  const [day = '', time = ''] = b.split(' ')
  const far = Math.abs(offset)
  const zone = `${offset < 0 ? '−' : '+'}${p2(Math.floor(far / 60))}:${p2(far % 60)}`
  return `${a} – ${a.startsWith(day) ? time : b}, UTC${far === 0 ? '' : zone}`
}

function daysOf(a: Date, b: Date): string {
  const month = (d: Date) => d.toLocaleDateString('en-GB', { month: 'long' })
  const day = (d: Date) => `${d.getDate()} ${month(d)}`
  if (a.getFullYear() !== b.getFullYear()) {
    return `${day(a)} ${a.getFullYear()} – ${day(b)} ${b.getFullYear()}`
  }
  if (a.getMonth() !== b.getMonth()) return `${day(a)} – ${day(b)}`
  return a.getDate() === b.getDate() ? day(a) : `${a.getDate()} – ${day(b)}`
}
