import { afterEach, expect, test } from 'vitest'
import { text, toHex, type Bytes } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { decipher } from '#rmb/cipher.ts'
import { ownBytes, type Envelope } from '#rmb/envelope.ts'
import { pkOf } from '#rmb/keys.ts'
import { apiOf, person, signerOf, submit } from './chain/testing.ts'
import type { Grid, GridOptions } from './grid.ts'
import { accepted, listener, NOON, speaker, testGrid } from './testing.ts'

const SHOWPIECE = 2908 // node 11
const open: Grid[] = []
afterEach(() => {
  for (const grid of open.splice(0)) grid.onChain.close()
})

async function begin(options: GridOptions = {}) {
  const made = testGrid({ blockMs: 40, ...options })
  open.push(made.grid)
  const chain = await made.grid.onChain.chain()
  return { ...made, chain, api: await apiOf(chain) }
}
type World = Awaited<ReturnType<typeof begin>>

const list = async (grid: Grid, path: string): Promise<unknown> =>
  JSON.parse((await grid.proxy('GET', path))?.body ?? 'null')

/** Somebody whom the demo has never heard of gets money and makes a twin. */
async function newcomer({ grid, chain, api }: World, name: string, pk: Bytes | null) {
  const who = await person(name, 'ed25519')
  const savings = await signerOf(grid, 42)
  await submit(api, savings, api.tx['balances']!['transferKeepAlive']!(who.address, 10_0000000))
  const tgrid = api.tx['tfgridModule']!
  const fate = await submit(
    api,
    who,
    api.tx['utility']!['batchAll']!([
      tgrid['userAcceptTc']!('https://terms.demo.invalid/terms.md', 'ab'.repeat(16)),
      tgrid['createTwin']!('relay.demo.invalid', pk && `0x${toHex(pk)}`),
    ]),
  )
  expect(fate.error).toBeUndefined()
  const twin = chain.twinOf(who.account)?.id ?? 0
  return { who, twin, keys: { ...who, pk: pk ?? undefined } }
}

let asked = 0
/** Asks node 11 for its version, as the twin; undefined where the node is silent. */
async function ask(grid: Grid, { twin, keys }: Awaited<ReturnType<typeof newcomer>>) {
  const speaks = await speaker(grid, twin, keys)
  const ear = listener()
  const sid = `tab ${asked++}`
  const session = accepted(await grid.relay.connect(await speaks.token(sid), ear.wire))
  session.receive(await speaks.request(SHOWPIECE, 'zos.system.version', { sid }))
  const [answer] = await ear.until(1)
  return answer
}

async function bodyOf(grid: Grid, answer: Envelope | undefined, mini: Bytes) {
  if (answer?.payload.case !== 'cipher') return undefined
  const node = await grid.keyring.of(SHOWPIECE)
  const { sharedKey } = await import('#rmb/cipher.ts')
  const key = await sharedKey(mini, node?.pk ?? new Uint8Array())
  const plain = await decipher(key, ownBytes(answer.payload.value))
  return plain && text(plain)
}

test('a twin that is made on the chain speaks at once, and is answered under the key it has published', async () => {
  const world = await begin()
  const { grid } = world
  const mini = (await person('somebody new', 'ed25519')).mini
  const made = await newcomer(world, 'somebody new', pkOf(mini))
  const answer = await ask(grid, made)
  expect(await bodyOf(grid, answer, mini)).toContain('zos')
  expect(await list(grid, `/twins?twin_id=${made.twin}`)).toEqual([
    {
      twinId: made.twin,
      accountId: toSs58(made.who.account),
      relay: 'relay.demo.invalid',
      publicKey: `0x${toHex(pkOf(mini))}`,
    },
  ])
  const { address } = made.who
  expect(await list(grid, `/twins?account_id=${address}`)).toHaveLength(1)
  await world.api.disconnect()
})

test('a twin without a key is answered in plain, and one that publishes a key is answered under it once nodes have forgotten', async () => {
  let latency = 0
  let nowMs = NOON
  const world = await begin({ now: () => nowMs })
  const { grid, api } = world
  const made = await newcomer(world, 'a plain one', null)
  grid.host.latency = latency = 0.001
  expect((await ask(grid, made))?.payload.case).toBe('plain')
  const pk = pkOf(made.who.mini)
  const update = api.tx['tfgridModule']!['updateTwin']!('relay.demo.invalid', `0x${toHex(pk)}`)
  expect((await submit(api, made.who, update)).error).toBeUndefined()
  // what the node has read once it believes for a while
  expect((await ask(grid, made))?.payload.case).toBe('plain')
  nowMs += 10_000 * latency
  expect((await ask(grid, made))?.payload.case).toBe('cipher')
  await api.disconnect()
})

