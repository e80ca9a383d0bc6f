import { mutationOptions } from '@tanstack/react-query'
import { createGridProxy } from '#gridproxy/client.ts'
import { messageOf } from '#lib/error.ts'
import type { Network } from '#lib/networks.ts'

/** What one endpoint said. `evidence` is what the machine answered, or why there is no answer. */
export interface Probe {
  key: 'proxy' | 'health' | 'relay'
  state: 'ok' | 'warn' | 'error'
  name: string
  evidence: string
}

const TIMEOUT_MS = 8_000
type Ask = (input: string, init?: RequestInit) => Promise<unknown>

/** Whether anything answers HTTP at a WebSocket's address: all that a page can learn without a token. */
async function reachable(relay: string, ask: Ask): Promise<boolean> {
  const address = relay.replace(/^ws/, 'http')
  try {
    // the answer of another origin stays closed to the page, but that there is one does not
    await ask(address, {
      mode: 'no-cors',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      cache: 'no-store',
    })
    return true
  } catch {
    return false
  }
}

/**
 * Asks a network's endpoints what they are. `connected` is true when a twin of this page has a socket open
 * at this very relay: then nothing need be guessed. Never rejects.
 */
export async function probe(
  network: Network,
  options: { connected?: boolean; fetch?: typeof fetch } = {},
): Promise<Probe[]> {
  const proxy = createGridProxy({
    baseUrl: network.gridproxy,
    timeoutMs: TIMEOUT_MS,
    ...(options.fetch ? { fetch: options.fetch } : {}),
  })
  const ask: Ask = options.fetch ?? ((input, init) => fetch(input, init))
  const began = performance.now()
  const version = proxy.version().then(
    (said): Probe => ({
      key: 'proxy',
      state: said === '' ? 'warn' : 'ok',
      name: 'Grid proxy',
      evidence:
        said === ''
          ? 'answered without a version: this may be another service'
          : `version ${said}, ${Math.round(performance.now() - began)} ms`,
    }),
    (error: unknown): Probe => ({
      key: 'proxy',
      state: 'error',
      name: 'Grid proxy',
      evidence: messageOf(error),
    }),
  )
  const health = proxy.health().then(
    (said): Probe => ({
      key: 'health',
      state: said.total_state_ok ? 'ok' : 'warn',
      name: 'Its own health',
      evidence: `database ${said.db_conn || 'not told'}, RMB ${said.rmb_conn || 'not told'}`,
    }),
    (error: unknown): Probe => ({
      key: 'health',
      state: 'warn',
      name: 'Its own health',
      evidence: messageOf(error),
    }),
  )
  return Promise.all([version, health, probeRelay(network, options.connected ?? false, ask)])
}

async function probeRelay(network: Network, connected: boolean, ask: Ask): Promise<Probe> {
  const base = { key: 'relay', name: 'Relay' } as const
  if (connected) return { ...base, state: 'ok', evidence: 'your twin is connected to it' }
  // no other page can reach it, and a request to its name would only fail
  if (network.name === 'demo') return { ...base, state: 'ok', evidence: 'runs inside this page' }
  return (await reachable(network.relay, ask))
    ? {
        ...base,
        state: 'ok',
        evidence: 'something answers; that it is a relay shows when a twin connects',
      }
    : {
        ...base,
        state: 'error',
        evidence: 'nothing answers at this address',
      }
}

/** Checking a network's endpoints, on request only. */
export const probeMutation = () =>
  mutationOptions({
    mutationKey: ['endpoints'] as const,
    mutationFn: ({ network, connected }: { network: Network; connected: boolean }) =>
      probe(network, { connected }),
  })
