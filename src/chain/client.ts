import type { ApiPromise } from '@polkadot/api'
import type { ApiOptions } from '@polkadot/api/types'
import { ChainError } from './errors.ts'
import { rpcFailure } from './failures.ts'
import type { KnownMetadata, MetadataCache } from './metadata.ts'

/** How the chain is reached at the moment. */
export type ChainStatus =
  /** Nothing was asked of it yet. */
  | { state: 'idle' }
  | { state: 'connecting'; endpoint: string }
  | { state: 'connected'; endpoint: string; chain: Chain }
  /** Every endpoint was tried in vain; they are tried again, one after another. */
  | { state: 'unreachable'; endpoints: readonly string[]; details: string }
  | { state: 'closed' }

/** What a chain says of itself. */
export interface Chain {
  name: string
  /** 0x-hex; which chain it is. */
  genesisHash: string
  specVersion: number
}

export interface ChainClient {
  status(): ChainStatus
  /** Called at every change of the status; returns how to stop that. */
  subscribe(changed: () => void): () => void
  /**
   * The library's API, connected; its first call loads it and opens a socket, one in vain tries again at
   * once. Rejects with
   * ChainError('disconnected') once every endpoint was tried in vain, `closed` and `aborted`.
   */
  api(signal?: AbortSignal): Promise<ApiPromise>
  /** Called whenever the socket breaks: whoever waits for pushes must look again. */
  onLost(lost: () => void): () => void
  close(): void
}

export interface ChainOptions {
  /** ws or wss, tried in turn. */
  endpoints: readonly string[]
  /** Where runtime metadata is kept; without it the chain is always asked. */
  metadata?: MetadataCache | undefined
  /** How long one endpoint may take to be ready. */
  timeoutMs?: number | undefined
  /** The pause between two attempts. */
  retryMs?: number | undefined
}

/**
 * The console's connection to one chain. Runtime metadata says what calls and storage there are, so that
 * any spec version works; no types are written by hand (facts: tfchain.md sections 10 to 12).
 */
