import { expect, test } from 'vitest'
import type { Signer, SignerState } from '#gridtypes/signers.ts'
import { causeWords, copyWords, expirationOf, wayOf } from './seal.ts'
import { curveWords, ignoredWords, overall, requiredWords, styleWords } from './signatures.ts'

const signer = (state: SignerState, more: Partial<Signer> = {}): Signer => ({
  twin_id: 42,
  owner: false,
  required: false,
  weight: 1n,
  curve: 'sr25519',
  signature_type: 'sr25519',
  state,
  reason: '',
  ...more,
})
const report = (states: SignerState[], verdict?: { ok: true } | { ok: false; reason: string }) =>
  overall({ signers: states.map((one) => signer(one)), ignored: [], weight: 0n, verdict }).state

test('one signature that fails is enough, and one that cannot be checked is no failure', () => {
  expect(report(['valid'], { ok: true })).toBe('ok')
  expect(report(['valid'], { ok: false, reason: 'weight' })).toBe('error')
  expect(report(['valid', 'unknown'])).toBe('warn')
  expect(report(['invalid', 'unknown'])).toBe('error')
  expect(report(['missing', 'unknown'])).toBe('error')
})

test('a curve is what the node takes it for, with what was written where that is another word', () => {
  expect(curveWords(signer('valid'))).toBe('sr25519')
  expect(curveWords(signer('valid', { curve: 'ed25519', signature_type: 'SR25519' }))).toBe(
    'ed25519, written as “SR25519”',
  )
  expect(curveWords(signer('valid', { curve: 'ed25519', signature_type: '' }))).toBe(
    'ed25519, no type written',
  )
  expect(curveWords(signer('missing', { curve: null, signature_type: '' }))).toBeUndefined()
})

test('who has to sign is said as the node takes it', () => {
  expect(requiredWords(signer('valid', { owner: true }))).toBe('yes, as owner')
  expect(requiredWords(signer('valid', { required: true }))).toBe('yes')
  expect(requiredWords(signer('valid'))).toBe('no, but needed')
  expect(ignoredWords({ twin_id: 7, signature_type: 'x', why: 'unlisted' })).toContain(
    'nobody asked',
  )
  expect(ignoredWords({ twin_id: 7, signature_type: '', why: 'repeated' })).toContain('first')
  expect(['', 'polka-wallet', 'polkadot'].map(styleWords)).toEqual([
    expect.stringContaining('16 bytes'),
    expect.stringContaining('<Bytes>'),
    expect.stringContaining('Unknown'),
  ])
})

const search = { order: ['a'], expiration: 0n, restored: [], among: 240 }

test('how a seal was judged is told', () => {
  const found = { verdict: 'runs-what-was-signed' as const, search, others: [] }
  expect(wayOf(found)).toEqual({ words: 'order found among 240' })
  expect(expirationOf(found)).toBeUndefined()
  expect(expirationOf({ ...found, search: { ...search, expiration: 5n } })).toBe('5')
  expect(wayOf({ verdict: 'runs-what-was-signed', copy: 7, others: [] })).toEqual({
    words: 'copy kept',
    at: 7,
  })
})

test('a copy and a cause are told in words', () => {
  const copy = { hash: 'ab', version: 2, at: 1, from: 'brought' as const }
  expect(copyWords(copy, 'AB')).toBe('version 2, brought by you')
  expect(copyWords(copy, 'cd')).toContain("not of the contract's hash")
  const cause = { how: 'deleted' as const, message: 'crashed', at: 1_700_000_000 }
  const difference = {
    workload: 'vm1',
    type: 'zmachine',
    field: '',
    signed: 'zmachine',
    node: undefined,
    secret: false,
  }
  expect(causeWords({ ...difference, cause })).toEqual({
    words: 'vm1: the node took it down',
    at: 1_700_000_000_000,
    after: ', with the words “crashed”.',
  })
  expect(causeWords(difference)).toBeUndefined()
})
