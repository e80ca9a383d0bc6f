import { queryOptions } from '@tanstack/react-query'
import type { ApiPromise } from '@polkadot/api'
import { useSyncExternalStore } from 'react'
import type { ChainClient, ChainStatus } from '#chain/client.ts'
import type { ContractId, TwinId } from '#lib/ids.ts'
import type { Network } from '#lib/networks.ts'
import { grid } from './grid.ts'

/** How the chain of the current network is reached; a new object at each change. */
export interface ChainState {
  status: ChainStatus
  /** The newest block, followed while connected; not yet final. Undefined until one was seen. */
  block: number | undefined
}

const IDLE: ChainState = { status: { state: 'idle' }, block: undefined }

interface Home {
  state: () => { network: Network }
  opened: () => Promise<void>
  onSwitch: (listener: (what: 'network' | 'speaker') => void) => unknown
}

/** What makes a client of a network's chain; loaded when first needed. */
export type Connect = (network: Network) => Promise<ChainClient>

async function connect({ chain }: Network): Promise<ChainClient> {
  const [{ createChainClient }, { endpointsOf }, { metadataCache }] = await Promise.all([
    import('#chain/client.ts'),
    import('#chain/endpoints.ts'),
    import('#chain/metadata.ts'),
  ])
  return createChainClient({
    endpoints: chain === '' ? [] : endpointsOf(chain),
    metadata: metadataCache(),
  })
}

/**
 * The one place that holds the chain's client. Nothing of it is loaded before the first read: who only looks
 * at nodes never pays for it. Another network closes it; the next read connects there.
 */
export function createChainLink(home: Home, make: Connect = connect) {
  let state = IDLE
  let client: Promise<ChainClient> | undefined
  let over = new AbortController()
  const listeners = new Set<() => void>()

  function set(patch: Partial<ChainState>) {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  home.onSwitch((what) => {
    if (what !== 'network') return
    over.abort()
    over = new AbortController()
    client?.then((open) => open.close()).catch(() => undefined) // it never came to be
    client = undefined
    set(IDLE)
  })

  async function start(signal: AbortSignal): Promise<ChainClient> {
    // the library takes the page's WebSocket when it is loaded: the demo grid must have put its own there
    await home.opened()
    const open = await make(home.state().network)
    if (signal.aborted) {
      open.close()
      throw new DOMException('Another network took over.', 'AbortError')
    }
    let watching = false
    const follow = () => {
      if (signal.aborted) return
      set({ status: open.status() })
      if (watching || state.status.state !== 'connected') return
      watching = true
      void watch(open, signal)
    }
    open.subscribe(follow)
    follow()
    return open
  }

  async function watch(open: ChainClient, signal: AbortSignal) {
    try {
      const { watchBlocks } = await import('#chain/watch.ts')
      await watchBlocks(open, (block) => set({ block }), signal)
    } catch {
      // the head is told beside the point; what reads the chain says what is wrong with it
    }
  }

  /** The client of the current network's chain; one that could not be loaded is tried again. */
  function opened(): Promise<ChainClient> {
    if (client) return client
    const starting = start(over.signal)
    client = starting
    starting.catch(() => {
      if (client === starting) client = undefined
    })
    return starting
  }

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    client: opened,
    /** The library's API, connected; the first call loads and connects it. Rejects with ChainError. */
    api: async (signal?: AbortSignal): Promise<ApiPromise> => (await opened()).api(signal),
  }
}

export const chain = createChainLink(grid)

/** The chain's connection and newest block, followed; looking does not connect. */
export const useChain = (): ChainState => useSyncExternalStore(chain.subscribe, chain.state)

const reads = () => import('#chain/reads.ts')

/** A twin as it stands on the chain; null when there is none. */
export const chainTwinQuery = (twin: TwinId) =>
  queryOptions({
    queryKey: ['chain', 'twin', twin] as const,
    queryFn: async ({ signal }) => {
      const [api, read] = await Promise.all([chain.api(signal), reads()])
      return (await read.twin(api, twin)) ?? null
    },
  })

/** The money of an account (SS58), in TFT units. */
export const balanceQuery = (account: string) =>
  queryOptions({
    queryKey: ['chain', 'balance', account] as const,
    queryFn: async ({ signal }) => {
      const [api, read] = await Promise.all([chain.api(signal), reads()])
      return read.balance(api, account)
    },
  })

/** A contract as it stands on the chain; null once it has ended, or where there never was one. */
export const chainContractQuery = (contractId: ContractId) =>
  queryOptions({
    queryKey: ['chain', 'contract', contractId] as const,
    queryFn: async ({ signal }) => {
      const [api, read] = await Promise.all([chain.api(signal), reads()])
      return (await read.contract(api, contractId)) ?? null
    },
  })

/** What was put aside for a contract, what it owes, and its traffic since the last bill. */
export const billingQuery = (contractId: ContractId) =>
  queryOptions({
    queryKey: ['chain', 'billing', contractId] as const,
    queryFn: async ({ signal }) => {
      const [api, read] = await Promise.all([chain.api(signal), reads()])
      return read.billing(api, contractId)
    },
  })

/** What every bill is made with: the policy and the price of a TFT. */
export const pricesQuery = () =>
  queryOptions({
    queryKey: ['chain', 'prices'] as const,
    queryFn: async ({ signal }) => {
      const [api, { billingTerms }] = await Promise.all([
        chain.api(signal),
        import('#chain/costs.ts'),
      ])
      return billingTerms(api)
    },
  })
