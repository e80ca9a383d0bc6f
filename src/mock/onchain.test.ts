import { afterEach, expect, test } from 'vitest'
import { apiOf, signerOf, submit } from './chain/testing.ts'
import type { Grid, GridOptions } from './grid.ts'
import { decommission } from './lifecycle.ts'
import { matters } from './onchain.ts'
import { signed, testGrid } from './testing.ts'

const open: Grid[] = []
afterEach(() => {
  for (const grid of open.splice(0)) grid.onChain.close()
})

const begin = (options: GridOptions = {}) => {
  const made = testGrid({ blockMs: 40, ...options })
  open.push(made.grid)
  return made
}

test('a grid has no chain until somebody asks for it, and then one', async () => {
  const { grid } = begin()
  expect(grid.onChain.opened()).toBeUndefined()
  const [one, two] = await Promise.all([grid.onChain.chain(), grid.onChain.chain()])
  expect(one).toBe(two)
  expect(grid.onChain.opened()).toBe(one)
  const { pair } = (await grid.keyring.of(42)) ?? {}
  expect(one.twin(42)?.account).toEqual(pair?.account)
})

test('what nodes report of a deployment stands on the chain, and costs', async () => {
  const { grid } = begin()
  const chain = await grid.onChain.chain()
  const used = (id: bigint) =>
    chain.store.get('SmartContractModule.NodeContractResources', id)?.used.cru
  expect(used(41_540n)).toBe(6n)
  const row = [...grid.db.deployments.values()].find((one) => one.contractId === 41_540)
  if (!row) throw new Error('41540 is a story of the world')
  decommission(grid.host, row, 'worker1', 'vm exited too many times')
  chain.mint()
  expect(used(41_540n)).toBe(4n)
  const owed = chain.store.get('SmartContractModule.ContractPaymentState', 41_702n)
  // three days in which nothing was paid, and nothing of them is billed twice
  expect(Number(owed?.standard_overdraft) / 1e7).toBeGreaterThan(45)
  expect(Number(owed?.standard_overdraft) / 1e7).toBeLessThan(60)
})

test('a contract that is cancelled on the chain is gone from its node, with its address', async () => {
  const { grid } = begin()
  const chain = await grid.onChain.chain()
  const api = await apiOf(chain)
  const tenant = await signerOf(grid, 42)
  const address = grid.db.publicIps.find(({ contractId }) => contractId === 41_532)
  expect(address).toBeDefined()
  const call = api.tx['smartContractModule']!['cancelContract']!(41_532)
  expect((await submit(api, tenant, call)).error).toBeUndefined()
  expect(grid.db.contracts.get(41_532)?.state).toBe('Deleted')
  expect(address?.contractId).toBe(0)
  await expect(
    grid.request(42)(grid.db.nodes.get(11)?.twinId ?? 0, 'zos.deployment.get', {
      contract_id: 41_532,
    }),
  ).rejects.toThrow()
  const answer = await grid.proxy('GET', '/contracts/41532')
  expect(answer?.body).toContain('Deleted')
  await api.disconnect()
})

test('a contract that is made on the chain is one of the grid', async () => {
  const { grid } = begin()
  const chain = await grid.onChain.chain()
  const api = await apiOf(chain)
  const tenant = await signerOf(grid, 42)
  const hash = 'ab'.repeat(16)
  const call = api.tx['smartContractModule']!['createNodeContract']!(11, hash, '{}', 1, null)
  expect((await submit(api, tenant, call)).error).toBeUndefined()
  const id = Number(chain.contractByHash(11, hash))
  expect(grid.db.contracts.get(id)).toMatchObject({
    contractId: id,
    twinId: 42,
    state: 'Created',
    details: { type: 'node', nodeId: 11, hash, data: '{}', publicIps: 1 },
  })
  expect(grid.db.publicIps.some(({ contractId }) => contractId === id)).toBe(true)
  await api.disconnect()
})

test('who has nothing to pay with comes into grace, and his deployments pause', async () => {
  const { grid } = begin({ blockMs: 0 })
  const row = grid.db.twins.get(42)
  if (row) row.balance = 2_000_000
  const chain = await grid.onChain.chain()
  chain.skip(1_200)
  expect(grid.db.contracts.get(41_540)?.state).toBe('GracePeriod')
})

test('blocks in which nothing happens are not worth keeping, money that moves is', async () => {
  const { grid } = begin({ blockMs: 0 })
  const chain = await grid.onChain.chain()
  const api = await apiOf(chain)
  const tenant = await signerOf(grid, 42)
  const told: boolean[] = []
  chain.onChange(({ rows }) => told.push(matters(rows)))
  chain.mint()
  await api.tx['balances']!['transferKeepAlive']!(
    (await signerOf(grid, 2701)).address,
    5,
  ).signAndSend(tenant.address, { signer: tenant.signer(api), nonce: -1 })
  chain.mint()
  chain.mint()
  expect(told).toEqual([false, true, false])
  await api.disconnect()
})

test('a chain that was kept with its grid goes on where it was', async () => {
  const { grid } = begin({ blockMs: 0 })
  const chain = await grid.onChain.chain()
  chain.skip(7)
  const kept = structuredClone(chain.keep())
  const again = begin({ blockMs: 0, db: grid.snapshot(), chain: kept }).grid
  expect((await again.onChain.chain()).head()).toEqual(chain.head())
})

test('a deployment is taken for the hash that its contract has on the chain, and for no other', async () => {
  const { grid, pass } = begin()
  const chain = await grid.onChain.chain()
  const api = await apiOf(chain)
  const tenant = await signerOf(grid, 42)
  const workloads = [{ name: 'disk', type: 'zmount', data: { size: 1073741824 } }]
  const node = grid.db.nodes.get(11)?.twinId ?? 0
  /** Pays for a contract with a hash, sends the deployment, and answers what became of its disk. */
  const deploy = async (metadata: string, hashOf: (own: string) => string) => {
    // the contract's number is not in the hash
    const { hash } = await signed(grid, { metadata, workloads })
    const create = api.tx['smartContractModule']!['createNodeContract']!
    const fate = await submit(api, tenant, create(11, hashOf(hash), '{}', 0, null))
    expect(fate.error).toBeUndefined()
    const contract_id = Number(chain.contractByHash(11, hashOf(hash)))
    const { body } = await signed(grid, { metadata, workloads, contract_id })
    await grid.request(42)(node, 'zos.deployment.deploy', body)
    pass(60)
    const said = await grid.request(42)(node, 'zos.deployment.changes', { contract_id })
    const last = (said as { result: { state: string; message: string } }[]).at(-1)
    return `${last?.result.state} ${last?.result.message}`.trim()
  }
  expect(await deploy('good', (own) => own)).toBe('ok')
  expect(await deploy('bad', () => 'cd'.repeat(16))).toBe(
    'error contract hash does not match deployment hash',
  )
  await api.disconnect()
})
