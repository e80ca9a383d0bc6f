import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { serialiseDeployment } from '#gridtypes/serialise.ts'
import { validate } from '#gridtypes/validate.ts'
import { dataSize, MOST_DATA, type Draft, type DraftPart, type Owner } from './draft.ts'
import { backendOf, composeEmpty, composeGateway, freshGateway } from './gateway.ts'
import { checksumOf, imageOf, microImages, vmImages } from './images.ts'
import { composeMachine, freshMachine, machineTroubles, withImage } from './machine.ts'
import {
  accessNode,
  composeNetwork,
  deviceFiles,
  freshNetwork,
  hostOf,
  networkTroubles,
  subnetsOf,
  withNode,
  withUser,
  type NetworkForm,
} from './network.ts'
import { freePort, freshName } from './random.ts'
import { addressFault, freeAddress, freeSubnet, isIn, overlap, rangeFault } from './subnets.ts'
import {
  composeDisk,
  composeQsfs,
  composeQsfsStores,
  composeZdb,
  freshDisk,
  freshQsfs,
  freshZdb,
  qsfsKey,
  qsfsTroubles,
} from './storage.ts'
import { countingRandom, netPlace, owner, placeOf } from './testing.ts'

const read = ({ text }: DraftPart) => parseDeployment(text)
const only = ({ parts }: Draft): DraftPart => {
  expect(parts).toHaveLength(1)
  return parts[0]! // there is one
}
const typesOf = (part: DraftPart) => read(part).workloads.map(({ type }) => type)
/** What every draft must be: taken by the node's rules, hashed the same when it is read again. */
function insistGood(draft: Draft) {
  for (const part of draft.parts) {
    const deployment = read(part)
    expect(validate(deployment)).toBeNull()
    const again = parseDeployment(serialiseDeployment(deployment))
    expect(challengeHash(again)).toBe(challengeHash(deployment))
    expect(dataSize(part.data)).toBeLessThanOrEqual(MOST_DATA)
    expect(deployment.workloads.every(({ result }) => result.state === '')).toBe(true)
  }
}

/** The sample's owner: its tools say `required: false`, which means the same for the owner. */
const sampleOwner: Owner = {
  ...owner,
  requirement: {
    ...owner.requirement,
    requests: [{ twin_id: 143, required: false, weight: 1n }],
  },
}
/** The network of grid-services.md C.7: node 14 and one device. */
const sampleNetwork: NetworkForm = {
  name: 'nwdemo01',
  range: '10.20.0.0/16',
  nodes: [
    {
      ...placeOf(14),
      subnet: '10.20.2.0/24',
      privateKey: 'SPGQmd2AAsKVtbLPaLXigNm28jMiOS8GlVsjjlSURlc=',
      port: 12831,
      host: '185.206.122.31',
      myceliumKey: 'f93c7e2062b5c1abed3c66065e3d5b81526cfcf9faffe3c0f12617d2c1a0a3f7',
    },
  ],
  users: [
    {
      name: 'laptop',
      subnet: '10.20.3.0/24',
      publicKey: 'vHScDTP5Pq7yszDW/i6QhMVSysrAug58C9MnynGGlyY=',
      privateKey: 'EL9nSGRRCJKvVhbRd8gl9Bl3Bl5dZ6K4vj1cFo8xP3Y=',
    },
  ],
  storeKeys: true,
}

test('the sample network has the hash of the real one', () => {
  const part = only(composeNetwork(sampleNetwork, sampleOwner, 'fullvm/vmdemo01'))
  expect(challengeHash(read(part))).toBe('1ef7221bc2beb373cb09e109448a3ebb')
  expect(part.data).toBe(
    '{"version":3,"type":"network","name":"nwdemo01","projectName":"fullvm/vmdemo01"}',
  )
})

test('the sample machine with its network has the hash of the real one', () => {
  const form = {
    ...freshMachine('vm', netPlace(14), countingRandom()),
    name: 'vmdemo01',
    cpu: 2,
    memoryMib: 4096,
    disks: [{ name: 'diskdemo01', sizeGib: 50, mountpoint: '/mnt/data' }],
    network: { made: sampleNetwork },
    ip: '10.20.2.2',
    publicIp4: true,
    myceliumSeed: '000002000002',
    sshKeys: [
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDemoDemoDemoDemoDemoDemoDemoDemoDemoDemo0 user@laptop',
    ],
  }
  const part = only(composeMachine('vm', form, sampleOwner))
  expect(challengeHash(read(part))).toBe('d1e21090d3dd68a57cbef272b9a98a55')
  expect(part.publicIps).toBe(1)
  expect(part.data).toBe(
    '{"version":3,"type":"vm","name":"vmdemo01","projectName":"fullvm/vmdemo01"}',
  )
})

