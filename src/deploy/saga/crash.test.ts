import { describe, expect, test } from 'vitest'
import { ChainError } from '#chain/errors.ts'
import { readDeployment, type Signature } from '#gridtypes/deployment.ts'
import { signedMessage } from '#gridtypes/signature.ts'
import { toHex } from '#lib/bytes.ts'
import { asNode, asTwin, type ContractId } from '#lib/ids.ts'
import { stringifyJson } from '#lib/json.ts'
import { TENANT } from '#mock/cast.ts'
import { contractChanged } from '#mock/lifecycle.ts'
import { testGrid } from '#mock/testing.ts'
import { nodeClient } from '#node/client.ts'
import { DeployError } from '../error.ts'
import { sagaNode } from './adapters.ts'
import { choose } from './choose.ts'
import { createDriver, type Consent } from './drive.ts'
import { readJournal } from './journal.ts'
import { realmLocks } from './locks.ts'
import { makeSaga, type Wanted } from './make.ts'
import type { DeploymentSigner, JournalStore, SagaChain, SagaNode } from './ports.ts'
import type { Saga } from './saga.ts'
import { memoryStore } from './stores.ts'
import { fakeChain } from './testing.ts'

// Every saga is killed at every moment and gone on with by another driver: the end must be the one of a run
// that nobody disturbed. The nodes are the demo grid's, which check like real ones.

const GIB = 2 ** 30
const TWIN = asTwin(TENANT)!
const GHENT = asNode(11)!
const SECOND = asNode(12)!

/** A promise for a process that is no more. */
const never = () => new Promise<never>(() => {})

/** Lets an owner die at its nth moment; what it still begins afterwards never happens. */
function mortal(killAt: number) {
  const moments: string[] = []
  let dead: (() => void) | undefined
  let isDead = false
  const died = new Promise<void>((resolve) => {
    dead = resolve
  })
  async function moment(name: string) {
    if (isDead) return never()
    moments.push(name)
    if (moments.length - 1 !== killAt) return
    isDead = true
    dead?.()
    await never()
  }
  /** Before something, after it was done, and after its answer came. */
  const around =
    <A extends unknown[], T>(name: string, work: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      await moment(`before ${name}`)
      const done = await work(...args).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      )
      await moment(`after ${name}`)
      if ('error' in done) throw done.error
      return done.value
    }
  return { moments, died, around, moment }
}

