import type { ChainClient } from './client.ts'
import { rpcFailure } from './failures.ts'
import { hasStorage } from './storage.ts'

/*
 * What is pushed as it changes. The library takes a subscription up again after the socket broke, at
 * whichever endpoint answers then.
 */

/** Calls with the number of every new block until the signal; rejects when it cannot begin. */
export async function watchBlocks(
  client: ChainClient,
  seen: (number: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const api = await client.api(signal)
  try {
    const stop = await api.rpc.chain.subscribeNewHeads((head) => {
      if (!signal.aborted) seen(head.number.toNumber())
    })
    onAbort(signal, stop)
  } catch (error) {
    throw rpcFailure(error)
  }
}

/** Calls at once and then whenever an account's money or number changed, until the signal: read it again then. */
export async function watchAccount(
  client: ChainClient,
  account: string,
  changed: () => void,
  signal: AbortSignal,
): Promise<void> {
  const api = await client.api(signal)
  if (!hasStorage(api, 'system', 'account')) return
  try {
    const stop = await api.query['system']!['account']!(account, () => {
      if (!signal.aborted) changed()
    })
    onAbort(signal, stop as unknown as () => void) // with a callback the library resolves how to stop
  } catch (error) {
    throw rpcFailure(error)
  }
}

function onAbort(signal: AbortSignal, stop: () => void): void {
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
}
