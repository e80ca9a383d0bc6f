import * as z from 'zod/mini'
import type { Bytes } from '#lib/bytes.ts'

/** Cost of deriving the key from a password: memory is 128 · N · r bytes. */
export interface Kdf {
  name: 'scrypt'
  N: number
  r: number
  p: number
}

/**
 * How a key came here: `vault` a mnemonic or seed that was typed · `session` made in this browser ·
 * `keystore` a file exported by a wallet.
 */
export type KeyKind = 'vault' | 'session' | 'keystore'

/** What may be known of a key while it is sealed. */
export interface PublicKeyFacts {
  /** Absent in records of before there were kinds: `vault`. */
  kind?: KeyKind | undefined
  /** null: its account has no twin yet, or none was known when it was sealed. */
  twin: number | null
  address: string
  curve: 'ed25519' | 'sr25519'
  /** Which grid the twin number belongs to. */
  network: string
}

/** A key at rest. No password hash: the box's own tag says whether the password was right. */
export interface SealedKey {
  version: 1
  /** `<network> <address>`: one record for each account of a network. */
  id: string
  kdf: Kdf
  salt: Bytes
  nonce: Bytes
  box: Bytes
  public: PublicKeyFacts
  /** Unix ms. */
  createdAt: number
}

export const sealedId = (facts: Pick<PublicKeyFacts, 'network' | 'address'>) =>
  `${facts.network} ${facts.address}`

const bytesOf = (min: number, max: number) =>
  z.custom<Bytes>((v) => v instanceof Uint8Array && v.length >= min && v.length <= max)

/** What a stored record must look like before anything is done with it. */
const Sealed = z.object({
  version: z.literal(1),
  id: z.string(),
  kdf: z.object({ name: z.literal('scrypt'), N: z.number(), r: z.number(), p: z.number() }),
  salt: bytesOf(16, 64),
  nonce: bytesOf(24, 24),
  box: bytesOf(17, 1024),
  public: z.object({
    kind: z.optional(z.enum(['vault', 'session', 'keystore'])),
    twin: z.nullable(z.int().check(z.gte(0), z.lte(0xffffffff))),
    address: z.string().check(z.maxLength(64)),
    curve: z.enum(['ed25519', 'sr25519']),
    network: z.string(),
  }),
  createdAt: z.number(),
})

/** A stored record, or undefined when it is damaged. */
export function parseSealed(value: unknown): SealedKey | undefined {
  const parsed = Sealed.safeParse(value)
  return parsed.success ? parsed.data : undefined
}
