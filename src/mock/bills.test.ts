import { expect, test } from 'vitest'
import { createGridProxy } from '#gridproxy/client.ts'
import { apiOf, signerOf } from './chain/testing.ts'
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

test('a chain begins with what its bills have set aside, and with the grace that its node knows of', async () => {
  const { grid, bills } = setUp()
  const all = await bills(41_600n, 24)
  const chain = await grid.onChain.chain()
  const state = chain.store.get('SmartContractModule.ContractPaymentState', 41_600n)
  const cycles = state?.cycles ?? 0
  expect(cycles).toBeGreaterThan(0)
  const aside = all.slice(0, cycles).reduce((sum, { amountBilled }) => sum + amountBilled, 0n)
  expect(state?.standard_reserve).toBe(aside)
  expect(state?.last_updated_seconds).toBe(BigInt(all[0]?.timestamp ?? 0))
  // the account holds what its contracts have aside, beside what it can spend
  const account = chain.twin(42)?.account ?? new Uint8Array(32)
  const { reserved, usable } = chain.balance(account)
  expect(usable).toBe(2_480n * 10_000_000n)
  expect(reserved).toBeGreaterThan(aside)
  // grace began in the block in which the node paused it
  const [paused] = [...grid.db.deployments.values()].filter((row) => row.contractId === 41_702)
  const at = paused?.history.findLast(({ result }) => result.state === 'paused')?.result.created
  const since = Number(chain.contract(41_702)?.graceSince)
  expect(NOON / 1000 - 6 * (chain.head().number - since)).toBeCloseTo(at ?? 0, -2)
  grid.onChain.close()
})

test('of a contract that ends its bills stay, the last one with them', async () => {
  const { grid, proxy } = setUp()
  const chain = await grid.onChain.chain()
  const count = async (id: bigint) => (await proxy.bills(id, { size: 1, ret_count: true })).count
  const before = await count(41_702n)
  expect(before).toBeGreaterThan(1_000)
  const api = await apiOf(chain)
  const tenant = await signerOf(grid, 42)
  const call = api.tx['smartContractModule']!['cancelContract']!(41_702)
  const sent = call.signAndSend(tenant.address, { signer: tenant.signer(api), nonce: -1 })
  await sent
  chain.mint()
  expect(grid.db.contracts.get(41_702)?.state).toBe('Deleted')
  expect(await count(41_702n)).toBe((before ?? 0) + 1)
  await api.disconnect()
  grid.onChain.close()
})
