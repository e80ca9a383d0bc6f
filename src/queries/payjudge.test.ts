import { expect, test } from 'vitest'
import type { Intent } from '#chain/intent.ts'
import { asContract, asTwin } from '#lib/ids.ts'
import { judge } from './payjudge.ts'
import type { PayQuote } from './payquote.ts'

const ME = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const TFT = 10_000_000n
const twin = asTwin(42)!

const quote = (rest: Partial<PayQuote> = {}, usable = 100n * TFT): PayQuote => ({
  fee: 10_000n,
  call: { pallet: 'balances', name: 'transferKeepAlive', args: [], calls: [] },
  hex: '0x00',
  balance: { free: usable, reserved: 0n, frozen: 0n, usable, nonce: 0 },
  least: 500n,
  twin,
  price: 25n,
  receiver: TFT,
  owners: [],
  chain: { name: 'tfchain', spec: 152 },
  at: 0,
  ...rest,
})
const transfer = (units: bigint, to = BOB): Intent => ({ kind: 'transfer', to, units })
const cancel: Intent = { kind: 'cancel-contracts', ids: [asContract(5n), asContract(6n)] }

test('what is left is what is there without the sum and the fee, to the unit', () => {
  const judged = judge(transfer(12n * TFT), ME, quote(), 42)
  expect(judged).toEqual({
    spent: 12n * TFT,
    before: 100n * TFT,
    after: 88n * TFT - 10_000n,
    blocked: undefined,
    warnings: [],
  })
})

test('a payment may go as far as the account stays open, and not a unit further', () => {
  const most = 100n * TFT - 10_000n - 500n
  expect(judge(transfer(most), ME, quote(), 42).blocked).toBeUndefined()
  expect(judge(transfer(most + 1n), ME, quote(), 42).blocked).toBe(
    'With the fee this needs 99.9999501 TFT; the account can spend 99.99995 TFT and stay open.',
  )
})

test('what is frozen keeps an account open as well', () => {
  const balance = { free: 10n * TFT, reserved: 0n, frozen: 4n * TFT, usable: 6n * TFT, nonce: 0 }
  expect(judge(transfer(6n * TFT - 10_000n), ME, quote({ balance }), 42).blocked).toBeUndefined()
})

test.each<[string, Intent, PayQuote, RegExp]>([
  ['a fee that cannot be paid', cancel, quote({}, 9_000n), /The fee is 0\.001 TFT.*Fund it first/],
  [
    'an empty account that gives all',
    { kind: 'transfer-all', to: BOB },
    quote({}, 10_100n),
    /Nothing worth paying/,
  ],
  ['a payment to oneself', transfer(TFT, ME), quote(), /to the account that pays it/],
  [
    'too little for an account that is not open',
    transfer(499n),
    quote({ receiver: 0n }),
    /at least 0\.00005 TFT to open/,
  ],
  ['a second twin', { kind: 'create-twin', relay: null, pk: null }, quote(), /already has twin 42/],
  ['contracts of an account without a twin', cancel, quote({ twin: null }), /has no twin/],
  [
    'a contract that has ended',
    cancel,
    quote({ owners: [{ contractId: asContract(5n), twinId: null }] }),
    /Contract 5 has ended already/,
  ],
  [
    'a contract of another twin',
    cancel,
    quote({
      owners: [
        { contractId: asContract(5n), twinId: twin },
        { contractId: asContract(6n), twinId: asTwin(7)! },
      ],
    }),
    /Contract 6 belongs to twin 7/,
  ],
])('%s is refused before it costs a fee', (_, intent, given, words) => {
  expect(judge(intent, ME, given, 42).blocked).toMatch(words)
})

test('an account that is open takes the smallest payment', () => {
  expect(judge(transfer(1n), ME, quote(), 42).blocked).toBeUndefined()
})

test('another purse than the speaking twin’s is told', () => {
  expect(judge(cancel, ME, quote(), 7).warnings).toEqual([
    'Twin 7 speaks, but this account is twin 42’s: it pays from another purse.',
  ])
  expect(judge(transfer(TFT), ME, quote({ twin: null }), 7).warnings).toHaveLength(1)
  expect(judge(transfer(TFT), ME, quote({ twin: null }), null).warnings).toEqual([])
})

test('who gives all is told what stays, and that the account is empty', () => {
  const all: Intent = { kind: 'transfer-all', to: BOB }
  const balance = { free: 10n * TFT, reserved: 3n * TFT, frozen: 0n, usable: 10n * TFT, nonce: 0 }
  expect(judge(all, ME, quote({ balance }), 42)).toMatchObject({
    spent: 10n * TFT - 10_000n,
    after: 0n,
    warnings: ['3.00 TFT is held for contracts and stays in the account.'],
  })
  expect(judge(all, ME, quote(), 42).warnings).toEqual([
    'The account is empty afterwards. Below 0.00005 TFT the chain forgets it, its twin stays.',
  ])
})

test('what a bill takes is not known before', () => {
  const judged = judge({ kind: 'bill-contracts', ids: [asContract(5n)] }, ME, quote(), 42)
  expect(judged.after).toBeUndefined()
})
