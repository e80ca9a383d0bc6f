import { afterEach, expect, test } from 'vitest'
import { asContract, asNode } from '#lib/ids.ts'
import { hashOf } from '#mock/chain/testing.ts'
import { ChainError } from './errors.ts'
import { follow } from './follow.ts'
import { quote } from './quote.ts'
import * as reads from './reads.ts'
import { submit } from './submit.ts'
import { meet, send, signerOf } from '#mock/chain/meet.ts'
import * as writes from './writes.ts'

type World = Awaited<ReturnType<typeof meet>>
let open: World[] = []
afterEach(async () => {
  for (const world of open) await world.close()
  open = []
})
async function grid(options: Parameters<typeof meet>[0] = {}): Promise<World> {
  const world = await meet(options)
  open.push(world)
  return world
}

const NODE = asNode(1)!
const DATA = '{"version":4,"type":"vm","name":"web","projectName":"shop"}'
const nodeContract = (n: number, publicIps = 0) =>
  writes.createNodeContract({ nodeId: NODE, hash: hashOf(n), data: DATA, publicIps })

test('a node contract is made once, told step by step, and its id comes from its own events', async () => {
  const { client, api, tenant, chain } = await grid()
  const done = await send(client, tenant, nodeContract(1, 1))
  expect(done.stages).toEqual(['wallet', 'signed', 'ready', 'broadcast', 'in-block', 'finalized'])
  const { result, fee, hash, block } = done.sent!
  expect(result).toMatchObject({
    kind: 'node',
    state: 'Created',
    twinId: 2,
    nodeId: 1,
    deploymentHash: hashOf(1),
    deploymentData: DATA,
    publicIps: 1,
    publicIpsList: [{ ip: '185.206.122.33/24', contractId: result.contractId }],
  })
  expect(fee).toBeGreaterThan(0n)
  expect(hash).toBe(done.signed!.hash)
  expect(block).toMatch(/^0x[0-9a-f]{64}$/)
  expect(await reads.contractByHash(api, NODE, hashOf(1))).toBe(result.contractId)
  expect(chain.contracts()).toHaveLength(1)
})

test('what came of it is told in the block already, before that is final', async () => {
  const { client, tenant } = await grid()
  const done = await send(client, tenant, nodeContract(1))
  const inBlock = done.progress.find((step) => step.stage === 'in-block')
  expect(inBlock).toMatchObject({ outcome: { done: true, result: { kind: 'node' } } })
})

test('both curves sign', async () => {
  const { client, farmer, tenant } = await grid()
  expect((await send(client, farmer, writes.createNameContract('shop'))).error).toBeUndefined()
  expect((await send(client, tenant, writes.createNameContract('cafe'))).error).toBeUndefined()
})

test('terms and twin go in one signature, and the new twin’s id comes back', async () => {
  const { client, api, stranger } = await grid()
  expect(await reads.twinIdOf(api, stranger.address)).toBeUndefined()
  const pk = `02${'ab'.repeat(32)}`
  const both = writes.batch(
    writes.acceptTerms('https://example.org/terms', '0123456789abcdef0123456789abcdef'),
    writes.createTwin({ relay: 'relay.example.org', pk }),
  )
  const done = await send(client, stranger, both)
  const [, { twinId }] = done.sent!.result
  expect(await reads.twinOf(api, stranger.address)).toEqual({
    id: twinId,
    accountId: stranger.address,
    relay: 'relay.example.org',
    pk,
  })
  expect(await reads.acceptedTerms(api, stranger.address)).toMatchObject([
    { documentLink: 'https://example.org/terms' },
  ])
  expect(
    (await send(client, stranger, writes.updateTwin({ relay: null, pk }))).error,
  ).toBeUndefined()
  expect(await reads.twin(api, twinId)).toMatchObject({ relay: null, pk })
})

test('a contract is updated and cancelled, a rented node is given back', async () => {
  const { client, api, tenant } = await grid()
  const made = await send(client, tenant, nodeContract(1))
  const { contractId } = made.sent!.result
  const update = writes.updateNodeContract(contractId, hashOf(2), DATA)
  expect((await send(client, tenant, update)).error).toBeUndefined()
  expect(await reads.contract(api, contractId)).toMatchObject({ deploymentHash: hashOf(2) })
  const cancelled = await send(client, tenant, writes.cancelContract(contractId))
  expect(cancelled.sent!.result).toEqual({ cancelled: [contractId], billed: 0n })
  expect(await reads.contract(api, contractId)).toBeUndefined()

  const rent = await send(client, tenant, writes.createRentContract(asNode(3)!))
  expect(rent.sent!.result).toMatchObject({ kind: 'rent', nodeId: 3 })
  expect(await reads.nodeTerms(api, asNode(3)!)).toMatchObject({
    rentContract: rent.sent!.result.contractId,
  })
})

