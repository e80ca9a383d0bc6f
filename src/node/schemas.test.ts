import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { faultOf } from '#lib/reader.ts'
import { commands, type Command, type Out } from './commands.ts'
import { perfOf } from './perf.ts'
import * as s from './schemas.ts'

type Answers = Partial<Record<Command, unknown>>

/** The answers of one kind of node as they come over the wire, integers exact. */
const answersOf = (kind: 'full' | 'light' | 'old') =>
  // the files are keyed by command; a test below checks that
  parseJson(readFileSync(new URL(`./samples/${kind}.json`, import.meta.url), 'utf8')) as Answers

const nodes = { full: answersOf('full'), light: answersOf('light'), old: answersOf('old') }

/** What a caller gets for an answer, or the fault in words. */
const read = (command: Command, answer: unknown): unknown => {
  const parsed = z.safeParse(commands[command].out, answer)
  return parsed.success ? parsed.data : faultOf(parsed.error)
}
/** What a caller gets of a node's sample, typed. */
const got = <C extends Command>(node: Answers, command: C) =>
  z.parse(commands[command].out, node[command]) as Out<C> // the row's own schema

const everyAnswer = Object.entries(nodes).flatMap(([kind, answers]) =>
  Object.entries(answers).map(([command, answer]) => [kind, command as Command, answer] as const),
)

test('the samples name commands of the table only, and the full node has all but the one that always fails', () => {
  for (const [, command] of everyAnswer) expect(Object.keys(commands)).toContain(command)
  expect(Object.keys(commands).filter((command) => !(command in nodes.full))).toEqual([
    'zos.deployment.delete',
  ])
})

test.each(everyAnswer)('a %s node’s %s is read', (_kind, command, answer) => {
  expect(z.safeParse(commands[command].out, answer)).toMatchObject({ success: true })
})

test.each(everyAnswer)('fields nobody knows pass: %s %s', (_kind, command, answer) => {
  const more = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(more)
      : value && typeof value === 'object' && Object.keys(value).length > 0
        ? { ...value, ...(isMap(value) ? {} : { newer_field: [null] }) }
        : value
  expect(z.safeParse(commands[command].out, more(answer))).toMatchObject({ success: true })
})
/** Maps by name: every value has the same shape, so no other may be added. */
const isMap = (value: object) =>
  ['zos', 'eth0', 'storage', 'Manufacturer'].some(
    (name) => name in value && typeof Reflect.get(value, name) === 'object',
  )

test('null lists and maps of every kind of node are empty ones', () => {
  expect(got(nodes.light, 'zos.storage.pools')).toEqual([])
  expect(got(nodes.light, 'zos.gpu.list')).toEqual([])
  expect(got(nodes.light, 'zos.perf.get_all')).toEqual([])
  expect(got(nodes.light, 'zos.deployment.list')).toEqual([])
  expect(got(nodes.old, 'zos.network.list_wg_ports')).toEqual([])
  expect(got(nodes.light, 'zos.system.dmi').sections).toEqual([])
  expect(got(nodes.light, 'zos.system.diagnostics').modules).toEqual({})
  expect(got(nodes.light, 'zos.admin.interfaces').zos?.ips).toEqual([])
  expect(got(nodes.old, 'zos.network.interfaces')).toEqual({ zos: ['10.4.0.50'], ygg: [] })
  expect(got(nodes.old, 'zos.deployment.list')[0]?.workloads).toEqual([])
})

test('what old nodes do not tell is null, never 0', () => {
  const counters = got(nodes.old, 'zos.statistics.get')
  expect(counters.users).toBeNull()
  expect(counters.open_connections).toBeNull()
  expect(got(nodes.light, 'zos.statistics.get').open_connections).toBe(0)
  expect(read('zos.statistics.get', withUsers({ deployments: 3, workloads: 7 }))).toMatchObject({
    users: { deployments: 3, workloads: 7, last_deployment_timestamp: null },
  })
  expect(got(nodes.old, 'zos.gpu.list')[0]?.vram).toBeNull()
  expect(got(nodes.full, 'zos.gpu.list')[1]?.vram).toBe(0n)
  expect(got(nodes.old, 'zos.system.diagnostics').healthy).toBeNull()
})
const withUsers = (users: unknown) => ({ ...(nodes.old['zos.statistics.get'] as object), users })

