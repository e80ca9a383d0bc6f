import { useQuery } from '@tanstack/react-query'
import { asTwin } from '#lib/ids.ts'
import { chainTwinQuery } from './chain.ts'
import { twinsQuery } from './proxy.ts'
import { useSession } from './session.ts'

/** What is held of a twin for others to reach it by. */
export interface TwinRecord {
  relay: string | null
  /** Hex. */
  pk: string | null
}

/**
 * A twin's relay and key as they stand on the chain; where the chain cannot be read, as the grid proxy
 * copied them. `record` is null where there is no such twin, undefined while nothing is known.
 */
export function useTwinRecord(twin: number) {
  const { endpoints } = useSession()
  const onChain = endpoints.chain !== ''
  const chain = useQuery({
    // a twin that speaks has a number that is one
    ...chainTwinQuery(asTwin(twin)!),
    enabled: onChain,
  })
  const copied = !onChain || chain.status === 'error'
  const proxy = useQuery({ ...twinsQuery({ twin_id: twin }), enabled: copied })
  const query = copied && proxy.data ? proxy : chain
  const item = proxy.data?.items.find(({ twinId }) => twinId === twin)
  const fromProxy = item && { relay: item.relay || null, pk: item.publicKey || null }
  const record: TwinRecord | null | undefined = chain.data === undefined ? fromProxy : chain.data
  const source: 'chain' | 'proxy' = chain.data === undefined && copied ? 'proxy' : 'chain'
  return { record, source, query: source === 'proxy' ? proxy : query, error: chain.error }
}
