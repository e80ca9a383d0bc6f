import { expect, test } from 'vitest'
import { validateAt } from './faults.ts'
import { formField } from './fields.ts'
import { composeGateway, freshGateway } from './gateway.ts'
import { vmImages } from './images.ts'
import { composeMachine, freshMachine, withImage, type MachineForm } from './machine.ts'
import { composeNetwork, freshNetwork } from './network.ts'
import { composeZdb, freshZdb } from './storage.ts'
import { countingRandom, netPlace, owner, placeOf } from './testing.ts'
import type { Draft } from './draft.ts'

const random = countingRandom()
const form = freshMachine('vm', netPlace(11), random)
const fieldOf = ({ template, parts }: Draft) => {
  for (const [i, { text }] of parts.entries()) {
    const fault = validateAt(text)
    if (fault) return formField(template, text, fault.path, i)
  }
  return undefined
}
const old = vmImages.find(({ bootDisk }) => bootDisk) ?? vmImages[0]
const disk = (sizeGib: number, name = 'd1') => ({ name, sizeGib, mountpoint: '/d' })

test.each<[string, Partial<MachineForm>, string, number | null]>([
  ['no threads', { cpu: 0 }, 'cpu', null],
  ['too many threads', { cpu: 256 }, 'cpu', null],
  ['little memory', { memoryMib: 100 }, 'memoryMib', null],
  ['a small root disk', { diskGib: 0.25 }, 'diskGib', null],
  ['no address', { ip: '' }, 'ip', null],
  ['an address that is none', { ip: '10.20.2' }, 'ip', null],
  ['a reserved network', { network: { there: 'ygg' } }, 'network', null],
  ['an odd seed', { myceliumSeed: '00' }, 'myceliumSeed', null],
  ['a seed that is no hex', { myceliumSeed: 'zz' }, 'myceliumSeed', null],
  ['a name with a hyphen', { name: 'my-vm' }, 'name', null],
  ['a second disk of nothing', { disks: [disk(1), disk(0, 'd2')] }, 'disks', 1],
  ['a boot disk of nothing', { ...withImage(old), diskGib: 0 }, 'diskGib', null],
  ['a disk beside a boot disk', { ...withImage(old), disks: [disk(0)] }, 'disks', 0],
])('a machine with %s is marked at its own field', (_what, change, field, item) => {
  const draft = composeMachine('vm', { ...form, ...change }, owner)
  expect(fieldOf(draft)).toEqual({ field, item })
})

test('a network is marked at its range, or at the node', () => {
  const net = freshNetwork([netPlace(1), netPlace(2, '185.206.122.31')], random)
  const range = composeNetwork({ ...net, range: '' }, owner)
  expect(fieldOf(range)).toEqual({ field: 'range', item: null })
  const [one, two] = net.nodes
  const nodes = composeNetwork({ ...net, nodes: [one!, { ...two!, privateKey: '' }] }, owner)
  // the first node sees the second as a peer without a key
  expect(fieldOf(nodes)).toEqual({ field: 'users', item: null })
  expect(formField('network', nodes.parts[1]?.text ?? '', 'workloads.0.data.subnet', 1)).toEqual({
    field: 'nodes',
    item: 1,
  })
})

test('gateways and namespaces are marked too, and a path without a field is not', () => {
  const gateway = freshGateway('gateway-name', placeOf(1), 'site', 'https://1.2.3.4')
  expect(fieldOf(composeGateway(gateway, owner))).toEqual({ field: 'backend', item: null })
  const zdb = { ...freshZdb(placeOf(1), random), sizeGib: 0 }
  const draft = composeZdb(zdb, owner)
  expect(fieldOf(draft)).toEqual({ field: 'sizeGib', item: null })
  expect(formField('zdb', draft.parts[0]?.text ?? '', 'metadata')).toBeUndefined()
  expect(formField('zdb', '{', 'workloads.0.name')).toBeUndefined()
})