test('the device file of the sample is the real one', () => {
  expect(deviceFiles(sampleNetwork)).toEqual([
    {
      name: 'nwdemo01-laptop.conf',
      text: `[Interface]
Address = 100.64.20.3/32
PrivateKey = EL9nSGRRCJKvVhbRd8gl9Bl3Bl5dZ6K4vj1cFo8xP3Y=

[Peer]
PublicKey = K2WeRZU5da65nQDaL1u8nQ2lFhCbaKdcyPuqDU9lgXQ=
AllowedIPs = 10.20.0.0/16, 100.64.0.0/16
PersistentKeepalive = 25
Endpoint = 185.206.122.31:12831
`,
    },
  ])
})

test('every template is taken by the node as it begins, on full and on light nodes', () => {
  const random = countingRandom()
  for (const light of [false, true]) {
    const place = placeOf(11, light)
    const net = netPlace(11, '185.206.122.31', light)
    const key = { sshKeys: ['ssh-ed25519 AAAA me'] }
    for (const template of ['vm', 'micro-vm'] as const) {
      const form = { ...freshMachine(template, net, random), ...key }
      expect(machineTroubles(form)).toEqual([])
      insistGood(composeMachine(template, form, owner))
    }
    insistGood(composeZdb(freshZdb(place, random), owner))
    insistGood(composeDisk(freshDisk(place, random), owner))
    insistGood(composeNetwork(freshNetwork([net], random), owner))
    insistGood(composeEmpty(place, owner))
    const qsfs = freshQsfs(place, [place, placeOf(12)], random)
    expect(qsfsTroubles(qsfs)).toEqual([])
    insistGood(composeQsfsStores(qsfs, owner))
    const name = freshGateway('gateway-name', place, 'my-site', 'http://10.20.2.2:80')
    insistGood(composeGateway(name, owner))
    insistGood(composeGateway({ ...name, kind: 'gateway-fqdn', domain: 'a.example.com' }, owner))
  }
})

test('every known image makes a machine, and one that boots from a disk gets one', () => {
  for (const image of [...vmImages, ...microImages]) {
    const form = {
      ...freshMachine('vm', netPlace(11), countingRandom()),
      ...withImage(image),
      name: 'web',
    }
    const draft = composeMachine('vm', form, owner)
    insistGood(draft)
    const machine = read(only(draft)).workloads.at(-1)
    expect(machine?.data).toMatchObject({
      flist: image.flist,
      size: image.bootDisk ? 2n << 30n : 25n << 30n,
      mounts: image.bootDisk ? [{ name: 'web_boot', mountpoint: '/' }] : [],
    })
    expect(imageOf(image.flist)?.flist).toBe(image.flist)
  }
  expect(checksumOf(vmImages[0].flist)).toMatch(/\.flist\.md5$/)
})

test('a light node gets light types by itself, and no public address', () => {
  const form = {
    ...freshMachine('vm', netPlace(11, null, true), countingRandom()),
    publicIp4: true,
    planetary: true,
  }
  const part = only(composeMachine('vm', form, owner))
  expect(typesOf(part)).toEqual(['network-light', 'zmachine-light'])
  expect(part.publicIps).toBe(0)
  expect(part.data).toContain('"version":4')
  expect(machineTroubles(form)).toEqual([
    expect.stringContaining('public addresses'),
    expect.stringContaining('planetary'),
    expect.stringContaining('SSH key'),
  ])
})

test('a machine in a network that is there brings none', () => {
  const form = {
    ...freshMachine('vm', netPlace(11), countingRandom()),
    network: { there: 'nwold' },
  }
  const draft = composeMachine('vm', form, owner)
  expect(typesOf(only(draft))).toEqual(['zmachine'])
  insistGood(draft)
})

test('an IPv6 address alone reserves nothing of the farm', () => {
  const form = { ...freshMachine('vm', netPlace(11), countingRandom()), publicIp6: true }
  const part = only(composeMachine('vm', form, owner))
  expect(typesOf(part)).toContain('ip')
  expect(part.publicIps).toBe(0)
})

