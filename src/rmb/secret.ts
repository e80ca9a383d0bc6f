import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english'
import { fromHex, utf8, type Bytes } from '#lib/bytes.ts'
import { BaseError } from '#lib/error.ts'

/** `words` a wrong number of them · `word` one that is not in the list · `checksum` words that do not belong together · `seed` hex that is no seed */
export type SecretErrorCode = 'words' | 'word' | 'checksum' | 'seed'

/** Says what is wrong with a secret that a person typed, and never repeats any of it. */
export class SecretError extends BaseError<SecretErrorCode> {
  override readonly name = 'SecretError'
}

const known = new Set(wordlist)

function entropyOf(words: readonly string[]): Bytes {
  if (![12, 15, 18, 21, 24].includes(words.length)) {
    throw new SecretError(
      'words',
      `A mnemonic has 12 or 24 words; this one has ${words.length}. A hex seed begins with 0x and has 64 digits after it.`,
    )
  }
  const odd = words.findIndex((word) => !known.has(word))
  if (odd >= 0) {
    throw new SecretError('word', `Word ${odd + 1} is not in the English word list of mnemonics.`)
  }
  try {
    return new Uint8Array(mnemonicToEntropy(words.join(' '), wordlist))
  } catch {
    // the library's own message is not passed on: it could hold what was typed
    throw new SecretError(
      'checksum',
      'These words do not belong together: one is wrong or out of order.',
    )
  }
}

/**
 * The 32-byte mini secret of a mnemonic (12 to 24 English words; case and spacing do not matter) or of a
 * hex seed (64 digits, `0x` before them). Substrate's derivation, from the entropy and not from the BIP-39
 * seed of the words: facts: rmb.md section 4. Takes some 10 ms. Throws SecretError.
 */
export function miniSecret(secretText: string): Bytes {
  const typed = secretText.trim()
  if (/^0x/i.test(typed) || /^[0-9a-f]{64}$/i.test(typed)) {
    const seed = fromHex(typed)
    if (seed?.length !== 32) {
      throw new SecretError('seed', 'A hex seed is 0x and then 64 digits 0-9, a-f.')
    }
    return seed
  }
  const entropy = entropyOf(typed.toLowerCase().split(/\s+/))
  const seed = pbkdf2(sha512, entropy, utf8('mnemonic'), { c: 2048, dkLen: 64 })
  const mini = seed.slice(0, 32)
  entropy.fill(0)
  seed.fill(0)
  return new Uint8Array(mini)
}
