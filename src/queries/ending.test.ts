import { expect, test } from 'vitest'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { machineOf, termsAt } from '#chain/testing.ts'
import type { Contract } from '#chain/shapes.ts'
import { asContract, asTwin } from '#lib/ids.ts'
import { type Doomed, endingOf, finalBillOf, insideOf } from './ending.ts'
import type { Entry } from './ledger.ts'

const node = (contractId: bigint, rest: Partial<Doomed> = {}): Doomed => ({
  contractId,
  kind: 'node',
  nodeId: 11,
  name: 'web',
  publicIps: 0,
  ...rest,
})
const rent = node(5n, { kind: 'rent', name: '' })
const name = node(4n, { kind: 'name', nodeId: null, name: 'shop' })

test('what depends on another contract ends before it', () => {
  const { ids } = endingOf([rent, name, node(9n), node(7n)], [])
  expect(ids).toEqual([7n, 9n, 4n, 5n])
})

test('a node is given back with all that runs on it, chosen or not', () => {
  const all = [node(7n), node(8n, { nodeId: 12 }), rent, name]
  const ending = endingOf([rent], all)
  expect(ending.ids).toEqual([7n, 5n])
  expect(ending.added).toEqual([node(7n)])
  expect(ending).toMatchObject({ title: 'Cancel 2 contracts', type: 'cancel 2' })
  expect(endingOf([node(7n)], all).ids).toEqual([7n])
})

test('the word to type is the name of the one thing that goes, or its number', () => {
  expect(endingOf([node(7n)], []).type).toBe('web')
  expect(endingOf([node(7n, { name: '' })], []).type).toBe('7')
  expect(endingOf([node(7n, { name: '\u202egnp.exe' })], []).type).toBe('7')
})

test('what will be lost is told by name, and what is not known is told as that', () => {
  const insides = new Map([
    [7n, { things: ['machine vm1', 'disk data of 100 GiB with its data'], names: [] }],
    [8n, { things: [], names: ['shop'] }],
  ])
  expect(endingOf([node(7n, { publicIps: 2 })], [], insides).lose).toEqual([
    'Deployment web on node 11 (contract 7): machine vm1, disk data of 100 GiB with its data. Its 2 public IPs go back to the farm.',
  ])
  expect(endingOf([node(9n)], [], insides).lose[0]).toContain('its node was not heard')
  const gateway = node(8n, { name: 'shopgw' })
  expect(endingOf([name], [gateway, name], insides).lose).toEqual([
    'The name shop (contract 4): anyone can take it.',
    'The gateway in deployment shopgw answers to that name and goes on costing; end it as well, or it stays without one.',
  ])
  expect(endingOf([name, gateway], [gateway, name], insides).lose).toHaveLength(2)
  expect(endingOf([rent], [], insides).lose).toEqual([
    'Node 11 as a whole (contract 5): anyone can rent it after you.',
  ])
})

test('a deployment is told by its workloads, without what is secret in them', () => {
  const workload = (type: string, given: string, data: unknown) => ({
    version: 0,
    name: given,
    type,
    data,
    metadata: '',
    description: '',
    result: { created: 1, state: 'ok', message: '', data: null },
  })
  const deployment = parseDeployment(
    JSON.stringify({
      version: 0,
      twin_id: 42,
      contract_id: 7,
      metadata: '',
      description: '',
      expiration: 0,
      signature_requirement: { requests: [], weight_required: 0, signatures: [] },
      workloads: [
        workload('zmount', 'data', { size: 107_374_182_400 }),
        workload('zdb', 'keys', { size: 1_073_741_824, mode: 'seq', password: 'x9', public: true }),
        workload('gateway-name-proxy', 'gw', {
          name: 'shop',
          tls_passthrough: false,
          backends: ['http://1.2.3.4:80'],
        }),
        workload('ip', 'addr', { v4: true, v6: false }),
      ],
    }),
  )
  expect(insideOf(deployment)).toEqual({
    things: [
      'disk data of 100 GiB with its data',
      '0-db keys of 1 GiB with its data',
      'gateway shop',
    ],
    names: ['shop'],
  })
})

test('the last bill is the hour that runs and what was owed, of the contracts that are meant', () => {
  const entry = (id: bigint, overdue: bigint): Entry => {
    const contractId = asContract(id)
    const contract: Contract = {
      contractId,
      twinId: asTwin(42)!, // 42 is a u32
      solutionProviderId: null,
      kind: 'name',
      name: 'shop',
      state: 'Created',
    }
    const payment = { by: 'reserve', held: 9n, heldExtra: 0n, overdueExtra: 0n, cycles: 1 } as const
    return {
      contractId,
      contract,
      billable: machineOf(1n, 2n, 15n),
      billing: { amountUnbilled: 0n, payment: { ...payment, overdue, lastBilled: 1_000_000n } },
    }
  }
  const gone: Entry = { contractId: asContract(3n), contract: null, billable: null, billing: null }
  const ledger = {
    account: 'somebody',
    balance: { free: 0n, reserved: 0n, frozen: 0n, usable: 0n, nonce: 0 },
    stash: 0n,
    terms: termsAt(50n),
    block: 1,
    readAt: 0,
    clock: 1_001_800n,
    entries: [entry(1n, 0n), entry(2n, 5_000_000n), gone],
  }
  // vector P01: 0.1075 TFT an hour, of which half has run (facts: grid-services.md section B.5)
  expect(finalBillOf([1n], ledger)).toBe(537_500n)
  expect(finalBillOf([1n, 2n, 3n], ledger)).toBe(2n * 537_500n + 5_000_000n)
})
