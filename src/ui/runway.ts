import { amount } from '#lib/money.ts'
import { longSpan } from '#lib/time.ts'
import { group } from '#lib/units.ts'

/** A balance from now to nothing; times in Unix ms, amounts in TFT units. */
export interface RunwayLine {
  now: number
  /** Now first, then where a discount is lost, nothing last; `rate` is the cost of an hour from there on. */
  line: readonly { at: number; left: bigint; rate: bigint }[]
  /** When nothing is left. */
  endsAt: number
  /** When contracts that nobody paid for end for good. */
  graceEndsAt: number
  /** What is in grace already and ends before them, unless money comes in: "archive, contract 41702". */
  first?: { label: string; at: number } | undefined
}

/** One thing that would move the end. */
export interface RunwayChange {
  key: string
  /** "Without workers, contract 41540". */
  label: string
  /** Undefined: the money would never end. */
  endsAt: number | undefined
  /** Of the same kind as one above that would do more. */
  minor?: boolean
}

/** A discount level, and the balance that gives it to every contract. */
export interface RunwayLevel {
  level: string
  percent: number
  hold: bigint
  /** What has to come in for it; 0 where it is there. */
  more: bigint
  /** Of how many contracts it, or a better one, holds now. */
  reached: number
  /** Cost of a month of 30 days then. */
  month: bigint
}

/** Everything that is told of a twin's runway. */
export interface RunwayFacts {
  now: number
  /** What can pay, what is overdue taken off. */
  left: bigint
  /** Undefined: the money never ends. */
  line: RunwayLine | undefined
  /** Contracts that cost something, and what they cost together per hour. */
  contracts: number
  /** Contracts beside them that bill nothing. */
  free: number
  hour: bigint
  month: bigint
  changes: readonly RunwayChange[]
  levels: readonly RunwayLevel[]
  /** There is less than an hour of money: what it takes. */
  broke: RunwayBroke | undefined
}

/** What it takes to go on where nothing is left. Amounts in TFT units. */
export interface RunwayBroke {
  /** What must come in for contracts in grace to leave it; undefined where none is. */
  leaveGrace: bigint | undefined
  /** What must come in for a day, and for 30 of them. */
  day: bigint
  days30: bigint
  /** What ending one contract spares per hour, dearest first, and what a day takes then. */
  ends: readonly { key: string; label: string; spares: bigint; day: bigint }[]
}

/** For drawing only. */
export const inTft = (units: bigint): number => Number(units) / 1e7

/** `12 December 2026`. */
export const onDay = (ms: number): string =>
  new Date(ms).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** The chart in words. */
export function runwayText({ now, line, endsAt, graceEndsAt, first }: RunwayLine): string {
  const from = amount(line[0]?.left ?? 0n, 2)
  const lost = Math.max(0, line.length - 2)
  const discounts =
    lost === 0 ? '' : ` Discounts are lost at ${group(lost)} ${lost === 1 ? 'point' : 'points'}.`
  const ends =
    first === undefined
      ? `Contracts that nobody pays for end on ${onDay(graceEndsAt)}.`
      : `Without money, ${first.label} ends about ${onDay(first.at)}, the others on ${onDay(graceEndsAt)}.`
  return `From ${from} TFT now to nothing in ${longSpan((endsAt - now) / 1000)}, on ${onDay(endsAt)}.${discounts} ${ends}`
}

/** Two to four round amounts above nothing, up to `most`, and 0; in TFT. */
export function moneyTicks(most: number): number[] {
  const rough = most / 3
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough
  const ticks = [0]
  for (let i = 1; i * step <= most; i++) ticks.push(Number((i * step).toPrecision(12)))
  return ticks
}

const DAY_MS = 86_400_000
const STEPS = [1, 2, 3, 7, 14, 30, 61, 91, 183, 365, 730, 1825, 3650, 36_500]

/** Midnights between two moments, so many days apart that there are at most `most`. */
export function dayTicks(from: number, to: number, most: number): { at: number; label: string }[] {
  const days = (to - from) / DAY_MS
  const step = STEPS.find((n) => days / n <= most) ?? 365_000
  const far = step >= 183
  const ticks: { at: number; label: string }[] = []
  for (let i = 1; ; i++) {
    const day = new Date(from)
    // by the calendar: days are not all of 24 hours
    day.setHours(0, 0, 0, 0)
    day.setDate(day.getDate() + (step === 1 ? i : (i - 1) * step + 1))
    const at = day.getTime()
    if (!(at < to)) return ticks
    const label = day.toLocaleDateString(
      'en-GB',
      far ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' },
    )
    ticks.push({ at, label })
  }
}

/** `+12 d`, `−3 h`: how much later or sooner. */
export function shift(ms: number): string {
  const sign = ms < 0 ? '−' : '+'
  const seconds = Math.abs(ms) / 1000
  if (seconds < 3600) return 'no change'
  return seconds < 86_400
    ? `${sign}${Math.round(seconds / 3600)} h`
    : `${sign}${group(Math.round(seconds / 86_400))} d`
}
