import type { NodeOffer } from '#chain/available.ts'
import type { FarmId, NodeId, TwinId } from '#lib/ids.ts'
import type { Counters, Gpu, Pool, PublicConfig } from '#node/schemas.ts'

/*
 * What is known of the world before a draft is signed. Every fact comes by itself and may be late: undefined is
 * "being asked", `why` is "could not be learnt", which never counts as a refusal.
 */

export type Fact<T> = { value: T } | { why: string }
type Maybe<T> = Fact<T> | undefined

/** The facts of one node. */
export interface NodeFacts {
  /** It answers over RMB, after so many milliseconds. */
  answers?: Maybe<number>
  /** Null on nodes that are older than the command, which are full ones. */
  features?: Maybe<readonly string[] | null>
  counters?: Maybe<Counters>
  pools?: Maybe<readonly Pool[]>
  /** WireGuard ports that are reserved. */
  wgPorts?: Maybe<readonly number[]>
  /** Networks that the twin already has on this node. */
  networks?: Maybe<readonly { name: string; subnet: string }[]>
  /** Addresses that the twin's machines have there, by network. */
  privateIps?: Maybe<ReadonlyMap<string, readonly string[]>>
  gpus?: Maybe<readonly Gpu[]>
  /** Null where the node has none. */
  publicConfig?: Maybe<PublicConfig | null>
  /** What the chain says of who may deploy on it. */
  offer?: Maybe<NodeOffer>
  /** Free addresses of its farm. */
  farmIps?: Maybe<{ farm: FarmId; free: number }>
}

/** All facts for a draft. */
export interface Observed {
  nodes: ReadonlyMap<NodeId, NodeFacts>
  /** The twin's networks on other nodes, for a network of one name is one network. */
  shares?: Maybe<readonly { name: string; node: NodeId; subnet: string }[]>
  /** Who has a name contract of each name that is needed. */
  names?: Maybe<ReadonlyMap<string, 'free' | 'own' | 'taken'>>
  /** What the chain says of the twin: its key for encryption and its relay, and whether they are this browser's. */
  twin?: Maybe<{ published: boolean; matches: boolean }>
  /** The account has accepted the terms. */
  terms?: Maybe<boolean>
  kyc?: Maybe<'verified' | 'pending' | 'rejected' | 'unverified' | 'not-needed'>
  /** TFT units: what can pay, what the transaction costs, what all deployments of the draft cost per hour. */
  money?: Maybe<{ usable: bigint; fee: bigint; hourly: bigint }>
  /** Whether the checksum of an flist answers. */
  images?: Maybe<ReadonlyMap<string, 'there' | 'missing'>>
  /** The hash of each part, computed elsewhere from the same text. */
  hashes?: Maybe<readonly string[]>
  /** The live contract that each part's node has of this very hash already (`contractByHash`); null for none. */
  contracts?: Maybe<readonly (bigint | null)[]>
}

/** Whose draft it is, and for how many hours the money must last. */
export interface Who {
  twin: TwinId
  hours: bigint
}
