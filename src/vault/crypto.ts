import type { Bytes } from '#lib/bytes.ts'
import type { KeyMaterial } from './material.ts'
import type { PublicKeyFacts } from './record.ts'

export type Curve = PublicKeyFacts['curve']

/** An account's signing key at work. */
export interface Pair {
  /** 32-byte account key. */
  account: Bytes
  /** A byte that names the curve, then 64. */
  sign(message: Uint8Array): Promise<Bytes>
  dispose(): void
}

/**
 * What the holder needs of the message bus's crypto: its neighbour, so it comes in as functions. `I` is
 * the identity that signs; its `dispose` is called at locking. What they are given they copy.
 */
export interface KeyCrypto<I extends { dispose(): void }> {
  /** 32 bytes of a mnemonic or hex seed; throws an error that says what is wrong and repeats none of it. */
  miniSecret(text: string): Bytes
  /** The pair of a 32-byte mini secret, or of 64 bytes of an sr25519 keystore. */
  pair(secret: Bytes, curve: Curve): Promise<Pair>
  /** The identity of a twin. */
  identity(input: { twin: number; curve: Curve } & KeyMaterial): Promise<I>
  /** A random secret to decipher with, 32 bytes. */
  cipherSecret(): Bytes
  /** The 33-byte public half of such a secret, or of a mini secret. */
  pkOf(secret: Bytes): Bytes
}

/** All that a key's account needs to be known. */
export type PairOf = Pick<KeyCrypto<{ dispose(): void }>, 'pair'>
