import { afterEach, describe, expect, test, vi } from 'vitest'
import { commands } from '#node/commands.ts'
import { nodeClient } from '#node/client.ts'
import { RmbError } from '#rmb/error.ts'
import { FARMER, TENANT } from './cast.ts'
import { testGrid } from './testing.ts'

const SHOWPIECE = 2908
const SECOND = 2909
const OLD = 6408
const LIGHT = 10_120
const LIGHT_HIDDEN = 10_121

const words = (error: unknown) => (error instanceof RmbError ? error.details : String(error))

/** A grid, and how to ask its nodes as a twin; refusals come as the node's words. */
function setUp(world?: 'garbage') {
  const { grid, pass } = testGrid(world ? { world } : {})
  const ask = (caller: number) => {
    const request = grid.request(caller)
    return (twin: number, command: string, body?: unknown): Promise<unknown> =>
      request(twin, command, body).catch((error: unknown) => words(error))
  }
  return { grid, pass, ask, tenant: ask(TENANT), farmer: ask(FARMER), admin: ask(1) }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('who may', () => {
  test('farmers’ commands answer the farm’s owner only', async () => {
    const { tenant, farmer } = setUp()
    for (const command of ['zos.admin.interfaces', 'zos.admin.get_public_nic']) {
      expect(await tenant(SHOWPIECE, command)).toBe('unauthorized')
    }
    expect(await tenant(SHOWPIECE, 'zos.admin.set_public_nic', 'eno1')).toBe('unauthorized')
    expect(await farmer(LIGHT, 'zos.admin.interfaces')).toBe('unauthorized')
    expect(await farmer(SHOWPIECE, 'zos.admin.get_public_nic')).toEqual({
      is_single: true,
      is_dual: false,
      dual_interface: '',
    })
  })

  test('administrators’ commands answer the network’s admin twins only', async () => {
    const { tenant, farmer, admin } = setUp()
    expect(await tenant(SHOWPIECE, 'zos.debug.deployment.list', { twin_id: 0 })).toBe(
      'unauthorized',
    )
    expect(await farmer(SHOWPIECE, 'zos.debug.deployment.list', { twin_id: 0 })).toBe(
      'unauthorized',
    )
    expect(await admin(SHOWPIECE, 'zos.debug.deployment.list')).toMatchObject({
      deployments: [{ twin_id: TENANT, contract_id: 41_532 }, { contract_id: 41_540 }],
    })
  })

  test('deletion is refused to everybody', async () => {
    const { tenant } = setUp()
    expect(await tenant(SHOWPIECE, 'zos.deployment.delete', { contract_id: 41_532 })).toBe(
      'deletion over the api is disabled, please cancel your contract instead',
    )
  })
})

describe('flavours', () => {
  test('a light node lacks public IPs and debugging, and has no public NIC', async () => {
    const { ask, admin } = setUp()
    const owner = ask(3460)
    expect(await owner(LIGHT, 'zos.network.list_public_ips')).toBe('function is not found')
    expect(await admin(LIGHT, 'zos.debug.deployment.list')).toBe('function is not found')
    expect(await owner(LIGHT, 'zos.admin.get_public_nic')).toBe('not supported')
    expect(await owner(LIGHT, 'zos.admin.set_public_nic', 'eno1')).toBe('not supported')
    expect(await owner(LIGHT, 'zos.network.has_ipv6')).toBe(false)
    expect(Object.keys(Object(await owner(LIGHT, 'zos.network.interfaces')))).toEqual(['zos'])
    const features = await owner(LIGHT, 'zos.system.node_features_get')
    expect(features).toContain('zmachine-light')
    expect(features).toContain('gateway-name-proxy')
    expect(await owner(LIGHT_HIDDEN, 'zos.system.node_features_get')).not.toContain(
      'gateway-name-proxy',
    )
    expect(await owner(LIGHT, 'zos.network.public_config_get')).toMatchObject({ type: 'macvlan' })
    expect(await owner(LIGHT_HIDDEN, 'zos.network.public_config_get')).toBe(
      'failed to load public config: no public configuration',
    )
  })

  test('an old node knows the farmer’s commands by their old names, and has fewer fields', async () => {
    const { ask } = setUp()
    const owner = ask(1190)
    expect(await owner(OLD, 'zos.admin.interfaces')).toBe('function is not found')
    expect(await owner(OLD, 'zos.network.admin.interfaces')).toHaveProperty('zos')
    expect(await owner(OLD, 'zos.system.node_features_get')).toBe('function is not found')
    expect(await owner(OLD, 'zos.debug.deployment.list')).toBe('function is not found')
    const counters = await owner(OLD, 'zos.statistics.get')
    expect(counters).not.toHaveProperty('users')
    expect(counters).not.toHaveProperty('open_connections')
    expect(await setUp().tenant(SHOWPIECE, 'zos.network.admin.interfaces')).toBe(
      'function is not found',
    )
  })

  test('a full node without them answers errors where others answer no', async () => {
    const { tenant } = setUp()
    expect(await tenant(SECOND, 'zos.network.has_ipv6')).toBe('no public ipv6 found')
    expect(await tenant(SECOND, 'zos.network.public_config_get')).toBe('no public configuration')
    expect(await tenant(SECOND, 'zos.gpu.list')).toBeNull()
    expect(await tenant(11_005, 'zos.perf.get_all')).toBeNull()
    expect(await tenant(SHOWPIECE, 'zos.perf.get', { name: 'nothing' })).toBe('result not found')
  })
})

describe('bodies are read by Go’s rules', () => {
  test.each([
    ['zos.perf.get', undefined, 'unexpected end of JSON input'],
    [
      'zos.perf.get',
      { name: 5 },
      'json: cannot unmarshal number into Go struct field .name of type string',
    ],
    [
      'zos.deployment.get',
      { contract_id: '41532' },
      'json: cannot unmarshal string into Go struct field .contract_id of type uint64',
    ],
    [
      'zos.deployment.get',
      { contract_id: -1 },
      'json: cannot unmarshal number into Go struct field .contract_id of type uint64',
    ],
    ['zos.deployment.get', null, 'deployment not found'],
    ['zos.deployment.get', [], 'json: cannot unmarshal array into Go value of type struct'],
  ])('%s of %j', async (command, body, expected) => {
    const { tenant } = setUp()
    expect(await tenant(SHOWPIECE, command, body)).toBe(expected)
  })

  test('keys match in any case, and unknown ones are ignored', async () => {
    const { tenant } = setUp()
    expect(await tenant(SHOWPIECE, 'zos.perf.get', { Name: 'iperf', other: 1 })).toMatchObject({
      name: 'iperf',
    })
  })

  test('the NIC is a bare string', async () => {
    const { farmer } = setUp()
    expect(await farmer(SHOWPIECE, 'zos.admin.set_public_nic', { name: 'eno1' })).toBe(
      'failed to decode input, expecting string: json: cannot unmarshal object into Go value of type string',
    )
  })
})

describe('the exit NIC', () => {
  test('moves to a NIC and back to the bridge', async () => {
    const { farmer } = setUp()
    expect(await farmer(SHOWPIECE, 'zos.admin.set_public_nic', 'enp65s0f1')).toBeNull()
    expect(await farmer(SHOWPIECE, 'zos.admin.get_public_nic')).toEqual({
      is_single: false,
      is_dual: true,
      dual_interface: 'enp65s0f1',
    })
    expect(await farmer(SHOWPIECE, 'zos.admin.set_public_nic', 'zos')).toBeNull()
    expect(await farmer(SHOWPIECE, 'zos.admin.get_public_nic')).toMatchObject({ is_single: true })
  })

  test('does not move to what is no NIC', async () => {
    const { farmer } = setUp()
    expect(await farmer(SHOWPIECE, 'zos.admin.set_public_nic', 'eth9')).toBe('Link not found')
    expect(await farmer(SHOWPIECE, 'zos.admin.set_public_nic', 'lo')).toBe(
      'invalid exit bridge must be a physical nic or the default bridge',
    )
    expect(await farmer(SHOWPIECE, 'zos.admin.get_public_nic')).toMatchObject({ is_single: true })
  })

  test('is gone after a change that failed half-way, until it is put back', async () => {
    const { farmer } = setUp()
    expect(await farmer(SECOND, 'zos.admin.set_public_nic', 'eth-broken')).toContain(
      'Link not found',
    )
    expect(await farmer(SECOND, 'zos.admin.get_public_nic')).toBe('file does not exist')
    expect(await farmer(SECOND, 'zos.admin.set_public_nic', 'zos')).toBeNull()
    expect(await farmer(SECOND, 'zos.admin.get_public_nic')).toMatchObject({ is_single: true })
  })

  test('may be set while the answer is lost', async () => {
    const { grid, farmer } = setUp()
    await expect(
      grid.request(FARMER)(SECOND, 'zos.admin.set_public_nic', 'eth-lost'),
    ).rejects.toMatchObject({ code: 'timeout' })
    expect(await farmer(SECOND, 'zos.admin.get_public_nic')).toMatchObject({
      dual_interface: 'eth-lost',
    })
  })

  test('may take the node away for 45 s, the public IPs until it is put back, or be forgotten', async () => {
    vi.useFakeTimers()
    const { grid, farmer, pass } = setUp()
    expect(await farmer(SECOND, 'zos.admin.set_public_nic', 'eth-dark')).toBeNull()
    await expect(grid.request(FARMER)(SECOND, 'zos.system.version')).rejects.toMatchObject({
      code: 'offline',
    })
    pass(45)
    expect(await farmer(SECOND, 'zos.network.list_public_ips')).toEqual(['185.206.122.45/24'])
    await farmer(SECOND, 'zos.admin.set_public_nic', 'eth-noip')
    expect(await farmer(SECOND, 'zos.network.list_public_ips')).toEqual([])
    await farmer(SECOND, 'zos.admin.set_public_nic', 'zos')
    expect(await farmer(SECOND, 'zos.network.list_public_ips')).toEqual(['185.206.122.45/24'])
    await farmer(SECOND, 'zos.admin.set_public_nic', 'eth-forgets')
    pass(89)
    expect(await farmer(SECOND, 'zos.admin.get_public_nic')).toMatchObject({ is_dual: true })
    pass(1)
    expect(await farmer(SECOND, 'zos.admin.get_public_nic')).toMatchObject({ is_single: true })
  })
})

describe('deployments', () => {
  test('are the caller’s own', async () => {
    const { tenant, farmer } = setUp()
    expect(await farmer(SHOWPIECE, 'zos.deployment.list')).toEqual([])
    expect(await farmer(SHOWPIECE, 'zos.deployment.get', { contract_id: 41_532 })).toBe(
      'deployment not found',
    )
    const mine = await tenant(SHOWPIECE, 'zos.deployment.get', { contract_id: 41_532 })
    expect(mine).toMatchObject({ twin_id: TENANT, contract_id: 41_532, version: 3 })
    const names = Object(mine).workloads.map(({ name }: { name: string }) => name)
    // what was deleted is absent, what only failed to change keeps its state
    expect(names.toSorted()).toEqual(['data1', 'pubip', 'vm3', 'webnet', 'www'])
  })

  test('tell every change in order, the first of a workload being init', async () => {
    const { tenant } = setUp()
    const changes = Object(
      await tenant(SHOWPIECE, 'zos.deployment.changes', { contract_id: 41_532 }),
    ) as { name: string; result: { state: string; created: number; message: string } }[] // the sample above
    const of = (name: string) =>
      changes.filter((one) => one.name === name).map(({ result }) => result.state)
    expect(of('data1')).toEqual(['init', 'ok', 'paused', 'ok', 'unchanged'])
    expect(of('vm2')).toEqual(['init', 'error', 'deleted'])
    const created = changes.map(({ result }) => result.created)
    expect(created).toEqual(created.toSorted((a, b) => a - b))
  })

  test('give the private IPs of the caller’s running machines in a network', async () => {
    const { tenant, farmer } = setUp()
    const body = { network_name: 'webnet' }
    expect(await tenant(SHOWPIECE, 'zos.network.list_private_ips', body)).toEqual([
      '10.20.4.2',
      '10.20.4.3',
      '10.20.4.7',
    ])
    expect(await farmer(SHOWPIECE, 'zos.network.list_private_ips', body)).toEqual([])
  })
})

test('the show-piece shows what the pictures show', async () => {
  const { tenant } = setUp()
  expect(await tenant(SHOWPIECE, 'zos.statistics.get')).toMatchObject({
    total: { cru: 32, mru: 134_972_157_952, ipv4u: 0 },
    used: { cru: 40, ipv4u: 3 },
    system: { cru: 0, mru: 13_497_215_795, sru: 107_374_182_400, hru: 0 },
    users: { deployments: 14, workloads: 37 },
    open_connections: 1284,
  })
  expect(await tenant(SHOWPIECE, 'zos.network.list_wg_ports')).toHaveLength(31)
  expect(await tenant(SHOWPIECE, 'zos.network.list_public_ips')).toEqual([
    '185.206.122.40/24',
    '185.206.122.41/24',
    '185.206.122.44/24',
  ])
  const cards = Object(await tenant(SHOWPIECE, 'zos.gpu.list')) as { contract: number }[] // two of them
  expect(cards.map(({ contract }) => contract > 0)).toEqual([true, false])
  expect(await tenant(SHOWPIECE, 'zos.network.public_config_get')).toMatchObject({
    type: '',
    domain: 'gent01.grid.example',
  })
})

test('what is used drifts, never below what the system holds, and perf results get older and new', async () => {
  const { tenant, pass } = setUp()
  const read = async () => {
    const { used, system } = Object(await tenant(7241, 'zos.statistics.get'))
    const iperf = Object(await tenant(7241, 'zos.perf.get', { name: 'iperf' }))
    return { mru: used.mru as number, system: system.mru as number, ran: iperf.timestamp as number }
  }
  const first = await read()
  const seen = new Set<number>()
  for (let i = 0; i < 20; i++) {
    pass(180)
    const { mru, system } = await read()
    expect(mru).toBeGreaterThanOrEqual(system)
    seen.add(mru)
  }
  expect(seen.size).toBeGreaterThan(2)
  pass(6 * 3600)
  expect((await read()).ran).toBeGreaterThan(first.ran)
})

test('every answer of every living node is what the console’s own table reads', async () => {
  const { grid } = setUp()
  const client = nodeClient(grid.request(TENANT))
  const plain = Object.keys(commands).filter(
    (name) => !/admin|debug|deploy|private|perf.get$/.test(name),
  )
  for (const node of grid.db.nodes.values()) {
    if (node.temper.reach !== 'up') continue
    for (const command of plain) {
      // a virtual machine without DMI tables says so
      if (node.nodeId === 5121 && command === 'zos.system.dmi') continue
      // the names come from the table, and all of these take no input
      await client.call(node.twinId, command as 'zos.system.version', undefined)
    }
  }
  expect(plain.length).toBeGreaterThan(12)
})
