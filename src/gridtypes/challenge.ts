import { md5 } from '@noble/hashes/legacy.js'
import { toHex, utf8 } from '#lib/bytes.ts'
import type { Deployment, SignatureRequirement, Workload } from './deployment.ts'
import { kinds, type WorkloadData, type WorkloadType } from './workload.ts'
import type { Kind } from './kind.ts'

/** A workload's part of the challenge; its result is not in it. Throws GridTypesError for an address or hex that is none. */
export function workloadChallenge<T extends WorkloadType>(workload: Workload<T>): string {
  const kind: Kind<WorkloadData[T]> = kinds[workload.type]
  const { version, name, type, metadata, description, data } = workload
  return `${version}${name}${type}${metadata}${description}${kind.challenge(data)}`
}

/** The part of the challenge that follows the workloads: who is to sign, and how. */
export function requirementChallenge(requirement: SignatureRequirement): string {
  const requests = requirement.requests.map((r) => `${r.twin_id}${r.required}${r.weight}`)
  return `${requests.join('')}${requirement.weight_required}${requirement.signature_style}`
}

/**
 * The text that is hashed: every field in the node's order, with nothing between them (facts: node-api.md
 * section 3; zosbase@063d895 pkg/gridtypes/deployment.go:295). The contract id, the signatures and the
 * results are not in it. Nodes before 2022-05 leave out the signature style, which shows only when it is
 * not `""`. Throws GridTypesError for an address or hex that is none.
 */
export function challenge(deployment: Deployment): string {
  const { version, twin_id, metadata, description, expiration } = deployment
  return (
    `${version}${twin_id}${metadata}${description}${expiration}` +
    deployment.workloads.map(workloadChallenge).join('') +
    requirementChallenge(deployment.signature_requirement)
  )
}

/** The hash a contract carries on the chain: MD5 of the challenge, 32 lower-case hex digits. */
export const challengeHash = (deployment: Deployment): string =>
  toHex(md5(utf8(challenge(deployment))))
