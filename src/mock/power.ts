import type { Chain } from './chain/chain.ts'
import type { Host } from './node.ts'
import type { NodeRow } from './schema.ts'

/** From the farmer's word to a node that is off, or up again, ms: minutes at a real one. */
const SLEEPS_AFTER_MS = 8_000
const WAKES_AFTER_MS = 15_000

/**
 * What nodes do when the chain tells what their farmer wants: they go off and later come back, each saying so on
 * the chain itself (facts: tfchain.md section 4). A node that is broken or silent in its story stays that way.
 */
export function createPower({
  host,
  chain,
  wake,
}: {
  host: Host
  chain: Chain
  /** A node can be reached again. */
  wake: (nodeId: number) => void
}) {
  const timers = new Map<number, ReturnType<typeof setTimeout>>()

  function later(node: NodeRow, ms: number, work: () => void) {
    clearTimeout(timers.get(node.nodeId))
    const timer = setTimeout(() => {
      timers.delete(node.nodeId)
      work()
      host.changed()
    }, ms * host.latency)
    timers.set(node.nodeId, timer)
  }

  const report = (node: NodeRow, state: 'Up' | 'Down') =>
    chain.store.put('TfgridModule.NodePower', [node.nodeId], {
      state: state === 'Up' ? 'Up' : { Down: chain.head().number },
      target: state,
    })

  /** Follows the farmer's word; what it already does is left alone. */
  function follow(node: NodeRow) {
    const { state, target } = node.power
    if (target === 'Down' && state !== 'Down' && node.temper.reach === 'up') {
      later(node, SLEEPS_AFTER_MS, () => {
        node.temper.reach = 'offline'
        node.lastReport = Math.floor(host.now() / 1000)
        report(node, 'Down')
      })
    } else if (target === 'Up' && state === 'Down') {
      later(node, WAKES_AFTER_MS, () => {
        node.temper.reach = 'up'
        node.healthy = true
        node.lastReport = null
        node.bootedAt = Math.floor(host.now() / 1000)
        report(node, 'Up')
        wake(node.nodeId)
      })
    } else {
      clearTimeout(timers.get(node.nodeId))
      timers.delete(node.nodeId)
    }
  }

  return {
    follow,
    /** Goes on with what nodes were about to do when the chain was kept; those of a story stay as they are. */
    resume() {
      for (const node of host.db.nodes.values()) {
        const said = chain.store.get('TfgridModule.NodePower', node.nodeId)
        const told = said && (said.state === 'Up' || said.state.Down > 1)
        if (told && node.power.state !== node.power.target) follow(node)
      }
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
