import { useQuery } from '@tanstack/react-query'
import type { GridNode } from '#gridproxy/schemas.ts'
import type { Command, In } from '#node/commands.ts'
import { refreshPace } from './client.ts'
import { useGrid } from './grid.ts'
import { nodeQuery } from './node.ts'
import { useSession } from './session.ts'

/** Nobody speaks: what a panel says instead of a node's answer. */
export const SPEECHLESS = 'Nodes speak only to twins, and none of yours is speaking.'

/** SPEECHLESS where nobody speaks; undefined where somebody does or is being unlocked at this moment. */
export function useSpeechless(): string | undefined {
  const { speaking } = useGrid()
  const { phase } = useSession()
  return speaking === null && phase !== 'deriving' ? SPEECHLESS : undefined
}

/**
 * One command of a node, asked by the twin that speaks, with all that ui/QueryView wants to know of it.
 * For a visitor nothing is asked and `forbidden` says why.
 */
export function useReading<C extends Command>(
  node: GridNode,
  command: C,
  ...input: undefined extends In<C> ? [input?: In<C>] : [input: In<C>]
) {
  const { network, speaking } = useGrid()
  const speechless = useSpeechless()
  const options = nodeQuery(node.twinId, command, ...input)
  const query = useQuery({ ...options, enabled: speaking !== null })
  const pace = refreshPace()
  // a steady answer is read once: it has no pace of its own
  const steady = 'refetchInterval' in options && options.refetchInterval === false
  return {
    query,
    source: 'node' as const,
    command: command as string,
    waitingFor: `node ${node.nodeId} over ${new URL(network.relay).host}`,
    lastSeen: node.updatedAt * 1000,
    period: steady || pace === false ? undefined : pace / 1000,
    // what does not change while a node runs does not grow old with the minute
    maxAge: steady ? 86_400 : undefined,
    subject: `Node ${node.nodeId}`,
    forbidden: speechless,
  }
}
