import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Bytes } from '#lib/bytes.ts'
import { decode } from './envelope.ts'
import { timings } from './limits.ts'
import { createRelay, socketUrl, type Relay, type RelayOptions } from './relay.ts'

/** A socket that does what a test says. */
class FakeSocket extends EventTarget {
  static all: FakeSocket[] = []
  readonly url: string
  binaryType = 'blob'
  readyState = 0
  readonly sent: Bytes[] = []
  closes = 0

  constructor(url: string) {
    super()
    this.url = url
    FakeSocket.all.push(this)
  }
  send(frame: Bytes): void {
    this.sent.push(frame)
  }
  close(): void {
    this.closes++
  }
  open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
  drop(): void {
    this.readyState = 3
    this.dispatchEvent(new Event('error'))
    this.dispatchEvent(new Event('close'))
  }
  /** The uid of the last ping. */
  get pinged(): string {
    return decode(this.sent.at(-1)!)!.uid
  }
}

const last = () => FakeSocket.all.at(-1)!
const frames: Uint8Array[] = []
let relay: Relay,
  tokens: { sid: string; iat: number; exp: number }[],
  texts: number,
  wake: () => void

/** Lets the token be made, which is one promise. */
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'],
    now: 1_700_000_000_000,
  })
  FakeSocket.all = []
  frames.length = 0
  tokens = []
  texts = 0
  relay = create(async (claims) => {
    tokens.push(claims)
    return `token-${tokens.length}`
  })
})

function create(token: RelayOptions['token']): Relay {
  return createRelay({
    url: 'wss://relay.test',
    twin: 7,
    token,
    // it has the part of a WebSocket that is used here
    WebSocket: FakeSocket as unknown as typeof WebSocket,
    timings,
    now: Date.now,
    wake(fn) {
      wake = fn
      return () => {}
    },
    onFrame: (frame) => frames.push(frame),
    onText: () => texts++,
    onUp: () => {},
    onDown: () => {},
    onStatus: () => {},
  })
}

afterEach(() => {
  relay.close()
  vi.useRealTimers()
})

test('the token is the whole query, and lives for ten minutes', async () => {
  await settle()
  expect(last().url).toBe('wss://relay.test/?token-1')
  expect(last().binaryType).toBe('arraybuffer')
  expect(tokens[0]).toEqual({ sid: relay.status().sid, iat: 1_700_000_000, exp: 1_700_000_600 })
  expect(socketUrl('ws://127.0.0.1:8080/', 'x')).toBe('ws://127.0.0.1:8080/?x')
})

test('pings at once and then every 20 s, in the name of the session', async () => {
  await settle()
  last().open()
  expect(last().sent).toHaveLength(1)
  const ping = decode(last().sent[0]!)!
  expect(ping).toMatchObject({
    message: { case: 'ping' },
    source: { twin: 7, connection: relay.status().sid },
  })
  for (let i = 0; i < 9; i++) {
    relay.pong(last().pinged)
    last().receive(new ArrayBuffer(0))
    await vi.advanceTimersByTimeAsync(20_000)
  }
  expect(last().sent).toHaveLength(10)
  expect(relay.status().state).toBe('open')
})

test('a socket that says nothing for 40 s is given up, and what it says later is not heard', async () => {
  await settle()
  const dead = last()
  dead.open()
  await vi.advanceTimersByTimeAsync(39_999)
  expect(relay.status().state).toBe('open')
  await vi.advanceTimersByTimeAsync(1)
  expect(relay.status()).toMatchObject({ state: 'waiting', problem: 'The relay fell silent.' })
  expect(dead.closes).toBe(1)
  dead.receive(new ArrayBuffer(3))
  dead.drop()
  expect(frames).toHaveLength(0)
  expect(relay.status().refusedInARow).toBe(1)
})

test('a page whose timers slept does not give up a socket that it had not asked', async () => {
  await settle()
  last().open()
  relay.pong(last().pinged)
  last().receive(new ArrayBuffer(0))
  // the machine sleeps: time passes, no timer runs
  vi.setSystemTime(Date.now() + 600_000)
  const before = last().sent.length
  await vi.advanceTimersByTimeAsync(20_000)
  expect(relay.status().state).toBe('open')
  expect(last().sent.length).toBe(before + 1)
})

test('pauses grow from 1 s to 30 s with jitter, and start anew after a pong', async () => {
  const pauses: number[] = []
  for (let i = 0; i < 8; i++) {
    await settle()
    last().drop()
    const { state, retryAt } = relay.status()
    expect(state).toBe('waiting')
    pauses.push(retryAt! - Date.now())
    await vi.advanceTimersByTimeAsync(pauses.at(-1)!)
  }
  pauses.forEach((pause, i) => {
    const full = Math.min(30_000, 1000 * 2 ** i)
    expect(pause).toBeGreaterThanOrEqual(full / 2)
    expect(pause).toBeLessThanOrEqual(full)
  })
  expect(relay.status().refusedInARow).toBe(8)
  expect(new Set(tokens.map((claims) => claims.sid)).size).toBe(tokens.length)
  await settle()
  last().open()
  relay.pong('not ours')
  expect(relay.status().refusedInARow).toBe(8)
  await vi.advanceTimersByTimeAsync(40)
  relay.pong(last().pinged)
  expect(relay.status()).toMatchObject({ refusedInARow: 0, roundTripMs: 40 })
})

