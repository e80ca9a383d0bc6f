import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Bytes } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import type { Curve } from './crypto.ts'
import { createKeyHolder, type LockReason } from './holder.ts'
import type { Kdf } from './record.ts'
import { seal } from './seal.ts'

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

const APART = 'a key of 64 bytes'
/** A holder of a keystore's key, which cannot decipher: brought in by a record, as after a reload. */
async function withSigningKey(twin: number | null) {
  const world = setUp()
  const secret = new Uint8Array(64).fill(4)
  const address = toSs58(new Uint8Array(32).fill(104))
  const facts = { kind: 'keystore', twin, curve: 'sr25519', address, network: 'test' } as const
  const record = await seal({ secret }, APART, facts, { kdf: QUICK })
  const adopted = await world.holder.unlock(record, APART)
  return { ...world, record, adopted, address }
}

test('a key made here is sealed first; it is held afterwards, without a twin, and speaks when it has one', async () => {
  const { holder, identities } = setUp()
  const record = await holder.make('p', 'test')
  expect(record.public).toMatchObject({ kind: 'session', twin: null, curve: 'ed25519' })
  expect(() => holder.pair(record.public.address)).toThrow('locked')
  const adopted = await holder.adopt(null)
  expect(adopted).toMatchObject({ twin: null, kind: 'session', address: record.public.address })
  expect(identities).toEqual([])
  expect(() => holder.identity(adopted.ref)).toThrow('locked')
  const speaking = await holder.speak(7, adopted.address)
  expect(speaking).toMatchObject({ twin: 7, pk: adopted.pk })
  expect(holder.identity(speaking.ref)).toBe(identities[0])
  holder.lock()
  const again = await holder.unlock(record, 'p')
  expect(again).toMatchObject({ twin: null, address: adopted.address, pk: adopted.pk })
})

test('no two keys made here are the same', async () => {
  const { holder } = setUp()
  const [one, two] = [await holder.make('p', 'test'), await holder.make('p', 'test')]
  expect(one.public.address).not.toBe(two.public.address)
})

test('locking while a key is made leaves none behind', async () => {
  const { holder } = setUp()
  const making = holder.make('p', 'test')
  holder.lock()
  await expect(making).rejects.toMatchObject({ code: 'locked' })
  expect(holder.holds()).toBe(false)
})

test('giving up while a key is made leaves none behind', async () => {
  const { holder } = setUp()
  const abort = new AbortController()
  const making = holder.make('p', 'test', { signal: abort.signal })
  abort.abort()
  await expect(making).rejects.toMatchObject({ code: 'aborted' })
  expect(holder.holds()).toBe(false)
})

test('the held key signs for its own account only, and its pair is disposed at locking', async () => {
  const { holder, pairs } = setUp()
  await holder.derive('abc', 'ed25519')
  const { address } = await holder.adopt(null)
  await expect(holder.pair(address).sign(new Uint8Array())).resolves.toBeDefined()
  expect(holder.pair(address).curve).toBe('ed25519')
  expect(() => holder.pair('5Someone')).toThrow('The key is locked')
  holder.lock()
  expect(() => holder.pair(address)).toThrow('The key is locked')
  expect(pairs.every(({ disposed }) => disposed)).toBe(true)
})

test('a key of another account does not begin to speak as the twin of this one', async () => {
  const { holder } = setUp()
  await holder.derive('abc', 'ed25519')
  const first = await holder.adopt(null)
  await holder.derive('abcd', 'ed25519')
  await holder.adopt(null)
  expect(() => holder.speak(7, first.address)).toThrow('The key is locked')
})

test('locking while a key begins to speak leaves nobody speaking', async () => {
  const { holder, identities } = setUp()
  await holder.derive('abc', 'ed25519')
  const { address } = await holder.adopt(null)
  const speaking = holder.speak(7, address)
  holder.lock()
  await expect(speaking).rejects.toMatchObject({ code: 'locked' })
  expect(identities.every(({ disposed }) => disposed)).toBe(true)
})

test('a key that cannot decipher gets a secret of its own, used only once its record is stored', async () => {
  const { holder, adopted, record, address, identities } = await withSigningKey(7)
  expect(adopted).toMatchObject({ kind: 'keystore', twin: 7, pk: undefined })
  const input = { password: APART, network: 'test', record }
  const fuller = await holder.sealWithCipher(input)
  expect(fuller).toMatchObject({ id: record.id, public: record.public })
  expect(holder.identity(adopted.ref)).toBe(identities[0])
  const able = await holder.useCipher()
  expect(able).toMatchObject({ address, twin: 7, pk: new Uint8Array(33).fill(10) })
  expect(identities[0]!.disposed).toBe(true)
  expect(holder.identity(able.ref)).toBe(identities[1])
  // after a reload either record opens, with what was known when it was stored
  expect(await holder.unlock(fuller, APART)).toMatchObject({ pk: able.pk })
  expect(await holder.unlock(record, APART)).toMatchObject({ pk: undefined })
})

test('a secret to decipher with is sealed under the password the key is kept under, and no other', async () => {
  const { holder, adopted, record } = await withSigningKey(null)
  const input = { password: 'mistyped', network: 'test', record }
  await expect(holder.sealWithCipher(input)).rejects.toMatchObject({ code: 'wrong-password' })
  await expect(holder.useCipher()).rejects.toMatchObject({ code: 'locked' })
  expect(holder.pair(adopted.address)).toBeDefined()
  const bare = await holder.sealWithCipher({ password: 'another', network: 'test' })
  await holder.useCipher()
  expect(await holder.unlock(bare, 'another')).toMatchObject({
    twin: null,
    pk: new Uint8Array(33).fill(10),
  })
})

test('locking while it is sealed anew leaves no secret and no record', async () => {
  const { holder, record } = await withSigningKey(null)
  const sealing = holder.sealWithCipher({ password: APART, network: 'test', record })
  holder.lock()
  await expect(sealing).rejects.toMatchObject({ code: 'locked' })
  await expect(holder.useCipher()).rejects.toMatchObject({ code: 'locked' })
})

test('a key that can decipher is given no other secret for it', async () => {
  const { holder } = setUp()
  await holder.derive('abc', 'sr25519')
  await holder.adopt(7)
  const making = holder.sealWithCipher({ password: 'p', network: 'test' })
  await expect(making).rejects.toMatchObject({ code: 'refused' })
})
