import type { QueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { stamp } from '#lib/time.ts'
import { grid } from './grid.ts'
import { demoPlace } from './paymentplace.ts'
import { pageStorage } from './preferences.ts'
import { networkKey } from './sessionstate.ts'

/*
 * When the money of the twin that speaks ends, for the frame around every page. The chain is asked only where
 * something else has connected to it; before that this browser knows what it reckoned last.
 */

const Stored = z.object({
  version: z.literal(1),
  /** When it was reckoned, Unix ms. */
  at: z.number(),
  /** When the money ends, Unix ms; null where it never does. */
  endsAt: z.nullable(z.number()),
  /** Contracts that cost something. */
  contracts: z.int().check(z.nonnegative()),
})

/** What was reckoned of a twin's money. */
export type MoneyEnd = Omit<z.output<typeof Stored>, 'version'>

const keyOf = (place: string, twin: number) => `zos-console.money.${place}.${twin}`

/** Older than this it says nothing of today: bills and payments were made since, ms. */
const TOO_OLD = 30 * 86_400_000

export function createMoneyMemory(storage: Pick<Storage, 'getItem' | 'setItem'>) {
  return {
    keep(place: string, twin: number, end: MoneyEnd) {
      try {
        storage.setItem(keyOf(place, twin), JSON.stringify({ version: 1, ...end }))
      } catch {
        // full or forbidden: then it is known while the chain is connected
      }
    },
    /** Null where nothing was reckoned, or too long ago. */
    recall(place: string, twin: number, now: number): MoneyEnd | null {
      try {
        const read = Stored.safeParse(JSON.parse(storage.getItem(keyOf(place, twin)) ?? 'null'))
        if (!read.success || now - read.data.at > TOO_OLD) return null
        const { at, endsAt, contracts } = read.data
        return { at, endsAt, contracts }
      } catch {
        return null // not JSON, or a browser that forbids the storage
      }
    },
  }
}

const HOUR_MS = 3_600_000
const SOON_MS = 7 * 24 * HOUR_MS

/** What is shown of it on every page. */
export interface MoneyAlarm {
  state: 'warn' | 'error'
  strong: string
  words: string
}

const day = (ms: number) =>
  new Date(ms).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** Null where a week or more is left. `old`: it was remembered, not read just now. */
export function alarmOf(end: MoneyEnd | null, now: number, old: boolean): MoneyAlarm | null {
  if (!end || end.endsAt === null || end.contracts === 0) return null
  const left = end.endsAt - now
  if (left >= SOON_MS) return null
  const whose = end.contracts === 1 ? 'Your contract' : `Your ${end.contracts} contracts`
  const asOf = old ? ` As reckoned on ${stamp(end.at).slice(0, 16)}.` : ''
  if (left < HOUR_MS) {
    return {
      state: 'error',
      strong: old ? 'The money was to end by now.' : 'Less than an hour of money is left.',
      words: `${whose} will be paused, and end two weeks later, unless money comes in.${asOf}`,
    }
  }
  return {
    state: 'warn',
    strong: `The money ends on ${day(end.endsAt)}.`,
    words: `${whose} will be paused then, and end two weeks later, unless money comes in.${asOf}`,
  }
}

/** Never rejects: this is told beside the point. See moneyalarm.ts. */
export async function moneyAlarm(
  client: QueryClient,
  twin: number,
  connected: boolean,
): Promise<MoneyAlarm | null> {
  const { network } = grid.state()
  // a demo grid's money is that of its tab: it begins anew with it
  const demo = network.name === 'demo'
  const place = demo ? demoPlace() : networkKey(network)
  const memory = createMoneyMemory(demo ? tabStorage() : pageStorage())
  if (connected) {
    try {
      const { reckonMoney } = await import('./moneyreckon.ts')
      const end = await reckonMoney(client, twin)
      // the answer of a network that was left meanwhile is not this one's
      if (grid.state().network === network) memory.keep(place, twin, end)
      return alarmOf(end, Date.now(), false)
    } catch {
      // what is remembered says more than nothing
    }
  }
  return alarmOf(memory.recall(place, twin, Date.now()), Date.now(), true)
}

function tabStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  try {
    return sessionStorage
  } catch {
    return { getItem: () => null, setItem: () => undefined }
  }
}
