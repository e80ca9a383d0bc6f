import { afterEach, expect, test } from 'vitest'
import { toSs58 } from '#lib/ss58.ts'
import { apiOf, person, signerOf, submit } from './chain/testing.ts'
import { createControl } from './control.ts'
import type { Grid, GridOptions } from './grid.ts'
import { contractFor, signed, testGrid } from './testing.ts'

const SHOWPIECE = 2908 // node 11
const open: Grid[] = []
afterEach(() => {
  for (const grid of open.splice(0)) grid.onChain.close()
})

function begin(options: GridOptions = {}) {
  const { grid } = testGrid({ blockMs: 0, ...options })
  open.push(grid)
  const act = createControl(grid, { dropSockets: () => undefined })
  const control = (line: string) => {
    const [what = '', query = ''] = line.split('?')
    return act(what, new URLSearchParams(query))
  }
  return { grid, control }
}

test('what is unknown or makes no sense is told from what was done', async () => {
  const { control } = begin()
  expect(await control('nothing')).toBe(404)
  expect(await control('toString')).toBe(404)
  expect(await control('contract?id=1&state=Created')).toBe(400)
  expect(await control('fault?finality=maybe')).toBe(400)
  expect(await control('fault?colour=red')).toBe(400)
  expect(await control('skip?blocks=-1')).toBe(400)
  expect(await control('reboot?node=11')).toBe(204)
})

test('a contract is put into another state on the chain and at its node at once', async () => {
  const { grid, control } = begin()
  const chain = await grid.onChain.chain()
  expect(await control('contract?id=41540&state=GracePeriod')).toBe(204)
  expect(chain.contract(41_540)?.state).toBe('GracePeriod')
  expect(grid.db.contracts.get(41_540)?.state).toBe('GracePeriod')
  await control('contract?id=41540&state=Created')
  expect(chain.contract(41_540)?.state).toBe('Created')
  await control('contract?id=41540&state=Deleted')
  expect(chain.contract(41_540)).toBeUndefined()
  expect(grid.db.contracts.get(41_540)?.state).toBe('Deleted')
})

test('a fault is switched on and off while the chain runs', async () => {
  const { grid, control } = begin({ blockMs: 40 })
  const chain = await grid.onChain.chain()
  const api = await apiOf(chain)
  const tenant = await signerOf(grid, 42)
  const pay = () =>
    submit(api, tenant, api.tx['balances']!['transferKeepAlive']!(tenant.address, 1))
  await control('fault?refuse=stale&lasting=true')
  await expect(pay()).rejects.toThrow('outdated')
  await expect(pay()).rejects.toThrow('outdated')
  await control('fault?refuse=never&retract=1&lasting=true')
  expect((await pay()).statuses).toContain('Retracted')
  expect((await pay()).statuses).toContain('Retracted')
  await control('fault')
  expect((await pay()).statuses).toEqual(['Ready', 'Broadcast', 'InBlock', 'Finalized'])
  await api.disconnect()
})

test('money and time are set, and who runs out of it loses his contracts in the end', async () => {
  const { grid, control } = begin()
  const chain = await grid.onChain.chain()
  const tenant = (await grid.keyring.of(42))!
  await control(`balance?account=${toSs58(tenant.account)}&free=600`)
  expect(chain.balance(tenant.account).free).toBe(600n)
  await control('skip?blocks=600')
  expect(grid.db.contracts.get(41_540)?.state).toBe('GracePeriod')
  // what he owes is paid with the next bill once there is money
  await control(`balance?account=${toSs58(tenant.account)}&free=10000000000`)
  await control('skip?blocks=600')
  expect(grid.db.contracts.get(41_540)?.state).toBe('Created')
  await control(`balance?account=${toSs58(tenant.account)}&free=600`)
  await control('skip?blocks=600')
  await control('skip?blocks=202200')
  expect(chain.contract(41_540)).toBeUndefined()
  expect(grid.db.contracts.get(41_540)?.state).toBe('Deleted')
})

test('a node deploys for whom KYC has verified, and tells the others apart', async () => {
  const { grid, control } = begin()
  const { body, hash } = await signed(grid, {
    workloads: [{ name: 'disk', type: 'zmount', data: { size: 1073741824 } }],
  })
  contractFor(grid, 11, hash)
  const deploy = () => grid.request(42)(SHOWPIECE, 'zos.deployment.deploy', body)
  const why = async () => {
    const error = await deploy().catch((thrown: { details?: string }) => thrown)
    return (error as { details?: string } | null)?.details
  }
  await control('kyc?twin=42&status=PENDING')
  expect(await why()).toBe('user with twin id 42 is not verified')
  await control('kyc?twin=42&status=none')
  expect(await why()).toBe('failed to get twin verification status')
  await control('kyc?twin=42&status=VERIFIED')
  expect(await deploy()).toBe(null)
})

test('in the nearly broke world the money is there, and gone within the hour of the chain', async () => {
  const { grid } = begin({ world: 'nearly-broke' })
  const chain = await grid.onChain.chain()
  const states = () =>
    [...grid.db.contracts.values()]
      .filter(({ twinId, state }) => twinId === 42 && state !== 'Deleted')
      .map(({ state }) => state)
  const before = states().filter((state) => state === 'GracePeriod').length
  chain.skip(120)
  const soon = states().filter((state) => state === 'GracePeriod').length
  chain.skip(480)
  const after = states().filter((state) => state === 'GracePeriod').length
  expect(soon - before).toBeLessThan(4)
  expect(after - before).toBeGreaterThan(3)
  expect(states().filter((state) => state === 'Created').length).toBeGreaterThan(0)
})

test('in the world without funds the tenant cannot pay a fee', async () => {
  const { grid } = begin({ world: 'no-funds', blockMs: 40 })
  const chain = await grid.onChain.chain()
  const api = await apiOf(chain)
  const tenant = await signerOf(grid, 42)
  const pay = api.tx['balances']!['transferKeepAlive']!((await person('a shop')).address, 1_000_000)
  await expect(submit(api, tenant, pay)).rejects.toThrow('Inability to pay some fees')
  await api.disconnect()
})
