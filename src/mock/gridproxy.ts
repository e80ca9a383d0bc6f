import {
  contractKeys,
  farmKeys,
  listKeys,
  nodeKeys,
  publicIpKeys,
  statsKeys,
  twinKeys,
} from '#gridproxy/filters.ts'
import { text } from '#lib/bytes.ts'
import { parseJson } from '#lib/json.ts'
import { listBills } from './bills.ts'
import { wait } from './exit.ts'
import { goJson } from './gojson.ts'
import { answer } from './gonode.ts'
import type { Keyring } from './keyring.ts'
import type { Host } from './node.ts'
import { ProxyRefusal, readParams, type Page } from './params.ts'
import {
  contractJson,
  health,
  listContracts,
  listFarms,
  listPublicIps,
  listTwins,
  stats,
} from './proxylists.ts'
import { statusOf } from './nodeview.ts'
import { listNodes, nodeDetail } from './proxynodes.ts'
import { hash } from './random.ts'
import type { NodeRow } from './schema.ts'
import { worlds } from './worlds.ts'

export interface ProxyAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** The twin that the proxy itself speaks as over RMB. */
const PROXY_TWIN = 1
/** How long the server lets a request run, ms. */
const SERVER_TIMEOUT_MS = 30_000
const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': '*' }

const json = (value: unknown, headers: Record<string, string> = {}, status = 200): ProxyAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...CORS, ...headers },
  body: `${goJson(value)}\n`,
})
// what the router and the time-out say carries no CORS headers: a page sees a network failure
const plain = (status: number, body: string): ProxyAnswer => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body,
})
const page = ({ rows, headers }: Page<unknown>) => json(rows, headers)

/** Rounds of the same grid's data for one request. */
interface Ask {
  query: URLSearchParams
  id: number
}

/**
 * The REST index over the grid (facts: grid-services.md section A): the same answers for the same query,
 * with the service's own refusals, shapes and absences. Resolves with null where the world's proxy cannot
 * be reached at all.
 */
