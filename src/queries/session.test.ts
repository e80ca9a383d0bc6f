import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import { keyStore } from '#vault/store.ts'
import { connectKeys } from './keys.ts'
import type { DemoIdentity } from './sessionstate.ts'
import {
  ED,
  endAll,
  endLater,
  fakeChannels,
  SEED,
  SEED_ED,
  setUp,
  SR,
  startWorker,
  WORDS,
} from './sessiontesting.ts'

afterEach(() => {
  vi.useRealTimers()
  endAll()
})

test('a mnemonic unlocks the twin of its account, and that twin can sign', async () => {
  const { session, spoke } = setUp()
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  expect(session.state()).toMatchObject({
    phase: 'unlocked',
    twin: { twin: 42, curve: 'sr25519', address: SR },
    sealed: [],
  })
  const identity = spoke.at(-1)!
  expect(identity.twin).toBe(42)
  expect(await identity.token({ sid: 'tab', iat: 1, exp: 2 })).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
})

test('a hex seed unlocks as well', async () => {
  const { session } = setUp({ twins: { [SEED_ED]: 9 } })
  await session.unlockWithSecret({ secret: SEED, curve: 'ed25519' })
  expect(session.state().twin).toMatchObject({ twin: 9, address: SEED_ED })
  expect(session.state().demoName).toBeNull()
})

test('after locking the identity of before signs nothing', async () => {
  const { session, spoke } = setUp()
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  const identity = spoke.at(-1)!
  session.lock()
  expect(session.state()).toMatchObject({ phase: 'locked', twin: null, notice: null })
  expect(spoke.at(-1)).toBeNull()
  await expect(identity.token({ sid: 'tab', iat: 1, exp: 2 })).rejects.toMatchObject({
    name: 'RmbError',
    code: 'locked',
  })
})

test('an account without a twin is named, on both curves', async () => {
  const { session, spoke } = setUp({ twins: {} })
  const error = await session
    .unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
    .catch((e: unknown) => e)
  expect(error).toMatchObject({ name: 'SessionError', code: 'no-twin' })
  expect(String(error)).toContain(SR)
  expect(String(error)).toContain(ED)
  expect(String(error)).toContain('main network')
  expect(session.state().phase).toBe('locked')
  expect(spoke).toEqual([])
})

test('when the other curve has the twin it is offered, and taken without typing again', async () => {
  const { session } = setUp({ twins: { [ED]: 77 } })
  const error = await session
    .unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
    .catch((e: unknown) => e)
  expect(error).toMatchObject({ code: 'other-curve' })
  expect(String(error)).toContain('is twin 77: choose ed25519')
  expect(session.state().offer).toEqual({ curve: 'ed25519', twin: 77 })
  await session.acceptOffer()
  expect(session.state()).toMatchObject({
    twin: { twin: 77, curve: 'ed25519', address: ED },
    offer: null,
  })
})

test('a grid proxy that cannot be asked is said to be the reason', async () => {
  const { session } = setUp({
    twinOfAccount: () => Promise.reject(new Error('The grid proxy did not answer.')),
  })
  await expect(session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })).rejects.toMatchObject(
    { code: 'lookup', message: expect.stringContaining('did not answer') },
  )
})

test('what is no secret is refused with the place of the fault', async () => {
  const { session } = setUp()
  const words = WORDS.replace('magic', 'magick')
  await expect(session.unlockWithSecret({ secret: words, curve: 'sr25519' })).rejects.toMatchObject(
    { name: 'SecretFault', code: 'word', message: expect.stringContaining('Word 6') },
  )
  expect(session.state().phase).toBe('locked')
})

test('a key that is kept opens with its password after the console was closed', async () => {
  const store = keyStore('kept')
  const first = setUp({ store })
  await first.session.unlockWithSecret({ secret: WORDS, curve: 'sr25519', remember: 'p' })
  expect(first.session.state().sealed).toMatchObject([
    { twin: 42, curve: 'sr25519', address: SR, network: 'main', id: `main ${SR}` },
  ])
  const { session, spoke } = setUp({ store })
  await vi.waitFor(() => expect(session.state().sealed).toHaveLength(1))
  const id = session.state().sealed[0]!.id
  await expect(session.unlockSealed(id, 'q')).rejects.toMatchObject({ code: 'wrong-password' })
  expect(session.state()).toMatchObject({ phase: 'locked', twin: null })
  await session.unlockSealed(id, 'p')
  expect(session.state()).toMatchObject({ phase: 'unlocked', twin: { twin: 42 } })
  expect(spoke.at(-1)?.curve).toBe('sr25519')
  await session.forget(id)
  expect(session.state().sealed).toEqual([])
})

