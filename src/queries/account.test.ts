import { expect, test, vi } from 'vitest'
import { askForActivation, usdOf } from './account.ts'

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

test('money is told in USD at the price of bills, kept between the least and the most', () => {
  const at = (average: bigint) => ({ tftPrice: { last: 99n, average, min: 10n, max: 1000n } })
  expect(usdOf(10_000_000n, at(25n))).toBe(250_000n)
  expect(usdOf(10_000_000n, at(1n))).toBe(100_000n)
})
