import * as z from 'zod/mini'
import {
  bytesHex,
  bytesText,
  contractId,
  farmId,
  nodeId,
  oneOf,
  small,
  twinId,
  uint,
} from './codec.ts'
import type { Resources } from './pricing.ts'

/*
 * What the chain keeps, as read. Fields have the names of its metadata, in camel case; ids are branded,
 * contract ids and amounts bigint (facts: tfchain.md sections 2 to 7). Fields that are not read here pass.
 */

const orNull = <T extends z.ZodMiniType>(item: T) => z.nullable(item)

export const twinShape = z.object({
  id: twinId,
  /** SS58, format 42. */
  accountId: z.string(),
  /** A host name, or several with `_` between; null when the twin set none. */
  relay: orNull(bytesText),
  /** Compressed secp256k1 key as hex without 0x; null when the twin set none. */
  pk: orNull(bytesHex),
})
export type Twin = z.output<typeof twinShape>

export const termsShape = z.array(
  z.object({
    accountId: z.string(),
    /** Unix seconds. */
    timestamp: uint,
    documentLink: bytesText,
    documentHash: bytesText,
  }),
)
export type AcceptedTerms = z.output<typeof termsShape>[number]

export const accountShape = z.object({
  nonce: small,
  data: z.object({ free: uint, reserved: uint, frozen: uint }),
})

export const publicIpShape = z.object({
  /** CIDR. */
  ip: bytesText,
  gateway: bytesText,
  /** 0: free. */
  contractId,
})

export const farmShape = z.object({
  id: farmId,
  name: bytesText,
  twinId,
  pricingPolicyId: small,
  certification: oneOf(['NotCertified', 'Gold']),
  publicIps: z.array(publicIpShape),
  dedicatedFarm: z.boolean(),
})
export type Farm = z.output<typeof farmShape>

/** Bytes, except `cru`. */
export const resourcesShape = z.object({ cru: uint, mru: uint, sru: uint, hru: uint })
resourcesShape satisfies z.ZodMiniType<Resources>

const addressShape = z.object({ ip: bytesText, gw: bytesText })
export const nodeShape = z.object({
  id: nodeId,
  farmId,
  twinId,
  resources: resourcesShape,
  location: z.object({
    city: bytesText,
    country: bytesText,
    latitude: bytesText,
    longitude: bytesText,
  }),
  publicConfig: orNull(
    z.object({ ip4: addressShape, ip6: orNull(addressShape), domain: orNull(bytesText) }),
  ),
  /** Unix seconds. */
  created: uint,
  certification: oneOf(['Diy', 'Certified']),
  secureBoot: z.boolean(),
  virtualized: z.boolean(),
  serialNumber: orNull(bytesText),
})
export type Node = z.output<typeof nodeShape>

const POWER = ['Up', 'Down'] as const
export const powerShape = z.object({
  /** Down since that block, or up: null. */
  state: z.pipe(
    z.union([z.object({ up: z.null() }), z.object({ down: small })]),
    z.transform((state) => ('down' in state ? state.down : null)),
  ),
  target: oneOf(POWER),
})

/** A contract's state; a cancelled one is gone from the chain instead of `Deleted`. */
export const stateShape = z.pipe(
  z.union([
    z.object({ created: z.null() }),
    z.object({ deleted: z.string() }),
    z.object({ gracePeriod: uint }),
  ]),
  z.transform((state): ContractState => {
    if ('gracePeriod' in state) return { state: 'GracePeriod', since: state.gracePeriod }
    return 'deleted' in state ? { state: 'Deleted', cause: state.deleted } : { state: 'Created' }
  }),
)
export type ContractState =
  | { state: 'Created' }
  /** `CanceledByUser`, `OutOfFunds`, `CanceledByCollective`. */
  | { state: 'Deleted'; cause: string }
  /** Since that block; nodes pause what runs under it. */
  | { state: 'GracePeriod'; since: bigint }

const kindShape = z.pipe(
  z.union([
    z.object({
      nodeContract: z.object({
        nodeId,
        deploymentHash: bytesText,
        deploymentData: bytesText,
        publicIps: small,
        publicIpsList: z.array(publicIpShape),
      }),
    }),
    z.object({ nameContract: z.object({ name: bytesText }) }),
    z.object({ rentContract: z.object({ nodeId }) }),
  ]),
  z.transform((given) => {
    if ('nodeContract' in given) return { kind: 'node' as const, ...given.nodeContract }
    if ('nameContract' in given) return { kind: 'name' as const, ...given.nameContract }
    return { kind: 'rent' as const, ...given.rentContract }
  }),
)

export const contractShape = z.pipe(
  z.object({
    state: stateShape,
    contractId,
    twinId,
    contractType: kindShape,
    solutionProviderId: orNull(uint),
  }),
  z.transform(({ contractType, state, ...rest }) => ({ ...rest, ...state, ...contractType })),
)
/**
 * One of three kinds. A node contract's `deploymentHash` is the 32 characters that the node knows it by;
 * one made from raw bytes reads 0x-hex, and no node finds it.
 */
export type Contract = z.output<typeof contractShape>
export type NodeContract = Extract<Contract, { kind: 'node' }>

export const billingShape = z.object({
  previousNuReported: uint,
  /** Unix seconds. */
  lastUpdated: uint,
  /** USD units. */
  amountUnbilled: uint,
})
/** Until spec 149. */
export const lockShape = z.object({
  amountLocked: uint,
  extraAmountLocked: uint,
  /** Unix seconds. */
  lockUpdated: uint,
  cycles: small,
})
/** From spec 152 on. */
export const paymentShape = z.object({
  standardReserve: uint,
  additionalReserve: uint,
  standardOverdraft: uint,
  additionalOverdraft: uint,
  /** Unix seconds. */
  lastUpdatedSeconds: uint,
  cycles: small,
})

const rate = z.object({
  value: uint,
  unit: oneOf(['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terrabytes']),
})
export const policyShape = z.object({
  id: small,
  name: bytesText,
  su: rate,
  cu: rate,
  nu: rate,
  ipu: rate,
  uniqueName: rate,
  domainName: rate,
  discountForDedicationNodes: small,
})
