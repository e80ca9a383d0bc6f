import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { verifySignature, verifySignatures } from '#gridtypes/signature.ts'
import { fromHex, text, toHex, utf8 } from '#lib/bytes.ts'
import { keyPair } from '#rmb/keys.ts'
import type { WalletAccount } from '#wallet/accounts.ts'
import { createWallet, type Wallet } from '#wallet/client.ts'
import { page } from '#wallet/testing.ts'
import { wrap, type DemoAccount } from './extension.ts'
import { DEMO_WALLET, installDemoWallet, type DemoWalletOptions } from './install.ts'
import type { AskPerson, Sheet } from './sheet.ts'

const accounts: DemoAccount[] = [
  { name: 'Tenant', curve: 'ed25519', secret: `0x${'01'.repeat(32)}` },
  { name: 'Farmer', curve: 'sr25519', secret: `0x${'02'.repeat(32)}` },
]
const HASH = 'd41d8cd98f00b204e9800998ecf8427e'
const [tenant] = await Promise.all(
  accounts.map(({ curve }, i) => keyPair(new Uint8Array(32).fill(i + 1), curve)),
)

const open: Wallet[] = []
let sheets: Sheet[] = []
/** A person who approves everything and remembers what it was. */
const willing: AskPerson = async (sheet) => {
  sheets.push(sheet)
  return true
}
function setUp(options: Partial<DemoWalletOptions> = {}) {
  const demo = installDemoWallet({ accounts, ask: willing, ...options })
  const wallet = createWallet({ graceMs: 0, enableMs: 50 })
  open.push(wallet)
  return { demo, wallet }
}
/** The wallet's accounts once the person let the site in: one of each key type. */
async function enabled(wallet: Wallet): Promise<[WalletAccount, WalletAccount]> {
  const [one, two] = await wallet.enable()
  if (!one || !two) throw new Error('There are two accounts.')
  return [one, two]
}
const storage = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

