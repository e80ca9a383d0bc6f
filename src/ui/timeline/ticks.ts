import type { TimelineWindow } from './data.ts'

/** A line of the grid, at a round moment of local time. */
export interface Gridline {
  at: number
  label: string
}

type Unit = 's' | 'min' | 'h' | 'd' | 'month' | 'year'
interface Step {
  unit: Unit
  every: number
  /** ms, about. */
  ms: number
}

const DAY = 86_400_000
const step = (unit: Unit, ms: number, ...every: number[]): Step[] =>
  every.map((n) => ({ unit, every: n, ms: n * ms }))
const steps: Step[] = [
  ...step('s', 1000, 1, 2, 5, 10, 15, 30),
  ...step('min', 60_000, 1, 2, 5, 10, 15, 30),
  ...step('h', 3_600_000, 1, 2, 3, 6, 12),
  ...step('d', DAY, 1, 2, 7, 14),
  ...step('month', 30.4 * DAY, 1, 2, 3, 6),
  ...step('year', 365.25 * DAY, 1, 2, 5, 10, 50),
]

/** Gridlines at round moments of local time, 24 h, not closer than `apart` px in a plot of `width` px. */
export function gridlines(
  window: TimelineWindow,
  width: number,
  apart = Math.min(110, Math.max(62, width / 4)),
): Gridline[] {
  const least = ((window.to - window.from) / Math.max(1, width)) * apart
  const chosen = steps.find(({ ms }) => ms >= least) ?? steps.at(-1)! // steps is not empty
  const lines: Gridline[] = []
  let last = -Infinity
  for (const at of rounds(window, chosen)) {
    // around a change of the clock two steps can fall together
    if (at <= last || at < window.from || at > window.to) continue
    last = at
    lines.push({ at, label: labelOf(new Date(at), chosen) })
  }
  return lines
}

/** Round moments from a little before the window to its end. */
function* rounds({ from, to }: TimelineWindow, { unit, every }: Step): Generator<number> {
  const d = new Date(from)
  const [y, m, day] = [d.getFullYear(), d.getMonth(), d.getDate()]
  if (unit === 'year') {
    for (let i = y - (y % every); ; i += every) {
      const at = new Date(i, 0, 1).getTime()
      if (!(at <= to)) return
      yield at
    }
  }
  if (unit === 'month') {
    for (let i = m - (m % every); ; i += every) {
      const at = new Date(y, i, 1).getTime()
      if (!(at <= to)) return
      yield at
    }
  }
  if (unit === 'd') {
    // weeks begin on Monday; two days are counted from a fixed one, so that lines stay while the window moves
    const number = Math.round((Date.UTC(y, m, day) - Date.UTC(1970, 0, 5)) / DAY)
    for (let i = day - (((number % every) + every) % every); ; i += every) {
      const at = new Date(y, m, i).getTime()
      if (!(at <= to)) return
      yield at
    }
  }
  if (unit === 'h') {
    for (let i = 0; ; i += every) {
      const at = new Date(y, m, day, i).getTime()
      if (!(at <= to)) return
      yield at
    }
  }
  const ms = every * (unit === 'min' ? 60_000 : 1000)
  // all zones of today are whole quarters of an hour away, those of the past to the second
  const shift = -new Date(from).getTimezoneOffset() * 60_000
  for (let at = Math.floor((from + shift) / ms) * ms - shift; at <= to; at += ms) yield at
}

const two = (n: number) => String(n).padStart(2, '0')
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function labelOf(d: Date, { unit, every }: Step): string {
  const month = months[d.getMonth()]! // 0 … 11
  const time = `${two(d.getHours())}:${two(d.getMinutes())}`
  switch (unit) {
    case 'year':
      return String(d.getFullYear())
    case 'month':
      return d.getMonth() === 0 ? String(d.getFullYear()) : month
    case 'd':
      return every >= 7 ? `${d.getDate()} ${month}` : `${days[d.getDay()]} ${d.getDate()} ${month}`
    case 'h':
    case 'min':
      return time === '00:00' ? `${days[d.getDay()]} ${d.getDate()} ${month}` : time
    case 's':
      return `${time}:${two(d.getSeconds())}`
  }
}
