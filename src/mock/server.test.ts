import { connect } from 'node:net'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createGridProxy } from '#gridproxy/client.ts'
import { twinDirectory } from '#gridproxy/twins.ts'
import { text } from '#lib/bytes.ts'
import { nodeClient } from '#node/client.ts'
import { createRmbClient, type RmbClient } from '#rmb/client.ts'
import { decode, encode, envelope } from '#rmb/envelope.ts'
import { localIdentity } from '#rmb/crypto.ts'
import { miniSecret } from '#rmb/keys.ts'
import { contractFor, signed } from './testing.ts'
import { startServer, type GridServer, type Ready, type ServerOptions } from './server.ts'

const SHOWPIECE = 2908

const running: GridServer[] = []
const clients: RmbClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  for (const server of running.splice(0)) await server.close()
})

async function serve(options: ServerOptions = {}) {
  const server = await startServer({ latency: 0, ...options })
  running.push(server)
  return server
}

/** The identity of that name, from what the server says of it, as any other program would take it. */
async function identityOf({ identities }: Pick<Ready, 'identities'>, name: 'tenant' | 'farmer') {
  const found = identities.find((one) => one.name === name)
  if (!found) throw new Error(name)
  const { twin, curve, secret } = found
  return localIdentity({ twin, curve, secret: miniSecret(secret) })
}

async function clientOf(server: Ready, name: 'tenant' | 'farmer') {
  const client = createRmbClient({
    relayUrl: server.relay,
    identity: await identityOf(server, name),
    twins: twinDirectory(createGridProxy({ baseUrl: server.proxy })),
  })
  clients.push(client)
  return { client, node: nodeClient(client.request) }
}

const seconds = () => Math.floor(Date.now() / 1000)

/** How an upgrade ends: the socket, or the refusal's status and body. */
function upgraded(url: string): Promise<WebSocket | string> {
  const socket = new WebSocket(url)
  socket.binaryType = 'nodebuffer'
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket))
    socket.on('error', reject)
    socket.on('unexpected-response', (_request, response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      response.on('end', () => resolve(`${response.statusCode} ${body}`))
    })
  })
}

async function socketOf(url: string): Promise<WebSocket> {
  const result = await upgraded(url)
  if (typeof result === 'string') throw new Error(result)
  return result
}

const next = async (socket: WebSocket) => {
  const [data]: unknown[] = await once(socket, 'message')
  return new Uint8Array(data as Buffer) // the binary type is nodebuffer
}

