import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Deployment, PublicConfig } from '#node/schemas.ts'
import { formatIp, parseIp } from '#lib/address.ts'
import {
  configNote,
  configRows,
  interfaceRows,
  networksOf,
  nextFree,
  publicIpRows,
  reachOf,
  takenOf,
} from './network.ts'

const config = (more: Partial<PublicConfig> = {}): PublicConfig => ({
  type: '',
  ipv4: '185.206.122.33/24',
  ipv6: '2a10:b600:1::33/64',
  gw4: '185.206.122.1',
  gw6: '2a10:b600:1::1',
  domain: 'gent01.grid.example',
  ...more,
})
const unset = { ipv4: '', ipv6: '', gw4: '', gw6: '', domain: '' }

test('one config spelled in two ways has no differences', () => {
  const rows = configRows(config(), {
    ...config({
      ipv6: '2A10:B600:1:0::33/64',
      gw6: '2a10:b600:0001::1',
      domain: 'Gent01.grid.example',
    }),
  })
  expect(rows.map((row) => row.verdict)).toEqual(['same', 'same', 'same', 'same', 'same'])
  expect(configNote(rows)).toBeUndefined()
})

test('what differs is lit and told', () => {
  const rows = configRows(config(), config({ domain: 'gent02.grid.example' }))
  expect(rows.filter((row) => row.verdict === 'differs').map((row) => row.field)).toEqual([
    'domain',
  ])
  expect(configNote(rows)).toMatch(/has not taken it over yet/)
})

test('empty is unset on both sides, and differs when only one has it', () => {
  const rows = configRows(
    config({ ipv6: '', gw6: '' }),
    config({ ipv6: '', gw6: '2a10:b600:1::1' }),
  )
  const verdicts = Object.fromEntries(rows.map((row) => [row.field, row.verdict]))
  expect(verdicts).toMatchObject({ ipv6: 'unset', gw6: 'differs', ipv4: 'same' })
})

test('no config on the node beside one on chain says who has it', () => {
  expect(configNote(configRows(null, config()))).toMatch(/node does not run/)
  expect(configNote(configRows(config(), unset))).toMatch(/chain no longer holds/)
  expect(configNote(configRows(null, unset))).toBeUndefined()
})

test('a node that was not heard differs from nothing', () => {
  expect(configRows(undefined, config()).every((row) => row.verdict === 'unheard')).toBe(true)
})

test('a link-local IPv6 alone is explained, not blamed', () => {
  expect(configNote(configRows(config({ ipv6: 'fe80::1/64' }), config()))).toMatch(/no fault/)
})

test('public addresses meet their check however the mask is written', () => {
  const rows = publicIpRows(['185.206.122.44/24', '185.206.122.5/24', ''], {
    '185.206.122.44': { state: 'skipped', reason: 'ip is already assigned to a contract' },
  })
  expect(rows).toEqual([
    { address: '185.206.122.5/24', state: 'unchecked', reason: '' },
    {
      address: '185.206.122.44/24',
      state: 'skipped',
      reason: 'ip is already assigned to a contract',
    },
  ])
})

const deployment = (workloads: unknown[]): Deployment =>
  ({ workloads: workloads as Deployment['workloads'] }) as Deployment // only workloads are read

test('networks come from both flavours, once, without the deleted, whatever case the keys have', () => {
  const network = (name: string, type: string, data: unknown, state = 'ok') => ({
    name,
    type,
    data,
    result: { state, created: 0, message: '', data: null },
  })
  expect(
    networksOf([
      deployment([
        network('web', 'network', { Subnet: '10.20.4.0/24' }),
        network('gone', 'network', { subnet: '10.1.1.0/24' }, 'deleted'),
        network('vm1', 'zmachine', {}),
      ]),
      deployment([
        network('blue', 'network-light', null),
        network('web', 'network', { subnet: '10.20.4.0/24' }),
      ]),
    ]),
  ).toEqual([
    { name: 'blue', subnet: '' },
    { name: 'web', subnet: '10.20.4.0/24' },
  ])
})

test('the next free address passes over the router and what is taken', () => {
  expect(nextFree('10.20.4.0/24', ['10.20.4.2', '10.20.4.3', '10.20.4.7'])).toBe('10.20.4.4')
  expect(nextFree('10.20.4.77/24', [])).toBe('10.20.4.2')
  expect(nextFree('10.20.4.0/30', ['10.20.4.2/30'])).toBeNull()
  expect(nextFree('10.20.4.0/32', [])).toBeNull()
})

test('a subnet that is none, or IPv6, has no next address', () => {
  for (const subnet of ['', 'webnet', '10.20.4.0', 'fd00::/64']) {
    expect(nextFree(subnet, []), subnet).toBeUndefined()
  }
})

test('the next free address lies in the subnet, is free and not reserved; none means none', () => {
  fc.assert(
    fc.property(
      fc.ipV4(),
      fc.integer({ min: 22, max: 32 }),
      fc.array(fc.nat(1023), { maxLength: 1100 }),
      (ip, prefix, offsets) => {
        const size = 1n << BigInt(32 - prefix)
        const base = ((parseIp(ip)?.value ?? 0n) / size) * size
        const at = (value: bigint) => formatIp({ version: 4, value })
        const taken = offsets.map((offset) => at(base + (BigInt(offset) % size)))
        const next = nextFree(`${ip}/${prefix}`, taken)
        const candidates: string[] = []
        for (let value = base + 1n; value < base + size - 1n; value++) {
          if ((value & 255n) > 1n && !taken.includes(at(value))) candidates.push(at(value))
        }
        expect(next).toBe(candidates[0] ?? null)
      },
    ),
    { numRuns: 40 },
  )
})

test('reach is the best of the peers that worked', () => {
  const row = (upload_speed: number, download_speed: number, error = '') => ({
    upload_speed,
    download_speed,
    error,
    server_host: '',
    server_ip: '',
    server_port: null,
    node_id: null,
    node_ip: '',
    test_type: 'tcp',
  })
  expect(
    reachOf([row(9e8, 2e8), row(1e8, 9.4e8), row(0, 0, 'unable to connect'), row(0, 0)]),
  ).toEqual({ upload: 9e8, download: 9.4e8, peers: 4, failed: 2 })
  expect(reachOf([])).toEqual({ upload: 0, download: 0, peers: 0, failed: 0 })
})

test('interfaces start with zos, and one without addresses keeps its row', () => {
  const rows = interfaceRows({ ygg: [''], zos: ['192.168.1.20', 'fe80::1'], eth9: ['10.0.0.1'] })
  expect(rows.map(({ name, first, address }) => [name, first, address])).toEqual([
    ['zos', true, '192.168.1.20'],
    ['zos', false, 'fe80::1'],
    ['eth9', true, '10.0.0.1'],
    ['ygg', true, ''],
  ])
})

test('taken addresses stand in numeric order, once', () => {
  expect(takenOf(['10.20.4.10', '10.20.4.2', '', '10.20.4.10'])).toEqual([
    '10.20.4.2',
    '10.20.4.10',
  ])
})
