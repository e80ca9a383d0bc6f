import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { parseAnswer } from './checks.ts'
import { decode, encode, envelope, type Envelope } from './envelope.ts'
import type { RmbError } from './error.ts'
import {
  ME,
  member,
  MNEMONIC,
  relayErrorFrame,
  TestGrid,
  type Member,
  type Wrong,
} from './testgrid.ts'

let me: Member, node: Member, other: Member, grid: TestGrid

beforeAll(async () => {
  me = await member(ME, 'ed25519', MNEMONIC)
  node = await member(1001)
  other = await member(1002)
})
beforeEach(async () => {
  grid = await TestGrid.start(me, node, other)
})
afterEach(async () => {
  vi.useRealTimers()
  await grid.end()
})

/** What a call rejects with. */
const failure = (call: Promise<unknown>): Promise<RmbError> =>
  call.then(
    (value) => {
      throw new Error(`resolved with ${String(value)}`)
    },
    (error: RmbError) => error,
  )

const echo = () => {
  grid.onRequest = (request) => void request.reply(`"${request.command}"`)
}

describe('a call', () => {
  test('is answered, enciphered both ways, with arguments intact', async () => {
    const client = await grid.client()
    const answer = client.request(1001, 'zos.deployment.get', { contract_id: 12n })
    const request = await grid.next()
    expect(request.envelope.payload.case).toBe('cipher')
    expect(await request.body()).toBe('{"contract_id":12}')
    expect(request.envelope).toMatchObject({
      tags: 'fail-fast',
      schema: 'application/json',
      source: { twin: ME, connection: grid.sids[0] },
      relays: ['relay.test'],
    })
    await request.reply('{"zos":"3.13.0"}')
    expect(await answer).toEqual({ zos: '3.13.0' })
    expect(client.dropped()).toEqual({})
  })

  test('without arguments sends an empty body that is present on the wire', async () => {
    const client = await grid.client()
    const answer = client.request(1001, 'zos.system.version')
    const { envelope, reply } = await grid.next()
    expect(envelope.payload).toEqual({ case: 'plain', value: new Uint8Array() })
    await reply('null')
    expect(await answer).toBeNull()
  })

  test('accepts a plain answer although both twins publish a key', async () => {
    const client = await grid.client()
    grid.onRequest = (request) => void request.reply('[1]', { plain: true })
    expect(await client.request(1001, 'c', 1)).toEqual([1])
  })

  test('goes in plain when the node has published no key, or we have not', async () => {
    for (const bare of [node, me]) {
      const { pk: _, ...record } = bare.record
      grid.members.set(bare.twin, { ...bare, record })
      const client = await grid.client()
      const answer = client.request(1001, 'c', { a: 1 })
      const request = await grid.next()
      expect(request.envelope.payload.case).toBe('plain')
      await request.reply('true', { plain: true })
      expect(await answer).toBe(true)
      grid.members.set(bare.twin, bare)
    }
  })

  test('keeps every digit of a 64-bit integer', async () => {
    const client = await grid.client()
    grid.onRequest = (request) =>
      void request.reply('{"a":18446744073709551615,"b":9007199254740991}')
    expect(await client.request(1001, 'c')).toEqual({
      a: 18446744073709551615n,
      b: 9007199254740991,
    })
  })

  test('whose arguments have no JSON rejects, takes no place and sends nothing', async () => {
    const client = await grid.client({ limits: { inFlight: 1 } })
    echo()
    const circle: { self?: unknown } = {}
    circle.self = circle
    const hostile = {
      toJSON() {
        throw new Error('no')
      },
    }
    for (const odd of [circle, hostile, () => 1, Symbol('x')]) {
      expect(await failure(client.request(1001, 'odd', odd))).toMatchObject({
        name: 'RmbError',
        code: 'bad-request',
        message: 'What odd was to carry cannot be written as JSON. Nothing was sent.',
      })
    }
    expect(await client.request(1001, 'even', { a: undefined })).toBe('even')
    expect(grid.requests.map((request) => request.command)).toEqual(['even'])
    expect(client.traces()).toHaveLength(1)
  })

  test('leaves a trace with every phase in order', async () => {
    const client = await grid.client()
    grid.onRequest = (request) => void request.reply('{}')
    await client.request(1001, 'c', {})
    const [trace] = client.traces()
    expect(trace).toMatchObject({
      outcome: 'ok',
      twin: 1001,
      command: 'c',
      sends: 1,
      enciphered: true,
    })
    const phases = (
      ['queued', 'signed', 'sent', 'answered', 'verified', 'deciphered', 'parsed', 'ended'] as const
    ).map((phase) => trace![phase] ?? NaN)
    expect(phases).toEqual(phases.toSorted((a, b) => a - b))
    expect(trace!.sentBytes).toBe(grid.requests[0]!.frame.length)
    expect(trace!.answerBytes).toBeGreaterThan(100)
  })

  test('works with an sr25519 key', async () => {
    const sr = await member(ME, 'sr25519', MNEMONIC)
    grid.members.set(ME, sr)
    echo()
    const client = await grid.client()
    expect(await client.request(1001, 'hello')).toBe('hello')
    expect(grid.requests[0]!.envelope.signature![0]).toBe(0x73)
  })
})

