import { wordsOf } from './keyring.ts'
import type { Db } from './schema.ts'
import type { Curve } from '#rmb/identity.ts'

/** A twin for a client from outside, whose secret everybody knows; worth nothing elsewhere. */
export interface Guest {
  twin: number
  curve: Curve
  /** Mnemonic. */
  secret: string
}

/**
 * The relay text that the public npm client computes from a relay's address. It compares its twin with that at
 * each connect and writes its own to the chain on any difference, which a chain refuses for an address
 * of this machine: so the guests stand in the genesis with exactly this (facts: rmb.md section 9, npm 2.9.2).
 */
export const guestRelay = (address: string): string =>
  address.replace('wss://', '').replace('/', '')

/** Adds one twin for each curve to a grid whose chain nobody has asked for yet. */
export function addGuests(db: Db, relayAddress: string): Guest[] {
  const last = Math.max(...db.twins.keys())
  return (['sr25519', 'ed25519'] as const).map((curve, i) => {
    const guest = { twin: last + 1 + i, curve, secret: wordsOf(db.seed, `guest ${curve}`) }
    db.twins.set(guest.twin, {
      ...guest,
      pk: true,
      relay: guestRelay(relayAddress),
      nodeId: null,
      balance: 10_0000000,
    })
    return guest
  })
}
