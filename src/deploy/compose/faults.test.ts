import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { expect, test } from 'vitest'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { readDeployment } from '#gridtypes/deployment.ts'
import { validate } from '#gridtypes/validate.ts'
import { faultsOf, isSendable, validateAt } from './faults.ts'

// made by the node's own code
const vectors = z
  .array(z.object({ name: z.string(), deployment: z.unknown(), error: z.nullable(z.string()) }))
  .parse(
    parseJson(
      readFileSync(new URL('../../gridtypes/vectors/validation.json', import.meta.url), 'utf8'),
    ),
  )
const texts = vectors.map(({ name, deployment, error }) => ({
  name,
  text: stringifyJson(deployment),
  error,
}))

test.each(texts)(
  'vector $name has the node’s text, at a field of a workload',
  ({ text, error }) => {
    const fault = validateAt(text)
    expect(fault?.message ?? null).toBe(error)
    expect(isSendable(text)).toBe(error === null)
    if (fault === null) return
    expect(fault.path).toMatch(/^workloads\.\d+\.(?:version|name|type|data(?:\.|$))/)
    // the field is there, or it is its absence that is the fault: its parent is
    const [, at = ''] = fault.path.split('.')
    expect(readDeployment(text).workloads[Number(at)]).toBeDefined()
  },
)

const deployment = (workloads: unknown[], version: unknown = 0) =>
  stringifyJson({
    version,
    twin_id: 1,
    contract_id: 0,
    signature_requirement: { requests: [], weight_required: 0 },
    workloads,
  })
const zmount = (name: string, size: unknown, version = 0) => ({
  version,
  name,
  type: 'zmount',
  data: { size },
})
const net = (peers: unknown[], ip_range = '10.20.0.0/16') => ({
  version: 0,
  name: 'net',
  type: 'network',
  data: { ip_range, subnet: '10.20.2.0/24', wireguard_private_key: 'k', peers },
})
const peer = { subnet: '10.20.3.0/24', wireguard_public_key: 'k', allowed_ips: ['10.20.3.0/24'] }
const gateway = (backends: string[]) => ({
  version: 0,
  name: 'gw',
  type: 'gateway-name-proxy',
  data: { name: 'gw', backends },
})

test.each([
  ['no JSON', '{', ''],
  ['a version that is none', deployment([], 'x'), 'version'],
  ['a size of nothing', deployment([zmount('a', 1), zmount('b', 0)]), 'workloads.1.data.size'],
  ['a size that is text', deployment([zmount('a', '1')]), 'workloads.0.data.size'],
  ['a name twice', deployment([zmount('a', 1), zmount('a', 1)]), 'workloads.1.name'],
  ['a name of dots', deployment([zmount('a.b', 1)]), 'workloads.0.name'],
  ['a version too high', deployment([zmount('a', 1, 2)]), 'workloads.0.version'],
  [
    'a type that no node has',
    deployment([{ ...zmount('a', 1), type: 'vmachine' }]),
    'workloads.0.type',
  ],
  [
    'a peer without a key',
    deployment([net([peer, { ...peer, wireguard_public_key: '' }])]),
    'workloads.0.data.peers.1.wireguard_public_key',
  ],
  ['a range that is none', deployment([net([], '10.20.0.0')]), 'workloads.0.data.ip_range'],
  [
    'an allowed IP that is none',
    deployment([net([{ ...peer, allowed_ips: ['10.20.3.0/24', '10.300.0.0/8'] }])]),
    'workloads.0.data.peers.0.allowed_ips.1',
  ],
  [
    'a second backend without a scheme',
    deployment([gateway(['http://1.2.3.4:80', 'ftp://1.2.3.4:80'])]),
    'workloads.0.data.backends.1',
  ],
  [
    'a Mycelium key that is no hex',
    deployment([{ ...net([]), data: { ...net([]).data, mycelium: { hex_key: 'zz' } } }]),
    'workloads.0.data.mycelium.hex_key',
  ],
])('%s is told at its field', (_what, text, path) => {
  expect(validateAt(text)?.path).toBe(path)
})

test('a form is told of one fault at each workload, the node’s first one first', () => {
  const text = deployment([zmount('a', 0), zmount('b', 1), zmount('c.', 1), zmount('d', '1')])
  expect(faultsOf(text).map(({ path }) => path)).toEqual([
    'workloads.0.data.size',
    'workloads.2.name',
    'workloads.3.data.size',
  ])
  expect(faultsOf(text)[0]?.message).toBe(validate(readDeployment(text)))
  expect(faultsOf(deployment([zmount('a', 1)]))).toEqual([])
})
