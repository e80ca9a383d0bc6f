import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGridProxy } from '#gridproxy/client.ts'
import { twinDirectory } from '#gridproxy/twins.ts'
import { text, utf8, type Bytes } from '#lib/bytes.ts'
import { createRmbClient, type RmbClient, type RmbOptions } from '#rmb/client.ts'
import { localIdentity } from '#rmb/crypto.ts'
import { challenge, decode, encode, envelope, type EnvelopeInit } from '#rmb/envelope.ts'
import type { RmbError } from '#rmb/error.ts'
import { miniSecret } from '#rmb/keys.ts'
import { startServer, type GridServer } from './server.ts'

// The life of the client's socket against the stand-alone grid: its real `ws` server, relay, proxy and nodes.

const SHOWPIECE = 2908
const OTHER = 2909
const QUICK = { backoffFromMs: 2, backoffToMs: 10 }

let server: GridServer
const clients: RmbClient[] = []
beforeEach(async () => {
  server = await startServer({ latency: 0 })
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await server.close()
})

/** The sockets of a client, real ones, with what passed over them. */
class Tap {
  readonly sockets: WebSocket[] = []
  /** Sockets that were opened while an older one was still in use. */
  overlaps = 0
  readonly requests: Bytes[] = []
  readonly answers: Bytes[] = []
  readonly #waiting = new Set<() => void>()
  readonly WebSocket: typeof WebSocket

  constructor() {
    const tell = (kept: Bytes[], data: unknown, kinds: readonly string[]) => {
      if (!(data instanceof Uint8Array || data instanceof ArrayBuffer)) return
      const frame = new Uint8Array(data)
      if (!kinds.includes(decode(frame)?.message.case ?? '')) return
      kept.push(frame)
      for (const look of this.#waiting) look()
    }
    const { sockets, requests, answers } = this
    const isInUse = ({ readyState }: WebSocket) => readyState < WebSocket.CLOSING
    const opens = () => {
      if (sockets.some(isInUse)) this.overlaps++
    }
    this.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        opens()
        super(url)
        sockets.push(this)
        this.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
          tell(answers, data, ['response', 'error']),
        )
      }
      override send(data: Bytes) {
        super.send(data)
        tell(requests, data, ['request'])
      }
    }
  }

  /** The sessions of all sockets, as their tokens claim them. */
  get sids(): string[] {
    return this.sockets.map(({ url }) => {
      const [, claims = ''] = url.slice(url.indexOf('?') + 1).split('.')
      const { sid } = JSON.parse(text(new Uint8Array(Buffer.from(claims, 'base64url')))) as {
        sid: string // the client gives every token one
      }
      return sid
    })
  }

  /** The request that was put on the wire as the `count`-th, once it was. */
  async sent(count: number): Promise<Bytes> {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (this.requests.length < count) return
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
      look()
    })
    return this.requests[count - 1]! // looked at above
  }
}

async function clientOf(options: Partial<RmbOptions> = {}) {
  const found = server.identities.find(({ name }) => name === 'tenant')
  if (!found) throw new Error('no tenant')
  const { twin, curve, secret } = found
  const tap = new Tap()
  const client = createRmbClient({
    relayUrl: server.relay,
    identity: await localIdentity({ twin, curve, secret: miniSecret(secret) }),
    twins: twinDirectory(createGridProxy({ baseUrl: server.proxy })),
    WebSocket: tap.WebSocket,
    ...options,
    timings: { ...QUICK, ...options.timings },
  })
  clients.push(client)
  return { client, tap, twin }
}

/** Resolves when the status meets `what`. */
const until = (client: RmbClient, what: (status: ReturnType<RmbClient['status']>) => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (!what(client.status())) return
      stop()
      resolve()
    }
    const stop = client.subscribe(look)
    look()
  })
const isOpen = (client: RmbClient) =>
  until(client, ({ state, roundTripMs }) => state === 'open' && roundTripMs !== undefined)
const isWaiting = (client: RmbClient) => until(client, ({ state }) => state === 'waiting')

const failure = (call: Promise<unknown>): Promise<RmbError> =>
  call.then(
    () => expect.unreachable('the call resolved'),
    (error: RmbError) => error,
  )

const reads = (client: RmbClient, twin = SHOWPIECE) =>
  client.request(twin, 'zos.system.version', undefined, { resend: true })

/** Whether the show-piece answers; silent, it takes every request and says nothing. */
function reach(is: 'up' | 'silent') {
  for (const { twinId, temper } of server.grid.db.nodes.values()) {
    if (twinId === SHOWPIECE) temper.reach = is
  }
}

/** A call that the show-piece has been given and will not answer, with its request. */
async function unanswered(client: RmbClient, tap: Tap) {
  reach('silent')
  const call = client.request(SHOWPIECE, 'zos.system.version', undefined, { timeoutMs: 120_000 })
  const request = await tap.sent(1)
  // on one socket what was sent first arrives first
  await reads(client, OTHER)
  return { call, request }
}

