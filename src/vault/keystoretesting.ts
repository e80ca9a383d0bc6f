import nacl from 'tweetnacl'
import { concat, fromHex, utf8, type Bytes } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { stretch } from './kdf.ts'

// Keystore files of any content, for tests: written by facts, rmb.md section 7.5, at a cost that tests can bear.

export const SECRET = new Uint8Array(64).map((_, i) => i)
export const ACCOUNT = new Uint8Array(32).fill(5)
const HEAD = fromHex('3053020101300506032b657004220420') ?? new Uint8Array()
const DIVIDER = fromHex('a123032100') ?? new Uint8Array()

/** What is inside of one: head, secret, divider, public key. */
export const layout = (secret: Uint8Array = SECRET, account: Uint8Array = ACCOUNT): Bytes =>
  concat(HEAD, secret, DIVIDER, account)

interface Made {
  plain?: Bytes
  account?: Uint8Array
  N?: number
  p?: number
  r?: number
  /** Written instead of the cost it is sealed with. */
  claims?: { N?: number; p?: number; r?: number }
  password?: string
}

/** An sr25519 keystore file, parsed. */
export async function madeKeystore({
  plain = layout(),
  account = ACCOUNT,
  N = 16,
  p = 1,
  r = 8,
  claims,
  password = 'p',
}: Made = {}) {
  const salt = new Uint8Array(32).fill(1)
  const nonce = new Uint8Array(24).fill(2)
  const key = await stretch(utf8(password), salt, { name: 'scrypt', N, r, p }, {})
  const numbers = new DataView(new ArrayBuffer(12))
  numbers.setUint32(0, claims?.N ?? N, true)
  numbers.setUint32(4, claims?.p ?? p, true)
  numbers.setUint32(8, claims?.r ?? r, true)
  const box = nacl.secretbox(plain, nonce, key)
  const bytes = concat(salt, new Uint8Array(numbers.buffer), nonce, box)
  return {
    encoded: btoa(String.fromCharCode(...bytes)),
    encoding: {
      content: ['pkcs8', 'sr25519'],
      type: ['scrypt', 'xsalsa20-poly1305'],
      version: '3',
    },
    address: toSs58(account),
    meta: { name: 'one' },
  }
}
