import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import * as z from 'zod/mini'
import type { ContractId, NodeId, TwinId } from '#lib/ids.ts'
import { contractId, uint } from './codec.ts'
import { ChainError } from './errors.ts'
import { fieldOf, fieldsOf, itemsOf, named, type ChainEvent } from './events.ts'
import * as rules from './rules.ts'
import { contractShape, twinShape, type Contract } from './shapes.ts'
import type { Used } from './uses.ts'

/** An extrinsic that can be built for whatever runtime the chain has, priced, signed and sent. */
export interface Write<T> {
  /** Throws ChainError: `bad-request` by our own rules, `unsupported` where the runtime lacks the call. */
  build(api: ApiPromise): SubmittableExtrinsic<'promise'>
  /** What came of it, from the events of the same extrinsic, which succeeded. */
  result(events: readonly ChainEvent[]): T
}

type ResultOf<W> = W extends Write<infer T> ? T : never

const CONTRACTS = 'smartContractModule'
const TFGRID = 'tfgridModule'

/** Calls are found by name in the metadata of the chain at hand. */
function make<T>(
  [pallet, name]: Used<'call'>,
  args: () => readonly unknown[],
  result: (events: readonly ChainEvent[]) => T,
): Write<T> {
  return {
    build(api) {
      const call = api.tx[pallet]?.[name]
      if (!call) {
        throw new ChainError('unsupported', `This chain’s runtime has no call ${pallet}.${name}.`)
      }
      const given = args()
      try {
        return call(...given)
      } catch (cause) {
        throw new ChainError('bad-request', 'The chain’s runtime does not take these values.', {
          details: cause instanceof Error ? cause.message : String(cause),
          cause,
        })
      }
    },
    result,
  }
}

const nothing = () => undefined

/** Accepts terms and conditions: where they are, and the hex MD5 of their text. Needed before a twin. */
export const acceptTerms = (link: string, hash: string): Write<undefined> =>
  make(
    [TFGRID, 'userAcceptTc'],
    () => [rules.documentLink(link), rules.documentHash(hash)],
    nothing,
  )

/** The relay's host name, and the compressed secp256k1 key as hex that others encipher with; either may be absent. */
export interface TwinFields {
  relay: string | null
  pk: string | null
}
const twinArgs = ({ relay, pk }: TwinFields) => [
  relay === null ? null : rules.relayHost(relay),
  pk === null ? null : rules.publicKey(pk),
]

export const createTwin = (fields: TwinFields): Write<{ twinId: TwinId }> =>
  make(
    [TFGRID, 'createTwin'],
    () => twinArgs(fields),
    (events) => ({ twinId: fieldOf(events, [TFGRID, 'TwinStored'], twinShape).id }),
  )

/** Replaces both fields: what is to stay must be given again. */
export const updateTwin = (fields: TwinFields): Write<undefined> =>
  make([TFGRID, 'updateTwin'], () => twinArgs(fields), nothing)

/** Pays units to an account, and refuses to empty the paying one. */
export const transfer = (to: string, units: bigint): Write<undefined> =>
  make(['balances', 'transferKeepAlive'], () => [rules.account(to), rules.amount(units)], nothing)

/** Pays all there is, for giving up an account; what came over is the result, in units. */
export const transferAll = (to: string): Write<{ units: bigint }> =>
  make(
    ['balances', 'transferAll'],
    () => [rules.account(to), false],
    (events) => {
      const [sent] = named(events, ['balances', 'Transfer'])
      return { units: uint.safeParse(sent?.data[2]).data ?? 0n }
    },
  )

export interface NodeContractFields {
  nodeId: NodeId
  /** The deployment's hash: 32 hex characters. */
  hash: string
  /** JSON with version, type, name and projectName; 512 bytes at most. */
  data: string
  /** `ip` workloads with IPv4; can never be changed later. */
  publicIps: number
}

const created = (events: readonly ChainEvent[]): Contract =>
  fieldOf(events, [CONTRACTS, 'ContractCreated'], contractShape)

/** The result is the contract itself, with its id and the public IPs that the farm gave it. */
export const createNodeContract = (fields: NodeContractFields): Write<Contract> =>
  make(
    [CONTRACTS, 'createNodeContract'],
    () => [
      fields.nodeId,
      rules.deploymentHash(fields.hash),
      rules.deploymentData(fields.data),
      rules.count(fields.publicIps),
      null,
    ],
    created,
  )

export const updateNodeContract = (id: ContractId, hash: string, data: string): Write<undefined> =>
  make(
    [CONTRACTS, 'updateNodeContract'],
    () => [id, rules.deploymentHash(hash), rules.deploymentData(data)],
    nothing,
  )

const billShape = z.object({ amountBilled: uint })
/** What the bills among these events come to, TFT units. */
const billedIn = (events: readonly ChainEvent[]): bigint =>
  fieldsOf(events, [CONTRACTS, 'ContractBilled'], billShape).reduce(
    (sum, { amountBilled }) => sum + amountBilled,
    0n,
  )

/** The result lists what ended with it, and the units of its last bill, which the chain makes in the same block. */
export const cancelContract = (
  id: ContractId,
): Write<{ cancelled: ContractId[]; billed: bigint }> =>
  make(
    [CONTRACTS, 'cancelContract'],
    () => [id],
    (events) => ({
      cancelled: (
        ['NodeContractCanceled', 'NameContractCanceled', 'RentContractCanceled'] as const
      ).flatMap((name) => fieldsOf(events, [CONTRACTS, name], contractId)),
      billed: billedIn(events),
    }),
  )

export const createNameContract = (name: string): Write<Contract> =>
  make([CONTRACTS, 'createNameContract'], () => [rules.contractName(name)], created)

/** Rents a whole node. */
export const createRentContract = (nodeId: NodeId): Write<Contract> =>
  make([CONTRACTS, 'createRentContract'], () => [nodeId, null], created)

/** Bills a contract now, whoever asks: how one in its grace period comes back after the account was funded. */
export const billContract = (id: ContractId): Write<{ billed: bigint }> =>
  make(
    [CONTRACTS, 'billContractForBlock'],
    () => [id],
    (events) => ({ billed: billedIn(events) }),
  )

/** All of them in one extrinsic, or none: one signature, one fee, results in order. */
export function batch<const W extends readonly Write<unknown>[]>(
  ...writes: W
): Write<{ [K in keyof W]: ResultOf<W[K]> }> {
  return {
    build(api) {
      if (writes.length === 0) throw new ChainError('bad-request', 'There is nothing to send.')
      const calls = writes.map((write) => write.build(api))
      return make(['utility', 'batchAll'], () => [calls], nothing).build(api)
    },
    result(events) {
      const items = itemsOf(events, writes.length)
      const results = writes.map((write, i) => write.result(items[i] ?? []))
      return results as { [K in keyof W]: ResultOf<W[K]> } // each by the write at its place
    },
  }
}
