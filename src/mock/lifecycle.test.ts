import { describe, expect, test } from 'vitest'
import { RmbError } from '#rmb/error.ts'
import { TENANT } from './cast.ts'
import { FAILS } from './install.ts'
import { contractChanged, decommission } from './lifecycle.ts'
import { contractFor, signed, testGrid, type Sending } from './testing.ts'
import type { Grid, GridOptions } from './grid.ts'

// what becomes of a deployment after the node has taken it (facts: node-api.md section 5)

const GIB = 2 ** 30
const words = (error: unknown) => (error instanceof RmbError ? error.details : String(error))

interface Told {
  version: number
  name: string
  result: { created: number; state: string; message: string; data: unknown }
}

/** A node of the grid, and what the tenant can do to it; contracts are made and kept in step with what is sent. */
function setUp(options: GridOptions & { nodeId?: number; publicIps?: number } = {}) {
  const { nodeId = 12, publicIps = 0, ...rest } = options
  const { grid, pass, seconds } = testGrid(rest)
  const twin = grid.db.nodes.get(nodeId)?.twinId ?? 0
  const call = (command: string, body: unknown) =>
    grid
      .request(TENANT)(twin, command, body)
      .catch((error: unknown) => words(error))
  const id = (contractId: number) => ({ contract_id: contractId })

  async function send(command: string, sending: Sending) {
    const { body, hash } = await signed(grid, sending)
    contractFor(grid, nodeId, hash, { contractId: body.contract_id, publicIps })
    return call(command, body)
  }
  const changes = async (contractId = 50_000) =>
    (await call('zos.deployment.changes', id(contractId))) as Told[] // what `changes` answers
  return {
    grid,
    pass,
    seconds,
    call,
    deploy: (sending: Sending) => send('zos.deployment.deploy', sending),
    update: (sending: Sending) => send('zos.deployment.update', sending),
    changes,
    get: (contractId = 50_000) => call('zos.deployment.get', id(contractId)),
    /** The history in short: `name state`, and the message where there is one. */
    story: async (contractId = 50_000) =>
      (await changes(contractId)).map(({ name, result }) =>
        [name, result.state, result.message].filter((word) => word !== '').join(' '),
      ),
    /** How each workload stands. */
    states: async (contractId = 50_000) => {
      const { workloads } = Object(await call('zos.deployment.get', id(contractId))) as {
        workloads: Told[]
      } // what `get` answers
      return Object.fromEntries(workloads.map(({ name, result }) => [name, result.state]))
    },
    row: (contractId = 50_000) => {
      const row = [...grid.db.deployments.values()].find((one) => one.contractId === contractId)
      if (!row) throw new Error(`no deployment ${contractId}`)
      return row
    },
  }
}

type Item = Sending['workloads'][number]
const disk = (name: string, gib: number, version = 0): Item => ({
  name,
  type: 'zmount',
  version,
  data: { size: gib * GIB },
})
const volume = (name: string, gib: number, version = 0): Item => ({
  ...disk(name, gib, version),
  type: 'volume',
})
const zdb = (name: string, gib: number, version = 0, mode = 'seq', password = 'p'): Item => ({
  name,
  type: 'zdb',
  version,
  data: { size: gib * GIB, mode, password, public: false },
})
const net = (name = 'net', subnet = '10.40.2.0/24', version = 0): Item => ({
  name,
  type: 'network',
  version,
  data: {
    ip_range: '10.40.0.0/16',
    subnet,
    wireguard_private_key: 'ZGVtbyBncmlkLCB3b3J0aCBub3RoaW5nIGF0IGFsbCE=',
    wireguard_listen_port: 5000,
    peers: [],
  },
})
interface MachineOptions {
  ip?: string
  memory?: number
  cpu?: number
  mounts?: string[]
  publicIp?: string
  gpu?: string[]
  network?: string
  version?: number
}
const vm = (name: string, options: MachineOptions = {}): Item => ({
  name,
  type: 'zmachine',
  version: options.version ?? 0,
  data: {
    flist: 'https://hub.grid.tf/x.flist',
    network: {
      public_ip: options.publicIp ?? '',
      planetary: true,
      interfaces: [{ network: options.network ?? 'net', ip: options.ip ?? '10.40.2.2' }],
    },
    size: 0,
    compute_capacity: { cpu: options.cpu ?? 1, memory: (options.memory ?? 1) * GIB },
    mounts: (options.mounts ?? []).map((one) => ({ name: one, mountpoint: `/${one}` })),
    gpu: options.gpu ?? [],
  },
})
const ip = (name = 'ip'): Item => ({ name, type: 'ip', data: { v4: true, v6: false } })

