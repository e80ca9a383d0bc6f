import { expect, test } from 'vitest'
import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { asFarm, asNode, asTwin } from '#lib/ids.ts'
import type { Counters, Gpu, Pool, PublicConfig } from '#node/schemas.ts'
import type { Draft } from '#deploy/compose/draft.ts'
import { composeGateway, freshGateway } from '#deploy/compose/gateway.ts'
import { composeMachine, freshMachine, type MachineForm } from '#deploy/compose/machine.ts'
import { composeNetwork, freshNetwork } from '#deploy/compose/network.ts'
import { composeDisk, composeZdb, freshDisk, freshZdb } from '#deploy/compose/storage.ts'
import { countingRandom, netPlace, owner, placeOf } from '#deploy/compose/testing.ts'
import { asksOf } from './asks.ts'
import { isReady, type Check, type Item, type ItemState } from './items.ts'
import type { NodeFacts, Observed } from './observed.ts'
import { preflight } from './preflight.ts'

const GIB = 1n << 30n
const twin = asTwin(143)! // a u32, as are the ids below
const farm = asFarm(7)!
const node = asNode(11)!
const who = { twin, hours: 720n }
const CARD = '0000:0e:00.0/1002/744c'

const random = countingRandom()
const fresh = freshMachine('vm', netPlace(11), random)
const form: MachineForm = { ...fresh, name: 'vm1', sshKeys: ['ssh-ed25519 AAAA me'] }
const machine = (change: Partial<MachineForm> = {}) =>
  composeMachine('vm', { ...form, ...change }, owner)
const gateway = (domain = 'site', kind: 'gateway-name' | 'gateway-fqdn' = 'gateway-name') =>
  composeGateway(freshGateway(kind, placeOf(11), domain, 'http://10.20.2.2:80'), owner)

const zero = { cru: 0n, mru: 0n, sru: 0n, hru: 0n, ipv4u: 0n }
const counters = (free = 64n): Counters => ({
  total: { ...zero, cru: 32n, mru: 128n * GIB },
  used: { ...zero, cru: 20n, mru: (128n - free) * GIB },
  system: { ...zero, mru: 13n * GIB },
  users: null,
  open_connections: null,
})
const pool = (gib: bigint, type = 'ssd'): Pool => ({
  name: `${type}${gib}`,
  type,
  size: (gib + 1n) * GIB,
  used: GIB,
})
const gpu = (contract = 0n): Gpu => ({
  id: CARD,
  vendor: 'AMD',
  device: 'Navi',
  vram: null,
  contract,
})
const config: PublicConfig = {
  type: '',
  ipv4: '185.206.122.31/24',
  ipv6: '',
  gw4: '',
  gw6: '',
  domain: 'gent01.dev.grid.tf',
}
const terms: NodeFacts['offer'] = {
  value: {
    terms: {
      power: { state: null, target: 'Up' },
      extraFee: 0n,
      rentContract: undefined,
      activeContracts: [],
      billingOptOut: false,
    },
    dedicatedFarm: false,
    rentedBy: twin,
  },
}
const offer = (change: Partial<Extract<typeof terms, { value: unknown }>['value']>) =>
  'value' in terms ? { value: { ...terms.value, ...change } } : terms
const known = <T>(value: T) => ({ value })
const FULL =
  'zmount network zdb zmachine volume ipv4 ip gateway-name-proxy gateway-fqdn-proxy qsfs zlogs'.split(
    ' ',
  )
const facts: NodeFacts = {
  answers: known(120),
  features: known(FULL),
  counters: known(counters()),
  pools: known([pool(500n), pool(100n)]),
  wgPorts: known([]),
  networks: known([]),
  privateIps: known(new Map()),
  gpus: known([gpu()]),
  publicConfig: known(config),
  offer: terms,
  farmIps: known({ farm, free: 2 }),
}
const hashesOf = (draft: Draft) =>
  draft.parts.map(({ text }) => challengeHash(parseDeployment(text)))
const world = (draft: Draft, change: Partial<Observed> = {}, there: NodeFacts = {}): Observed => ({
  nodes: new Map(draft.parts.map((part) => [part.node, { ...facts, ...there }])),
  shares: known([]),
  names: known(new Map([['site', 'free']])),
  twin: known({ published: true, matches: true }),
  terms: known(true),
  kyc: known('verified'),
  money: known({ usable: 1000_0000000n, fee: 1_0000n, hourly: 10_0000n }),
  images: known(new Map([[form.flist, 'there']])),
  hashes: known(hashesOf(draft)),
  contracts: known(draft.parts.map(() => null)),
  ...change,
})
const find = (items: Item[], check: Check) => {
  const found = items.filter((item) => item.check === check)
  if (!found[0]) throw new Error(`no item ${check}`)
  return found[0]
}

