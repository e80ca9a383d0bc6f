import type { Progress, Signed } from '#chain/progress.ts'
import type { Contract } from '#chain/shapes.ts'
import type { ExtrinsicSigner } from '#chain/submit.ts'
import type { Signature } from '#gridtypes/deployment.ts'
import type { ContractId, NodeId, TwinId } from '#lib/ids.ts'
import type { Left } from './calls.ts'
import type { Call, Saga } from './saga.ts'

/** Where sagas are noted, by id; whatever it holds may be damaged. Every function rejects where it does not store. */
export interface JournalStore {
  all(): Promise<{ id: string; value: unknown }[]>
  get(id: string): Promise<unknown>
  /** Resolves when it is kept whatever happens next. */
  put(saga: Saga): Promise<void>
  remove(id: string): Promise<void>
}

/** Who pays. */
export interface Payer {
  /** SS58. */
  address: string
  signer: ExtrinsicSigner
}

export interface ChainOptions {
  signal?: AbortSignal | undefined
  onProgress?: ((progress: Progress<Left[]>) => void) | undefined
}

/** What of the chain a saga needs. Everything rejects with ChainError. */
export interface SagaChain {
  /** Signs, notes, sends once, and resolves when it is final, with what each call left (chain/submit.ts). */
  submit(
    calls: readonly Call[],
    by: Payer,
    options: ChainOptions & { onSigned: (signed: Signed) => Promise<void> },
  ): Promise<Left[]>
  /** Finds out what became of one that was noted; sends nothing (chain/follow.ts). */
  follow(calls: readonly Call[], signed: Signed, options: ChainOptions): Promise<Left[]>
  contract(id: ContractId): Promise<Contract | undefined>
  contractByHash(node: NodeId, hash: string): Promise<ContractId | undefined>
  contractByName(name: string): Promise<ContractId | undefined>
  /** The 32-byte key of a twin's account; rejects where there is no such twin. */
  accountOf(twin: number): Promise<Uint8Array>
}

/** What of a node a saga needs, by the node's twin. Rejects with NodeError and RmbError. */
export interface SagaNode {
  deploy(twin: TwinId, text: string, signal?: AbortSignal): Promise<void>
  update(twin: TwinId, text: string, signal?: AbortSignal): Promise<void>
  /** The deployment as the node wrote it; null where it has none. */
  get(twin: TwinId, contractId: ContractId, signal?: AbortSignal): Promise<string | null>
  /** Its history, oldest first; null where it has none. */
  changes(twin: TwinId, contractId: ContractId, signal?: AbortSignal): Promise<string | null>
}

/** What is to be signed of one deployment. */
export interface ToSign {
  text: string
  /** 32 hex digits: what a wallet shows. */
  hash: string
  /** `""` or `polka-wallet`. */
  style: string
}

/** The signatures of a deployment's twin and of whoever else is asked; rejects where somebody refuses. */
export type DeploymentSigner = (what: ToSign) => Promise<Signature[]>

/** Keeps two drivers out of one saga. */
export interface SagaLocks {
  /** Resolves with how to let go, or undefined where another holds it. */
  take(id: string): Promise<(() => void) | undefined>
}

export interface SagaClock {
  /** Unix ms. */
  now(): number
  /** Resolves after so many ms, or as soon as it is given up. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
