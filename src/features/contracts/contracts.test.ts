import { expect, test } from 'vitest'
import type { GridContract } from '#gridproxy/schemas.ts'
import { toCsv } from '#ui/export.ts'
import { withChip } from '#ui/twinlist.ts'
import { sheet } from './export.ts'
import { addressOf, listOf, optionsOf, shownOf } from './list.ts'
import { type ContractRow, rowsOf, trouble } from './rows.ts'
import { lastBillOf } from './words.ts'

const details: GridContract['details'] = {
  nodeId: 11,
  deployment_data: '{"version":3,"type":"vm","name":"web","projectName":"fullvm/web"}',
  deployment_hash: 'ab',
  number_of_public_ips: 1,
  farm_name: 'freefarm',
  farm_id: 7,
  name: '',
}
const contract = (contract_id: bigint, rest: Partial<GridContract> = {}): GridContract => ({
  contract_id,
  twin_id: 42,
  state: 'Created',
  created_at: 1_000,
  type: 'node',
  details,
  ...rest,
})
const listed = [
  contract(5n),
  contract(6n, {
    type: 'name',
    details: { ...details, nodeId: null, deployment_data: '', name: 'shop' },
  }),
  contract(7n, { type: 'rent', details: { ...details, deployment_data: '' } }),
]
const at = { now: 1_060, away: false }

test('before the chain has answered the list is the proxy’s', () => {
  const rows = rowsOf(listed, undefined, at)
  expect(rows.map(({ kind, name, nodeId }) => [kind, name, nodeId])).toEqual([
    ['node', 'web', 11],
    ['name', 'shop', null],
    ['rent', '', 11],
  ])
  expect(rows[0]).toMatchObject({ toldBy: 'proxy', age: 60, cost: undefined, missing: 'waiting' })
  expect(rowsOf(listed, undefined, { ...at, away: true })[0]?.missing).toBe('unread')
})

test('the address of a list reads back as the same list, and nonsense is left out', () => {
  const list = listOf(
    new URLSearchParams('twin=7&q=web&sort=-month&kind=rent&node=11&state=GracePeriod'),
  )
  expect(listOf(new URLSearchParams(addressOf(list)))).toEqual(list)
  expect(listOf(new URLSearchParams('twin=-1&sort=nothing&kind=boat&node=x'))).toEqual(
    listOf(new URLSearchParams()),
  )
  expect(addressOf(withChip(list, 'kind', undefined))).not.toHaveProperty('kind')
})

test('search and filters leave what has all of it', () => {
  const rows = rowsOf(listed, undefined, at)
  const ids = (search: string, chips: Parameters<typeof shownOf>[1]['chips'] = []) =>
    shownOf(rows, { search, chips }).map(({ contractId }) => contractId)
  expect(ids('WEB node 11')).toEqual([5n])
  expect(ids('whole')).toEqual([7n])
  expect(ids('', [{ key: 'node', value: '11' }])).toEqual([5n, 7n])
  expect(optionsOf('kind', rows).map(({ label }) => label)).toEqual([
    'Name',
    'Deployment',
    'Whole node',
  ])
})

test('what ends soonest comes first, then what is owed, then the dearest', () => {
  const cost = {
    hour: 1n,
    month: 720n,
    usdHour: 0n,
    usdMonth: 0n,
    level: 'None',
    held: 0n,
    overdue: 0n,
    overdueSoon: 0n,
    billNow: 0n,
    endsAt: undefined,
  } as const
  const [row] = rowsOf(listed, undefined, at)
  if (!row) throw new Error('three are listed')
  const rows: ContractRow[] = [
    { ...row, contractId: 1n, cost },
    { ...row, contractId: 2n, cost: { ...cost, month: 9_000n } },
    { ...row, contractId: 3n, cost: { ...cost, overdue: 1n } },
    { ...row, contractId: 4n, cost: { ...cost, endsAt: 1_900_000_000_000 } },
    { ...row, contractId: 5n, cost: { ...cost, endsAt: 1_800_000_000_000 } },
  ]
  const order = rows.toSorted((a, b) => trouble(b) - trouble(a))
  expect(order.map(({ contractId }) => contractId)).toEqual([5n, 4n, 3n, 2n, 1n])
})

test('the last bill is told with its sum, and with what the account has where that is less', () => {
  expect(lastBillOf(0n, 5n, 1)).toBeUndefined()
  expect(lastBillOf(126_150_001n, 10n ** 10n, 1)).toEqual({
    sentence: 'The chain bills it a last time: about 12.62 TFT.',
    taken: 126_151_000n,
  })
  expect(lastBillOf(342_001n, 10n ** 10n, 2)?.sentence).toBe(
    'The chain bills them a last time: about 0.0343 TFT.',
  )
  expect(lastBillOf(126_150_001n, 200_000n, 1)).toEqual({
    sentence:
      'The chain bills it a last time: about 12.62 TFT. The account has 0.02 TFT: the chain takes what is there.',
    taken: 200_000n,
  })
})

test('a spreadsheet has units in its heads, dates that can be read, and what is owed apart from what is held', () => {
  const rows = rowsOf(listed, undefined, at)
  const [head, first] = toCsv(sheet, rows).split('\r\n')
  expect(head).toContain('State,State on the wire,State told by,Made (UTC),Age (days)')
  expect(head).toContain('TFT per month of 30 days,USD per hour,USD per month of 30 days')
  expect(head).toContain(
    'Put aside for bills (TFT),Owed now (TFT),About when it ends if unpaid (UTC)',
  )
  expect(first).toContain('5,Deployment,node,web,')
  expect(first).toContain('Active,Created,grid proxy,1970-01-01T00:16:40.000Z,0.00')
})