beforeEach(() => {
  page({})
  sheets = []
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('document', { readyState: 'complete' })
  vi.stubGlobal('location', { origin: 'https://console.example' })
  vi.spyOn(console, 'info').mockReturnValue()
})
afterEach(() => {
  open.splice(0).forEach((one) => one.close())
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('the library finds it, the person lets the site in, and the accounts are there', async () => {
  const { wallet } = setUp()
  expect(await wallet.enable()).toMatchObject([
    { name: 'Tenant', type: 'ed25519', source: DEMO_WALLET },
    { name: 'Farmer', type: 'sr25519', source: DEMO_WALLET },
  ])
  expect(sheets).toMatchObject([
    { title: 'Let this site see your accounts?', by: 'ZOS Console, https://console.example' },
  ])
})

test('accounts that come after the extension are waited for', async () => {
  let come: (list: DemoAccount[]) => void = () => {}
  const { wallet } = setUp({
    accounts: new Promise((resolve) => {
      come = resolve
    }),
  })
  const enabling = wallet.enable()
  come(accounts)
  expect(await enabling).toHaveLength(2)
})

test('a person who does not let the site in is asked again the next time', async () => {
  const ask = vi.fn<AskPerson>().mockResolvedValueOnce(false).mockResolvedValue(true)
  const { wallet } = setUp({ ask })
  await expect(wallet.enable()).rejects.toMatchObject({ code: 'access-refused' })
  expect(await wallet.enable()).toHaveLength(2)
  expect(ask).toHaveBeenCalledTimes(2)
})

test('a site that was let in is remembered over a reload', async () => {
  const memory = storage()
  await setUp({ storage: memory }).wallet.enable()
  page({})
  await setUp({ storage: memory }).wallet.enable()
  expect(sheets).toHaveLength(1)
})

test('a storage full of something else is taken for none', async () => {
  const broken = { getItem: () => '{"sites":7}', setItem: () => {} }
  await setUp({ storage: broken }).wallet.enable()
  expect(sheets).toHaveLength(1)
})

test('switched so, it lets no site in', async () => {
  const { demo, wallet } = setUp({ switches: { refuseAccess: true } })
  await expect(wallet.enable()).rejects.toMatchObject({ code: 'access-refused' })
  demo.set({ refuseAccess: false })
  expect(await wallet.enable()).toHaveLength(2)
})

test('switched so, it shows no accounts, and shows them again at once', async () => {
  const { demo, wallet } = setUp({ switches: { noAccounts: true } })
  await expect(wallet.enable()).rejects.toMatchObject({ code: 'no-account' })
  demo.set({ noAccounts: false })
  await vi.waitFor(() => expect(wallet.status().accounts).toHaveLength(2))
})

test('switched so, it shows accounts that no twin can have', async () => {
  const { demo, wallet } = setUp({ switches: { onlyEcdsa: true } })
  await expect(wallet.enable()).rejects.toMatchObject({ code: 'unsupported-key' })
  demo.set({ onlyEcdsa: false })
  await vi.waitFor(() => expect(wallet.status().accounts).toHaveLength(2))
})

test('switched so, its accounts sign nothing of this network', async () => {
  const { wallet } = setUp({ switches: { otherNetwork: true } })
  const [account] = await enabled(wallet)
  expect(account.genesisHash).toMatch(/^0x[0-9a-f]{64}$/)
  const payload = { genesisHash: `0x${'22'.repeat(32)}` }
  await expect(wallet.signer(account).signPayload(payload as never)).rejects.toMatchObject({
    code: 'wrong-metadata',
  }) // no more of it is read
  expect(sheets).toHaveLength(1)
})

test('switched so, it is not in the page, and comes and goes', async () => {
  const { demo, wallet } = setUp({ switches: { absent: true } })
  await expect(wallet.enable()).rejects.toMatchObject({ code: 'no-extension' })
  demo.set({ absent: false })
  expect(await wallet.enable()).toHaveLength(2)
  demo.set({ absent: true })
  const next = createWallet({ graceMs: 0 })
  open.push(next)
  await expect(next.enable()).rejects.toMatchObject({ code: 'no-extension' })
})

test('one of two wallets can be taken up again without the other being asked', async () => {
  const asked: string[] = []
  const other = {
    version: '1',
    enable: async () => {
      asked.push('other')
      throw new Error('Rejected')
    },
  }
  const { wallet } = setUp()
  Object.assign((globalThis as { injectedWeb3?: object }).injectedWeb3 ?? {}, { other })
  expect(await wallet.enable(DEMO_WALLET)).toHaveLength(2)
  expect(asked).toEqual([])
  const [both] = await Promise.all([wallet.enable(), wallet.enable(DEMO_WALLET)])
  expect(both).toHaveLength(2)
  expect(asked).toEqual(['other'])
})

test('switched dead, it never answers, neither for access nor for a signature', async () => {
  const { demo, wallet } = setUp({ switches: { dead: true } })
  await expect(wallet.enable()).rejects.toMatchObject({ code: 'popup-dead' })
  demo.uninstall()
  const next = setUp()
  const [account] = await enabled(next.wallet)
  next.demo.set({ dead: true })
  await expect(
    next.wallet.signHash(account, HASH, verifySignature, { limitMs: 20 }),
  ).rejects.toMatchObject({ code: 'popup-dead' })
})

test('switched slow, it asks late and counts all the same', async () => {
  const { wallet } = setUp({ switches: { slowMs: 120 } })
  await expect(wallet.enable()).rejects.toMatchObject({ code: 'popup-dead' })
  await vi.waitFor(() => expect(wallet.status().accounts).toHaveLength(2))
})

test.each([
  ['with the ed25519 key', 0],
  ['with the sr25519 key', 1],
] as const)('a deployment hash is shown, signed %s, and a node takes it', async (_, which) => {
  const { wallet } = setUp()
  const account = (await enabled(wallet))[which]
  const signed = await wallet.signHash(account, HASH, verifySignature)
  expect(sheets[1]).toMatchObject({
    title: 'Sign a message?',
    code: { label: 'Message', text: `<Bytes>${HASH}</Bytes>` },
  })
  expect(sheets[1]?.facts[0]?.[1]).toContain(account.address)
  const verdict = await verifySignatures(
    {
      twin_id: 5,
      signature_requirement: {
        requests: [{ twin_id: 5, required: false, weight: 1n }],
        weight_required: 1n,
        signatures: [{ twin_id: 5, ...signed }],
        signature_style: 'polka-wallet',
      },
    },
    () => account.publicKey,
    HASH,
  )
  expect(verdict).toEqual({ ok: true })
})

test('a person who refuses to sign, and a wallet switched to, cancel', async () => {
  const ask = vi.fn<AskPerson>(async ({ title }) => title.startsWith('Let'))
  const { demo, wallet } = setUp({ ask })
  const [account] = await enabled(wallet)
  const refusal = { code: 'cancelled', details: 'Cancelled' }
  await expect(wallet.signHash(account, HASH, verifySignature)).rejects.toMatchObject(refusal)
  expect(ask).toHaveBeenCalledTimes(2)
  demo.set({ refuse: true })
  await expect(wallet.signHash(account, HASH, verifySignature)).rejects.toMatchObject(refusal)
  expect(ask).toHaveBeenCalledTimes(2)
})

test('two questions stand one after the other', async () => {
  const answers: ((yes: boolean) => void)[] = []
  const ask: AskPerson = (sheet) =>
    sheet.title.startsWith('Let')
      ? Promise.resolve(true)
      : new Promise((resolve) => void answers.push(resolve))
  const { wallet } = setUp({ ask })
  const [one, two] = await enabled(wallet)
  const first = wallet.signHash(one, HASH, verifySignature)
  const second = wallet.signHash(two, HASH, verifySignature)
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  answers[0]?.(true)
  expect(await first).toMatchObject({ signature_type: 'ed25519' })
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]?.(false)
  await expect(second).rejects.toMatchObject({ code: 'cancelled' })
})

test('bytes are wrapped once, hex as bytes and all else as text', () => {
  expect(text(wrap(HASH))).toBe(`<Bytes>${HASH}</Bytes>`)
  expect(text(wrap(`0x${toHex(utf8(HASH))}`))).toBe(`<Bytes>${HASH}</Bytes>`)
  expect(text(wrap(`<Bytes>${HASH}</Bytes>`))).toBe(`<Bytes>${HASH}</Bytes>`)
  expect(toHex(wrap(`0x${HASH}`))).toBe(toHex(utf8('<Bytes>')) + HASH + toHex(utf8('</Bytes>')))
  expect(text(wrap('0xno hex'))).toBe('<Bytes>0xno hex</Bytes>')
  expect(text(wrap('<Bytes>'))).toBe('<Bytes><Bytes></Bytes>')
})

test('metadata is taken after the person’s word and known from then on, over a reload', async () => {
  const memory = storage()
  const { wallet } = setUp({ storage: memory })
  const [account] = await enabled(wallet)
  const chain = {
    chain: 'Demo',
    genesisHash: `0x${'ab'.repeat(32)}` as const,
    specVersion: 144,
    calls: fromHex('6d657461') ?? new Uint8Array(),
  }
  expect(await wallet.metadataState(account, chain)).toBe('missing')
  expect(await wallet.provideMetadata(account, chain)).toBe(true)
  expect(await wallet.provideMetadata(account, chain)).toBe(false)
  page({})
  const next = setUp({ storage: memory }).wallet
  await next.enable()
  expect(await next.metadataState(account, { ...chain, specVersion: 152 })).toBe('other')
  expect(await next.provideMetadata(account, { ...chain, specVersion: 152 })).toBe(true)
  expect(await next.metadataState(account, chain)).toBe('other')
  expect(sheets.map(({ title }) => title)).toEqual([
    'Let this site see your accounts?',
    'Add this network?',
    'Update what is known of this network?',
  ])
  expect(sheets[2]?.facts).toContainEqual(['Version', '144 → 152'])
})

test('it stands beside other extensions and goes without a trace', () => {
  const other = { enable: async () => ({}) }
  page({ other })
  const { demo } = setUp()
  expect(Object.keys(Reflect.get(globalThis, 'injectedWeb3') as object)).toEqual([
    'other',
    DEMO_WALLET,
  ])
  demo.uninstall()
  expect(Reflect.get(globalThis, 'injectedWeb3')).toEqual({ other })
})

test('its keys are those of the secrets', async () => {
  const [account] = await enabled(setUp().wallet)
  expect(account?.publicKey).toEqual(tenant?.account)
})
