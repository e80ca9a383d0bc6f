import {
  anything,
  assert,
  constantFrom,
  array,
  json,
  oneof,
  property,
  record,
  string,
} from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { parseJson } from '#lib/json.ts'
import type { Chain, ChainOptions } from './chain.ts'
import { describe } from './description.ts'
import { hex } from './header.ts'
import { createKeys } from './storagekey.ts'
import { apiOf, submit, village } from './testing.ts'

interface Answer {
  id?: unknown
  result?: unknown
  error?: { code: number; message: string; data?: string }
  method?: string
  params?: { subscription: string; result: unknown }
}

const open: { close: () => void }[] = []
afterEach(() => {
  for (const of of open.splice(0)) of.close()
})

async function start(options: ChainOptions = {}) {
  const world = await village({ blockMs: 0, ...options })
  open.push(world.chain)
  return world
}

/** A bare conversation: asks, and keeps all that is said. */
function talk(chain: Chain) {
  const said: Answer[] = []
  const session = chain.connect((text) => said.push(parseJson(text) as Answer)) // JSON-RPC of the chain's own
  let id = 0
  const ask = (method: string, ...params: unknown[]): Answer => {
    session.receive(JSON.stringify({ id: ++id, jsonrpc: '2.0', method, params }))
    return said.find((answer) => answer.id === id) ?? {}
  }
  return { said, session, ask }
}

const keys = createKeys(describe(152))
const keyOf = (item: string, ...of: unknown[]) => hex(keys.keyOf(item, of) ?? new Uint8Array())
const prefixOf = (item: string) => keyOf(item, 0).slice(0, 66)

test('what makes no sense is answered as a node answers it', async () => {
  const { ask, said, session } = talk((await start()).chain)
  expect(ask('chain_nothing').error).toEqual({ code: -32601, message: 'Method not found' })
  expect(ask('toString').error?.code).toBe(-32601)
  expect(ask('state_getStorage', 5).error?.code).toBe(-32602)
  expect(ask('state_getStorage', '0xzz').error?.code).toBe(-32602)
  expect(ask('state_getStorage', '0x00', `0x${'ab'.repeat(32)}`).error?.code).toBe(4003)
  expect(ask('state_call', 'Core_nothing', '0x').error?.message).toContain('Core_nothing')
  expect(ask('author_submitAndWatchExtrinsic', '0x1234').error?.code).toBe(1002)
  expect(ask('chain_getHeader', `0x${'ab'.repeat(32)}`)).toMatchObject({ result: null })
  expect(ask('state_unsubscribeStorage', 's99')).toMatchObject({ result: false })
  session.receive('{')
  expect(said.at(-1)?.error?.code).toBe(-32700)
  session.receive('[1]')
  expect(said.at(-1)?.error?.code).toBe(-32600)
  const before = said.length
  session.receive('{"jsonrpc":"2.0","method":"system_chain"}')
  expect(said).toHaveLength(before)
})

test('several requests of one text are answered each', async () => {
  const { said, session } = talk((await start()).chain)
  session.receive('[{"id":1,"method":"system_chain"},{"id":2,"method":"system_name"}]')
  expect(said.map(({ id, result }) => [id, result])).toEqual([
    [1, 'tfchain demo'],
    [2, 'demo chain'],
  ])
})

test('no text whatever makes it fall over', async () => {
  const { chain } = await start()
  const { ask, said, session } = talk(chain)
  // parsed here, as the chain's own answer
  const { methods } = ask('rpc_methods').result as { methods: string[] }
  const request = record({
    id: anything(),
    method: constantFrom(...methods),
    params: array(anything()),
  })
  assert(
    property(
      oneof(
        string(),
        json(),
        request.map((of) => stringify(of)),
      ),
      (text) => {
        session.receive(text)
      },
    ),
  )
  expect(said.filter(({ error }) => error?.code === -32603)).toEqual([])
  expect(ask('system_chain').result).toBe('tfchain demo')
})

