import { expect, test } from 'vitest'
import { readDeployment } from '#gridtypes/deployment.ts'
import { signedMessage } from '#gridtypes/signature.ts'
import { toHex } from '#lib/bytes.ts'
import { asContract, asNode, asTwin } from '#lib/ids.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { TENANT } from '#mock/cast.ts'
import type { Grid } from '#mock/grid.ts'
import { contractFor, testGrid } from '#mock/testing.ts'
import { readText, withContract, withSignatures } from '#deploy/saga/text.ts'
import { planUpdate } from '#deploy/plan/diff.ts'
import { updateText } from '#deploy/plan/update.ts'
import { merge } from './merge.ts'
import { ownerOf, type Draft, type DraftPart } from './draft.ts'
import { composeGateway, freshGateway } from './gateway.ts'
import { composeMachine, freshMachine, withImage } from './machine.ts'
import { vmImages } from './images.ts'
import { composeNetwork, freshNetwork, withUser, type NetPlace } from './network.ts'
import { composeDisk, composeQsfs, composeQsfsStores, composeZdb } from './storage.ts'
import { freshDisk, freshQsfs, freshZdb, storeOf, type Store } from './storage.ts'
import { countingRandom } from './testing.ts'

// what is composed goes to the demo node, which checks and installs as a real one does

const owner = ownerOf(asTwin(TENANT)!) // a u32
const random = countingRandom()

function setUp() {
  const { grid, pass } = testGrid()
  const place = (is: (node: NonNullable<ReturnType<Grid['db']['nodes']['get']>>) => boolean) => {
    const found = [...grid.db.nodes.values()].find(is)
    if (!found) throw new Error('no such node')
    const net: NetPlace = {
      node: asNode(found.nodeId)!, // ids of the demo grid are u32s
      nodeTwin: asTwin(found.twinId)!,
      light: found.flavour === 'light',
      host: '185.206.122.31',
      takenPorts: [],
    }
    return net
  }
  let contractId = 50_000
  /** Signs and sends a part, waits for it, and answers with the states and results of its workloads. */
  async function send(part: DraftPart) {
    const id = contractId++
    const { hash } = readText(part.text)
    contractFor(grid, part.node, hash, { contractId: id, publicIps: part.publicIps })
    const free = grid.db.publicIps.filter((ip) => ip.contractId === 0)
    for (const ip of free.slice(0, part.publicIps)) ip.contractId = id
    for (const name of part.names) {
      const row = contractFor(grid, part.node, hash, { contractId: contractId++ })
      row.details = { type: 'name', name }
    }
    const keys = await grid.keyring.of(TENANT)
    if (!keys) throw new Error('no keys')
    const signature = await keys.pair.sign(signedMessage(hash, ''))
    const text = withSignatures(withContract(part.text, asContract(BigInt(id))), [
      {
        twin_id: TENANT,
        signature: toHex(signature.slice(1)),
        signature_type: keys.pair.curve,
      },
    ])
    const request = grid.request(TENANT)
    expect(await request(part.nodeTwin, 'zos.deployment.deploy', parseJson(text))).toBeNull()
    pass(900)
    const told = await request(part.nodeTwin, 'zos.deployment.get', { contract_id: id })
    return readDeployment(stringifyJson(told)).workloads
  }
  const all = async (draft: Draft) => {
    const sent = []
    for (const part of draft.parts) sent.push(...(await send(part)))
    return sent
  }
  const states = async (draft: Draft) =>
    (await all(draft)).map(({ type, result }) => `${type} ${result.state} ${result.message}`.trim())
  return { grid, pass, place, all, states }
}

test('a machine with a network, disks, a public address and a device is installed whole', async () => {
  const { place, states } = setUp()
  const here = place(({ nodeId }) => nodeId === 12)
  const net = withUser(freshNetwork([here], random), 'laptop', random)
  const old = vmImages.find(({ bootDisk }) => bootDisk) ?? vmImages[0]
  const form = {
    ...freshMachine('vm', here, random),
    ...withImage(old),
    network: { made: net },
    disks: [{ name: 'data', sizeGib: 5, mountpoint: '/data' }],
    publicIp4: true,
    planetary: true,
    sshKeys: ['ssh-ed25519 AAAA me'],
  }
  expect((await states(composeMachine('vm', form, owner))).toSorted()).toEqual([
    'ip ok',
    'network ok',
    'zmachine ok',
    'zmount ok',
    'zmount ok',
  ])
})

