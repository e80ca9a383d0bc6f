import * as z from 'zod/mini'
import { faultOf } from '#lib/reader.ts'
import type { JournalStore } from './ports.ts'
import { sagaShape, type Saga } from './saga.ts'

/** An entry that cannot be read: it is shown and kept, since money may stand behind it. */
export interface Damaged {
  id: string
  fault: string
  /** As it lies in the store. */
  value: unknown
}

export interface Entries {
  /** Newest first. */
  sagas: Saga[]
  damaged: Damaged[]
}

/** Reads one entry back. */
export function readEntry(id: string, value: unknown): { saga: Saga } | { damaged: Damaged } {
  const parsed = z.safeParse(sagaShape, value)
  if (!parsed.success) return { damaged: { id, fault: faultOf(parsed.error), value } }
  if (parsed.data.id === id) return { saga: parsed.data }
  return { damaged: { id, fault: `id: is ${parsed.data.id.slice(0, 80)}`, value } }
}

/** Reads the whole journal. Rejects where the store does. */
export async function readJournal(store: JournalStore): Promise<Entries> {
  const entries: Entries = { sagas: [], damaged: [] }
  for (const { id, value } of await store.all()) {
    const read = readEntry(id, value)
    if ('saga' in read) entries.sagas.push(read.saga)
    else entries.damaged.push(read.damaged)
  }
  entries.sagas.sort((a, b) => b.madeAt - a.madeAt)
  return entries
}
