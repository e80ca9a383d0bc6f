import { longSpan } from '#lib/time.ts'
import { group } from '#lib/units.ts'
import { onDay } from '#ui/runway.ts'

/** What sending money away does to what contracts are paid with. Times in Unix ms. */
export interface Effect {
  /** Contracts that cost something. */
  contracts: number
  /** When it was reckoned. */
  now: number
  /** When the money ends if nothing is sent. */
  before: number
  /** When it ends then. */
  after: number
}

const HOUR_MS = 3_600_000
const SOON_MS = 7 * 24 * HOUR_MS

/** How it looks, and what has to be said before it is done; null where a week or more is left. */
export function judgeEffect(effect: Effect): { state: 'warn' | 'error'; words: string } | null {
  const { contracts, now, before, after } = effect
  const left = after - now
  if (left >= SOON_MS) return null
  const all = contracts === 1 ? '1 contract' : `${group(contracts)} contracts`
  const [run, need] = contracts === 1 ? ['runs', 'needs'] : ['run', 'need']
  if (before - now < HOUR_MS) {
    return {
      state: 'error',
      words: `${all} ${need} this money: it lasts less than an hour as it is.`,
    }
  }
  const state = left < HOUR_MS ? 'error' : 'warn'
  const same = onDay(after) === onDay(before)
  const then = same ? `in ${longSpan(left / 1000)}` : dayOf(after, now)
  const instead = same
    ? after === before
      ? ''
      : ` instead of in ${longSpan((before - now) / 1000)}`
    : ` instead of on ${onDay(before)}`
  return { state, words: `${all} ${run} out of money ${then}${instead}.` }
}

const dayOf = (at: number, now: number) => (onDay(at) === onDay(now) ? 'today' : `on ${onDay(at)}`)
