import type { ApiPromise } from '@polkadot/api'
import * as z from 'zod/mini'
import type { ContractId, FarmId, NodeId, TwinId } from '#lib/ids.ts'
import { contractId, nodeId, small, twinId, uint } from './codec.ts'
import { ChainError } from './errors.ts'
import { rpcFailure } from './failures.ts'
import type { PricingPolicy, Resources, TftPrice } from './pricing.ts'
import {
  accountShape,
  billingShape,
  contractShape,
  farmShape,
  lockShape,
  nodeShape,
  paymentShape,
  policyShape,
  powerShape,
  resourcesShape,
  termsShape,
  twinShape,
  type AcceptedTerms,
  type Contract,
  type Farm,
  type Node,
  type Twin,
} from './shapes.ts'
import { hasStorage, stored, storedMany } from './storage.ts'

/*
 * What the console reads of the chain, each a function of the connected API. Absent things are undefined.
 * All throw ChainError: `disconnected`, `timeout`, `rpc`, `unsupported`, `bad-answer`.
 */

const TFGRID = 'tfgridModule'
const CONTRACTS = 'smartContractModule'
const PRICE = 'tftPriceModule'

const orAbsent = <T extends z.ZodMiniType>(shape: T) =>
  z.pipe(
    z.nullable(shape),
    z.transform((value) => value ?? undefined),
  )

/** The number of the newest block; not yet final, a few seconds old at most. */
export async function currentBlock(api: ApiPromise): Promise<number> {
  try {
    return (await api.rpc.chain.getHeader()).number.toNumber()
  } catch (error) {
    throw rpcFailure(error)
  }
}

/** The chain's own clock, in milliseconds since 1970. */
export const chainTime = (api: ApiPromise): Promise<bigint> =>
  stored(api, ['timestamp', 'now'], [], uint)

/** The twin of an account (SS58); undefined where it has none. */
export const twinIdOf = (api: ApiPromise, account: string): Promise<TwinId | undefined> =>
  stored(api, [TFGRID, 'twinIdByAccountID'], [account], orAbsent(twinId))

export const twin = (api: ApiPromise, id: TwinId): Promise<Twin | undefined> =>
  stored(api, [TFGRID, 'twins'], [id], orAbsent(twinShape))

export async function twinOf(api: ApiPromise, account: string): Promise<Twin | undefined> {
  const id = await twinIdOf(api, account)
  return id === undefined ? undefined : await twin(api, id)
}

/** The stash account (SS58) whose balance counts for the twin's discounts; it is never billed. */
export const stashOf = (api: ApiPromise, id: TwinId): Promise<string | undefined> =>
  stored(api, [TFGRID, 'twinBoundedAccountID'], [id], orAbsent(z.string()))

/** What the account accepted, oldest first; an empty list where it never accepted any terms. */
export const acceptedTerms = (api: ApiPromise, account: string): Promise<AcceptedTerms[]> =>
  stored(
    api,
    [TFGRID, 'usersTermsAndConditions'],
    [account],
    z.pipe(
      z.nullable(termsShape),
      z.transform((list) => list ?? []),
    ),
  )

/** An account's money in TFT units. */
export interface Balance {
  /** Not held back for anything by the account itself; part of it may be frozen. */
  free: bigint
  /** Split off from `free` and held, for contracts from spec 152 on. */
  reserved: bigint
  /** Of `free` and `reserved` together, what may not leave: contracts' locks until spec 149. */
  frozen: bigint
  /** What can pay for something: the rest. */
  usable: bigint
  /** How many extrinsics the account has sent. */
  nonce: number
}

/** Zeros for an account that was never funded. */
export async function balance(api: ApiPromise, account: string): Promise<Balance> {
  const { nonce, data } = await stored(api, ['system', 'account'], [account], accountShape)
  const { free, reserved, frozen } = data
  // locks hold free and reserved together, so what is reserved already is no longer missing from free
  const held = frozen > reserved ? frozen - reserved : 0n
  return { free, reserved, frozen, usable: free > held ? free - held : 0n, nonce }
}

/** The least an account may hold, in units; below it the account is removed. */
export function existentialDeposit(api: ApiPromise): bigint {
  const constant = api.consts['balances']?.['existentialDeposit']
  const parsed = uint.safeParse(constant?.toPrimitive())
  if (!parsed.success) {
    throw new ChainError('unsupported', 'This chain does not say what the least balance is.')
  }
  return parsed.data
}

export const farm = (api: ApiPromise, id: FarmId): Promise<Farm | undefined> =>
  stored(api, [TFGRID, 'farms'], [id], orAbsent(farmShape))

export const nodesOfFarm = (api: ApiPromise, id: FarmId): Promise<NodeId[]> =>
  stored(api, [TFGRID, 'nodesByFarmID'], [id], z.array(nodeId))

export const node = (api: ApiPromise, id: NodeId): Promise<Node | undefined> =>
  stored(api, [TFGRID, 'nodes'], [id], orAbsent(nodeShape))

/** On which terms a node can be had at the moment. */
export interface NodeTerms {
  /** The block since which it is down, null while up; and what the farmer wants. */
  power: { state: number | null; target: 'Up' | 'Down' }
  /** mUSD per month on top of renting it; above 0 it is only rented whole. */
  extraFee: bigint
  /** The contract by which someone rents it. */
  rentContract: ContractId | undefined
  activeContracts: ContractId[]
  /** The farmer took it out of billing: it takes no new contracts (facts: grid-services.md B.3, 9). */
  billingOptOut: boolean
}

