import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { toSs58 } from '#lib/ss58.ts'
import { sortAccounts, type WalletAccount } from '#wallet/accounts.ts'
import type { Wallet } from '#wallet/client.ts'
import { WalletError } from '#wallet/error.ts'
import type { WalletStatus } from '#wallet/status.ts'
import { createWallet } from './wallet.ts'
import { createWalletLink } from './walletlink.ts'
import { walletName } from './walletstate.ts'

const address = (fill: number) => toSs58(new Uint8Array(32).fill(fill))
function account(fill: number, source = 'one'): WalletAccount {
  const [made] = sortAccounts(source, [{ address: address(fill), type: 'sr25519' }]).accounts
  if (!made) throw new Error('no account')
  return made
}
const [first, second] = [account(1), account(2)]

/** A wallet of which only what the link uses is there; what it shows is put by the test. */
function fakeWallet() {
  let status: WalletStatus = {
    state: 'idle',
    extensions: [],
    accounts: [],
    unusable: [],
    problem: undefined,
  }
  let changed = () => {}
  const shows = (patch: Partial<WalletStatus>) => {
    status = { ...status, ...patch }
    changed()
  }
  const asked: (string | undefined)[] = []
  let answer: () => Promise<readonly WalletAccount[]> = async () => {
    shows({ state: 'asked', accounts: [first, second] })
    return status.accounts
  }
  const close = vi.fn<() => void>()
  const wallet: Wallet = {
    status: () => status,
    subscribe(call) {
      changed = call
      return () => {}
    },
    enable: async (only) => {
      asked.push(only)
      shows({
        state: 'asking',
        extensions: [{ key: 'one', version: '1', name: 'one', state: 'asking', error: undefined }],
      })
      return answer()
    },
    signHash: async () => ({ signature: '', signature_type: 'sr25519' }),
    signer: (of) => ({ signPayload: async () => ({ id: 1, signature: `0x${of.source}` }) }),
    metadataState: async () => 'current',
    provideMetadata: async () => true,
    close,
  }
  return {
    wallet,
    asked,
    close,
    shows,
    answers: (next: typeof answer) => {
      answer = next
    },
  }
}

let fake: ReturnType<typeof fakeWallet>
let kept: Map<string, string>
let made: number
let preferred: string | undefined

const link = (opened: () => Promise<void> = async () => {}) =>
  createWalletLink({
    make: async () => {
      made++
      return fake.wallet
    },
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    opened,
    preferred: () => preferred,
  })

beforeEach(() => {
  fake = fakeWallet()
  kept = new Map()
  made = 0
  preferred = undefined
  vi.stubGlobal('injectedWeb3', undefined)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const settled = () =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

test('who never connected a wallet pays for none, and still sees which are in the page', async () => {
  vi.useFakeTimers()
  const one = link()
  one.start()
  expect(one.state().status.extensions).toEqual([])
  const changed = vi.fn<() => void>()
  const stop = one.subscribe(changed)
  vi.stubGlobal('injectedWeb3', { talisman: { version: '2', enable: () => {} } })
  await vi.advanceTimersByTimeAsync(200)
  expect(changed).toHaveBeenCalledOnce()
  expect(one.state().status).toMatchObject({
    state: 'idle',
    extensions: [{ key: 'talisman', version: '2', state: 'installed' }],
  })
  stop()
  expect(vi.getTimerCount()).toBe(0)
  expect(made).toBe(0)
})

test('connecting takes the speaking twin’s account, else the first, and is found again after a reload', async () => {
  preferred = second.address
  const one = link()
  const connecting = one.connect()
  expect(one.state().busy).toBe(true)
  expect(await connecting).toHaveLength(2)
  expect(one.state()).toMatchObject({ account: second, chosen: null, busy: false, lost: false })
  expect(fake.asked).toEqual([undefined])

  preferred = undefined
  fake = fakeWallet()
  const next = link()
  next.start()
  await settled()
  expect(next.state()).toMatchObject({ account: second, busy: false })
  // no other extension opens its window by itself
  expect(fake.asked).toEqual(['one'])

  kept.clear()
  fake = fakeWallet()
  const other = link()
  await other.connect()
  expect(other.state().account).toEqual(first)
})

test('what is chosen signs, and stays chosen over a reload', async () => {
  const one = link()
  await one.connect()
  one.choose(second)
  expect(one.state()).toMatchObject({ account: second, chosen: 'wallet' })
  const again = link()
  again.start()
  await settled()
  expect(again.state()).toMatchObject({ account: second, chosen: 'wallet' })
  again.chooseKey()
  expect(again.state()).toMatchObject({ account: second, chosen: 'key' })
})

test('a wallet is taken up again only when those that the page brings are in it', async () => {
  await link().connect()
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  made = 0
  const again = link(() => gate)
  again.start()
  await settled()
  expect(made).toBe(0)
  expect(again.state().busy).toBe(true)
  open()
  await settled()
  expect(again.state()).toMatchObject({ account: first, busy: false })
})

test('an account that is no longer shown is told and not replaced, and taken up when it is back', async () => {
  const one = link()
  await one.connect()
  fake.shows({ accounts: [second] })
  expect(one.state()).toMatchObject({ account: null, lost: true, problem: { code: 'gone' } })
  await expect(one.signer(first.address)).rejects.toMatchObject({ code: 'gone' })
  fake.shows({ accounts: [second, first] })
  expect(one.state()).toMatchObject({ account: first, lost: false, problem: undefined })
})

test('a wallet that is no longer in the page is told by its name', async () => {
  await link().connect()
  fake = fakeWallet()
  fake.answers(async () => {
    fake.shows({ state: 'asked', extensions: [] })
    throw new WalletError('no-extension', 'none')
  })
  const one = link()
  one.start()
  await settled()
  expect(one.state()).toMatchObject({
    account: null,
    lost: true,
    problem: { code: 'no-extension' },
  })
})

test('why connecting failed stands in the state, and nothing of it is kept', async () => {
  const refused = new WalletError('access-refused', 'You did not let this site in.')
  fake.answers(async () => {
    fake.shows({ state: 'asked', problem: refused })
    throw refused
  })
  const one = link()
  await expect(one.connect()).rejects.toBe(refused)
  expect(one.state()).toMatchObject({ problem: refused, busy: false, account: null, lost: false })
  expect(kept.size).toBe(0)
})

test('a part that cannot be loaded is tried again', async () => {
  const make = vi
    .fn<() => Promise<Wallet>>()
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockResolvedValueOnce(fake.wallet)
  const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} }
  const one = createWalletLink({
    make,
    storage,
    opened: async () => {},
    preferred: () => undefined,
  })
  await expect(one.connect()).rejects.toMatchObject({ code: 'failed' })
  expect(one.state()).toMatchObject({ problem: { code: 'failed' }, busy: false })
  await one.connect()
  expect(one.state()).toMatchObject({ account: first, problem: undefined })
})