export function createChainClient(options: ChainOptions): ChainClient {
  const { endpoints, timeoutMs = 15_000, retryMs = 2_500 } = options
  const changed = new Set<() => void>()
  const lost = new Set<() => void>()
  let status: ChainStatus = { state: 'idle' }
  /** What stops the connection; set while there is one. */
  let end: (() => void) | undefined
  /** Cuts the pause before the next attempt short; set while there is one. */
  let hurry: (() => void) | undefined
  let ready: ApiPromise | undefined

  function become(next: ChainStatus) {
    status = next
    changed.forEach((call) => call())
  }

  /** Runs for as long as the client is open: one provider, one API, endpoints in turn. */
  async function run(over: AbortSignal): Promise<void> {
    const [given] = endpoints
    if (given === undefined) throw new ChainError('bad-request', 'No endpoint of the chain is set.')
    const first: string = given
    become({ state: 'connecting', endpoint: first })
    const [{ ApiPromise, WsProvider }, known] = await Promise.all([
      import('@polkadot/api'),
      options.metadata?.all() ?? {},
    ])
    if (over.aborted) return
    // false: connecting again is done here, so that an endpoint that hangs is left as well. Its answers are kept
    // for a millisecond only: it keeps failures too, so a block that was asked for when a socket broke would fail on
    const provider = new WsProvider([...endpoints], false, {}, timeoutMs, undefined, 1)
    const api = new ApiPromise({
      // the library's own provider, whose type is not written for exact optional properties
      provider: provider as NonNullable<ApiOptions['provider']>,
      metadata: known,
      // the wasm is left out of the build (src/lib/no-wasm.ts); without this it never becomes ready
      initWasm: false,
      noInitWarn: true,
      // new with spec 152: nothing is signed for it (facts: tfchain.md section 10)
      signedExtensions: { ContractIdProvides: { extrinsic: {}, payload: {} } },
    })
    // kept by the library whether asked for or not; the events below tell the same
    api.isReadyOrError.catch(() => {})
    /** Attempts in vain since the last that came to something, and attempts in all. */
    let failures = 0
    let turn = 0
    let genesis: string | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let details = 'no answer'
    let silent = 0
    const at = () => provider.endpoint ?? first
    // the provider goes through them in the same order
    const nextOf = () => endpoints[turn % endpoints.length] ?? first

    function attempt() {
      hurry = undefined
      if (over.aborted) return
      become({ state: 'connecting', endpoint: nextOf() })
      turn++
      timer = setTimeout(() => {
        details = `${at()} did not become ready within ${timeoutMs / 1000} s`
        leave()
      }, timeoutMs)
      // it throws only for an address that is none; then it counts as a failure like any other
      provider.connect().catch((error: unknown) => {
        details = String(error)
        again()
      })
    }
    /** Closes the socket; what follows is what follows any broken one. */
    const leave = () => void provider.disconnect().catch(again)
    function again() {
      clearTimeout(timer)
      const worked = ready !== undefined
      ready = undefined
      if (over.aborted) return
      if (!worked) failures++
      const invain = failures >= endpoints.length
      if (invain) become({ state: 'unreachable', endpoints, details })
      else become({ state: 'connecting', endpoint: nextOf() })
      if (worked) lost.forEach((call) => call())
      if (invain) {
        hurry = () => {
          clearTimeout(timer)
          failures = 0
          attempt()
        }
      }
      // one that worked until now is most likely back at once; the others have their turn
      timer = setTimeout(attempt, invain ? retryMs : worked ? retryMs / 10 : 0)
    }
    /** The API is ready and its socket is open: after the first time, only that it is the same chain is asked. */
    async function connected() {
      try {
        if (genesis !== undefined) {
          const now = (await api.rpc.chain.getBlockHash(0)).toHex()
          if (now !== genesis) throw new Error(`${at()} is another chain: ${now}`)
        }
        genesis ??= api.genesisHash.toHex()
        clearTimeout(timer)
        if (over.aborted || !provider.isConnected) return
        failures = 0
        ready = api
        become({ state: 'connected', endpoint: at(), chain: chainOf(api) })
        remember(api, known)
      } catch (error) {
        details = rpcFailure(error).details ?? String(error)
        leave()
      }
    }

    // a socket that is open and dead: the library's own keep-alive asks every 10 s, and counts what is late
    const pulse = setInterval(() => {
      const late = provider.stats.total.timeout
      if (late === silent) return
      silent = late
      details = `${at()} stopped answering`
      if (ready) leave()
    }, timeoutMs)
    provider.on('disconnected', again)
    provider.on('error', () => {}) // the close that follows says the rest
    api.on('error', (error: unknown) => {
      // an endpoint that is open and answers what no chain answers; a socket's own error is an Event
      if (!(error instanceof Error)) return
      details = error.message
      leave()
    })
    api.on('connected', () => {
      if (genesis !== undefined) void connected()
    })
    api.on('ready', () => void connected())
    // a runtime upgrade under way: the library has loaded the new metadata
    api.on('decorated', () => {
      if (!ready) return
      become({ state: 'connected', endpoint: at(), chain: chainOf(api) })
      remember(api, known)
    })
    over.addEventListener('abort', () => {
      clearTimeout(timer)
      clearInterval(pulse)
      ready = undefined
      void api.disconnect()
    })
    attempt()
  }

  function remember(api: ApiPromise, known: KnownMetadata) {
    const key = `${api.genesisHash.toHex()}-${api.runtimeVersion.specVersion.toString()}`
    if (known[key]) return
    const hex = api.runtimeMetadata.toHex()
    known[key] = hex
    void options.metadata?.put(key, hex)
  }

  function start() {
    const over = new AbortController()
    end = () => over.abort()
    run(over.signal).catch((error: unknown) => {
      end = undefined
      // the library itself could not be loaded: asked again, it is tried again
      become({
        state: 'unreachable',
        endpoints,
        details: error instanceof Error ? error.message : String(error),
      })
    })
  }

  return {
    status: () => status,
    subscribe(call) {
      changed.add(call)
      return () => changed.delete(call)
    },
    onLost(call) {
      lost.add(call)
      return () => lost.delete(call)
    },
    api(signal) {
      if (status.state === 'closed') return Promise.reject(closed())
      if (!end) start()
      hurry?.()
      return new Promise((resolve, reject) => {
        const look = () => {
          if (signal?.aborted) settle(() => reject(aborted()))
          else if (ready) settle(() => resolve(ready!)) // checked just before
          else if (status.state === 'closed') settle(() => reject(closed()))
          else if (status.state === 'unreachable') settle(() => reject(unreachable(status)))
        }
        const settle = (done: () => void) => {
          changed.delete(look)
          signal?.removeEventListener('abort', look)
          done()
        }
        changed.add(look)
        signal?.addEventListener('abort', look)
        look()
      })
    },
    close() {
      end?.()
      end = undefined
      become({ state: 'closed' })
      changed.clear()
      lost.clear()
    },
  }
}

const chainOf = (api: ApiPromise): Chain => ({
  name: api.runtimeChain.toString(),
  genesisHash: api.genesisHash.toHex(),
  specVersion: api.runtimeVersion.specVersion.toNumber(),
})

const closed = () => new ChainError('closed', 'The connection to the chain was closed.')
const aborted = () => new ChainError('aborted', 'Stopped.')
const unreachable = (status: ChainStatus) =>
  new ChainError(
    'disconnected',
    'No endpoint of the chain answers. Check the network, or try later.',
    status.state === 'unreachable' ? { details: status.details } : {},
  )
