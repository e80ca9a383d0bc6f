import nacl from 'tweetnacl'
import { concat, utf8 } from '#lib/bytes.ts'
import { VaultError } from './error.ts'
import { KDF, stretch, type Work } from './kdf.ts'
import { type KeyMaterial, packed, unpacked } from './material.ts'
import { type Kdf, parseSealed, type PublicKeyFacts, type SealedKey, sealedId } from './record.ts'

/** The same text typed with another keyboard gives the same bytes. */
const bytesOf = (password: string) => utf8(password.normalize('NFKC'))

/** Seals a key under a password. `material` stays the caller's to wipe. Rejects with VaultError. */
export async function seal(
  material: KeyMaterial,
  password: string,
  facts: PublicKeyFacts,
  options: Work & { kdf?: Kdf; now?: number } = {},
): Promise<SealedKey> {
  const kdf = options.kdf ?? KDF
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const nonce = crypto.getRandomValues(new Uint8Array(24))
  const key = await stretch(bytesOf(password), salt, kdf, options)
  const plain = packed(material)
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

/** Opens a sealed key; its bytes are the caller's to wipe. Rejects with VaultError. */
export async function unseal(
  record: SealedKey,
  password: string,
  options: Work = {},
): Promise<KeyMaterial> {
  const known = parseSealed(record)
  if (!known) throw new VaultError('damaged', 'This sealed key is damaged and cannot be opened.')
  const key = await stretch(bytesOf(password), known.salt, known.kdf, options)
  const plain = nacl.secretbox.open(known.box, known.nonce, key)
  key.fill(0)
  if (!plain) {
    throw new VaultError(
      'wrong-password',
      'The password does not open this key. Nothing was changed.',
    )
  }
  const material = unpacked(plain)
  plain.fill(0)
  if (!material) {
    throw new VaultError(
      'damaged',
      'The password is right, but what was sealed is of a kind that this version does not know.',
    )
  }
  return material
}
