import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Nothing of the grid is reachable from elsewhere. */
export const HOST = '127.0.0.1'

export const portOf = (server: Server): number => {
  // a server that listens on a TCP port has an address object
  const address = server.address() as AddressInfo
  return address.port
}

export const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })

/** Stops listening and ends every connection. */
export const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

export async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  // a request's body arrives in buffers: no encoding is set on it
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

/** A server whose requests end themselves when they break off or make no sense, never the grid. */
export const httpServer = (
  work: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Server =>
  createServer((request, response) => {
    work(request, response).catch(() => response.destroy())
  })