test('a machine that nothing reaches is said to be so', () => {
  const form = {
    ...freshMachine('vm', netPlace(11), countingRandom()),
    myceliumSeed: '',
    sshKeys: ['k'],
  }
  expect(machineTroubles(form)).toEqual([expect.stringContaining('Add Mycelium')])
})

function wide(): NetworkForm {
  const random = countingRandom()
  const nodes = [netPlace(1), netPlace(2, '2a02:1802::5'), netPlace(3, '185.206.122.33')]
  return withUser(freshNetwork(nodes, random), 'laptop', random)
}

test('a network over several nodes: all that can be reached are peers, the rest hangs on the access node', () => {
  const form = wide()
  expect(accessNode(form)?.node).toBe(3)
  expect(networkTroubles(form)).toEqual([])
  const draft = composeNetwork(form, owner)
  insistGood(draft)
  expect(draft.parts.map(({ node }) => node)).toEqual([1, 2, 3])
  const peers = draft.parts.map((part) => {
    const [net] = read(part).workloads
    if (net?.type !== 'network') throw new Error('no network')
    return net.data.peers.map(({ subnet, endpoint, allowed_ips }) => ({
      subnet,
      endpoint: endpoint.replace(/\d+$/, 'port'),
      allowed_ips,
    }))
  })
  const net = (c: number) => [`10.20.${c}.0/24`, `100.64.20.${c}/32`]
  const peer = (c: number, endpoint: string, ...behind: number[]) => ({
    subnet: `10.20.${c}.0/24`,
    endpoint,
    allowed_ips: [c, ...behind].flatMap(net),
  })
  expect(peers).toEqual([
    // hidden: everything through the access node
    [peer(4, '185.206.122.33:port', 3, 5)],
    [peer(4, '185.206.122.33:port', 2, 5)],
    [peer(3, '[2a02:1802::5]:port'), peer(2, ''), peer(5, '')],
  ])
})

test('peers know one another by keys that belong to the private ones', () => {
  const form = wide()
  const parts = composeNetwork(form, owner).parts.map(read)
  const keys = new Set(
    parts.flatMap(({ workloads }) =>
      workloads.flatMap((one) =>
        one.type === 'network' ? one.data.peers.map((peer) => peer.wireguard_public_key) : [],
      ),
    ),
  )
  expect(keys.size).toBe(4)
  expect(keys).toContain(form.users[0]?.publicKey)
})

test('a device and a hidden node without an access node are named', () => {
  const random = countingRandom()
  const hidden = withUser(freshNetwork([netPlace(1), netPlace(2)], random), 'phone', random)
  expect(networkTroubles(hidden)).toEqual([
    expect.stringContaining('A device needs a node'),
    expect.stringContaining('Node 1, 2 has no public address'),
  ])
  expect(deviceFiles(hidden)).toEqual([])
  expect(networkTroubles(freshNetwork([netPlace(1)], random))).toEqual([])
})

test('the key of a device is in the deployment only when that is wanted', () => {
  const form = wide()
  const [user] = form.users
  const textOf = (storeKeys: boolean) =>
    composeNetwork({ ...form, storeKeys }, owner)
      .parts.map(({ text }) => text)
      .join('')
  expect(textOf(false)).not.toContain(user?.privateKey)
  expect(textOf(true).split(user?.privateKey ?? '')).toHaveLength(2)
})

test('subnets are never given twice, and a full range says so', () => {
  const random = countingRandom()
  const begun = freshNetwork([netPlace(1)], random)
  const [node] = begun.nodes
  let form = begun
  for (let i = 0; i < 252; i++) {
    const subnet = freeSubnet(form.range, subnetsOf(form))
    form = { ...form, nodes: [...form.nodes, { ...node!, subnet: subnet ?? '' }] } // it has one node
  }
  expect(new Set(subnetsOf(form)).size).toBe(253)
  expect(withNode(form, netPlace(999), random).nodes.at(-1)?.subnet).toBe('')
})

test('where a node is reached: public IPv4, else IPv6, else an address of zos, else nowhere', () => {
  const config = (ipv4: string, ipv6: string) => ({ ipv4, ipv6 })
  expect(hostOf(config('185.206.122.31/24', '2a02::1/64'), {})).toBe('185.206.122.31')
  expect(hostOf(config('10.1.1.1/24', '2a02::1/64'), {})).toBe('2a02::1')
  expect(hostOf(config('', 'fe80::1/64'), { zos: ['192.168.1.2', '91.1.2.3'] })).toBe('91.1.2.3')
  expect(hostOf(null, { zos: ['100.64.3.4', 'fd00::1'], ygg: ['300::1'] })).toBeNull()
})

