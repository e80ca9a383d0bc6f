import * as z from 'zod/mini'
import { exact } from '#lib/money.ts'
import { asContract, asNode, type ContractId, type TwinId } from '#lib/ids.ts'
import type { Contract } from './shapes.ts'
import * as writes from './writes.ts'
import type { Write } from './writes.ts'

/*
 * What a person wants of the chain, as plain data: it can be kept in a journal, read back after a reload and
 * made into the very same write again.
 */

const text = z.string()
const u64 = z.bigint().check(z.nonnegative(), z.lt(1n << 64n))
const contract = z.pipe(
  u64,
  z.transform((id) => asContract(id)),
)
const node = z.pipe(
  z.int().check(z.nonnegative(), z.maximum(0xffffffff)),
  z.transform((id) => asNode(id)!), // a u32 by the check before it
)
const units = z.bigint().check(z.positive())
const contracts = z.array(contract).check(z.minLength(1))
const orNone = z.nullable(text)

/** Each intent by its kind; `units` are TFT units, `hash` and `data` a deployment's, `pk` hex without 0x. */
export const intentShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accept-terms'), link: text, hash: text }),
  z.object({
    kind: z.literal('create-twin'),
    relay: orNone,
    pk: orNone,
    /** Accepted in the same extrinsic, where the account has not accepted any yet. */
    terms: z.optional(z.object({ link: text, hash: text })),
  }),
  z.object({ kind: z.literal('update-twin'), relay: orNone, pk: orNone }),
  z.object({ kind: z.literal('transfer'), to: text, units }),
  z.object({ kind: z.literal('transfer-all'), to: text }),
  /** In this order: what depends on another contract comes before it. */
  z.object({ kind: z.literal('cancel-contracts'), ids: contracts }),
  z.object({ kind: z.literal('bill-contracts'), ids: contracts }),
  z.object({ kind: z.literal('create-name'), name: text }),
  z.object({ kind: z.literal('rent-node'), nodeId: node }),
  z.object({
    kind: z.literal('create-node-contract'),
    nodeId: node,
    hash: text,
    data: text,
    publicIps: z.int().check(z.nonnegative()),
  }),
  z.object({ kind: z.literal('update-node-contract'), id: contract, hash: text, data: text }),
])
export type Intent = z.output<typeof intentShape>
export type IntentKind = Intent['kind']
/** The intent of one kind. */
export type IntentOf<K extends IntentKind> = Extract<Intent, { kind: K }>

/** What each of them leaves behind. */
export interface Results {
  'accept-terms': undefined
  'create-twin': { twinId: TwinId }
  'update-twin': undefined
  transfer: undefined
  /** What came over, in units. */
  'transfer-all': { units: bigint }
  /** Every contract that ended with it, and the units of their last bills; absent in what was noted before it was told. */
  'cancel-contracts': { cancelled: ContractId[]; billed?: bigint }
  /** Units billed. */
  'bill-contracts': { billed: bigint }
  'create-name': Contract
  'rent-node': Contract
  'create-node-contract': Contract
  'update-node-contract': undefined
}
export type ResultOf<K extends IntentKind> = Results[K]

/** The extrinsic of an intent. Its `build` throws ChainError('bad-request') by our own rules. */
export function writeOf<K extends IntentKind>(intent: IntentOf<K>): Write<ResultOf<K>>
export function writeOf(intent: Intent): Write<unknown> {
  switch (intent.kind) {
    case 'accept-terms':
      return writes.acceptTerms(intent.link, intent.hash)
    case 'create-twin': {
      const { relay, pk, terms } = intent
      const create = writes.createTwin({ relay, pk })
      if (!terms) return create
      return mapped(
        writes.batch(writes.acceptTerms(terms.link, terms.hash), create),
        ([, made]) => made,
      )
    }
    case 'update-twin':
      return writes.updateTwin({ relay: intent.relay, pk: intent.pk })
    case 'transfer':
      return writes.transfer(intent.to, intent.units)
    case 'transfer-all':
      return writes.transferAll(intent.to)
    case 'cancel-contracts':
      return mapped(each(intent.ids, writes.cancelContract), (all) => ({
        cancelled: all.flatMap(({ cancelled }) => cancelled),
        billed: all.reduce((sum, { billed }) => sum + billed, 0n),
      }))
    case 'bill-contracts':
      return mapped(each(intent.ids, writes.billContract), (all) => ({
        billed: all.reduce((sum, { billed }) => sum + billed, 0n),
      }))
    case 'create-name':
      return writes.createNameContract(intent.name)
    case 'rent-node':
      return writes.createRentContract(intent.nodeId)
    case 'create-node-contract':
      return writes.createNodeContract(intent)
    case 'update-node-contract':
      return writes.updateNodeContract(intent.id, intent.hash, intent.data)
    default:
      return intent satisfies never
  }
}

