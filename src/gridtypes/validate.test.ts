import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseJson } from '#lib/json.ts'
import { readDeployment, type LooseDeployment } from './deployment.ts'
import { nameFault, validate } from './validate.ts'
import { checkValidation, type ValidationVector } from './validate.vectors.ts'

const entries = parseJson(
  readFileSync(new URL('./vectors/validation.json', import.meta.url), 'utf8'),
) as ValidationVector[] // the file's shape (facts: node-api.md section 9)

test('the file holds the 53 vectors it was made with', () => {
  expect(entries).toHaveLength(53)
})

test.each(entries.map((entry) => [entry.name, entry] as const))(
  'validation vector %s is met',
  (_name, entry) => {
    expect(checkValidation(entry)).toBeUndefined()
  },
)

test('a vector that expects something else fails, and says how', () => {
  const first = entries[0]! // counted above
  expect(checkValidation({ ...first, error: 'no' })).toBe('error: got null, expected "no"')
  expect(checkValidation({ ...first, capacity: [] })).toMatch(/^capacity: got \[\{"cru":0/)
})

const deployment = (...workloads: object[]): LooseDeployment =>
  readDeployment(JSON.stringify({ twin_id: 11, workloads }))

const vm = (name: string, network: object, type = 'zmachine') => ({
  name,
  type,
  data: {
    network: { interfaces: [{ network: 'net1', ip: '10.20.2.5' }], ...network },
    compute_capacity: { cpu: 1, memory: 250 * 2 ** 20 },
  },
})
const ip1 = { name: 'ip1', type: 'ip', data: { v4: true } }

test('a deployment without workloads is valid', () => {
  expect(validate(deployment())).toBeNull()
})

test('the bytes of a name count, not its letters', () => {
  expect(nameFault('é'.repeat(18))).toBe('unsupported character in workload name')
  expect(nameFault('é'.repeat(19))).toBe('name cannot exceed 36 characters')
  expect(nameFault('a\n')).toBe('unsupported character in workload name')
})

test('one public address serves one machine', () => {
  const twice = [vm('a', { public_ip: 'ip1' }), vm('b', { public_ip: 'ip1' })]
  expect(validate(deployment(ip1, twice[0]!))).toBeNull() // two in it
  expect(validate(deployment(ip1, ...twice))).toBe('public ip is assigned to multiple vms')
})

test('a public address is looked for under valid names only', () => {
  const bad = { ...ip1, name: 'ip-1' }
  expect(validate(deployment(vm('a', { public_ip: 'ip-1' }), bad))).toBe('public ip is not found')
})

test('a public address that is another workload ends the checks, as on the node', () => {
  const disk = { name: 'd1', type: 'zmount', data: { size: 1 } }
  const reserved = { interfaces: [{ network: 'ygg', ip: '10.20.2.5' }] }
  expect(validate(deployment(disk, vm('a', { ...reserved, public_ip: 'd1' })))).toBeNull()
  expect(validate(deployment(disk, vm('a', reserved)))).toBe("'ygg' is reserved network name")
})

test('an unreadable machine beside one with a public address is named in the words of its decoder', () => {
  const broken = { name: 'b', type: 'zmachine', data: { size: 'big' } }
  expect(validate(deployment(ip1, vm('a', { public_ip: 'ip1' }), broken))).toMatch(
    /^json: cannot unmarshal string into Go struct field ZMachine\.size/,
  )
  expect(validate(deployment(broken))).toMatch(
    /^failed to load data into object of type '\*zos\.ZMachine': json: cannot unmarshal string/,
  )
})

test('a machine without an address is refused', () => {
  const none = { interfaces: [{ network: 'net1', ip: '' }] }
  expect(validate(deployment(vm('a', none)))).toBe('invalid IP')
})

test('a light machine is checked like a machine, without public addresses', () => {
  const light = (network: object) => deployment(vm('a', network, 'zmachine-light'))
  expect(validate(light({ public_ip: 'nowhere' }))).toBeNull()
  expect(validate(light({ mycelium: { hex_seed: '00' } }))).toBe(
    'invalid mycelium seed length expected 6 bytes',
  )
  expect(validate(light({ interfaces: [] }))).toBe(
    'only one network private network is supported at the moment',
  )
})

test('logs of a light machine are refused, and so is an output that is no URL', () => {
  const logs = (output: string) => ({ name: 'l', type: 'zlogs', data: { zmachine: 'a', output } })
  expect(validate(deployment(vm('a', {}, 'zmachine-light'), logs('ws://h')))).toBe(
    "no zmachine with name 'a' found",
  )
  expect(validate(deployment(vm('a', {}), logs(':')))).toBe(
    'invalid url supplied in output: parse ":": missing protocol scheme',
  )
  expect(validate(deployment(vm('a', {}), logs('REDIS://h')))).toBeNull()
})

test.each([
  [{ subnet: '', allowed_ips: ['10.0.0.0/8'], wireguard_public_key: 'k' }, 'peer wireguard subnet'],
  [{ subnet: '10.0.0.0/8', wireguard_public_key: 'k' }, 'peer wireguard allowedIPs'],
  [{ subnet: '10.0.0.0/8', allowed_ips: ['10.0.0.0/8'] }, 'peer wireguard public key'],
])('the peer %j of a network is refused', (peer, what) => {
  const data = { ip_range: '10.0.0.0/8', subnet: '10.1.0.0/24', wireguard_private_key: 'k' }
  const network = { name: 'n', type: 'network', data: { ...data, peers: [peer] } }
  expect(validate(deployment(network))).toBe(`${what} cannot empty`)
})