describe('a new deployment', () => {
  test('is init at once in the order it was sent, and installed by type, the largest disk first', async () => {
    const { deploy, story } = setUp()
    const logs = { name: 'logs', type: 'zlogs', data: { zmachine: 'vm', output: 'ws://10.0.0.1' } }
    const workloads = [
      zdb('db', 1),
      logs,
      vm('vm', { mounts: ['small', 'files'] }),
      net(),
      volume('files', 3),
      disk('c', 5),
      disk('a', 1),
      disk('d', 7),
      disk('small', 3),
      disk('b', 9),
    ]
    expect(await deploy({ workloads })).toBeNull()
    expect(await story()).toEqual([
      ...workloads.map(({ name }) => `${name} init`),
      'b ok',
      'd ok',
      'c ok',
      'small ok',
      'a ok',
      'files ok',
      'net ok',
      'vm ok',
      'logs ok',
      'db ok',
    ])
  })

  test('becomes ready while one looks, one workload after the other', async () => {
    const { deploy, states, pass, changes, seconds } = setUp({ latency: 1 })
    const sent = seconds()
    await deploy({ workloads: [net(), vm('vm'), disk('disk', 1)] })
    expect(await states()).toEqual({ net: 'init', vm: 'init', disk: 'init' })
    const seen: string[] = []
    for (let i = 0; i < 90; i++) {
      pass(1)
      seen.push(Object.values(await states()).join(' '))
    }
    expect([...new Set(seen)]).toHaveLength(4)
    expect(await states()).toEqual({ net: 'ok', vm: 'ok', disk: 'ok' })
    const created = (await changes()).map(({ result }) => result.created - sent)
    expect(created).toEqual(created.toSorted((a, b) => a - b))
    expect(created.at(-1)).toBeGreaterThan(10)
  })

  test('waits until the node is done with the one before it', async () => {
    const { deploy, changes, pass } = setUp({ latency: 1 })
    await deploy({ workloads: [net(), vm('vm')] })
    await deploy({ contract_id: 50_001, workloads: [disk('disk', 1)] })
    pass(300)
    const first = (await changes()).at(-1)?.result.created ?? 0
    const second = await changes(50_001)
    expect(second[0]?.result.created).toBeLessThan(first)
    expect(second[1]?.result.created).toBeGreaterThan(first)
  })

  test('tells what was made of each workload, in the words of its type', async () => {
    const { grid, deploy, get } = setUp({ nodeId: 6110, publicIps: 1 })
    const free = grid.db.publicIps.find(({ ip: it }) => it === '188.250.9.83/28')
    if (!free) throw new Error('address')
    free.contractId = 50_000
    await deploy({
      workloads: [
        disk('disk', 1),
        volume('files', 1),
        zdb('db', 1),
        net(),
        ip(),
        vm('vm', { publicIp: 'ip' }),
        {
          name: 'gw',
          type: 'gateway-fqdn-proxy',
          data: { fqdn: 'a.example.org', backends: ['http://10.40.2.2:80'] },
        },
      ],
    })
    const told = Object(await get()).workloads as Told[] // what `get` answers
    const data = Object.fromEntries(told.map(({ name, result }) => [name, result.data]))
    expect(data).toEqual({
      disk: { volume_id: '42-50000-disk' },
      files: { id: '42-50000-files' },
      db: { Namespace: '42-50000-db', IPs: expect.any(Array), Port: 9900 },
      net: null,
      ip: { ip: '188.250.9.83/28', ip6: '', gateway: '188.250.9.65' },
      vm: {
        id: '42-50000-vm',
        ip: '10.40.2.2',
        planetary_ip: expect.stringMatching(/^300:/),
        mycelium_ip: '',
        console_url: '10.40.2.1:20002',
      },
      gw: {},
    })
  })
})