test('64-bit fields keep every digit', () => {
  expect(got(nodes.full, 'zos.gpu.list')[1]?.contract).toBe(18446744073709551615n)
  expect(got(nodes.full, 'zos.storage.pools')[1]?.size).toBe(9007199254740993n)
  expect(got(nodes.full, 'zos.deployment.get')?.contract_id).toBe(9007199254740993n)
  expect(stringifyJson(got(nodes.full, 'zos.deployment.get')?.signature_requirement)).toContain(
    '"weight_required":18446744073709551615',
  )
})

test('unset parts of a public config are empty texts', () => {
  expect(got(nodes.old, 'zos.network.public_config_get')).toEqual({
    type: 'vlan',
    ipv4: '203.0.113.50/24',
    ipv6: '',
    gw4: '203.0.113.1',
    gw6: '',
    domain: '',
  })
})

test('an empty error of a module is a failure, and no error is none', () => {
  const { modules } = got(nodes.full, 'zos.system.diagnostics')
  expect(s.moduleFault(modules.gateway!)).toBe('failed; the node does not say why') // in the sample
  expect(modules.gateway?.status).toEqual({ objects: [], workers: [] })
  expect(s.moduleFault(modules.storage!)).toBeUndefined() // in the sample
  expect(s.moduleFault({ status: null, error: null })).toBeUndefined()
  expect(s.moduleFault({ status: null, error: 'timed out' })).toBe('timed out')
})

test('hardware sections keep their order and repeat, with properties or without', () => {
  const { sections } = got(nodes.full, 'zos.system.dmi')
  expect(sections.map((section) => section.typestr)).toEqual([
    'System',
    'Processor',
    'Processor',
    'TempratureProbe',
  ])
  expect(sections[0]?.subsections[0]?.properties['Characteristics']).toEqual({
    value: '',
    items: ['PCI is supported', 'BIOS is upgradeable'],
  })
  expect(sections[1]?.subsections[0]?.properties).toEqual({})
  expect(sections[2]?.subsections).toEqual([])
})

test('states and types nobody knows stay as the node writes them', () => {
  const changes = got(nodes.full, 'zos.deployment.changes')
  expect(changes?.[1]?.result).toMatchObject({ state: 'hibernating', message: '<b>new</b>' })
  expect(read('zos.storage.pools', [{ name: 'x', type: 'nvme', size: 1, used: 0 }])).toEqual([
    { name: 'x', type: 'nvme', size: 1n, used: 0n },
  ])
})

test('performance results are read by task, on new and on old nodes', () => {
  const [iperf, ips, health, provision] = got(nodes.full, 'zos.perf.get_all').map(perfOf)
  expect(iperf).toMatchObject({
    task: 'iperf',
    at: 1795190000,
    result: [{ server_ip: '203.0.113.7', node_id: null }, { error: 'unable to connect' }],
  })
  expect(ips).toMatchObject({
    task: 'public-ip-validation',
    result: { '203.0.113.40/24': { state: 'invalid' } },
  })
  expect(health).toMatchObject({ result: { cache: [], network: ['failed to reach the hub'] } })
  expect(provision).toMatchObject({ task: 'provisiontest', result: [] })
  const [oldIperf, oldHealth, oldIps] = got(nodes.old, 'zos.perf.get_all').map(perfOf)
  expect(oldIperf).toMatchObject({
    result: [{ server_ip: '', node_ip: '203.0.113.9', node_id: 124 }],
  })
  expect(oldHealth).toMatchObject({ result: { cache: [], network: [], ntp: [expect.any(String)] } })
  expect(oldIps).toMatchObject({ task: 'public-ip-validation', result: {} })
  const cpu = got(nodes.full, 'zos.perf.get')
  expect(cpu && perfOf(cpu)).toMatchObject({ task: 'cpu-benchmark', result: { single: 1.5 } })
})

