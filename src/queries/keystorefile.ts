import { toSs58 } from '#lib/ss58.ts'
import type { HeldKey } from './sessionstate.ts'

/** What a keystore file says of itself, before its password is known. */
export interface KeystoreFacts {
  /** SS58 in format 42, whatever the file writes. */
  address: string
  curve: HeldKey['curve']
  /** The text as it came, for `unlockWithKeystore`: sealed by its password. */
  file: string
}

/**
 * Reads a keystore file of Polkadot{.js} without opening it. Rejects with VaultError: `unsupported`,
 * `damaged`, `refused`; each with a sentence for people.
 */
export async function readKeystoreFile(file: Blob): Promise<KeystoreFacts> {
  const { readKeystore } = await import('#vault/keystore.ts')
  const text = await file.text()
  const { account, curve } = readKeystore(text)
  return { address: toSs58(account), curve, file: text }
}