test('a token of an account that has no such twin is refused', async () => {
  const world = await begin()
  const stranger = await person('a stranger', 'ed25519')
  const speaks = await speaker(world.grid, 42, { ...stranger, pk: undefined })
  const upgrade = await world.grid.relay.connect(await speaks.token('tab'), listener().wire)
  expect(upgrade).toMatchObject({ ok: false, status: 401 })
  await world.api.disconnect()
})

test('farms and what belongs to them are in the proxy as they are on the chain', async () => {
  const world = await begin()
  const { grid, api } = world
  const farmer = await signerOf(grid, 2701)
  const tgrid = api.tx['tfgridModule']!
  const fate = await submit(
    api,
    farmer,
    api.tx['utility']!['batchAll']!([
      tgrid['createFarm']!('new-farm', []),
      tgrid['updateFarm']!(7, 'renamed'),
      tgrid['addFarmIp']!(7, '185.206.122.60/24', '185.206.122.1'),
      tgrid['removeFarmIp']!(7, '185.206.122.46/24'),
      tgrid['addStellarPayoutV2address']!(7, 'GABC'),
    ]),
  )
  expect(fate.error).toBeUndefined()
  const [farm] = (await list(grid, '/farms?farm_id=7')) as {
    name: string
    stellarAddress: string
    publicIps: { ip: string }[]
  }[]
  expect(farm).toMatchObject({ name: 'renamed', stellarAddress: 'GABC' })
  const ips = farm?.publicIps.map(({ ip }) => ip)
  expect(ips).toContain('185.206.122.60/24')
  expect(ips).not.toContain('185.206.122.46/24')
  expect(await list(grid, '/farms?name=new-farm')).toMatchObject([{ twinId: 2701 }])
  await api.disconnect()
})

test('a public configuration and a fee that a farmer sets reach the node and the proxy', async () => {
  const world = await begin()
  const { grid, api } = world
  const farmer = await signerOf(grid, 2701)
  const config = {
    ip4: { ip: '185.206.122.70/24', gw: '185.206.122.1' },
    ip6: null,
    domain: 'gent.example',
  }
  const set = api.tx['tfgridModule']!['addNodePublicConfig']!(7, 11, config)
  expect((await submit(api, farmer, set)).error).toBeUndefined()
  expect(await list(grid, '/nodes/11')).toMatchObject({
    publicConfig: { ipv4: '185.206.122.70/24', gw4: '185.206.122.1', domain: 'gent.example' },
  })
  const said = await grid.request(42)(SHOWPIECE, 'zos.network.public_config_get', undefined)
  expect(said).toMatchObject({ ipv4: '185.206.122.70/24' })
  await api.disconnect()
})

test('a node that its farmer sends to sleep goes off, says so on the chain, and comes back when it is woken', async () => {
  const world = await begin()
  const { grid, api, chain } = world
  const idle = [...grid.db.nodes.values()].find(
    ({ nodeId, temper }) =>
      temper.reach === 'up' &&
      (chain.store.get('SmartContractModule.ActiveNodeContracts', nodeId) ?? []).length === 0,
  )
  if (!idle) throw new Error('a node has no contracts')
  const farmer = await signerOf(grid, grid.db.farms.get(idle.farmId)?.twinId ?? 0)
  const power = (to: string) => api.tx['tfgridModule']!['changePowerTarget']!(idle.nodeId, to)
  expect((await submit(api, farmer, power('Down'))).error).toBeUndefined()
  await expect.poll(() => idle.power).toEqual({ state: 'Down', target: 'Down' })
  expect(await list(grid, `/nodes/${idle.nodeId}/status`)).toEqual({ status: 'standby' })
  const call = () => grid.request(42)(idle.twinId, 'zos.system.version', undefined)
  await expect(call()).rejects.toThrow('not connected')
  expect((await submit(api, farmer, power('Up'))).error).toBeUndefined()
  await expect.poll(() => idle.power).toEqual({ state: 'Up', target: 'Up' })
  expect(await call()).toMatchObject({ zos: expect.any(String) })
  await api.disconnect()
})

test('a node that was told to sleep does so although the page was loaded again meanwhile', async () => {
  const { grid, chain, api } = await begin()
  const idle = [...grid.db.nodes.values()].find(
    ({ nodeId, temper }) =>
      temper.reach === 'up' &&
      (chain.store.get('SmartContractModule.ActiveNodeContracts', nodeId) ?? []).length === 0,
  )
  if (!idle) throw new Error('a node has no contracts')
  grid.host.latency = 1
  const farmer = await signerOf(grid, grid.db.farms.get(idle.farmId)?.twinId ?? 0)
  const down = api.tx['tfgridModule']!['changePowerTarget']!(idle.nodeId, 'Down')
  expect((await submit(api, farmer, down)).error).toBeUndefined()
  const kept = structuredClone(chain.keep())
  const again = await begin({ db: grid.snapshot(), chain: kept })
  await api.disconnect()
  const row = again.grid.db.nodes.get(idle.nodeId)
  await expect.poll(() => row?.power).toEqual({ state: 'Down', target: 'Down' })
  await again.api.disconnect()
})
