import { secp256k1 } from '@noble/curves/secp256k1.js'
import * as sr25519 from '@scure/sr25519'
import { concat, type Bytes } from '#lib/bytes.ts'
import * as ed25519 from './ed25519.ts'
import { ownBytes } from './envelope.ts'
import type { Curve } from './identity.ts'

export { miniSecret, SecretError, type SecretErrorCode } from './secret.ts'

/** The first byte of a signature names its curve: 'e' and 's' (facts: rmb.md section 1.2). */
const PREFIX = { ed25519: 0x65, sr25519: 0x73 } as const satisfies Record<Curve, number>

/** One account's key at work. Holds the secret; nothing of it can be read from here. */
export interface KeyPair {
  readonly curve: Curve
  /** 32-byte account key. */
  readonly account: Bytes
  /** 65 bytes: the prefix, then the signature. sr25519 uses the context `substrate` and is randomised. */
  sign: (message: Uint8Array) => Promise<Bytes>
  /** Overwrites what can be overwritten of the secret; the pair must not sign afterwards. */
  dispose: () => void
}

/**
 * The pair of a 32-byte mini secret on one curve (one secret gives a different account on each), or of the 64
 * bytes that an sr25519 keystore holds (facts: rmb.md section 7.5). Rejects with RangeError for another length.
 */
export async function keyPair(secret: Bytes, curve: Curve): Promise<KeyPair> {
  if (secret.length !== 32 && (secret.length !== 64 || curve !== 'sr25519')) {
    throw new RangeError(`A secret of ${curve} does not have ${secret.length} bytes.`)
  }
  const { account, sign, dispose } =
    curve === 'ed25519' ? await ed25519.signer(secret) : sr25519Signer(secret)
  const prefix = Uint8Array.of(PREFIX[curve])
  return { curve, account, sign: async (message) => concat(prefix, await sign(message)), dispose }
}

function sr25519Signer(given: Bytes): ed25519.Signer {
  const secret = given.length === 64 ? given.slice() : sr25519.secretFromSeed(given)
  return {
    account: ownBytes(sr25519.getPublicKey(secret)),
    sign: async (message) => ownBytes(sr25519.sign(secret, message)),
    dispose: () => void secret.fill(0),
  }
}

/**
 * True when `signature65` is `account`'s over `message`; the curve is the one its first byte names, as the
 * relay and the nodes do it (facts: rmb.md section 1.2). Never rejects: what is malformed is false.
 */
export async function verify(
  account: Uint8Array,
  message: Uint8Array,
  signature65: Uint8Array,
): Promise<boolean> {
  if (signature65.length !== 65 || account.length !== 32) return false
  const signature = signature65.subarray(1)
  switch (signature65[0]) {
    case PREFIX.ed25519:
      return ed25519.verify(account, message, signature)
    case PREFIX.sr25519:
      try {
        return sr25519.verify(message, signature, account)
      } catch {
        return false // not a point, or not marked as a signature of schnorrkel
      }
    default:
      return false
  }
}

/**
 * The compressed secp256k1 public key of a mini secret or of a cipher secret of its own, 33 bytes: what a twin
 * publishes as `pk` (facts: rmb.md section 4).
 */
export const pkOf = (mini: Bytes): Bytes => ownBytes(secp256k1.getPublicKey(mini, true))

/** 32 random bytes that are a secp256k1 secret: to decipher with, where the account's own secret gives none. */
export const cipherSecret = (): Bytes => ownBytes(secp256k1.utils.randomPrivateKey())
