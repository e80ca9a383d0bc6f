import nacl from 'tweetnacl'
import * as z from 'zod/mini'
import { concat, equal, fromHex, utf8, type Bytes } from '#lib/bytes.ts'
import { fromSs58 } from '#lib/ss58.ts'
import { VaultError } from './error.ts'
import { checkCost, stretch, type Work } from './kdf.ts'
import type { Kdf, PublicKeyFacts } from './record.ts'

// The format: facts, rmb.md section 7.5; @polkadot/keyring 14.0.3 pair/decode.js, util-crypto json/decryptData.js

/** A keystore file that may be opened with its password. */
export interface Keystore {
  curve: PublicKeyFacts['curve']
  /** The 32-byte account key that its address names. */
  account: Bytes
  kdf: Kdf
  salt: Bytes
  nonce: Bytes
  box: Bytes
}

/** What was in one: 32 bytes are a mini secret, 64 the signing key of sr25519. The bytes are the caller's to wipe. */
export interface OpenedKeystore {
  secret: Bytes
  account: Bytes
  curve: PublicKeyFacts['curve']
}

/** Longest file that is read, in characters: an export has some 500, and its name and notes may be long. */
const LONGEST = 64 * 1024

const unsupported = (why: string) => new VaultError('unsupported', why)
const damaged = (why: string) => new VaultError('damaged', why)

const list = z.union([
  z.array(z.string()),
  z.pipe(
    z.string(),
    z.transform((one) => [one]),
  ),
])
const File = z.object({
  address: z.string().check(z.maxLength(256)),
  encoded: z.string(),
  encoding: z.object({ content: list, type: list, version: z.string() }),
})

function parsed(file: string): z.infer<typeof File> {
  if (file.length > LONGEST) {
    throw new VaultError(
      'refused',
      'This file is larger than any keystore. Choose the JSON file that your wallet exported for one account.',
    )
  }
  let value: unknown
  try {
    value = JSON.parse(file)
  } catch {
    throw damaged('This file is no JSON, so it is no keystore, or only a part of one.')
  }
  if (typeof value === 'object' && value !== null && 'accounts' in value) {
    throw unsupported(
      'This file holds all accounts of a wallet at once. Export the one account you want, and choose that file.',
    )
  }
  const read = File.safeParse(value)
  if (!read.success) {
    throw damaged('This file is JSON, but no keystore: its address, key or encoding is missing.')
  }
  return read.data
}

const curves: Record<string, PublicKeyFacts['curve']> = { sr25519: 'sr25519', ed25519: 'ed25519' }

function curveOf([format, curve = '']: readonly string[]): PublicKeyFacts['curve'] {
  if (format !== 'pkcs8') throw unsupported('This keystore holds something else than one key.')
  if (curve === 'ecdsa' || curve === 'ethereum') {
    throw unsupported(
      `This keystore holds an ${curve} account. Twins have sr25519 and ed25519 accounts only.`,
    )
  }
  const known = Object.hasOwn(curves, curve) ? curves[curve] : undefined
  if (!known) throw unsupported('This keystore’s kind of account is not known here.')
  return known
}

function checkEncoding({ type, version }: z.infer<typeof File>['encoding']) {
  if (type.includes('none')) {
    throw unsupported(
      'This keystore is not encrypted: it was exported without a password. Export it again with one.',
    )
  }
  if (version !== '3' || type.join(' ') !== 'scrypt xsalsa20-poly1305') {
    throw unsupported(
      'This keystore was exported by an older wallet, in an encoding that is easy to guess passwords of. Bring it into a present wallet and export it again.',
    )
  }
}

/** Bytes of base64 as the wallets write it; undefined when it is none. */
function fromBase64(encoded: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))
  } catch {
    return undefined // not base64
  }
}

/**
 * Reads a keystore file without opening it: what it says of itself, its cost bounded before anything is derived.
 * Throws VaultError: `unsupported` another kind, `damaged` no keystore, `refused` too large or too costly.
 */
export function readKeystore(file: string): Keystore {
  const { address, encoded, encoding } = parsed(file)
  // an ecdsa account has another kind of address, so the kind is judged first
  const curve = curveOf(encoding.content)
  checkEncoding(encoding)
  const account = address.startsWith('0x') ? fromHex(address) : fromSs58(address)
  if (account?.length !== 32) {
    throw damaged('The address in this keystore is none that can be read here.')
  }
  const bytes = fromBase64(encoded)
  // salt, three numbers, nonce, then a box of 16 bytes more than the key's 85 (a seed) or 117
  const boxLength = (bytes?.length ?? 0) - 32 - 12 - 24
  if (!bytes || ![16 + 85, 16 + 117].includes(boxLength)) {
    throw damaged('The key in this keystore is cut off or changed: its length is not that of any.')
  }
  const numbers = new DataView(bytes.buffer, 32, 12)
  const kdf: Kdf = {
    name: 'scrypt',
    N: numbers.getUint32(0, true),
    p: numbers.getUint32(4, true),
    r: numbers.getUint32(8, true),
  }
  checkCost(kdf)
  return {
    curve,
    account,
    kdf,
    salt: bytes.slice(0, 32),
    nonce: bytes.slice(44, 68),
    box: bytes.slice(68),
  }
}

/** What a wallet derives from: a password that looks like hex is taken as hex (@polkadot/util u8aToU8a). */
const bytesOf = (password: string): Bytes =>
  (/^0x[0-9a-f]*$/i.test(password) ? fromHex(password) : undefined) ?? utf8(password)

const HEAD = fromHex('3053020101300506032b657004220420') ?? new Uint8Array()
const DIVIDER = fromHex('a123032100') ?? new Uint8Array()

/** `head ‖ secret ‖ divider ‖ public`, the secret 64 bytes, or 32 in older exports. */
function takenApart(plain: Uint8Array) {
  const end = plain.length - 32
  const secret = plain.subarray(HEAD.length, end - DIVIDER.length)
  return equal(plain.subarray(0, HEAD.length), HEAD) &&
    equal(plain.subarray(end - DIVIDER.length, end), DIVIDER) &&
    (secret.length === 32 || secret.length === 64)
    ? { secret, account: plain.subarray(end) }
    : undefined
}

/**
 * Opens a keystore with its password. That its secret is the one of its account is still to be proved.
 * Rejects with VaultError: `wrong-password`, `damaged` another layout, `refused` its address is of another
 * account, `aborted`, `failed`.
 */
export async function openKeystore(
  { curve, account, kdf, salt, nonce, box }: Keystore,
  password: string,
  work: Work = {},
): Promise<OpenedKeystore> {
  const key = await stretch(bytesOf(password), salt, kdf, work)
  const plain = nacl.secretbox.open(box, nonce, key)
  key.fill(0)
  if (!plain) {
    throw new VaultError(
      'wrong-password',
      'The password does not open this keystore. It is the one that was given when the file was exported.',
    )
  }
  try {
    const parts = takenApart(plain)
    if (!parts) {
      throw damaged('The password is right, but the key inside is laid out in an unknown way.')
    }
    if (!equal(parts.account, account)) throw otherAccount()
    // an ed25519 export repeats the account key after the 32 bytes that matter
    const secret = concat(curve === 'ed25519' ? parts.secret.subarray(0, 32) : parts.secret)
    return { secret, account, curve }
  } finally {
    plain.fill(0)
  }
}

/** The file's address is not its key's. */
export const otherAccount = () =>
  new VaultError(
    'refused',
    'The address in this keystore belongs to another key than the one inside. The file was changed; it was not used.',
  )
