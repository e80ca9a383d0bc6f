import { utf8 } from '#lib/bytes.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { text } from '#lib/bytes.ts'
import { RmbError } from '#rmb/error.ts'
import type { Curve } from '#rmb/identity.ts'
import type { Request } from '#rmb/request.ts'
import type { KeptChain } from './chain/chain.ts'
import { createDb } from './create.ts'
import { snapshot } from './db.ts'
import { answer, createNodePeer, type NodePeer } from './gonode.ts'
import { createProxy } from './gridproxy.ts'
import { createKeyring, secretOf } from './keyring.ts'
import type { WorldName } from './names.ts'
import type { Host } from './node.ts'
import { createOnChain } from './onchain.ts'
import type { Clock } from './random.ts'
import { LostAnswer } from './refusal.ts'
import { createRelay, type RelayOptions } from './relay.ts'
import type { Db } from './schema.ts'
import { createServices } from './services.ts'
import { worlds } from './worlds.ts'

/** An identity of the demo that a person may take; worth nothing outside it. */
export interface DemoIdentity {
  name: 'tenant' | 'farmer'
  twin: number
  curve: Curve
  /** Mnemonic. */
  secret: string
}

export interface GridOptions {
  world?: WorldName
  /** The same seed gives the same grid. Default 1. */
  seed?: number
  now?: Clock
  /** A grid that was kept; `world` and `seed` are then its own. */
  db?: Db
  /** Waits of ordinary nodes: 1 believable, 0 none. Default 1. */
  latency?: number
  /** The relay host that twins name on chain. */
  relayHost?: string
  relay?: Pick<RelayOptions, 'limit' | 'race'>
  /** The chain that was kept with `db`. */
  chain?: KeptChain | undefined
  /** Between the chain's blocks, ms. Its own clock goes 6 s with each, whatever this is. Default: the world's own, else 2,000. */
  blockMs?: number
}

/** One grid in memory: the index, the relay and the nodes over the same data. */
export function createGrid(options: GridOptions = {}) {
  const now = options.now ?? Date.now
  const db =
    options.db ?? createDb(options.world ?? 'default', options.seed ?? 1, now, options.relayHost)
  const listeners = new Set<() => void>()
  const keyring = createKeyring(db)
  const host: Host = {
    db,
    now,
    keyring,
    latency: options.latency ?? 1,
    changed() {
      db.revision++
      for (const listener of listeners) listener()
    },
  }
  const peers = new Map<number, NodePeer>()
  const waking = new Set<number>()

  function isUp(nodeId: number): boolean {
    const temper = db.nodes.get(nodeId)?.temper
    if (!temper || temper.reach === 'offline') return false
    const darkFor = temper.darkUntilMs - now()
    if (darkFor <= 0) return true
    if (!waking.has(nodeId)) {
      waking.add(nodeId)
      // what is sent to it meanwhile waits at the relay
      setTimeout(() => {
        waking.delete(nodeId)
        relay.wake(nodeId)
      }, darkFor + 50)
    }
    return false
  }

  function peerOf(nodeId: number): NodePeer | undefined {
    const node = db.nodes.get(nodeId)
    if (!node) return undefined
    let peer = peers.get(nodeId)
    if (!peer) {
      peer = createNodePeer(host, keyring, node)
      peers.set(nodeId, peer)
    }
    return peer
  }

  const relay = createRelay({
    ...options.relay,
    db,
    now,
    keyring,
    isUp,
    async node(nodeId, frame) {
      if (db.nodes.get(nodeId)?.temper.reach !== 'up') return undefined
      return peerOf(nodeId)?.(frame)
    },
  })

  const onChain = createOnChain({
    host,
    keyring,
    kept: options.chain,
    blockMs: options.blockMs ?? worlds[db.world].blockMs ?? 2_000,
    wake: (nodeId) => relay.wake(nodeId),
  })

  return {
    db,
    relay,
    /** The chain, over the same twins, farms, nodes and contracts. */
    onChain,
    /** True when this world's relay cannot be reached at all. */
    relayDown: worlds[db.world].down === 'relay',
    proxy: createProxy(host, keyring),
    /** Activation, KYC and terms. */
    services: createServices({ db, keyring, chain: onChain.chain }),
    keyring,
    host,
    snapshot: () => snapshot(db),
    /** Called after each change of the data. */
    onChange(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    identities: (): DemoIdentity[] =>
      db.identities.flatMap(({ name, twin }) => {
        const row = db.twins.get(twin)
        return row ? [{ name, twin, curve: row.curve, secret: secretOf(db, row) }] : []
      }),
    /** The seam without a wire: what `request` of a client would give the twin, in microseconds. For tests. */
    request:
      (caller: number): Request =>
      async (twin, command, payload, options) => {
        const node = db.nodes.get(db.twins.get(twin)?.nodeId ?? -1)
        if (!node) throw new RmbError('no-twin', `There is no twin ${twin}.`)
        if (!isUp(node.nodeId)) throw new RmbError('offline', `Twin ${twin} is not connected.`)
        const lost = new RmbError('timeout', `Twin ${twin} did not answer.`)
        if (node.temper.reach === 'silent') throw lost
        const body = payload === undefined ? '' : (stringifyJson(payload) ?? '')
        const said = await answer(host, node, caller, command, utf8(body)).catch(
          (error: unknown) => {
            throw error instanceof LostAnswer ? lost : error
          },
        )
        if (!said.ok) throw new RmbError('node', `The node refused.`, { details: said.message })
        if (options?.text) return text(said.payload)
        try {
          return parseJson(text(said.payload))
        } catch (error) {
          throw new RmbError('bad-json', 'The answer is not JSON.', { cause: error })
        }
      },
  }
}

export type Grid = ReturnType<typeof createGrid>