test('a sealed key of one network is not shown on another', async () => {
  const { session } = setUp()
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519', remember: 'p' })
  await session.setNetwork('test')
  expect(session.state().sealed).toEqual([])
  await session.setNetwork('main')
  expect(session.state().sealed).toHaveLength(1)
})

test('a browser that does not store leaves the twin unlocked and says that it was not kept', async () => {
  const store = { ...keyStore('refuses'), put: () => Promise.reject(new Error('No room.')) }
  const { session } = setUp({ store })
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519', remember: 'p' })
  expect(session.state()).toMatchObject({
    phase: 'unlocked',
    notice: { kind: 'not-stored', message: 'No room.' },
  })
})

test('locking one tab locks every tab', async () => {
  const channels = fakeChannels()
  const [one, two] = [setUp({ channel: channels() }), setUp({ channel: channels() })]
  for (const tab of [one, two]) {
    await tab.session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  }
  one.session.lock()
  expect(two.session.state()).toMatchObject({ phase: 'locked', notice: { kind: 'elsewhere' } })
  expect(two.spoke.at(-1)).toBeNull()
})

test('an idle tab locks itself and the others, unless a person is at one of them', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const channels = fakeChannels()
  const [one, two] = [setUp({ channel: channels() }), setUp({ channel: channels() })]
  for (const tab of [one, two]) {
    tab.session.setAutoLock(5 * 60_000)
    await tab.session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  }
  const settle = async (tab: typeof one) => {
    // a call answered after it was reported: the Worker has seen the report
    await tab.spoke.at(-1)?.token({ sid: 's', iat: 1, exp: 2 })
  }
  vi.advanceTimersByTime(4 * 60_000)
  one.session.touch()
  await settle(one)
  await settle(two)
  vi.advanceTimersByTime(4 * 60_000)
  expect([one, two].map((tab) => tab.session.state().phase)).toEqual(['unlocked', 'unlocked'])
  vi.advanceTimersByTime(61_000)
  await vi.waitFor(() => {
    expect([one, two].map((tab) => tab.session.state().phase)).toEqual(['locked', 'locked'])
  })
  expect(one.session.state().notice?.kind).toMatch(/idle|elsewhere/)
})

test('activity is reported at most every five seconds, and by a visitor never', async () => {
  let clock = 0
  const post = vi.fn()
  const { session } = setUp({
    now: () => clock,
    channel: { postMessage: post, addEventListener: () => {} },
  })
  session.touch()
  expect(post).not.toHaveBeenCalled()
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  for (clock = 10_000; clock < 20_000; clock += 100) session.touch()
  expect(post).toHaveBeenCalledTimes(2)
})

test('locking while a twin is looked up leaves nobody speaking', async () => {
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<number | null>()
  const { session, spoke } = setUp({
    twinOfAccount: () => {
      asked.resolve()
      return answer.promise
    },
  })
  const unlocking = session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  await asked.promise
  expect(session.state().phase).toBe('deriving')
  session.lock()
  answer.resolve(42)
  await expect(unlocking).rejects.toMatchObject({ name: 'AbortError' })
  expect(session.state()).toMatchObject({ phase: 'locked', twin: null })
  expect(spoke).toEqual([])
})

test('giving up while a twin is looked up keeps who spoke before', async () => {
  const twins = [Promise.resolve(42), new Promise<number>(() => {})]
  const { session, spoke } = setUp({
    twinOfAccount: (_address, signal) =>
      Promise.race([
        twins.shift()!, // asked twice
        new Promise<number>((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error)) // an AbortError
        }),
      ]),
  })
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  const unlocking = session.unlockWithSecret({ secret: SEED, curve: 'sr25519' })
  await vi.waitFor(() => expect(twins).toEqual([]))
  session.cancel()
  await expect(unlocking).rejects.toMatchObject({ name: 'AbortError' })
  expect(session.state()).toMatchObject({ phase: 'unlocked', twin: { twin: 42 } })
  await expect(spoke.at(-1)!.token({ sid: 's', iat: 1, exp: 2 })).resolves.toBeDefined()
})

test('giving up at the moment the key opens leaves nobody speaking and no key behind', async () => {
  const real = connectKeys(startWorker)
  const { session, spoke } = setUp({
    keys: {
      ...real,
      adopt: async (twin, curve) => {
        const opened = await real.adopt(twin, curve)
        session.cancel()
        return opened
      },
    },
  })
  await expect(session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })).rejects.toThrow(
    'Given up',
  )
  expect(spoke).toEqual([])
  expect(session.state()).toMatchObject({ phase: 'locked', twin: null })
  await expect(real.seal('password', 'main')).rejects.toMatchObject({ code: 'locked' })
})

