import { afterEach, expect, test, vi } from 'vitest'
import { asTwin } from '#lib/ids.ts'
import {
  neededFor,
  isNothing,
  placeOf,
  suggestion,
  type TwinFacts,
  underway,
  vanishedTwin,
} from './sessiontwin.ts'

const TWIN = asTwin(5013)!
const money = (usable: bigint) => ({ free: usable, reserved: 0n, frozen: 0n, usable, nonce: 0 })
const twin = { id: TWIN, accountId: '5Grw', relay: 'relay.grid.tf', pk: '02ab' }
const facts = (over: Partial<TwinFacts> = {}): TwinFacts => ({
  balance: money(0n),
  deposit: 500n,
  twin: null,
  accepted: false,
  fee: 10_400n,
  ...over,
})
const fresh = { twin: null }

test('without a record a key is made first', () => {
  expect(placeOf(undefined, undefined)).toEqual({ at: 'make' })
  expect(placeOf(undefined, facts())).toEqual({ at: 'make' })
})

test('with a record and a chain that was not read, nothing is claimed', () => {
  expect(placeOf(fresh, undefined)).toEqual({ at: 'reading' })
  expect(placeOf({ twin: 5013 }, undefined)).toEqual({ at: 'reading' })
})

test('money is missing to the last unit until the fee and the least balance are there', () => {
  expect(neededFor(facts())).toBe(10_900n)
  expect(placeOf(fresh, facts())).toEqual({ at: 'fund', missing: 10_900n })
  expect(placeOf(fresh, facts({ balance: money(10_899n) }))).toEqual({ at: 'fund', missing: 1n })
  expect(placeOf(fresh, facts({ balance: money(10_900n) })).at).toBe('create')
})

test('what is free but held does not pay', () => {
  const held = { ...money(0n), free: 1_000_000n, frozen: 1_000_000n }
  expect(placeOf(fresh, facts({ balance: held })).at).toBe('fund')
})

test('terms that were accepted before are not accepted again', () => {
  const rich = { balance: money(1_000_000n) }
  expect(placeOf(fresh, facts(rich))).toEqual({ at: 'create', accept: true })
  expect(placeOf(fresh, facts({ ...rich, accepted: true }))).toEqual({
    at: 'create',
    accept: false,
  })
})

test('a twin that the chain knows and the record does not yet only has to speak, money or none', () => {
  expect(placeOf(fresh, facts({ twin, fee: 0n }))).toEqual({ at: 'speak', twin: TWIN })
  expect(placeOf({ twin: 7 }, facts({ twin, fee: 0n }))).toEqual({ at: 'speak', twin: TWIN })
})

test('a twin that both know is ready, with no money as well', () => {
  expect(placeOf({ twin: 5013 }, facts({ twin, fee: 0n }))).toEqual({ at: 'ready', twin: TWIN })
})

test('a twin that only the record knows is told, and made again from the chain’s point of view', () => {
  expect(vanishedTwin({ twin: 5013 }, facts())).toBe(5013)
  expect(placeOf({ twin: 5013 }, facts()).at).toBe('fund')
  expect(vanishedTwin({ twin: 5013 }, undefined)).toBeUndefined()
  expect(vanishedTwin({ twin: 5013 }, facts({ twin }))).toBeUndefined()
  expect(vanishedTwin(fresh, facts())).toBeUndefined()
})

test('what is suggested is the sum of its reasons and suffices for the twin', () => {
  for (const purpose of ['ask', 'deploy'] as const) {
    const { amount, parts } = suggestion(facts(), purpose, 123_456n)
    expect(parts.reduce((sum, { units }) => sum + units, 0n)).toBe(amount)
    expect(amount % 100_000n).toBe(0n)
    expect(amount).toBeGreaterThanOrEqual(neededFor(facts()))
    expect(parts.some(({ what }) => what === 'machine')).toBe(purpose === 'deploy')
  }
  // where prices are not known, the machine is left out rather than guessed
  expect(suggestion(facts(), 'deploy', undefined)).toEqual(suggestion(facts(), 'ask', undefined))
})

test('what goes from or to the account is under way until it is settled', () => {
  const payment = {
    account: 'A',
    stage: 'broadcast',
    intent: { kind: 'transfer', to: 'B', units: 1n },
  }
  // only what underway() looks at
  const list = [payment] as unknown as Parameters<typeof underway>[0]
  expect(underway(list, 'A')).toBe(payment)
  expect(underway(list, 'B')).toBe(payment)
  expect(underway(list, 'C')).toBeUndefined()
  const settled = [{ ...payment, stage: 'settled' }] as unknown as Parameters<typeof underway>[0]
  expect(underway(settled, 'A')).toBeUndefined()
})

test('a key with money, a twin or an unread balance is never nothing', () => {
  expect(isNothing({ money: 0n, contracts: undefined, twin: null })).toBe(true)
  expect(isNothing({ money: 1n, contracts: [], twin: null })).toBe(false)
  expect(isNothing({ money: undefined, contracts: [], twin: null })).toBe(false)
  expect(isNothing({ money: 0n, contracts: [], twin: 7 })).toBe(false)
})

afterEach(() => vi.unstubAllGlobals())

test('a page that is loaded again while a key is made knows it, until another is begun', async () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  const load = () => {
    vi.resetModules()
    return import('./sessiontwin.ts')
  }
  const first = await load()
  expect(first.leftWhileMaking()).toBe(false)
  // it is never done: the page is left before
  void first.whileMaking(() => new Promise(() => undefined))
  const second = await load()
  expect([second.leftWhileMaking(), second.leftWhileMaking()]).toEqual([true, true])
  expect(await second.whileMaking(() => Promise.resolve('key'))).toBe('key')
  expect(second.leftWhileMaking()).toBe(false)
  await expect(second.whileMaking(() => Promise.reject(new Error('no room')))).rejects.toThrow()
  // what ended, well or not, was not left in the middle
  expect((await load()).leftWhileMaking()).toBe(false)
})
