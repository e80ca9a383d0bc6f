import { scryptAsync } from '@noble/hashes/scrypt.js'
import type { Bytes } from '#lib/bytes.ts'
import { VaultError } from './error.ts'
import type { Kdf } from './record.ts'

/** 128 MiB and 2.8 s on two cores (facts: rmb.md section 7.5). Tests seal with a smaller N. */
export const KDF: Kdf = { name: 'scrypt', N: 2 ** 17, r: 8, p: 1 }

/** How long work is followed and given up. */
export interface Work {
  /** 0 … 1, a hundred times at most. */
  onProgress?: (done: number) => void
  signal?: AbortSignal
}

/**
 * Refuses a cost that no honest record or file has: deriving could take gigabytes or hours. The smallest are
 * allowed, since they only cost the one who chose them.
 */
export function checkCost({ N, r, p }: Kdf): void {
  const whole = [N, r, p].every((n) => Number.isSafeInteger(n) && n >= 1)
  const power = whole && N >= 2 && N <= 2 ** 20 && 2 ** Math.round(Math.log2(N)) === N
  // 512 MiB at the very most (128 · N · r), and four times the work of a key sealed here
  if (!power || r > 32 || p > 16 || N * r * p > 2 ** 22) {
    throw new VaultError(
      'refused',
      'This key asks for more memory or time than any honest one. It was not opened.',
    )
  }
}

/**
 * 32 bytes of a password by scrypt, its cost checked before. `password` is overwritten. Rejects with
 * VaultError: `refused`, `aborted`, `failed`.
 */
export async function stretch(
  password: Bytes,
  salt: Bytes,
  kdf: Kdf,
  work: Work,
): Promise<Uint8Array> {
  let shown = -1
  try {
    checkCost(kdf)
    return await scryptAsync(password, salt, {
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
    password.fill(0)
  }
}
