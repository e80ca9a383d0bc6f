import { ed25519 } from '@noble/curves/ed25519.js'
import * as sr25519 from '@scure/sr25519'
import type { Signature } from '#gridtypes/deployment.ts'
import { signedMessage, type PublicKeyOf } from '#gridtypes/signature.ts'
import { stringifyJson } from '#lib/json.ts'
import { toHex } from '#lib/bytes.ts'
import { asTwin } from '#lib/ids.ts'
import { withRequirement } from '#deploy/saga/text.ts'
import { composeMachine, freshMachine } from '#deploy/compose/machine.ts'
import { countingRandom, netPlace, owner } from '#deploy/compose/testing.ts'
import type { Draft } from '#deploy/compose/draft.ts'
import { hashOf } from './hash.ts'
import { requirementOf, type Party } from './requirement.ts'
import type { Given } from './signatures.ts'

/*
 * For tests: twins with keys of their own, and deployments that ask for their signatures. Twins with an odd
 * number have an sr25519 account.
 */

const seedOf = (twin: number) => new Uint8Array(32).fill(twin % 251)
const isSr = (twin: number) => twin % 2 === 1

/** What an account of a twin makes of a hash. */
export function signedBy(twin: number, hash: string, style: string): Given {
  const message = signedMessage(hash, style)
  const made = isSr(twin)
    ? sr25519.sign(sr25519.secretFromSeed(seedOf(twin)), message)
    : ed25519.sign(message, seedOf(twin))
  return { signature: toHex(made), signature_type: isSr(twin) ? 'sr25519' : 'ed25519' }
}

export const publicKeyOf: PublicKeyOf = (twin) =>
  isSr(twin)
    ? sr25519.getPublicKey(sr25519.secretFromSeed(seedOf(twin)))
    : ed25519.getPublicKey(seedOf(twin))

export const noKey: PublicKeyOf = () => Promise.reject(new Error('The chain is silent.'))

export const party = (twin: number, by: Party['by'] = 'wallet', weight = 1n): Party => ({
  twin,
  by,
  weight,
})

/** A deployment of the first twin with one disk, to be signed by all. */
export const textFor = (parties: readonly [Party, ...Party[]], size = 1 << 30): string =>
  stringifyJson({
    version: 0,
    twin_id: parties[0].twin,
    contract_id: 0,
    metadata: '',
    description: '',
    expiration: 0,
    signature_requirement: requirementOf(parties[0], parties.slice(1)),
    workloads: [
      { version: 0, name: 'd1', type: 'zmount', data: { size }, metadata: '', description: '' },
    ],
  })

/** What a twin signs of a text, in the style the text asks for. */
export function signatureOf(text: string, twin: number, style = 'polka-wallet'): Signature {
  return { twin_id: twin, ...signedBy(twin, hashOf(text), style) }
}

/** A machine with its network on one node, for these signers; the first is the owner. */
export function machineFor(parties: readonly [Party, ...Party[]]): Draft {
  const random = countingRandom()
  const own = { ...owner, twin: asTwin(parties[0].twin)! } // small
  const draft = composeMachine('vm', freshMachine('vm', netPlace(11), random), own)
  const requirement = requirementOf(parties[0], parties.slice(1))
  return {
    ...draft,
    parts: draft.parts.map((part) => ({ ...part, text: withRequirement(part.text, requirement) })),
  }
}