const everything = machine({ publicIp4: true, gpu: [CARD] })

test('a machine with all it can have is green from top to bottom', () => {
  const items = preflight(everything, world(everything), who)
  expect(items.filter(({ state }) => state !== 'ok')).toEqual([])
  expect(items.map(({ check }) => check)).toEqual([
    'valid',
    'wiring',
    'answers',
    'available',
    'features',
    'cru',
    'mru',
    'disks',
    'port',
    'subnet',
    'private-ip',
    'public-ip',
    'gpu',
    'keys',
    'terms',
    'kyc',
    'balance',
    'image',
    'data',
    'hash',
    'once',
  ])
  expect(isReady(items)).toBe(true)
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
})

test('before anything is known everything waits that is not in the text', () => {
  const items = preflight(everything, { nodes: new Map() }, who)
  const ready = items.filter(({ state }) => state === 'ok').map(({ check }) => check)
  expect(ready).toEqual(['valid', 'wiring', 'private-ip', 'data'])
  expect(items.filter(({ state }) => state === 'bad')).toEqual([])
  expect(isReady(items)).toBe(false)
})

test('what cannot be learnt is a warning and no refusal', () => {
  const why = { why: 'no answer within 20 s' }
  const there = Object.fromEntries(Object.keys(facts).map((key) => [key, why]))
  const observed = world(
    everything,
    {
      shares: why,
      twin: why,
      terms: why,
      kyc: why,
      money: why,
      images: why,
      hashes: why,
      contracts: why,
    },
    there,
  )
  const items = preflight(everything, observed, who)
  expect(items.filter(({ state }) => state === 'bad')).toEqual([])
  expect(items.filter(({ state }) => state === 'warn').length).toBe(items.length - 4)
  expect(find(items, 'answers')).toMatchObject({ mend: { kind: 'ask-again' } })
})

interface Case {
  draft?: Draft
  there?: NodeFacts
  change?: Partial<Observed>
  check: Check
  state?: ItemState
  words: string
  mend?: object
}
const used = form.network
const port = 'made' in used ? (used.made.nodes[0]?.port ?? 0) : 0
const network = 'made' in used ? used.made.name : ''
const [noMount, noIp] = [
  machine({ disks: [{ name: 'd1', sizeGib: 5, mountpoint: '/d' }] }),
  machine({ publicIp4: true }),
].map((draft, i) => {
  const [part] = draft.parts
  const name = i === 0 ? 'd1' : 'vm1_pubip'
  const text = (part?.text ?? '').replace(`"name":"${name}","type"`, '"name":"other","type"')
  return { ...draft, parts: [{ ...part!, text }] } // it has one part
})

