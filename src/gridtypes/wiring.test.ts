import { expect, test } from 'vitest'
import { readWorkloads } from './deployment.ts'
import { type Wire, wiringOf } from './wiring.ts'

const workload = (name: string, type: string, data: unknown, result: unknown = null) => ({
  version: 0,
  name,
  type,
  data,
  metadata: '',
  description: '',
  result: { created: 1, state: 'ok', message: '', data: result },
})
const read = (...workloads: unknown[]) => readWorkloads(JSON.stringify(workloads))

const machine = (more: Record<string, unknown> = {}, network: Record<string, unknown> = {}) => ({
  flist: 'https://hub.grid.example/ubuntu.flist',
  network: {
    public_ip: '',
    planetary: true,
    interfaces: [{ network: 'net1', ip: '10.20.2.5' }],
    ...network,
  },
  size: 0,
  compute_capacity: { cpu: 1, memory: 1_073_741_824 },
  mounts: [],
  entrypoint: '',
  env: {},
  corex: false,
  ...more,
})
const gateway = (backends: string[], more: Record<string, unknown> = {}) => ({
  name: 'web',
  tls_passthrough: false,
  backends,
  ...more,
})
const lines = (wires: Wire[]) =>
  wires.map(
    ({ from, to, kind, detail, missing }) =>
      `${from} ${kind} ${to}${detail === '' ? '' : ` (${detail})`}${missing ? ' missing' : ''}`,
  )

test('a machine mounts its disks, joins its network and has its public address', () => {
  const wires = wiringOf(
    read(
      workload(
        'vm1',
        'zmachine',
        machine(
          {
            mounts: [
              { name: 'disk1', mountpoint: '/data' },
              { name: 'vol1', mountpoint: '/shared' },
              { name: 'qsfs1', mountpoint: '/safe' },
            ],
          },
          { public_ip: 'ip1' },
        ),
      ),
      workload('disk1', 'zmount', { size: 1 }),
      workload('vol1', 'volume', { size: 1 }),
      workload('ip1', 'ip', { v4: true, v6: false }),
      workload('net1', 'network', { subnet: '10.20.2.0/24', ip_range: '10.20.0.0/16' }),
    ),
  )
  expect(lines(wires)).toEqual([
    'vm1 mounts disk1 (/data)',
    'vm1 mounts vol1 (/shared)',
    'vm1 mounts qsfs1 (/safe) missing',
    'vm1 joins net1 (10.20.2.5)',
    'vm1 has ip1',
  ])
})

test('a network of another deployment is a wire to what is not here', () => {
  expect(lines(wiringOf(read(workload('vm1', 'zmachine', machine()))))).toEqual([
    'vm1 joins net1 (10.20.2.5) missing',
  ])
})

test('a mount of a workload that is no disk is missing', () => {
  const wires = wiringOf(
    read(
      workload('vm1', 'zmachine', machine({ mounts: [{ name: 'net1', mountpoint: '/x' }] })),
      workload('net1', 'network', {}),
    ),
  )
  expect(wires[0]).toMatchObject({ kind: 'mounts', to: 'net1', missing: true })
})

test.each([
  ['its address in the network', 'http://10.20.2.5:8080/path'],
  ['its planetary address', 'http://[300:e9c4:9048:57cf:a1d2:3c5b:7e21:4a11]:80'],
  ['its mycelium address, written the long way', 'http://[57d:a3b1:0:0:ff0f:2b91:4a11:5e02]'],
  ['its public address, without the mask', 'http://185.206.122.40'],
  ['an address and a port, TLS passed through', '10.20.2.5:443'],
])('a gateway serves the machine its backend names by %s', (_, backend) => {
  const wires = wiringOf(
    read(
      workload('www', 'gateway-name-proxy', gateway([backend], { network: 'net1' })),
      workload('vm1', 'zmachine', machine({}, { public_ip: 'ip1' }), {
        id: '1-2-vm1',
        ip: '10.20.2.5',
        planetary_ip: '',
        ygg_ip: '300:e9c4:9048:57cf:a1d2:3c5b:7e21:4a11',
        mycelium_ip: '57d:a3b1::ff0f:2b91:4a11:5e02',
      }),
      workload(
        'ip1',
        'ip',
        { v4: true, v6: false },
        { ip: '185.206.122.40/24', ip6: '', gateway: '185.206.122.1' },
      ),
      workload('net1', 'network', {}),
    ),
  ).filter(({ from }) => from === 'www')
  expect(lines(wires)).toEqual([`www serves vm1 (${backend})`, 'www joins net1'])
})

test('a backend that is no machine here gives no wire', () => {
  const wires = wiringOf(
    read(
      workload(
        'www',
        'gateway-fqdn-proxy',
        gateway(['http://8.8.8.8', '', 'nonsense:::', 'http://'], { fqdn: 'a.b.example' }),
      ),
      workload('vm1', 'zmachine', machine()),
    ),
  )
  expect(wires.filter(({ from }) => from === 'www')).toEqual([])
})

test('zlogs log a machine, and miss a light one', () => {
  const logs = (zmachine: string) =>
    workload(`logs_${zmachine}`, 'zlogs', { zmachine, output: 'redis://h' })
  const wires = wiringOf(
    read(
      logs('vm1'),
      logs('vm2'),
      workload('vm1', 'zmachine', machine()),
      workload('vm2', 'zmachine-light', machine()),
    ),
  )
  expect(lines(wires.filter(({ kind }) => kind === 'logs'))).toEqual([
    'logs_vm1 logs vm1',
    'logs_vm2 logs vm2 missing',
  ])
})

test('what cannot be read has no wires and breaks none', () => {
  const wires = wiringOf(
    read(
      workload('odd', 'container', { anything: 1 }),
      workload('www', 'gateway-name-proxy', gateway(['http://10.20.2.5'])),
      workload('vm1', 'zmachine', machine(), 'a text where an object belongs'),
    ),
  )
  expect(lines(wires)).toEqual([
    'www serves vm1 (http://10.20.2.5)',
    'vm1 joins net1 (10.20.2.5) missing',
  ])
})

test('of two workloads with one name the last counts', () => {
  const wires = wiringOf(
    read(
      workload('vm1', 'zmachine', machine({ mounts: [{ name: 'old', mountpoint: '/' }] })),
      workload('vm1', 'zmachine', machine({ mounts: [{ name: 'new', mountpoint: '/' }] })),
    ),
  )
  expect(wires.filter(({ kind }) => kind === 'mounts').map(({ to }) => to)).toEqual(['new'])
})
