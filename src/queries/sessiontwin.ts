import { queryOptions } from '@tanstack/react-query'
import { rateOf } from '#chain/pricing.ts'
import type { Balance } from '#chain/reads.ts'
import type { Twin } from '#chain/shapes.ts'
import type { TwinId } from '#lib/ids.ts'
import { chain } from './chain.ts'
import { grid } from './grid.ts'
import { relayHostOf } from './identitychain.ts'
import type { Payment } from './payments.ts'
import type { SealedInfo } from './sessionstate.ts'
import { termsLink } from './terms.ts'

/*
 * A session twin: an ed25519 account made in this browser, with a twin and a little money of its own (facts:
 * rmb.md section 7.5, C and D). How far it is follows from the sealed record and from the chain, and from
 * nothing else: a reload, a lock or a closed tab at any step loses nothing.
 */

/** What the chain says of a session twin's account. Amounts in TFT units. */
export interface TwinFacts {
  balance: Balance
  /** The least that an account may hold. */
  deposit: bigint
  twin: Twin | null
  /** Terms and conditions were accepted, whichever. */
  accepted: boolean
  /** What accepting the terms and making the twin would cost in one transaction; 0 once there is a twin. */
  fee: bigint
}

/** Reads all of it at one time; rejects with ChainError. While money is awaited it is read block by block. */
export const twinFactsQuery = (account: string) =>
  queryOptions({
    queryKey: ['chain', 'session-twin', account] as const,
    queryFn: ({ signal }) => readFacts(account, signal),
    // once there is a twin nobody waits for its money at every block
    refetchInterval: ({ state }) => (state.data?.twin ? 5 * BLOCK_MS : BLOCK_MS),
  })

/** A block of the chain takes 6 s (facts: tfchain.md section 1). */
const BLOCK_MS = 6_000

async function readFacts(account: string, signal: AbortSignal): Promise<TwinFacts> {
  const [api, reads] = await Promise.all([chain.api(signal), import('#chain/reads.ts')])
  const [balance, twin, terms] = await Promise.all([
    reads.balance(api, account),
    reads.twinOf(api, account),
    reads.acceptedTerms(api, account),
  ])
  return {
    balance,
    deposit: reads.existentialDeposit(api),
    twin: twin ?? null,
    accepted: terms.length > 0,
    fee: twin ? 0n : await creationFee(account, signal),
  }
}

/** The chain's own estimate; the texts stand for those that will be sent, which are as long. */
async function creationFee(account: string, signal: AbortSignal): Promise<bigint> {
  const [api, { quote }, { acceptTerms, batch, createTwin }] = await Promise.all([
    chain.api(signal),
    import('#chain/quote.ts'),
    import('#chain/writes.ts'),
  ])
  const { network } = grid.state()
  const { fee } = await quote(
    api,
    batch(
      acceptTerms(termsLink(network), '0'.repeat(32)),
      createTwin({ relay: relayHostOf(network) ?? null, pk: `02${'0'.repeat(64)}` }),
    ),
    account,
  )
  return fee
}

/** Where a session twin stands on its way. */
export type Place =
  /** No key yet. */
  | { at: 'make' }
  /** The chain was not read yet, or cannot be. */
  | { at: 'reading' }
  /** `missing` units until the twin can be made. */
  | { at: 'fund'; missing: bigint }
  /** The money is there; `accept` tells whether the terms are still to be accepted. */
  | { at: 'create'; accept: boolean }
  /** The twin is on the chain, and the record in this browser does not say so yet. */
  | { at: 'speak'; twin: TwinId }
  | { at: 'ready'; twin: TwinId }

/** What must be there before the twin is made: its fee, and what an account may not go below. */
export const neededFor = ({ fee, deposit }: Pick<TwinFacts, 'fee' | 'deposit'>): bigint =>
  fee + deposit

/** The step that comes next. The chain decides; what the record says of a twin may be of another time. */
export function placeOf(
  record: Pick<SealedInfo, 'twin'> | undefined,
  facts: TwinFacts | undefined,
): Place {
  if (!record) return { at: 'make' }
  if (!facts) {
    return { at: 'reading' }
  }
  const { twin, balance, accepted } = facts
  if (twin) return { at: record.twin === twin.id ? 'ready' : 'speak', twin: twin.id }
  const missing = neededFor(facts) - balance.usable
  return missing > 0n ? { at: 'fund', missing } : { at: 'create', accept: !accepted }
}

/** The twin that the record names and the chain does not know: a chain that began anew, or another one. */
export const vanishedTwin = (
  record: Pick<SealedInfo, 'twin'>,
  facts: TwinFacts | undefined,
): number | undefined =>
  facts && facts.twin === null && record.twin !== null ? record.twin : undefined

/** What a session twin is wanted for. */
export type Purpose = 'ask' | 'deploy'

