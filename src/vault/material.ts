import { concat, type Bytes } from '#lib/bytes.ts'

/**
 * The secret bytes of one key. 32 bytes of `secret` are a mini secret, out of which the key to decipher with is
 * made as well. 64 are the signing key of an sr25519 keystore, out of which nothing else can be made (facts:
 * rmb.md section 7.5 F): its `cipher`, where it has one, is a secp256k1 secret of its own, 32 bytes.
 */
export interface KeyMaterial {
  secret: Bytes
  cipher?: Bytes | undefined
}

/** Overwrites both secrets. */
export function wipe({ secret, cipher }: KeyMaterial): void {
  secret.fill(0)
  cipher?.fill(0)
}

/** The same bytes in memory of their own. */
export const copied = ({ secret, cipher }: KeyMaterial): KeyMaterial => ({
  secret: secret.slice(),
  cipher: cipher?.slice(),
})

// what the first byte of an opened box says that the rest is
const MINI_SECRET = 1
const SIGNING_KEY = 2
const SIGNING_KEY_AND_CIPHER = 3

/** What is sealed of a key: a byte that says how it is laid out, then its secrets. */
export function packed({ secret, cipher }: KeyMaterial): Bytes {
  if (secret.length === 32) return concat(Uint8Array.of(MINI_SECRET), secret)
  return cipher
    ? concat(Uint8Array.of(SIGNING_KEY_AND_CIPHER), secret, cipher)
    : concat(Uint8Array.of(SIGNING_KEY), secret)
}

/** A box is 16 bytes longer than what is in it. */
const TAG = 16

/**
 * Whether a key that is kept in `kept` can decipher what the one in `next` cannot, told by their lengths: a secret
 * to decipher with would be lost with the old box.
 */
export function losesCipher(kept: Uint8Array, next: Uint8Array): boolean {
  const worth = ({ length }: Uint8Array) => [65, 33, 97].indexOf(length - TAG)
  return worth(next) < worth(kept)
}

/** The key that was sealed; undefined for a layout of a later version. The bytes are copies. */
export function unpacked(plain: Uint8Array): KeyMaterial | undefined {
  const layout = `${plain[0]} ${plain.length}`
  switch (layout) {
    case `${MINI_SECRET} 33`:
      return { secret: concat(plain.subarray(1)) }
    case `${SIGNING_KEY} 65`:
      return { secret: concat(plain.subarray(1)) }
    case `${SIGNING_KEY_AND_CIPHER} 97`:
      return { secret: concat(plain.subarray(1, 65)), cipher: concat(plain.subarray(65)) }
    default:
      return undefined
  }
}
