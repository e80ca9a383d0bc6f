import { describe, expect, test } from 'vitest'
import { challengeHash } from '#gridtypes/challenge.ts'
import { readDeployment, type Deployment } from '#gridtypes/deployment.ts'
import { verifySignatures } from '#gridtypes/signature.ts'
import { TENANT } from './cast.ts'
import { createGrid, type Grid } from './grid.ts'
import { standing } from './history.ts'
import { worldNames } from './names.ts'
import { NOON, testGrid } from './testing.ts'

const rowOf = (grid: Grid, contractId: number) => {
  const row = [...grid.db.deployments.values()].find((one) => one.contractId === contractId)
  if (!row) throw new Error(`no deployment ${contractId}`)
  return row
}

const hashOf = (grid: Grid, contractId: number) => {
  const details = grid.db.contracts.get(contractId)?.details
  return details?.type === 'node' ? details.hash : ''
}

async function sent(grid: Grid, contractId: number): Promise<Deployment> {
  const row = rowOf(grid, contractId)
  const twin = grid.db.nodes.get(row.nodeId)?.twinId ?? 0
  const text = await grid.request(TENANT)(
    twin,
    'zos.deployment.get',
    { contract_id: contractId },
    { text: true },
  )
  return readDeployment(String(text)) as Deployment // the workloads below are of known types
}

/** Every order of a list. */
function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield []
  for (const [i, item] of items.entries()) {
    for (const rest of orders(items.toSpliced(i, 1))) yield [item, ...rest]
  }
}

/** Whether some order of what the node has, with one of the usual expirations, has the contract's hash. */
function isWhatWasSigned(deployment: Deployment, hash: string): boolean {
  for (const workloads of orders(deployment.workloads)) {
    for (const expiration of [0n, 1_626_394_539n]) {
      if (challengeHash({ ...deployment, workloads, expiration }) === hash) return true
    }
  }
  return false
}

/** Those whose node answers, and what does not fit on purpose: a hash of something else, a forgotten contract, a type of old. */
const { grid: model } = testGrid()
const stories = [...model.db.deployments.values()]
  .map(({ contractId }) => contractId)
  .filter((id) => ![41_830, 41_950, 41_260, 41_155].includes(id))

test.each(stories)('contract %i has the hash of what its node runs', async (contractId) => {
  const { grid } = testGrid()
  const deployment = await sent(grid, contractId)
  expect(isWhatWasSigned(deployment, hashOf(grid, contractId))).toBe(true)
})

test.each(stories)('contract %i is signed by all who were asked', async (contractId) => {
  const { grid } = testGrid()
  const deployment = await sent(grid, contractId)
  const keyOf = async (twin: number) => (await grid.keyring.of(twin))!.pair.account // twins of the grid
  expect(await verifySignatures(deployment, keyOf, hashOf(grid, contractId))).toEqual({ ok: true })
  expect(await verifySignatures(deployment, keyOf, '00'.repeat(16))).toMatchObject({ ok: false })
})

test('signatures are there on both curves and in both styles, and stay the same', async () => {
  const { grid } = testGrid()
  const two = (await sent(grid, 41_640)).signature_requirement
  expect(two).toMatchObject({ weight_required: 2n })
  expect(two.signatures.map(({ twin_id, signature_type }) => [twin_id, signature_type])).toEqual([
    [42, 'ed25519'],
    [2701, 'sr25519'],
  ])
  expect((await sent(grid, 41_620)).signature_requirement.signature_style).toBe('polka-wallet')
  expect((await sent(testGrid().grid, 41_640)).signature_requirement).toEqual(two)
})