/** An amount to send, in TFT units, and what it is made of. */
export interface Suggestion {
  amount: bigint
  parts: readonly { what: 'twin' | 'later' | 'deposit' | 'machine' | 'rounding'; units: bigint }[]
}

/** Transactions that a session twin will make later, and hours of the machine it may deploy. */
export const LATER = 8
export const HOURS = 24
/** What the hours are of: a small machine, as the dashboard of the grid offers one. */
export const MACHINE = { cores: 2, memoryGiB: 4, diskGiB: 50 }
const GIB = 1n << 30n
/** Amounts are rounded up to 0.01 TFT, so that one can read them. */
const STEP = 100_000n

/** How much to send to a new session twin. `hour` is what the machine costs per hour, undefined where not known. */
export function suggestion(
  facts: Pick<TwinFacts, 'fee' | 'deposit' | 'balance'>,
  purpose: Purpose,
  hour: bigint | undefined,
): Suggestion {
  const parts: { what: Suggestion['parts'][number]['what']; units: bigint }[] = [
    { what: 'twin', units: facts.fee },
    // about the same each: the length of what is sent counts for little (facts: tfchain.md section 1)
    { what: 'later', units: facts.fee * BigInt(LATER) },
    { what: 'deposit', units: facts.deposit },
  ]
  if (purpose === 'deploy' && hour !== undefined) {
    parts.push({ what: 'machine', units: hour * BigInt(HOURS) })
  }
  const sum = parts.reduce((all, { units }) => all + units, 0n)
  const amount = ((sum + STEP - 1n) / STEP) * STEP
  if (amount > sum) parts.push({ what: 'rounding', units: amount - sum })
  return { amount, parts }
}

/** What the machine costs per hour with no discount, TFT units. */
export const machineHour = (terms: Parameters<typeof rateOf>[1]): bigint =>
  rateOf(
    {
      kind: 'node',
      resources: {
        cru: BigInt(MACHINE.cores),
        mru: BigInt(MACHINE.memoryGiB) * GIB,
        sru: BigInt(MACHINE.diskGiB) * GIB,
        hru: 0n,
      },
      publicIps: 0n,
      rented: false,
      amountUnbilled: 0n,
      certified: false,
    },
    terms,
    0n,
  ).hour

/** A node that answers now, for a first question; null where the grid proxy knows of none. */
export const firstNodeQuery = () =>
  queryOptions({
    queryKey: ['proxy', 'first-node'] as const,
    queryFn: async ({ signal }) => {
      const { items } = await grid
        .proxy()
        .nodes({ status: ['up'], healthy: true, size: 1 }, { signal })
      return items[0] ?? null
    },
    refetchInterval: false,
  })

/** What is under way on the chain from this account, or to it; undefined when nothing is. */
export const underway = (payments: readonly Payment[], account: string): Payment | undefined =>
  payments.find(
    ({ stage, account: from, intent }) =>
      stage !== 'settled' &&
      (from === account || (intent.kind === 'transfer' && intent.to === account)),
  )

/** What a record of this browser loses with its key: money that nobody can move, contracts that nobody can end. */
export interface Loss {
  /** TFT units; undefined where the chain could not be read. */
  money: bigint | undefined
  /** Names of active contracts; undefined where they could not be read. */
  contracts: readonly string[] | undefined
  twin: number | null
}

/** Nothing of worth hangs on the key: it may go without a word being typed. */
export const isNothing = ({ money, contracts, twin }: Loss): boolean =>
  money === 0n && twin === null && (contracts === undefined || contracts.length === 0)

const MAKING = 'zos-console.making-session-key'
let left: boolean | undefined

/**
 * Makes a session key, with a note in this tab while it lasts: a page that is left in the middle keeps the key whole
 * or not at all, and is told which when it is back.
 */
export async function whileMaking<T>(make: () => Promise<T>): Promise<T> {
  left = false
  sessionStorage.setItem(MAKING, '1')
  try {
    return await make()
  } finally {
    sessionStorage.removeItem(MAKING)
  }
}

/** Whether this tab was loaded again while a key was being made, and none was begun since. */
export function leftWhileMaking(): boolean {
  if (left === undefined) {
    left = sessionStorage.getItem(MAKING) !== null
    sessionStorage.removeItem(MAKING)
  }
  return left
}

/** Whether the browser promises to keep what is stored here until the person clears it; undefined where it does not say. */
export const keptQuery = () =>
  queryOptions({
    queryKey: ['browser', 'persisted'] as const,
    queryFn: async (): Promise<boolean | null> => (await navigator.storage?.persisted?.()) ?? null,
    refetchInterval: false,
  })

/** Asks the browser for that promise; it may decide by itself, or ask the person. */
export async function askToKeep(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false) // kept all the same, as long as there is room
}