async function setUp() {
  const { grid } = testGrid()
  const keys = await grid.keyring.of(TENANT)
  if (!keys) throw new Error('the tenant has keys')
  let inPool = async () => {}
  const world = fakeChain({
    twinId: TWIN,
    inPool: () => inPool(),
    async accountOf(twin) {
      const facts = await grid.keyring.facts(twin)
      if (!facts) throw new Error(`no twin ${twin}`)
      return facts.account
    },
    onContract(id, contract) {
      const contractId = Number(id)
      const before = grid.db.contracts.get(contractId)
      if (!contract) {
        if (before) before.state = 'Deleted'
      } else {
        grid.db.contracts.set(contractId, {
          contractId,
          twinId: TENANT,
          state: 'Created',
          createdAt: 0,
          details:
            contract.kind === 'node'
              ? {
                  type: 'node',
                  nodeId: contract.nodeId,
                  data: contract.deploymentData,
                  hash: contract.deploymentHash,
                  publicIps: contract.publicIps,
                }
              : contract.kind === 'name'
                ? { type: 'name', name: contract.name }
                : { type: 'rent', nodeId: contract.nodeId },
        })
      }
      contractChanged(grid.host, contractId)
    },
  })
  const sign: DeploymentSigner = async ({ hash, style }) => {
    const signature = await keys.pair.sign(signedMessage(hash, style))
    const made: Signature = {
      twin_id: TENANT,
      signature: toHex(signature.slice(1)),
      signature_type: keys.pair.curve,
    }
    return [made]
  }
  const consent: Consent = {
    sign,
    payer: { address: keys.address, signer: { signPayload: never } },
  }
  const store = memoryStore()
  const node = sagaNode(nodeClient(grid.request(TENANT)))

  function driver(killAt = -1, faults: Partial<SagaNode> = {}) {
    const life = mortal(killAt)
    const { around } = life
    inPool = () => life.moment('in the pool')
    const mortalStore: JournalStore = { ...store, put: around('write', (saga) => store.put(saga)) }
    const chain: SagaChain = {
      ...world.chain,
      submit: around('submit', (...given) => world.chain.submit(...given)),
    }
    const nodes: SagaNode = { ...node, ...faults }
    return {
      life,
      ...createDriver({
        store: mortalStore,
        locks: realmLocks(),
        chain,
        node: {
          ...nodes,
          deploy: around('deploy', (...given) => nodes.deploy(...given)),
          update: around('update', (...given) => nodes.update(...given)),
        },
        clock: world.clock,
      }),
    }
  }

  const twinOf = (nodeId: number) => asTwin(grid.db.nodes.get(nodeId)?.twinId ?? 0)!
  /** What stands in the end, told without what a run may choose: numbers of contracts, moments, signatures. */
  function end() {
    const rows = [...grid.db.deployments.values()].filter(
      (row) => row.contractId > 60_000 && row.contractId < 70_000,
    )
    return {
      paid: world.paid(),
      made: world.made(),
      contracts: [...world.contracts.values()].map((one) =>
        one.kind === 'node'
          ? [one.kind, one.nodeId, one.deploymentHash, one.publicIps]
          : [one.kind, one.kind === 'name' ? one.name : one.nodeId],
      ),
      deployments: rows.map((row) => [
        row.nodeId,
        row.version,
        row.history.map(({ asked, result }) => [asked.name, asked.version, result.state]),
      ]),
    }
  }
  /** What becomes of extrinsics between their sending and their block. */
  const pool = (fate: () => Promise<void>) => {
    inPool = fate
  }
  return { grid, world, store, node, consent, driver, twinOf, end, pool }
}

type World = Awaited<ReturnType<typeof setUp>>

const deployment = (workloads: object[], more: object = {}) =>
  stringifyJson({
    version: 0,
    twin_id: TENANT,
    contract_id: 0,
    metadata: '',
    description: '',
    expiration: 0,
    signature_requirement: {
      requests: [{ twin_id: TENANT, required: true, weight: 1 }],
      weight_required: 1,
      signatures: [],
      signature_style: '',
    },
    workloads,
    ...more,
  })
const workload = (name: string, type: string, data: object, version = 0) => ({
  version,
  name,
  type,
  data,
  metadata: '',
  description: '',
})
const disk = (name: string, gib: number, version = 0) =>
  workload(name, 'zmount', { size: gib * GIB }, version)
const zdb = (name: string) =>
  workload(name, 'zdb', { size: GIB, mode: 'seq', password: 'p', public: false })
const gateway = (name: string) =>
  workload('gw', 'gateway-name-proxy', {
    name,
    tls_passthrough: false,
    backends: ['http://10.20.4.2:80'],
  })
const vm = (n: number) => [
  workload('net', 'network', {
    ip_range: `10.5${n}.0.0/16`,
    subnet: `10.5${n}.2.0/24`,
    wireguard_private_key: 'ZGVtbyBncmlkLCB3b3J0aCBub3RoaW5nIGF0IGFsbCE=',
    wireguard_listen_port: 5000 + n,
    peers: [],
  }),
  disk('disk', 2),
  workload('vm', 'zmachine', {
    flist: 'https://hub.grid.tf/x.flist',
    network: {
      public_ip: '',
      planetary: true,
      interfaces: [{ network: 'net', ip: `10.5${n}.2.2` }],
    },
    size: 0,
    compute_capacity: { cpu: 1, memory: GIB },
    mounts: [{ name: 'disk', mountpoint: '/data' }],
    entrypoint: '',
    env: { KEY: 'value' },
  }),
]

