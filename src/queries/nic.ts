import { useEffect, useSyncExternalStore } from 'react'
import { queryOptions } from '@tanstack/react-query'
import { type IDBPDatabase, openDB } from 'idb'
import { messageOf } from '#lib/error.ts'
import { exitOf, type Look, type NicChange, saysNoExit, WATCH_MS } from '#node/nic.ts'
import { NodeError } from '#node/error.ts'
import { grid } from './grid.ts'
import { callNode } from './node.ts'

/** Pause between two looks at a watched node. */
const LOOK_EVERY_MS = 5_000
/** Longest time of the call that sets an exit, with a little to spare. */
const CALL_MS = 25_000
/** A look that takes longer counts as no answer; the watch goes on. */
const LOOK_TIMEOUT_MS = 10_000

/** Where changes are kept: written before anything is sent, so that a reload finds them again. */
export interface NicJournal {
  all(): Promise<NicChange[]>
  /** Writes a change that is new. */
  put(change: NicChange): Promise<void>
  /** Changes parts of one as it stands there, which another tab may have written; resolves with the whole. */
  merge(id: string, part: Partial<NicChange>): Promise<NicChange | undefined>
}

/** The journal of this browser, in IndexedDB. */
export function browserJournal(): NicJournal {
  let database: Promise<IDBPDatabase> | undefined
  const open = () =>
    (database ??= openDB('zos-console-nic', 1, {
      upgrade: (db) => void db.createObjectStore('changes', { keyPath: 'id' }),
    }))
  return {
    // only this file writes into the store
    all: async () => (await (await open()).getAll('changes')) as NicChange[],
    async put(change) {
      const transaction = (await open()).transaction('changes', 'readwrite', {
        durability: 'strict',
      })
      await Promise.all([transaction.store.put(change), transaction.done])
    },
    async merge(id, part) {
      const transaction = (await open()).transaction('changes', 'readwrite', {
        durability: 'strict',
      })
      const stored = (await transaction.store.get(id)) as NicChange | undefined // see above
      const merged = stored && { ...stored, ...part }
      if (merged && Object.keys(part).length > 0) void transaction.store.put(merged)
      await transaction.done
      return merged
    },
  }
}

/** The exit device's name: `zos`, a NIC, or empty when the node has none. */
export const exitQuery = (twin: number) =>
  queryOptions({
    queryKey: ['node', twin, 'zos.admin.get_public_nic', 'name'] as const,
    queryFn: async ({ signal }) => {
      try {
        const device = await callNode(twin, 'zos.admin.get_public_nic', undefined, signal)
        return device ? exitOf(device) : ''
      } catch (error) {
        if (saysNoExit(error)) return ''
        throw error
      }
    },
  })

type Call = typeof callNode

/** What a change starts from: the before-picture. */
export type NicPlan = Pick<
  NicChange,
  'network' | 'nodeId' | 'twin' | 'by' | 'from' | 'to' | 'publicIps'
>

interface State {
  changes: readonly NicChange[]
  looks: Readonly<Record<string, readonly Look[]>>
  /** Why the journal could not follow; what is shown is still what happened. */
  fault: string | null
}

/** Which network is spoken to and by whom: twin numbers mean something only there. */
type Here = () => { network: string; by: number | null }

/**
 * Moves exit NICs: journal first, then the call, then a watch of 60 s. What was sent is never sent again
 * by itself: a lost answer is decided by what `zos.admin.get_public_nic` shows. `now` in Unix ms.
 */
