import { afterAll, beforeAll, expect, test } from 'vitest'
import { toHex, type Bytes } from '#lib/bytes.ts'
import { challenge, decode, encode, type Envelope } from './envelope.ts'
import { ME, member, MNEMONIC, relayErrorFrame, TestGrid, type Received } from './testgrid.ts'

let grid: TestGrid

beforeAll(async () => {
  grid = await TestGrid.start(
    await member(ME, 'ed25519', MNEMONIC),
    await member(1001),
    await member(1002),
  )
})
afterAll(() => grid.end())

/** Seeded, so that a failure can be repeated: xorshift32. */
function seeded(seed: number): (below: number) => number {
  let x = seed
  return (below) => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) % below
  }
}

const CALLS = 24
const DAMAGED = 10_000

test('ten thousand damaged frames settle nothing wrongly, and nothing leaks', async () => {
  const client = await grid.client({
    // each damaged frame is to meet every check, however many come at once
    limits: { inFlight: CALLS + 1, perTwin: CALLS + 1, traces: 50, checksPerCall: DAMAGED },
  })
  const values = new Map<string, unknown>()
  const calls = Array.from({ length: CALLS }, (_, i) =>
    client
      .request(1001 + (i % 2), `call-${i}`, { i }, { timeoutMs: 120_000 })
      .then((value) => values.set(`call-${i}`, value)),
  )
  const requests: Received[] = []
  for (let i = 0; i < CALLS; i++) requests.push(await grid.next())
  const right = await Promise.all(requests.map((r) => r.answer(`{"of":"${r.command}"}`)))
  const errors = await Promise.all(requests.map((r) => r.answer('null', { error: 'forged' })))

  const random = seeded(0x5eed)
  const pick = (frames: Bytes[]): Bytes => frames[random(frames.length)]!
  const damages: ((frame: Bytes) => Bytes)[] = [
    (frame) => flip(frame, 1),
    (frame) => flip(frame, 1 + random(20)),
    (frame) => frame.slice(0, random(frame.length)),
    (frame) => frame.slice(random(frame.length)),
    // two frames, one after the other: protobuf merges them into one message
    (frame) => Uint8Array.from([...frame, ...pick(right)]),
    // the head of one answer, the tail of another
    (frame) =>
      Uint8Array.from([...frame.slice(0, random(frame.length)), ...pick(right).slice(random(100))]),
    swapped,
    () => crypto.getRandomValues(new Uint8Array(random(300))),
  ]
  function flip(frame: Bytes, times: number): Bytes {
    const bent = frame.slice()
    for (let i = 0; i < times; i++) bent[random(bent.length)]! ^= 1 << random(8)
    return bent
  }
  /** A whole, well-formed frame with one part taken from another answer. */
  function swapped(frame: Bytes): Bytes {
    const [a, b] = [decode(frame)!, decode(pick(right))!]
    switch (random(5)) {
      case 0:
        return encode({ ...a, uid: b.uid })
      case 1:
        return encode({ ...a, payload: b.payload })
      case 2:
        return encode({ ...a, ...(b.signature && { signature: b.signature }) })
      case 3:
        return encode({ ...a, ...(b.source && { source: b.source }) })
      default:
        return encode({ ...a, message: b.message })
    }
  }

  const originals = new Set([...right, ...errors].map((frame) => statement(decode(frame)!)))
  let sent = 0
  while (sent < DAMAGED) {
    const original = random(4) === 0 ? pick(errors) : pick(right)
    const bent = damages[random(damages.length)]!(original)
    if (harmless(bent, originals)) continue
    grid.push(bent)
    sent++
  }
  // an answer to a call of its own comes after all of them on the same socket
  grid.onRequest = (request) => void request.reply('"last"')
  expect(await client.request(1001, 'marker', undefined, { timeoutMs: 120_000 })).toBe('last')
  const count = () => Object.values(client.dropped()).reduce((sum, n) => sum + n, 0)
  await expect.poll(count, { timeout: 60_000 }).toBe(DAMAGED)
  expect(values.size).toBe(0)

  // every call is still alive, and ends by its own right answer
  for (const frame of right) grid.push(frame)
  await Promise.all(calls)
  for (const [command, value] of values) expect(value).toEqual({ of: command })
  expect(values.size).toBe(CALLS)

  // nothing is pending any more: whatever comes now is unknown
  const unknown = client.dropped()['unknown-uid'] ?? 0
  for (const frame of [...right, ...errors]) grid.push(frame)
  for (const { envelope } of requests)
    grid.push(relayErrorFrame(envelope.uid, 'unknown twin destination'))
  await expect.poll(() => client.dropped()['unknown-uid']).toBe(unknown + 3 * CALLS)
  expect(client.traces()).toHaveLength(CALLS + 1)
  for (const trace of client.traces()) expect(trace.outcome).toBe('ok')
  // the kinds of damage reached each of the checks
  expect(Object.keys(client.dropped()).toSorted()).toEqual(
    expect.arrayContaining(['destination', 'signature', 'source', 'unknown-uid', 'unparsable']),
  )
  for (let i = 0; i < 60; i++) await client.request(1001, 'c')
  expect(client.traces()).toHaveLength(50)
}, 120_000)

/** What an answer states, and by whose signature. */
const statement = (envelope: Envelope): string =>
  toHex(challenge(envelope)) + toHex(envelope.signature ?? new Uint8Array())

/**
 * Damage that leaves a true word of node or relay: the very same answer again (an unknown field more, a
 * field repeated), a pong, or an unsigned error without source, which is how the relay speaks.
 */
function harmless(bent: Bytes, originals: ReadonlySet<string>): boolean {
  const got = decode(bent)
  if (got === undefined) return false
  const { message, source, signature } = got
  if (message.case === 'pong') return true
  if (message.case === 'error' && source === undefined && signature === undefined) return true
  return originals.has(statement(got))
}