const total = (client: RmbClient) =>
  Object.values(client.dropped()).reduce((sum, count) => sum + count, 0)

/** Hands a frame to the relay as anybody may, without any token; the status of the answer. */
async function post(frame: Bytes): Promise<number> {
  const response = await fetch(server.relay.replace('ws:', 'http:'), {
    method: 'POST',
    body: frame,
  })
  await response.arrayBuffer()
  return response.status
}

/** An answer to a request in the show-piece's name, signed by whom one likes or by nobody. */
async function answerTo(request: Bytes, signer: number | undefined, bend: EnvelopeInit = {}) {
  const asked = decode(request)
  if (!asked?.source) throw new Error('no request')
  const message = envelope({
    uid: asked.uid,
    timestamp: BigInt(Math.floor(Date.now() / 1000)),
    expiration: 300n,
    source: { twin: SHOWPIECE },
    destination: asked.source,
    message: { case: 'response', value: {} },
    schema: 'application/json',
    payload: { case: 'plain', value: utf8('{"zos":"forged","zinit":"forged"}') },
    ...bend,
  } as EnvelopeInit) // spreading a part over the whole leaves it whole
  if (signer !== undefined) {
    const keys = await server.grid.keyring.of(signer)
    if (!keys) throw new Error(`no twin ${signer}`)
    message.signature = await keys.pair.sign(challenge(message))
  }
  return encode(message)
}

const REAL = expect.objectContaining({ zos: expect.not.stringContaining('forged') as unknown })

test('a drop in the midst of a call: a read is answered on the next connection, a write is not sent again', async () => {
  const { client, tap } = await clientOf()
  reach('silent')
  const [read, write] = [
    reads(client),
    failure(client.request(SHOWPIECE, 'zos.admin.set_public_nic', 'enp65s0f1')),
  ]
  await tap.sent(2)
  reach('up')
  server.dropSockets()
  expect(await write).toMatchObject({ code: 'outcome-unknown' })
  expect(await read).toEqual(REAL)
  expect(client.traces().map(({ sends }) => sends)).toEqual([2, 1])
  expect(tap.sockets).toHaveLength(2)
  expect(new Set(tap.requests.map((frame) => decode(frame)?.uid)).size).toBe(3)
})

test('a half-open connection is found dead, and the next one is used', async () => {
  const { client, tap } = await clientOf({ timings: { pingEveryMs: 100, deadAfterMs: 200 } })
  await isOpen(client)
  server.setDeaf(true)
  const [read, write] = [
    reads(client),
    failure(client.request(SHOWPIECE, 'zos.admin.set_public_nic', 'enp65s0f1')),
  ]
  await tap.sent(2)
  expect(client.status().state).toBe('open')
  await isWaiting(client)
  expect(client.status().problem).toBe('The relay fell silent.')
  server.setDeaf(false)
  expect(await write).toMatchObject({ code: 'outcome-unknown' })
  expect(await read).toEqual(REAL)
  await isOpen(client)
  expect(client.status().refusedInARow).toBe(0)
})

