import { http, HttpResponse, ws } from 'msw'
import { setupWorker } from 'msw/browser'
import type { Bytes } from '#lib/bytes.ts'
import { networks, type Network } from '#lib/networks.ts'
import { connect } from '#lib/rpc.ts'
import type { BridgeEvents, BridgeHandlers } from './bridge.ts'
import type { DemoIdentity } from './grid.ts'
import { isWorld, type WorldName } from './names.ts'
import { demoAccounts } from './wallet/accounts.ts'
import { startDemoWallet } from './wallet/install.ts'
import { worlds } from './worlds.ts'

export interface Demo {
  network: Network
  identities: DemoIdentity[]
  world: WorldName
  /** Whom the console opens as in this world. */
  startAs: 'tenant' | 'farmer' | 'visitor'
  /** Throws the grid of this tab and world away and loads the page again. */
  reset: () => void
  /** Opens the demo wallet's own window, as the icon of an extension does. */
  openWallet: () => void
}

const WORLD = 'zos-demo-world'
const TAB = 'zos-demo-tab'
const FRESH = 'zos-demo-fresh'

/**
 * The world of this tab. One that is named in the address (`?mock=offline`) is taken out of it again, so
 * that a reload keeps what happened in it, and starts afresh.
 */
function chosen(opened: string): { world: WorldName; fresh: boolean; tab: string } {
  const named = new URL(opened).searchParams.get('mock')
  const fresh = sessionStorage.getItem(FRESH) !== null || named !== null
  sessionStorage.removeItem(FRESH)
  if (named !== null) {
    // the page may have gone on to another address by now
    const address = new URL(location.href)
    address.searchParams.delete('mock')
    history.replaceState(history.state, '', address)
    sessionStorage.setItem(WORLD, isWorld(named) ? named : 'default')
  }
  const kept = sessionStorage.getItem(WORLD)
  let tab = sessionStorage.getItem(TAB)
  if (tab === null) {
    tab = crypto.randomUUID()
    sessionStorage.setItem(TAB, tab)
  }
  return { world: isWorld(kept) ? kept : 'default', fresh, tab }
}

/** An own copy as an ArrayBuffer: MSW hands the page exactly what is sent, and real sockets never give a Uint8Array (facts: stack.md section 2). */
const asBuffer = (data: Bytes): ArrayBuffer =>
  data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)

/** A frame as the relay takes it, whatever form the page sent it in. */
async function bytesOf(data: unknown): Promise<Bytes | string> {
  if (typeof data === 'string') return data
  if (data instanceof Blob) return new Uint8Array(await data.arrayBuffer())
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
  }
  return data instanceof ArrayBuffer ? new Uint8Array(data) : ''
}

/**
 * Starts the demo grid in this page: its HTTP and its socket are answered by a Worker, which holds the
 * whole grid and signs for its nodes, so that the page pays only for passing frames on.
 */
export async function startDemo({
  baseUrl,
  address = location.href,
}: {
  /** Where the page and the service worker's script lie. */
  baseUrl: string
  /** The address that the page was opened with: a redirect may have changed it by the time this runs. */
  address?: string
}): Promise<Demo> {
  const { world, fresh, tab } = chosen(address)
  const network: Network = networks.demo
  const grid = connect<BridgeHandlers, BridgeEvents>(
    new Worker(new URL('./grid.worker.ts', import.meta.url), { type: 'module', name: 'demo grid' }),
  )
  const starting = grid.call('start', { world, fresh, tab })
  // before the console looks for wallets: it does once the grid is open
  const openWallet = startDemoWallet(
    address,
    starting.then(({ identities }) => demoAccounts(identities)),
  )

  const proxy = http.all(`${network.gridproxy}/*`, async ({ request }) => {
    const { pathname, search } = new URL(request.url)
    await starting
    const answer = await grid.call('http', { method: request.method, url: pathname + search })
    return answer
      ? new HttpResponse(answer.body, { status: answer.status, headers: answer.headers })
      : HttpResponse.error()
  })

  const services = [networks.demo.activation, networks.demo.kyc, networks.demo.terms].map((url) =>
    http.all(`${new URL(url).origin}/*`, async ({ request }) => {
      const { pathname, search } = new URL(request.url)
      await starting
      const { status, headers, body } = await grid.call('service', {
        method: request.method,
        url: pathname + search,
        body: await request.text(),
      })
      return new HttpResponse(body, { status, headers })
    }),
  )

  const clients = new Map<
    number,
    { send: (data: ArrayBuffer) => void; close: (code: number) => void }
  >()
  let last = 0
  const relay = ws.link(`${network.relay}/*`).addEventListener('connection', ({ client }) => {
    const id = ++last
    if (worlds[world].down === 'relay') {
      client.close(1006)
      return
    }
    clients.set(id, {
      send: (data) => client.send(data),
      close: (code) => client.close(code),
    })
    const { search } = client.url
    grid.post('open', { id, query: search.slice(1) })
    // one after the other: turning a Blob into bytes takes its time
    let order: Promise<void> = Promise.resolve()
    client.addEventListener('message', ({ data }) => {
      order = order.then(async () => grid.post('frame', { id, data: await bytesOf(data) }))
    })
    client.addEventListener('close', () => {
      clients.delete(id)
      grid.post('closed', { id })
    })
  })
  grid.on('frame', ({ id, data }) => clients.get(id)?.send(asBuffer(data)))
  grid.on('close', ({ id, refused }) => {
    const client = clients.get(id)
    clients.delete(id)
    // in a timer: closing right after a send loses what was sent (facts: stack.md section 2)
    setTimeout(() => client?.close(refused ? 1006 : 1005), 0)
  })

  const chainClients = new Map<
    number,
    { send: (text: string) => void; close: (code: number) => void }
  >()
  const chain = ws.link(network.chain).addEventListener('connection', ({ client }) => {
    const id = ++last
    chainClients.set(id, {
      send: (text) => client.send(text),
      close: (code) => client.close(code),
    })
    void starting.then(() => grid.post('chainOpen', { id }))
    client.addEventListener('message', ({ data }) => {
      if (typeof data === 'string')
        void starting.then(() => grid.post('chainText', { id, text: data }))
    })
    client.addEventListener('close', () => {
      chainClients.delete(id)
      void starting.then(() => grid.post('chainClosed', { id }))
    })
  })
  grid.on('chainText', ({ id, text }) => chainClients.get(id)?.send(text))
  grid.on('chainEnd', ({ id }) => {
    const client = chainClients.get(id)
    chainClients.delete(id)
    setTimeout(() => client?.close(1011), 0)
  })

  const worker = setupWorker(proxy, relay, chain, ...services)
  await worker.start({
    serviceWorker: { url: `${baseUrl}mockServiceWorker.js` },
    onUnhandledFrame: 'bypass',
    quiet: true,
  })
  const { identities } = await starting
  return {
    network,
    identities,
    world,
    startAs: worlds[world].opensAs,
    openWallet,
    reset() {
      sessionStorage.setItem(FRESH, '1')
      location.reload()
    },
  }
}
