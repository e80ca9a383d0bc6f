import type { GridContract } from '#gridproxy/schemas.ts'
import type { Served } from './served.ts'

/** What is known of a contract: null when the proxy knows none of that id, undefined when it was not read. */
export type ContractSide = Pick<GridContract, 'state' | 'created_at'> | null | undefined

/**
 * What the contract's node has said of the deployment:
 * - `waiting` it is being asked · `answered` null when neither its list nor its get has it
 * - `silent` it was asked and nothing of use came · `unasked` nobody could or may ask; `why` in words
 */
export type NodeSide =
  | { kind: 'waiting' }
  | { kind: 'answered'; served: Served | null }
  | { kind: 'silent' | 'unasked'; why: string }

/**
 * - `in-step` both sides agree · `orphan` billed, and its node has it not · `ghost` on a node without an
 *   active contract · `hash-differs` the node runs, or refused, another content than was signed
 * - `paused` in grace · `unknown` one side could not be heard · `waiting` one side is being heard
 */
export type TruthClass =
  | 'orphan'
  | 'hash-differs'
  | 'ghost'
  | 'paused'
  | 'unknown'
  | 'waiting'
  | 'in-step'

/** A class, and the sentence that says how it is known. */
export interface Truth {
  class: TruthClass
  why: string
}

/** From worst to best; what is only being asked ranks with what is well, so that rows do not dance. */
export const truthClasses = [
  'orphan',
  'hash-differs',
  'ghost',
  'paused',
  'unknown',
  'waiting',
  'in-step',
] as const satisfies readonly TruthClass[]

/** How bad a class is: 0 is well, larger is worse. */
export const gravity = (of: TruthClass): number =>
  of === 'waiting' ? 0 : truthClasses.length - 1 - truthClasses.indexOf(of)

const ENDED: ReadonlySet<string> = new Set(['Deleted', 'OutOfFunds'])

/** True while a contract holds what it is for; OutOfFunds is deleted (facts: grid-services.md A.7). */
export const isActive = (contract: Pick<GridContract, 'state'>): boolean =>
  contract.state === 'Created' || contract.state === 'GracePeriod'

/** A contract younger than this may still be on its way to its node, or its node's to the proxy; seconds. */
export const SETTLING = 180

/** How the node says that the contract's hash is not the deployment's (facts: node-api.md section 1.9). */
const MISMATCH = 'contract hash does not match deployment hash'

const refusedHash = ({ workloads }: Served) =>
  workloads.length > 0 && workloads.every(({ message }) => message.includes(MISMATCH))
const isPaused = ({ workloads }: Served) => workloads.some(({ state }) => state === 'paused')

/**
 * What contract and node come to together. A node that is silent is never called gone, and a hash differs
 * only by the node's own word or by a seal that is broken (`sealBroken`: the kept copy has the contract's
 * hash and the node's content is another); it is not computed anew from the node's answer, which comes
 * shuffled (facts: node-api.md section 7.6). `now` in Unix seconds.
 */
export function truthOf(sides: {
  contract: ContractSide
  node: NodeSide
  sealBroken?: boolean
  now: number
}): Truth {
  const { contract, node, sealBroken = false, now } = sides
  const served = node.kind === 'answered' ? node.served : undefined
  if (served && refusedHash(served)) {
    return truth('hash-differs', `The node refused it: ${MISMATCH}.`)
  }
  if (served && sealBroken) {
    return truth('hash-differs', 'What the node runs is not what was signed: see the seal.')
  }
  if (contract === undefined) {
    if (served && isPaused(served)) {
      return truth('paused', 'The node has paused workloads; the contract could not be read.')
    }
    return truth('unknown', 'The contract could not be read, so only the node is heard.')
  }
  if (contract === null || ENDED.has(contract.state)) return withoutContract(contract, node, now)
  return isActive(contract)
    ? underContract(contract, node, now)
    : truth(
        'unknown',
        `What a contract of state ${contract.state.slice(0, 40)} means is not known here.`,
      )
}

const truth = (of: TruthClass, why: string): Truth => ({ class: of, why })

function underContract(contract: NonNullable<ContractSide>, node: NodeSide, now: number): Truth {
  const grace = contract.state === 'GracePeriod'
  switch (node.kind) {
    case 'waiting':
      return grace
        ? truth('paused', `${GRACE} The node is being asked.`)
        : truth('waiting', 'The node is being asked.')
    case 'silent':
    case 'unasked':
      // that it is in grace is the contract's own word and needs no node
      return grace
        ? truth('paused', `${GRACE} ${node.why}`)
        : truth('unknown', `${node.why} That says nothing of the deployment.`)
    case 'answered':
      if (node.served === null) {
        return now - contract.created_at < SETTLING
          ? truth('waiting', 'The contract is new; its node may not have been told yet.')
          : truth('orphan', 'The contract is billed, and its node says it has no such deployment.')
      }
      if (grace) return truth('paused', `${GRACE} Its workloads go on once the account is funded.`)
      return isPaused(node.served)
        ? truth('paused', 'The node has paused workloads.')
        : truth('in-step', 'The contract is active and its node serves it.')
    default:
      return node satisfies never
  }
}

const GRACE = 'The contract is in its grace period.'

function withoutContract(contract: ContractSide, node: NodeSide, now: number): Truth {
  switch (node.kind) {
    case 'waiting':
      return truth('waiting', 'The node is being asked.')
    case 'silent':
    case 'unasked':
      return truth('unknown', `${node.why} Whether it has let go of the deployment is not known.`)
    case 'answered': {
      if (node.served === null) return truth('in-step', 'It has ended on both sides.')
      if (!contract) {
        const youngest = Math.max(0, ...node.served.workloads.map(({ created }) => created))
        // the proxy learns of contracts some seconds late (facts: grid-services.md A.2)
        if (now - youngest < SETTLING) {
          return truth(
            'waiting',
            'The node has it, and the grid proxy may learn of its contract soon.',
          )
        }
        return truth(
          'ghost',
          'The node has it, and the grid proxy knows no contract of that number.',
        )
      }
      return truth(
        'ghost',
        `The node has it, and its contract has ended (${contract.state}): it should have let go.`,
      )
    }
    default:
      return node satisfies never
  }
}