test('a handshake that does not end is given up after 15 s', async () => {
  await settle()
  await vi.advanceTimersByTimeAsync(15_000)
  expect(relay.status()).toMatchObject({ state: 'waiting', problem: 'The relay did not answer.' })
})

test('a token that never comes is a failed attempt after 15 s, and one that comes then opens nothing', async () => {
  const late: ((token: string) => void)[] = []
  const slow = create(() => new Promise((resolve) => late.push(resolve)))
  await settle()
  const before = FakeSocket.all.length
  await vi.advanceTimersByTimeAsync(14_999)
  expect(slow.status().state).toBe('connecting')
  await vi.advanceTimersByTimeAsync(1)
  expect(slow.status()).toMatchObject({
    state: 'waiting',
    problem: 'The key made no token in time.',
  })
  late[0]!('too late')
  await settle()
  expect(slow.status().state).toBe('waiting')
  await vi.advanceTimersByTimeAsync(1_000)
  late[1]!('in time')
  await settle()
  const opened = FakeSocket.all.slice(before).map(({ url }) => url)
  expect(opened.filter((url) => !url.includes('token-'))).toEqual(['wss://relay.test/?in time'])
  slow.close()
})

test('a sign of life replaces an attempt that may hang, once a second at most', async () => {
  await settle()
  const hung = last()
  await vi.advanceTimersByTimeAsync(3_000)
  for (let i = 0; i < 5; i++) wake()
  await settle()
  expect(FakeSocket.all).toHaveLength(2)
  expect(hung.closes).toBe(1)
  hung.open()
  expect(relay.status()).toMatchObject({ state: 'connecting', refusedInARow: 0 })
  for (let i = 0; i < 10; i++) {
    await vi.advanceTimersByTimeAsync(99)
    wake()
  }
  await settle()
  expect(FakeSocket.all).toHaveLength(2)
  // the signs that came too early are not lost
  await vi.advanceTimersByTimeAsync(10)
  expect(FakeSocket.all).toHaveLength(3)
  expect(new Set(tokens.map(({ sid }) => sid)).size).toBe(3)
  wake()
  last().open()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(relay.status().state).toBe('open')
  expect(FakeSocket.all).toHaveLength(3)
})

test('a sign of life also replaces an attempt whose token never comes', async () => {
  let tries = 0
  const stuck = create(() => {
    tries++
    return new Promise(() => {})
  })
  await vi.advanceTimersByTimeAsync(2_000)
  wake()
  await settle()
  expect(tries).toBe(2)
  // the replaced attempt's time limit went with it
  await vi.advanceTimersByTimeAsync(14_000)
  expect(stuck.status().state).toBe('connecting')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(stuck.status().state).toBe('waiting')
  stuck.close()
  expect(vi.getTimerCount()).toBeLessThanOrEqual(1) // that of the other relay of this test
})

test('the clock is suspected after three refusals in a row, and not where it cannot be the reason', async () => {
  const problems: (string | undefined)[] = []
  for (let i = 0; i < 3; i++) {
    await settle()
    last().drop()
    problems.push(relay.status().problem)
    await vi.advanceTimersByTimeAsync(relay.status().retryAt! - Date.now())
  }
  const refused = 'The relay refused the connection or cannot be reached.'
  expect(problems).toEqual([
    refused,
    refused,
    `${refused} If the network is fine, check the clock of this device.`,
  ])
  await settle()
  await vi.advanceTimersByTimeAsync(15_000)
  expect(relay.status().problem).toBe('The relay did not answer.')
})

test('a sign of life tries at once, and proves a socket that may have died in its sleep', async () => {
  await settle()
  last().drop()
  wake()
  await settle()
  expect(FakeSocket.all).toHaveLength(2)
  last().open()
  wake()
  expect(last().sent).toHaveLength(2)
  last().receive(Uint8Array.of(1).buffer)
  await vi.advanceTimersByTimeAsync(6_000)
  expect(FakeSocket.all).toHaveLength(2) // it was heard of: it lives
  await vi.advanceTimersByTimeAsync(1)
  wake()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(relay.status()).toMatchObject({ state: 'waiting', problem: 'The relay fell silent.' })
})

test('takes an ArrayBuffer, a view and a Blob alike, and counts texts', async () => {
  await settle()
  last().open()
  const bytes = Uint8Array.of(9, 1, 2, 3, 9)
  last().receive(bytes.slice(1, 4).buffer)
  last().receive(bytes.subarray(1, 4))
  last().receive(new Blob([bytes.slice(1, 4)]))
  last().receive('text')
  vi.useRealTimers()
  await expect.poll(() => frames).toEqual([1, 2, 3].map(() => Uint8Array.of(1, 2, 3)))
  expect(texts).toBe(1)
})

test('closed while the token is made, it opens no socket', async () => {
  await settle()
  const before = FakeSocket.all.length
  const other = create(async () => 'token')
  other.close()
  await settle()
  expect(FakeSocket.all).toHaveLength(before)
  expect(other.send(new Uint8Array())).toBe(false)
})

test('a token that cannot be made is a failed attempt, told without its cause', async () => {
  let tries = 0
  const locked = create(async () => {
    tries++
    throw new Error('neck stage box')
  })
  await settle()
  expect(locked.status().state).toBe('waiting')
  expect(JSON.stringify(locked.status())).not.toContain('neck')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(tries).toBe(2)
  locked.close()
})