test('a light node installs the light machine, and a second one joins its network', async () => {
  const { place, states } = setUp()
  const here = place(({ nodeId }) => nodeId === 5120)
  expect(here.light).toBe(true)
  const form = freshMachine('micro-vm', here, random)
  expect((await states(composeMachine('micro-vm', form, owner))).toSorted()).toEqual([
    'network-light ok',
    'zmachine-light ok',
  ])
  const network = { there: 'made' in form.network ? form.network.made.name : '' }
  const second = { ...freshMachine('micro-vm', here, random), network, ip: '10.20.2.3' }
  expect(await states(composeMachine('micro-vm', second, owner))).toEqual(['zmachine-light ok'])
})

test('disks, namespaces, networks over two nodes and gateways are installed', async () => {
  const { place, states } = setUp()
  const [one, two] = [place(({ nodeId }) => nodeId === 12), place(({ nodeId }) => nodeId === 11)]
  expect(await states(composeDisk(freshDisk(one, random), owner))).toEqual(['volume ok'])
  expect(await states(composeZdb(freshZdb(one, random), owner))).toEqual(['zdb ok'])
  expect(await states(composeNetwork(freshNetwork([one, two], random), owner))).toEqual([
    'network ok',
    'network ok',
  ])
  const gateway = freshGateway('gateway-name', two, 'my-site', 'http://10.20.2.2:80')
  expect(await states(composeGateway(gateway, owner))).toEqual(['gateway-name-proxy ok'])
})

test('a file system stands on the stores that were deployed before it', async () => {
  const { place, all, states } = setUp()
  const [one, two] = [place(({ nodeId }) => nodeId === 12), place(({ nodeId }) => nodeId === 11)]
  const form = freshQsfs(one, [one, two], random)
  const told = await all(composeQsfsStores(form, owner))
  expect(told.map(({ result }) => result.state)).toEqual(Array(7).fill('ok'))
  const stores = told.flatMap((workload): Store[] => {
    if ('fault' in workload || workload.type !== 'zdb') return []
    const store = storeOf(workload.result.data)
    return store ? [{ ...store, name: workload.name, ...workload.data }] : []
  })
  expect(stores).toHaveLength(7)
  expect(await states(composeQsfs(form, stores, owner))).toEqual(['qsfs ok'])
})

test('an update adds a disk to what the node tells, and leaves the rest as it was', async () => {
  const { grid, pass, place, all } = setUp()
  const here = place(({ nodeId }) => nodeId === 12)
  const disk = { ...freshDisk(here, random), name: 'first' }
  await all(composeDisk(disk, owner))
  const request = grid.request(TENANT)
  const present = stringifyJson(
    await request(here.nodeTwin, 'zos.deployment.get', { contract_id: 50_000 }),
  )
  const more = composeDisk({ ...disk, name: 'second' }, owner).parts[0]?.text ?? ''
  const edited = merge(present, '{"workloads":[]}', `{"workloads":${workloadsIn(more)}}`)
  const text = updateText(present, edited)
  const { hash } = readText(text)
  const plan = planUpdate(readDeployment(present), readDeployment(text), 0)
  expect(plan.changes.map(({ mark, name }) => `${mark} ${name}`)).toEqual(['= first', '+ second'])
  expect(plan.possible).toBe(true)
  contractFor(grid, here.node, hash)
  const keys = await grid.keyring.of(TENANT)
  if (!keys) throw new Error('no keys')
  const signature = await keys.pair.sign(signedMessage(hash, ''))
  const signed = withSignatures(text, [
    { twin_id: TENANT, signature: toHex(signature.slice(1)), signature_type: keys.pair.curve },
  ])
  expect(await request(here.nodeTwin, 'zos.deployment.update', parseJson(signed))).toBeNull()
  pass(900)
  const told = await request(here.nodeTwin, 'zos.deployment.get', { contract_id: 50_000 })
  const after = readDeployment(stringifyJson(told))
  expect(after.version).toBe(1)
  const states = after.workloads.map(
    ({ name, version, result }) => `${name} ${version} ${result.state}`,
  )
  expect(new Set(states)).toEqual(new Set(['first 0 ok', 'second 1 ok']))
})

const workloadsIn = (text: string) => /"workloads":(.*)\}$/s.exec(text)?.[1] ?? '[]'
