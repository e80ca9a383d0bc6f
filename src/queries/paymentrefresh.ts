import type { QueryClient } from '@tanstack/react-query'
import type { Moved } from './payments.ts'

/** An indexer has a final block a little later than the chain. */
const INDEXED_MS = 12_000

/** Of the proxy, what payments change: contracts, twins, and what is free on nodes. */
const TOUCHED = /contract|twin|bill|node/

/** What was read before a payment is read again once it is in a block, and once that is final. */
export function refreshAfter(queries: QueryClient): Moved {
  const ofProxy = () =>
    queries.invalidateQueries({
      predicate: ({ queryKey: [source, what] }) =>
        source === 'proxy' && typeof what === 'string' && TOUCHED.test(what),
    })
  return (_, what) => {
    void queries.invalidateQueries({ queryKey: ['chain'] })
    if (what === 'in-block') return
    void ofProxy()
    setTimeout(() => void ofProxy(), INDEXED_MS)
  }
}
