import type { ApiPromise } from '@polkadot/api'
import { afterEach, expect, test } from 'vitest'
import { concat, toHex, utf8 } from '#lib/bytes.ts'
import { apiOf, hashOf, person, submit, village, type Person } from './testing.ts'
import type { ChainOptions } from './chain.ts'
import { serveChain } from './serve.ts'

type World = Awaited<ReturnType<typeof begin>>
let world: World | undefined
afterEach(async () => {
  await world?.api.disconnect()
  world?.chain.close()
  world = undefined
})

async function begin(options: ChainOptions = {}) {
  const of = await village(options)
  return { ...of, api: await apiOf(of.chain) }
}
const start = async (options: ChainOptions = {}): Promise<World> => (world = await begin(options))

const deploy = (api: ApiPromise, n: number) =>
  api.tx['smartContractModule']!['createNodeContract']!(1, hashOf(n), '{}', 0, null)

/** Signs by hand, with what the library would not choose. */
async function signed(
  { api, tenant }: World,
  of: { nonce?: number; by?: Person; tip?: number; wrapped?: boolean; long?: boolean },
): Promise<string> {
  const by = of.by ?? tenant
  const call = of.long
    ? api.tx['smartContractModule']!['createNodeContract']!(1, hashOf(1), 'x'.repeat(513), 0, null)
    : api.tx['system']!['remark']!(`0x${toHex(utf8('hello'))}`)
  const options = {
    nonce: of.nonce ?? 0,
    tip: of.tip ?? 0,
    era: 0,
    genesisHash: api.genesisHash,
    blockHash: api.genesisHash,
    runtimeVersion: api.runtimeVersion,
    signedExtensions: api.registry.signedExtensions,
    version: api.extrinsicVersion,
  }
  const raw = api.registry
    .createType(
      'ExtrinsicPayload',
      { ...options, method: call.method.toHex(), specVersion: 152, transactionVersion: 2 },
      { version: 4 },
    )
    .toU8a({ method: true })
  const message = of.wrapped ? concat(utf8('<Bytes>'), raw, utf8('</Bytes>')) : raw
  const signature = await by.pair.sign(message)
  const type = by.pair.curve === 'ed25519' ? '00' : '01'
  call.addSignature(by.address, `0x${type}${toHex(signature.subarray(1))}`, {
    ...options,
    method: call.method.toHex(),
    specVersion: '0x00000098',
    transactionVersion: '0x00000002',
    era: '0x00',
    nonce: `0x${options.nonce.toString(16)}`,
    tip: `0x${options.tip.toString(16)}`,
    genesisHash: api.genesisHash.toHex(),
    blockHash: api.genesisHash.toHex(),
  })
  return call.toHex()
}

/** The code and words with which an extrinsic is turned away. */
const turnedAway = (api: ApiPromise, hex: string): Promise<string> =>
  api.rpc.author.submitExtrinsic(hex).then(
    () => 'taken',
    (error: Error) => error.message,
  )

test('what was in a block that is taken back comes into the next one', async () => {
  const { api, tenant, chain } = await start({ faults: { retract: 1 } })
  const fate = await submit(api, tenant, deploy(api, 1))
  expect(fate.statuses).toEqual([
    'Ready',
    'Broadcast',
    'InBlock',
    'Retracted',
    'InBlock',
    'Finalized',
  ])
  expect(fate.error).toBe(undefined)
  expect(chain.contracts()).toHaveLength(1)
  // the money was taken once
  const fee = 1_000_0000000n - chain.balance(tenant.account).free
  expect(fee).toBeGreaterThan(10_000n)
  expect(fee).toBeLessThan(11_000n)
})

test('what was in a block that is taken back may be lost, and then nothing of it is left', async () => {
  const { api, tenant, chain } = await start({ faults: { retract: 1, retracted: 'lost' } })
  const fate = await submit(api, tenant, deploy(api, 1))
  expect(fate.statuses).toEqual(['Ready', 'Broadcast', 'InBlock', 'Retracted', 'Dropped'])
  expect(chain.contracts()).toHaveLength(0)
  expect(chain.balance(tenant.account).free).toBe(1_000_0000000n)
})

test('without finality a block stays a block, and the watcher is told in the end', async () => {
  const { api, tenant, chain } = await start({ faults: { finality: 'stuck' }, patience: 3 })
  const fate = await submit(api, tenant, deploy(api, 1))
  expect(fate.statuses).toEqual(['Ready', 'Broadcast', 'InBlock', 'FinalityTimeout'])
  expect(chain.finalized().number).toBe(1)
  expect(chain.contracts()).toHaveLength(1)
  chain.faults.finality = 'on'
  expect((await submit(api, tenant, deploy(api, 2))).statuses.at(-1)).toBe('Finalized')
})

test('the pool may throw an extrinsic out before any block', async () => {
  const { api, tenant, chain } = await start({ faults: { pool: 'dropped' } })
  expect((await submit(api, tenant, deploy(api, 1))).statuses).toEqual([
    'Ready',
    'Broadcast',
    'Dropped',
  ])
  chain.faults.pool = 'invalid'
  expect((await submit(api, tenant, deploy(api, 2))).statuses).toEqual([
    'Ready',
    'Broadcast',
    'Invalid',
  ])
  expect(chain.contracts()).toHaveLength(0)
})