test('several contracts of a batch come back in order', async () => {
  const { client, tenant } = await grid()
  const three = writes.batch(nodeContract(5), writes.createNameContract('shop'), nodeContract(4))
  const [first, name, second] = (await send(client, tenant, three)).sent!.result
  expect([first, second]).toMatchObject([
    { deploymentHash: hashOf(5) },
    { deploymentHash: hashOf(4) },
  ])
  expect(name).toMatchObject({ kind: 'name', name: 'shop' })
})

test('money moves to the unit, and an account can be emptied', async () => {
  const { client, api, stranger, tenant } = await grid()
  const before = await reads.balance(api, tenant.address)
  const odd = 12_3456789n
  await send(client, stranger, writes.transfer(tenant.address, odd))
  expect((await reads.balance(api, tenant.address)).free - before.free).toBe(odd)
  const swept = await send(client, stranger, writes.transferAll(tenant.address))
  const after = await reads.balance(api, tenant.address)
  expect(after.free - before.free).toBe(odd + swept.sent!.result.units)
  expect((await reads.balance(api, stranger.address)).usable).toBe(0n)
})

test('a payment beyond the balance is refused by the chain in plain words', async () => {
  const { client, stranger, tenant } = await grid()
  const done = await send(client, stranger, writes.transfer(tenant.address, 10n ** 17n))
  expect(done.error).toMatchObject({
    message: 'The balance does not cover this.',
    landed: 'yes',
  })
})

test('the fee and the call are told before anything is signed', async () => {
  const { api, tenant, chain } = await grid()
  const asked = await quote(api, nodeContract(1, 1), tenant.address)
  expect(asked.fee).toBeGreaterThan(9_000n)
  expect(asked.call).toMatchObject({
    pallet: 'smartContractModule',
    name: 'createNodeContract',
    args: [
      { name: 'nodeId', value: '1' },
      { name: 'deploymentHash', value: hashOf(1) },
      { name: 'deploymentData', value: DATA },
      { name: 'publicIps', value: '1' },
      { name: 'solutionProviderId', value: 'null' },
    ],
  })
  const batch = await quote(
    api,
    writes.batch(writes.createNameContract('shop'), writes.cancelContract(asContract(7n))),
    tenant.address,
  )
  expect(batch.call.calls.map(({ name }) => name)).toEqual(['createNameContract', 'cancelContract'])
  expect(chain.balance(tenant.account).free).toBe(1_000_0000000n)
})

test('the fee that is told is the fee that is paid', async () => {
  const { client, api, tenant, chain } = await grid()
  const { fee } = await quote(api, nodeContract(1), tenant.address)
  const before = chain.balance(tenant.account).free
  const done = await send(client, tenant, nodeContract(1))
  expect(done.sent!.fee).toBe(fee)
  expect(before - chain.balance(tenant.account).free).toBe(fee)
})

test('a refusal of a pallet is told with its name, and that its fee is paid', async () => {
  const { client, tenant } = await grid()
  const done = await send(client, tenant, writes.cancelContract(asContract(99n)))
  expect(done.error).toMatchObject({
    code: 'module',
    landed: 'yes',
    refusal: { pallet: 'smartContractModule', name: 'ContractNotExists' },
  })
  expect(done.stages.at(-1)).toBe('finalized')
})

test('of a batch that fails nothing is done, and the reason is the inner one', async () => {
  const { client, tenant, chain } = await grid()
  const done = await send(
    client,
    tenant,
    writes.batch(nodeContract(1), writes.cancelContract(asContract(99n))),
  )
  expect(done.error).toMatchObject({ refusal: { name: 'ContractNotExists' } })
  expect(chain.contracts()).toEqual([])
})

test('a hash in 0x form, too long data and a bad name never reach the wallet', async () => {
  const { client, tenant, chain } = await grid()
  const before = chain.balance(tenant.account).free
  const bad: writes.Write<unknown>[] = [
    writes.createNodeContract({
      nodeId: NODE,
      hash: `0x${'ab'.repeat(32)}`,
      data: '',
      publicIps: 0,
    }),
    writes.createNodeContract({
      nodeId: NODE,
      hash: hashOf(1).toUpperCase().replace('1', 'A'),
      data: '',
      publicIps: 0,
    }),
    writes.createNodeContract({
      nodeId: NODE,
      hash: hashOf(1),
      data: 'é'.repeat(257),
      publicIps: 0,
    }),
    writes.createNameContract('Shop'),
    writes.createTwin({ relay: 'wss://relay.grid.tf', pk: null }),
    writes.transfer('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQX', 1n),
    writes.batch(),
  ]
  for (const write of bad) {
    const done = await send(client, tenant, write)
    expect(done.error).toMatchObject({ code: 'bad-request', landed: 'no' })
    expect(done.stages).toEqual([])
  }
  expect(chain.balance(tenant.account).free).toBe(before)
})

