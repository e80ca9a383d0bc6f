import { expect, test } from 'vitest'
import { beyondForm, merge } from './merge.ts'
import { composeGateway, freshGateway } from './gateway.ts'
import { ownImage, vmImages } from './images.ts'
import { composeMachine, freshMachine, withImage, type MachineForm } from './machine.ts'
import { composeNetwork, freshNetwork, withUser } from './network.ts'
import { foreignTypes, readDisk, readGateway, readMachine, readNetwork, readZdb } from './read.ts'
import { composeDisk, composeZdb, freshDisk, freshZdb } from './storage.ts'
import { countingRandom, netPlace, owner, placeOf } from './testing.ts'

const textOf = (draft: { parts: { text: string }[] }) => draft.parts[0]!.text // one part each
const random = countingRandom()
const fresh = freshMachine('vm', netPlace(11, '185.206.122.31'), random)
const made = 'made' in fresh.network ? fresh.network.made : freshNetwork([], random)

const forms: MachineForm[] = [
  fresh,
  { ...fresh, network: { there: 'old' }, planetary: true, myceliumSeed: '' },
  { ...fresh, ...withImage(vmImages.find((image) => image.bootDisk) ?? vmImages[0]), diskGib: 40 },
  {
    ...fresh,
    ...withImage(ownImage('https://hub.grid.tf/me/x.flist', '/start')),
    cpu: 7,
    memoryMib: 777,
    diskGib: 0.5,
    disks: [{ name: 'd1', sizeGib: 12, mountpoint: '/mnt/d1' }],
    publicIp4: true,
    publicIp6: true,
    sshKeys: ['ssh-ed25519 AAAA a', 'ssh-rsa BBBB b'],
    env: { A: '1', B: 'two' },
    gpu: ['0000:0e:00.0/1002/744c'],
  },
  { ...fresh, network: { made: withUser(made, 'laptop', random) } },
]

test.each(forms)('a machine goes from form to JSON and back', (form) => {
  const text = textOf(composeMachine('vm', form, owner))
  const read = readMachine(text, form)
  expect(read).toEqual(form)
  expect(beyondForm(text, textOf(composeMachine('vm', read ?? fresh, owner)))).toEqual([])
})

test('what is changed in the JSON is in the form, and the next change of the form keeps the rest', () => {
  const text = textOf(composeMachine('vm', fresh, owner))
  const byHand = text.replace('"cpu":1', '"cpu":6').replace('"corex":false', '"corex":true')
  const form = readMachine(byHand, fresh)
  expect(form?.cpu).toBe(6)
  const written = textOf(composeMachine('vm', form ?? fresh, owner))
  expect(beyondForm(byHand, written)).toEqual([`workloads.${fresh.name}.data.corex`])
  const next = textOf(composeMachine('vm', { ...(form ?? fresh), memoryMib: 512 }, owner))
  const after = merge(byHand, written, next)
  expect(after).toContain('"corex":true')
  expect(readMachine(after, fresh)).toMatchObject({ cpu: 6, memoryMib: 512 })
})

test('a size between GiB is beyond the form, and said to be', () => {
  const text = textOf(composeMachine('vm', fresh, owner))
  const odd = text.replace(`"size":${25 * 2 ** 30}`, `"size":${25 * 2 ** 30 + 1}`)
  const form = readMachine(odd, fresh) ?? fresh
  expect(beyondForm(odd, textOf(composeMachine('vm', form, owner)))).toEqual([
    `workloads.${fresh.name}.data.size`,
  ])
})

test('a network goes from form to JSON and back, its device’s key only when it is stored', () => {
  const net = withUser(
    freshNetwork([netPlace(1, '185.206.122.31'), netPlace(2), netPlace(3, null, true)], random),
    'laptop',
    random,
  )
  const texts = composeNetwork(net, owner).parts.map(({ text }) => text)
  expect(readNetwork(texts, net)).toEqual(net)
  const forgotten = { ...net, users: [] }
  expect(readNetwork(texts, forgotten)?.users).toMatchObject([
    { name: 'device1', publicKey: net.users[0]?.publicKey, privateKey: '' },
  ])
  const stored = composeNetwork({ ...net, storeKeys: true }, owner).parts.map(({ text }) => text)
  expect(readNetwork(stored, forgotten)).toMatchObject({
    users: [{ privateKey: net.users[0]?.privateKey }],
    storeKeys: true,
  })
})

test('disks, namespaces and gateways go from form to JSON and back', () => {
  const place = placeOf(11)
  const zdb = { ...freshZdb(place, random), mode: 'user' as const, sizeGib: 0.25, public: true }
  expect(readZdb(textOf(composeZdb(zdb, owner)), zdb)).toEqual(zdb)
  const disk = { ...freshDisk(place, random), type: 'zmount' as const }
  expect(readDisk(textOf(composeDisk(disk, owner)), disk)).toEqual(disk)
  const gateway = {
    ...freshGateway('gateway-fqdn', place, 'a.b.org', '1.2.3.4:443'),
    tlsPassthrough: true,
    network: 'nw',
  }
  expect(readGateway(textOf(composeGateway(gateway, owner)), gateway)).toEqual(gateway)
})

test('a text of another kind, or none, is no form', () => {
  const zdb = textOf(composeZdb(freshZdb(placeOf(1), random), owner))
  expect(readMachine(zdb, fresh)).toBeUndefined()
  expect(readNetwork([zdb], made)).toBeUndefined()
  expect(readGateway('{', freshGateway('gateway-name', placeOf(1), 'x'))).toBeUndefined()
})

test('types that a node does not have are named', () => {
  const text = textOf(composeMachine('vm', { ...fresh, publicIp4: true }, owner))
  expect(foreignTypes(text, placeOf(1))).toEqual([])
  expect(foreignTypes(text, placeOf(1, true))).toEqual(['network', 'ip', 'zmachine'])
})
