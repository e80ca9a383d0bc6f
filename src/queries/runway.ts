import { GRACE_BLOCKS } from '#chain/grace.ts'
import { HOURS_PER_MONTH } from '#chain/pricing.ts'
import { atPrice, lasting, levelGoals, neededFor, type Runway, stepsOf } from '#chain/runway.ts'
import type { ContractId } from '#lib/ids.ts'
import { amount } from '#lib/money.ts'
import { costOf, type Ledger, outlookOf, rescueOf } from './ledger.ts'

const HOUR_MS = 3_600_000
/** From the first bill that cannot be paid to the end, at 6 s a block. */
const GRACE_MS = Number(GRACE_BLOCKS) * 6_000
/** Contracts of which it is told what ending them would do. */
const DEAREST = 3
/** By how much the price of a TFT is tried, percent. */
const PRICE = [20, -20] as const
/** Spans that one may want the money to last, days. */
const WISHES = [30, 90, 365, 730, 1825] as const

/** A twin's runway for `ui/Runway.tsx`; `nameOf` names a contract where the page knows a name. */
export function runwayFacts(ledger: Ledger, nameOf: (id: ContractId) => string | undefined) {
  const { terms, balance, stash, entries, readAt: now } = ledger
  const { overdue } = outlookOf(ledger)
  const left = balance.usable > overdue ? balance.usable - overdue : 0n
  /** What the next bills take and is not there. */
  const short = balance.usable > overdue ? 0n : overdue - balance.usable
  const money = { usable: left, stash }
  const billed = entries
    .flatMap(({ contractId, billable }) =>
      billable ? [{ contractId, billable, steps: stepsOf(billable, terms) }] : [],
    )
    .filter(({ steps }) => (steps.at(-1)?.due ?? 0n) > 0n)
  const all = billed.map(({ steps }) => steps)
  const whole = lasting(all, money)
  const endOf = ({ hours }: Runway) =>
    hours === undefined ? undefined : now + Number(hours) * HOUR_MS
  const endsAt = endOf(whole)
  const month = (hourly: bigint) => hourly * HOURS_PER_MONTH

  const without = billed.length > 1 ? dearest(billed, left + stash) : []
  const wish = WISHES.find((days) => (whole.hours ?? 0n) < BigInt(days) * 24n)
  const more = wish === undefined ? 0n : neededFor(all, stash, BigInt(wish) * 24n) - left
  const toCome = (steps: typeof all, days: bigint) =>
    atLeast0(neededFor(steps, stash, days * 24n) + short - left)
  const named = (contractId: ContractId) =>
    `Without ${[nameOf(contractId), `contract ${contractId}`].filter(Boolean).join(', ')}`
  const others = (contractId: ContractId) =>
    billed.filter((one) => one.contractId !== contractId).map(({ steps }) => steps)
  return {
    now,
    left,
    contracts: billed.length,
    free: entries.filter(({ contract }) => contract !== null).length - billed.length,
    hour: whole.hourly,
    month: month(whole.hourly),
    line:
      endsAt === undefined
        ? undefined
        : {
            now,
            line: whole.line.map(({ hours, ...rest }) => ({ at: now + hours * HOUR_MS, ...rest })),
            endsAt,
            graceEndsAt: endsAt + GRACE_MS,
            first: firstEnd(ledger, nameOf),
          },
    changes:
      endsAt === undefined
        ? []
        : [
            ...(wish !== undefined && more > 0n
              ? [
                  {
                    key: 'more',
                    label: `With ${amount(more + short, 2)} TFT more`,
                    endsAt: endOf(lasting(all, { usable: left + more, stash })),
                  },
                ]
              : []),
            ...without.map(({ contractId }, i) => ({
              key: `without ${contractId}`,
              minor: i > 0,
              label: named(contractId),
              endsAt: endOf(lasting(others(contractId), money)),
            })),
            ...PRICE.map((percent) => {
              const then = atPrice(terms, percent)
              return {
                key: `price ${percent}`,
                label: `TFT worth ${Math.abs(percent)} % ${percent > 0 ? 'more' : 'less'}`,
                endsAt: endOf(
                  lasting(
                    billed.map(({ billable }) => stepsOf(billable, then)),
                    money,
                  ),
                ),
              }
            }),
          ].filter((change) => change.endsAt !== endsAt),
    broke:
      endsAt === undefined || endsAt - now >= HOUR_MS
        ? undefined
        : {
            leaveGrace: rescueOf(ledger)?.missing,
            day: toCome(all, 1n),
            days30: toCome(all, 30n),
            ends: without.map(({ contractId }) => ({
              key: `without ${contractId}`,
              label: named(contractId),
              spares: whole.hourly - lasting(others(contractId), money).hourly,
              day: toCome(others(contractId), 1n),
            })),
          },
    levels: levelGoals(all, left + stash).map(({ hourly, ...goal }) => ({
      ...goal,
      more: goal.hold > left + stash ? goal.hold - left - stash : 0n,
      month: month(hourly),
    })),
  }
}

/** What is in grace already and will not come back by itself: the one that ends soonest. */
function firstEnd(ledger: Ledger, nameOf: (id: ContractId) => string | undefined) {
  if (!((rescueOf(ledger)?.missing ?? 0n) > 0n)) return undefined
  const [soonest] = ledger.entries
    .flatMap((entry) => {
      const at = costOf(ledger, entry)?.endsAt
      return at === undefined ? [] : [{ at, id: entry.contractId }]
    })
    .toSorted((a, b) => a.at - b.at)
  if (!soonest) return undefined
  const label = [nameOf(soonest.id), `contract ${soonest.id}`].filter(Boolean).join(', ')
  return { label, at: soonest.at }
}

const atLeast0 = (units: bigint) => (units > 0n ? units : 0n)

type Billed = { contractId: ContractId; steps: ReturnType<typeof stepsOf> }

/** Those that cost most at a balance, dearest first. */
function dearest(billed: readonly Billed[], balance: bigint): Billed[] {
  const due = ({ steps }: Billed) => steps.find(({ above }) => balance >= above)?.due ?? 0n
  return billed.toSorted((a, b) => Number(due(b) - due(a))).slice(0, DEAREST)
}

/** When the money would end if so many units were spent now, Unix ms; undefined where it never does. */
export function afterSpending(ledger: Ledger, units: bigint): number | undefined {
  const spent = (of: bigint) => (of > units ? of - units : 0n)
  const { balance } = ledger
  const poorer = { ...balance, free: spent(balance.free), usable: spent(balance.usable) }
  return outlookOf({ ...ledger, balance: poorer }).endsAt
}
