import { expect, test } from 'vitest'
import type { GridBill } from '#gridproxy/schemas.ts'
import { billsInWords } from './billwords.ts'

const T0 = 1_800_000_000
/** Newest first; each an hour before the one above, of units an hour before the discount. */
function bills(...rows: [plain: number, level?: string, hours?: number][]): GridBill[] {
  const off: Record<string, number> = { None: 1, Default: 0.8, Bronze: 0.7, Silver: 0.6, Gold: 0.4 }
  let at = T0
  return rows.map(([plain, level = 'Gold', hours = 1]) => {
    const amountBilled = BigInt(Math.round(plain * (off[level] ?? 1) * hours))
    const bill = { amountBilled, discountReceived: level, timestamp: at }
    at -= hours * 3600
    return bill
  })
}
const open = { createdAt: 0, whole: false }
/** Of each; the last is there once more, so that its own hour is known. */
const why = (...rows: Parameters<typeof bills>) =>
  billsInWords(bills(...rows, ...rows.slice(-1)), open).map((bill) => bill.why.join(' '))

test('a bill like the one before says nothing, and knows its period and what an hour cost', () => {
  const [first, last] = billsInWords(bills([1_000_000], [1_000_000]), open)
  expect(first).toMatchObject({
    from: T0 - 3600,
    to: T0,
    amount: 400_000n,
    hourly: 400_000n,
    percent: 60,
    why: [],
    kind: 'plain',
  })
  expect(last).toMatchObject({ from: undefined, hourly: undefined, why: [] })
})

test('the first bill of a contract counts from its making', () => {
  const [bill] = billsInWords(bills([1_000_000]), { createdAt: T0 - 1800, whole: true })
  expect(bill).toMatchObject({ from: T0 - 1800, hourly: 800_000n })
  expect(bill?.why).toEqual(['The first bill of this contract.'])
})

test('another discount is told as that alone where the price before it is the same', () => {
  expect(why([1_000_000, 'Bronze'], [1_000_000, 'Gold'], [1_000_000, 'Gold'])[0]).toBe(
    'Discount fell from Gold (60 %) to Bronze (30 %): the balance covers fewer months.',
  )
  expect(why([1_000_000, 'Default'], [1_000_000, 'None'])[0]).toMatch(
    /rose from none to Default \(20 %\)/,
  )
})

test('a small change that stays is the price of a TFT, a large one what is used', () => {
  expect(why([1_040_000], [1_040_000], [1_000_000])[1]).toMatch(/^4 % more TFT .*TFT fell\.$/)
  expect(why([960_000], [960_000], [1_000_000])[1]).toMatch(/^4 % fewer TFT .*TFT rose\.$/)
  expect(why([2_000_000], [2_000_000], [1_000_000])[1]).toMatch(/uses more now/)
})

test('what comes and goes with one bill is traffic, and the newest leaves it open', () => {
  const told = why([1_000_000], [1_300_000], [1_000_000])
  expect(told[1]).toBe(
    '0.0120 TFT more. Most likely traffic that its node reported since the last bill.',
  )
  expect(told[0]).toMatch(/^Back to what it was/)
  expect(why([1_300_000], [1_000_000], [1_000_000])[0]).toMatch(/the next bill tells which/)
})

test('the bill after a grace period settles what was owed, and the next one is no fall', () => {
  const told = billsInWords(
    bills([1_000_000, 'Gold'], [1_000_000, 'None', 48], [1_000_000, 'Gold'], [1_000_000, 'Gold']),
    open,
  )
  expect(told[1]).toMatchObject({ kind: 'settled' })
  expect(told[1]?.why.join(' ')).toMatch(/^Covers 2 d 0 h, in which nothing was billed/)
  expect(told[0]?.why.join(' ')).toMatch(/rose from none to Gold.*An hour again/)
  expect(told[0]?.why.join(' ')).not.toMatch(/price/)
})

test('a fee that no discount touches does not look like another price', () => {
  const at = (level: string, paid: number, timestamp: number) => ({
    amountBilled: BigInt(paid) + 500_000n,
    discountReceived: level,
    timestamp,
  })
  const rows = [
    at('Bronze', 700_000, T0),
    at('Gold', 400_000, T0 - 3600),
    at('Gold', 400_000, T0 - 7200),
  ]
  expect(billsInWords(rows, { ...open, fixed: 500_000n })[0]?.why).toHaveLength(1)
})

test('a bill that two pages told is there once', () => {
  const rows = bills([1_000_000], [1_000_000])
  expect(billsInWords([...rows, ...rows.slice(1)], open)).toHaveLength(2)
})

test('the bill with which a contract was cancelled is the final one, with what was owed or without', () => {
  const told = (...rows: Parameters<typeof bills>) =>
    billsInWords(bills(...rows), { ...open, cancelled: true }).map(({ why: words }) => words[0])
  expect(told([1_000_000, 'Gold', 0.5], [1_000_000])[0]).toBe(
    'The final bill, made as the contract was cancelled: covers 30 min.',
  )
  expect(told([1_000_000, 'None', 72], [1_000_000], [1_000_000])).toEqual([
    'The final bill, with what was owed: covers 3 d 0 h, in which nothing was billed.',
    undefined,
    undefined,
  ])
  // a grid that has lost the bills before says so
  const [lone] = billsInWords(bills([1_000_000]), {
    createdAt: T0 - 60 * 86_400,
    whole: true,
  })
  expect(lone?.why[0]).toMatch(/^The oldest bill the grid keeps .* 60 d 0 h after it was made/)
})