const create = (world: World, nodeId: typeof GHENT, workloads: object[]): Wanted => ({
  kind: 'create',
  nodeId,
  nodeTwin: world.twinOf(nodeId),
  text: deployment(workloads),
  data: '{"version":4,"type":"vm","name":"web","projectName":"vm/web"}',
})

const sagaOf = (world: World, id: string, parts: Wanted[]): Saga =>
  makeSaga({
    id,
    place: 'test',
    title: id,
    twinId: TWIN,
    account: String(world.consent.payer?.address),
    madeAt: world.world.clock.now(),
    parts,
  })

/** Something that stands before the saga begins: the deployment to be updated or cancelled. */
async function standing(world: World, workloads: object[]): Promise<ContractId> {
  const driver = world.driver()
  await driver.begin(sagaOf(world, 'before', [create(world, GHENT, workloads)]))
  const { saga, stopped } = await driver.drive('before', world.consent)
  expect(stopped).toBe('closed')
  const [part] = saga.parts
  if (part?.kind !== 'create' || part.contractId === null) throw new Error('no contract')
  await world.store.remove('before')
  return part.contractId
}

const onGhent = (world: World) => ({ nodeId: GHENT, nodeTwin: world.twinOf(GHENT) })

const templates: Record<string, (world: World) => Promise<Wanted[]>> = {
  'a machine with disk and network': async (world) => [create(world, GHENT, vm(1))],
  'a zdb': async (world) => [create(world, SECOND, [zdb('db')])],
  'a name gateway with its name': async (world) => [create(world, GHENT, [gateway('crashtest')])],
  'an update': async (world) => {
    const contractId = await standing(world, [disk('one', 1)])
    const text = deployment([disk('one', 1), disk('two', 2, 1)], {
      version: 1,
      contract_id: contractId,
    })
    return [{ kind: 'update', contractId, ...onGhent(world), text, data: '{"version":4}' }]
  },
  'a cancellation': async (world) => {
    const contractId = await standing(world, [disk('one', 1)])
    return [{ kind: 'cancel', contractId, node: onGhent(world) }]
  },
  'a batch over two nodes': async (world) => [
    create(world, GHENT, vm(2)),
    create(world, SECOND, vm(3)),
  ],
}

async function undisturbed(template: (world: World) => Promise<Wanted[]>) {
  const world = await setUp()
  const parts = await template(world)
  const driver = world.driver()
  await driver.begin(sagaOf(world, 's', parts))
  const { stopped, saga } = await driver.drive('s', world.consent)
  expect([stopped, saga.closed]).toEqual(['closed', 'done'])
  return { moments: driver.life.moments, end: world.end() }
}

describe('a saga that is killed at any moment ends as if nobody had', () => {
  for (const [name, template] of Object.entries(templates)) {
    test(
      name,
      async () => {
        const { moments, end } = await undisturbed(template)
        expect(moments.length).toBeGreaterThan(7)
        for (const [at, moment] of moments.entries()) {
          const world = await setUp()
          const parts = await template(world)
          const first = world.driver(at)
          const began = first
            .begin(sagaOf(world, 's', parts))
            .then(() => first.drive('s', world.consent))
          await Promise.race([first.life.died, began])
          // what was never noted never happened, and is begun again by its owner
          const second = world.driver()
          const { sagas } = await readJournal(world.store)
          if (sagas.length === 0) await second.begin(sagaOf(world, 's', parts))
          const { saga, stopped } = await second.drive('s', world.consent)
          expect([moment, stopped, saga.closed]).toEqual([moment, 'closed', 'done'])
          expect([moment, world.end()]).toEqual([moment, end])
        }
      },
      60_000,
    )
  }
})

test('a saga that is killed again and again ends the same', async () => {
  for (const template of Object.values(templates)) {
    const { end } = await undisturbed(template)
    // fewer moments than these never come past the wallet
    for (const killAt of [7, 8, 10]) {
      const world = await setUp()
      const parts = await template(world)
      await world.driver().begin(sagaOf(world, 's', parts))
      let closed: Saga['closed'] = null
      for (let lives = 0; lives < 20 && closed === null; lives++) {
        const driver = world.driver(killAt)
        const driven = driver.drive('s', world.consent).then(({ saga }) => saga.closed)
        closed = await Promise.race([driver.life.died.then(() => null), driven])
      }
      expect([closed, world.end()]).toEqual(['done', end])
    }
  }
}, 60_000)