export async function nodeTerms(api: ApiPromise, id: NodeId): Promise<NodeTerms> {
  const [power, extraFee, rentContract, activeContracts, billingOptOut] = await Promise.all([
    stored(api, [TFGRID, 'nodePower'], [id], powerShape),
    stored(api, [CONTRACTS, 'dedicatedNodesExtraFee'], [id], uint),
    stored(api, [CONTRACTS, 'activeRentContractForNode'], [id], orAbsent(contractId)),
    stored(api, [CONTRACTS, 'activeNodeContracts'], [id], z.array(contractId)),
    optedOut(api, id),
  ])
  return { power, extraFee, rentContract, activeContracts, billingOptOut }
}

async function optedOut(api: ApiPromise, id: NodeId): Promise<boolean> {
  const item = [TFGRID, 'nodeV3BillingOptOut'] as const // runtimes of 2026; whatever it holds, it is there or not
  if (!hasStorage(api, ...item)) return false
  return (await stored(api, item, [id], z.nullable(z.unknown()))) !== null
}

/** undefined once it ended: a cancelled contract is removed in the block of its last bill. */
export const contract = (api: ApiPromise, id: ContractId): Promise<Contract | undefined> =>
  stored(api, [CONTRACTS, 'contracts'], [id], orAbsent(contractShape))

/** Several at once, in the order asked. */
export const contracts = (
  api: ApiPromise,
  ids: readonly ContractId[],
): Promise<(Contract | undefined)[]> =>
  storedMany(api, [CONTRACTS, 'contracts'], ids, orAbsent(contractShape))

/** 0 on the chain means none. */
const found = z.pipe(
  contractId,
  z.transform((id) => (id === 0n ? undefined : id)),
)

/** The live contract on a node for a deployment's hash, its 32 characters. */
export const contractByHash = (
  api: ApiPromise,
  on: NodeId,
  hash: string,
): Promise<ContractId | undefined> =>
  stored(api, [CONTRACTS, 'contractIDByNodeIDAndHash'], [on, hash], found)

/** The live contract that holds a name. */
export const contractByName = (api: ApiPromise, name: string): Promise<ContractId | undefined> =>
  stored(api, [CONTRACTS, 'contractIDByNameRegistration'], [name], found)

/** What was put aside for a contract and what it owes, in TFT units; and when it was last billed. */
export interface Payment {
  /** `lock` until spec 149, `reserve` from 152 on; the chain has one of the two. */
  by: 'lock' | 'reserve'
  held: bigint
  heldExtra: bigint
  /** What could not be paid; spec 152 and later keep it apart. */
  overdue: bigint
  overdueExtra: bigint
  /** Unix seconds; the next bill counts from here. */
  lastBilled: bigint
  /** Bills since the held money was last shared out. */
  cycles: number
}

export interface Billing {
  /** Traffic since the last bill, USD units. */
  amountUnbilled: bigint
  /** undefined where the chain keeps nothing for the contract. */
  payment: Payment | undefined
}

export async function billing(api: ApiPromise, id: ContractId): Promise<Billing> {
  const [{ amountUnbilled, lastUpdated }, payment] = await Promise.all([
    stored(api, [CONTRACTS, 'contractBillingInformationByID'], [id], billingShape),
    hasStorage(api, CONTRACTS, 'contractPaymentState') ? reserveOf(api, id) : lockOf(api, id),
  ])
  // a lock that was never written begins with the contract
  if (payment?.lastBilled === 0n) payment.lastBilled = lastUpdated
  return { amountUnbilled, payment }
}

async function reserveOf(api: ApiPromise, id: ContractId): Promise<Payment | undefined> {
  const state = await stored(api, [CONTRACTS, 'contractPaymentState'], [id], orAbsent(paymentShape))
  return (
    state && {
      by: 'reserve',
      held: state.standardReserve,
      heldExtra: state.additionalReserve,
      overdue: state.standardOverdraft,
      overdueExtra: state.additionalOverdraft,
      lastBilled: state.lastUpdatedSeconds,
      cycles: state.cycles,
    }
  )
}

async function lockOf(api: ApiPromise, id: ContractId): Promise<Payment> {
  const lock = await stored(api, [CONTRACTS, 'contractLock'], [id], lockShape)
  return {
    by: 'lock',
    held: lock.amountLocked,
    heldExtra: lock.extraAmountLocked,
    overdue: 0n,
    overdueExtra: 0n,
    lastBilled: lock.lockUpdated,
    cycles: lock.cycles,
  }
}

/** What the node says the contract uses; zeros until it reports for the first time. */
export const usedResources = (api: ApiPromise, id: ContractId): Promise<Resources> =>
  stored(
    api,
    [CONTRACTS, 'nodeContractResources'],
    [id],
    z.pipe(
      z.object({ used: resourcesShape }),
      z.transform(({ used }) => used),
    ),
  )

/** Policy 1, the one that bills are made by. */
export async function pricingPolicy(api: ApiPromise): Promise<PricingPolicy> {
  const policy = await stored(api, [TFGRID, 'pricingPolicies'], [1], orAbsent(policyShape))
  if (!policy) throw new ChainError('unsupported', 'The chain has no pricing policy.')
  return policy
}

export async function tftPrice(api: ApiPromise): Promise<TftPrice> {
  const [last, average, min, max] = await Promise.all(
    (['tftPrice', 'averageTftPrice', 'minTftPrice', 'maxTftPrice'] as const).map((item) =>
      stored(api, [PRICE, item], [], uint),
    ),
  )
  return { last: last!, average: average!, min: min!, max: max! } // four asked, four answered
}

/** Blocks between two bills of a contract. */
export const billingFrequency = (api: ApiPromise): Promise<number> =>
  stored(api, [CONTRACTS, 'billingFrequency'], [], small)