test('disconnecting forgets the account, and what the wallet says later does not count', async () => {
  const one = link()
  await one.connect()
  one.disconnect()
  expect(one.state()).toMatchObject({ account: null, status: { state: 'idle' }, lost: false })
  expect(kept.size).toBe(0)
  await settled()
  expect(fake.close).toHaveBeenCalledOnce()
  fake.shows({ accounts: [first] })
  expect(one.state().account).toBeNull()
})

test('who stops waiting gets no late refusal', async () => {
  let refuse: () => void = () => {}
  fake.answers(
    () =>
      new Promise((_, reject) => {
        refuse = () => reject(new WalletError('popup-dead', 'No answer.'))
      }),
  )
  const one = link()
  const connecting = one.connect()
  const given = expect(connecting).rejects.toMatchObject({ code: 'popup-dead' })
  await settled()
  one.disconnect()
  refuse()
  await given
  expect(one.state()).toMatchObject({ problem: undefined, busy: false })
})

test('the account is asked for in the wallet that it was chosen in', async () => {
  const twin = account(1, 'other')
  fake.answers(async () => {
    fake.shows({ state: 'asked', accounts: [first, twin] })
    return [first, twin]
  })
  const one = link()
  await one.connect()
  one.choose(twin)
  const signer = await one.signer(first.address)
  expect(await signer.signPayload({} as never)).toMatchObject({ signature: '0xother' })
})

test.each(['', '{', '{"version":2}', '{"version":1,"address":7}'])(
  'what another version kept is as good as nothing: %j',
  async (text) => {
    kept.set('zos-console.wallet', text)
    link().start()
    await settled()
    expect(made).toBe(0)
  },
)

test('wallets are named as people know them', () => {
  expect(['polkadot-js', 'talisman', 'subwallet-js', 'demo-wallet'].map(walletName)).toEqual([
    'Polkadot{.js}',
    'Talisman',
    'SubWallet',
    'Demo wallet',
  ])
})

test('the page follows the wallet without its parts until they are loaded, and asks for them again', async () => {
  kept.clear()
  const one = link()
  const load = vi
    .fn<() => Promise<typeof one>>()
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockResolvedValue(one)
  const front = createWallet(load)
  const changed = vi.fn<() => void>()
  front.subscribe(changed)
  expect(load).not.toHaveBeenCalled()
  front.start()
  await settled()
  expect(front.state().status.state).toBe('idle')
  await front.connect()
  expect(load).toHaveBeenCalledTimes(2)
  expect(front.state()).toBe(one.state())
  expect(changed).toHaveBeenCalled()
  front.choose(second)
  await settled()
  expect(front.state()).toMatchObject({ account: second, chosen: 'wallet' })
  expect(await (await front.signer(second.address)).signPayload({} as never)).toBeDefined()
  front.disconnect()
  await settled()
  expect(front.state().account).toBeNull()
})