const mapped = <A, B>(write: Write<A>, of: (result: A) => B): Write<B> => ({
  build: (api) => write.build(api),
  result: (events) => of(write.result(events)),
})

/** One write for each id: the call itself where there is one, a batch of all or nothing otherwise. */
function each<T>(ids: readonly ContractId[], write: (id: ContractId) => Write<T>): Write<T[]> {
  const [first] = ids
  if (first !== undefined && ids.length === 1) return mapped(write(first), (result) => [result])
  return writes.batch(...ids.map(write))
}

const tft = (units: bigint) => `${exact(units)} TFT`
const short = (address: string) => `${address.slice(0, 6)}…${address.slice(-4)}`
const listed = (ids: readonly ContractId[]) =>
  ids.length === 1 ? `contract ${ids[0]}` : `contracts ${ids.join(', ')}`
const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`

/** What an intent does, in one sentence, before it is paid. */
export function describeIntent(intent: Intent): string {
  switch (intent.kind) {
    case 'accept-terms':
      return 'Accepts the grid’s terms and conditions for this account, on chain and for good.'
    case 'create-twin':
      return intent.terms
        ? 'Accepts the grid’s terms and conditions and creates a twin for this account, both or neither.'
        : 'Creates a twin for this account. An account has one twin at most.'
    case 'update-twin':
      return 'Replaces the relay and the key of this account’s twin, both at once.'
    case 'transfer':
      return `Pays ${tft(intent.units)} to ${intent.to}.`
    case 'transfer-all':
      return `Pays all that this account can spend to ${intent.to}.`
    case 'cancel-contracts':
      return intent.ids.length === 1
        ? `Cancels ${listed(intent.ids)}. The node removes what runs under it.`
        : `Cancels ${listed(intent.ids)}, all of them or none. The nodes remove what runs under them.`
    case 'bill-contracts':
      return `Lets the chain bill ${listed(intent.ids)} now, which ends a grace period once the account can pay.`
    case 'create-name':
      return `Takes the name ${intent.name} for this twin. It is billed every hour until its contract is cancelled.`
    case 'rent-node':
      return `Rents node ${intent.nodeId} whole. It is billed every hour until its contract is cancelled.`
    case 'create-node-contract':
      return `Makes a contract on node ${intent.nodeId} for a deployment. It is billed every hour until it is cancelled.`
    case 'update-node-contract':
      return `Writes the new hash of the deployment into contract ${intent.id}.`
    default:
      return intent satisfies never
  }
}

/** What came of it, from its result. */
export function outcomeWords<K extends IntentKind>(intent: IntentOf<K>, result: ResultOf<K>): string
export function outcomeWords(intent: Intent, result: unknown): string {
  switch (intent.kind) {
    case 'accept-terms':
      return 'The terms and conditions are accepted.'
    case 'create-twin':
      return `Twin ${(result as ResultOf<'create-twin'>).twinId} is created.` // the result of this kind, here and below
    case 'update-twin':
      return 'The twin has its new relay and key.'
    case 'transfer':
      return `${tft(intent.units)} went to ${short(intent.to)}.`
    case 'transfer-all':
      return `${tft((result as ResultOf<'transfer-all'>).units)} went to ${short(intent.to)}.`
    case 'cancel-contracts': {
      const { cancelled, billed = 0n } = result as ResultOf<'cancel-contracts'>
      if (cancelled.length === 0) return 'The chain cancelled nothing.'
      const bills = cancelled.length === 1 ? 'Its last bill' : 'Their last bills'
      const last = billed > 0n ? ` ${bills} took ${tft(billed)}.` : ''
      return `${plural(cancelled.length, 'contract')} cancelled: ${cancelled.join(', ')}.${last}`
    }
    case 'bill-contracts':
      return `${tft((result as ResultOf<'bill-contracts'>).billed)} was billed.`
    case 'create-name':
      return `The name ${intent.name} is yours, by contract ${(result as Contract).contractId}.`
    case 'rent-node':
      return `Node ${intent.nodeId} is rented, by contract ${(result as Contract).contractId}.`
    case 'create-node-contract':
      return `Contract ${(result as Contract).contractId} is made.`
    case 'update-node-contract':
      return `Contract ${intent.id} has the new hash.`
    default:
      return intent satisfies never
  }
}

/** TFT units that leave the account beside the fee; null: all there is. */
export function spends(intent: Intent): bigint | null {
  if (intent.kind === 'transfer-all') return null
  return intent.kind === 'transfer' ? intent.units : 0n
}