describe('the relay’s port', () => {
  test('answers a whole call made by hand: token, ping, enciphered request, verified answer', async () => {
    const server = await serve()
    const identity = await identityOf(server, 'tenant')
    const token = await identity.token({ sid: 'by-hand', iat: seconds(), exp: seconds() + 60 })
    const socket = await socketOf(`${server.relay}/?${token}`)

    const ponged = next(socket)
    socket.send(
      encode(
        envelope({
          uid: 'p',
          source: { twin: identity.twin, connection: 'by-hand' },
          message: { case: 'ping', value: {} },
        }),
      ),
    )
    expect(decode(await ponged)?.message.case).toBe('pong')

    const peer = await twinDirectory(createGridProxy({ baseUrl: server.proxy }))(SHOWPIECE)
    if (!peer) throw new Error('the node’s twin')
    const answered = next(socket)
    socket.send(
      await identity.seal(
        {
          uid: 'call-1',
          command: 'zos.perf.get',
          timestamp: seconds(),
          expiration: 20,
          source: { twin: identity.twin, connection: 'by-hand' },
          destination: { twin: SHOWPIECE },
          payload: new TextEncoder().encode('{"name":"cpu-benchmark"}'),
          relays: [],
        },
        peer.pk,
      ),
    )
    const opened = await identity.open(await answered, peer)
    if (!opened.ok) throw new Error(opened.why)
    expect(opened.enciphered).toBe(true)
    expect(JSON.parse(text(opened.payload))).toMatchObject({
      name: 'cpu-benchmark',
      result: { threads: 32 },
    })
    socket.close()
  })

  test('refuses an upgrade by a plain HTTP status with the relay’s words', async () => {
    const server = await serve()
    const identity = await identityOf(server, 'tenant')
    const expired = await identity.token({ sid: 'x', iat: 1, exp: seconds() - 5 })
    expect(await upgraded(`${server.relay}/`)).toBe('400 missing jwt')
    expect(await upgraded(`${server.relay}/?${expired}`)).toBe('401 invalid jwt: jwt has expired')
  })

  test('closes without a code after a text frame', async () => {
    const server = await serve()
    const identity = await identityOf(server, 'farmer')
    const token = await identity.token({ sid: 'x', iat: seconds(), exp: seconds() + 60 })
    const socket = await socketOf(`${server.relay}/?${token}`)
    const closed = once(socket, 'close')
    socket.send('hello')
    const [code]: unknown[] = await closed
    expect(code).toBe(1005)
  })

  test('takes frames over HTTP and knows no other path', async () => {
    const server = await serve()
    const http = server.relay.replace('ws:', 'http:')
    expect((await fetch(http, { method: 'POST', body: new Uint8Array([0xff]) })).status).toBe(400)
    expect((await fetch(`${http}/anything`)).status).toBe(404)
  })

  test('cannot be reached in world relay-down', async () => {
    const server = await serve({ world: 'relay-down' })
    await expect(upgraded(`${server.relay}/?x`)).rejects.toThrow(/socket hang up|ECONNRESET/)
  })
})

describe('the console’s own client', () => {
  test.each(['tenant', 'farmer'] as const)('speaks with nodes as the %s', async (name) => {
    const { node } = await clientOf(await serve(), name)
    const counters = await node.call(SHOWPIECE, 'zos.statistics.get', undefined)
    expect(counters.total.cru).toBe(32n)
    const mine = await node.call(SHOWPIECE, 'zos.deployment.list', undefined)
    expect(mine).toHaveLength(name === 'tenant' ? 2 : 0)
  })

  test('reads every living node, light and old ones too, and learns at once which are offline', async () => {
    const server = await serve()
    const { node } = await clientOf(server, 'tenant')
    const rows = [...server.grid.db.nodes.values()].filter(({ temper }) => temper.delayMs[0] < 1000)
    const results = await Promise.all(
      rows
        .filter(({ temper }) => temper.reach !== 'silent')
        .map(async ({ nodeId, twinId, temper }) => {
          const said = await node
            .call(twinId, 'zos.system.version', undefined)
            .catch((error: { code?: unknown }) => error.code)
          return { nodeId, expected: temper.reach === 'offline' ? 'offline' : 'version', said }
        }),
    )
    for (const { expected, said } of results) {
      if (expected === 'offline') expect(said).toBe('offline')
      else expect(said).toHaveProperty('zos')
    }
    expect(results.length).toBeGreaterThan(14)
  })

  test('finds its way back after every socket was dropped', async () => {
    const server = await serve()
    const { node } = await clientOf(server, 'tenant')
    await node.call(SHOWPIECE, 'zos.system.version', undefined)
    server.dropSockets()
    expect(await node.call(SHOWPIECE, 'zos.system.hypervisor', undefined)).toBe('')
  })
})

test('the grid proxy’s port answers as the proxy does, from another origin too', async () => {
  const server = await serve()
  const answer = await fetch(`${server.proxy}/nodes?size=1&ret_count=true`)
  expect(answer.headers.get('count')).toBe('18')
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect((await fetch(`${server.proxy}/nodes?nope=1`)).status).toBe(400)
  const down = await serve({ world: 'proxy-down' })
  await expect(fetch(`${down.proxy}/nodes`)).rejects.toThrow()
})

