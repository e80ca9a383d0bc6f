import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { WebSocketServer, type WebSocket } from 'ws'
import { text } from '#lib/bytes.ts'
import { messageOf } from '#lib/error.ts'
import { serveChain } from './chain/serve.ts'
import { createControl } from './control.ts'
import { createGrid, type DemoIdentity, type Grid, type GridOptions } from './grid.ts'
import { addGuests, type Guest } from './guests.ts'
import { bodyOf, HOST, httpServer, listen, portOf, stop } from './http.ts'
import { isWorld, worldNames } from './names.ts'
import { MAX_FRAME, type Wire } from './relay.ts'

export interface ServerOptions extends Omit<GridOptions, 'db' | 'chain'> {
  /** 0, the default here, takes any free port. */
  relayPort?: number
  proxyPort?: number
  chainPort?: number
  /** Activation, KYC and terms. */
  servicesPort?: number
  /** Answers `POST /__control/…` on the relay's port: for tests in another process. */
  control?: boolean
}

/** What is printed when the grid is ready. */
export interface Ready {
  proxy: string
  relay: string
  chain: string
  /** As a network of one's own names them: the address of the POST, a base, a document. */
  activation: string
  kyc: string
  terms: string
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
 * The demo grid over real sockets on this machine: relay, grid proxy, chain and the services beside them on a
 * port each. Nothing of it is reachable from elsewhere.
 */
export async function startServer(options: ServerOptions = {}): Promise<GridServer> {
  const grid = createGrid(options)
  const sockets = new Set<WebSocket>()
  const wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 2 * MAX_FRAME,
  })

  const proxyServer = httpServer(async (request, response) => {
    const answer = await grid.proxy(request.method ?? 'GET', request.url ?? '/')
    if (!answer) request.socket.destroy()
    else response.writeHead(answer.status, answer.headers).end(answer.body)
  })

  const servicesServer = httpServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request
    const body = text(await bodyOf(request))
    const answer = await grid.services({ method, url, body })
    response.writeHead(answer.status, answer.headers).end(answer.body)
  })

  async function serveRelay(request: IncomingMessage, response: ServerResponse) {
    const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2)
    const searchParams = new URLSearchParams(query)
    if (request.method === 'POST' && pathname === '/') {
      const { status, body } = grid.relay.post(await bodyOf(request))
      response.writeHead(status).end(body)
    } else if (options.control && request.method === 'POST' && pathname.startsWith('/__control/')) {
      const status = await control(pathname.slice('/__control/'.length), searchParams)
      response.writeHead(status, { 'Access-Control-Allow-Origin': '*' }).end()
    } else {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('page not found')
    }
  }

  const control = createControl(grid, { dropSockets })

  const relayServer = httpServer(serveRelay)
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

  const started: Server[] = []
  async function begin(server: Server, port = 0): Promise<number> {
    await listen(server, port)
    started.push(server)
    return portOf(server)
  }
  // a port that is taken: the others are given back
  const giveBack = async (error: unknown): Promise<never> => {
    await Promise.all(started.map(stop))
    throw error
  }
  async function beginAll() {
    const proxyPort = await begin(proxyServer, options.proxyPort)
    const relayPort = await begin(relayServer, options.relayPort)
    const servicesPort = await begin(servicesServer, options.servicesPort)
    // before anybody asks for the chain, whose genesis they stand in
    const guests = addGuests(grid.db, `ws://${HOST}:${relayPort}`)
    const chainServer = await serveChain(grid.onChain.chain, options.chainPort)
    return { proxyPort, relayPort, services: `http://${HOST}:${servicesPort}`, guests, chainServer }
  }
  const { proxyPort, relayPort, services, guests, chainServer } = await beginAll().catch(giveBack)

  async function stopRelay() {
    const stopped = stop(relayServer)
    dropSockets()
    await stopped
  }

  return {
    proxy: `http://${HOST}:${proxyPort}`,
    relay: `ws://${HOST}:${relayPort}`,
    chain: chainServer.url,
    activation: `${services}/activation/activate`,
    kyc: services,
    terms: `${services}/terms.md`,
    world: grid.db.world,
    identities: grid.identities(),
    guests,
    grid,
    dropSockets,
    setDeaf: (on) => grid.relay.setDeaf(on),
    stopRelay,
    startRelay: () => listen(relayServer, relayPort),
    async close() {
      await Promise.all([stopRelay(), stop(proxyServer), stop(servicesServer), chainServer.close()])
      grid.onChain.close()
      wss.close()
    },
  }
}

const USAGE = `npm run grid -- [--relay-port 5180] [--proxy-port 5181] [--chain-port 5182]
                 [--services-port 0] [--block-ms MS]
                 [--world default] [--seed 1] [--latency 1] [--control]

Serves the demo grid on 127.0.0.1 and prints one line of JSON when it is ready.
A port of 0 takes any free one; the services are activation, KYC and the terms.
Latency 0 makes ordinary nodes answer at once. The chain's own clock goes 6 s with
each block, however fast they come.
Worlds: ${worldNames.join(', ')}.`

const flags = {
  'relay-port': { type: 'string', default: '5180' },
  'proxy-port': { type: 'string', default: '5181' },
  'chain-port': { type: 'string', default: '5182' },
  'services-port': { type: 'string', default: '0' },
  'block-ms': { type: 'string' },
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
    servicesPort: Number(values['services-port']),
    ...(values['block-ms'] === undefined ? {} : { blockMs: Number(values['block-ms']) }),
    seed: Number(values.seed),
    latency: Number(values.latency),
  }
  const odd = Object.entries(numbers).find(([, n]) => !(n >= 0))
  if (odd) return misused(`${odd[0]} is not a number from 0 up.`)
  const server = await startServer({ ...numbers, world, control: values.control })
  const { proxy, relay, chain, activation, kyc, terms, identities, guests } = server
  const ready: Ready = {
    proxy,
    relay,
    chain,
    activation,
    kyc,
    terms,
    world,
    identities,
    guests,
  }
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
