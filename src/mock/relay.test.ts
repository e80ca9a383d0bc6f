import { afterEach, describe, expect, test, vi } from 'vitest'
import { text } from '#lib/bytes.ts'
import { decode, encode, envelope } from '#rmb/envelope.ts'
import { TENANT } from './cast.ts'
import { MAX_FRAME } from './relay.ts'
import { accepted, connection, listener, speaker, testGrid } from './testing.ts'

afterEach(() => {
  vi.useRealTimers()
})

const SHOWPIECE = 2908
const ASLEEP = 8380

/** The words of an answer that is an error. */
const words = (message: ReturnType<typeof decode>) =>
  message?.message.case === 'error' ? message.message.value.message : message?.message.case

describe('the upgrade', () => {
  test('is refused without a token, by the relay’s own words', async () => {
    const { grid } = testGrid()
    const upgrade = await grid.relay.connect('', listener().wire)
    expect(upgrade).toEqual({ ok: false, status: 400, body: 'missing jwt' })
  })

  test('is refused for a token of an unknown twin, an expired and a broken one', async () => {
    const { grid, seconds } = testGrid()
    const tenant = await speaker(grid, TENANT)
    const refusal = async (query: string) => {
      const upgrade = await grid.relay.connect(query, listener().wire)
      return upgrade.ok ? 'accepted' : `${upgrade.status} ${upgrade.body}`
    }
    expect(await refusal(await tenant.token('tab', seconds() - 1))).toBe(
      '401 invalid jwt: jwt has expired',
    )
    expect(await refusal(await tenant.token('tab', seconds()))).toBe('accepted')
    expect(await refusal('nonsense')).toMatch(/^401 invalid jwt: /)
    const good = await tenant.token('tab')
    expect(await refusal(`${good.slice(0, -4)}AAAA`)).toMatch(/^401 invalid jwt: /)
    grid.db.twins.delete(TENANT)
    expect(await refusal(good)).toBe('401 twin not found 42')
  })
})

