import { describe, expect, test } from 'vitest'
import { RmbError } from '#rmb/error.ts'
import { FARMER, TENANT } from './cast.ts'
import { contractFor, signed, testGrid, type Sending } from './testing.ts'

// the words that a node has for what it does not take, and the order in which it looks (facts: node-api.md section 1.9)

const SECOND = 2909
const words = (error: unknown) => (error instanceof RmbError ? error.details : String(error))

function setUp() {
  const { grid, pass } = testGrid()
  const say = (command: string, body: unknown, caller = TENANT): Promise<unknown> =>
    grid
      .request(caller)(SECOND, command, body)
      .catch((error: unknown) => words(error))
  return {
    grid,
    pass,
    say,
    deploy: (body: unknown, caller = TENANT) => say('zos.deployment.deploy', body, caller),
    update: (body: unknown) => say('zos.deployment.update', body),
    get: (contract_id = 50_000) => say('zos.deployment.get', { contract_id }),
    list: () => say('zos.deployment.list', undefined),
    changes: (contract_id = 50_000) => say('zos.deployment.changes', { contract_id }),
  }
}

const disk: Sending['workloads'][number] = { name: 'disk', type: 'zmount', data: { size: 2 ** 30 } }
const network = (name = 'net') => ({
  name,
  type: 'network',
  data: {
    ip_range: '10.40.0.0/16',
    subnet: '10.40.2.0/24',
    wireguard_private_key: 'ZGVtbyBncmlkLCB3b3J0aCBub3RoaW5nIGF0IGFsbCE=',
    wireguard_listen_port: 5000,
    peers: [],
  },
})

describe('a deployment is refused', () => {
  test('when it is no JSON, or no deployment', async () => {
    const { deploy } = setUp()
    expect(await deploy(undefined)).toBe('unexpected end of JSON input')
    expect(await deploy('text')).toBe(
      'json: cannot unmarshal string into Go value of type Deployment',
    )
    expect(await deploy({ contract_id: '5' })).toBe(
      'json: cannot unmarshal string into Go struct field Deployment.contract_id of type uint64',
    )
  })

  const invalid: [Sending['workloads'][number], string][] = [
    [{ name: 'x', type: 'container', data: {} }, "invalid reservation type 'container'"],
    [
      { name: 'x', type: 'ip' },
      "failed to load data into object of type '*zos.PublicIP': unexpected end of JSON input",
    ],
    [
      { name: 'x', type: 'ip', data: null },
      'handler panicked with: remote method call provision@0.0.1.CreateOrUpdate() paniced: interface conversion: interface is nil, not gridtypes.WorkloadData',
    ],
    [{ name: 'x', type: 'zmount', data: { size: 0 } }, 'invalid size'],
    [
      { name: 'x', type: 'zmount', version: 1, data: { size: 1 } },
      "workload 'x' version '1' cannot be higher than deployment version '0'",
    ],
  ]
  test.each(invalid)('for a workload like %j', async (workload, expected) => {
    const { grid, deploy } = setUp()
    const { body } = await signed(grid, { workloads: [disk] })
    // before anybody looks at its twin
    const spoilt = { ...body, twin_id: 7, workloads: [{ version: 0, ...workload }] }
    expect(await deploy(spoilt)).toBe(expected)
  })

  test('for another twin than the one that speaks, before its signatures are looked at', async () => {
    const { grid, deploy } = setUp()
    const { body } = await signed(grid, { workloads: [disk] })
    const unsigned = { ...body, signature_requirement: null }
    expect(await deploy({ ...unsigned, twin_id: 7 })).toBe(
      'twin id mismatch (deployment: 7, message: 42)',
    )
    expect(await deploy(body, FARMER)).toBe('twin id mismatch (deployment: 42, message: 2701)')
    expect(await deploy(unsigned)).toBe('originator twin id must be in the signature requests')
  })

  test('when the node’s KYC knows nothing of the person', async () => {
    const { grid, deploy } = setUp()
    const { body } = await signed(grid, { metadata: '{"name":"fail-kyc"}', workloads: [disk] })
    expect(await deploy({ ...body, signature_requirement: null })).toBe(
      'user with twin id 42 is not verified',
    )
  })

  test('when its signatures do not hold', async () => {
    const { grid, deploy } = setUp()
    const { body } = await signed(grid, { workloads: [disk] })
    expect(await deploy({ ...body, metadata: 'other' })).toBe('failed to verify signature')
    const requirement = body.signature_requirement
    expect(
      await deploy({ ...body, signature_requirement: { ...requirement, signatures: [] } }),
    ).toBe("missing required signature for twin '42'")
    const heavy = { ...requirement, weight_required: 2 }
    expect(await deploy({ ...body, signature_requirement: heavy })).toBe(
      'failed to verify signature',
    )
    const { body: strange } = await signed(grid, { signers: [TENANT, FARMER], workloads: [disk] })
    const [first, second] = strange.signature_requirement.signatures
    strange.signature_requirement.signatures = [first!, { ...second!, signature: '0x12' }] // two signed
    expect(await deploy(strange)).toContain('invalid signature: ')
  })

  test('when its version is not 0, and only then for being there', async () => {
    const { grid, deploy } = setUp()
    const { body } = await signed(grid, {
      version: 1,
      contract_id: 41_670,
      workloads: [{ ...disk, version: 1 }],
    })
    expect(await deploy(body)).toBe(
      'expected version to be 0 on deployment creation: invalid version',
    )
    const again = await signed(grid, { contract_id: 41_670, workloads: [network('metricsnet')] })
    expect(await deploy(again.body)).toBe('exists')
  })

  test('when another deployment of the twin has a network of that name on the node', async () => {
    const { grid, deploy } = setUp()
    const { body } = await signed(grid, { workloads: [network('metricsnet')] })
    expect(await deploy(body)).toBe(
      "global workload with the same name 'metricsnet' exists: conflict",
    )
    const { body: other } = await signed(grid, { workloads: [network('webnet')] })
    expect(await deploy(other)).toBeNull() // that one is on another node
  })
})

