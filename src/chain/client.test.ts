import 'fake-indexeddb/auto'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { toHex } from '#lib/bytes.ts'
import { compose } from '#mock/chain/metadata.ts'
import { APIS, describe as describeRuntime } from '#mock/chain/description.ts'
import { createChainClient, type ChainClient, type ChainOptions } from './client.ts'
import { endpointsOf } from './endpoints.ts'
import { metadataCache } from './metadata.ts'

const GENESIS = `0x${'ab'.repeat(32)}`
const OTHER = `0x${'cd'.repeat(32)}`
const hex = (bytes: Uint8Array) => `0x${toHex(bytes)}`
const metadata = new Map(
  ([144, 152] as const).map((spec) => [spec, compose(describeRuntime(spec))] as const),
)

interface Server {
  url: string
  /** The methods that were asked, in order. */
  asked: string[]
  sockets: Set<WebSocket>
  /** What it answers instead; undefined keeps silent. */
  answers: Record<string, (params: unknown[]) => unknown>
  drop(): void
  close(): Promise<void>
}
const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

/** An endpoint that knows just what the library asks when it connects (facts: tfchain.md section 12). */
async function serve(spec: 144 | 152 | 999 = 152, genesis = GENESIS): Promise<Server> {
  const bytes = metadata.get(spec === 999 ? 152 : spec)!
  const runtime = {
    specName: 'substrate-threefold',
    implName: 'substrate-threefold',
    authoringVersion: 1,
    specVersion: spec,
    implVersion: 1,
    apis: APIS.map(([id, version]) => [`0x${id}`, version]),
    transactionVersion: 2,
    stateVersion: 1,
  }
  const server: Server = {
    url: '',
    asked: [],
    sockets: new Set(),
    answers: {
      chain_getBlockHash: () => genesis,
      state_getRuntimeVersion: () => runtime,
      system_chain: () => 'tfchain test',
      system_properties: () => ({ ss58Format: 42, tokenDecimals: 7, tokenSymbol: 'TFT' }),
      rpc_methods: () => ({
        version: 1,
        methods: [...Object.keys(server.answers), 'state_unsubscribeRuntimeVersion'],
      }),
      state_call: ([what]) =>
        what === 'Metadata_metadata_versions'
          ? '0x040e000000'
          : `0x01${toHex(compactOf(bytes.length))}${toHex(bytes)}`,
      state_subscribeRuntimeVersion: () => 'sub1',
      system_health: () => ({ peers: 1, isSyncing: false, shouldHavePeers: false }),
    },
    drop: () => server.sockets.forEach((socket) => socket.terminate()),
    close: () =>
      new Promise((resolve) => {
        server.drop()
        listening.close(() => resolve())
      }),
  }
  const listening = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => listening.once('listening', resolve))
  listening.on('connection', (socket) => {
    server.sockets.add(socket)
    socket.on('close', () => server.sockets.delete(socket))
    socket.on('message', (data: Buffer) => {
      const { id, method, params } = JSON.parse(data.toString()) as {
        id: number
        method: string
        params: unknown[]
      } // what the library sends
      server.asked.push(method)
      const result = server.answers[method]?.(params)
      if (result !== undefined) socket.send(JSON.stringify({ jsonrpc: '2.0', id, result }))
    })
  })
  server.url = `ws://127.0.0.1:${(listening.address() as AddressInfo).port}` // it listens on a port
  open.push(server)
  return server
}
const compactOf = (n: number) => Uint8Array.of((n << 2) | 2, n >> 6, n >> 14, n >> 22) // 2^14 ≤ n < 2^30

function connect(options: Partial<ChainOptions> & { endpoints: readonly string[] }): ChainClient {
  const client = createChainClient({ timeoutMs: 2_000, retryMs: 10, ...options })
  open.push(client)
  return client
}
/** Resolves at the first status that fits. */
const until = (client: ChainClient, state: string) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (client.status().state === state) {
        stop()
        resolve()
      }
    }
    const stop = client.subscribe(look)
    look()
  })

test('the first call connects, and the status says where and to what', async () => {
  const server = await serve(144)
  const client = connect({ endpoints: [server.url] })
  expect(client.status()).toEqual({ state: 'idle' })
  const api = await client.api()
  expect(client.status()).toEqual({
    state: 'connected',
    endpoint: server.url,
    chain: { name: 'tfchain test', genesisHash: GENESIS, specVersion: 144 },
  })
  expect(api.tx['smartContractModule']?.['createNodeContract']).toBeDefined()
  expect(await client.api()).toBe(api)
  expect(server.sockets.size).toBe(1)
})

