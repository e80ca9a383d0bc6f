import { expect, test, vi } from 'vitest'
import { asLong, askForActivation, transferFeeQuery, usdOf } from './account.ts'

const URL_ = 'https://activation.example.org/activation/activate'
const answering = (status: number, body: string | null = null) =>
  vi.fn<typeof fetch>(async () => new Response(body, { status }))

test('the activation service is asked as its own clients ask it', async () => {
  const ask = answering(200)
  await askForActivation(URL_, '5Someone', ask)
  const [url, init] = ask.mock.calls[0] ?? []
  expect(url).toBe(URL_)
  expect(init).toMatchObject({ method: 'POST', body: '{"substrateAccountID":"5Someone"}' })
})

test('a refusal and a silence of the service are told apart, with its own words', async () => {
  await expect(
    askForActivation(URL_, '5Someone', answering(404, 'substrate account is not found')),
  ).rejects.toMatchObject({ code: 'refused', details: '404 substrate account is not found' })
  const silent = vi.fn<typeof fetch>().mockRejectedValue(new TypeError('failed to fetch'))
  await expect(askForActivation(URL_, '5Someone', silent)).rejects.toMatchObject({
    code: 'unreachable',
    details: URL_,
  })
})

test('a fee is asked for once for all amounts that are written as long', () => {
  expect(asLong(63n)).toBe(63n)
  expect(asLong(64n)).toBe(16_383n)
  expect(asLong(30_000_000n)).toBe(asLong(900_000_000n))
  expect(asLong(30_000_000n)).toBeLessThan(asLong(24_800_000_000n))
  const key = (units: bigint) => transferFeeQuery('5Someone', units).queryKey
  expect(key(30_000_000n)).toEqual(key(40_000_000n))
  expect(key(30_000_000n)).not.toEqual(key(24_800_000_000n))
})

test('money is told in USD at the price of bills, kept between the least and the most', () => {
  const at = (average: bigint) => ({ tftPrice: { last: 99n, average, min: 10n, max: 1000n } })
  expect(usdOf(10_000_000n, at(25n))).toBe(250_000n)
  expect(usdOf(10_000_000n, at(1n))).toBe(100_000n)
})
