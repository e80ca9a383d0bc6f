import { expect, test } from 'vitest'
import { readDeployments } from '#gridtypes/deployment.ts'
import { servedOf } from './served.ts'

const deployment = (workloads: unknown) =>
  JSON.stringify([
    {
      version: 2,
      twin_id: 42,
      contract_id: 41532,
      metadata: 'm',
      workloads,
      signature_requirement: {},
    },
  ])
const zdb = {
  version: 0,
  name: 'store',
  type: 'zdb',
  data: { size: 1, mode: 'seq', password: 'correct horse', public: false },
  result: { created: 7, state: 'ok', message: '', data: { Namespace: 'n', IPs: [], Port: 9900 } },
}
const ip = (data: unknown, type = 'ip') => ({
  version: 0,
  name: 'pub',
  type,
  data: { v4: true, v6: true },
  result: { created: 8, state: 'ok', message: '', data },
})
const read = (workloads: unknown) => readDeployments(deployment(workloads)).map(servedOf)

test('what a list keeps of a deployment holds no secret', () => {
  const [served] = read([zdb])
  expect(served).toEqual({
    contract_id: 41532n,
    twin_id: 42,
    version: 2,
    metadata: 'm',
    workloads: [{ name: 'store', type: 'zdb', state: 'ok', message: '', created: 7 }],
    ips: [],
  })
})

test('public addresses are those of the results, without prefixes and empty ones', () => {
  const full = { ip: '185.206.122.40/24', ip6: '2a10:b600:1::9/64', gateway: '185.206.122.1' }
  expect(read([ip(full)])[0]?.ips).toEqual(['185.206.122.40', '2a10:b600:1::9'])
  expect(read([ip({ ip: '', ip6: '', gateway: '' })])[0]?.ips).toEqual([])
  expect(read([ip(null)])[0]?.ips).toEqual([])
  expect(read([ip({ ip: '=cmd()' })])[0]?.ips).toEqual([])
  expect(read([ip(full, 'zmachine')])[0]?.ips).toEqual([])
})

test('a workload of an unknown type is counted like any other', () => {
  const [served] = read([
    { ...zdb, type: 'newest', name: 'x' },
    { name: 'bare', type: 'zdb' },
  ])
  expect(served?.workloads.map(({ name, state }) => [name, state])).toEqual([
    ['bare', ''],
    ['x', 'ok'],
  ])
})
