import { scryptAsync } from '@noble/hashes/scrypt.js'
import nacl from 'tweetnacl'
import { concat, utf8, type Bytes } from '#lib/bytes.ts'
import { VaultError } from './error.ts'
import { type Kdf, parseSealed, type PublicKeyFacts, type SealedKey, sealedId } from './record.ts'

/** 128 MiB and 2.8 s on two cores (facts: rmb.md section 7.5). Tests seal with a smaller N. */
export const KDF: Kdf = { name: 'scrypt', N: 2 ** 17, r: 8, p: 1 }

/** What the first byte of an opened box says that the rest is. */
const MINI_SECRET = 1

interface Work {
  onProgress?: (done: number) => void
  signal?: AbortSignal
}

/**
 * Refuses a cost that no honest record has: deriving could take gigabytes or hours. The smallest are
 * allowed, since they only cost the one who chose them.
 */
function checkCost({ N, r, p }: Kdf) {
  const whole = [N, r, p].every((n) => Number.isSafeInteger(n) && n >= 1)
  const power = whole && N >= 2 && N <= 2 ** 20 && 2 ** Math.round(Math.log2(N)) === N
  // 512 MiB at the very most (128 · N · r), and four times the work of a key sealed here
  if (!power || r > 32 || p > 16 || N * r * p > 2 ** 22) {
    throw new VaultError(
      'refused',
      'This sealed key asks for more memory or time than any key sealed here. It was not opened.',
    )
  }
}

async function derive(password: string, salt: Bytes, kdf: Kdf, work: Work): Promise<Uint8Array> {
  checkCost(kdf)
  const key = utf8(password.normalize('NFKC'))
  let shown = -1
  try {
    return await scryptAsync(key, salt, {
      N: kdf.N,
      r: kdf.r,
      p: kdf.p,
      dkLen: 32,
      maxmem: 2 ** 30,
      onProgress: (done) => {
        // thrown through scrypt: the only way to stop it
        if (work.signal?.aborted) throw new VaultError('aborted', 'Given up.')
        const percent = Math.floor(done * 100)
        if (percent === shown) return
        shown = percent
        work.onProgress?.(done)
      },
    })
  } catch (error) {
    if (error instanceof VaultError) throw error
    throw new VaultError(
      'failed',
      `This browser could not set aside the ${Math.ceil((128 * kdf.N * kdf.r) / 2 ** 20)} MiB of memory that the password check needs.`,
    )
  } finally {
    key.fill(0)
  }
}

/** Seals a 32-byte mini secret under a password. `mini` stays the caller's to wipe. */
export async function seal(
  mini: Uint8Array,
  password: string,
  facts: PublicKeyFacts,
  options: Work & { kdf?: Kdf; now?: number } = {},
): Promise<SealedKey> {
  const kdf = options.kdf ?? KDF
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const nonce = crypto.getRandomValues(new Uint8Array(24))
  const key = await derive(password, salt, kdf, options)
  const plain = concat(Uint8Array.of(MINI_SECRET), mini)
  const box = concat(nacl.secretbox(plain, nonce, key))
  plain.fill(0)
  key.fill(0)
  return {
    version: 1,
    id: sealedId(facts),
    kdf,
    salt,
    nonce,
    box,
    public: facts,
    createdAt: options.now ?? Date.now(),
  }
}

/** Opens a sealed key; the 32 bytes are the caller's to wipe. Rejects with VaultError. */
export async function unseal(
  record: SealedKey,
  password: string,
  options: Work = {},
): Promise<Bytes> {
  const known = parseSealed(record)
  if (!known) throw new VaultError('damaged', 'This sealed key is damaged and cannot be opened.')
  const key = await derive(password, known.salt, known.kdf, options)
  const plain = nacl.secretbox.open(known.box, known.nonce, key)
  key.fill(0)
  if (!plain) {
    throw new VaultError(
      'wrong-password',
      'The password does not open this key. Nothing was changed.',
    )
  }
  const mini = plain[0] === MINI_SECRET && plain.length === 33 ? plain.slice(1) : undefined
  plain.fill(0)
  if (!mini) {
    throw new VaultError(
      'damaged',
      'The password is right, but what was sealed is of a kind that this version does not know.',
    )
  }
  return mini
}
