import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Bytes } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import type { Curve } from './crypto.ts'
import { createKeyHolder, type LockReason } from './holder.ts'
import type { Kdf } from './record.ts'

/** Crypto that shows what it is given: an account is the secret's first byte and the curve's length. */
function toy() {
  const minis: Bytes[] = []
  const pairs: { disposed: boolean }[] = []
  const identities: { twin: number; disposed: boolean; dispose(): void }[] = []
  let gate: Promise<void> = Promise.resolve()
  return {
    minis,
    pairs,
    identities,
    hold: () => {
      let open = () => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      return open
    },
    crypto: {
      miniSecret(text: string) {
        const mini = new Uint8Array(32).fill(text.length)
        minis.push(mini)
        return mini
      },
      async pair(secret: Bytes, curve: Curve) {
        await gate
        const account = new Uint8Array(32).fill(secret[0]! + (curve === 'sr25519' ? 100 : 0)) // 32 long
        const pair = { account, disposed: false, dispose: () => void (pair.disposed = true) }
        pairs.push(pair)
        return { ...pair, sign: async () => account }
      },
      cipherSecret: () => new Uint8Array(32).fill(9),
      pkOf: (secret: Bytes) => new Uint8Array(33).fill(secret[0]! + 1), // 32 long
      async identity({ twin }: { twin: number }) {
        const made = {
          twin,
          disposed: false,
          dispose() {
            made.disposed = true
          },
        }
        identities.push(made)
        return made
      },
    },
  }
}
const QUICK: Kdf = { name: 'scrypt', N: 16, r: 8, p: 1 }
const locks: LockReason[] = []
function setUp() {
  const world = toy()
  const holder = createKeyHolder(world.crypto, { onLock: (why) => locks.push(why), kdf: QUICK })
  return { ...world, holder }
}
const empty = (bytes: Bytes) => bytes.every((byte) => byte === 0)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  locks.length = 0
})
afterEach(() => vi.useRealTimers())

test('a secret gives the addresses of both curves, the chosen one first', async () => {
  const { holder } = setUp()
  const derived = await holder.derive('abc', 'sr25519')
  expect(derived).toEqual({
    curve: 'sr25519',
    account: new Uint8Array(32).fill(103),
    address: toSs58(new Uint8Array(32).fill(103)),
    other: { curve: 'ed25519', address: toSs58(new Uint8Array(32).fill(3)) },
  })
})

test('an adopted twin speaks until it is locked; then its identity is disposed and its bytes are empty', async () => {
  const { holder, minis, identities } = setUp()
  await holder.derive('abc', 'sr25519')
  const { ref, twin } = await holder.adopt(7)
  expect(twin).toBe(7)
  expect(holder.identity(ref)).toBe(identities[0])
  holder.lock()
  expect(identities[0]!.disposed).toBe(true)
  expect(minis.every(empty)).toBe(true)
  expect(holder.holds()).toBe(false)
  expect(() => holder.identity(ref)).toThrow('The key is locked')
  expect(locks).toEqual(['asked'])
})

test('the other curve can be adopted without handing the secret over again', async () => {
  const { holder } = setUp()
  const derived = await holder.derive('abc', 'sr25519')
  const adopted = await holder.adopt(7, 'ed25519')
  expect(adopted).toMatchObject({ curve: 'ed25519', address: derived.other!.address })
})

test('an identity of an earlier unlocking does not speak with a later key', async () => {
  const { holder } = setUp()
  await holder.derive('abc', 'sr25519')
  const first = await holder.adopt(7)
  await holder.derive('abcd', 'sr25519')
  const second = await holder.adopt(8)
  expect(() => holder.identity(first.ref)).toThrow('The key is locked')
  expect(holder.identity(second.ref)).toMatchObject({ twin: 8 })
})

test('a candidate whose twin is never found is wiped after three minutes', async () => {
  const { holder, minis } = setUp()
  await holder.derive('abc', 'sr25519')
  vi.advanceTimersByTime(3 * 60_000)
  expect(minis.every(empty)).toBe(true)
  await expect(holder.adopt(7)).rejects.toMatchObject({ code: 'locked' })
})

test('a new candidate wipes the one before it', async () => {
  const { holder, minis } = setUp()
  await holder.derive('abc', 'sr25519')
  await holder.derive('abcd', 'sr25519')
  expect(minis.map(empty)).toEqual([true, false])
})