describe('a session', () => {
  test('gets a pong with the ping’s uid, addresses swapped, unsigned, saying hello world', async () => {
    const { grid } = testGrid()
    const { ear, session } = await connection(grid, TENANT)
    session.receive(
      encode(
        envelope({
          uid: 'ping-1',
          source: { twin: TENANT, connection: 'tab' },
          message: { case: 'ping', value: {} },
        }),
      ),
    )
    const [pong] = await ear.until(1)
    expect(pong?.uid).toBe('ping-1')
    expect(pong?.message.case).toBe('pong')
    expect(pong?.source?.twin).toBe(0)
    expect(pong?.destination).toMatchObject({ twin: TENANT, connection: 'tab' })
    expect(pong?.signature).toBeUndefined()
    expect(text(pong?.payload.value ?? new Uint8Array())).toBe('hello world')
  })

  test('is not answered for a ping from another source', async () => {
    const { grid } = testGrid()
    const { ear, session } = await connection(grid, TENANT)
    session.receive(
      encode(
        envelope({ uid: 'p', source: { twin: TENANT }, message: { case: 'ping', value: {} } }),
      ),
    )
    expect(ear.frames).toHaveLength(0)
    expect(ear.closes()).toBe(0)
  })

  test.each([
    ['another sid', { twin: TENANT, connection: 'other' }],
    ['no sid', { twin: TENANT }],
    ['another twin', { twin: 2701, connection: 'tab' }],
  ])('is refused a request with %s', async (_what, source) => {
    const { grid } = testGrid()
    const { who, ear, session } = await connection(grid, TENANT)
    session.receive(await who.request(SHOWPIECE, 'zos.system.version', { change: { source } }))
    const [refusal] = await ear.until(1)
    expect(words(refusal)).toBe('message wrong source')
    expect(refusal).toMatchObject({ uid: 'u1', expiration: 300n })
    expect(refusal?.source).toBeUndefined()
    expect(refusal?.signature).toBeUndefined()
  })

  test('is refused a request without destination, to nobody, and to a twin without relay', async () => {
    const { grid } = testGrid()
    const { who, ear, session } = await connection(grid, TENANT)
    session.receive(await who.request(0, 'x'))
    session.receive(await who.request(999_999, 'x'))
    session.receive(await who.request(618, 'x'))
    expect((await ear.until(3)).map(words)).toEqual([
      'message with missing destination',
      'unknown twin destination',
      'relay info is not set for this twin',
    ])
    expect(ear.messages().every((message) => message?.destination?.twin === TENANT)).toBe(true)
  })

  test('learns of a twin on another relay without any address in the error', async () => {
    const { grid } = testGrid()
    const { who, ear, session } = await connection(grid, TENANT)
    session.receive(await who.request(311, 'x'))
    const [refusal] = await ear.until(1)
    expect(words(refusal)).toBe('remote relay rejected permanently: destination offline')
    expect(refusal?.destination).toBeUndefined()
  })

  test('learns at once that a node is offline when it asked for fail-fast, as one of several tags', async () => {
    const { grid } = testGrid()
    const { who, ear, session } = await connection(grid, TENANT)
    session.receive(await who.request(ASLEEP, 'zos.system.version', { tags: 'a, fail-fast' }))
    expect(words((await ear.until(1))[0])).toBe('destination offline')
  })

  test('ends after a text frame, a frame that cannot be parsed and one beyond the limit', async () => {
    const { grid } = testGrid()
    for (const bad of ['hello', new Uint8Array([0xff, 0xff]), new Uint8Array(MAX_FRAME + 1)]) {
      const { ear, session } = await connection(grid, TENANT)
      session.receive(bad)
      expect(ear.closes()).toBe(1)
      expect(ear.frames).toHaveLength(0)
    }
    expect(grid.relay.sessions()).toEqual([])
  })

  test('drops the older one of the same twin and sid, and leaves other sids alone', async () => {
    const { grid } = testGrid()
    const first = await connection(grid, TENANT, 'a')
    const other = await connection(grid, TENANT, 'b')
    const second = await connection(grid, TENANT, 'a')
    first.session.closed()
    expect([first.ear.closes(), other.ear.closes(), second.ear.closes()]).toEqual([1, 0, 0])
    expect(grid.relay.sessions().toSorted()).toEqual(['42:a', '42:b'])
  })

  test('is closed with its predecessor where the relay has that race', async () => {
    vi.useFakeTimers()
    const { grid } = testGrid({ relay: { race: true } })
    await connection(grid, TENANT, 'a')
    const second = await connection(grid, TENANT, 'a')
    expect(second.ear.closes()).toBe(0)
    vi.advanceTimersByTime(60)
    expect(second.ear.closes()).toBe(1)
  })

  test('that is empty is another one than none', async () => {
    const { grid } = testGrid()
    const { who, session } = await connection(grid, TENANT, '')
    const ear = await connection(grid, 2701, 'f')
    session.receive(
      await who.request(2701, 'x', {
        sid: '',
        change: { destination: { twin: 2701, connection: 'f' } },
      }),
    )
    expect((await ear.ear.until(1))[0]?.source).toMatchObject({ twin: TENANT, connection: '' })
  })
})

