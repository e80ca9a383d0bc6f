import { describe, expect, test } from 'vitest'
import type { Served } from '#deploy/served.ts'
import type { GridContract } from '#gridproxy/schemas.ts'
import type { ListSeal } from '#queries/listseals.ts'
import { type NodeHeard, rowsOf, strangers, type Told, trouble } from './rows.ts'

const NOW = 1_800_000_000
const contract = (
  contract_id: bigint,
  nodeId: number | null,
  rest: { state?: string; data?: string; ips?: number } = {},
) =>
  ({
    contract_id,
    twin_id: 42,
    state: rest.state ?? 'Created',
    created_at: NOW - 86_400,
    type: 'node',
    details: {
      nodeId,
      deployment_data: rest.data ?? '{"version":3,"type":"vm","name":"web","projectName":"vm/web"}',
      deployment_hash: 'AB',
      number_of_public_ips: rest.ips ?? 0,
      farm_name: '',
      farm_id: 1,
      name: '',
    },
  }) satisfies GridContract
const served = (contract_id: bigint, states: string[] = ['ok'], metadata = ''): Served => ({
  contract_id,
  twin_id: 42,
  version: 0,
  metadata,
  ips: ['185.206.122.40'],
  workloads: states.map((state, i) => ({
    name: `w${i}`,
    type: 'zmachine',
    state,
    message: '',
    created: NOW - 9999,
  })),
})
const answered = (...all: Served[]): NodeHeard => ({
  kind: 'answered',
  served: all,
  unsure: new Map(),
})
const silent: NodeHeard = { kind: 'silent', short: 'silent', why: 'Node 12 did not answer.' }

const told = (rest: Partial<Told>): Told => ({
  contracts: [],
  ended: [],
  looked: new Map(),
  remembered: null,
  nodes: new Map([[11, { nodeId: 11, twinId: 2908, farmName: 'Rack 2' }]]),
  heard: new Map(),
  seals: new Map(),
  now: NOW,
  ...rest,
})
const classes = (rest: Partial<Told>) =>
  Object.fromEntries(rowsOf(told(rest)).map(({ key, truth }) => [key, truth.class]))