test('what was paid for goes on by itself, and nothing is paid without the person', async () => {
  const world = await setUp()
  const driver = world.driver()
  await driver.begin(sagaOf(world, 's', [create(world, SECOND, [zdb('db')])]))
  expect((await driver.drive('s')).stopped).toBe('sign')
  expect((await driver.drive('s', { sign: world.consent.sign })).stopped).toBe('pay')
  expect(world.world.paid()).toBe(0)
  const late = new AbortController()
  const paid = world.driver(-1, {
    deploy: async () => {
      late.abort()
      throw new Error('the socket is gone')
    },
  })
  const gone = await paid.drive('s', { ...world.consent, signal: late.signal })
  expect(gone.stopped).toBe('aborted')
  expect(gone.saga.parts[0]?.stage).toBe('sending')
  const { stopped, saga } = await world.driver().drive('s')
  expect([stopped, saga.closed, world.world.paid()]).toEqual(['closed', 'done', 1])
})

test('a refused signature costs nothing, and the journal says why it stopped', async () => {
  const world = await setUp()
  const driver = world.driver()
  await driver.begin(sagaOf(world, 's', [create(world, SECOND, [zdb('db')])]))
  const refusing: DeploymentSigner = () => Promise.reject(new Error('Cancelled'))
  const refused = await driver.drive('s', { ...world.consent, sign: refusing })
  expect([refused.stopped, refused.saga.trouble?.message]).toEqual(['choose', 'Cancelled'])
  const wrong: DeploymentSigner = async () => [
    { twin_id: TENANT, signature: '00'.repeat(64), signature_type: 'ed25519' },
  ]
  const unfit = await driver.drive('s', { ...world.consent, sign: wrong })
  expect(unfit.saga.trouble?.message).toContain('failed to verify signature')
  expect([world.world.paid(), world.world.made()]).toEqual([0, 0])
  expect((await driver.drive('s', world.consent)).saga.closed).toBe('done')
})

test('a part that its node refuses leaves a choice, and what is given up leaves nothing behind', async () => {
  const world = await setUp()
  const driver = world.driver()
  const kyc = world.grid.db.twins.get(TENANT)!
  const parts = [create(world, GHENT, [gateway('halfway')]), create(world, SECOND, [zdb('db')])]
  await driver.begin(sagaOf(world, 's', parts))
  kyc.kyc = 'UNVERIFIED'
  const { saga, stopped } = await driver.drive('s', world.consent)
  expect([stopped, world.world.paid(), world.world.contracts.size]).toEqual(['choose', 1, 3])
  expect(saga.parts.map(({ stage, trouble }) => [stage, trouble?.code])).toEqual([
    ['failed', 'kyc'],
    ['failed', 'kyc'],
  ])
  kyc.kyc = 'VERIFIED'
  await driver.change('s', (now) => choose(now, { way: 'cancel', part: 0 }))
  await driver.change('s', (now) => choose(now, { way: 'send-again', part: 1 }))
  const after = await driver.drive('s', world.consent)
  expect([after.stopped, after.saga.closed]).toEqual(['closed', 'done'])
  expect(after.saga.parts.map(({ stage }) => stage)).toEqual(['undone', 'done'])
  expect([...world.world.contracts.values()].map(({ kind }) => kind)).toEqual(['node'])
})

test('a slow or silent node is never a reason to cancel', async () => {
  const world = await setUp()
  const began = world.world.clock.now()
  const hours = 5 * 3_600_000
  const silent: Partial<SagaNode> = {
    async get(...args) {
      if (world.world.clock.now() - began < hours) throw new Error('no answer')
      return world.node.get(...args)
    },
  }
  const driver = world.driver(-1, silent)
  await driver.begin(sagaOf(world, 's', [create(world, GHENT, vm(1))]))
  const { saga } = await driver.drive('s', world.consent)
  expect([saga.closed, world.world.contracts.size]).toEqual(['done', 1])
  expect(world.world.clock.now() - began).toBeGreaterThan(hours)
})

