import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { WebSocketServer, type WebSocket } from 'ws'
import { messageOf } from '#lib/error.ts'
import { serveChain } from './chain/serve.ts'
import { createGrid, type DemoIdentity, type Grid, type GridOptions } from './grid.ts'
import { addGuests, type Guest } from './guests.ts'
import { contractChanged, decommission } from './lifecycle.ts'
import { isWorld, worldNames } from './names.ts'
import { MAX_FRAME, type Wire } from './relay.ts'
import type { ContractRow } from './schema.ts'

export interface ServerOptions extends Omit<GridOptions, 'db' | 'chain'> {
  /** 0, the default here, takes any free port. */
  relayPort?: number
  proxyPort?: number
  chainPort?: number
  /** Answers `POST /__control/…` on the relay's port: for tests in another process. */
  control?: boolean
}

/** What is printed when the grid is ready. */
export interface Ready {
  proxy: string
  relay: string
  chain: string
  world: string
  identities: DemoIdentity[]
  /** A twin for each curve, for clients from outside. */
  guests: Guest[]
}

export interface GridServer extends Ready {
  grid: Grid
  /** Ends every relay connection abruptly; the relay goes on listening. */
  dropSockets: () => void
  /** Connections stay open, and nothing is heard or said any more. */
  setDeaf: (on: boolean) => void
  /** Stops listening and ends every connection; `startRelay` listens on the same port again. */
  stopRelay: () => Promise<void>
  startRelay: () => Promise<void>
  close: () => Promise<void>
}

const HOST = '127.0.0.1'

const portOf = (server: Server): number => {
  // a server that listens on a TCP port has an address object
  const address = server.address() as AddressInfo
  return address.port
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })

async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  // a request's body arrives in buffers: no encoding is set on it
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

const isContractState = (text: string | null): text is ContractRow['state'] =>
  text === 'Created' || text === 'GracePeriod' || text === 'Deleted' || text === 'OutOfFunds'

const binary = (data: WebSocket.RawData): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer), // `ws` gives one Buffer unless told otherwise
  )

/** A wire that may be written to before its socket is there. */
function lateWire(): Wire & { attach: (socket: WebSocket) => void } {
  let socket: WebSocket | undefined
  let closed = false
  const waiting: Uint8Array[] = []
  return {
    send(frame) {
      if (socket) socket.send(frame)
      else waiting.push(frame)
    },
    close() {
      closed = true
      socket?.close()
    },
    attach(opened) {
      socket = opened
      for (const frame of waiting) opened.send(frame)
      if (closed) opened.close()
    },
  }
}

/**
 * The demo grid over real sockets on this machine: relay, grid proxy and chain on a port each. Nothing
 * of it is reachable from elsewhere.
 */