describe('a frame that fails a check settles nothing:', () => {
  /** Sends `wrong`, then the right answer; the call must end by the latter, and the former be counted. */
  async function survives(reason: string, wrong: Wrong | ((request: Envelope) => Wrong)) {
    const client = await grid.client()
    const answer = client.request(1001, 'c')
    const request = await grid.next()
    await request.reply('"wrong"', typeof wrong === 'function' ? wrong(request.envelope) : wrong)
    await expect.poll(() => client.dropped()).toEqual({ [reason]: 1 })
    await request.reply('"right"')
    expect(await answer).toBe('right')
  }

  test('an answer of another twin with its own good signature', () =>
    survives('source', { source: { twin: 1002 }, signer: other }))
  test('an answer that another twin signed in the name of the called one', () =>
    survives('signature', { signer: other }))
  test('a forged error in the name of the called twin', () =>
    survives('signature', { error: 'forged', signer: other }))
  test('an answer whose time has long run out', () =>
    survives('expired', { timestamp: Math.floor(Date.now() / 1000) - 1000, expiration: 300 }))
  test('an answer for another session of ours', () =>
    survives('destination', { destination: { twin: ME, connection: 'other-tab' } }))
  test('an answer for no session', () => survives('destination', { destination: { twin: ME } }))
  test('an answer for another twin', () =>
    survives('destination', ({ source }) => ({
      destination: { twin: 8, connection: source?.connection ?? '' },
    })))
  test('an answer with a uid nobody waits for', () => survives('unknown-uid', { uid: 'nobody' }))
  test('a signed answer without a payload', () => survives('payload', { empty: true }))

  test('a response without a source', async () => {
    const client = await grid.client()
    const answer = client.request(1001, 'c')
    const request = await grid.next()
    const { source: _, ...rest } = decode(await request.answer('1'))!
    grid.push(encode(envelope(rest)))
    await expect.poll(() => client.dropped()).toEqual({ source: 1 })
    await request.reply('2')
    expect(await answer).toBe(2)
  })

  test('an error without a source that is signed: the relay signs nothing', async () => {
    const client = await grid.client()
    const answer = client.request(1001, 'c')
    const request = await grid.next()
    const { source: _, ...rest } = decode(await request.answer('null', { error: 'oops' }))!
    grid.push(encode(envelope(rest)))
    await request.reply('2')
    expect(await answer).toBe(2)
    expect(client.dropped()).toEqual({ source: 1 })
  })

  test('a request that borrows the uid', async () => {
    const client = await grid.client()
    const answer = client.request(1001, 'c')
    const request = await grid.next()
    grid.push(request.frame)
    await request.reply('2')
    expect(await answer).toBe(2)
    expect(client.dropped()).toEqual({ 'not-an-answer': 1 })
  })

  test('text and garbage', async () => {
    const client = await grid.client()
    const answer = client.request(1001, 'c')
    const request = await grid.next()
    grid.push('hello')
    grid.push(new Uint8Array([0xff, 0xff, 0xff]))
    await request.reply('2')
    expect(await answer).toBe(2)
    expect(client.dropped()).toEqual({ text: 1, unparsable: 1 })
  })

  test('a flood of a thousand frames nobody asked for', async () => {
    const client = await grid.client()
    const answer = client.request(1001, 'c')
    const request = await grid.next()
    const good = decode(await request.answer('0'))!
    for (let i = 0; i < 1000; i++) grid.push(encode({ ...good, uid: `flood-${i}` }))
    await request.reply('"dry"')
    expect(await answer).toBe('dry')
    expect(client.dropped()).toEqual({ 'unknown-uid': 1000 })
  })
})