export function createProxy(host: Host, keyring: Keyring) {
  const { db, now } = host
  let asked = 0

  function nodeAt(id: number, status: number, words = 'node not found'): NodeRow {
    const node = db.nodes.get(id)
    if (!node) throw new ProxyRefusal(status, words)
    return node
  }

  /** What the proxy itself gets from a node over RMB. */
  async function overRmb(node: NodeRow, command: string, what: string): Promise<unknown> {
    const status = statusOf(db, node, now())
    if (status !== 'up') {
      const name = what === 'node statistics' ? 'statistics' : 'GPU information'
      throw new ProxyRefusal(
        500,
        `cannot fetch ${name} from node ${node.nodeId} with status: ${status}`,
      )
    }
    if (node.temper.reach !== 'up' || now() < node.temper.darkUntilMs) {
      await wait(SERVER_TIMEOUT_MS)
      return undefined
    }
    const [least] = node.temper.delayMs
    await wait(least >= 1000 ? least : least * host.latency)
    const said = await answer(host, node, PROXY_TWIN, command, new Uint8Array())
    const failed = (words: string) =>
      new ProxyRefusal(500, `failed to get get ${what} from relay: ${words}`)
    if (!said.ok) throw failed(said.message)
    try {
      return parseJson(text(said.payload))
    } catch {
      throw failed('unexpected end of JSON input')
    }
  }

  async function statistics(node: NodeRow): Promise<ProxyAnswer> {
    const counters = await overRmb(node, 'zos.statistics.get', 'node statistics')
    if (counters === undefined) return timedOut
    // the proxy passes on these four only
    const keep = ['system', 'total', 'used', 'users']
    const kept = Object.entries(Object(counters)).filter(([key]) => keep.includes(key))
    return json(Object.fromEntries(kept))
  }

  async function gpu(node: NodeRow): Promise<ProxyAnswer> {
    const cards = await overRmb(node, 'zos.gpu.list', 'node GPU information')
    if (cards === undefined) return timedOut
    if (!Array.isArray(cards)) return json(cards)
    return json(
      cards.map((card: unknown) => {
        const { vram: _dropped, ...rest } = Object(card)
        return { node_twin_id: node.twinId, ...rest, updated_at: 0 }
      }),
    )
  }

  const timedOut = plain(503, 'request timed-out. server took too long to respond')

  const routes: readonly (readonly [RegExp, (ask: Ask) => ProxyAnswer | Promise<ProxyAnswer>])[] = [
    [
      /^\/(?:nodes|gateways)$/,
      ({ query }) => page(listNodes(db, readParams(query, nodeKeys), now())),
    ],
    [
      /^\/nodes\/(\d+)$/,
      ({ id }) => {
        const node = nodeAt(id, 404)
        const out = json(nodeDetail(db, node, now()))
        return node.temper.garbage === 'malformed' ? { ...out, body: out.body.slice(0, 400) } : out
      },
    ],
    [
      /^\/gateways\/(\d+)$/,
      ({ id }) => {
        const node = nodeAt(id, 404, 'gateway not found')
        if (!node.chainConfig?.domain) throw new ProxyRefusal(404, 'gateway not found')
        return json(nodeDetail(db, node, now()))
      },
    ],
    [
      /^\/(?:nodes|gateways)\/(\d+)\/status$/,
      ({ id }) => json({ status: statusOf(db, nodeAt(id, 500), now()) }),
    ],
    [/^\/nodes\/(\d+)\/statistics$/, ({ id }) => statistics(nodeAt(id, 404))],
    [/^\/nodes\/(\d+)\/gpu$/, ({ id }) => gpu(nodeAt(id, 404))],
    [/^\/farms$/, ({ query }) => page(listFarms(db, readParams(query, farmKeys), now()))],
    [
      /^\/twins$/,
      async ({ query }) => page(await listTwins(db, keyring, readParams(query, twinKeys))),
    ],
    [
      /^\/twins\/(\d+)\/consumption$/,
      ({ id }) => {
        const contracts = [...db.contracts.values()].filter(({ twinId }) => twinId === id).length
        return json({
          last_hour_consumption: contracts * 0.242,
          overall_consumption: contracts * (120 + (hash(db.seed, id) % 60)),
        })
      },
    ],
    [/^\/contracts$/, ({ query }) => page(listContracts(db, readParams(query, contractKeys)))],
    [
      /^\/contracts\/(\d+)$/,
      ({ id }) => {
        const contract = db.contracts.get(id)
        if (!contract) throw new ProxyRefusal(500, 'contract not found')
        return json(contractJson(db, contract))
      },
    ],
    [
      /^\/contracts\/(\d+)\/bills$/,
      ({ id, query }) => {
        // other keys are ignored here, and nothing is validated
        const known = new URLSearchParams(
          [...query].filter(
            ([key, value]) => key in listKeys && (/^\d+$/.test(value) || key === 'ret_count'),
          ),
        )
        return page(listBills(db, id, readParams(known, listKeys), now()))
      },
    ],
    [/^\/public_ips$/, ({ query }) => page(listPublicIps(db, readParams(query, publicIpKeys)))],
    [/^\/stats$/, ({ query }) => json(stats(db, readParams(query, statsKeys), now()))],
    [/^\/health$/, () => json(health(db, now()))],
    [/^\/version$/, () => json({ version: 'v0.15.18' })],
    [/^\/ping$/, () => json({ ping: 'pong' })],
    [/^\/$/, () => json('welcome to grid proxy server, available endpoints [/farms /nodes]')],
  ]

  /** Answers a request; `url` is a path with its query, or a whole address. Every method is treated alike. */
  return async function handle(_method: string, url: string): Promise<ProxyAnswer | null> {
    const { down, proxyDelayMs } = worlds[db.world]
    if (down === 'proxy') return null
    if (proxyDelayMs) {
      const [least, most] = proxyDelayMs
      await wait(least + (hash(db.seed, 'proxy', asked++) % (most - least)))
    }
    const { pathname, searchParams } = new URL(url, 'http://proxy')
    if (pathname.length > 1 && pathname.endsWith('/')) {
      return { ...plain(301, ''), headers: { Location: pathname.slice(0, -1) } }
    }
    for (const [pattern, serve] of routes) {
      const match = pattern.exec(pathname)
      if (!match) continue
      try {
        return await serve({ query: searchParams, id: Number(match[1] ?? 0) })
      } catch (error) {
        if (!(error instanceof ProxyRefusal)) throw error
        return json({ error: error.message }, {}, error.status)
      }
    }
    return plain(404, '404 page not found\n')
  }
}

export type ProxyHandler = ReturnType<typeof createProxy>