const cases: [string, Case][] = [
  [
    'a workload that the node refuses',
    {
      draft: machine({ cpu: 0 }),
      check: 'valid',
      words: "cpu capacity can't be 0",
      mend: { kind: 'edit', path: 'workloads.1.data.compute_capacity.cpu' },
    },
  ],
  ['a mount that is not there', { draft: noMount!, check: 'wiring', words: 'vm1 mounts d1' }],
  [
    'a public address that is not there',
    { draft: noIp!, check: 'wiring', words: 'has the public address vm1_pubip' },
  ],
  [
    'a node that is another’s',
    {
      there: { offer: offer({ rentedBy: asTwin(1)! }) },
      check: 'available',
      words: 'Another twin rents',
      mend: { kind: 'other-node', node },
    },
  ],
  [
    'a node of a dedicated farm',
    {
      there: { offer: offer({ rentedBy: undefined, dedicatedFarm: true }) },
      check: 'available',
      words: 'Rent it first',
      mend: { kind: 'rent', node },
    },
  ],
  [
    'full types on a light node',
    {
      there: { features: known(['zmachine-light', 'network-light']) },
      check: 'features',
      words: 'has no network, no ip, no zmachine. It is a light node.',
    },
  ],
  [
    'more threads than the node has',
    {
      draft: machine({ cpu: 33 }),
      check: 'cru',
      words: 'has at most 32',
      mend: { kind: 'set', path: 'workloads.1.data.compute_capacity.cpu', value: 32 },
    },
  ],
  [
    'more threads than are free',
    { draft: machine({ cpu: 30 }), check: 'cru', state: 'warn', words: 'shared' },
  ],
  [
    'more memory than is free',
    { there: { counters: known(counters(1n)) }, check: 'mru', words: 'hand out 1.0 GiB' },
  ],
  [
    'memory to the brim',
    { there: { counters: known(counters(2n)) }, check: 'mru', state: 'warn', words: 'barely' },
  ],
  [
    'a disk that no pool holds',
    {
      draft: machine({ disks: [{ name: 'd1', sizeGib: 501, mountpoint: '/d' }] }),
      check: 'disks',
      words: 'The disk of d1 needs 501.0 GiB in one SSD pool; the largest free piece is 500.0 GiB',
    },
  ],
  [
    'disks that fit in one order only',
    {
      // the node puts both disks into the first pool, and then no pool has room for the root
      draft: machine({ disks: [{ name: 'd1', sizeGib: 20, mountpoint: '/d' }], diskGib: 100 }),
      there: { pools: known([pool(100n), pool(30n)]) },
      check: 'disks',
      state: 'warn',
      words: 'one order only',
    },
  ],
  [
    'a namespace on a node without HDD',
    {
      draft: composeZdb(freshZdb(placeOf(11), random), owner),
      check: 'disks',
      words: 'has no HDD',
    },
  ],
  [
    'a WireGuard port that is taken',
    {
      there: { wgPorts: known([port, port + 1]) },
      check: 'port',
      words: `Take ${port + 2}`,
      mend: { kind: 'set', path: 'workloads.0.data.wireguard_listen_port', value: port + 2 },
    },
  ],
  [
    'a network that is there already',
    {
      there: { networks: known([{ name: network, subnet: '10.20.9.0/24' }]) },
      check: 'subnet',
      words: 'is on node 11 already',
      mend: { kind: 'edit', path: 'workloads.0.name' },
    },
  ],
  [
    'a subnet that another network has',
    {
      there: { networks: known([{ name: 'nwold', subnet: '10.20.2.0/24' }]) },
      check: 'subnet',
      words: 'that of network nwold',
      mend: { kind: 'set', value: '10.20.3.0/24' },
    },
  ],
  [
    'a subnet that the network has on another node',
    {
      change: { shares: known([{ name: network, node: asNode(99)!, subnet: '10.20.2.0/24' }]) },
      check: 'subnet',
      words: 'given twice',
    },
  ],
  [
    'an address outside the subnet',
    {
      draft: machine({ ip: '10.20.7.7' }),
      check: 'private-ip',
      words: 'is not part of 10.20.2.0/24',
      mend: { kind: 'set', path: 'workloads.1.data.network.interfaces.0.ip', value: '10.20.2.2' },
    },
  ],
  [
    'the node’s own address',
    { draft: machine({ ip: '10.20.2.1' }), check: 'private-ip', words: 'own address' },
  ],
  [
    'a network that is nowhere',
    {
      draft: machine({ network: { there: 'lost' } }),
      check: 'private-ip',
      words: 'neither in this deployment nor on node 11',
    },
  ],
  [
    'an address that another machine has',
    {
      draft: machine({ network: { there: 'nwold' } }),
      there: {
        networks: known([{ name: 'nwold', subnet: '10.20.2.0/24' }]),
        privateIps: known(new Map([['nwold', ['10.20.2.2']]])),
      },
      check: 'private-ip',
      words: '10.20.2.2 is another machine’s',
      mend: { kind: 'set', value: '10.20.2.3' },
    },
  ],
  [
    'no free address in the farm',
    { there: { farmIps: known({ farm, free: 0 }) }, check: 'public-ip', words: '1 are asked for' },
  ],
  [
    'a card in use',
    { there: { gpus: known([gpu(99n)]) }, check: 'gpu', words: 'in use by contract 99' },
  ],
  ['a card that is not there', { there: { gpus: known([]) }, check: 'gpu', words: 'no such card' }],
  [
    'a card on a node that is not rented',
    {
      there: { offer: offer({ rentedBy: undefined }) },
      check: 'gpu',
      words: 'Rent node 11 first',
      mend: { kind: 'rent', node },
    },
  ],
  [
    'a gateway without a domain',
    {
      draft: gateway(),
      there: { publicConfig: known({ ...config, domain: '' }) },
      check: 'domain',
      words: 'no gateway for names',
    },
  ],
  [
    'a gateway without a public address',
    {
      draft: gateway('a.example.com', 'gateway-fqdn'),
      there: { publicConfig: known(null) },
      check: 'domain',
      words: 'no public address',
    },
  ],
  [
    'a domain under the gateway’s own',
    {
      draft: gateway('a.gent01.dev.grid.tf', 'gateway-fqdn'),
      check: 'domain',
      words: 'own domain',
    },
  ],
  [
    'a domain that must point to the gateway',
    {
      draft: gateway('a.example.com', 'gateway-fqdn'),
      check: 'domain',
      state: 'warn',
      words: 'must point to 185.206.122.31',
    },
  ],
  [
    'a name that is another’s',
    {
      draft: gateway(),
      change: { names: known(new Map([['site', 'taken']])) },
      check: 'names',
      words: 'another twin’s',
      mend: { kind: 'edit', path: 'workloads.0.data.name' },
    },
  ],
  [
    'a name that the chain does not take',
    { draft: gateway('Site'), check: 'names', words: 'lower-case' },
  ],
  [
    'a twin without a key',
    {
      change: { twin: known({ published: false, matches: false }) },
      check: 'keys',
      words: 'not on the chain',
      mend: { kind: 'publish-keys' },
    },
  ],
  [
    'another key than the one here',
    {
      change: { twin: known({ published: true, matches: false }) },
      check: 'keys',
      state: 'warn',
      words: 'is not the one here',
    },
  ],
  [
    'terms that are not accepted',
    {
      change: { terms: known(false) },
      check: 'terms',
      words: 'not accepted',
      mend: { kind: 'accept-terms' },
    },
  ],
  [
    'a twin that is not verified',
    {
      change: { kyc: known('unverified') },
      check: 'kyc',
      words: 'not verified',
      mend: { kind: 'verify' },
    },
  ],
  [
    'a balance for some hours',
    {
      change: { money: known({ usable: 101_0000n, fee: 1_0000n, hourly: 10_0000n }) },
      check: 'balance',
      state: 'warn',
      words: 'pay for 10 h',
      mend: { kind: 'top-up', units: 1_0000n + 720n * 10_0000n - 101_0000n },
    },
  ],
  [
    'a balance for nothing',
    {
      change: { money: known({ usable: 5_0000n, fee: 1_0000n, hourly: 10_0000n }) },
      check: 'balance',
      words: 'do not pay',
    },
  ],
  [
    'an image that the hub does not have',
    {
      change: { images: known(new Map([[form.flist, 'missing']])) },
      check: 'image',
      words: 'has no image',
    },
  ],
  [
    'an image that nobody knows of',
    {
      change: { images: known(new Map()) },
      check: 'image',
      state: 'warn',
      words: 'Could not learn',
    },
  ],
  [
    'an image that is no image',
    { draft: machine({ flist: 'ubuntu' }), check: 'image', words: 'ends with .flist' },
  ],
  [
    'a contract that reserves too few addresses',
    {
      draft: { ...everything, parts: everything.parts.map((part) => ({ ...part, publicIps: 0 })) },
      check: 'data',
      words: 'other addresses',
    },
  ],
  [
    'a deployment that was paid before',
    { change: { contracts: known([77n]) }, check: 'once', words: 'Contract 77 on node 11' },
  ],
  [
    'two parts that are the same',
    {
      draft: { ...everything, parts: [...everything.parts, ...everything.parts] },
      check: 'once',
      words: 'are the same',
    },
  ],
  [
    'another hash elsewhere',
    { change: { hashes: known(['0'.repeat(32)]) }, check: 'hash', words: 'differ' },
  ],
]

