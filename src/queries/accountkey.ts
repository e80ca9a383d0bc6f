import { blake2b } from '@noble/hashes/blake2.js'
import { concat, fromHex, toHex, utf8 } from '#lib/bytes.ts'
import { VaultError } from '#vault/error.ts'
import type { Curve, Pair } from '#vault/crypto.ts'

/** How the chain names a curve before a signature: `MultiSignature` (facts: tfchain.md section 11). */
const MULTI = { ed25519: 0, sr25519: 1 } as const satisfies Record<Curve, number>

type Signing = Pick<Pair, 'sign'> & { curve: Curve }

/** A pair's own first byte names the curve for the message bus; the 64 after it are the signature. */
const bare = async (pair: Signing, message: Uint8Array) => (await pair.sign(message)).subarray(1)

/**
 * Signs an extrinsic's payload, encoded with its method (`ExtrinsicPayload.toU8a({ method: true })`): the bytes,
 * or their blake2b-256 hash where they are more than 256. Resolves 0x-hex of the type byte and 64 (facts:
 * tfchain.md section 11).
 */
export async function signedExtrinsic(pair: Signing, bytes: Uint8Array): Promise<`0x${string}`> {
  const message = bytes.length > 256 ? blake2b(bytes, { dkLen: 32 }) : bytes
  return `0x${toHex(concat(Uint8Array.of(MULTI[pair.curve]), await bare(pair, message)))}`
}

/** One entry of `signature_requirement.signatures`, without its twin. */
export interface HashSignature {
  /** 128 hex digits without 0x. */
  signature: string
  signature_type: Curve
}

/** `''` signs the 16 bytes of the hash, `polka-wallet` the text that a wallet makes of its hex. */
export type SignatureStyle = '' | 'polka-wallet'

/**
 * Signs a deployment's hash, 32 lower-case hex digits (facts: node-api.md section 4). Throws
 * VaultError('refused') for what is no such hash: nothing else is ever signed this way.
 */
export async function signedHash(
  pair: Signing,
  hash: string,
  style: SignatureStyle,
): Promise<HashSignature> {
  const bytes = /^[0-9a-f]{32}$/.test(hash) ? fromHex(hash) : undefined
  if (!bytes) {
    throw new VaultError('refused', 'A deployment’s hash has 32 hex digits. Nothing was signed.')
  }
  const message = style === 'polka-wallet' ? utf8(`<Bytes>${hash}</Bytes>`) : bytes
  return { signature: toHex(await bare(pair, message)), signature_type: pair.curve }
}