describe('the contract is looked at after the answer, and what is wrong strikes every workload', () => {
  const both = [disk('one', 1), net()]
  const failing = async (bend: (it: ReturnType<typeof setUp>) => void) => {
    const it = setUp()
    const { body, hash } = await signed(it.grid, { workloads: both })
    contractFor(it.grid, 12, hash)
    bend(it)
    expect(await it.call('zos.deployment.deploy', body)).toBeNull()
    return it.story()
  }
  const struck = (message: string) => [
    'one init',
    'net init',
    `one error ${message}`,
    `net error ${message}`,
  ]

  test('none is there, or it is over', async () => {
    const gone = 'failed to get deployment contract: contract 50000: object not found'
    expect(await failing(({ grid }) => void grid.db.contracts.delete(50_000))).toEqual(struck(gone))
  })

  test('it is for a name', async () => {
    const story = failing(({ grid }) => {
      const row = grid.db.contracts.get(50_000)
      if (row) row.details = { type: 'name', name: 'x' }
    })
    expect(await story).toEqual(struck('invalid contract type, expecting node contract'))
  })

  test('it is for another node', async () => {
    const story = failing(({ grid }) => void contractFor(grid, 11, '00'.repeat(16)))
    expect(await story).toEqual(struck('invalid node address in contract'))
  })

  test('it has another hash', async () => {
    const story = failing(({ grid }) => void contractFor(grid, 12, '00'.repeat(16)))
    expect(await story).toEqual(struck('contract hash does not match deployment hash'))
  })

  test('an update whose hash is not on the contract kills what stood, and adds nothing', async () => {
    const { grid, deploy, call, story } = setUp()
    await deploy({ workloads: [disk('one', 1)] })
    const { body } = await signed(grid, {
      version: 1,
      workloads: [disk('one', 1), disk('two', 1, 1)],
    })
    expect(await call('zos.deployment.update', body)).toBeNull()
    expect((await story()).slice(2)).toEqual([
      'one error contract hash does not match deployment hash',
    ])
  })
})