export async function startServer(options: ServerOptions = {}): Promise<GridServer> {
  const grid = createGrid(options)
  const sockets = new Set<WebSocket>()
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 2 * MAX_FRAME,
  })

  const proxyServer = createServer((request, response) => {
    void (async () => {
      const answer = await grid.proxy(request.method ?? 'GET', request.url ?? '/')
      if (!answer) {
        request.socket.destroy()
        return
      }
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })().catch(() => response.destroy())
  })

  async function serveRelay(request: IncomingMessage, response: ServerResponse) {
    const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2)
    const searchParams = new URLSearchParams(query)
    if (request.method === 'POST' && pathname === '/') {
      const { status, body } = grid.relay.post(await bodyOf(request))
      response.writeHead(status).end(body)
    } else if (options.control && request.method === 'POST' && pathname.startsWith('/__control/')) {
      control(pathname.slice('/__control/'.length), searchParams)
      response.writeHead(204, { 'Access-Control-Allow-Origin': '*' }).end()
    } else {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('page not found')
    }
  }

  function control(what: string, query: URLSearchParams) {
    const node = grid.db.nodes.get(Number(query.get('node')))
    if (what === 'drop') dropSockets()
    else if (what === 'deaf') grid.relay.setDeaf(query.get('on') !== '0')
    else if (what === 'reach' && node) {
      const reach = query.get('is')
      if (reach === 'up' || reach === 'silent' || reach === 'offline') node.temper.reach = reach
      if (reach === 'up') grid.relay.wake(node.nodeId)
    } else if (what === 'reboot' && node) {
      // what a reboot leaves: the exit is the bridge again
      node.exit = 'zos'
      node.bootedAt = Math.floor(grid.host.now() / 1000)
      grid.host.changed()
    } else if (what === 'contract') {
      // what the chain would tell the node: funds are gone or back, or the contract is cancelled
      const contract = grid.db.contracts.get(Number(query.get('id')))
      const state = query.get('state')
      if (!contract || !isContractState(state)) return
      contract.state = state
      contractChanged(grid.host, contract.contractId)
    } else if (what === 'crash') {
      const contractId = Number(query.get('contract'))
      const row = [...grid.db.deployments.values()].find((one) => one.contractId === contractId)
      const reason = 'vm exited too many times'
      if (row) decommission(grid.host, row, query.get('workload') ?? '', reason)
    }
  }

  const relayServer = createServer((request, response) => {
    // a request that breaks off or makes no sense ends itself, never the grid
    serveRelay(request, response).catch(() => response.destroy())
  })
  relayServer.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    void (async () => {
      if (grid.relayDown) {
        socket.destroy()
        return
      }
      const url = request.url ?? ''
      const mark = url.indexOf('?')
      const wire = lateWire()
      // the raw query, as it stands in the request line
      const upgrade = await grid.relay.connect(mark < 0 ? '' : url.slice(mark + 1), wire)
      if (!upgrade.ok) {
        const { status, body } = upgrade
        socket.end(
          `HTTP/1.1 ${status} ${status === 400 ? 'Bad Request' : 'Unauthorized'}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        )
        return
      }
      if (!socket.readable || !socket.writable) {
        // gone while its token was checked: no socket will ever come that could end the session
        upgrade.session.closed()
        socket.destroy()
        return
      }
      wss.handleUpgrade(request, socket, head, (opened) => {
        sockets.add(opened)
        opened.on('message', (data, isBinary) =>
          // what a text frame says does not matter: it ends the session
          upgrade.session.receive(isBinary ? binary(data) : 'text'),
        )
        opened.on('error', () => opened.terminate())
        opened.on('close', () => {
          sockets.delete(opened)
          upgrade.session.closed()
        })
        wire.attach(opened)
      })
    })()
  })

  function dropSockets() {
    for (const socket of sockets) socket.terminate()
  }

  const stop = (server: Server) =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen(proxyServer, options.proxyPort ?? 0)
  try {
    await listen(relayServer, options.relayPort ?? 0)
  } catch (error) {
    // a port that is taken: the other one is given back
    await stop(proxyServer)
    throw error
  }
  const relayPort = portOf(relayServer)
  // before anybody asks for the chain, whose genesis they stand in
  const guests = addGuests(grid.db, `ws://${HOST}:${relayPort}`)
  const chainServer = await serveChain(grid.onChain.chain, options.chainPort).catch(
    async (error: unknown) => {
      await Promise.all([stop(proxyServer), stop(relayServer)])
      throw error
    },
  )

  async function stopRelay() {
    const stopped = stop(relayServer)
    dropSockets()
    await stopped
  }

  return {
    proxy: `http://${HOST}:${portOf(proxyServer)}`,
    relay: `ws://${HOST}:${relayPort}`,
    chain: chainServer.url,
    world: grid.db.world,
    identities: grid.identities(),
    guests,
    grid,
    dropSockets,
    setDeaf: (on) => grid.relay.setDeaf(on),
    stopRelay,
    startRelay: () => listen(relayServer, relayPort),
    async close() {
      await Promise.all([stopRelay(), stop(proxyServer), chainServer.close()])
      grid.onChain.close()
      wss.close()
    },
  }
}

const USAGE = `npm run grid -- [--relay-port 5180] [--proxy-port 5181] [--chain-port 5182]
                 [--world default] [--seed 1] [--latency 1] [--control]

Serves the demo grid on 127.0.0.1 and prints one line of JSON when it is ready.
A port of 0 takes any free one. Latency 0 makes ordinary nodes answer at once.
Worlds: ${worldNames.join(', ')}.`

const flags = {
  'relay-port': { type: 'string', default: '5180' },
  'proxy-port': { type: 'string', default: '5181' },
  'chain-port': { type: 'string', default: '5182' },
  world: { type: 'string', default: 'default' },
  seed: { type: 'string', default: '1' },
  latency: { type: 'string', default: '1' },
  control: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Says what is wrong with the command line, and ends with 2 as command lines do. */
function misused(why: string) {
  console.error(`${why}\n\n${USAGE}`)
  process.exitCode = 2
}

function options() {
  try {
    return parseArgs({ options: flags }).values
  } catch (error) {
    misused(messageOf(error))
    return undefined
  }
}

async function main() {
  const values = options()
  if (!values) return
  if (values.help) {
    console.log(USAGE)
    return
  }
  const { world } = values
  if (!isWorld(world)) {
    return misused(`There is no world "${world}".`)
  }
  const numbers = {
    relayPort: Number(values['relay-port']),
    proxyPort: Number(values['proxy-port']),
    chainPort: Number(values['chain-port']),
    seed: Number(values.seed),
    latency: Number(values.latency),
  }
  const odd = Object.entries(numbers).find(([, n]) => !(n >= 0))
  if (odd) return misused(`${odd[0]} is not a number from 0 up.`)
  const server = await startServer({ ...numbers, world, control: values.control })
  const { proxy, relay, chain, identities, guests } = server
  const ready: Ready = { proxy, relay, chain, world, identities, guests }
  console.log(JSON.stringify(ready))
  const end = () => void server.close().then(() => process.exit(0))
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main().catch((error: unknown) => {
    console.error(`The demo grid could not start: ${messageOf(error)}`)
    process.exitCode = 1
  })
}