/** JSON of values that JSON may not know. */
function stringify(of: unknown): string {
  try {
    return JSON.stringify(of, (_, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value,
    )
  } catch {
    return '{}' // values in circles
  }
}

test('every method that is answered is named, and every named one is known', async () => {
  const { ask } = talk((await start()).chain)
  const { methods } = ask('rpc_methods').result as { methods: string[] } // a list of names
  for (const method of methods)
    expect([method, ask(method).error?.code]).not.toEqual([method, -32601])
  // what the library asks for (facts: tfchain.md section 12)
  for (const method of ['chain_subscribeNewHeads', 'author_unwatchExtrinsic', 'system_health']) {
    expect(methods).toContain(method)
  }
})

test('keys come in the order of their bytes, page by page', async () => {
  const { ask } = talk((await start()).chain)
  const prefix = prefixOf('TfgridModule.Twins')
  const all = ask('state_getKeysPaged', prefix, 1000, prefix).result
  expect(all).toEqual([1, 2, 3].map((id) => keyOf('TfgridModule.Twins', id)).sort())
  const [first, second, third] = all as string[] // just seen
  expect(ask('state_getKeysPaged', prefix, 2).result).toEqual([first, second])
  expect(ask('state_getKeysPaged', prefix, 2, second).result).toEqual([third])
  expect(ask('state_getKeysPaged', first, 10).result).toEqual([first])
  expect(ask('state_getKeysPaged', `0x${'00'.repeat(32)}`, 10).result).toEqual([])
})

test('a key that is not its own hash holds nothing', async () => {
  const { ask } = talk((await start()).chain)
  const key = keyOf('TfgridModule.Twins', 1)
  expect(ask('state_getStorage', key).result).not.toBe(null)
  const forged = `${key.slice(0, 68)}00${key.slice(70)}`
  expect(ask('state_getStorage', forged).result).toBe(null)
  expect(ask('state_getStorage', key.slice(0, -2)).result).toBe(null)
})

test('an old block still says what was stored then, and a block taken back says nothing', async () => {
  const world = await start({ faults: { retract: 0 } })
  const { chain, tenant, stranger } = world
  const api = await apiOf(chain)
  const free = async (hash?: string) => {
    const at = hash === undefined ? api : await api.at(hash)
    const info = await at.query['system']!['account']!(stranger.address)
    return (info.toPrimitive() as { data: { free: number } }).data.free // below 2^53 here
  }
  const first = chain.head().hash
  const call = api.tx['balances']!['transferKeepAlive']!(stranger.address, 7n)
  await call.signAndSend(tenant.address, { signer: tenant.signer(api), nonce: -1 })
  chain.faults.retract = 1
  chain.mint()
  const doomed = chain.head().hash
  expect(await free(doomed)).toBe(100_0000007)
  expect(await free(first)).toBe(100_0000000)
  chain.mint()
  expect(chain.head().number).toBe(2)
  expect(chain.head().hash).not.toBe(doomed)
  // the block in its place is without the payment, which comes with the next
  expect(await free()).toBe(100_0000000)
  chain.mint()
  expect(await free()).toBe(100_0000007)
  expect(await free(first)).toBe(100_0000000)
  const { ask } = talk(chain)
  const key = keyOf('System.Account', stranger.account)
  expect(ask('state_getStorage', key, doomed).error?.code).toBe(4003)
  expect(ask('chain_getHeader', doomed).result).toMatchObject({ number: '0x00000002' })
  await api.disconnect()
})

test('a subscription tells only what changed, and ends when it is told to', async () => {
  const { chain, tenant } = await start()
  const { ask, said } = talk(chain)
  const pushes = () => said.filter(({ method }) => method === 'state_storage')
  const money = keyOf('System.Account', tenant.account)
  const asked = [money, keyOf('TfgridModule.Twins', 1), keyOf('System.Number')]
  const { result: id } = ask('state_subscribeStorage', asked)
  expect(pushes()).toHaveLength(1)
  chain.mint()
  expect(pushes().at(-1)?.params?.result).toMatchObject({ changes: [[asked[2], '0x02000000']] })
  expect(ask('state_unsubscribeStorage', id).result).toBe(true)
  chain.mint()
  expect(pushes()).toHaveLength(2)
})

test('heads are told as they come, final ones when they are', async () => {
  const { chain } = await start()
  const api = await apiOf(chain)
  const heads: number[] = []
  const final: number[] = []
  await api.rpc.chain.subscribeNewHeads(({ number }) => void heads.push(number.toNumber()))
  await api.rpc.chain.subscribeFinalizedHeads(({ number }) => void final.push(number.toNumber()))
  chain.mint()
  chain.mint()
  await expect.poll(() => heads).toEqual([1, 2, 3])
  expect(final).toEqual([1])
  chain.finalize()
  await expect.poll(() => final).toEqual([1, 2, 3])
  await api.disconnect()
})

test('a closed conversation is over on both sides', async () => {
  const { chain } = await start()
  const { ask, said, session } = talk(chain)
  ask('chain_subscribeNewHeads')
  const before = said.length
  session.close()
  chain.mint()
  expect(ask('system_chain')).toEqual({})
  expect(said).toHaveLength(before)
})

test('time runs with the blocks, and goes on by itself until it is closed', async () => {
  const { chain } = await start({ blockMs: 15, finalityMs: 20, now: () => 1_700_000_000_000 })
  const begin = chain.seconds()
  const head = chain.head().number
  await new Promise<void>((resolve) => {
    const stop = chain.onChange(({ number }) => {
      if (number < head + 3) return
      stop()
      resolve()
    })
  })
  expect(chain.seconds() - begin).toBe(6 * (chain.head().number - head))
  await expect.poll(() => chain.finalized().number).toBeGreaterThan(head)
})

test('changes are told by item and key, block by block', async () => {
  const world = await start({ blockMs: 30, finalityMs: 60 })
  const { chain, tenant } = world
  const api = await apiOf(chain)
  const changed: string[] = []
  chain.onChange(({ rows }) => changed.push(...rows.map(({ item }) => item)))
  await submit(api, tenant, api.tx['smartContractModule']!['createNameContract']!('my-site'))
  expect(changed).toContain('SmartContractModule.ContractIDByNameRegistration')
  expect(changed).not.toContain('TfgridModule.Twins')
  expect(chain.contracts()).toMatchObject([{ type: { type: 'name', name: 'my-site' } }])
  await api.disconnect()
})
