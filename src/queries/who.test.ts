import { expect, test } from 'vitest'
import { toSs58 } from '#lib/ss58.ts'
import { sortAccounts } from '#wallet/accounts.ts'
import type { HeldKey, Speaking } from './sessionstate.ts'
import { matchOf, signerByDefault, signingAccounts, type SigningAccount } from './who.ts'

const address = (fill: number) => toSs58(new Uint8Array(32).fill(fill))

function wallet(fills: number[], chosen: 'wallet' | 'key' | null = null, taken = fills[0]) {
  const { accounts } = sortAccounts(
    'one',
    fills.map((fill) => ({ address: address(fill), type: 'sr25519', name: `Account ${fill}` })),
  )
  const account = accounts.find((one) => one.address === address(taken ?? 0)) ?? null
  return {
    status: {
      state: 'asked' as const,
      extensions: [],
      accounts,
      unusable: [],
      problem: undefined,
    },
    account,
    chosen,
  }
}
const nothing = wallet([])
const held = (fill: number, twin: number | null): HeldKey => ({
  address: address(fill),
  curve: 'ed25519',
  kind: 'vault',
  twin,
  sealed: false,
  pk: undefined,
})
const speaks = (fill: number, twin: number): { twin: Speaking; key: HeldKey } => ({
  twin: { twin, curve: 'ed25519', address: address(fill), kind: 'vault', pk: undefined },
  key: held(fill, twin),
})
const nobody = { twin: null, key: null }

function signs(
  of: ReturnType<typeof wallet>,
  state: { twin: Speaking | null; key: HeldKey | null },
): string {
  const found = signerByDefault(signingAccounts(of, state), state.twin, of.chosen)
  return found ? `${found.kind} ${found.address}` : 'nobody'
}

test('without a wallet and without a key nobody signs', () => {
  expect(signs(nothing, nobody)).toBe('nobody')
})

test('a key alone signs, with a twin or without', () => {
  expect(signs(nothing, speaks(1, 42))).toBe(`vault ${address(1)}`)
  expect(signs(nothing, { twin: null, key: held(1, null) })).toBe(`vault ${address(1)}`)
})

test('a wallet alone signs', () => {
  expect(signs(wallet([5, 6]), nobody)).toBe(`wallet ${address(5)}`)
})

test('with a key that speaks beside a wallet, the speaking twin’s own account signs', () => {
  expect(signs(wallet([5, 6]), speaks(1, 42))).toBe(`vault ${address(1)}`)
})

test('where the wallet has the speaking twin’s account, it is asked there', () => {
  expect(signs(wallet([5, 1]), speaks(1, 42))).toBe(`wallet ${address(1)}`)
})

test('a key without a twin leaves the signing to the wallet', () => {
  expect(signs(wallet([5]), { twin: null, key: held(1, null) })).toBe(`wallet ${address(5)}`)
})

test('what a person chose signs, whoever speaks', () => {
  expect(signs(wallet([5, 1], 'wallet'), speaks(1, 42))).toBe(`wallet ${address(5)}`)
  expect(signs(wallet([5, 1], 'key'), speaks(1, 42))).toBe(`vault ${address(1)}`)
  expect(signs(wallet([5], 'key'), { twin: null, key: held(1, null) })).toBe(`vault ${address(1)}`)
})

test('a choice of what is not there does not count', () => {
  expect(signs(wallet([5], 'key'), nobody)).toBe(`wallet ${address(5)}`)
  expect(signs(wallet([5], 'wallet', 9), speaks(1, 42))).toBe(`vault ${address(1)}`)
})

test('the wallet’s account and the key are both offered, also where they are one account', () => {
  const kinds = (list: SigningAccount[]) => list.map(({ kind, name }) => `${kind}: ${name}`)
  expect(kinds(signingAccounts(wallet([1, 5]), speaks(1, 42)))).toEqual([
    'wallet: Account 1',
    'vault: Unlocked key',
  ])
  expect(
    kinds(signingAccounts(nothing, { twin: null, key: { ...held(2, 7), kind: 'session' } })),
  ).toEqual(['session: Session twin’s key'])
})

const speaking = { twin: 42, address: address(1) }
const account = { address: address(5) }
test.each([
  [null, null, undefined, 'one-side'],
  [speaking, null, undefined, 'one-side'],
  [null, account, 7, 'one-side'],
  [speaking, { address: address(1) }, undefined, 'same'],
  [speaking, account, 42, 'same'],
  [speaking, account, 7, 'other-twin'],
  [speaking, account, null, 'no-twin'],
  [speaking, account, undefined, 'unknown'],
] as const)('%j and %j of twin %s: %s', (who, what, twin, match) => {
  expect(matchOf(who, what, twin)).toBe(match)
})
