import { headerJson } from './header.ts'
import type { LedgerEvent } from './ledger.ts'
import { bytesOf, keysOf } from './params.ts'
import { versionOf, type Follow, type Node } from './rpc.ts'

/** Methods that end what a session follows. */
export const ends = [
  'state_unsubscribeStorage',
  'state_unsubscribeRuntimeVersion',
  'chain_unsubscribeNewHeads',
  'chain_unsubscribeNewHead',
  'chain_unsubscribeAllHeads',
  'chain_unsubscribeFinalizedHeads',
  'author_unwatchExtrinsic',
]

/** Every method that goes on telling (facts: tfchain.md section 12). */
export function createFollows(
  { description, ledger, reads }: Node,
  listen: (listener: (event: LedgerEvent) => void) => () => void,
) {
  const heads = (type: 'head' | 'finalized', method: string) => (): Follow => ({
    method,
    start(push) {
      push(headerJson((type === 'head' ? ledger.head() : ledger.finalized()).header))
      return listen((event) => {
        if (event.type === type) push(headerJson(event.block.header))
      })
    },
  })

  function storage(keys: unknown): Follow {
    const asked = keysOf(keys)
    return {
      method: 'state_storage',
      start(push) {
        const sent = new Map(reads.values(asked, undefined))
        push({ block: ledger.head().hash, changes: [...sent] })
        return listen((event) => {
          if (event.type !== 'head') return
          const changed = reads.changed(event.changed)
          const due = asked.filter((key) => changed.has(key))
          const changes = reads
            .values(due, undefined)
            .filter(([key, value]) => sent.get(key) !== value)
          for (const [key, value] of changes) sent.set(key, value)
          if (changes.length > 0) push({ block: event.block.hash, changes })
        })
      },
    }
  }

  /** Refuses before anything is followed; then tells ready, broadcast, and what becomes of it. */
  function watch(bytes: unknown): Follow {
    let push: (result: unknown) => void = () => undefined
    let watching = true
    const early: unknown[] = [{ ready: null }, { broadcast: ['demo'] }]
    const { future } = ledger.submit(bytesOf(bytes), (status) => {
      if (watching) push(status)
    })
    // a gap before it: nothing is ready until it is filled
    if (future) early.splice(0, 2, { future: null })
    return {
      method: 'author_extrinsicUpdate',
      start(to) {
        push = to
        for (const status of early) to(status)
        return () => {
          watching = false
        }
      },
    }
  }

  const runtimeVersion = (): Follow => ({
    method: 'state_runtimeVersion',
    start(push) {
      push(versionOf(description))
      return () => undefined // the demo's runtime is never upgraded
    },
  })

  const newHeads = heads('head', 'chain_newHead')
  const follows: Record<string, (...params: readonly unknown[]) => Follow> = {
    state_subscribeStorage: storage,
    state_subscribeRuntimeVersion: runtimeVersion,
    chain_subscribeNewHeads: newHeads,
    chain_subscribeNewHead: newHeads,
    chain_subscribeAllHeads: heads('head', 'chain_allHead'),
    chain_subscribeFinalizedHeads: heads('finalized', 'chain_finalizedHead'),
    author_submitAndWatchExtrinsic: watch,
  }
  return follows
}
