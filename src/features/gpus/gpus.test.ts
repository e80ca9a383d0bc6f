import { expect, test } from 'vitest'
import { cardsOf, pciParts, whyNot, type Host } from './gpus.ts'

const host: Host = {
  nodeId: 11,
  status: 'up',
  features: ['zmachine'],
  rentable: false,
  rented: false,
  rentedByTwinId: 0,
  inDedicatedFarm: false,
  extraFee: 0n,
}
const rentedBy = (twin: number): Host => ({ ...host, rented: true, rentedByTwinId: twin })
const free = { contract: 0n }
const code = (...args: Parameters<typeof whyNot>) => {
  const why = whyNot(...args)
  return why.ok ? 'ok' : why.code
}

test('a PCI id is cut into slot, vendor and device', () => {
  expect(pciParts('0000:0e:00.0/1002/744c')).toEqual({
    slot: '0000:0e:00.0',
    vendorId: '1002',
    deviceId: '744c',
  })
})

test.each(['', 'unknown', '0000:0e:00.0/1002', 'a/b/c/d', '<b>x</b>/1002/zzzz'])(
  'an id of another shape is kept whole: %j',
  (id) => expect(pciParts(id)).toEqual({ slot: id, vendorId: '', deviceId: '' }),
)

test('memory is known from newer nodes, absent from old ones and from the proxy', () => {
  const gpu = { id: 'x', vendor: 'v', device: 'd', contract: 0n }
  const [newer, zero, old, proxied] = cardsOf([
    { ...gpu, vram: 25_753_026_560n },
    { ...gpu, vram: 0n },
    { ...gpu, vram: null },
    { ...gpu, node_twin_id: null, updated_at: 0 },
  ])
  expect([newer?.vram, zero?.vram, old?.vram, proxied?.vram]).toEqual([
    25_753_026_560n,
    0n,
    null,
    null,
  ])
})

test('a card in use names its contract, exactly, before any other reason', () => {
  const why = whyNot({ contract: 9_007_199_254_740_993n }, rentedBy(77), 42, true)
  expect(why).toMatchObject({ ok: false, code: 'taken' })
  expect(why.sentence).toContain('9007199254740993')
  expect(whyNot({ contract: 5n }, rentedBy(42), 42, true).next).toContain('You rent this node')
})

test('a node that another twin rents names both twins', () => {
  const why = whyNot(free, rentedBy(77), 42, true)
  expect(why).toMatchObject({ ok: false, code: 'rented' })
  expect(why.sentence).toContain('twin 77')
  expect(why.sentence).toContain('You are twin 42')
  expect(whyNot(free, rentedBy(77), null, true).sentence).not.toContain('You are')
})

test('a node that nobody rents: rent it, or wait for those who share it', () => {
  expect(code(free, { ...host, rentable: true }, 42, true)).toBe('rentable')
  expect(code(free, host, 42, true)).toBe('shared')
  expect(whyNot(free, { ...host, rentable: true }, null, true).next).toMatch(/^Unlock a twin/)
  expect(whyNot(free, { ...host, rentable: true, extraFee: 12_340n }, 42, true).next).toContain(
    '12.34 USD a month',
  )
})

test('the renter has it', () => expect(code(free, rentedBy(42), 42, true)).toBe('ok'))

test('a node that is down or asleep, unless it has just answered', () => {
  expect(code(free, { ...rentedBy(42), status: 'down' }, 42, false)).toBe('down')
  expect(code(free, { ...rentedBy(42), status: 'standby' }, 42, false)).toBe('standby')
  expect(code(free, { ...rentedBy(42), status: 'down' }, 42, true)).toBe('ok')
})

test('twin 0 of a node that nobody rents is no renter', () =>
  expect(code(free, host, 0, true)).toBe('shared'))

test('a light node says what its VMs lack', () =>
  expect(whyNot(free, { ...rentedBy(42), features: ['zmachine-light'] }, 42, true).next).toContain(
    'mycelium',
  ))