describe('an update is refused', () => {
  test('of what is not there', async () => {
    const { grid, update } = setUp()
    const mine = await signed(grid, { version: 1, workloads: [] })
    expect(await update(mine.body)).toBe('deployment not found: deployment does not exist')
    const theirs = await signed(grid, { version: 1, twin_id: FARMER, workloads: [] })
    expect(
      await grid
        .request(FARMER)(SECOND, 'zos.deployment.update', theirs.body)
        .catch((error: unknown) => words(error)),
    ).toBe('twin not found: deployment does not exist')
  })

  test('in the words of gridtypes', async () => {
    const { grid, update } = setUp()
    const sent = async (sending: Sending) =>
      update((await signed(grid, { contract_id: 41_640, ...sending })).body)
    expect(await sent({ version: 3, workloads: [] })).toBe(
      'expecting deployment version 1, got 3: upgrade validation error',
    )
    expect(await sent({ version: 1, workloads: [{ ...disk, name: 'treasnet' }] })).toBe(
      "cannot change workload type 'treasnet': upgrade validation error",
    )
    const vm = {
      name: 'treasurer',
      type: 'zmachine',
      data: {
        network: { interfaces: [{ network: 'treasnet', ip: '10.24.2.2' }] },
        compute_capacity: { cpu: 1, memory: 2 ** 31 },
      },
    }
    expect(await sent({ version: 1, workloads: [vm] })).toBe(
      "workload 'zmachine' does not support upgrade: upgrade validation error",
    )
  })
})

describe('a node keeps what it was sent', () => {
  test('to the letter, but for the expiration', async () => {
    const { grid, deploy, get } = setUp()
    const data = { SIZE: 2 ** 30, unknown: { b: 2n ** 64n - 1n, 'a<': [null] }, 7: 'seven' }
    const { body, hash } = await signed(grid, {
      expiration: 1_626_394_539,
      workloads: [{ ...disk, data }],
    })
    contractFor(grid, 12, hash)
    expect(await deploy(body)).toBeNull()
    expect(await get()).toMatchObject({
      expiration: 0,
      signature_requirement: body.signature_requirement,
      workloads: [{ name: 'disk', data, result: { state: 'ok' } }],
    })
  })

  test('and has its own copy of a contract’s deployment, whatever another node was sent by mistake', async () => {
    const { grid, deploy, get } = setUp()
    const { body } = await signed(grid, { contract_id: 41_532, workloads: [disk] })
    expect(await deploy(body)).toBeNull()
    expect(await get(41_532)).toMatchObject({
      workloads: [{ result: { state: 'error', message: 'invalid node address in contract' } }],
    })
    expect(
      await grid.request(TENANT)(2908, 'zos.deployment.get', { contract_id: 41_532 }),
    ).toMatchObject({ version: 3 })
  })
})

test('what has come to nothing is found by its contract, and is not in the list', async () => {
  const { get, list } = setUp()
  expect(await get(41_830)).toMatchObject({ contract_id: 41_830 })
  const listed = Object(await list()).map((one: { contract_id: number }) => one.contract_id)
  expect(listed).toEqual([41_260, 41_620, 41_640, 41_670, 41_680])
})

test('workloads come in another order than they were sent, the same each time', async () => {
  const { grid } = setUp()
  const names = async () =>
    Object(
      await grid.request(TENANT)(11_110, 'zos.deployment.get', { contract_id: 41_649 }),
    ).workloads.map(({ name }: { name: string }) => name)
  expect(await names()).not.toEqual((await names()).toSorted())
  expect(await names()).toEqual(await names())
})

test('a history that is lost is null', async () => {
  const { grid } = testGrid({ world: 'histories-lost' })
  const ask = (command: string) => grid.request(TENANT)(2908, command, { contract_id: 41_532 })
  expect(await ask('zos.deployment.changes')).toBeNull()
  expect(await ask('zos.deployment.get')).toMatchObject({ version: 3 })
})
