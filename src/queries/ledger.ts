import { queryOptions } from '@tanstack/react-query'
import type { ApiPromise } from '@polkadot/api'
import { finalBill, graceEnds, owedOf, owedSoon } from '#chain/grace.ts'
import {
  billingPrice,
  type Billable,
  type DiscountLevel,
  HOURS_PER_MONTH,
  rateOf,
  toUsd,
} from '#chain/pricing.ts'
import type { Balance, Billing } from '#chain/reads.ts'
import { type Runway, runway } from '#chain/runway.ts'
import type { Contract } from '#chain/shapes.ts'
import type { ContractId, TwinId } from '#lib/ids.ts'
import { chain } from './chain.ts'

/** What the chain says of one contract. */
export interface Entry {
  contractId: ContractId
  /** Null: it has ended, or there never was one. */
  contract: Contract | null
  /** Null: nothing of it is billed at the moment. */
  billable: Billable | null
  billing: Billing | null
}

/** What the chain says of a twin's money and contracts, all read at one time. Amounts in TFT units. */
export interface Ledger {
  /** SS58; null where there is no such twin. */
  account: string | null
  balance: Balance
  /** Usable balance of the account bound to it, which only counts for discounts. */
  stash: bigint
  terms: Parameters<typeof runway>[1]
  /** The newest block, and when it was seen (Unix ms). */
  block: number
  readAt: number
  /** Of the chain's own clock, Unix seconds; a demo's runs faster than ours. */
  clock: bigint
  entries: Entry[]
}

/** Contracts read at once: each takes half a dozen questions. */
const AT_ONCE = 25
const NOTHING: Balance = { free: 0n, reserved: 0n, frozen: 0n, usable: 0n, nonce: 0 }

/** A twin's money and these contracts as they stand on the chain. */
export const ledgerQuery = (twin: TwinId, ids: readonly ContractId[]) =>
  queryOptions({
    queryKey: ['chain', 'ledger', twin, ids] as const,
    queryFn: ({ signal }) => readLedger(twin, ids, signal),
  })

async function readLedger(
  twin: TwinId,
  ids: readonly ContractId[],
  signal: AbortSignal,
): Promise<Ledger> {
  const [api, reads, costs] = await Promise.all([
    chain.api(signal),
    import('#chain/reads.ts'),
    import('#chain/costs.ts'),
  ])
  const [row, terms, block, clockMs] = await Promise.all([
    reads.twin(api, twin),
    costs.billingTerms(api),
    reads.currentBlock(api),
    reads.chainTime(api),
  ])
  const account = row?.accountId ?? null
  const [balance, all] = await Promise.all([
    account === null ? NOTHING : reads.balance(api, account),
    account === null ? 0n : costs.discountBalance(api, twin, account),
  ])
  const entries: Entry[] = []
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    signal.throwIfAborted()
    const some = ids.slice(at, at + AT_ONCE)
    const contracts = await reads.contracts(api, some)
    entries.push(
      ...(await Promise.all(some.map((id, i) => entryOf(api, id, contracts[i], reads, costs)))),
    )
  }
  return {
    account,
    balance,
    stash: all - balance.usable,
    terms,
    block,
    readAt: Date.now(),
    clock: clockMs / 1000n,
    entries,
  }
}

async function entryOf(
  api: ApiPromise,
  contractId: ContractId,
  contract: Contract | undefined,
  reads: typeof import('#chain/reads.ts'),
  costs: typeof import('#chain/costs.ts'),
): Promise<Entry> {
  if (!contract) return { contractId, contract: null, billable: null, billing: null }
  const [billable, billing] = await Promise.all([
    costs.billableOf(api, contract),
    reads.billing(api, contractId),
  ])
  return { contractId, contract, billable: billable ?? null, billing }
}

/** What a contract costs and owes: TFT units, or USD units where the name says so. */
export interface Cost {
  hour: bigint
  month: bigint
  usdHour: bigint
  usdMonth: bigint
  level: DiscountLevel
  /** Put aside for it and not yet paid out. */
  held: bigint
  /** What has to be paid; of a contract in grace what brings it back with a bill that is made now. */
  overdue: bigint
  /** The same with a bill that is made an hour from now. */
  overdueSoon: bigint
  /** What the chain takes when it is billed now, in grace or not: the hour that runs, and what was overdue. */
  billNow: bigint
  /** When it ends for good if nothing is paid, Unix ms, to the hour; undefined while it is not in grace. */
  endsAt: number | undefined
}