describe('the demo has', () => {
  const states = (contractId: number, after = 0) =>
    Object.fromEntries(
      standing(rowOf(model, contractId), NOON + after * 1000).map(({ asked, result }) => [
        asked.name,
        result.state,
      ]),
    )
  const messages = (contractId: number) =>
    rowOf(model, contractId)
      .history.filter(({ result }) => result.message !== '')
      .map(({ asked, result }) => `${asked.name} ${result.state} ${result.message}`)

  test('the history of the pictures, to the second', () => {
    const { history } = rowOf(model, 41_532)
    const clock = (created: number) =>
      // the pictures were taken at 10:20:04
      new Date((created - NOON / 1000 + 37_204) * 1000).toISOString().slice(11, 19)
    const lines = history.map(
      ({ asked, result }) =>
        `${clock(result.created)} v${asked.version} ${asked.name} ${result.state}`,
    )
    const five = ['webnet', 'data1', 'pubip', 'www', 'vm1']
    expect(lines).toEqual([
      ...five.map((name) => `09:42:12 v0 ${name} init`),
      '09:42:36 v0 data1 ok',
      '09:42:41 v0 webnet ok',
      '09:42:54 v0 pubip ok',
      '09:43:24 v0 www ok',
      '09:47:06 v0 vm1 ok',
      ...five.map((name) => `09:51:00 v0 ${name} paused`),
      ...five.map((name) => `09:54:24 v0 ${name} ok`),
      '09:58:19 v1 data1 unchanged',
      '10:03:48 v0 vm1 deleted',
      '10:06:05 v2 vm2 init',
      '10:07:24 v2 vm2 error',
      '10:09:12 v2 vm2 deleted',
      '10:09:13 v3 vm3 init',
    ])
  })

  test('projects that are well', () => {
    for (const id of [41_540, 41_599, 41_600, 41_610, 41_611, 41_640, 41_649, 41_650, 41_660]) {
      expect(Object.values(states(id)).every((state) => state === 'ok')).toBe(true)
    }
    for (const id of [41_670, 41_903, 41_910, 41_377, 41_260]) {
      expect(Object.values(states(id)).every((state) => state === 'ok')).toBe(true)
    }
  })

  test('one that becomes ready 45 s after the grid was made', () => {
    expect(states(41_700)).toEqual({ warmdisk: 'ok', warmnet: 'ok', warmvm: 'init' })
    expect(states(41_700, 44)).toMatchObject({ warmvm: 'init' })
    expect(states(41_700, 45)).toMatchObject({ warmvm: 'ok' })
  })

  test('one in its grace period, and one that came back', () => {
    expect(model.db.contracts.get(41_702)?.state).toBe('GracePeriod')
    expect(Object.values(states(41_702))).toEqual(['paused', 'paused', 'paused'])
    expect(messages(41_650)).toHaveLength(3)
    expect(Object.values(states(41_650))).toEqual(['ok', 'ok', 'ok'])
  })

  test('refusals of the node, each in its own words', () => {
    expect(messages(41_620)).toEqual([
      'books unchanged not safe to shrink a disk',
      expect.stringContaining('papers error cannot shrink volume'),
    ])
    expect(messages(41_811)).toEqual([
      'scene error failed to satisfy required capacity: cannot fulfil required memory size 68719476736 bytes out of usable 2254857830 bytes',
    ])
    expect(messages(41_830)).toEqual(
      ['mailnet', 'spool', 'smtp'].map(
        (name) => `${name} error contract hash does not match deployment hash`,
      ),
    )
    expect(messages(41_835)).toEqual([
      expect.stringContaining('buildnet error failed to create network resource'),
      expect.stringContaining("runner error could not get network resource subnet: network 'bui"),
    ])
    expect(messages(41_680)).toEqual([expect.stringContaining('<img src=x onerror')])
  })

  test('orphans, ghosts and a relic', () => {
    const has = (contractId: number) =>
      [...model.db.deployments.values()].some((row) => row.contractId === contractId)
    expect([41_820, 41_821].map((id) => [model.db.contracts.get(id)?.state, has(id)])).toEqual([
      ['Created', false],
      ['Created', false],
    ])
    expect([41_377, 41_260].map((id) => [model.db.contracts.get(id)?.state, has(id)])).toEqual([
      ['Deleted', true],
      [undefined, true],
    ])
    expect(rowOf(model, 41_155).history.map(({ asked }) => asked.type)).toContain('kubernetes')
  })

  test('a ghost that its node still answers for', async () => {
    const { grid } = testGrid()
    expect((await sent(grid, 41_377)).workloads).toHaveLength(3)
    expect((await sent(grid, 41_260)).workloads).toHaveLength(1)
  })
})

test('a grid that is kept and brought back tells the same, and goes on', async () => {
  const { grid, pass } = testGrid()
  const text = async (one: Grid) => [
    await sent(one, 41_640),
    await one.request(TENANT)(2908, 'zos.deployment.changes', { contract_id: 41_532 }),
  ]
  const again = createGrid({ db: structuredClone(grid.snapshot()), now: grid.host.now, latency: 0 })
  expect(await text(again)).toEqual(await text(grid))
  pass(45)
  const warm = (await sent(again, 41_700)).workloads.find(({ name }) => name === 'warmvm')
  expect(warm?.result.state).toBe('ok')
})

test('every world has the same deployments, but for the empty and the busy one', () => {
  for (const world of worldNames) {
    const count = createGrid({ world, now: () => NOON }).db.deployments.size
    expect(count).toBe(world === 'empty' ? 0 : model.db.deployments.size + Number(world === 'busy'))
  }
})

describe('in world busy', () => {
  const { grid } = testGrid({ world: 'busy' })

  test('200 workloads have 10,000 changes in twelve months, in less than 8 MiB', async () => {
    const { history } = rowOf(grid, 43_000)
    expect(history).toHaveLength(10_000)
    expect(new Set(history.map(({ asked }) => asked.name)).size).toBe(200)
    expect(standing(rowOf(grid, 43_000)).every(({ result }) => result.state === 'ok')).toBe(true)
    const days = (NOON / 1000 - (history[0]?.result.created ?? 0)) / 86_400
    expect(days).toBeGreaterThan(360)
    expect(days).toBeLessThan(366)
    const created = history.map(({ result }) => result.created)
    expect(created).toEqual(created.toSorted((a, b) => a - b))
    const text = await grid.request(TENANT)(
      7240,
      'zos.deployment.changes',
      { contract_id: 43_000 },
      { text: true },
    )
    expect(String(text).length).toBeLessThan(8 * 2 ** 20)
  })

  test('the same grid is made every time', () => {
    const again = testGrid({ world: 'busy' }).grid
    expect(rowOf(again, 43_000)).toEqual(rowOf(grid, 43_000))
  })
})

test('in world tampered a machine runs what nobody has signed, and nothing else does', async () => {
  const { grid } = testGrid({ world: 'tampered' })
  expect(isWhatWasSigned(await sent(grid, 41_600), hashOf(grid, 41_600))).toBe(false)
  expect(hashOf(grid, 41_600)).toBe(hashOf(model, 41_600))
  const { workloads } = await sent(grid, 41_600)
  expect(workloads.find(({ name }) => name === 'shopvm')).toMatchObject({
    data: { env: { SSH_KEY: 'ssh-ed25519 AAAASomebodyElse stranger@nowhere' } },
  })
  expect(isWhatWasSigned(await sent(grid, 41_610), hashOf(grid, 41_610))).toBe(true)
})