describe('a machine is not started', () => {
  const reason = async (
    workloads: Item[],
    options: { nodeId?: number; publicIps?: number } = {},
  ) => {
    const { deploy, changes } = setUp(options)
    expect(await deploy({ workloads })).toBeNull()
    const last = (await changes()).find(({ name, result }) => name === 'vm' && result.message)
    return last?.result.message
  }

  test('without the memory for it', async () => {
    expect(await reason([net(), vm('vm', { memory: 100 })])).toMatch(
      /^failed to satisfy required capacity: cannot fulfil required memory size 107374182400 bytes out of usable \d+ bytes$/,
    )
    expect(await reason([net(), vm('vm', { memory: 4 })])).toBeUndefined()
  })

  test('without its network, or in another’s subnet', async () => {
    expect(await reason([net('other'), vm('vm')])).toContain("network 'net' does not exist")
    expect(await reason([net(), vm('vm', { ip: '10.40.3.2' })])).toBe(
      'IP 10.40.3.2 is not part of local nr subnet 10.40.2.0/24',
    )
    expect(await reason([net(), vm('vm', { ip: '10.40.2.1' })])).toBe('ip 10.40.2.1 is reserved')
  })

  test('unless its network stands in another deployment of the twin on the node', async () => {
    const { deploy, states } = setUp()
    await deploy({ workloads: [net()] })
    await deploy({ contract_id: 50_001, workloads: [vm('vm')] })
    expect(await states(50_001)).toEqual({ vm: 'ok' })
  })

  test('with a disk that is not there or has failed', async () => {
    expect(await reason([net(), vm('vm', { mounts: ['none'] })])).toContain(
      "failed to get mount 'none' workload",
    )
    expect(await reason([net(), disk(FAILS, 1), vm('vm', { mounts: [FAILS] })])).toBe(
      `invalid disk '${FAILS}' state`,
    )
  })

  test('with more processors than the node has, or with a card of a node that is not rented', async () => {
    expect(await reason([net(), vm('vm', { cpu: 33 })])).toBe(
      'invalid cpu must be between 1 and 32',
    )
    expect(await reason([net(), vm('vm', { gpu: ['0000:0e:00.0/1002/744c'] })])).toBe(
      'usage of GPU is not allowed unless node is rented',
    )
  })

  test('with a public address that the contract does not hold', async () => {
    const { deploy, story } = setUp()
    await deploy({ workloads: [net(), ip(), vm('vm', { publicIp: 'ip' })] })
    expect((await story()).slice(3)).toEqual([
      'net ok',
      'ip error required 1 ips while contract has 0 ip reserved',
      'vm error public ip workload is not okay',
    ])
  })
})

test('a gateway needs a domain and the name, and leaves the node’s own domain alone', async () => {
  const gateway = (name: string): Item => ({
    name: 'gw',
    type: 'gateway-name-proxy',
    data: { name, backends: ['http://10.0.0.2'] },
  })
  const message = async (nodeId: number, item: Item, before: (grid: Grid) => void = () => {}) => {
    const { grid, deploy, changes } = setUp({ nodeId })
    before(grid)
    await deploy({ workloads: [item] })
    return (await changes()).at(-1)?.result
  }
  expect(await message(12, gateway('webfrontend'))).toMatchObject({
    message: "failed to setup name proxy: node doesn't support name proxy (doesn't have a domain)",
  })
  expect(await message(6110, gateway('nobodys'))).toMatchObject({
    message:
      'failed to setup name proxy: a name contract with the given name must be reserved first',
  })
  expect(
    await message(6110, gateway('theirs'), (grid) => {
      const contract = grid.db.contracts.get(41_533)
      if (!contract) throw new Error('contract')
      const details = { type: 'name', name: 'theirs' } as const
      grid.db.contracts.set(41_534, { ...contract, contractId: 41_534, twinId: 77, details })
    }),
  ).toMatchObject({ message: 'failed to setup name proxy: twin id mismatch' })
  expect(await message(6110, gateway('webfrontend'))).toMatchObject({
    state: 'ok',
    data: { fqdn: 'webfrontend.porto.grid.example' },
  })
  const domain = {
    name: 'gw',
    type: 'gateway-fqdn-proxy',
    data: { fqdn: 'a.porto.grid.example', backends: ['http://10.0.0.2'] },
  }
  expect(await message(6110, domain)).toMatchObject({
    message: expect.stringContaining('subdomain of the gateway'),
  })
})