test('a gateway of a name says which name contract it needs, whatever its workload is called', () => {
  const form = freshGateway(
    'gateway-name',
    placeOf(14),
    'my-site',
    backendOf('400::7', 8080, false),
  )
  const part = only(composeGateway(form, owner))
  expect(part.names).toEqual(['my-site'])
  expect(read(part).workloads[0]).toMatchObject({
    name: 'my_site',
    data: { name: 'my-site', backends: ['http://[400::7]:8080'], network: null },
  })
  const fqdn = { ...form, kind: 'gateway-fqdn' as const, domain: 'a.example.com' }
  expect(only(composeGateway(fqdn, owner)).names).toEqual([])
})

test('a passed-through backend has no scheme, and the node takes it', () => {
  const backend = backendOf('10.20.2.2', 443, true)
  expect(backend).toBe('10.20.2.2:443')
  const form = freshGateway('gateway-name', placeOf(14), 'site', backend)
  insistGood(composeGateway({ ...form, tlsPassthrough: true, network: 'nw1' }, owner))
})

test('a file system: stores round robin, then the system upon their results', () => {
  const form = freshQsfs(placeOf(1), [placeOf(2), placeOf(3)], countingRandom())
  const draft = composeQsfsStores(form, owner)
  expect(draft.parts.map((part) => read(part).workloads.length)).toEqual([4, 3])
  const stores = draft.parts.flatMap((part) =>
    read(part).workloads.flatMap((one) =>
      one.type === 'zdb'
        ? [
            {
              name: one.name,
              mode: one.data.mode,
              ips: ['2a02::1', '300::1'],
              port: 9900,
              namespace: `143-7-${one.name}`,
              password: one.data.password,
            },
          ]
        : [],
    ),
  )
  const system = composeQsfs(form, stores, owner)
  insistGood(system)
  const [workload] = read(only(system)).workloads
  expect(workload?.data).toMatchObject({
    config: {
      minimal_shards: 2,
      expected_shards: 3,
      encryption: { key: qsfsKey(form.passphrase) },
    },
  })
  expect(workload?.raw).toContain('"address":"[300::1]:9900"')
  expect(qsfsKey('x')).toMatch(/^[0-9a-f]{64}$/)
})

test('a port is one that is not taken, as long as there is one', () => {
  fc.assert(
    fc.property(fc.nat(250), fc.array(fc.integer({ min: 1024, max: 1100 })), (start, taken) => {
      const port = freePort(taken, countingRandom(start))
      expect(port).toBeGreaterThanOrEqual(1024)
      expect(port).toBeLessThanOrEqual(32_767)
      expect(taken).not.toContain(port)
    }),
    { numRuns: 30 },
  )
  const all = Array.from({ length: 32_768 - 1024 }, (_, i) => 1024 + i)
  expect(freePort(all, countingRandom())).toBeUndefined()
  expect(freePort(all.slice(1), countingRandom())).toBe(1024)
})

test('names are a word and five letters or digits', () => {
  expect(freshName('vm', countingRandom())).toMatch(/^vm[a-z0-9]{5}$/)
})

test('a range is a private /16, and an address is in its subnet and nobody else’s', () => {
  expect(rangeFault('10.20.0.0/16')).toBeNull()
  expect(rangeFault('172.31.0.0/16')).toBeNull()
  for (const bad of [
    '',
    '10.20.0.0/24',
    '10.20.1.0/16',
    '172.32.0.0/16',
    '11.0.0.0/16',
    'fd00::/16',
  ]) {
    expect(rangeFault(bad)).not.toBeNull()
  }
  expect(addressFault('10.20.2.2', '10.20.2.0/24')).toBeNull()
  expect(addressFault('10.20.2.1', '10.20.2.0/24')).toContain('own address')
  expect(addressFault('10.20.3.2', '10.20.2.0/24')).toContain('is not part of')
  expect(addressFault('fd00::2', '10.20.2.0/24')).toContain('IPv4')
  expect(addressFault('10.20.2.255', '10.20.2.0/24')).toContain('no machine')
  expect(freeAddress('10.20.2.0/24', ['10.20.2.2', '10.20.2.3'])).toBe('10.20.2.4')
  expect(isIn('10.20.2.0/24', '10.20.0.0/16')).toBe(true)
  expect(overlap('10.20.0.0/16', '10.20.2.0/24')).toBe(true)
  expect(overlap('10.20.3.0/24', '10.20.2.0/24')).toBe(false)
})