describe('rows', () => {
  test('a contract is a row at once, and its node fills it when it answers', () => {
    const contracts = [contract(41_532n, 11, { ips: 1 })]
    const [before] = rowsOf(told({ contracts, heard: new Map([[11, { kind: 'waiting' }]]) }))
    expect(before).toMatchObject({
      key: '11 41532',
      name: 'web',
      project: 'vm/web',
      type: 'vm',
      farmName: 'Rack 2',
      age: 86_400,
      served: undefined,
      reservedIps: 1,
      truth: { class: 'waiting' },
    })
    const heard = new Map([[11, answered(served(41_532n, ['ok', 'error', 'ok']))]])
    const [after] = rowsOf(told({ contracts, heard }))
    expect(after).toMatchObject({
      key: '11 41532',
      states: [
        { state: 'error', count: 1 },
        { state: 'ok', count: 2 },
      ],
      ips: ['185.206.122.40'],
      truth: { class: 'in-step' },
      shown: 'errors',
    })
  })

  test('one silent node makes its own rows unknown and no others', () => {
    const contracts = [contract(1n, 11), contract(2n, 12), contract(3n, 11)]
    const heard = new Map<number, NodeHeard>([
      [11, answered(served(1n))],
      [12, silent],
    ])
    expect(classes({ contracts, heard })).toEqual({
      '11 1': 'in-step',
      '12 2': 'unknown',
      '11 3': 'orphan',
    })
  })

  test('a get that brought nothing leaves its contract unknown, though the list came', () => {
    const node: NodeHeard = {
      kind: 'answered',
      served: [],
      unsure: new Map([[1n, 'Node 11 did not answer within 20 s.']]),
    }
    const [row] = rowsOf(told({ contracts: [contract(1n, 11)], heard: new Map([[11, node]]) }))
    expect(row).toMatchObject({ truth: { class: 'unknown' }, served: undefined })
  })

  test('ended contracts make a row only where a node still has them', () => {
    const ended = [contract(7n, 11, { state: 'Deleted' }), contract(8n, 11, { state: 'Deleted' })]
    expect(classes({ ended, heard: new Map([[11, answered(served(7n))]]) })).toEqual({
      '11 7': 'ghost',
    })
    expect(classes({ ended, heard: new Map([[11, silent]]) })).toEqual({})
  })

  test('what a node serves and no list has is looked up before it is called a ghost', () => {
    const heard = new Map([[11, answered(served(9n))]])
    expect(strangers(told({ heard }))).toEqual([9n])
    expect(classes({ heard })).toEqual({ '11 9': 'waiting' })
    expect(classes({ heard, looked: new Map([[9n, null]]) })).toEqual({ '11 9': 'ghost' })
    expect(classes({ heard, looked: new Map([[9n, contract(9n, 11)]]) })).toEqual({
      '11 9': 'in-step',
    })
    const [row] = rowsOf(told({ heard, looked: new Map([[9n, contract(9n, 3377)]]) }))
    expect(row?.truth).toMatchObject({ class: 'ghost', why: /node 3377/ })
    expect(strangers(told({ heard, ended: [contract(9n, 11)] }))).toEqual([])
  })

  test('without the proxy the nodes alone give a list, with what is remembered', () => {
    const remembered = {
      at: 5000,
      nodes: [],
      contracts: [
        {
          contract_id: 1n,
          state: 'Created',
          created_at: NOW - 60,
          nodeId: 11,
          deployment_data: '{"name":"web"}',
          number_of_public_ips: 0,
        },
      ],
    }
    const heard = new Map([[11, answered(served(1n), served(2n, ['ok'], '{"name":"net"}'))]])
    const rows = rowsOf(told({ contracts: undefined, remembered, heard }))
    expect(rows.map(({ name, stateAt, truth }) => [name, stateAt, truth.class])).toEqual([
      ['web', 5000, 'unknown'],
      ['net', undefined, 'unknown'],
    ])
  })

  test('a deployment without a contract takes its name from its own metadata', () => {
    const metadata = '{"version":3,"type":"network","name":"net","projectName":"vm/x"}'
    const contracts = [contract(1n, 11, { data: '' })]
    const [row] = rowsOf(
      told({ contracts, heard: new Map([[11, answered(served(1n, ['ok'], metadata))]]) }),
    )
    expect(row).toMatchObject({ name: 'net', type: 'network', project: 'vm/x' })
  })

  test('a broken seal is told in the list', () => {
    const heard = new Map([[11, answered(served(1n), served(2n))]])
    const contracts = [contract(1n, 11), contract(2n, 11)]
    const seen = (seal: ListSeal, hash = 'ab') => new Map([[2n, { contract_id: 2n, hash, seal }]])
    expect(classes({ contracts, heard, seals: seen('differs') })).toEqual({
      '11 1': 'in-step',
      '11 2': 'hash-differs',
    })
    // the contract has moved on to another hash: the verdict was on what it stood for before
    expect(classes({ contracts, heard, seals: seen('differs', 'cd') })).toMatchObject({
      '11 2': 'in-step',
    })
    const [, unexplained] = rowsOf(told({ contracts, heard, seals: seen('unexplained') }))
    expect(unexplained).toMatchObject({ truth: { class: 'in-step' }, shown: 'needs-look' })
  })

  test('the worst stand first: two-sided trouble, then failed workloads, then the rest', () => {
    const contracts = [1n, 2n, 3n, 4n].map((id) => contract(id, 11))
    const heard = new Map([
      [11, answered(served(1n), served(2n, ['error', 'ok']), served(4n, ['init']))],
    ])
    const order = rowsOf(told({ contracts, heard })).toSorted((a, b) => trouble(b) - trouble(a))
    expect(order.map(({ contractId }) => contractId)).toEqual([3n, 2n, 4n, 1n])
  })
})
