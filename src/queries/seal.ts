import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Seal } from '#gridtypes/seal.ts'
import { messageOf } from '#lib/error.ts'
import { DeployError } from '#deploy/error.ts'
import type { KeptCopies, KeptCopy } from '#deploy/kept.ts'
import { type Brought, refusalOf } from './brought.ts'
import { contractQuery, historyQuery, type Subject, useDeployment } from './deployment.ts'
import { useGrid } from './grid.ts'
import type { SealQuestion } from './sealcalls.ts'
import { sealWords, type SealPlace, type SealWords } from './sealwords.ts'
import { networkKey } from './sessionstate.ts'
import { inWorker } from './types.ts'

let opened: KeptCopies | undefined

/** The copies of this browser; what reads and hashes deployments comes with them, at the first need. */
export async function kept(): Promise<KeptCopies> {
  opened ??= (await import('#deploy/kept.ts')).keptCopies()
  return opened
}

/** A kept copy without its text, which is full of secrets. */
export type CopyLabel = Pick<KeptCopy, 'hash' | 'version' | 'at' | 'from'>

/** A seal, and what there is to say about the copies it was judged by. */
export interface JudgedSeal {
  seal: Seal
  /** The copies of this contract that are kept, the newest first. */
  copies: CopyLabel[]
  /** Why none could be read or kept, in a sentence. */
  fault: string | undefined
}

/** Deployments that were told, by number: a query's key has room for a number, not for megabytes of text. */
const numbers = new WeakMap<object, number>()
let last = 0
function numberOf(told: object): number {
  const known = numbers.get(told) ?? ++last
  numbers.set(told, known)
  return known
}

/** Contracts whose copies were forgotten in this page: what a search finds of them is not kept again. */
const shunned = new Set<string>()
const placeOf = ({ network, contractId }: { network: string; contractId: bigint }) =>
  `${network} ${contractId}`

type Asked = Omit<SealQuestion, 'kept'> & { network: string; contractId: bigint }

async function judged(asked: Asked, signal: AbortSignal): Promise<JudgedSeal> {
  const { network, contractId, ...question } = asked
  const store = await kept()
  const { copies, fault } = await store.get(network, contractId)
  const texts = copies.map(({ hash, text, at }) => ({ hash, text, at }))
  const { seal, signed } = await inWorker((worker) =>
    worker.call('seal', { ...question, kept: texts }, { signal }),
  )
  const labels = copies.map(({ hash, version, at, from }) => ({ hash, version, at, from }))
  if (signed === null || shunned.has(placeOf(asked))) return { seal, copies: labels, fault }
  // so that a later change on the node can be told from what was signed
  const hash = question.contractHash?.toLowerCase() ?? '' // found by it
  const copy = { network, contractId, hash, text: signed, at: Date.now(), from: 'found' as const }
  try {
    const { version } = await store.put(copy)
    return { seal, copies: [{ hash, version, at: copy.at, from: copy.from }, ...labels], fault }
  } catch (error) {
    return { seal, copies: labels, fault: messageOf(error) }
  }
}

/** Of the same network, contract and hash: the verdict on what it told before stays while what it tells now is looked at. */
const sameContract = (one: readonly unknown[] | undefined, other: readonly unknown[]) =>
  [1, 2, 3].every((i) => one?.[i] === other[i])

/**
 * The seal of a deployment: judged in a Worker from what its node tells and from the contract's hash (from the
 * chain where it was read, else the grid proxy's copy). The history is read only where it could explain
 * something. `seal` is undefined while it is being looked at.
 */
export function useSeal(subject: Subject) {
  const { node, contractId, contract, contractFrom } = subject
  const { network } = useGrid()
  const reading = useDeployment(subject)
  const asking = useQuery(contractQuery(contractId))
  const told = reading.query.data
  const hash = contract?.details.deployment_hash
  const home = { network: networkKey(network), contractId }
  const key = ['seal', home.network, contractId, hash ?? '', told ? numberOf(told) : 0] as const
  const steady = {
    staleTime: Infinity,
    refetchInterval: false,
    refetchOnWindowFocus: false,
  } as const
  const ready = told !== undefined && told !== null && asking.status !== 'pending'
  const asked = { ...home, deployment: told?.text ?? '', contractHash: hash }

  const first = useQuery({
    ...steady,
    queryKey: [...key, 0],
    queryFn: ({ signal }) => judged({ ...asked, history: undefined }, signal),
    enabled: ready,
    placeholderData: (before, former) => (sameContract(former?.queryKey, key) ? before : undefined),
  })
  const helped = first.data !== undefined && helpedByHistory(first.data.seal)
  const open = ready && helped && !first.isPlaceholderData
  const changes = useQuery({ ...historyQuery(node.twinId, contractId), enabled: open })
  const history = changes.data?.text
  const second = useQuery({
    ...steady,
    queryKey: [...key, changes.data ? numberOf(changes.data) : 0],
    queryFn: ({ signal }) => judged({ ...asked, history }, signal),
    enabled: open && history !== undefined,
    placeholderData: (before, former) => (sameContract(former?.queryKey, key) ? before : undefined),
  })

  const waits = helped && changes.status !== 'error' && changes.data !== null
  const query = waits ? second : first
  const place: SealPlace = {
    nodeId: node.nodeId,
    contractId,
    contract: contract ? 'told' : contract === null ? 'unknown' : 'unread',
    from: contractFrom,
  }
  const words: SealWords = sealWords(query.data?.seal, place)
  return { reading, asking, query, hash, judged: query.data, words }
}

/** Whether what a node has recorded could change the verdict. */
const helpedByHistory = (seal: Seal) =>
  seal.verdict === 'cannot-judge' &&
  (seal.reason === 'no-history' || seal.reason === 'not-found' || seal.reason === 'history')

/** What can be done about a contract's copies; each makes its seal be judged anew. */
export function useCopies({ contractId }: Subject) {
  const { network } = useGrid()
  const client = useQueryClient()
  const home = { network: networkKey(network), contractId }
  const again = () => client.invalidateQueries({ queryKey: ['seal', home.network, contractId] })
  return {
    again,
    /**
     * Keeps a text that has the contract's hash, or whose workloads have it in another order, and answers with
     * what it says of itself. Rejects with DeployError otherwise.
     */
    bring: async (text: string, contractHash: string): Promise<Brought> => {
      const { readSigned } = await import('#deploy/kept.ts')
      const hash = contractHash.toLowerCase()
      const { hash: own, deployment } = readSigned(text)
      const signed = own === hash ? text : await ordered(text, hash)
      if (signed === null) {
        const { version } = deployment
        throw new DeployError('mismatch', refusalOf(text, { contractId, version, own }))
      }
      shunned.delete(placeOf(home))
      await (await kept()).put({ ...home, hash, text: signed, at: Date.now(), from: 'brought' })
      await again()
      return { contract_id: deployment.contract_id }
    },
    forget: async () => {
      shunned.add(placeOf(home))
      await (await kept()).forget(home)
      await again()
    },
  }
}

/** The text with its workloads in the order that has the hash, null when there is none. */
async function ordered(text: string, contractHash: string): Promise<string | null> {
  const question = { deployment: text, history: undefined, contractHash, kept: [] }
  return (await inWorker((worker) => worker.call('seal', question))).signed
}