describe('an update', () => {
  /** Deploys, updates to the next version, and tells what was added to the history. */
  async function updated(before: Item[], after: Item[]) {
    const it = setUp()
    await it.deploy({ workloads: before })
    const count = (await it.changes()).length
    expect(await it.update({ version: 1, workloads: after })).toBeNull()
    return { ...it, added: (await it.story()).slice(count) }
  }

  test('removes in the reverse order first, then adds', async () => {
    const { added, states } = await updated(
      [net(), vm('vm', { mounts: ['disk'] }), disk('disk', 1), zdb('db', 1)],
      [net(), vm('next', { version: 1, mounts: ['more'] }), disk('more', 1, 1)],
    )
    expect(added).toEqual([
      'db deleted deleted by an update',
      'vm deleted deleted by an update',
      'disk deleted deleted by an update',
      'more init',
      'more ok',
      'next init',
      'next ok',
    ])
    expect(await states()).toEqual({ net: 'ok', more: 'ok', next: 'ok' })
  })

  test('leaves a workload with another version alone, even where its data differs', async () => {
    const { added, states } = await updated([disk('disk', 2)], [disk('disk', 1)])
    expect(added).toEqual([])
    expect(await states()).toEqual({ disk: 'ok' })
  })

  test('is counted and described at once', async () => {
    const { grid, deploy, call, get } = setUp({ latency: 1 })
    await deploy({ workloads: [disk('disk', 1)] })
    const { body, hash } = await signed(grid, {
      version: 1,
      metadata: 'new',
      workloads: [disk('disk', 1)],
    })
    contractFor(grid, 12, hash)
    expect(await call('zos.deployment.update', body)).toBeNull()
    expect(await get()).toMatchObject({
      version: 1,
      metadata: 'new',
      signature_requirement: body.signature_requirement,
    })
  })

  test('does not make a disk smaller; the disk stays as it was', async () => {
    const { added, get } = await updated([disk('disk', 2)], [disk('disk', 1, 1)])
    expect(added).toEqual(['disk unchanged not safe to shrink a disk'])
    expect(await get()).toMatchObject({
      version: 1,
      workloads: [{ version: 0, data: { size: 2 * GIB }, result: { state: 'ok' } }],
    })
  })

  test('makes a disk larger, unless a machine has it', async () => {
    const { added } = await updated([disk('disk', 1)], [disk('disk', 2, 1)])
    expect(added).toEqual(['disk ok'])
    const mounted = await updated(
      [disk('disk', 1), net(), vm('vm', { mounts: ['disk'] })],
      [disk('disk', 2, 1), net(), vm('vm', { mounts: ['disk'] })],
    )
    expect(mounted.added).toEqual(['disk unchanged disk is mounted, please delete the VM first'])
  })

  test('of the same size writes the old result once more, stamp included', async () => {
    const it = setUp()
    await it.deploy({ workloads: [disk('disk', 1)] })
    const first = (await it.changes()).at(-1)
    it.pass(3600)
    await it.update({ version: 1, workloads: [disk('disk', 1, 1)] })
    expect((await it.changes()).slice(2)).toMatchObject([{ version: 1, result: first?.result }])
  })

  test('does not make a volume smaller, which costs the volume its state', async () => {
    const { added, states } = await updated([volume('files', 2)], [volume('files', 1, 1)])
    expect(added).toEqual([
      'files error cannot shrink volume to be less than provisioned space. old: 2147483648, requested: 1073741824',
    ])
    expect(await states()).toEqual({ files: 'error' })
    expect((await updated([volume('files', 1)], [volume('files', 2, 1)])).added).toEqual([
      'files ok',
    ])
  })

  test.each([
    [zdb('db', 2, 1, 'user'), 'db unchanged cannot change namespace mode'],
    [zdb('db', 1, 1), 'db unchanged cannot shrink zdb namespace'],
    [zdb('db', 50_000, 1), 'db unchanged no enough free space to support new size'],
    [zdb('db', 3, 1), 'db ok'],
    [zdb('db', 2, 1, 'seq', 'other'), 'db ok'],
  ])('of a namespace, case %#', async (next, expected) => {
    expect((await updated([zdb('db', 2)], [next])).added).toEqual([expected])
  })

  test('makes a disk larger whose machine does not run', async () => {
    const lame = vm('vm', { mounts: ['disk'], cpu: 200 })
    const { added } = await updated(
      [disk('disk', 1), net(), lame],
      [disk('disk', 2, 1), net(), lame],
    )
    expect(added).toEqual(['disk ok'])
  })

  test('brings nothing back to life that never stood', async () => {
    const { added } = await updated([disk(FAILS, 1)], [disk(FAILS, 2, 1)])
    expect(added).toEqual([`${FAILS} error exit status 1`])
  })

  test('passes over a network whose name is taken, without a trace', async () => {
    const it = setUp()
    await it.deploy({ contract_id: 50_001, workloads: [net()] })
    await it.deploy({ workloads: [disk('disk', 1)] })
    await it.update({ version: 1, workloads: [disk('disk', 1), net('net', '10.40.2.0/24', 1)] })
    expect(await it.story()).toEqual(['disk init', 'disk ok'])
  })

  test('waits for its turn, whatever it comes to', async () => {
    const it = setUp({ latency: 1 })
    await it.deploy({ workloads: [disk('disk', 1), net()] })
    it.pass(60)
    await it.deploy({ contract_id: 50_001, workloads: [vm('vm')] })
    await it.update({ version: 1, workloads: [disk('disk', 1, 1)] })
    // its network goes and comes back while the node is at work elsewhere
    await it.update({ version: 2, workloads: [disk('disk', 1, 1), net('net', undefined, 2)] })
    expect((await it.story()).slice(4)).toEqual([])
    it.pass(120)
    expect((await it.story()).slice(4)).toEqual([
      'net deleted deleted by an update',
      'disk ok',
      'net init',
      'net ok',
    ])
  })

  test('changes a network in place', async () => {
    const { added } = await updated([net()], [net('net', '10.40.3.0/24', 1)])
    expect(added).toEqual(['net ok'])
  })

  test('may bring a name back that an earlier one removed', async () => {
    const it = await updated([net(), vm('vm')], [net()])
    await it.update({ version: 2, workloads: [net(), vm('vm', { version: 2 })] })
    expect((await it.story()).slice(-3)).toEqual([
      'vm deleted deleted by an update',
      'vm init',
      'vm ok',
    ])
  })
})

