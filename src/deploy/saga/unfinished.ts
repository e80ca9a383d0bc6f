import type { ContractId, NodeId, TwinId } from '#lib/ids.ts'
import { messageOf } from '#lib/error.ts'
import { DeployError } from '../error.ts'
import { SETTLING } from '../truth.ts'
import { readJournal, type Damaged } from './journal.ts'
import { makeSaga, type NewSaga } from './make.ts'
import type { JournalStore, SagaChain, SagaNode } from './ports.ts'
import { withPart, type Saga } from './saga.ts'
import { insistOnHash } from './text.ts'
import { waysOn, type WayOn } from './ways.ts'

/** A node contract of the twin that is active, by the grid proxy or whoever lists them. */
export interface ListedContract {
  contractId: ContractId
  nodeId: NodeId
  nodeTwin: TwinId
  /** Unix seconds. */
  createdAt: number
}

/** A contract that is billed, and its node has nothing of it: by the chain's and the node's own word. */
export interface Orphan extends ListedContract {
  hash: string
  /** `deployment_data`. */
  data: string
  /** What was signed for it, where a copy is kept and its node can still be given it. */
  text: string | null
  ways: ('send-again' | 'cancel' | 'leave')[]
}

/** A saga that is not closed. */
export interface Open {
  saga: Saga
  ways: WayOn[]
  /** Contracts that the chain has for parts whose journal knows of none yet. */
  found: { part: number; contractId: ContractId }[]
}

export interface Unfinished {
  open: Open[]
  /** Entries that nobody can read; what they stand for is among the orphans, if anything is. */
  damaged: Damaged[]
  orphans: Orphan[]
  /** Contracts whose node or chain did not answer: nothing is said of them. */
  unheard: { contractId: ContractId; nodeId: NodeId; why: string }[]
}

export interface UnfinishedOptions {
  store: JournalStore
  chain: Pick<SagaChain, 'contract' | 'contractByHash'>
  node: Pick<SagaNode, 'get'>
  /** Only sagas of this network are looked at. */
  place: string
  twinId: TwinId
  contracts: readonly ListedContract[]
  /** The kept text of a contract with this hash (kept.ts). */
  kept?: (contractId: ContractId, hash: string) => Promise<string | undefined>
  /** Unix ms. */
  now: number
  signal?: AbortSignal | undefined
}

/**
 * Finds what is not finished: by the journal, by the chain for what the journal lost sight of, and by nodes for
 * contracts that this journal has never seen. Changes nothing. Rejects where the journal cannot be read.
 */
export async function findUnfinished(options: UnfinishedOptions): Promise<Unfinished> {
  const { store, place } = options
  const { sagas, damaged } = await readJournal(store)
  const mine = sagas.filter((saga) => saga.place === place && saga.closed === null)
  const open = await Promise.all(
    mine.map(async (saga) => ({ saga, ways: waysOn(saga), found: await foundFor(saga, options) })),
  )
  const known = new Set(
    open.flatMap(({ saga, found }) => [
      ...saga.parts.flatMap(({ contractId }) => contractId ?? []),
      ...found.map(({ contractId }) => contractId),
    ]),
  )
  const result: Unfinished = { open, damaged, orphans: [], unheard: [] }
  const unseen = options.contracts.filter(
    ({ contractId, createdAt }) =>
      !known.has(contractId) && options.now / 1000 - createdAt >= SETTLING,
  )
  await Promise.all(
    unseen.map(async (listed) => {
      try {
        const orphan = await orphanOf(listed, options)
        if (orphan) result.orphans.push(orphan)
      } catch (error) {
        const { contractId, nodeId } = listed
        result.unheard.push({ contractId, nodeId, why: messageOf(error) })
      }
    }),
  )
  result.orphans.sort((a, b) => a.createdAt - b.createdAt)
  return result
}

async function foundFor(saga: Saga, { chain }: UnfinishedOptions): Promise<Open['found']> {
  const found = await Promise.all(
    saga.parts.map(async (part, at) => {
      if (part.kind !== 'create' || part.contractId !== null) return []
      // a chain that cannot be asked is asked again by the saga itself
      const id = await chain.contractByHash(part.nodeId, part.hash).catch(() => undefined)
      return id === undefined ? [] : [{ part: at, contractId: id }]
    }),
  )
  return found.flat()
}

async function orphanOf(
  listed: ListedContract,
  { chain, node, kept, twinId, signal }: UnfinishedOptions,
): Promise<Orphan | undefined> {
  const { contractId, nodeTwin } = listed
  const contract = await chain.contract(contractId)
  if (contract?.kind !== 'node' || contract.twinId !== twinId) return undefined
  if ((await node.get(nodeTwin, contractId, signal)) !== null) return undefined
  const { deploymentHash: hash, deploymentData: data } = contract
  const copy = await kept?.(contractId, hash)
  const text = copy !== undefined && isFresh(copy, hash) ? copy : null
  const ways: Orphan['ways'] =
    text === null ? ['cancel', 'leave'] : ['send-again', 'cancel', 'leave']
  return { ...listed, hash, data, text, ways }
}

/** A node takes a deployment that it does not have at version 0 only. */
function isFresh(text: string, hash: string): boolean {
  try {
    return insistOnHash(text, hash).version === 0
  } catch {
    return false
  }
}

/**
 * The saga by which an orphan is sent to its node again, or cancelled. Throws DeployError `mismatch` for a way that
 * it does not have.
 */
export function sagaOfOrphan(
  orphan: Orphan,
  way: 'send-again' | 'cancel',
  rest: Omit<NewSaga, 'parts'>,
): Saga {
  const { contractId, nodeId, nodeTwin, text, data } = orphan
  if (way === 'cancel') {
    return makeSaga({
      ...rest,
      parts: [{ kind: 'cancel', contractId, node: { nodeId, nodeTwin } }],
    })
  }
  if (text === null) throw new DeployError('mismatch', 'No copy of this deployment is kept here.')
  const saga = makeSaga({ ...rest, parts: [{ kind: 'create', nodeId, nodeTwin, text, data }] })
  // paid for and signed already; its node is asked first
  return withPart({ ...saga, signed: true }, 0, { contractId, stage: 'sending' })
}
