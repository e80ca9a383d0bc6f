import { expect, test } from 'vitest'
import type { Who } from '#queries/who.ts'
import { choiceOf, choices } from './choices.ts'
import { kycWords, passwordHint, publishTitle } from './identity.ts'
import { isSame, networkChoices } from './network.ts'
import { signsNow } from './signs.ts'
import { ways, waysNow } from './ways.ts'

test('a password hint goes by length first, and refuses nothing', () => {
  const word = (password: string) => passwordHint(password).split(/[:. ]/)[0]
  expect(word('hunter2')).toBe('Weak')
  expect(word('aaaaaaaaaaaaaaaaaaaaaaaa')).toBe('Weak')
  expect(word('lorry plank basin')).toBe('Fair')
  expect(word('lorry plank basin spoon')).toBe('Strong')
  expect(word('')).toBe('It')
})

test('each way says what it risks, and a key and a wallet are here side by side', () => {
  expect(ways.every((way) => /^[A-Z].*\.$/.test(way.risk))).toBe(true)
  expect(waysNow(null, null)).toEqual({ visitor: 'you are here' })
  expect(waysNow(null, { pays: true })).toEqual({ wallet: 'you are here' })
  const key = { kind: 'keystore', speaks: true } as const
  expect(waysNow(key, null)).toEqual({ keystore: 'you are here' })
  expect(waysNow(key, { pays: true })).toEqual({ keystore: 'speaks', wallet: 'pays' })
  expect(waysNow(key, { pays: false })).toEqual({
    keystore: 'speaks and pays',
    wallet: 'connected',
  })
  expect(waysNow({ ...key, speaks: false }, { pays: true })).toEqual({
    keystore: 'unlocked',
    wallet: 'pays',
  })
})

test('what KYC says is told in words, a status of a newer service as it is', () => {
  const word = (status: string) => kycWords({ state: 'unverified', status }).word
  expect(word('UNVERIFIED')).toBe('not verified')
  expect(word('PENDING')).toBe('not verified yet: under review')
  expect(word('toString')).toBe('not verified: toString')
  expect(kycWords({ state: 'unknown', why: 'x' }).state).toBe('unknown')
  expect(kycWords({ state: 'verified' })).toEqual({ state: 'ok', word: 'verified' })
})

test('only what does not fit is published', () => {
  expect(publishTitle({ relay: 'none', key: 'none', update: null })).toBe('Publish relay and key')
  expect(publishTitle({ relay: 'ours', key: 'other', update: null })).toBe('Publish key')
  expect(publishTitle({ relay: 'other', key: 'ours', update: null })).toBe('Publish relay')
})

const speaking = (twin: number): NonNullable<Who['speaking']> => ({
  twin,
  curve: 'sr25519',
  address: `account of ${twin}`,
  kind: 'vault',
  pk: undefined,
})
const account = (kind: 'wallet' | 'vault'): NonNullable<Who['account']> => ({
  address: 'account',
  name: 'savings',
  kind,
  curve: 'sr25519',
})
const said = (who: Who, verified?: boolean) =>
  Object.fromEntries(
    signsNow(who, verified).map(({ key, state, who: by }) => [key, `${state} ${by}`]),
  )

test('who signs what is told for the present state', () => {
  expect(
    said({ speaking: null, account: null, accountTwin: undefined, match: 'one-side' }),
  ).toEqual({
    speaks: 'unknown nobody',
    signs: 'unknown nobody',
    pays: 'unknown nobody',
    owns: 'unknown nobody',
  })
  expect(
    said({ speaking: speaking(42), account: account('vault'), accountTwin: 42, match: 'same' }),
  ).toMatchObject({ speaks: 'ok twin 42, its key', owns: 'ok twin 42' })
  expect(
    said({ speaking: null, account: account('wallet'), accountTwin: 7, match: 'one-side' }),
  ).toMatchObject({
    speaks: 'unknown nobody',
    pays: 'ok savings, in the wallet',
    owns: 'warn twin 7',
  })
  expect(
    said({
      speaking: speaking(42),
      account: account('wallet'),
      accountTwin: 7,
      match: 'other-twin',
    }),
  ).toMatchObject({ signs: 'warn savings, in the wallet', owns: 'warn twin 7' })
})

test('what is deployed belongs to the account that signs, also while another twin speaks', () => {
  const addresses = (accountTwin: number | null) =>
    signsNow(
      { speaking: speaking(42), account: account('wallet'), accountTwin, match: 'other-twin' },
      undefined,
    ).find(({ key }) => key === 'owns')?.address
  expect(addresses(7)).toBe('account')
  expect(addresses(null)).toBeUndefined()
})

test('times are chosen in words with their unit', () => {
  expect(choices([null, 10_000, 60_000, 3_600_000], 'Off').map((time) => time.label)).toEqual([
    'Off',
    '10 s',
    '1 min',
    '60 min',
  ])
  expect([choiceOf(null), choiceOf(10_000)]).toEqual(['none', '10000'])
})

test('the demo grid is offered only where it runs', () => {
  expect(networkChoices(true)[0]?.value).toBe('demo')
  expect(networkChoices(false).map((choice) => choice.value)).not.toContain('demo')
})

test('a network is the same only with all its endpoints', () => {
  const one = { name: 'custom', gridproxy: 'a', relay: 'b', chain: 'c' } as const
  expect(isSame(one, { ...one })).toBe(true)
  expect(isSame(one, { ...one, relay: 'x' })).toBe(false)
})