describe('delivery', () => {
  test('goes to the exact twin and sid and nowhere else', async () => {
    const { grid } = testGrid()
    const { who, session, ear } = await connection(grid, TENANT)
    const farmer = await connection(grid, 2701, 'farm')
    const bystander = await connection(grid, 2701, 'other')
    const frame = await who.request(2701, 'hello', {
      change: { destination: { twin: 2701, connection: 'farm' } },
    })
    session.receive(frame)
    expect(farmer.ear.frames).toEqual([frame])
    expect(bystander.ear.frames).toEqual([])
    expect(ear.frames).toEqual([])
  })

  test('to a session that is away waits an hour, and no longer', async () => {
    const { grid, pass } = testGrid()
    const { who, session } = await connection(grid, TENANT)
    const frame = await who.request(2701, 'hello', {
      change: { destination: { twin: 2701, connection: 'later' } },
    })
    session.receive(frame)
    pass(3500)
    const soon = await connection(grid, 2701, 'later')
    expect(soon.ear.frames).toEqual([frame])
    session.receive(
      await who.request(2701, 'hello', {
        change: { destination: { twin: 2701, connection: 'never' } },
      }),
    )
    pass(3601)
    const late = await connection(grid, 2701, 'never')
    expect(late.ear.frames).toEqual([])
  })

  test('is at least once: what came last comes again when the same session is back', async () => {
    const { grid } = testGrid()
    const { who, session } = await connection(grid, TENANT)
    const farmer = await connection(grid, 2701, 'farm')
    const to = { change: { destination: { twin: 2701, connection: 'farm' } } }
    session.receive(await who.request(2701, 'one', to))
    const last = await who.request(2701, 'two', to)
    session.receive(last)
    farmer.session.closed()
    const again = await connection(grid, 2701, 'farm')
    expect(again.ear.frames).toEqual([last])
  })

  test('of what was sent to a node that went dark happens when it is back', async () => {
    vi.useFakeTimers()
    const { grid, pass } = testGrid()
    const node = grid.db.nodes.get(11)
    if (!node) throw new Error('node 11')
    node.temper.darkUntilMs = grid.host.now() + 45_000
    const { who, ear, session } = await connection(grid, TENANT)
    session.receive(await who.request(SHOWPIECE, 'zos.system.version', { uid: 'waits' }))
    session.receive(
      await who.request(SHOWPIECE, 'zos.system.version', { uid: 'fast', tags: 'fail-fast' }),
    )
    expect(words((await ear.until(1))[0])).toBe('destination offline')
    pass(46)
    vi.advanceTimersByTime(45_100)
    vi.useRealTimers()
    expect((await ear.until(2))[1]).toMatchObject({ uid: 'waits', message: { case: 'response' } })
  })
})

describe('the rate limit', () => {
  test('counts frames of all sids of a twin in a minute of the wall clock', async () => {
    const { grid, pass } = testGrid({ relay: { limit: { count: 2, bytes: 100_000 } } })
    const a = await connection(grid, TENANT, 'a')
    const b = await connection(grid, TENANT, 'b')
    const ask = (sid: string) => a.who.request(999_999, 'x', { sid })
    a.session.receive(await ask('a'))
    b.session.receive(await ask('b'))
    a.session.receive(await ask('a'))
    expect((await a.ear.until(2)).map(words)).toEqual([
      'unknown twin destination',
      'exceeded rate limits, dropping message',
    ])
    pass(60)
    a.session.receive(await ask('a'))
    expect(words((await a.ear.until(3))[2])).toBe('unknown twin destination')
  })

  test('always refuses a frame larger than the whole minute', async () => {
    const { grid } = testGrid({ relay: { limit: { count: 100, bytes: 150 } } })
    const { who, ear, session } = await connection(grid, TENANT)
    session.receive(await who.request(SHOWPIECE, 'x', { body: 'y'.repeat(200) }))
    expect(words((await ear.until(1))[0])).toBe('exceeded rate limits, dropping message')
    expect(ear.closes()).toBe(0)
  })
})

test('anybody may inject a frame over HTTP, and the receiver gets it unverified', async () => {
  const { grid } = testGrid()
  const { ear } = await connection(grid, TENANT)
  const forged = encode(
    envelope({
      uid: 'forged',
      source: { twin: SHOWPIECE },
      destination: { twin: TENANT, connection: 'tab' },
      message: { case: 'response', value: {} },
    }),
  )
  expect(grid.relay.post(forged)).toEqual({ status: 202, body: '' })
  expect(ear.messages()[0]?.uid).toBe('forged')
  expect(grid.relay.post(new Uint8Array([0xff])).status).toBe(400)
})

test('a restart ends every session, and a deaf relay hears nothing and ends none', async () => {
  const { grid } = testGrid()
  const { ear, who, session } = await connection(grid, TENANT)
  grid.relay.setDeaf(true)
  session.receive(await who.request(999_999, 'x'))
  expect(ear.frames).toEqual([])
  grid.relay.setDeaf(false)
  grid.relay.drop()
  expect(ear.closes()).toBe(1)
  expect(grid.relay.sessions()).toEqual([])
  accepted(await grid.relay.connect(await who.token('new'), listener().wire))
})
