import type { Bytes } from '#lib/bytes.ts'
import { fromSs58, toSs58 } from '#lib/ss58.ts'

/** The key types that twins have and nodes verify (facts: node-api.md section 4). */
export type KeyType = 'sr25519' | 'ed25519'

/** An account of an extension that can sign for the grid. The same key in two extensions is two of these. */
export interface WalletAccount {
  /** SS58 in format 42, whichever the extension shows. */
  address: string
  /** 32-byte account key. */
  publicKey: Bytes
  type: KeyType
  /** As the person named it in the extension. */
  name: string | undefined
  /** The extension's name. */
  source: string
  /** The one chain, by genesis hash, that the person allows it on; undefined: any. */
  genesisHash: string | undefined
  /** Its address as its extension writes it: what it must be asked with. */
  asked: string
}

/** An account that cannot sign for the grid, and why: to be shown, not chosen. */
export interface UnusableAccount {
  address: string
  name: string | undefined
  source: string
  /** `key` of a type no twin can have · `address` no account key of 32 bytes can be read from it */
  why: 'key' | 'address'
  /** The type as the extension names it. */
  type: string | undefined
}

/** Whether the person allows the account on the chain of this genesis hash (0x-hex). */
export const worksOn = ({ genesisHash }: WalletAccount, chain: string): boolean =>
  genesisHash === undefined || genesisHash.toLowerCase() === chain.toLowerCase()

/** What extensions tell of an account, by their own type. */
export interface Injected {
  address: string
  genesisHash?: string | null
  name?: string
  type?: string
}

const isKeyType = (type: string): type is KeyType => type === 'sr25519' || type === 'ed25519'

/**
 * Parts an extension's accounts into those that can sign for the grid and those that cannot; an account listed
 * twice is one. A type that is not told counts as sr25519, the extensions' default: a wrong guess is found
 * by the verification of each signature.
 */
export function sortAccounts(
  source: string,
  list: readonly Injected[],
): { accounts: WalletAccount[]; unusable: UnusableAccount[] } {
  const accounts = new Map<string, WalletAccount>()
  const unusable: UnusableAccount[] = []
  for (const { address: asked, genesisHash, name, type = 'sr25519' } of list) {
    if (!isKeyType(type)) {
      unusable.push({ address: asked, name, source, why: 'key', type })
      continue
    }
    const publicKey = fromSs58(asked)
    if (publicKey === undefined) {
      unusable.push({ address: asked, name, source, why: 'address', type })
      continue
    }
    const address = toSs58(publicKey)
    if (accounts.has(address)) continue
    const bound = genesisHash ?? undefined
    accounts.set(address, { address, publicKey, type, name, source, genesisHash: bound, asked })
  }
  return { accounts: [...accounts.values()], unusable }
}