/** A contract's cost as the chain bills it at this balance; null where it is not on the chain. */
export function costOf(ledger: Ledger, { contract, billable, billing }: Entry): Cost | null {
  if (!contract) return null
  const { terms, balance, stash } = ledger
  const price = billingPrice(terms.tftPrice)
  const rate = billable
    ? rateOf(billable, terms, balance.usable + stash)
    : { hour: 0n, month: 0n, level: 'None' as const }
  const payment = billing?.payment
  const inGrace = contract.state === 'GracePeriod'
  const of = { billable, amountUnbilled: billing?.amountUnbilled ?? 0n }
  const at = { now: ledger.clock, balance: balance.usable + stash }
  const unpaid = (payment?.overdue ?? 0n) + (payment?.overdueExtra ?? 0n)
  return {
    ...rate,
    usdHour: toUsd(rate.hour, price),
    usdMonth: toUsd(rate.month, price),
    held: (payment?.held ?? 0n) + (payment?.heldExtra ?? 0n),
    overdue: payment && inGrace ? owedOf(payment, of, terms, at) : unpaid,
    overdueSoon: payment && inGrace ? owedSoon(payment, of, terms, at) : unpaid,
    billNow: payment ? finalBill(payment, of, terms, at) : 0n,
    endsAt: inGrace ? toTheHour(graceEnds(contract.since, ledger.block, ledger.readAt)) : undefined,
  }
}

/** Blocks are counted, and they do not take 6 s to the last: a closer time would move at each reading. */
const toTheHour = (ms: number) => Math.round(ms / 3_600_000) * 3_600_000

/** What brings back the contracts that are in grace. Amounts in TFT units. */
export interface Rescue {
  /** In the order in which they are to be billed: a rented node before what runs on it, which it holds in grace. */
  ids: ContractId[]
  /** With bills that are made now. */
  owed: bigint
  /** With bills that are made an hour from now: what the account must hold so that they find enough. */
  owedSoon: bigint
  /** What stays in the account: for the fee of the bills, and what an account may never spend. */
  spare: bigint
  /** What the account has that bills can take. */
  there: bigint
  /** What has to come in first; 0 where one bill for each is all it takes. */
  missing: bigint
}

/** The ledger with this contract alone, and what a rented node holds in grace with it. */
export function alone(ledger: Ledger, contractId: bigint): Ledger {
  const own = ledger.entries.find((one) => one.contractId === contractId)?.contract
  const entries = ledger.entries.filter(
    ({ contractId: id, contract }) =>
      id === contractId ||
      (own?.kind === 'rent' && contract?.kind === 'node' && contract.nodeId === own.nodeId),
  )
  return { ...ledger, entries }
}

/** For the fee of the bills, and what an account may never spend. */
const SPARE = 1_000_000n

/** Sums of a rescue are whole hundredths of a TFT, so that they add up as they are shown. */
const STEP = 100_000n
const up = (units: bigint) => ((units + STEP - 1n) / STEP) * STEP

/** Undefined where nothing is in grace. */
export function rescueOf(ledger: Ledger): Rescue | undefined {
  const late = ledger.entries
    .filter(({ contract }) => contract?.state === 'GracePeriod')
    .toSorted((a, b) => Number(b.contract?.kind === 'rent') - Number(a.contract?.kind === 'rent'))
  if (late.length === 0) return undefined
  const sum = (of: (cost: Cost) => bigint) =>
    late.reduce((all, entry) => {
      const cost = costOf(ledger, entry)
      return cost ? all + of(cost) : all
    }, 0n)
  const soon = up(sum(({ overdueSoon }) => overdueSoon))
  const { free, usable } = ledger.balance
  // under a lock what is owed lies in the account already, beside what the others have put aside
  const locked = ledger.entries.some(({ billing }) => billing?.payment?.by === 'lock')
  const others = ledger.entries
    .filter((entry) => locked && !late.includes(entry))
    .reduce((all, entry) => all + (costOf(ledger, entry)?.held ?? 0n), 0n)
  const left = (locked ? free : usable) - others
  const there = left > 0n ? left - (left % STEP) : 0n
  const needed = soon + SPARE - there
  return {
    ids: late.map(({ contractId }) => contractId),
    owed: sum(({ overdue }) => overdue),
    owedSoon: soon,
    spare: SPARE,
    there,
    missing: needed > 0n ? needed : 0n,
  }
}

/** When the money runs out; what would change it: runway.ts. */
export interface Outlook {
  hour: bigint
  month: bigint
  usdMonth: bigint
  overdue: bigint
  runway: Runway
  /** Unix ms; undefined when it never does. */
  endsAt: number | undefined
}

const HOUR_MS = 3_600_000

/** The twin's costs together. What is overdue is taken off first: the next bills take it. */
export function outlookOf(ledger: Ledger): Outlook {
  const { terms, balance, stash, entries, readAt } = ledger
  const costs = entries.map((entry) => ({ entry, cost: costOf(ledger, entry) }))
  const overdue = costs.reduce((sum, { cost }) => sum + (cost?.overdue ?? 0n), 0n)
  const usable = balance.usable > overdue ? balance.usable - overdue : 0n
  const billed = costs.flatMap(({ entry, cost }) =>
    entry.billable && cost && cost.hour > 0n ? [entry.billable] : [],
  )
  const whole = runway(billed, terms, { usable, stash })
  return {
    hour: whole.hourly,
    month: whole.hourly * HOURS_PER_MONTH,
    usdMonth: toUsd(whole.hourly * HOURS_PER_MONTH, billingPrice(terms.tftPrice)),
    overdue,
    runway: whole,
    endsAt: whole.hours === undefined ? undefined : readAt + Number(whole.hours) * HOUR_MS,
  }
}