test('the fault 1010 is said as a live node says it, or as it was recorded', async () => {
  const { api, tenant, chain } = await start({ faults: { refuse: 'stale' } })
  await expect(submit(api, tenant, deploy(api, 1))).rejects.toThrow(
    '1010: Invalid Transaction: Transaction is outdated',
  )
  chain.faults.refuse = 'payment'
  chain.faults.words = 'recorded'
  await expect(submit(api, tenant, deploy(api, 1))).rejects.toThrow(
    '1010: {"invalid":{"payment":null}}',
  )
  // each holds for one submission
  expect((await submit(api, tenant, deploy(api, 1))).error).toBe(undefined)
})

test('signatures, numbers and money are looked at before anything waits', async () => {
  const here = await start({ blockMs: 0 })
  const { api, farmer } = here
  const poor = await person('poor')
  expect(await turnedAway(api, await signed(here, {}))).toBe('taken')
  expect(await turnedAway(api, await signed(here, {}))).toMatch(
    /^1013: Transaction Already Imported/,
  )
  const wrapped = await signed(here, { by: farmer, wrapped: true })
  expect(await turnedAway(api, wrapped)).toMatch(/^1010: .*bad signature/)
  const good = await signed(here, { by: farmer })
  const forged = good.replace(toHex(farmer.account), toHex(poor.account))
  expect(await turnedAway(api, forged)).toMatch(/^1010: .*bad signature/)
  expect(await turnedAway(api, await signed(here, { by: poor }))).toMatch(
    /^1010: .*Inability to pay some fees/,
  )
  // more than 512 bytes of deployment data: the runtime cannot read the call
  expect(await turnedAway(api, await signed(here, { by: farmer, long: true }))).toMatch(/^1002: /)
  here.chain.mint()
  expect(await turnedAway(api, await signed(here, { nonce: 0, tip: 1 }))).toMatch(
    /^1010: .*Transaction is outdated/,
  )
})

test('a mortal signature dies with its era', async () => {
  const { api, tenant, chain } = await start({ blockMs: 0 })
  const call = api.tx['system']!['remark']!('0x00')
  await call.signAsync(tenant.address, { signer: tenant.signer(api), nonce: 0, era: 4 })
  chain.skip(6)
  chain.finalize()
  expect(await turnedAway(api, call.toHex())).toMatch(/^1010: .*bad signature/)
  const late = api.tx['system']!['remark']!('0x00')
  await late.signAsync(tenant.address, { signer: tenant.signer(api), nonce: 1, era: 4 })
  const told: string[] = []
  await late.send(({ status }) => void told.push(status.type))
  // number 0 is missing, so it waits until it dies
  for (let i = 0; i < 5; i++) chain.mint()
  await expect.poll(() => told).toEqual(['Future', 'Invalid'])
})

test('one of two with the same number goes: the tip decides', async () => {
  const here = await start({ blockMs: 0 })
  const { api, chain } = here
  const told: string[] = []
  const first = api.registry.createType('Extrinsic', await signed(here, { nonce: 0 }))
  await api.rpc.author.submitAndWatchExtrinsic(first, (status) => void told.push(status.type))
  const other = await signed(
    { ...here, tenant: here.tenant },
    { nonce: 0, by: here.tenant, tip: 0 },
  )
  expect(other).toBe(first.toHex()) // ed25519 signs the same way twice
  expect(await turnedAway(api, await signed(here, { nonce: 0, tip: 5 }))).toBe('taken')
  expect(await turnedAway(api, await signed(here, { nonce: 0, tip: 4 }))).toMatch(
    /^1014: Priority is too low/,
  )
  chain.mint()
  await expect.poll(() => told).toEqual(['Ready', 'Broadcast', 'Usurped'])
  expect((await api.rpc.system.accountNextIndex(here.tenant.address)).toNumber()).toBe(1)
})

test.each(['submitted', 'ready', 'in block'] as const)(
  'a socket that breaks when the extrinsic is %s leaves the extrinsic on the chain',
  async (drop) => {
    const { api, tenant, chain } = await start({ faults: { drop } })
    const lost = new Promise((resolve) => api.once('disconnected', () => resolve('lost')))
    const told: string[] = []
    const sent = deploy(api, 1).signAndSend(
      tenant.address,
      { signer: tenant.signer(api), nonce: -1 },
      ({ status }) => void told.push(status.type),
    )
    sent.catch(() => undefined) // the library may wait for ever: the socket's end is what tells
    await lost
    await expect.poll(() => chain.contractByHash(1, hashOf(1))).toBeDefined()
    expect(told).not.toContain('Finalized')
  },
)

test('where the endpoint is down nobody is let in, and a real socket comes back when it is up again', async () => {
  const here = await start()
  const { chain } = here
  const server = await serveChain(chain)
  try {
    const closed = (socket: WebSocket) =>
      new Promise((resolve) => socket.addEventListener('close', () => resolve('closed')))
    const answered = (socket: WebSocket) =>
      new Promise((resolve) => {
        socket.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data))))
        socket.addEventListener('open', () =>
          socket.send('{"id":1,"jsonrpc":"2.0","method":"system_chain","params":[]}'),
        )
      })
    const open = new WebSocket(server.url)
    expect(await answered(open)).toEqual({ jsonrpc: '2.0', id: 1, result: 'tfchain demo' })
    chain.faults.endpoint = 'down'
    const gone = closed(open)
    chain.dropSockets()
    expect(await gone).toBe('closed')
    expect(await closed(new WebSocket(server.url))).toBe('closed')
    // the same without a socket, as a page has it
    await new Promise<void>((resolve) => chain.connect(() => undefined, resolve))
    chain.faults.endpoint = 'up'
    expect(await answered(new WebSocket(server.url))).toMatchObject({ result: 'tfchain demo' })
  } finally {
    await server.close()
  }
})
