import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concat, type Bytes } from '#lib/bytes.ts'
import { ownBytes } from './envelope.ts'
import { RmbError } from './error.ts'

// facts: rmb.md section 4; rmb-rs@15f2092 src/peer/e2e.rs
const NONCE = 12
const TAG = 16

/**
 * SHA-256 of the X coordinate of the ECDH point, 32 bytes; not of the compressed point. Throws
 * RmbError('peer-key') when `peerPk` is no compressed point of secp256k1: then nothing may be sent in plain.
 */
export function sharedSecret(mini: Bytes, peerPk: Uint8Array): Bytes {
  let point: Uint8Array
  try {
    if (peerPk.length !== 33) throw new RangeError('not 33 bytes')
    point = secp256k1.getSharedSecret(mini, peerPk, true)
  } catch {
    throw new RmbError(
      'peer-key',
      'The key that this twin has published for encryption is not a valid one, so nothing was sent to it.',
    )
  }
  return ownBytes(sha256(point.subarray(1)))
}

/** The AES-256-GCM key of two twins; the same from both sides. Rejects with RmbError('peer-key'). */
export async function sharedKey(mini: Bytes, peerPk: Uint8Array): Promise<CryptoKey> {
  const secret = sharedSecret(mini, peerPk)
  try {
    return await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt'])
  } finally {
    secret.fill(0)
  }
}

/** `nonce ‖ ciphertext ‖ tag`. The nonce is random; a given one is for vectors only. */
export async function encipher(
  key: CryptoKey,
  plain: Uint8Array,
  nonce: Bytes = crypto.getRandomValues(new Uint8Array(NONCE)),
): Promise<Bytes> {
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, ownBytes(plain))
  return concat(nonce, new Uint8Array(sealed))
}

/** The plain bytes; undefined when it is too short or the tag does not fit. */
export async function decipher(key: CryptoKey, cipher: Uint8Array): Promise<Bytes | undefined> {
  if (cipher.length < NONCE + TAG) return undefined
  const own = ownBytes(cipher)
  try {
    const iv = own.subarray(0, NONCE)
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, own.subarray(NONCE)),
    )
  } catch {
    return undefined // WebCrypto says no more than "operation failed", and there is no more to say
  }
}