describe('frames that anybody may hand to the relay', () => {
  test('settle nothing when they are forged, each counted by what gave it away', async () => {
    const { client, tap, twin } = await clientOf()
    const { call, request } = await unanswered(client, tap)
    const error = { message: { case: 'error', value: { code: 0, message: 'forged' } } } as const
    const forged = await Promise.all([
      answerTo(request, undefined),
      answerTo(request, twin),
      answerTo(request, twin, error),
      answerTo(request, twin, { source: { twin } }),
      answerTo(request, SHOWPIECE, { timestamp: 1n }),
      answerTo(request, SHOWPIECE, { uid: 'nobody' }),
      answerTo(request, twin, { message: { case: 'ping', value: {} } }),
    ])
    for (const frame of forged) expect(await post(frame)).toBe(202)
    await expect.poll(() => total(client)).toBe(forged.length)
    expect(client.dropped()).toEqual({
      signature: 3,
      source: 1,
      expired: 1,
      'unknown-uid': 1,
      'not-an-answer': 1,
    })
    expect(client.traces()[0]?.outcome).toBe('pending')
    reach('up')
    await post(request)
    expect(await call).toEqual(REAL)
  })

  test('settle once when a true answer comes many times, and never after that', async () => {
    const { client, tap } = await clientOf()
    const { call, request } = await unanswered(client, tap)
    reach('up')
    // nodes look at no uid: each copy of a request is answered
    await Promise.all(Array.from({ length: 20 }, () => post(request)))
    expect(await call).toEqual(REAL)
    await expect.poll(() => total(client)).toBe(19)
    expect(tap.answers).toHaveLength(1 + 20)
    const unknown = client.dropped()['unknown-uid'] ?? 0
    for (const answer of tap.answers.slice()) await post(answer)
    await expect.poll(() => client.dropped()['unknown-uid']).toBe(unknown + 21)
    expect(client.traces()[0]).toMatchObject({ outcome: 'ok', sends: 1 })
  })

  test('keep no call from its answer when they come by the thousand, and leave nothing pending', async () => {
    const { client, tap, twin } = await clientOf()
    const { call: flooded, request } = await unanswered(client, tap)
    const [forged, stray] = [
      await answerTo(request, twin),
      await answerTo(request, SHOWPIECE, { uid: 'nobody' }),
    ]
    const others = [...server.grid.db.nodes.values()].filter(
      ({ twinId, temper }) =>
        twinId !== SHOWPIECE && temper.reach === 'up' && temper.delayMs[0] < 1000,
    )
    expect(others.length).toBeGreaterThan(5)
    const FLOOD = 3000
    const calls: Promise<unknown>[] = []
    for (let sent = 0; sent < FLOOD; sent += 100) {
      calls.push(...others.map(({ twinId }) => reads(client, twinId)))
      await Promise.all(Array.from({ length: 100 }, (_, i) => post(i % 2 ? forged : stray)))
    }
    for (const answer of await Promise.all(calls)) expect(answer).toHaveProperty('zos')
    await expect.poll(() => total(client), { timeout: 30_000 }).toBe(FLOOD)
    const { signature = 0, surplus = 0, 'unknown-uid': unknown } = client.dropped()
    expect(unknown).toBe(FLOOD / 2)
    expect(signature + surplus).toBe(FLOOD / 2)
    reach('up')
    await post(request)
    expect(await flooded).toEqual(REAL)
    // whatever was answered is not waited for any more
    for (const answer of tap.answers.slice(-50)) await post(answer)
    await expect.poll(() => client.dropped()['unknown-uid']).toBe(FLOOD / 2 + 50)
    expect(client.traces().filter(({ outcome }) => outcome !== 'ok')).toEqual([])
  }, 60_000)
})

test('a relay that is started again is found again, and what was queued is sent once', async () => {
  const { client, tap } = await clientOf()
  await isOpen(client)
  await server.stopRelay()
  await until(client, ({ refusedInARow }) => refusedInARow >= 2)
  const read = reads(client)
  await isWaiting(client)
  expect(client.traces()).toMatchObject([{ outcome: 'pending', sends: 0 }])
  await server.startRelay()
  expect(await read).toEqual(REAL)
  expect(client.traces()).toMatchObject([{ outcome: 'ok', sends: 1 }])
  expect(tap.requests).toHaveLength(1)
  await isOpen(client)
  expect(client.status()).toMatchObject({ state: 'open', refusedInARow: 0 })
})

test('two clients of one twin have a session each, and neither closes the other', async () => {
  const [a, b] = [await clientOf(), await clientOf()]
  const changes: string[] = []
  await Promise.all([isOpen(a.client), isOpen(b.client)])
  for (const { client } of [a, b]) client.subscribe(() => changes.push(client.status().state))
  const answers = [a, b, a, b].map(({ client }) => reads(client))
  for (const answer of await Promise.all(answers)) expect(answer).toEqual(REAL)
  const sids = [...a.tap.sids, ...b.tap.sids]
  expect(sids).toHaveLength(2)
  expect(server.grid.relay.sessions().toSorted()).toEqual(
    sids.map((sid) => `${a.twin}:${sid}`).toSorted(),
  )
  a.client.close()
  expect(await reads(b.client)).toEqual(REAL)
  expect(changes.filter((state) => state !== 'open')).toEqual(['closed'])
  expect(b.tap.sockets).toHaveLength(1)
})

test('one client never holds two sockets, and none of its sessions is used twice', async () => {
  let wake = () => {}
  const { client, tap, twin } = await clientOf({
    timings: { renewMs: 1 },
    wake: (fn) => {
      wake = fn
      return () => {}
    },
  })
  // signs of life at each turn, just where a second attempt could come beside the first
  let wakes = 4
  client.subscribe(() => {
    if (wakes-- > 0) wake()
  })
  for (let i = 0; i < 3; i++) {
    await isOpen(client)
    const { sid: old } = client.status()
    wakes = 4
    server.dropSockets()
    await until(client, ({ state, sid }) => state === 'open' && sid !== old)
  }
  wakes = 4
  await server.stopRelay()
  await until(client, ({ refusedInARow }) => refusedInARow >= 2)
  await server.startRelay()
  expect(await reads(client)).toEqual(REAL)
  await isOpen(client)
  expect(tap.overlaps).toBe(0)
  expect(tap.sockets.length).toBeGreaterThan(5)
  expect(new Set(tap.sids).size).toBe(tap.sockets.length)
  await expect
    .poll(() => server.grid.relay.sessions())
    .toEqual([`${twin}:${client.status().sid ?? ''}`])
})