describe('a flood of forged answers to one call', () => {
  test('costs a bounded number of checks, and the genuine answer after it counts', async () => {
    const identity = await grid.identity()
    const gate = Promise.withResolvers<void>()
    let checks = 0
    const client = await grid.client({
      identity: {
        ...identity,
        open: async (frame, peer) => {
          checks++
          await gate.promise
          return identity.open(frame, peer)
        },
      },
    })
    const answer = client.request(1001, 'c')
    const request = await grid.next()
    const forged = await request.answer('"forged"', { signer: other })
    for (let i = 0; i < 5000; i++) grid.push(forged)
    await expect.poll(() => client.dropped()).toEqual({ surplus: 4996 })
    expect(checks).toBe(4)
    gate.resolve()
    await expect.poll(() => client.dropped()).toEqual({ surplus: 4996, signature: 4 })
    await request.reply('"genuine"')
    expect(await answer).toBe('genuine')
    expect(checks).toBe(5)
  })
})

describe('answers', () => {
  test('that come twice settle once', async () => {
    const client = await grid.client()
    const answer = client.request(1001, 'c')
    const request = await grid.next()
    const [first, second] = [await request.answer('1'), await request.answer('2')]
    grid.push(first)
    grid.push(second)
    // both were on their way before either was checked: whichever is proven first wins, the other is counted
    expect([1, 2]).toContain(await answer)
    await expect.poll(() => client.dropped()).toEqual({ settled: 1 })
    grid.push(second)
    await expect.poll(() => client.dropped()).toEqual({ settled: 1, 'unknown-uid': 1 })
  })

  test('that come after the time-out are dropped', async () => {
    const client = await grid.client()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const call = failure(client.request(1001, 'c', undefined, { resend: true }))
    const request = await grid.next()
    vi.advanceTimersByTime(20_000)
    vi.useRealTimers()
    expect(await call).toMatchObject({
      code: 'timeout',
      message: 'The node of twin 1001 did not answer within 20 s.',
    })
    await request.reply('1')
    await expect.poll(() => client.dropped()).toEqual({ 'unknown-uid': 1 })
  })

  test('that were ignored are named when the call times out', async () => {
    const client = await grid.client()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const call = failure(client.request(1001, 'c'))
    // the answer after it, to another call, shows that it has been looked at
    await (await grid.next()).reply('1', { timestamp: 1, expiration: 1 })
    const marker = client.request(1001, 'marker')
    await (await grid.next()).reply('1')
    await marker
    vi.advanceTimersByTime(20_000)
    const { message } = await call
    expect(message).toContain('check the clock of this device')
    expect(message).toContain('c may have been carried out all the same')
  })

  test('beyond the limit reject with their size and how they begin', async () => {
    const client = await grid.client({ limits: { replyBytes: 100 } })
    grid.onRequest = (request) => void request.reply(JSON.stringify('x'.repeat(99)))
    const error = await failure(client.request(1001, 'c'))
    expect(error).toMatchObject({ code: 'too-large', details: `"${'x'.repeat(99)}"` })
    expect(error.message).toBe(
      'The node of twin 1001 sent too large an answer: 101 B; at most 100 B are read.',
    )
  })

  test.each([
    [10 << 20, '10.0 MiB'],
    [(8 << 20) + 1, 'just over 8.0 MiB'],
  ])('of %i bytes are told in the unit of the limit', (size, said) => {
    expect(() => parseAnswer(new Uint8Array(size), 8 << 20, 'The node')).toThrow(
      `The node sent too large an answer: ${said}; at most 8.0 MiB are read.`,
    )
  })

  test('of 8 MiB are read', async () => {
    const client = await grid.client()
    const json = JSON.stringify('x'.repeat((8 << 20) - 2))
    grid.onRequest = (request) => void request.reply(json)
    expect(await client.request(1001, 'c')).toHaveLength((8 << 20) - 2)
  })

  test('that are not JSON reject with the raw text, bounded', async () => {
    const client = await grid.client()
    grid.onRequest = (request) => void request.reply(request.command)
    const error = await failure(client.request(1001, '<b>oops</b>'))
    expect(error).toMatchObject({ code: 'bad-json', details: '<b>oops</b>' })
    const long = await failure(client.request(1001, 'y'.repeat(100_000)))
    expect(long.details!.length).toBeLessThan(70_000)
    expect((await failure(client.request(1001, ''))).code).toBe('bad-json')
  })
})