test('a Worker that breaks down locks, and says why', async () => {
  const ports: EventTarget[] = []
  const keys = connectKeys(() => {
    const port = startWorker()
    ports.push(port as unknown as EventTarget) // a MessagePort is one
    return port
  })
  endLater(() => keys.lock())
  const { session, spoke } = setUp({ keys })
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  ports.at(-1)!.dispatchEvent(new Event('error'))
  await expect(session.unlockWithSecret({ secret: SEED, curve: 'sr25519' })).rejects.toBeDefined()
  expect(session.state()).toMatchObject({ phase: 'locked', notice: { kind: 'broken' } })
  expect(spoke.at(-1)).toBeNull()
})

test('another network locks who speaks, and is asked from then on', async () => {
  const { session, spoke, networks } = setUp()
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  await session.setNetwork('dev')
  expect(session.state()).toMatchObject({ network: 'dev', phase: 'locked', twin: null })
  expect(spoke.at(-1)).toBeNull()
  expect(networks.map((network) => network.name)).toEqual(['main', 'dev'])
})

test('one’s own endpoints are used when they are sound, and refused when not', async () => {
  const { session, networks } = setUp()
  const custom = { gridproxy: 'http://127.0.0.1:8080/', relay: 'ws://127.0.0.1:8081', chain: '' }
  await session.setNetwork('custom', custom)
  expect(networks.at(-1)).toEqual({
    name: 'custom',
    gridproxy: 'http://127.0.0.1:8080',
    relay: 'ws://127.0.0.1:8081',
    chain: '',
  })
  await expect(
    session.setNetwork('custom', { ...custom, relay: 'ws://relay.example.org' }),
  ).rejects.toMatchObject({ code: 'endpoints' })
  expect(networks).toHaveLength(2)
})

test('a choice is applied at once and remembered for the next time', async () => {
  const { session, paces, storage } = setUp()
  session.setRefresh(10_000)
  session.setRefresh(null)
  session.setAutoLock(null)
  await session.setNetwork('qa')
  expect(paces).toEqual([60_000, 10_000, false])
  const again = setUp({ storage })
  expect(again.session.state()).toMatchObject({ refreshMs: null, autoLockMs: null, network: 'qa' })
})

const people: DemoIdentity[] = [
  { name: 'tenant', twin: 7, curve: 'sr25519', secret: WORDS },
  { name: 'farmer', twin: 8, curve: 'ed25519', secret: SEED },
]

test('the demo grid opens with the tenant; the visitor has no key; the farmer is another twin', async () => {
  const { session, spoke } = setUp({ demoAvailable: true })
  expect(session.state().network).toBe('demo')
  await session.setDemo(people)
  expect(session.state()).toMatchObject({
    demoName: 'tenant',
    twin: { twin: 7, demoName: 'tenant' },
  })
  await session.switchIdentity('farmer')
  expect(session.state()).toMatchObject({ demoName: 'farmer', twin: { twin: 8 } })
  await session.switchIdentity('visitor')
  expect(session.state()).toMatchObject({ demoName: 'visitor', phase: 'locked', twin: null })
  expect(spoke.map((identity) => identity?.twin ?? null)).toEqual([7, 8, null])
})

test('the demo’s people do not exist on other networks, nor the demo in a build without it', async () => {
  const { session } = setUp({ demoAvailable: true })
  await session.setDemo(people)
  await session.setNetwork('test')
  await expect(session.switchIdentity('farmer')).rejects.toMatchObject({ code: 'no-demo' })
  await session.setNetwork('demo')
  expect(session.state().twin).toMatchObject({ twin: 7 })
  const without = setUp().session
  await expect(without.setNetwork('demo')).rejects.toMatchObject({ code: 'endpoints' })
})

test('while the demo starts somebody is about to speak; when it cannot, nobody does', async () => {
  const { session } = setUp({ demoAvailable: true })
  session.expectDemo()
  expect(session.state().phase).toBe('deriving')
  session.dropDemo()
  expect(session.state().phase).toBe('locked')
  session.expectDemo()
  await session.setDemo(people)
  expect(session.state()).toMatchObject({ phase: 'unlocked', twin: { twin: 7 } })
  session.dropDemo()
  expect(session.state().phase).toBe('unlocked')
})

test('a choice made while the demo opens counts, and the opening does not fail', async () => {
  const { session } = setUp({ demoAvailable: true })
  const opening = session.setDemo(people)
  await session.switchIdentity('visitor')
  await opening
  expect(session.state()).toMatchObject({ demoName: 'visitor', phase: 'locked', twin: null })
})

test('two that are asked for at once end with the later one', async () => {
  const { session, spoke } = setUp({ demoAvailable: true })
  await session.setDemo(people)
  await Promise.all([session.switchIdentity('tenant'), session.switchIdentity('farmer')])
  expect(session.state()).toMatchObject({ demoName: 'farmer', twin: { twin: 8 } })
  await expect(spoke.at(-1)!.token({ sid: 's', iat: 1, exp: 2 })).resolves.toBeDefined()
})
