import { expect, test } from 'vitest'
import { createGridProxy } from '#gridproxy/client.ts'
import { createGrid } from './grid.ts'

const NOON = Date.UTC(2026, 10, 21, 12)
const HOUR = 3600

function setUp(now = () => NOON) {
  const grid = createGrid({ now, blockMs: 0 })
  const proxy = createGridProxy({
    baseUrl: 'http://proxy',
    fetch: async (input) => {
      const answer = await grid.proxy('GET', input)
      if (!answer) throw new TypeError('Failed to fetch')
      return new Response(answer.body, { status: answer.status, headers: answer.headers })
    },
  })
  const bills = async (id: bigint, size = 100, page = 1) =>
    (await proxy.bills(id, { size, page })).items
  return { grid, proxy, bills }
}

test('bills come once an hour, newest first, page after page, and know how many they are', async () => {
  const { proxy, bills } = setUp()
  const first = await bills(41_600n, 50)
  expect(first).toHaveLength(50)
  const next = await bills(41_600n, 50, 2)
  const all = [...first, ...next]
  for (const [i, { timestamp }] of all.entries()) {
    const before = all[i + 1]
    if (before) expect(Math.abs(timestamp - before.timestamp - HOUR)).toBeLessThan(20)
  }
  expect(first[0]?.timestamp).toBeGreaterThan(NOON / 1000 - HOUR - 10)
  // 34 days, less half a minute
  const { count } = await proxy.bills(41_600n, { size: 1, ret_count: true })
  expect(count).toBeGreaterThan(34 * 24 - 3)
  expect(count).toBeLessThan(34 * 24 + 2)
  expect(await bills(41_600n, 50, 400)).toEqual([])
})

test('amounts are the chain’s own arithmetic, by the discount and the price of their day', async () => {
  const { bills } = setUp()
  const all = await bills(41_600n, 1000)
  // 2 cores, 4 GiB, 125 GiB and an address are 171,250 USD units an hour at 25 mUSD; Bronze pays 70 %
  const plain = all.slice(0, 24).filter(({ discountReceived }) => discountReceived === 'Bronze')
  const least = Math.min(...plain.map(({ amountBilled }) => Number(amountBilled)))
  expect(Math.abs(least / ((171_250 / 25) * 1000 * 0.7) - 1)).toBeLessThan(0.006)
  expect(new Set(all.map((one) => one.discountReceived)).size).toBeGreaterThan(2)
  // when the price was another, so was the amount, under the same discount
  const old = all.slice(6 * 24, 7 * 24).filter((one) => one.discountReceived === 'Bronze')
  expect(Math.min(...old.map(({ amountBilled }) => Number(amountBilled)))).toBeGreaterThan(least)
})

test('while a contract is in grace nothing is billed, and what was owed is in the first bill after it', async () => {
  const { bills } = setUp()
  const all = await bills(41_650n, 700)
  const after = all.findIndex(
    ({ timestamp }, i) => timestamp - (all[i + 1]?.timestamp ?? timestamp) > 40 * HOUR,
  )
  const [peak, before] = [all[after], all[after + 1]]
  expect(peak?.discountReceived).toBe('None')
  expect(Number(peak?.amountBilled)).toBeGreaterThan(40 * Number(before?.amountBilled))
  // one that is in grace now has had no bill for three days
  const [last] = await bills(41_702n, 1)
  expect(last?.timestamp).toBeLessThan(NOON / 1000 - 3 * 86_400)
})

test('what costs nothing has no bills, nor what does not exist', async () => {
  const { grid, bills } = setUp()
  expect(await bills(999_999n)).toEqual([])
  const stranger = [...grid.db.contracts.values()].find(
    ({ details }) =>
      details.type === 'node' && details.data.includes('"vm/') && details.publicIps === 0,
  )
  expect(await bills(BigInt(stranger?.contractId ?? 0))).toEqual([])
})

test('once the chain runs its own bills are told, and they go on where the others ended', async () => {
  const { grid, bills } = setUp()
  const before = await bills(41_600n, 3)
  const chain = await grid.onChain.chain()
  expect(await bills(41_600n, 3)).toEqual(before)
  for (let block = 0; block < 600; block++) chain.mint()
  const [first, second] = await bills(41_600n, 3)
  expect(second).toEqual(before[0])
  expect((first?.timestamp ?? 0) - (second?.timestamp ?? 0)).toBeGreaterThan(0.99 * HOUR)
  expect((first?.timestamp ?? 0) - (second?.timestamp ?? 0)).toBeLessThan(1.01 * HOUR)
  // The same discount as before: the same hour costs the same
  const usual = Math.min(...(await bills(41_600n, 24)).map((one) => Number(one.amountBilled)))
  expect(Math.abs(Number(first?.amountBilled) / usual - 1)).toBeLessThan(0.01)
  grid.onChain.close()
})
