import { equal, type Bytes } from '#lib/bytes.ts'
import { RmbError } from './error.ts'
import type { Identity, Twin } from './identity.ts'

/**
 * What is wrong between the key here and what the network knows of its twin, in a sentence; undefined when
 * all is well. No published key is no fault: then everything goes in plain (facts: rmb.md section 4).
 */
export function keyProblem(identity: Identity, own: Twin): string | undefined {
  if (!equal(identity.account, own.account)) {
    return `The key that is unlocked is not the key of twin ${own.twin}: the relay will refuse it.`
  }
  if (own.pk !== undefined && identity.pk === undefined) {
    return `Twin ${own.twin} has published an encryption key, and the key that is unlocked has no secret to decipher with, so the answers of nodes could not be opened here. Make a cipher key for it and publish that, or unlock with the mnemonic; nodes take up to 6 h to learn of a change.`
  }
  if (own.pk !== undefined && identity.pk !== undefined && !equal(identity.pk, own.pk)) {
    // nodes would encipher their answers to the published one (facts: rmb.md section 7.5 F)
    return `Twin ${own.twin} has published another encryption key than the one of this secret, so the answers of nodes could not be opened here. Publish this secret's key for the twin, or unlock with the secret whose key is published; nodes take up to 6 h to learn of a change.`
  }
  return undefined
}

/** Refuses to send with a key that cannot work: 'locked out' in one place instead of silence from every node. */
export function assertUsable(problem: string | undefined): void {
  if (problem !== undefined) {
    throw new RmbError('undecipherable', `Nothing was sent. ${problem}`)
  }
}

/** The key to encipher with: both twins must have published one, or the receiver cannot open it (facts: rmb.md section 4). */
export const enciphersTo = (own: Twin, peer: Twin): Bytes | undefined =>
  own.pk === undefined ? undefined : peer.pk

/** The relay hosts that go into the deprecated `relays` field: our own (facts: rmb.md section 5). */
export const relaysOf = (own: Twin): string[] => own.relay?.split('_').filter((host) => host) ?? []