describe('errors', () => {
  test('of the node carry its own words', async () => {
    const client = await grid.client()
    grid.onRequest = (request) => void request.reply('null', { error: 'function is not found' })
    expect(await failure(client.request(1001, 'c'))).toMatchObject({
      code: 'node',
      message: 'The node says: function is not found',
      details: 'function is not found',
    })
  })

  test('of a peer without any payload count by their signature', async () => {
    const client = await grid.client()
    grid.onRequest = (request) => void request.reply('', { error: 'no pk', empty: true })
    expect(await failure(client.request(1001, 'c'))).toMatchObject({
      code: 'node',
      details: 'no pk',
    })
  })

  test('of the relay are matched by uid and named as the relay’s', async () => {
    const client = await grid.client()
    grid.onRequest = ({ envelope: { uid } }) =>
      grid.push(relayErrorFrame(uid, 'unknown twin destination'))
    expect(await failure(client.request(1001, 'c'))).toMatchObject({
      code: 'relay',
      message: 'The relay says: unknown twin destination',
    })
  })

  test.each(['destination offline', 'remote relay rejected permanently: destination offline'])(
    '"%s" is an offline node at once',
    async (words) => {
      const client = await grid.client()
      grid.onRequest = ({ envelope: { uid } }) => grid.push(relayErrorFrame(uid, words))
      expect(await failure(client.request(1001, 'c'))).toMatchObject({
        code: 'offline',
        details: words,
      })
    },
  )

  test('of the relay for nobody are counted', async () => {
    const client = await grid.client()
    echo()
    await client.request(1001, 'c')
    grid.push(relayErrorFrame('nobody', 'unknown twin destination'))
    await expect.poll(() => client.dropped()).toEqual({ 'unknown-uid': 1 })
  })

  test('of a twin that does not exist, or cannot be looked up', async () => {
    const client = await grid.client({
      twins: async (twin) => {
        if (twin === 4) throw new Error('proxy down')
        return grid.members.get(twin)?.record
      },
    })
    expect(await failure(client.request(3, 'c'))).toMatchObject({ code: 'no-twin' })
    expect(await failure(client.request(4, 'c'))).toMatchObject({
      code: 'directory',
      details: 'proxy down',
    })
    expect(grid.requests).toHaveLength(0)
  })
})

describe('keys', () => {
  test('of a peer that are no point are refused, and nothing goes out in plain', async () => {
    for (const pk of [new Uint8Array(33).fill(0xff), new Uint8Array(32), new Uint8Array()]) {
      grid.members.set(1001, { ...node, record: { ...node.record, pk } })
      const client = await grid.client()
      expect(await failure(client.request(1001, 'c', { a: 1 }))).toMatchObject({ code: 'peer-key' })
      expect(await failure(client.request(1001, 'c'))).toMatchObject({ code: 'peer-key' })
    }
    expect(grid.requests).toHaveLength(0)
  })

  test('of ours that differ from the published one stop every call with the reason', async () => {
    grid.members.set(ME, { ...me, record: { ...me.record, pk: other.record.pk! } })
    const client = await grid.client()
    const error = await failure(client.request(1001, 'c'))
    expect(error.code).toBe('undecipherable')
    expect(error.message).toContain('published another encryption key')
    expect(client.status().keyProblem).toContain('up to 6 h')
    expect(grid.requests).toHaveLength(0)
  })

  test('that are not those of the twin are named', async () => {
    grid.members.set(ME, { ...me, record: { ...me.record, account: other.record.account } })
    const client = await grid.client()
    await expect.poll(() => client.status().keyProblem).toContain('not the key of twin 7')
  })

  test('that changed are asked for again once, and the answer then counts', async () => {
    const client = await grid.client()
    echo()
    await client.request(1001, 'warm')
    const before = grid.lookups
    // the network was set anew: twin 1001 has another account and key now
    const anew = { ...(await member(2002)), twin: 1001 }
    grid.members.set(1001, { ...anew, record: { ...anew.record, twin: 1001 } })
    expect(await client.request(1001, 'again')).toBe('again')
    expect(grid.lookups).toBe(before + 1)
    expect(client.dropped()).toEqual({})
  })

  test('of an answer that was enciphered with another one: "key changed recently"', async () => {
    const client = await grid.client()
    grid.onRequest = (request) => void request.reply('1', { cipherer: other })
    const error = await failure(client.request(1001, 'c'))
    expect(error.code).toBe('undecipherable')
    expect(error.message).toContain('changed recently')
  })

  test('are looked up once for many calls', async () => {
    echo()
    const client = await grid.client()
    await Promise.all(Array.from({ length: 20 }, () => client.request(1001, 'c')))
    expect(grid.lookups).toBe(2) // our own and the node's
  })

  test('and secrets stand in no error and no trace', async () => {
    const client = await grid.client()
    grid.onRequest = (request) => void request.reply('{')
    const errors = await Promise.all([
      failure(client.request(1001, 'c', undefined, { timeoutMs: 200 })),
      failure(client.request(3, 'c')),
      failure(client.request(1001, 'd', { a: 1 })),
    ])
    client.close()
    errors.push(await failure(client.request(1001, 'c')))
    const seed = Buffer.from(me.mini).toString('hex')
    for (const held of [
      ...errors.flatMap((e) => [e.message, e.stack, e.details, String(e.cause)]),
      JSON.stringify(client.traces()),
      JSON.stringify(client.status()),
    ]) {
      for (const secret of [MNEMONIC, 'vocal', seed, grid.tokens[0]!])
        expect(String(held)).not.toContain(secret)
    }
  })
})

