import { fromHex, toHex } from '#lib/bytes.ts'
import type { Network } from '#lib/networks.ts'
import type { Session } from '#node/can.ts'
import type { KeyKind } from '#vault/record.ts'
import type { Speaking } from './sessionstate.ts'

/** Who speaks and who signs, as `useWho` tells it. */
interface Present {
  speaking: Pick<Speaking, 'twin'> | null
  account: { kind: 'wallet' | KeyKind } | null
  accountTwin: number | null | undefined
}

/** Who is at the console, for the rules of `can`. `verified` as `verifiedOf` of kyc.ts gives it. */
export const actorOf = (
  { speaking, account, accountTwin }: Present,
  verified?: boolean,
): Session => ({
  twin: speaking?.twin ?? null,
  signer: account && { kind: account.kind, twin: accountTwin },
  verified,
})

/** Whether the chain holds an encryption key for a twin, and whose (facts: rmb.md section 4). */
export type PublishedKey = 'none' | 'ours' | 'other' | 'unreadable'

/** `published` is hex with or without 0x; `ours` is undefined where there is no secret to decipher with. */
export function publishedKey(published: string | null, ours: Uint8Array | undefined): PublishedKey {
  if (published === null || published === '' || published === '0x') return 'none'
  if (!ours) return 'unreadable'
  const bytes = fromHex(published)
  return bytes && toHex(bytes) === toHex(ours) ? 'ours' : 'other'
}

/**
 * The host of a network's relay as a twin would name it on the chain; undefined where the relay has a
 * port, which the chain cannot carry (facts: rmb.md section 5).
 */
export function relayHostOf({ relay }: Pick<Network, 'relay'>): string | undefined {
  const { hostname, port } = new URL(relay)
  return port === '' ? hostname : undefined
}

/** At most so many relays stand in a twin's field (facts: rmb.md section 5). */
const MOST_RELAYS = 4

/** What the chain holds for a twin, against what this console and its key use. */
export interface Publishing {
  /** `unknown` where the network's relay has no name that the chain could hold. */
  relay: 'none' | 'ours' | 'other' | 'unknown'
  key: PublishedKey
  /**
   * What `update_twin` would write so that both fit, since it replaces both; null where nothing is to be
   * changed, or nothing can be. Relays of the twin's own that are there already stay.
   */
  update: { relay: string | null; pk: string | null } | null
}

/** Compares a twin's fields on the chain with a relay host and a public key of ours, as text and bytes. */
export function publishing(
  onChain: { relay: string | null; pk: string | null },
  host: string | undefined,
  pk: Uint8Array | undefined,
): Publishing {
  const relays = (onChain.relay ?? '').split('_').filter((each) => each !== '')
  const relay =
    relays.length === 0
      ? 'none'
      : host === undefined
        ? 'unknown'
        : relays.includes(host)
          ? 'ours'
          : 'other'
  const key = publishedKey(onChain.pk, pk)
  const wanted = {
    relay:
      host === undefined || relay === 'ours'
        ? onChain.relay
        : [...relays.slice(0, MOST_RELAYS - 1), host].join('_'),
    pk: pk ? toHex(pk) : onChain.pk,
  }
  const same = wanted.relay === onChain.relay && (key === 'ours' || wanted.pk === onChain.pk)
  return { relay, key, update: same ? null : wanted }
}
