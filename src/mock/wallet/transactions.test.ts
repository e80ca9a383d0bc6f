import type { ApiPromise } from '@polkadot/api'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { submit } from '#chain/submit.ts'
import { acceptTerms } from '#chain/writes.ts'
import { toHex, utf8 } from '#lib/bytes.ts'
import { blake256 } from '#mock/chain/extrinsic.ts'
import { meet } from '#mock/chain/meet.ts'
import { apiOf, village } from '#mock/chain/testing.ts'
import type { WalletAccount } from '#wallet/accounts.ts'
import { createWallet, type Wallet } from '#wallet/client.ts'
import type { Patience } from '#wallet/limit.ts'
import { page } from '#wallet/testing.ts'
import type { DemoAccount } from './extension.ts'
import { installDemoWallet, type DemoWallet } from './install.ts'
import type { Sheet } from './sheet.ts'

/*
 * The whole way: the public client library, the console's wallet, the public extension library, the demo
 * wallet, and the demo chain that verifies what comes.
 */

const secretOf = (name: string) => `0x${toHex(blake256(utf8(`a person of the tests: ${name}`)))}`
const accounts: DemoAccount[] = [
  { name: 'Tenant', curve: 'ed25519', secret: secretOf('tenant') },
  { name: 'Stranger', curve: 'sr25519', secret: secretOf('stranger') },
]

let world: Awaited<ReturnType<typeof village>>
let api: ApiPromise
let wallet: Wallet
let demo: DemoWallet
let sheets: Sheet[]
let approves = true

beforeAll(async () => {
  world = await village({ blockMs: 25, finalityMs: 60 })
  api = await apiOf(world.chain)
})
afterAll(async () => {
  await api.disconnect()
  world.chain.close()
})
beforeEach(async () => {
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('document', { readyState: 'complete' })
  vi.spyOn(console, 'info').mockReturnValue()
  page({})
  sheets = []
  approves = true
  demo = installDemoWallet({
    accounts,
    ask: async (sheet) => {
      sheets.push(sheet)
      return approves
    },
  })
  wallet = createWallet({ graceMs: 0 })
  await wallet.enable()
})
afterEach(() => {
  wallet.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function accountAt(which: number): WalletAccount {
  const account = wallet.status().accounts[which]
  if (!account) throw new Error('There are two accounts.')
  return account
}
const balance = async (address: string) =>
  (await api.query['system']?.['account']?.(address))?.toHex()

type Tx = ReturnType<ApiPromise['tx'][string][string]>
const tx = (section: string, method: string, ...args: unknown[]): Tx =>
  api.tx[section]![method]!(...args) // a name that the metadata lacks ends the test, as it should

/** Signed by the wallet and taken by the chain: resolves in the block. */
function sent(which: number, made: Tx): Promise<string | undefined> {
  const account = accountAt(which)
  return new Promise((resolve, reject) => {
    made
      .signAndSend(
        account.address,
        { signer: wallet.signer(account), nonce: -1, era: 64 },
        (result) => {
          if (result.isInBlock) resolve(result.dispatchError?.toString())
        },
      )
      .catch(reject)
  })
}

const remark = (bytes: number) =>
  tx('smartContractModule', 'createNodeContract', 1, 'a'.repeat(32), 'x'.repeat(bytes), 0, null)

test.each([
  ['ed25519', 0],
  ['sr25519', 1],
] as const)('the chain takes what the %s account signed', async (_, which) => {
  const made = tx('tfgridModule', 'userAcceptTc', 'https://terms.example', 'ab12')
  expect(await sent(which, made)).toBeUndefined()
  expect(sheets.at(-1)).toMatchObject({
    title: 'Sign a transaction?',
    code: { label: 'Call', text: made.method.toHex() },
  })
  expect(sheets.at(-1)?.note).toContain('digits')
  const lifetime = new Map(sheets.at(-1)?.facts).get('Lifetime')
  const [, from, to] = /^blocks (\d+) to (\d+)$/.exec(lifetime ?? '') ?? []
  expect(Number(to) - Number(from)).toBe(63)
})

test.each([
  ['short', 20],
  ['longer than 256 bytes', 400],
])('a payload that is %s holds', async (_, bytes) => {
  // the stranger has no twin: the chain refuses the contract, but after it took the signature
  expect(await sent(1, remark(bytes))).toContain('module')
})

test('with the metadata of the chain the call is shown in words', async () => {
  const account = accountAt(0)
  const chain = {
    chain: api.runtimeChain.toString(),
    genesisHash: api.genesisHash.toHex(),
    specVersion: api.runtimeVersion.specVersion.toNumber(),
    calls: api.runtimeMetadata.asCallsOnly.toU8a(),
  }
  expect(await wallet.provideMetadata(account, chain)).toBe(true)
  const made = tx('balances', 'transferKeepAlive', world.farmer.address, 12_0000000n)
  expect(await sent(0, made)).toBeUndefined()
  expect(sheets.at(-1)).toMatchObject({
    code: {
      text: `Balances.transfer_keep_alive\n  dest: ${world.farmer.address}\n  value: 120000000`,
    },
  })
  expect(sheets.at(-1)?.facts).toContainEqual(['Network', chain.chain])
  // of another version it would not be read
  await wallet.provideMetadata(account, { ...chain, specVersion: chain.specVersion + 1 })
  await sent(0, made)
  expect(sheets.at(-1)?.code?.text).toBe(made.method.toHex())
})

test('for the console’s chain client a refusal is a refusal, a dead wallet another matter, and nothing is sent', async () => {
  const met = await meet()
  const account = accountAt(0)
  const terms = acceptTerms('https://terms.example', 'ab12')
  const attempt = (patience?: Patience) =>
    submit(met.client, terms, {
      address: account.address,
      signer: wallet.signer(account, patience),
    })
  try {
    await attempt()
    approves = false
    await expect(attempt()).rejects.toMatchObject({
      name: 'ChainError',
      code: 'refused',
      landed: 'no',
      cause: { name: 'WalletError', code: 'cancelled' },
    })
    demo.set({ dead: true })
    await expect(attempt({ limitMs: 20 })).rejects.toMatchObject({
      code: 'wallet',
      landed: 'no',
      cause: { code: 'popup-dead' },
    })
  } finally {
    await met.close()
  }
})

test('a refusal reaches the library as a cancelled wallet, and nothing is sent', async () => {
  approves = false
  const before = await balance(world.tenant.address)
  expect(before).toBeDefined()
  await expect(
    sent(0, tx('tfgridModule', 'userAcceptTc', 'https://terms.example', 'ab12')),
  ).rejects.toMatchObject({ code: 'cancelled' })
  expect(await balance(world.tenant.address)).toBe(before)
})