test('a spec version that nobody knows yet works by its own metadata', async () => {
  const client = connect({ endpoints: [(await serve(999)).url] })
  const api = await client.api()
  expect(client.status()).toMatchObject({ chain: { specVersion: 999 } })
  expect(api.query['smartContractModule']?.['contractPaymentState']).toBeDefined()
})

test('the second endpoint is taken where the first refuses', async () => {
  const gone = await serve()
  await gone.close()
  const server = await serve()
  const client = connect({ endpoints: [gone.url, server.url] })
  await client.api()
  expect(client.status()).toMatchObject({ state: 'connected', endpoint: server.url })
})

test('the second endpoint is taken where the first opens and keeps silent', async () => {
  const silent = await serve()
  silent.answers = {}
  const server = await serve()
  const client = connect({ endpoints: [silent.url, server.url], timeoutMs: 300 })
  await client.api()
  expect(client.status()).toMatchObject({ state: 'connected', endpoint: server.url })
})

test('where no endpoint answers, the caller is told, and the console goes on trying', async () => {
  const gone = await serve()
  await gone.close()
  const client = connect({ endpoints: [gone.url] })
  await expect(client.api()).rejects.toMatchObject({ code: 'disconnected', landed: 'no' })
  expect(client.status()).toMatchObject({ state: 'unreachable', endpoints: [gone.url] })
  await until(client, 'connecting')
})

test('a broken socket is told, and the same API comes back without asking for metadata again', async () => {
  const server = await serve()
  const client = connect({ endpoints: [server.url] })
  const api = await client.api()
  let losses = 0
  client.onLost(() => losses++)
  server.drop()
  await until(client, 'connecting')
  expect(losses).toBe(1)
  await until(client, 'connected')
  expect(await client.api()).toBe(api)
  expect(server.asked.filter((method) => method === 'state_call')).toHaveLength(2)
})

test('an endpoint of another chain is left again after a reconnect', async () => {
  const [server, other] = [await serve(), await serve(152, OTHER)]
  const client = connect({ endpoints: [server.url, other.url] })
  await client.api()
  server.drop()
  await until(client, 'connecting')
  await until(client, 'connected')
  expect(other.asked).toContain('chain_getBlockHash')
  expect(client.status()).toMatchObject({ endpoint: server.url })
})

test('metadata is asked for once per chain and spec, and kept between visits', async () => {
  const server = await serve()
  const cache = metadataCache('kept')
  const first = connect({ endpoints: [server.url], metadata: cache })
  await first.api()
  first.close()
  expect(Object.keys(await cache.all())).toEqual([`${GENESIS}-152`])
  expect((await cache.all())[`${GENESIS}-152`]).toBe(hex(metadata.get(152)!))
  server.asked.length = 0
  const api = await connect({ endpoints: [server.url], metadata: metadataCache('kept') }).api()
  expect(server.asked).not.toContain('state_call')
  expect(api.tx['utility']?.['batchAll']).toBeDefined()
})

test('of many chains only the last five are kept', async () => {
  const cache = metadataCache('many')
  for (let i = 0; i < 7; i++) await cache.put(`0x0${i}-152`, '0x00')
  expect(Object.keys(await cache.all())).toHaveLength(5)
  expect(Object.keys(await cache.all())).toContain('0x06-152')
})

test('giving up rejects the wait at once and leaves the connection alone', async () => {
  const server = await serve()
  const client = connect({ endpoints: [server.url] })
  const stop = new AbortController()
  const asked = client.api(stop.signal)
  stop.abort()
  await expect(asked).rejects.toMatchObject({ code: 'aborted' })
  await expect(client.api()).resolves.toBeDefined()
})

test('closing ends the socket and every wait', async () => {
  const server = await serve()
  const client = connect({ endpoints: [server.url] })
  await client.api()
  client.close()
  expect(client.status()).toEqual({ state: 'closed' })
  await expect(client.api()).rejects.toMatchObject({ code: 'closed' })
  await new Promise<void>((resolve) => {
    const [socket] = server.sockets
    if (socket) socket.once('close', () => resolve())
    else resolve()
  })
})

test('every public network has a second host, others stand alone', () => {
  expect(endpointsOf('wss://tfchain.grid.tf/ws')).toEqual([
    'wss://tfchain.grid.tf/ws',
    'wss://tfchain.02.grid.tf/ws',
  ])
  expect(endpointsOf('wss://tfchain.dev.grid.tf/ws')[1]).toBe('wss://tfchain.02.dev.grid.tf/ws')
  expect(endpointsOf('ws://127.0.0.1:9944')).toEqual(['ws://127.0.0.1:9944'])
})