test('an update whose node half fails can be sent again, or its contract has its old hash back', async () => {
  const world = await setUp()
  const contractId = await standing(world, [disk('one', 1)])
  const before = world.world.contracts.get(contractId)
  const text = deployment([disk('one', 1), disk('two', 2, 1)], {
    version: 1,
    contract_id: contractId,
  })
  const update: Wanted = { kind: 'update', contractId, ...onGhent(world), text, data: '{}' }
  const driver = world.driver()
  await driver.begin(sagaOf(world, 's', [update]))
  const person = world.grid.db.twins.get(TENANT)!
  person.kyc = 'UNVERIFIED'
  const { saga } = await driver.drive('s', world.consent)
  expect([saga.parts[0]?.stage, saga.parts[0]?.trouble?.code]).toEqual(['failed', 'kyc'])
  expect(world.world.contracts.get(contractId)).not.toEqual(before)
  person.kyc = 'VERIFIED'
  await driver.change('s', (now) => choose(now, { way: 'put-back', part: 0 }))
  const { saga: back } = await driver.drive('s', world.consent)
  expect(back.closed).toBe('undone')
  expect(world.world.contracts.get(contractId)).toEqual(before)
  const got = await world.node.get(world.twinOf(GHENT), contractId)
  expect(readDeployment(String(got)).version).toBe(0)
})

test('an update that the node would refuse is not paid for', async () => {
  const world = await setUp()
  const contractId = await standing(world, [disk('one', 1)])
  const text = deployment([disk('one', 1)], { version: 5, contract_id: contractId })
  const update: Wanted = { kind: 'update', contractId, ...onGhent(world), text, data: '{}' }
  const driver = world.driver()
  await driver.begin(sagaOf(world, 's', [update]))
  const { saga, stopped } = await driver.drive('s', world.consent)
  expect([stopped, saga.trouble?.code, world.world.paid()]).toEqual(['choose', 'upgrade', 1])
  expect(saga.trouble?.details).toContain('expecting deployment version 1, got 5')
})

test('what the chain has already is taken up and not paid for, and a name of one’s own outlives what needs it', async () => {
  const world = await setUp()
  const parts = [create(world, GHENT, [gateway('mine')])]
  // another tool paid for it, and died
  const dies = new AbortController()
  const dead = world.driver(-1, {
    deploy: async () => {
      dies.abort()
      throw new Error('gone')
    },
  })
  await dead.begin(sagaOf(world, 'elsewhere', parts))
  await dead.drive('elsewhere', { ...world.consent, signal: dies.signal })
  expect([world.world.paid(), world.world.made()]).toEqual([1, 2])
  const driver = world.driver()
  await driver.begin(sagaOf(world, 's', parts))
  const { saga } = await driver.drive('s', world.consent)
  expect([saga.closed, world.world.paid(), world.world.made()]).toEqual(['done', 1, 2])
  expect(saga.parts[0]).toMatchObject({ names: [{ name: 'mine', own: false }] })
})

test('an extrinsic whose fate cannot be read is judged by what the chain has', async () => {
  const world = await setUp()
  const driver = createDriver({
    store: world.store,
    locks: realmLocks(),
    chain: {
      ...world.world.chain,
      async submit(...given) {
        await world.world.chain.submit(...given)
        throw new ChainError('bad-answer', 'It is in a block.', { landed: 'yes' })
      },
    },
    node: world.node,
    clock: world.world.clock,
  })
  await driver.begin(sagaOf(world, 's', [create(world, GHENT, [gateway('mine')])]))
  const { saga } = await driver.drive('s', world.consent)
  expect([saga.closed, world.world.paid(), world.world.made()]).toEqual(['done', 1, 2])
  // it was made by this saga, so that it would be given up with it
  expect(saga.parts[0]).toMatchObject({ names: [{ name: 'mine', own: true }] })
})

