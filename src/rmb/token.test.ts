import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBase64url, utf8 } from '#lib/bytes.ts'
import { keyPair, miniSecret } from './keys.ts'
import { MNEMONIC } from './testgrid.ts'
import { checkToken, makeToken } from './token.ts'

const pair = await keyPair(miniSecret(MNEMONIC), 'ed25519')
const accountOf = () => pair.account

/** A token of any header and claims, well signed. */
async function forge(header: string, claims: string): Promise<string> {
  const input = `${toBase64url(utf8(header))}.${toBase64url(utf8(claims))}`
  return `${input}.${toBase64url(await pair.sign(utf8(input)))}`
}
const HEADER = '{"alg":"RS512","typ":"JWT"}'

test('whatever twin, session and time: what is made is let in until its time has run out', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(0xffffffff),
      fc.string({ unit: 'grapheme' }),
      fc.nat(2 ** 40),
      async (sub, sid, iat) => {
        const token = await makeToken(pair, { sub, iat, exp: iat + 600, sid })
        expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{87}$/)
        expect(await checkToken(token, iat + 600, accountOf)).toEqual({ twin: sub, sid })
        expect(await checkToken(token, iat + 601, accountOf)).toEqual({
          refused: 'invalid jwt: jwt has expired',
        })
        expect(await checkToken(token, iat, () => undefined)).toEqual({
          refused: `twin not found ${sub}`,
        })
      },
    ),
    { numRuns: 30 },
  )
})

test('an absent session, a null one and an empty one: the first two are no session', async () => {
  const claims = { sub: 7, iat: 1, exp: 9 }
  expect(await checkToken(await makeToken(pair, claims), 1, accountOf)).toEqual({
    twin: 7,
    sid: undefined,
  })
  const nothing = await forge(HEADER, '{"sub":7,"iat":1,"exp":9,"sid":null}')
  expect(await checkToken(nothing, 1, accountOf)).toEqual({ twin: 7, sid: undefined })
  const empty = await makeToken(pair, { ...claims, sid: '' })
  expect(await checkToken(empty, 1, accountOf)).toEqual({ twin: 7, sid: '' })
})

test('a header without typ is let in', async () => {
  const token = await forge('{"alg":"RS512"}', '{"sub":7,"iat":1,"exp":9,"sid":"s"}')
  expect(await checkToken(token, 1, accountOf)).toEqual({ twin: 7, sid: 's' })
})

test.each([
  ['another algorithm', '{"alg":"HS256"}', '{"sub":7,"iat":1,"exp":9}'],
  ['another type', '{"alg":"RS512","typ":"JOSE"}', '{"sub":7,"iat":1,"exp":9}'],
  ['a twin as text', HEADER, '{"sub":"7","iat":1,"exp":9}'],
  ['a fraction', HEADER, '{"sub":7,"iat":1.5,"exp":9}'],
  ['no iat', HEADER, '{"sub":7,"exp":9}'],
  ['a twin beyond 32 bits', HEADER, '{"sub":4294967296,"iat":1,"exp":9}'],
  ['a session that is a number', HEADER, '{"sub":7,"iat":1,"exp":9,"sid":4}'],
  ['claims that are a list', HEADER, '[7]'],
  ['claims that are no JSON', HEADER, '{'],
])('%s is refused', async (_what, header, claims) => {
  expect(await checkToken(await forge(header, claims), 1, accountOf)).toHaveProperty('refused')
})

test.each(['', 'a', 'a.b', 'a.b.c', '..', 'a.b.c.d', '%%%.%%%.%%%'])(
  '"%s" is no token',
  async (token) => {
    expect(await checkToken(token, 1, accountOf)).toHaveProperty('refused')
  },
)
