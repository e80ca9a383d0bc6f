import { ed25519 as noble } from '@noble/curves/ed25519.js'
import { concat, fromHex, toHex, type Bytes } from '#lib/bytes.ts'
import { BoundedMap } from './bounded.ts'
import { ownBytes } from './envelope.ts'

// WebCrypto first: ten times as fast as noble and a hundred times as tweetnacl, and every answer of a node
// is an ed25519 verification (facts: stack.md section 6). Chromium 137, Firefox 129, Safari 17 have it.
const ALGORITHM = { name: 'Ed25519' }

/** PKCS#8 of a 32-byte seed: this, then the seed (RFC 8410 section 7; facts: stack.md section 6). */
const PKCS8 = fromHex('302e020100300506032b657004220420') ?? new Uint8Array()

const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle

let native: Promise<boolean> | undefined

/** Whether this engine has Ed25519; asked once. */
function isNative(): Promise<boolean> {
  native ??= (async () => {
    if (subtle === undefined) return false
    try {
      await subtle.importKey(
        'raw',
        noble.getPublicKey(new Uint8Array(32).fill(7)).slice(),
        ALGORITHM,
        false,
        ['verify'],
      )
      return true
    } catch {
      return false // an older engine: noble does it
    }
  })()
  return native
}

export interface Signer {
  account: Bytes
  sign: (message: Uint8Array) => Promise<Bytes>
  /** Overwrites what this closure holds of the secret; it cannot sign afterwards. */
  dispose: () => void
}

/** A signer of a 32-byte seed. With WebCrypto the seed is handed over once and cannot be read back. */
export async function signer(seed: Bytes): Promise<Signer> {
  const account = ownBytes(noble.getPublicKey(seed))
  if (subtle === undefined || !(await isNative())) return softwareSigner(seed, account)
  const pkcs8 = concat(PKCS8, seed)
  const key = await subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign'])
  pkcs8.fill(0)
  return {
    account,
    sign: async (message) => new Uint8Array(await subtle.sign(ALGORITHM, key, ownBytes(message))),
    dispose: () => {}, // the engine holds the key, and lets it go with this closure
  }
}

/** The same in plain JavaScript; the signatures are the same bytes. */
export function softwareSigner(seed: Bytes, account = ownBytes(noble.getPublicKey(seed))): Signer {
  const own = seed.slice()
  return {
    account,
    sign: async (message) => ownBytes(noble.sign(message, own)),
    dispose: () => void own.fill(0),
  }
}

/** Imported public keys, by hex. A huge fleet has some thousand nodes. */
const imported = new BoundedMap<string, Promise<CryptoKey>>(8192)

function publicKey(on: SubtleCrypto, account: Uint8Array): Promise<CryptoKey> {
  const id = toHex(account)
  let key = imported.get(id)
  if (key === undefined) {
    key = on.importKey('raw', ownBytes(account), ALGORITHM, false, ['verify'])
    imported.set(id, key)
    key.catch(() => imported.delete(id))
  }
  return key
}

/** True when `signature` (64 bytes) is `account`'s over `message`. Never rejects. */
export async function verify(
  account: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (subtle === undefined || !(await isNative())) {
    return softwareVerify(account, message, signature)
  }
  try {
    const key = await publicKey(subtle, account)
    return await subtle.verify(ALGORITHM, key, ownBytes(signature), ownBytes(message))
  } catch {
    return false // a public key that is no point, or a signature of a wrong length
  }
}

export function softwareVerify(
  account: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    return noble.verify(signature, message, account)
  } catch {
    return false
  }
}