test.each([
  'iperf',
  'cpu-benchmark',
  'public-ip-validation',
  'healthcheck',
  'provisiontest',
  'new',
])('an odd result of %s stays raw and harms no other', (name) => {
  const raw = [{ single: 'fast', state: 5, upload_speed: 'x' }, 7]
  expect(perfOf({ name, description: '', timestamp: 5, result: raw })).toEqual({
    task: 'unknown',
    name,
    at: 5,
    description: '',
    raw,
  })
})

test.each([
  ['zos.storage.pools', [{ name: 'a', type: 'ssd', size: '5', used: 0 }], '[0].size'],
  ['zos.storage.pools', [{ name: 'a', type: 'ssd', used: 0 }], '[0].size'],
  ['zos.storage.pools', [{ name: 'a', type: 'ssd', size: -1, used: 0 }], '[0].size'],
  ['zos.storage.pools', { 0: {} }, 'the whole answer'],
  ['zos.gpu.list', [{ id: 'a', vendor: 'b', device: 'c' }], '[0].contract'],
  ['zos.gpu.list', [null], '[0]'],
  ['zos.statistics.get', {}, 'total'],
  ['zos.statistics.get', null, 'the whole answer'],
  ['zos.statistics.get', [], 'the whole answer'],
  ['zos.statistics.get', 'unauthorized', 'the whole answer'],
  ['zos.network.has_ipv6', 'false', 'the whole answer'],
  ['zos.network.list_wg_ports', [65536], '[0]'],
  ['zos.network.list_wg_ports', ['2137'], '[0]'],
  ['zos.network.interfaces', { zos: '10.0.0.1' }, 'zos'],
  ['zos.network.public_config_get', { ipv4: 5 }, 'ipv4'],
  ['zos.admin.interfaces', { eth0: { ips: [5], mac: '' } }, 'eth0.ips[0]'],
  ['zos.admin.get_public_nic', { is_single: 'true', is_dual: false }, 'is_single'],
  ['zos.admin.set_public_nic', 'ok', 'the whole answer'],
  ['zos.system.hypervisor', null, 'the whole answer'],
  ['zos.system.version', { zos: 3 }, 'zos'],
  ['zos.system.dmi', { sections: {} }, 'sections'],
  ['zos.system.diagnostics', { modules: {} }, 'system_status_ok'],
  ['zos.perf.get_all', [{ name: 'iperf' }], '[0].timestamp'],
  ['zos.location.get', { longitude: 'east' }, 'longitude'],
  ['zos.deployment.get', { twin_id: 11, contract_id: '77' }, 'contract_id'],
  ['zos.deployment.list', [{ twin_id: -1, contract_id: 5 }], '[0].twin_id'],
  ['zos.deployment.changes', [{ result: { state: 5 } }], '[0].result.state'],
] as const)(
  '%s: a wrong answer is a fault that says where, not a number',
  (command, answer, path) => {
    expect(read(command, answer)).toMatch(
      new RegExp(`^${path.replace(/[[\].]/g, String.raw`\$&`)}: `),
    )
  },
)

test('names of a hostile node reach no prototype', () => {
  const answer = parseJson('{"__proto__":{"ips":["10.0.0.1/24"],"mac":""},"eth0":{"ips":null}}')
  const nics = read('zos.admin.interfaces', answer)
  expect(Object.getPrototypeOf(nics)).toBe(Object.prototype)
  expect(Object.keys(nics as object)).toEqual(['eth0'])
})
