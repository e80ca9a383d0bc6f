import { createServer } from 'node:http'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { Chain } from './chain.ts'

const HOST = '127.0.0.1'

export interface ChainServer {
  url: string
  close: () => Promise<void>
}

const textOf = (data: RawData): string =>
  Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString() // `ws` gives one Buffer unless told otherwise

/**
 * The chain behind a real socket on this machine; port 0 takes any free one. A chain whose endpoint is down
 * refuses the upgrade. One that is given as a function is made when somebody first connects.
 */
export async function serveChain(
  given: Chain | (() => Promise<Chain>),
  port = 0,
): Promise<ChainServer> {
  const server = createServer((_, response) => response.writeHead(404).end())
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (typeof given === 'function') given().then(accept, () => socket.destroy())
    else accept(given)
    function accept(chain: Chain) {
      if (chain.faults.endpoint === 'down') return void socket.destroy()
      wss.handleUpgrade(request, socket, head, (opened: WebSocket) => converse(chain, opened))
    }
  })
  function converse(chain: Chain, opened: WebSocket) {
    const session = chain.connect(
      (text) => opened.send(text),
      () => opened.terminate(),
    )
    opened.on('message', (data) => session.receive(textOf(data)))
    opened.on('error', () => opened.terminate())
    opened.on('close', () => session.close())
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, resolve)
  })
  const address = server.address()
  const at = typeof address === 'object' && address ? address.port : port
  return {
    url: `ws://${HOST}:${at}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of wss.clients) socket.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
