import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { verifySignature } from '#gridtypes/signature.ts'
import { createWallet, type Wallet, type WalletOptions } from './client.ts'
import { fakeExtension, keyOf, page } from './testing.ts'

const ed = keyOf('ed25519', 1)
const sr = keyOf('sr25519', 2)
const HASH = '0123456789abcdef0123456789abcdef'

const open: Wallet[] = []
function wallet(options: WalletOptions = {}): Wallet {
  const made = createWallet({ graceMs: 0, enableMs: 50, ...options })
  open.push(made)
  return made
}

beforeEach(() => {
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('document', { readyState: 'complete' })
  vi.spyOn(console, 'info').mockReturnValue()
})
afterEach(() => {
  open.splice(0).forEach((one) => one.close())
  page({})
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('an extension that lets the site in shows its accounts of both key types', async () => {
  const extension = fakeExtension([ed, sr])
  page({ one: extension })
  const one = wallet()
  expect(one.status()).toMatchObject({ state: 'idle', accounts: [], problem: undefined })
  expect(one.status().extensions).toMatchObject([
    { key: 'one', version: '1.0', state: 'installed' },
  ])
  const accounts = await one.enable()
  expect(accounts.map(({ address, type, source }) => [address, type, source])).toEqual([
    [ed.address, 'ed25519', 'one'],
    [sr.address, 'sr25519', 'one'],
  ])
  expect(one.status()).toMatchObject({ state: 'asked', problem: undefined })
  expect(extension.asked).toEqual(['ZOS Console'])
})

test('an extension is asked once, however often it is enabled', async () => {
  const extension = fakeExtension([ed])
  page({ one: extension })
  const one = wallet()
  await Promise.all([one.enable(), one.enable()])
  await one.enable()
  expect(extension.asked).toHaveLength(1)
  expect(extension.listeners.size).toBe(1)
})

test('nothing is loaded before it is enabled', () => {
  const load = vi.fn<NonNullable<WalletOptions['load']>>()
  page({ one: fakeExtension([ed]) })
  wallet({ load })
  expect(load).not.toHaveBeenCalled()
})

test('the hooks of the extensions are in the page again afterwards', async () => {
  const extensions = { one: fakeExtension([ed]), two: fakeExtension([sr]) }
  page(extensions)
  await wallet().enable()
  expect(Reflect.get(globalThis, 'injectedWeb3')).toBe(extensions)
})

test('an extension that puts itself into the page while another is asked is not lost', async () => {
  const late = fakeExtension([sr])
  const early = fakeExtension([ed])
  page({
    early: {
      enable: async () => {
        await Promise.resolve()
        // what injectExtension of @polkadot/extension-inject does
        Object.assign(Reflect.get(globalThis, 'injectedWeb3') as object, { late })
        return early.injected
      },
    },
  })
  const one = wallet()
  await one.enable()
  expect((await one.enable()).map(({ source }) => source)).toEqual(['early', 'late'])
})

test('several extensions stand side by side, and the same key in two of them twice', async () => {
  page({ one: fakeExtension([ed]), two: fakeExtension([ed, sr]) })
  const accounts = await wallet().enable()
  expect(accounts.map(({ source, type }) => `${source} ${type}`)).toEqual([
    'one ed25519',
    'two ed25519',
    'two sr25519',
  ])
})

test('an extension of the new kind is connected and named as it says', async () => {
  const { injected } = fakeExtension([sr])
  page({ d1ce: { connect: async () => ({ ...injected, name: 'newer', version: '7' }) } })
  const one = wallet()
  expect(await one.enable()).toMatchObject([{ source: 'newer' }])
  expect(one.status().extensions).toMatchObject([{ key: 'd1ce', name: 'newer', version: '7' }])
})

test('changes of the accounts are followed until it is closed', async () => {
  const extension = fakeExtension([ed])
  page({ one: extension })
  const one = wallet()
  await one.enable()
  const changed = vi.fn<() => void>()
  one.subscribe(changed)
  extension.become([{ address: sr.address, type: 'sr25519', name: 'new' }])
  expect(changed).toHaveBeenCalledOnce()
  expect(one.status().accounts).toMatchObject([{ address: sr.address, name: 'new' }])
  extension.become([])
  expect(one.status().problem?.code).toBe('no-account')
  one.close()
  expect(extension.listeners.size).toBe(0)
})

test('an extension that tells its accounts only once is read once', async () => {
  const { injected } = fakeExtension([ed])
  page({ one: { enable: async () => ({ ...injected, accounts: { get: injected.accounts.get } }) } })
  expect(await wallet().enable()).toHaveLength(1)
})

test('an extension that cannot tell its accounts is told apart from one that has none', async () => {
  const { injected } = fakeExtension([ed])
  const get = () => Promise.reject(new Error('database is locked'))
  page({ one: { enable: async () => ({ ...injected, accounts: { get } }) } })
  await expect(wallet().enable()).rejects.toMatchObject({
    code: 'failed',
    details: 'database is locked',
  })
})

test('no extension is told apart', async () => {
  await expect(wallet().enable()).rejects.toMatchObject({ code: 'no-extension' })
})

test('an extension that comes a moment late is waited for', async () => {
  vi.useFakeTimers()
  page({})
  const one = wallet({ graceMs: 2000 })
  const enabling = one.enable()
  await vi.advanceTimersByTimeAsync(500)
  page({ one: fakeExtension([ed]) })
  await vi.advanceTimersByTimeAsync(500)
  expect(await enabling).toHaveLength(1)
})

test('an extension that appears later is told', () => {
  vi.useFakeTimers()
  const one = wallet()
  const changed = vi.fn<() => void>()
  one.subscribe(changed)
  page({ late: fakeExtension([ed]) })
  vi.advanceTimersByTime(1000)
  expect(changed).toHaveBeenCalledOnce()
  expect(one.status().extensions).toMatchObject([{ key: 'late', state: 'installed' }])
  // five seconds after the page nobody looks any more
  vi.advanceTimersByTime(10_000)
  expect(vi.getTimerCount()).toBe(0)
})

const refusing = (words: string) => ({
  version: '1',
  enable: vi.fn<() => Promise<unknown>>(() => Promise.reject(new Error(words))),
})

test.each([
  'Rejected',
  'Cancelled',
  'User rejected the request',
  'The source https://console.example is not allowed to interact with this extension',
])('access refused with “%s” is told apart, and asked for again', async (words) => {
  const extension = refusing(words)
  page({ one: extension })
  const one = wallet()
  await expect(one.enable()).rejects.toMatchObject({ code: 'access-refused', details: words })
  expect(one.status().extensions).toMatchObject([{ state: 'refused' }])
  await expect(one.enable()).rejects.toMatchObject({ code: 'access-refused' })
  expect(extension.enable).toHaveBeenCalledTimes(2)
})

test('one extension that refuses does not stand in the way of another', async () => {
  page({ no: refusing('Rejected'), yes: fakeExtension([ed]) })
  const one = wallet()
  expect(await one.enable()).toHaveLength(1)
  expect(one.status().problem).toBeUndefined()
  expect(one.status().extensions.map(({ state }) => state)).toEqual(['refused', 'ready'])
  expect(one.status().extensions[0]?.error?.code).toBe('access-refused')
})

test('an extension without accounts is told apart', async () => {
  page({ one: fakeExtension([]) })
  await expect(wallet().enable()).rejects.toMatchObject({ code: 'no-account', details: 'one' })
})

test('accounts that no twin can have are named with their type', async () => {
  const extension = fakeExtension([])
  extension.become([{ address: `0x${'12'.repeat(20)}`, type: 'ethereum' }])
  page({ one: extension })
  const one = wallet()
  await expect(one.enable()).rejects.toMatchObject({ code: 'unsupported-key', details: 'ethereum' })
  expect(one.status().unusable).toMatchObject([{ why: 'key', type: 'ethereum' }])
})

test('an extension that stalls holds up no other, and counts when it answers at last', async () => {
  vi.useFakeTimers()
  let answer: (injected: unknown) => void = () => {}
  const { injected } = fakeExtension([sr])
  const stalled = new Promise((resolve) => {
    answer = resolve
  })
  page({ slow: { enable: () => stalled }, quick: fakeExtension([ed]) })
  const one = wallet()
  const enabling = one.enable()
  await vi.advanceTimersByTimeAsync(60)
  expect(await enabling).toMatchObject([{ source: 'quick' }])
  expect(one.status().extensions.map(({ state }) => state)).toEqual(['silent', 'ready'])
  answer(injected)
  await vi.advanceTimersByTimeAsync(1)
  expect(one.status().accounts).toMatchObject([{ source: 'slow' }, { source: 'quick' }])
})

test('when all stall it says so, keeps waiting, and enabling again waits on without asking again', async () => {
  vi.useFakeTimers()
  let answer: (injected: unknown) => void = () => {}
  const { injected } = fakeExtension([sr])
  const enable = vi.fn<() => Promise<unknown>>(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  page({ slow: { enable } })
  const one = wallet()
  const first = expect(one.enable()).rejects.toMatchObject({ code: 'popup-dead', details: 'slow' })
  await vi.advanceTimersByTimeAsync(60)
  await first
  const second = one.enable()
  answer(injected)
  await vi.advanceTimersByTimeAsync(1)
  expect(await second).toHaveLength(1)
  expect(enable).toHaveBeenCalledOnce()
  expect(one.status().problem).toBeUndefined()
})

test('a page that does not finish loading is no reason to wait for ever', async () => {
  vi.useFakeTimers()
  let load: () => void = () => {}
  vi.stubGlobal('document', { readyState: 'interactive' })
  vi.stubGlobal('addEventListener', (event: string, call: () => void) => {
    if (event === 'load') load = call
  })
  page({ one: fakeExtension([ed]) })
  const one = wallet()
  const enabling = expect(one.enable()).rejects.toMatchObject({ code: 'failed' })
  await vi.advanceTimersByTimeAsync(200)
  await enabling
  load()
  await vi.advanceTimersByTimeAsync(10)
  expect(one.status()).toMatchObject({ accounts: [{ address: ed.address }], problem: undefined })
})

test('a library that cannot be loaded is told, and loaded again by the next try', async () => {
  page({ one: fakeExtension([ed]) })
  const load = vi
    .fn<NonNullable<WalletOptions['load']>>()
    .mockRejectedValueOnce(new Error('no network'))
    .mockImplementation(() => import('@polkadot/extension-dapp'))
  const one = wallet({ load })
  await expect(one.enable()).rejects.toMatchObject({ code: 'failed', details: 'no network' })
  expect(await one.enable()).toHaveLength(1)
})

test('a hash is signed by the extension that has the account', async () => {
  const [first, second] = [fakeExtension([ed]), fakeExtension([ed, sr])]
  page({ first, second })
  const one = wallet()
  const accounts = await one.enable()
  for (const account of accounts.filter(({ source }) => source === 'second')) {
    const { signature_type } = await one.signHash(account, HASH, verifySignature)
    expect(signature_type).toBe(account.type)
  }
  expect(first.raw).toHaveLength(0)
  expect(second.raw.map(({ address }) => address)).toEqual([ed.address, sr.address])
})

test('an account that the wallet no longer shows is not asked to sign', async () => {
  const extension = fakeExtension([ed, sr])
  page({ one: extension })
  const one = wallet()
  const [account] = await one.enable()
  if (!account) throw new Error('no account')
  extension.become([{ address: sr.address, type: 'sr25519' }])
  await expect(one.signHash(account, HASH, verifySignature)).rejects.toMatchObject({ code: 'gone' })
  expect(() => one.signer(account)).toThrow(expect.objectContaining({ code: 'gone' }))
  const stranger = { ...account, source: 'another' }
  await expect(one.signHash(stranger, HASH, verifySignature)).rejects.toMatchObject({
    code: 'gone',
  })
  expect(extension.raw).toHaveLength(0)
})