test('a refusal in the wallet is told as such, and nothing is noted or sent', async () => {
  const { client, tenant, chain } = await grid()
  const signer = { signPayload: () => Promise.reject(new Error('Cancelled')) }
  let noted = false
  const refused = submit(
    client,
    nodeContract(1),
    { address: tenant.address, signer },
    {
      onSigned: async () => {
        noted = true
      },
    },
  )
  await expect(refused).rejects.toMatchObject({ code: 'refused', landed: 'no' })
  expect(noted).toBe(false)
  expect(chain.contracts()).toEqual([])
})

test('giving up while the wallet is open throws a late signature away', async () => {
  const { client, api, tenant, chain } = await grid()
  let sign = () => {}
  const late = new Promise<void>((resolve) => {
    sign = resolve
  })
  const inner = signerOf(tenant, api)
  let signature: Promise<unknown> | undefined
  const signer = {
    signPayload: async (payload: Parameters<typeof inner.signPayload>[0]) => {
      await late
      const made = inner.signPayload(payload)
      signature = made
      return made
    },
  }
  const stop = new AbortController()
  const given = submit(
    client,
    nodeContract(1),
    { address: tenant.address, signer },
    {
      signal: stop.signal,
      onProgress: ({ stage }) => {
        if (stage === 'wallet') queueMicrotask(() => stop.abort())
      },
    },
  )
  await expect(given).rejects.toMatchObject({ code: 'aborted', landed: 'no' })
  sign()
  await signature
  const height = chain.finalized().number
  await blockAfter(chain, height + 2)
  expect(chain.contracts()).toEqual([])
})

test('where it cannot be noted it is not sent', async () => {
  const { client, tenant, chain } = await grid()
  const done = await send(client, tenant, nodeContract(1), {
    onSigned: () => Promise.reject(new ChainError('bad-request', 'no room')),
  })
  expect(done.error).toMatchObject({ message: 'no room' })
  await blockAfter(chain, chain.head().number + 2)
  expect(chain.contracts()).toEqual([])
})

test.each([
  ['stale', 'stale'],
  ['payment', 'payment'],
  ['future', 'future'],
  ['badProof', 'bad-proof'],
] as const)('%s at the door is told as %s, nothing paid', async (refuse, code) => {
  const { client, tenant, chain } = await grid({ faults: { refuse } })
  const done = await send(client, tenant, nodeContract(1))
  expect(done.error).toMatchObject({ code, landed: 'no' })
  expect(chain.contracts()).toEqual([])
})

test.each(['submitted', 'ready', 'in block'] as const)(
  'a socket that breaks when it is %s is found again, and nothing is sent twice',
  async (drop) => {
    const { client, tenant, chain } = await grid({ faults: { drop } })
    const done = await send(client, tenant, nodeContract(1))
    expect(done.error).toBeUndefined()
    expect(done.stages).toContain('searching')
    expect(done.sent!.result).toMatchObject({ deploymentHash: hashOf(1) })
    expect(done.sent!.hash).toBe(done.signed!.hash)
    expect(chain.contracts()).toHaveLength(1)
  },
)

test('a block that is taken back is told, and the next one counts', async () => {
  const { client, tenant, chain } = await grid({ faults: { retract: 1 } })
  const done = await send(client, tenant, nodeContract(1))
  expect(done.error).toBeUndefined()
  expect(done.stages).toContain('retracted')
  expect(done.stages.at(-1)).toBe('finalized')
  expect(chain.contracts()).toHaveLength(1)
})

test('an extrinsic whose block is taken back for good is told as not done, once that is certain', async () => {
  const { client, tenant, chain } = await grid({
    faults: { retract: 1, retracted: 'lost' },
    blockMs: 40,
    finalityMs: 40,
  })
  const done = await send(client, tenant, nodeContract(1), {
    onProgress: (step) => {
      if (step.stage === 'searching') chain.skip(Math.max(1, step.dies - chain.head().number + 1))
    },
  })
  expect(done.error).toMatchObject({ code: 'expired', landed: 'no' })
  expect(chain.contracts()).toEqual([])
})

test('a network that does not finalise is told, with what the block says so far', async () => {
  const { client, tenant } = await grid({ faults: { finality: 'stuck' }, patience: 4 })
  const done = await send(client, tenant, nodeContract(1))
  expect(done.stages.at(-1)).toBe('in-block')
  expect(done.progress.at(-1)).toMatchObject({ outcome: { done: true } })
  expect(done.error).toMatchObject({ code: 'finality-timeout', landed: 'unknown' })
})