test('what a pool has thrown out is looked for, and not paid again while it may still come', async () => {
  for (const code of ['usurped', 'invalid', 'dropped', 'lost'] as const) {
    const world = await setUp()
    const driver = world.driver()
    await driver.begin(sagaOf(world, 's', [create(world, SECOND, [zdb('db')])]))
    world.pool(() => Promise.reject(new ChainError(code, 'Thrown out.')))
    const { saga } = await driver.drive('s', world.consent)
    expect([code, saga.closed, world.world.paid()]).toEqual([code, 'done', 1])
  }
})

test('what was refused at the door stops, says why, and is paid once when the person goes on', async () => {
  const world = await setUp()
  const poor = createDriver({
    store: world.store,
    locks: realmLocks(),
    chain: {
      ...world.world.chain,
      async submit(_calls, by, { onSigned }) {
        const facts = { hash: '0xdoor', nonce: 0, born: 0, dies: 64, genesisHash: '0xfake' }
        await onSigned({ ...facts, account: by.address })
        throw new ChainError('payment', 'It cannot pay the fee.')
      },
    },
    node: world.node,
    clock: world.world.clock,
  })
  await poor.begin(sagaOf(world, 's', [create(world, SECOND, [zdb('db')])]))
  const { saga, stopped } = await poor.drive('s', world.consent)
  expect([stopped, saga.tx, saga.trouble?.code]).toEqual(['choose', null, 'payment'])
  const after = await world.driver().drive('s', world.consent)
  expect([after.saga.closed, world.world.paid()]).toEqual(['done', 1])
})

test('a journal that does not store stops everything before anything is sent', async () => {
  const world = await setUp()
  let room = 3
  const full: JournalStore = {
    ...world.store,
    put: (saga) =>
      room-- > 0 ? world.store.put(saga) : Promise.reject(new DeployError('storage', 'No room.')),
  }
  const driver = createDriver({
    store: full,
    locks: realmLocks(),
    chain: world.world.chain,
    node: world.node,
    clock: world.world.clock,
  })
  await driver.begin(sagaOf(world, 's', [create(world, SECOND, [zdb('db')])]))
  await expect(driver.drive('s', world.consent)).rejects.toThrow('No room')
  expect([world.world.paid(), world.world.made()]).toEqual([0, 0])
  room = 99
  const { saga } = await driver.drive('s', world.consent)
  expect([saga.closed, world.world.paid()]).toEqual(['done', 1])
})

test('two drivers never run one saga', async () => {
  const world = await setUp()
  const locks = realmLocks()
  const release = await locks.take('s')
  const driver = createDriver({
    store: world.store,
    locks,
    chain: world.world.chain,
    node: world.node,
    clock: world.world.clock,
  })
  await driver.begin(sagaOf(world, 's', [create(world, SECOND, [zdb('db')])]))
  expect((await driver.drive('s', world.consent)).stopped).toBe('elsewhere')
  expect(await driver.change('s', (saga) => saga)).toBe(false)
  release?.()
  expect((await driver.drive('s', world.consent)).stopped).toBe('closed')
})

test('nothing is sent whose hash is not the one that was signed', async () => {
  const world = await setUp()
  const driver = world.driver()
  await driver.begin(sagaOf(world, 's', [create(world, SECOND, [zdb('db')])]))
  expect((await driver.drive('s', { sign: world.consent.sign })).saga.signed).toBe(true)
  await driver.change('s', (now) => ({
    ...now,
    parts: now.parts.map((part) =>
      part.kind === 'cancel' ? part : { ...part, text: part.text.replace('"seq"', '"user"') },
    ),
  }))
  const { saga: after, stopped } = await driver.drive('s', world.consent)
  expect([stopped, after.trouble?.code]).toEqual(['choose', 'mismatch'])
  expect(world.world.paid()).toBe(0)
})