test.each(cases)('%s is told at its item, and only there', (_what, it) => {
  const draft = it.draft ?? everything
  const observed = world(draft, it.change, it.there)
  const items = preflight(draft, observed, who)
  const item = find(items, it.check)
  expect(item.state).toBe(it.state ?? 'bad')
  expect(item.words).toContain(it.words)
  if (it.mend) expect(item.mend).toMatchObject(it.mend)
  expect(isReady(items)).toBe(items.every(({ state }) => state !== 'bad'))
})

test('a network over several nodes has its items node by node, and a port twice on one is told', () => {
  const net = freshNetwork([netPlace(1, '185.206.122.31'), netPlace(2, '185.206.122.32')], random)
  const draft = composeNetwork(net, owner)
  const items = preflight(draft, world(draft), who)
  expect(items.filter(({ state }) => state !== 'ok')).toEqual([])
  expect(items.filter(({ check }) => check === 'port').map(({ id }) => id)).toEqual([
    'port:1',
    'port:2',
  ])
  const [first] = net.nodes
  const clash = composeNetwork(
    { ...net, nodes: net.nodes.map((one) => ({ ...one, subnet: first?.subnet ?? '' })) },
    owner,
  )
  expect(find(preflight(clash, world(clash), who), 'subnet').words).toContain('given twice')
})

