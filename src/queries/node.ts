import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Command, In, Out } from '#node/commands.ts'
import { grid } from './grid.ts'

/** Commands whose answer does not change while a node runs: read once, again only on request. */
const STEADY: ReadonlySet<Command> = new Set([
  'zos.system.version',
  'zos.system.dmi',
  'zos.system.hypervisor',
  'zos.system.node_features_get',
  'zos.location.get',
])

// loaded with the first call: neither the table's schemas nor RMB belong to the first paint
const nodes = () => import('#node/client.ts').then(({ nodeClient }) => nodeClient(grid.request))
let client: ReturnType<typeof nodes> | undefined

/** One call to a node; rejects with RmbError or NodeError. */
export async function callNode<C extends Command>(
  twin: number,
  command: C,
  input: In<C>,
  signal?: AbortSignal,
): Promise<Out<C>> {
  client ??= nodes()
  return (await client).call(twin, command, input, signal ? { signal } : {})
}

/** The same call, with the answer's JSON as the node wrote it; null for "there is none". */
export async function callNodeText<C extends Command>(
  twin: number,
  command: C,
  input: In<C>,
  signal?: AbortSignal,
): Promise<string | null> {
  client ??= nodes()
  return (await client).text(twin, command, input, signal ? { signal } : {})
}

type Arguments<C extends Command> = undefined extends In<C> ? [input?: In<C>] : [input: In<C>]

/** Reading a node: key `['node', twin, command, input]`, never invented, always greppable. */
export const nodeQuery = <C extends Command>(twin: number, command: C, ...[input]: Arguments<C>) =>
  queryOptions({
    queryKey: ['node', twin, command, input ?? null] as const,
    // `input` is absent only where the command takes none (type Arguments)
    queryFn: ({ signal }) => callNode(twin, command, input as In<C>, signal),
    ...(STEADY.has(command) ? { staleTime: 10 * 60_000, refetchInterval: false as const } : {}),
  })

/** Marks all that was read by one command of one node as old. */
export const invalidate = (queries: QueryClient, twin: number, command: Command) =>
  queries.invalidateQueries({ queryKey: ['node', twin, command] })