export function createNicChanges(
  call: Call,
  journal: NicJournal,
  here: Here,
  now: () => number = Date.now,
) {
  let state: State = { changes: [], looks: {}, fault: null }
  let loading: Promise<void> | undefined
  const listeners = new Set<() => void>()
  const watched = new Set<string>()

  function set(next: Partial<State>) {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }

  const find = (id: string) => state.changes.find((change) => change.id === id)

  const show = (change: NicChange) =>
    set({ changes: [...state.changes.filter(({ id }) => id !== change.id), change] })

  /** Writes a change down, then shows it: nothing is sent that is not written. */
  async function write(change: NicChange) {
    await journal.put(change)
    show(change)
  }

  /** What has happened is shown even where it cannot be written any more. */
  async function note(id: string, part: Partial<NicChange>) {
    const change = find(id)
    if (!change) return
    show({ ...change, ...part })
    try {
      const stored = await journal.merge(id, part)
      if (stored) show(stored)
    } catch (error) {
      set({ fault: messageOf(error) })
    }
  }

  /** True while the twin that made the change speaks on the network it was made on. */
  const isOurs = (change: NicChange) => {
    const { network, by } = here()
    return change.network === network && change.by === by
  }

  /** Calls `zos.admin.set_public_nic`; what became of it, in the journal's words. */
  async function send(twin: number, nic: string) {
    try {
      await call(twin, 'zos.admin.set_public_nic', nic)
      return { answer: 'accepted' as const }
    } catch (error) {
      // an answer in no known shape says nothing of what was done: the watch decides, as for a lost one
      if (error instanceof NodeError && error.code !== 'unexpected-answer') {
        return { answer: 'refused' as const, says: error.details ?? error.message }
      }
      return { answer: 'lost' as const, says: messageOf(error) }
    }
  }

  async function look(change: NicChange): Promise<Look> {
    const at = now()
    const signal = AbortSignal.timeout(LOOK_TIMEOUT_MS)
    const [exit, ips] = await Promise.allSettled([
      call(change.twin, 'zos.admin.get_public_nic', undefined, signal),
      call(change.twin, 'zos.network.list_public_ips', undefined, signal),
    ])
    const tookMs = now() - at
    // a node that refuses has answered, but to somebody who may not ask
    if (exit.status === 'rejected' && !saysNoExit(exit.reason)) {
      return {
        at,
        tookMs,
        error: signal.aborted
          ? `no answer within ${LOOK_TIMEOUT_MS / 1000} s`
          : messageOf(exit.reason),
      }
    }
    return {
      at,
      tookMs,
      // a node that has lost its exit answers with an error: it names none
      exit: exit.status === 'fulfilled' && exit.value ? exitOf(exit.value) : '',
      ...(ips.status === 'fulfilled' ? { publicIps: ips.value } : {}),
    }
  }

  /** Looks again and again until the change is settled; one watch per change, whoever asks. */
  async function watch(id: string) {
    if (watched.has(id)) return
    watched.add(id)
    for (;;) {
      await note(id, {}) // another tab may have settled it or sent it back
      const change = find(id)
      if (!change || change.stage !== 'open' || !isOurs(change)) break
      const seen = await look(change)
      if (!isOurs(change)) break
      set({ looks: { ...state.looks, [id]: [...(state.looks[id] ?? []), seen].slice(-60) } })
      const after = find(id)
      if (after?.back && after.back.answer !== 'sending' && seen.exit === after.from) {
        await note(id, { stage: 'put-back', endedAt: now() })
        break
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
    watched.delete(id)
  }

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Reads the journal once; a change whose answer never came counts as lost and is looked at again. */
    load() {
      loading ??= journal.all().then(
        async (changes) => {
          set({ changes })
          for (const { id, answer, sentAt, back } of changes) {
            // younger than the call's own time, another tab may still be waiting for its answer
            if (answer === 'sending' && now() - sentAt > CALL_MS) {
              await note(id, {
                answer: 'lost',
                says: 'The page was closed before the answer came.',
              })
            }
            if (back?.answer === 'sending' && now() - back.sentAt > CALL_MS) {
              await note(id, { back: { ...back, answer: 'lost' } })
            }
          }
        },
        (error: unknown) => {
          loading = undefined
          set({ fault: messageOf(error) })
        },
      )
      return loading
    },
    /** Goes on watching an open change, after a reload or in another tab. */
    resume: (id: string) => void watch(id),
    /**
     * Writes the change down and resolves with its id; then sends it and watches what comes of it. From
     * the moment it is written it can be put back.
     */
    async move(plan: NicPlan): Promise<string> {
      const id = crypto.randomUUID()
      const writtenAt = now()
      const change: NicChange = {
        ...plan,
        id,
        writtenAt,
        sentAt: writtenAt,
        watchUntil: writtenAt + WATCH_MS,
        answer: 'sending',
        stage: 'open',
      }
      await write(change)
      void send(plan.twin, plan.to).then(async (outcome) => {
        const answeredAt = now()
        await note(id, { ...outcome, answeredAt, watchUntil: answeredAt + WATCH_MS })
        void watch(id)
      })
      return id
    },
    /** Sends the exit back to where it was; live for as long as the change is open. */
    async putBack(id: string) {
      const change = find(id)
      if (!change || change.from === '' || change.back?.answer === 'sending') return
      if (!isOurs(change))
        throw new Error(`Only twin ${change.by} on its network can put this back.`)
      const back = { sentAt: now(), answer: 'sending' as const }
      await write({ ...change, back })
      const outcome = await send(change.twin, change.from)
      await note(id, { back: { ...back, ...outcome }, watchUntil: now() + WATCH_MS })
      void watch(id)
    },
    /** Ends the watch: the exit stays where it is. `kept` when it is where it should be. */
    async settle(id: string, stage: 'kept' | 'stayed') {
      const change = find(id)
      if (change && isOurs(change)) await note(id, { stage, endedAt: now() })
    },
  }
}

export const nicChanges = createNicChanges(callNode, browserJournal(), () => {
  const { network, speaking } = grid.state()
  return { network: network.gridproxy, by: speaking }
})

const of = (changes: readonly NicChange[], network: string, nodeId: number) =>
  changes
    .filter((change) => change.network === network && change.nodeId === nodeId)
    .toSorted((a, b) => b.writtenAt - a.writtenAt)

/**
 * The changes of one node on one network, newest first, and what was seen of them. Open ones are watched
 * again when `mayWatch`: the twin that speaks may ask.
 */
export function useNicChanges(network: string, nodeId: number, mayWatch: boolean) {
  const { changes, looks, fault } = useSyncExternalStore(nicChanges.subscribe, nicChanges.state)
  useEffect(() => {
    void nicChanges.load().then(() => {
      if (!mayWatch) return
      for (const change of of(nicChanges.state().changes, network, nodeId)) {
        if (change.stage === 'open') nicChanges.resume(change.id)
      }
    })
  }, [network, nodeId, mayWatch])
  return { changes: of(changes, network, nodeId), looks, fault }
}
