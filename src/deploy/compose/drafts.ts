import type { DBSchema } from 'idb'
import * as z from 'zod/mini'
import { database, notStored } from '#lib/database.ts'
import { asNode, asTwin } from '#lib/ids.ts'
import { stringifyJson } from '#lib/json.ts'
import { faultOf } from '#lib/reader.ts'
import { DeployError } from '../error.ts'
import { dataSize, MOST_DATA, templates, type Draft } from './draft.ts'

/** A draft as it is kept: with a number of its own, and when it was last typed at. */
export interface KeptDraft extends Draft {
  id: string
  network: string
  /** Unix ms. */
  at: number
}

const MOST_TEXT = 2_000_000
const MOST_PARTS = 100
const MOST_TITLE = 200
const MOST_DRAFTS = 200

const u32 = z.int().check(z.nonnegative(), z.maximum(0xffffffff))
const partShape = z.object({
  node: z.pipe(
    u32,
    z.transform((id) => asNode(id)!), // a u32 by the check before it, as below
  ),
  nodeTwin: z.pipe(
    u32,
    z.transform((id) => asTwin(id)!),
  ),
  text: z.string().check(z.maxLength(MOST_TEXT)),
  data: z.string().check(z.refine((data) => dataSize(data) <= MOST_DATA)),
  publicIps: u32,
  names: z.array(z.string().check(z.maxLength(64))),
})
const draftFields = {
  template: z.enum(templates),
  title: z.string().check(z.maxLength(MOST_TITLE)),
  parts: z.array(partShape).check(z.minLength(1), z.maxLength(MOST_PARTS)),
}
const keptShape = z.object({
  ...draftFields,
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  network: z.string(),
  at: z.number(),
})

interface Schema extends DBSchema {
  drafts: { key: string; value: unknown; indexes: { at: number } }
}

/**
 * Drafts in IndexedDB. They hold the keys that were made for them, in plain text, as the deployment itself will;
 * they stay in this browser. Opened at the first use; every method rejects with DeployError `storage` where
 * the browser does not store.
 */
export function draftStore(name = 'zos-console-drafts') {
  const withDb = database<Schema>(name, (fresh) => {
    fresh.createObjectStore('drafts', { keyPath: 'id' }).createIndex('at', 'at')
  })
  const attempt = <T>(what: string, work: Parameters<typeof withDb<T>>[0]): Promise<T> =>
    withDb(work).catch((cause: unknown): never => {
      throw new DeployError('storage', notStored(what), { cause })
    })

  return {
    /** Those of a network, the last typed at first; what cannot be read is left out, and left alone. */
    list: (network: string): Promise<KeptDraft[]> =>
      attempt('read its drafts', async (open) => {
        const rows = await open.getAllFromIndex('drafts', 'at')
        return rows
          .flatMap((row) => {
            const read = keptShape.safeParse(row)
            return read.success && read.data.network === network ? [read.data] : []
          })
          .toReversed()
      }),

    /** Keeps a draft under its id, in place of what was there; beyond 200 the oldest goes. */
    put: (draft: KeptDraft): Promise<void> =>
      attempt('keep a draft', async (open) => {
        const { store, done } = open.transaction('drafts', 'readwrite')
        await store.put(draft)
        let surplus = (await store.count()) - MOST_DRAFTS
        for (let at = await store.index('at').openCursor(); at && surplus > 0; surplus--) {
          await at.delete()
          at = await at.continue()
        }
        await done
      }),

    remove: (id: string): Promise<void> =>
      attempt('remove a draft', (open) => open.delete('drafts', id)),
  }
}

export type DraftStore = ReturnType<typeof draftStore>

const FORMAT = 'zos-console-draft'
const fileShape = z.object({ format: z.literal(FORMAT), v: z.literal(1), ...draftFields })

/** A draft as a file. The deployments stand in it as the exact texts they are, keys and passwords included. */
export const writeDraftFile = ({ template, title, parts }: Draft): string =>
  `${stringifyJson({ format: FORMAT, v: 1, template, title, parts }, 2)}\n`

/** Reads a draft from a file. Throws DeployError `unreadable`, `too-large`; the sentence quotes nothing of the file. */
export function readDraftFile(text: string): Draft {
  if (text.length > MOST_TEXT) {
    throw new DeployError('too-large', 'This file is larger than a draft can be.')
  }
  let value: unknown
  try {
    // every number in the frame is small; those of the deployments are inside their texts
    value = JSON.parse(text)
  } catch (cause) {
    throw new DeployError('unreadable', 'This file is no draft: it is no JSON.', { cause })
  }
  const read = fileShape.safeParse(value)
  if (read.success) {
    const { template, title, parts } = read.data
    return { template, title, parts }
  }
  throw new DeployError('unreadable', 'This file is no draft of this console.', {
    details: faultOf(read.error),
  })
}
