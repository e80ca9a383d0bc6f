import type { Explained } from '#ui/explain.ts'
import { explain } from '#ui/explain.ts'
import { amount } from '#lib/money.ts'
import { group } from '#lib/units.ts'
import type { List } from './list.ts'
import type { ContractRow } from './rows.ts'

const SOON_S = 7 * 86_400

/** Less than a week is soon. */
export const soon = (seconds: number) => seconds < SOON_S

/** `12 December 2026`. */
export const longDay = (ms: number) =>
  new Date(ms).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

const LEVELS = ['Gold', 'Silver', 'Bronze', 'Default'] as const

/** `2 Dec`: the hour of an end that blocks decide is told on the contract's own page. */
export const aboutDay = (ms: number) =>
  new Date(ms).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })

/** How many contracts have which discount: `3 Gold, 1 Bronze`; '' for none. */
export const levelsOf = (rows: readonly ContractRow[]): string =>
  LEVELS.map((level) => [level, rows.filter(({ cost }) => cost?.level === level).length] as const)
    .filter(([, count]) => count > 0)
    .map(([level, count]) => `${group(count)} ${level}`)
    .join(', ')

/** No rows: what this means and what to do. `whose` is null for the twin that speaks. */
export function emptyWords(list: Pick<List, 'search' | 'chips'>, whose: number | null) {
  if (list.search !== '' || list.chips.length > 0) {
    return {
      what: 'No contract matches.',
      advice: 'None of the contracts fits the search and all the filters.',
    }
  }
  return whose === null
    ? { what: 'No contracts yet.', advice: 'What you deploy, reserve or rent appears here.' }
    : {
        what: `Twin ${whose} has no active contract.`,
        advice: 'It may have none, or there may be no such twin on this network.',
      }
}

/** Why costs and balance are not told. */
export const chainTrouble = (error: unknown): Explained => ({
  ...explain(error, 'chain'),
  advice:
    'The list below is the grid proxy’s. Costs, balance and runway come from the chain alone.',
})

/** An amount that is at least what is needed: rounded up to so many places. */
export function upTo(units: bigint, places: number): string {
  const step = 10n ** BigInt(7 - places)
  return amount(((units + step - 1n) / step) * step, places)
}

/** Whole ten thousandths of a TFT, never less: nobody pays by the unit. */
export const roundUp = (units: bigint): bigint => ((units + 999n) / 1000n) * 1000n

/**
 * The bill that the chain makes of `count` contracts as they are cancelled: what it says, and what leaves the
 * account, which may hold less than is billed. Undefined where nothing is billed. Amounts in TFT units.
 */
export function lastBillOf(
  bill: bigint,
  usable: bigint,
  count: number,
): { sentence: string; taken: bigint } | undefined {
  if (bill === 0n) return undefined
  const sum = upTo(bill, bill < 10_000_000n ? 4 : 2)
  const short =
    bill > usable ? ` The account has ${amount(usable, 2)} TFT: the chain takes what is there.` : ''
  return {
    sentence: `The chain bills ${count === 1 ? 'it' : 'them'} a last time: about ${sum} TFT.${short}`,
    taken: bill > usable ? usable : roundUp(bill),
  }
}

/** Takes rows into what is chosen, or out of it. */
export const picking =
  (set: (change: (before: ReadonlySet<string | number>) => ReadonlySet<string | number>) => void) =>
  (rows: readonly ContractRow[], on: boolean) =>
    set((before) => {
      const keys = rows.map(({ contractId }) => String(contractId))
      return on ? new Set([...before, ...keys]) : new Set(before).difference(new Set(keys))
    })