test('a port that is taken is said, and the other one is given back', async () => {
  const server = await serve()
  const taken = Number(new URL(server.relay).port)
  const proxyPort = Number(new URL(server.proxy).port)
  await server.stopRelay()
  await expect(startServer({ relayPort: 0, proxyPort })).rejects.toThrow(/EADDRINUSE/)
  await server.startRelay()
  await expect(startServer({ relayPort: taken })).rejects.toThrow(/EADDRINUSE/)
})

describe('a deployment over real sockets', () => {
  const disk = { name: 'disk', type: 'zmount', data: { size: 2 ** 30 } }

  test('is taken, paused, brought back and cancelled', async () => {
    const server = await serve({ control: true })
    const { node } = await clientOf(server, 'tenant')
    const control = (what: string) =>
      fetch(`${server.relay.replace('ws:', 'http:')}/__control/${what}`, { method: 'POST' })
    const states = async () => {
      const id = { contract_id: 50_000 }
      const changes = await node.call(SHOWPIECE, 'zos.deployment.changes', id)
      return changes?.map((one) => one.result?.state)
    }
    const { body, hash } = await signed(server.grid, { workloads: [disk] })
    contractFor(server.grid, 11, hash)
    expect(await node.call(SHOWPIECE, 'zos.deployment.deploy', body)).toBeNull()
    await control('contract?id=50000&state=GracePeriod')
    await control('contract?id=50000&state=Created')
    expect(await states()).toEqual(['init', 'ok', 'paused', 'ok'])
    await control('crash?contract=50000&workload=disk')
    expect((await states())?.at(-1)).toBe('deleted')
    await control('contract?id=50000&state=Deleted')
    // the node has no such deployment any more
    expect(await states()).toBeUndefined()
  })

  test('has its 10,000 changes in one answer', async () => {
    const server = await serve({ world: 'busy' })
    const { node } = await clientOf(server, 'tenant')
    const id = { contract_id: 43_000 }
    expect(await node.call(7240, 'zos.deployment.changes', id)).toHaveLength(10_000)
  })
})

test('as a process it prints one line of JSON, obeys its options and ends on SIGTERM', async () => {
  const child = spawn(
    process.execPath,
    'src/mock/server.ts --relay-port 0 --proxy-port 0 --chain-port 0 --world farmer --seed 3 --control'.split(
      ' ',
    ),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const exit = once(child, 'exit')
  // also where a check fails: a grid left behind would hold the whole run
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line]: unknown[] = await once(createInterface({ input: child.stdout }), 'line')
  const ready = JSON.parse(String(line)) as Ready // the line that main() prints
  expect(Object.keys(ready)).toEqual(
    'proxy relay chain activation kyc terms world identities guests'.split(' '),
  )
  expect(ready).toMatchObject({ world: 'farmer' })
  expect(ready.chain).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/)
  expect(ready.identities).toMatchObject([
    { name: 'tenant', twin: 42, curve: 'ed25519' },
    { name: 'farmer', twin: 2701, curve: 'sr25519' },
  ])
  expect(ready.guests).toMatchObject([{ curve: 'sr25519' }, { curve: 'ed25519' }])
  const { node } = await clientOf(ready, 'farmer')
  await node.call(SHOWPIECE, 'zos.admin.set_public_nic', 'enp65s0f1')
  await fetch(`${ready.relay.replace('ws:', 'http:')}/__control/reboot?node=11`, { method: 'POST' })
  expect(await node.call(SHOWPIECE, 'zos.admin.get_public_nic', undefined)).toMatchObject({
    is_single: true,
  })
  child.kill('SIGTERM')
  const [code]: unknown[] = await exit
  expect(code).toBe(0)
})

test('a request that makes no sense is answered, and the grid goes on', async () => {
  const odd = await startServer({ relayPort: 0, proxyPort: 0 })
  try {
    const { port } = new URL(odd.relay)
    const said = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write('GET // HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n'),
      )
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => resolve(text))
    })
    expect(said).toContain('404')
    expect((await fetch(`${odd.proxy}/ping`)).status).toBe(200)
  } finally {
    await odd.close()
  }
})
