import type { DBSchema } from 'idb'
import * as z from 'zod/mini'
import { intentShape } from '#chain/intent.ts'
import { database } from '#lib/database.ts'
import type { PaymentStore } from './paymentports.ts'
import { JOURNAL } from './paymentplace.ts'
import type { Payment } from './payments.ts'

const stage = z.enum([
  'asking',
  'signed',
  'ready',
  'broadcast',
  'in-block',
  'retracted',
  'searching',
  'settled',
])
const absent = <T extends z.ZodMiniType>(shape: T) => z.optional(z.union([shape, z.undefined()]))
const trouble = z.object({
  code: z.string(),
  message: z.string(),
  details: absent(z.string()),
  landed: z.enum(['no', 'yes', 'unknown']),
  refusal: absent(z.object({ pallet: z.string(), name: z.string() })),
})

/** A payment as it lies in the journal: another version of the console may have written it. */
const shape = z.object({
  id: z.string(),
  place: z.string(),
  intent: intentShape,
  title: z.string(),
  sentence: z.string(),
  account: z.string(),
  accountName: z.string(),
  by: z.string(),
  madeAt: z.number(),
  stage,
  steps: z.array(z.object({ stage, at: z.number() })),
  signed: z.nullable(
    z.object({
      hash: z.string(),
      account: z.string(),
      nonce: z.int(),
      born: z.int(),
      dies: z.int(),
      genesisHash: z.string(),
    }),
  ),
  block: z.nullable(
    z.object({
      hash: z.string(),
      number: z.union([z.number(), z.undefined()]),
      done: z.boolean(),
      came: z.string(),
    }),
  ),
  searched: z.nullable(z.number()),
  trouble: z.nullable(trouble),
  outcome: z.nullable(
    z.discriminatedUnion('done', [
      z.object({
        done: z.literal(true),
        came: z.string(),
        result: z.unknown(),
        fee: z.union([z.bigint(), z.undefined()]),
      }),
      z.object({ done: z.literal(false), trouble }),
    ]),
  ),
})

/** A payment read back; undefined when it is none that this console knows. */
export function parsePayment(stored: unknown): Payment | undefined {
  const parsed = z.safeParse(shape, stored)
  return parsed.success ? parsed.data : undefined
}

interface Schema extends DBSchema {
  payments: { key: string; value: Payment }
}

/** The journal of payments in IndexedDB, opened at the first use. */
export function paymentStore(name = JOURNAL): PaymentStore {
  const withDb = database<Schema>(name, (fresh) => {
    fresh.createObjectStore('payments', { keyPath: 'id' })
  })
  return {
    async all() {
      const stored: unknown[] = await withDb((open) => open.getAll('payments'))
      return stored.flatMap((one) => parsePayment(one) ?? [])
    },
    get: async (id) => parsePayment(await withDb((open) => open.get('payments', id))),
    put: (payment) =>
      withDb(async (open) => {
        const writing = open.transaction('payments', 'readwrite', { durability: 'strict' })
        await writing.store.put(payment)
        await writing.done
      }),
    remove: (ids) =>
      withDb(async (open) => {
        const writing = open.transaction('payments', 'readwrite')
        for (const id of ids) await writing.store.delete(id)
        await writing.done
      }),
  }
}

/** A journal that lasts as long as the page; for tests. Values are copied, as by a database. */
export function memoryStore(): PaymentStore {
  const kept = new Map<string, Payment>()
  return {
    all: async () => [...kept.values()].flatMap((one) => parsePayment(structuredClone(one)) ?? []),
    get: async (id) => parsePayment(structuredClone(kept.get(id))),
    put: async (payment) => void kept.set(payment.id, structuredClone(payment)),
    remove: async (ids) => ids.forEach((id) => kept.delete(id)),
  }
}
