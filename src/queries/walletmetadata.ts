import { queryOptions } from '@tanstack/react-query'
import type { ChainMetadata } from '#wallet/metadata.ts'
import { chain } from './chain.ts'
import { walletLink } from './wallet.ts'

/** What is asked of a wallet about the chain that is connected. */
async function described(signal?: AbortSignal): Promise<Omit<ChainMetadata, 'calls'>> {
  const api = await chain.api(signal)
  return {
    chain: api.runtimeChain.toString(),
    genesisHash: api.genesisHash.toHex(),
    specVersion: api.runtimeVersion.specVersion.toNumber(),
  }
}

/** Whether the wallet of this account (format 42) can show the chain's calls in words. */
export const walletMetadataQuery = (address: string, source: string) =>
  queryOptions({
    queryKey: ['chain', 'wallet-metadata', source] as const,
    queryFn: async ({ signal }) =>
      walletLink.metadataState(address, await described(signal), { signal }),
    refetchInterval: false,
  })

/**
 * Gives the wallet of this account the calls of the chain's runtime, for which the wallet asks the person; false
 * when it needed nothing. Rejects with ChainError or WalletError.
 */
export async function letWalletRead(address: string): Promise<boolean> {
  const [api, of] = [await chain.api(), await described()]
  return walletLink.provideMetadata(address, {
    ...of,
    calls: api.runtimeMetadata.asCallsOnly.toU8a(),
  })
}