describe('giving up', () => {
  test('a call by its signal before, while queued and in flight', async () => {
    const client = await grid.client({ limits: { perTwin: 1 } })
    const [before, queued, flying] = [
      new AbortController(),
      new AbortController(),
      new AbortController(),
    ]
    before.abort()
    expect(
      await failure(client.request(1001, 'c', undefined, { signal: before.signal })),
    ).toMatchObject({ code: 'aborted' })
    const first = client.request(1001, 'first', undefined, { signal: flying.signal })
    const second = client.request(1001, 'second', undefined, { signal: queued.signal })
    const third = client.request(1001, 'third')
    const request = await grid.next()
    queued.abort()
    flying.abort()
    expect((await failure(second)).code).toBe('aborted')
    expect((await failure(first)).code).toBe('aborted')
    await request.reply('1')
    const next = await grid.next()
    expect(next.command).toBe('third')
    await next.reply('3')
    expect(await third).toBe(3)
    expect(client.dropped()).toEqual({ 'unknown-uid': 1 })
  })

  test('close rejects everything pending and queued, and all that comes later', async () => {
    const client = await grid.client({ limits: { perTwin: 1 } })
    const calls = [1, 2, 3].map(() => failure(client.request(1001, 'c')))
    await grid.next()
    client.close()
    expect((await Promise.all(calls)).map((error) => error.code)).toEqual([
      'closed',
      'closed',
      'closed',
    ])
    expect((await failure(client.request(1001, 'c'))).code).toBe('closed')
    expect(client.status().state).toBe('closed')
    await expect.poll(() => grid.connections).toBe(0)
  })
})

describe('back-pressure', () => {
  test('keeps to the limits over all and for one twin, and twins take turns', async () => {
    for (const twin of [1003, 1004]) grid.members.set(twin, await member(twin))
    const client = await grid.client({ limits: { inFlight: 3, perTwin: 2 } })
    const done: Promise<unknown>[] = []
    for (let i = 0; i < 4; i++) done.push(client.request(1001, `a${i}`))
    for (const twin of [1002, 1003, 1004]) done.push(client.request(twin, `b${twin}`))
    const order: string[] = []
    for (let i = 0; i < 7; i++) {
      const request = await grid.next()
      order.push(request.command)
      // three at a time: from the third on, each place that becomes free is taken at once
      if (i === 2) await grid.requests[0]!.reply('1')
      if (i > 2) await request.reply('1')
    }
    for (const request of grid.requests.slice(1, 3)) await request.reply('1')
    await Promise.all(done)
    // twins take turns, so nobody waits behind the four calls to 1001
    expect(order.slice(0, 4).toSorted()).toEqual(['a0', 'b1002', 'b1003', 'b1004'])
    expect(order.slice(4).toSorted()).toEqual(['a1', 'a2', 'a3'])
  })

  test('never has more under way than the limits say', async () => {
    const client = await grid.client({ limits: { inFlight: 5, perTwin: 2 } })
    let most = 0
    const under = new Map<number, number>()
    grid.onRequest = (request) => {
      under.set(request.twin, (under.get(request.twin) ?? 0) + 1)
      most = Math.max(most, ...under.values())
      void request
        .reply('1')
        .then(() => under.set(request.twin, (under.get(request.twin) ?? 1) - 1))
    }
    const twins = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1002 : 1001))
    await Promise.all(twins.map((twin) => client.request(twin, 'c')))
    expect(most).toBeLessThanOrEqual(2)
    expect(grid.requests).toHaveLength(60)
  })
})
