import type { Doubt, JudgedDifference, OtherCopy, Seal } from '#gridtypes/seal.ts'

/** What a seal comes to, in the looks of ui/State and in words. */
export interface SealWords {
  state: 'ok' | 'error' | 'warn' | 'busy'
  /** For a chip. */
  word: string
  /** What was found, in one sentence. */
  sentence: string
  /** What it means or what to do. */
  advice: string
}

/** What the words need to know beside the seal. */
export interface SealPlace {
  nodeId: number
  contractId: bigint
  /** `unknown`: the grid proxy knows no such contract; `unread`: it could not be asked. */
  contract: 'told' | 'unknown' | 'unread'
  /** Who told the contract's hash; absent: the grid proxy. */
  from?: 'chain' | 'proxy' | undefined
}

/** Who told the contract's hash, in words. */
export const HASH_SOURCE = { chain: 'the chain', proxy: 'the grid proxy' } as const

const count = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`

/** The words of a seal; undefined is one that is being looked at. */
export function sealWords(seal: Seal | undefined, place: SealPlace): SealWords {
  const { nodeId } = place
  const told = `as ${HASH_SOURCE[place.from ?? 'proxy']} tells it`
  if (!seal) {
    return {
      state: 'busy',
      word: 'Checking the seal',
      sentence: `What node ${nodeId} tells is compared with what was signed.`,
      advice: '',
    }
  }
  switch (seal.verdict) {
    case 'runs-what-was-signed':
      return {
        state: 'ok',
        word: 'Runs what was signed',
        sentence: seal.search
          ? `Put into the order in which it was signed, what node ${nodeId} tells has the contract's hash, ${told}.`
          : `What node ${nodeId} tells is what the copy kept in this browser says, and that copy has the contract's hash, ${told}.`,
        advice:
          'Green means: the content that the node tells is the content whose hash the contract carries. It does not say that all of it works, nor what the node does beside it.',
      }
    case 'differs':
      return {
        state: 'error',
        word: 'Differs from what was signed',
        sentence: `What node ${nodeId} tells is not what was signed: ${named(seal.differences)}.`,
        advice: `Red means: a copy kept in this browser has the contract's hash, ${told}, and the node tells something else. ${older(seal.others, nodeId) || 'If nobody of yours has sent that, do not rely on this node.'}`,
      }
    case 'cannot-judge':
      return {
        state: 'warn',
        word: 'Seal cannot be judged',
        sentence: doubts[seal.reason](seal, place),
        advice: `Amber means: nothing is proven, neither good nor bad. ${next(seal, place)}`.trim(),
      }
    default:
      return seal satisfies never
  }
}

type Doubtful = Extract<Seal, { verdict: 'cannot-judge' }>

const doubts = {
  'no-hash': (_seal, { contract, contractId }) =>
    ({
      told: `Contract ${contractId} carries no hash that can be read.`,
      unknown: `The grid proxy knows no contract ${contractId}, so there is no hash to compare with.`,
      unread: `Contract ${contractId} could not be read from the grid proxy, so its hash is not known.`,
    })[contract],
  unreadable: ({ workloads }) =>
    `${count(workloads.length, 'workload')} cannot be read here (${list(workloads)}), so the hash of the whole cannot be computed.`,
  'too-many': () =>
    'The workloads are more than 8, or so large that not all their orders can be searched, and no copy of what was signed is kept in this browser.',
  'not-found': ({ among, mismatch }, { nodeId }) =>
    mismatch
      ? `Node ${nodeId} itself says that the contract's hash is not this deployment's, and no order of its workloads has it.`
      : `None of ${among.toLocaleString('en-US')} orders and expirations has the contract's hash.`,
  'not-searched': () => 'The orders of the workloads were not searched.',
  'no-history': ({ differences }, { nodeId }) =>
    `${named(differences)} may be explained by the history of node ${nodeId}, which could not be read.`,
  history: ({ differences }, { nodeId }) =>
    `What node ${nodeId} tells is not what was signed, and its own history says why: ${causes(differences)}.`,
} satisfies Record<Doubt, (seal: Doubtful, place: SealPlace) => string>

function next({ reason, mismatch, others }: Doubtful, { nodeId }: SealPlace): string {
  switch (reason) {
    case 'no-hash':
      return 'It can be judged once the contract can be read.'
    case 'unreadable':
      return 'Its type is newer or older than what this console knows.'
    case 'too-many':
      return 'Bring the deployment that you signed, as a file or as text, and it is compared.'
    case 'not-found':
      return mismatch
        ? 'By the node, the contract was made for another deployment than was sent. Bring the one that you signed to see where they part.'
        : `Other tools may have put another expiration into the hash, which no node gives back. Bring the deployment that you signed, and it is compared. ${older(others, nodeId)}`
    case 'history':
      return "It is the node's word alone."
    case 'not-searched':
    case 'no-history':
      return 'Check again.'
    default:
      return reason satisfies never
  }
}

function older(others: readonly OtherCopy[], nodeId: number): string {
  const same = others.find((one) => one.same)
  if (same)
    return `Node ${nodeId} still tells version ${same.version}, of which a copy is kept too.`
  return ''
}

/** Names and fields in a few words: "vm1 (data.size), the deployment (metadata)". */
function named(differences: readonly JudgedDifference[]): string {
  const fields = new Map<string | null, string[]>()
  for (const { workload, field, node } of differences) {
    const word = field || (node === undefined ? 'missing' : 'not signed')
    fields.set(workload, [...(fields.get(workload) ?? []), word])
  }
  return list(
    [...fields].map(
      ([workload, all]) => `${workload === null ? 'the deployment' : workload} (${list(all, 2)})`,
    ),
  )
}

const hows = {
  refused: 'its update was refused',
  deleted: 'it was taken down',
  pending: 'its update is still to be done',
} as const

function causes(differences: readonly JudgedDifference[]): string {
  const words = new Map<string, string>()
  for (const { workload, cause } of differences) {
    if (workload === null || !cause) continue
    const said = cause.message === '' ? '' : `, “${cause.message.slice(0, 200)}”`
    words.set(workload, `${workload}: ${hows[cause.how]}${said}`)
  }
  return [...words.values()].slice(0, 4).join('; ')
}

/** At most so many of a list, and how many more. */
function list(items: readonly string[], most = 3): string {
  const rest = items.length - most
  const shown = items.slice(0, most).join(', ')
  return rest > 0 ? `${shown} and ${rest} more` : shown
}