describe('what comes from outside', () => {
  test('a grace period pauses what is ok, keeps its results and its capacity, and ends', async () => {
    const { grid, deploy, story, states, changes, call } = setUp()
    const used = async () => Object(await call('zos.statistics.get', undefined)).used.sru as number
    const before = await used()
    await deploy({ workloads: [disk('disk', 1), disk(FAILS, 1)] })
    const contract = grid.db.contracts.get(50_000)
    if (!contract) throw new Error('contract')
    contract.state = 'GracePeriod'
    contractChanged(grid.host, 50_000)
    expect(await states()).toEqual({ disk: 'paused', [FAILS]: 'error' })
    expect((await changes()).at(-1)?.result.data).toEqual({ volume_id: '42-50000-disk' })
    expect((await used()) - before).toBe(GIB)
    contract.state = 'Created'
    contractChanged(grid.host, 50_000)
    expect((await story()).slice(-2)).toEqual(['disk paused paused', 'disk ok'])
    expect((await changes()).at(-1)?.result.data).toEqual({ volume_id: '42-50000-disk' })
  })

  test('a cancelled contract takes the deployment and its history along', async () => {
    const { grid, deploy, changes, get } = setUp()
    await deploy({ workloads: [disk('disk', 1)] })
    const contract = grid.db.contracts.get(50_000)
    if (!contract) throw new Error('contract')
    contract.state = 'Deleted'
    contractChanged(grid.host, 50_000)
    expect(await get()).toBe('deployment not found')
    expect(await changes()).toBe('deployment not found')
    contract.state = 'Created'
    contractChanged(grid.host, 50_000)
    expect(await get()).toBe('deployment not found')
  })

  test('a machine that exits too often is gone, and only the history says why', async () => {
    const { grid, deploy, story, states, row } = setUp()
    await deploy({ workloads: [net(), vm('vm')] })
    decommission(grid.host, row(), 'vm', 'vm exited too many times')
    expect(await states()).toEqual({ net: 'ok' })
    expect((await story()).at(-1)).toBe(
      'vm deleted workload decommissioned by system, reason: vm exited too many times',
    )
  })
})