test('locking while a secret is being derived leaves nothing behind', async () => {
  const { holder, minis, hold } = setUp()
  const open = hold()
  const deriving = holder.derive('abc', 'sr25519')
  holder.lock()
  open()
  await expect(deriving).rejects.toMatchObject({ code: 'locked' })
  expect(minis.every(empty)).toBe(true)
  expect(holder.holds()).toBe(false)
})

test('a sealed key unlocks the twin it was sealed for', async () => {
  const { holder } = setUp()
  await holder.derive('abc', 'ed25519')
  const before = await holder.adopt(7)
  const record = await holder.seal('p', 'test')
  expect(record.public).toEqual({
    kind: 'vault',
    twin: 7,
    curve: 'ed25519',
    address: before.address,
    network: 'test',
  })
  holder.lock()
  expect(await holder.unlock(record, 'p')).toMatchObject({ twin: 7, address: before.address })
})

test('a wrong password leaves the twin that speaks alone', async () => {
  const { holder } = setUp()
  await holder.derive('abc', 'ed25519')
  const { ref } = await holder.adopt(7)
  const record = await holder.seal('p', 'test')
  await expect(holder.unlock(record, 'q')).rejects.toMatchObject({ code: 'wrong-password' })
  expect(holder.identity(ref)).toMatchObject({ twin: 7 })
  expect(locks).toEqual([])
})

test('a record whose address is not its key’s is refused', async () => {
  const { holder } = setUp()
  await holder.derive('abc', 'ed25519')
  await holder.adopt(7)
  const record = await holder.seal('p', 'test')
  holder.lock()
  const forged = { ...record, public: { ...record.public, address: '5Someone' } }
  await expect(holder.unlock(forged, 'p')).rejects.toMatchObject({ code: 'refused' })
  expect(holder.holds()).toBe(false)
})

test('locking while a key is unsealed keeps it locked', async () => {
  const { holder } = setUp()
  await holder.derive('abc', 'ed25519')
  await holder.adopt(7)
  const record = await holder.seal('p', 'test')
  const unlocking = holder.unlock(record, 'p')
  holder.lock()
  await expect(unlocking).rejects.toMatchObject({ code: 'locked' })
  expect(holder.holds()).toBe(false)
})

test('the key locks by itself after the idle time, and what a person does puts it off', async () => {
  const { holder } = setUp()
  holder.setIdle(60_000)
  await holder.derive('abc', 'sr25519')
  const { ref } = await holder.adopt(7)
  vi.advanceTimersByTime(59_000)
  holder.touch()
  vi.advanceTimersByTime(59_000)
  expect(holder.identity(ref)).toBeDefined()
  vi.advanceTimersByTime(1_000)
  expect(locks).toEqual(['idle'])
  expect(() => holder.identity(ref)).toThrow('The key is locked')
})

test('reading for a while is no activity: signing does not put the lock off', async () => {
  const { holder } = setUp()
  holder.setIdle(60_000)
  await holder.derive('abc', 'sr25519')
  const { ref } = await holder.adopt(7)
  for (let i = 0; i < 5; i++) {
    vi.advanceTimersByTime(10_000)
    holder.identity(ref)
  }
  vi.advanceTimersByTime(10_000)
  expect(locks).toEqual(['idle'])
})

test('after a sleep the first use finds it locked, and so does the first touch', async () => {
  for (const wake of ['use', 'touch'] as const) {
    const { holder } = setUp()
    holder.setIdle(60_000)
    await holder.derive('abc', 'sr25519')
    const { ref } = await holder.adopt(7)
    // the clock moves while timers do not, as when a machine sleeps
    vi.setSystemTime(Date.now() + 3_600_000)
    if (wake === 'touch') holder.touch()
    expect(() => holder.identity(ref)).toThrow('The key is locked')
  }
  expect(locks).toEqual(['idle', 'idle'])
})

test('with never as idle time it stays unlocked', async () => {
  const { holder } = setUp()
  holder.setIdle(60_000)
  await holder.derive('abc', 'sr25519')
  const { ref } = await holder.adopt(7)
  holder.setIdle(null)
  vi.advanceTimersByTime(24 * 3_600_000)
  expect(holder.identity(ref)).toMatchObject({ twin: 7 })
})
