import * as z from 'zod/mini'
import { bounded, faultOf } from '#lib/reader.ts'
import { ProxyError } from './error.ts'
import { aborted, failure, get, json, wordsOf, type Answer, type Fetch } from './fetch.ts'
import {
  asksForNone,
  queryOf,
  type AnyFilter,
  type BillFilter,
  type ContractFilter,
  type FarmFilter,
  type NodeFilter,
  type PublicIpFilter,
  type StatsFilter,
  type TwinFilter,
} from './filters.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import * as s from './schemas.ts'

export interface CallOptions {
  signal?: AbortSignal
}

/** A page of a list; `count` is the number of all rows, null unless `ret_count` was asked for and answered. */
export interface Page<T> {
  items: T[]
  count: number | null
}

export interface GridProxyOptions {
  /** Without a slash at the end. */
  baseUrl: string
  /** Default: the page's own, looked up at each call. */
  fetch?: Fetch
  /** Of one request, from its sending. Default 15 s. */
  timeoutMs?: number
}

const TIMEOUT_MS = 15_000
/** The service itself gives up a silent node after 30 s (facts: grid-services.md A.1). */
const RELAYED_TIMEOUT_MS = 35_000
/** At most so many requests at once, so that a busy page stays near the 5 per second that its keepers ask for. */
const PLACES = 6
/** Requests the service itself passes on to a node may take 30 s each: they wait among themselves. */
const RELAYED_PLACES = 4

/** A client of one grid proxy. Everything rejects with ProxyError only; absence is null, not an error. */
export function createGridProxy(options: GridProxyOptions) {
  const base = options.baseUrl.replace(/\/+$/, '')
  const fetch: Fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const quick = { lane: createLimiter(PLACES), timeoutMs: options.timeoutMs ?? TIMEOUT_MS }
  const relayed = {
    lane: createLimiter(RELAYED_PLACES),
    timeoutMs: Math.max(RELAYED_TIMEOUT_MS, options.timeoutMs ?? 0),
  }

  async function send(
    path: string,
    { lane, timeoutMs }: { lane: Limiter; timeoutMs: number },
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    try {
      return await lane.run(() => get(fetch, base + path, { timeoutMs, signal }), signal)
    } catch (error) {
      // the limiter rejects with the signal's reason
      throw error instanceof ProxyError ? error : aborted(error)
    }
  }

  function read<T>(answer: Answer, path: string, schema: z.ZodMiniType<T>): T {
    if (answer.status < 200 || answer.status > 299) throw failure(answer, path)
    const parsed = z.safeParse(schema, json(answer))
    if (parsed.success) return parsed.data
    throw new ProxyError(
      'unexpected-answer',
      `The grid proxy's answer to ${path} is not what it should be: ${faultOf(parsed.error)}.`,
      { details: bounded(answer.text), status: answer.status },
    )
  }

  async function one<T>(
    path: string,
    schema: z.ZodMiniType<T>,
    { signal }: CallOptions,
    pace = quick,
  ): Promise<T> {
    return read(await send(path, pace, signal), path, schema)
  }

  /** As `one`; null where the service says in these words that there is none, whatever status it uses for that. */
  async function oneOrNone<T>(
    path: string,
    schema: z.ZodMiniType<T>,
    none: string,
    { signal }: CallOptions,
    pace = quick,
  ): Promise<T | null> {
    const answer = await send(path, pace, signal)
    // 404 or 500, by endpoint (facts: grid-services.md A.2)
    if (answer.status >= 400 && wordsOf(answer) === none) return null
    return read(answer, path, schema)
  }

  async function many<T>(
    path: string,
    filter: AnyFilter,
    schema: z.ZodMiniType<T[]>,
    { signal }: CallOptions,
  ): Promise<Page<T>> {
    if (asksForNone(filter)) return { items: [], count: 0 }
    const answer = await send(path + queryOf(filter), quick, signal)
    const items = read(answer, path, schema)
    const count = answer.headers.get('count') ?? ''
    return { items, count: /^\d{1,15}$/.test(count) ? Number(count) : null }
  }

  return {
    nodes: (filter: NodeFilter = {}, options: CallOptions = {}) =>
      many('/nodes', filter, s.GridNodes, options),
    /** Null when there is no such node. */
    node: (nodeId: number, options: CallOptions = {}) =>
      oneOrNone(`/nodes/${nodeId}`, s.GridNodeDetail, 'node not found', options),
    /** up, down or standby; null when there is no such node. */
    status: async (nodeId: number, options: CallOptions = {}): Promise<string | null> =>
      (await oneOrNone(`/nodes/${nodeId}/status`, s.GridNodeStatus, 'node not found', options))
        ?.status ?? null,
    /** Asked of the node by the service over its own RMB: slow, and refused for nodes that are not up. */
    statistics: (nodeId: number, options: CallOptions = {}) =>
      oneOrNone(
        `/nodes/${nodeId}/statistics`,
        s.GridStatistics,
        'node not found',
        options,
        relayed,
      ),
    /** As `statistics`, of the node's cards; null when there is no such node. */
    gpus: (nodeId: number, options: CallOptions = {}) =>
      oneOrNone(`/nodes/${nodeId}/gpu`, s.GridGpus, 'node not found', options, relayed),
    farms: (filter: FarmFilter = {}, options: CallOptions = {}) =>
      many('/farms', filter, s.GridFarms, options),
    twins: (filter: TwinFilter = {}, options: CallOptions = {}) =>
      many('/twins', filter, s.GridTwins, options),
    contracts: (filter: ContractFilter = {}, options: CallOptions = {}) =>
      many('/contracts', filter, s.GridContracts, options),
    /** Null when there is no such contract, and for some seconds after one was made. */
    contract: (contractId: bigint, options: CallOptions = {}) =>
      oneOrNone(`/contracts/${contractId}`, s.GridContract, 'contract not found', options),
    /** Of one contract, newest first; none also where there is no such contract. `page` counts from 1. */
    bills: (contractId: bigint, filter: BillFilter = {}, options: CallOptions = {}) =>
      many(`/contracts/${contractId}/bills`, filter, s.GridBills, options),
    publicIps: (filter: PublicIpFilter = {}, options: CallOptions = {}) =>
      many('/public_ips', filter, s.GridPublicIps, options),
    stats: (filter: StatsFilter = {}, options: CallOptions = {}) =>
      one(`/stats${queryOf(filter)}`, s.GridStats, options),
    health: (options: CallOptions = {}) => one('/health', s.GridHealth, options),
    version: async (options: CallOptions = {}): Promise<string> =>
      (await one('/version', s.GridVersion, options)).version,
  }
}

export type GridProxy = ReturnType<typeof createGridProxy>
