import { expect, test } from 'vitest'
import { asTwin } from '#lib/ids.ts'
import { ownerOf } from '#deploy/compose/draft.ts'
import { partyOf, requirementOf, signerTroubles, styleFor } from './requirement.ts'
import { party } from './testing.ts'

test('a key alone signs the bytes, a wallet its own style, and one wallet among all makes it theirs', () => {
  expect(styleFor([party(42, 'key')])).toBe('')
  expect(styleFor([party(42, 'wallet')])).toBe('polka-wallet')
  expect(styleFor([party(42, 'key'), party(7, 'wallet')])).toBe('polka-wallet')
  expect(styleFor([party(42, 'key'), party(7, 'key')])).toBe('')
})

test('the owner alone asks for what a fresh draft asks for', () => {
  expect(requirementOf(party(42, 'key'))).toEqual(ownerOf(asTwin(42)!).requirement)
  expect(requirementOf(party(42))).toEqual(ownerOf(asTwin(42)!, 'polka-wallet').requirement)
})

test('without a weight all of it is required; every request is', () => {
  const { requests, weight_required } = requirementOf(party(42, 'key', 2n), [party(7)])
  expect(weight_required).toBe(3n)
  expect(requests).toEqual([
    { twin_id: 42, required: true, weight: 2n },
    { twin_id: 7, required: true, weight: 1n },
  ])
})

test.each([
  ['a twin twice', requirementOf(party(42), [party(7), party(7)]), 'Twin 7 is asked twice'],
  ['no owner', requirementOf(party(7)), 'Twin 42, whose deployment it is'],
  ['a weight out of reach', requirementOf(party(42), [], 9n), 'no node would ever take it'],
  ['a weight that wraps', requirementOf(party(42), [party(7, 'key', (1n << 64n) - 1n)]), '64 bits'],
  ['a number that is no twin', requirementOf(party(42), [party(0)]), '0 is no twin'],
  ['another style', { ...requirementOf(party(42)), signature_style: 'polkadot' }, 'no style'],
  [
    'a crowd',
    requirementOf(
      party(42),
      Array.from({ length: 60 }, (_, i) => party(100 + i)),
    ),
    '61',
  ],
])('%s is told in a sentence', (_what, requirement, part) => {
  expect(signerTroubles(42, requirement).join('\n')).toContain(part)
  expect(signerTroubles(42, requirementOf(party(42), [party(7)]))).toEqual([])
})

test('a wallet alone is refused before anything is paid, with the ways on; the same twin’s key mends it', () => {
  const signer = { kind: 'wallet', twin: 42 } as const
  expect(partyOf({ twin: null, signer })).toMatchObject({
    refused: { why: 'mute', reason: expect.stringContaining('Unlock the key') as string },
  })
  expect(partyOf({ twin: 42, signer })).toEqual({ party: party(42, 'wallet') })
  expect(partyOf({ twin: 42, signer: { kind: 'session', twin: 42 } })).toEqual({
    party: party(42, 'key'),
  })
  expect(partyOf({ twin: 7, signer })).toMatchObject({ refused: { why: 'other-twin' } })
})
