import { WalletError } from './error.ts'
import type { Extension } from './hooks.ts'
import { patiently, type Patience } from './limit.ts'
import { walletError } from './said.ts'

type Definition = Parameters<NonNullable<Extension['metadata']>['provide']>[0]

/** What a wallet needs to show calls of a chain in words. */
export interface ChainMetadata {
  chain: string
  /** 0x-hex. */
  genesisHash: `0x${string}`
  specVersion: number
  /** SCALE of the calls alone: `api.runtimeMetadata.asCallsOnly.toU8a()`. */
  calls: Uint8Array
}

/** Extensions answer this by themselves, unless they hang. */
const KNOWN_MS = 10_000
/** This needs the person. */
const PROVIDE_MS = 120_000

/** `unable`: the extension does not take any · `missing` it knows nothing of the chain · `other` another version of it */
export type MetadataState = 'current' | 'other' | 'missing' | 'unable'

/** Whether an extension can read calls of this chain; it does only at exactly this version (facts: tfchain.md section 14). */
export async function metadataState(
  { metadata }: Pick<Extension, 'metadata'>,
  { genesisHash, specVersion }: Pick<ChainMetadata, 'genesisHash' | 'specVersion'>,
  patience?: Patience,
): Promise<MetadataState> {
  if (!metadata) return 'unable'
  const known = await patiently(metadata.get(), KNOWN_MS, patience).catch(rethrow)
  const ours = known.find((one) => one.genesisHash === genesisHash)
  if (!ours) return 'missing'
  return ours.specVersion === specVersion ? 'current' : 'other'
}

/**
 * Gives an extension the chain's metadata when it has none or another version's; the person is asked there.
 * False when there was nothing to give or the extension takes none: it then signs all the same, and shows
 * hex. Rejects with WalletError, `wrong-metadata` when the extension did not take it.
 */
export async function provideMetadataTo(
  extension: Pick<Extension, 'metadata'>,
  chain: ChainMetadata,
  patience?: Patience,
): Promise<boolean> {
  const state = await metadataState(extension, chain, patience)
  if (!extension.metadata || state === 'current' || state === 'unable') return false
  const answer = extension.metadata.provide(definition(chain))
  if (await patiently(answer, PROVIDE_MS, patience).catch(rethrow)) return true
  throw new WalletError(
    'wrong-metadata',
    'The wallet did not take this network’s metadata. It can sign all the same, but shows digits instead of words.',
  )
}

function rethrow(error: unknown): never {
  throw walletError(error)
}

/** TFT, 7 decimals, addresses in format 42 (facts: tfchain.md section 1). */
const definition = ({ chain, genesisHash, specVersion, calls }: ChainMetadata): Definition => ({
  chain,
  chainType: 'substrate',
  color: '#2f7d6d',
  genesisHash,
  icon: 'substrate',
  metaCalls: base64(calls),
  specVersion,
  ss58Format: 42,
  tokenDecimals: 7,
  tokenSymbol: 'TFT',
  types: {},
})

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