test('an endpoint that goes away for a while after sending leaves it unknown, and later it is found', async () => {
  const { client, tenant, chain } = await grid()
  const done = await send(client, tenant, nodeContract(1), {
    onProgress: ({ stage }) => {
      if (stage !== 'broadcast') return
      chain.faults.endpoint = 'down'
      chain.dropSockets()
    },
  })
  expect(done.error).toMatchObject({ code: 'lost', landed: 'unknown' })
  chain.faults.endpoint = 'up'
  await new Promise<void>((resolve) => {
    const stop = client.subscribe(() => {
      if (client.status().state !== 'connected') return
      stop()
      resolve()
    })
  })
  const found = await follow(client, nodeContract(1), done.signed!)
  expect(found.result).toMatchObject({ deploymentHash: hashOf(1) })
  expect(chain.contracts()).toHaveLength(1)
})

test('of two with the same number the second is refused at the door, and the first is done', async () => {
  const { client, api, tenant, chain } = await grid({ blockMs: 300 })
  const number = () => api.rpc.system.accountNextIndex(tenant.address)
  expect((await number()).toNumber()).toBe(0)
  const [first, second] = await Promise.all([
    send(client, tenant, nodeContract(1)),
    send(client, tenant, nodeContract(2)),
  ])
  const [won, lost] = first.sent ? [first, second] : [second, first]
  expect(won.error).toBeUndefined()
  expect(lost.error).toMatchObject({ landed: 'no' })
  expect(['priority', 'stale', 'usurped']).toContain((lost.error as ChainError).code) // a ChainError by the line before
  expect(chain.contracts()).toHaveLength(1)
})

test('what the pool throws out is looked for until it can never come, and then is told as not done', async () => {
  const { client, tenant, chain } = await grid({
    faults: { pool: 'dropped' },
    blockMs: 20,
    finalityMs: 20,
  })
  const sending = send(client, tenant, nodeContract(1), {
    // the blocks of its life pass at once, as soon as it is looked for
    onProgress: (step) => {
      if (step.stage === 'searching') chain.skip(Math.max(1, step.dies - chain.head().number + 1))
    },
  })
  const done = await sending
  expect(done.error).toMatchObject({ code: 'expired', landed: 'no' })
  expect(chain.contracts()).toEqual([])
})

test('after a reload what was signed is found by what was noted', async () => {
  const { client, open: another, tenant, chain } = await grid()
  const stop = new AbortController()
  const first = await send(client, tenant, nodeContract(1), {
    signal: stop.signal,
    onProgress: ({ stage }) => {
      if (stage === 'broadcast') stop.abort()
    },
  })
  expect(first.error).toMatchObject({ code: 'aborted', landed: 'unknown' })
  client.close()
  const found = await follow(another(), nodeContract(1), first.signed!)
  expect(found.result).toMatchObject({ deploymentHash: hashOf(1) })
  expect(found.hash).toBe(first.signed!.hash)
  expect(found.fee).toBeGreaterThan(0n)
  expect(chain.contracts()).toHaveLength(1)
})

test('after a reload a failure is found as well', async () => {
  const { client, open: another, tenant } = await grid()
  const cancel = writes.cancelContract(asContract(99n))
  const { signed } = await send(client, tenant, cancel)
  await expect(follow(another(), cancel, signed!)).rejects.toMatchObject({
    code: 'module',
    landed: 'yes',
    refusal: { name: 'ContractNotExists' },
  })
})

test('what was noted and never sent is known as not done once its life is over', async () => {
  const { client, open: another, tenant, chain } = await grid()
  const { signed } = await send(client, tenant, nodeContract(1), {
    onSigned: () => Promise.reject(new Error('the page was closed here')),
  })
  chain.skip(signed!.dies - chain.head().number + 1)
  chain.finalize()
  await expect(follow(another(), nodeContract(1), signed!)).rejects.toMatchObject({
    code: 'expired',
    landed: 'no',
  })
})

test('what was signed for another network is not looked for in this one', async () => {
  const { client, open: another, tenant } = await grid()
  const { signed } = await send(client, tenant, nodeContract(1))
  const elsewhere = { ...signed!, genesisHash: `0x${'00'.repeat(32)}` }
  await expect(follow(another(), nodeContract(1), elsewhere)).rejects.toMatchObject({
    code: 'bad-request',
    landed: 'unknown',
  })
})

test('a spec 144 chain does all the same', async () => {
  const { client, tenant, chain } = await grid({ spec: 144 })
  const done = await send(client, tenant, writes.batch(nodeContract(1), nodeContract(2)))
  expect(done.error).toBeUndefined()
  expect(chain.contracts()).toHaveLength(2)
})

/** Resolves with the chain's block of that number. */
function blockAfter(chain: World['chain'], number: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = chain.onChange((change) => {
      if (change.number < number) return
      stop()
      resolve()
    })
  })
}