test('two parts on one node are one load', () => {
  const disk = { ...freshDisk(placeOf(11), random), sizeGib: 300 }
  const draft = composeDisk(disk, owner)
  const twice: Draft = { ...draft, parts: [...draft.parts, ...draft.parts] }
  const observed = world(twice, {}, { pools: known([pool(500n)]) })
  expect(find(preflight(twice, observed, who), 'disks').state).toBe('bad')
  expect(find(preflight(draft, observed, who), 'disks').state).toBe('ok')
})

test('a part that is no deployment is told, and nothing throws', () => {
  const broken: Draft = {
    ...everything,
    parts: everything.parts.map((part) => ({ ...part, text: '{' })),
  }
  const items = preflight(broken, { ...world(everything), hashes: undefined }, who)
  expect(find(items, 'valid').state).toBe('bad')
  expect(find(items, 'hash').state).toBe('bad')
})

test('an update asks only for what is new, and does not stand in its own way', () => {
  const [part] = everything.parts
  const present = parseDeployment(part?.text ?? '')
  // the node is full but for a little, the port and the network are there, the card is in use: by this one
  const there: NodeFacts = {
    counters: known(counters(0n)),
    pools: known([pool(20n)]),
    wgPorts: known([port]),
    networks: known([{ name: network, subnet: '10.20.2.0/24' }]),
    privateIps: known(new Map([[network, ['10.20.2.2']]])),
    gpus: known([gpu(77n)]),
    farmIps: known({ farm, free: 0 }),
    offer: offer({ rentedBy: undefined, dedicatedFarm: true }),
  }
  const bigger = machine({
    publicIp4: true,
    gpu: [CARD],
    disks: [{ name: 'd1', sizeGib: 20, mountpoint: '/d' }],
  })
  const items = preflight(bigger, world(bigger, {}, there), who, [present])
  expect(items.filter(({ state }) => state !== 'ok')).toEqual([])
  expect(find(items, 'disks').words).toContain('20.0 GiB in 1 piece')
  // the same as a new deployment is refused for all of it
  const fails = preflight(bigger, world(bigger, {}, there), who)
  expect(fails.filter(({ state }) => state === 'bad').map(({ check }) => check)).toEqual([
    'available',
    'mru',
    'disks',
    'port',
    'subnet',
    'public-ip',
    'gpu',
  ])
})

test('a disk that grows needs room for what it grows by', () => {
  const disk = { ...freshDisk(placeOf(11), random), name: 'd', sizeGib: 90 }
  const present = parseDeployment(composeDisk(disk, owner).parts[0]?.text ?? '')
  const grown = composeDisk({ ...disk, sizeGib: 120 }, owner)
  const judge = (free: bigint) =>
    find(
      preflight(grown, world(grown, {}, { pools: known([pool(free)]) }), who, [present]),
      'disks',
    ).state
  expect(judge(30n)).toBe('ok')
  expect(judge(29n)).toBe('bad')
})

test.each([
  ['a machine with everything', everything],
  ['a machine in a network that is there', machine({ network: { there: 'nwold' } })],
  ['a gateway', gateway()],
  ['a domain', gateway('a.example.com', 'gateway-fqdn')],
  ['a namespace', composeZdb(freshZdb(placeOf(11), random), owner)],
  ['a network', composeNetwork(freshNetwork([netPlace(1), netPlace(2)], random), owner)],
])('%s: what is asked is what its items wait for', (_what, draft) => {
  const asks = asksOf(draft)
  const full = world(draft, {}, { networks: known([{ name: 'nwold', subnet: '10.20.2.0/24' }]) })
  const asked: Observed = {
    nodes: new Map(
      [...asks.nodes].map(([id, facts]) => {
        const all = full.nodes.get(id) ?? {}
        return [id, Object.fromEntries([...facts].map((key) => [key, all[key]]))]
      }),
    ),
    ...Object.fromEntries([...asks.grid].map((key) => [key, full[key]])),
  }
  const waits = (observed: Observed) =>
    preflight(draft, observed, who).filter(({ state }) => state === 'waiting')
  expect(waits(asked)).toEqual([])
  // without any one of them an item waits
  for (const key of asks.grid) expect(waits({ ...asked, [key]: undefined })).not.toEqual([])
  for (const [id, facts] of asks.nodes) {
    for (const key of facts) {
      const nodes = new Map(asked.nodes).set(id, { ...asked.nodes.get(id), [key]: undefined })
      expect([key, waits({ ...asked, nodes }).length]).not.toEqual([key, 0])
    }
  }
})
