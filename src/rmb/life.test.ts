import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RmbClient } from './client.ts'
import type { RmbError } from './error.ts'
import { ME, member, MNEMONIC, TestGrid, type Member } from './testgrid.ts'

// The life of the socket, against a real one. Timers are faked where one has to pass.

let me: Member, node: Member, grid: TestGrid

beforeAll(async () => {
  me = await member(ME, 'ed25519', MNEMONIC)
  node = await member(1001)
})
beforeEach(async () => {
  grid = await TestGrid.start(me, node)
})
afterEach(async () => {
  vi.useRealTimers()
  await grid.end()
})

const quick = { timings: { backoffFromMs: 1, backoffToMs: 4 } }
const failure = (call: Promise<unknown>): Promise<RmbError> =>
  call.then(
    () => expect.unreachable('the call resolved'),
    (error: RmbError) => error,
  )

/** Resolves when the status meets `what`. */
const until = (client: RmbClient, what: (client: RmbClient) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (!what(client)) return
      stop()
      resolve()
    }
    const stop = client.subscribe(look)
    look()
  })
const state = (wanted: string) => (client: RmbClient) => client.status().state === wanted

describe('a lost connection', () => {
  test('sends a read again with a new uid, session, token and signature', async () => {
    const client = await grid.client(quick)
    const answer = client.request(1001, 'read', { a: 1 }, { resend: true })
    const first = await grid.next()
    grid.cut()
    const second = await grid.next()
    await second.reply('"late but here"')
    expect(await answer).toBe('late but here')
    const [a, b] = [first.envelope, second.envelope]
    expect(b.uid).not.toBe(a.uid)
    expect(b.source!.connection).not.toBe(a.source!.connection)
    expect(b.signature).not.toEqual(a.signature)
    expect(new Set(grid.tokens).size).toBe(2)
    expect(await second.body()).toBe('{"a":1}')
    expect(client.traces()[0]).toMatchObject({ sends: 2, outcome: 'ok' })
  })

  test('leaves the outcome of anything else unknown, and does not send it again', async () => {
    const client = await grid.client(quick)
    const call = failure(client.request(1001, 'zos.admin.set_public_nic', 'eth1'))
    await grid.next()
    grid.cut()
    const error = await call
    expect(error.code).toBe('outcome-unknown')
    expect(error.message).toContain('zos.admin.set_public_nic')
    await until(client, state('open'))
    grid.onRequest = (request) => void request.reply('1')
    expect(await client.request(1001, 'read')).toBe(1)
    expect(grid.requests.map((request) => request.command)).toEqual([
      'zos.admin.set_public_nic',
      'read',
    ])
  })

  test('keeps what was not sent yet in the queue, and sends it once', async () => {
    const client = await grid.client({ ...quick, limits: { perTwin: 1 } })
    const first = failure(client.request(1001, 'write'))
    const second = client.request(1001, 'waiting write')
    await grid.next()
    grid.cut()
    expect((await first).code).toBe('outcome-unknown')
    const request = await grid.next()
    expect(request.command).toBe('waiting write')
    await request.reply('2')
    expect(await second).toBe(2)
  })

  test('gives a read up after two more sendings', async () => {
    const client = await grid.client(quick)
    grid.onRequest = () => grid.cut()
    const error = await failure(client.request(1001, 'read', undefined, { resend: true }))
    expect(error).toMatchObject({ code: 'disconnected' })
    expect(grid.requests).toHaveLength(3)
  })

  /** A client whose checks of answers wait until they are let go; `checking` resolves when the first began. */
  async function slowChecks() {
    const identity = await grid.identity()
    const [gate, checking] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const client = await grid.client({
      ...quick,
      identity: {
        ...identity,
        open: async (frame, peer) => {
          checking.resolve()
          await gate.promise
          return identity.open(frame, peer)
        },
      },
    })
    return { client, checking: checking.promise, release: gate.resolve }
  }

  test('does not take away an answer that had come and was being checked', async () => {
    const { client, checking, release } = await slowChecks()
    const answer = client.request(1001, 'write')
    await (await grid.next()).reply('"done"')
    await checking
    grid.cut()
    await until(client, state('waiting'))
    release()
    expect(await answer).toBe('done')
  })

  test('counts as lost once the answer that had come turns out to be forged', async () => {
    const { client, checking, release } = await slowChecks()
    const [write, read] = [
      failure(client.request(1001, 'write')),
      client.request(1001, 'read', undefined, { resend: true }),
    ]
    for (const request of [await grid.next(), await grid.next()]) {
      await request.reply('"forged"', { signer: me })
    }
    await checking
    await expect.poll(() => client.traces().length).toBe(2)
    grid.cut()
    await until(client, state('waiting'))
    release()
    expect((await write).code).toBe('outcome-unknown')
    await (await grid.next()).reply('"true"')
    expect(await read).toBe('true')
  })

  test('while the relay is away for longer: calls wait, then time out without having been sent', async () => {
    const client = await grid.client({ timings: { backoffFromMs: 60_000, backoffToMs: 60_000 } })
    await until(client, state('open'))
    await grid.stop()
    await until(client, state('waiting'))
    const error = await failure(client.request(1001, 'c', undefined, { timeoutMs: 30 }))
    expect(error).toMatchObject({ code: 'disconnected' })
    expect(error.message).toMatch(
      /within 0.03 s\. The relay closed the connection\. Nothing was sent\.$/,
    )
  })

  test('and a restarted relay answers again, reads that were under way included', async () => {
    const client = await grid.client(quick)
    const answer = client.request(1001, 'read', undefined, { resend: true })
    await grid.next()
    await grid.stop()
    await until(client, (c) => c.status().refusedInARow >= 2)
    await grid.listen()
    const request = await grid.next()
    await request.reply('"back"')
    expect(await answer).toBe('back')
    expect(client.status().refusedInARow).toBe(0)
  })
})

describe('the relay', () => {
  test('that refuses the token is "refused or unreachable", and calls say so', async () => {
    const identity = await grid.identity()
    grid.members.delete(ME)
    const twins = async (twin: number) => (twin === ME ? me : node).record
    const client = await grid.client({ ...quick, identity, twins })
    await until(client, (c) => c.status().refusedInARow > 1)
    const error = await failure(client.request(1001, 'c', undefined, { timeoutMs: 100 }))
    expect(error.message).toContain('The relay refused the connection or cannot be reached.')
    expect(client.status().refusedInARow).toBeGreaterThan(1)
  })

  test('that falls silent is given up after 40 s, and the next connection is used', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const client = await grid.client()
    await until(client, (c) => c.status().roundTripMs !== undefined)
    grid.pongs = false
    const call = failure(client.request(1001, 'write', undefined, { timeoutMs: 600_000 }))
    await grid.next()
    vi.advanceTimersByTime(39_000)
    expect(client.status().state).toBe('open')
    vi.advanceTimersByTime(1_500)
    expect(client.status()).toMatchObject({ state: 'waiting', problem: 'The relay fell silent.' })
    expect((await call).code).toBe('outcome-unknown')
    grid.pongs = true
    vi.advanceTimersByTime(1_000)
    await until(client, (c) => c.status().state === 'open' && c.status().roundTripMs !== undefined)
    expect(grid.sids).toHaveLength(2)
    expect(new Set(grid.sids).size).toBe(2)
  })

  test('is tried again at once on a sign of life, not after the pause', async () => {
    let wake = () => {}
    const client = await grid.client({
      timings: { backoffFromMs: 3_600_000, backoffToMs: 3_600_000 },
      wake(fn) {
        wake = fn
        return () => (wake = () => {})
      },
    })
    await until(client, state('open'))
    grid.cut()
    await until(client, state('waiting'))
    expect(client.status().retryAt! - Date.now()).toBeGreaterThan(1_000_000)
    wake()
    await until(client, state('open'))
    client.close()
    wake()
    expect(client.status().state).toBe('closed')
  })

  test('is kept by one snapshot of the status until something changes', async () => {
    const client = await grid.client()
    await until(client, (c) => c.status().roundTripMs !== undefined)
    expect(client.status()).toBe(client.status())
    expect(client.status()).toMatchObject({ state: 'open', sid: grid.sids[0], refusedInARow: 0 })
  })

  test('is given another session by each client of one twin', async () => {
    const [a, b] = [await grid.client(), await grid.client()]
    grid.onRequest = (request) => void request.reply(`"${request.envelope.source!.connection}"`)
    const [x, y] = await Promise.all([a.request(1001, 'c'), b.request(1001, 'c')])
    expect([x, y]).toEqual([a.status().sid, b.status().sid])
    expect(x).not.toBe(y)
  })

  test('leaves no timer behind when the client is closed', async () => {
    const client = await grid.client()
    await until(client, (c) => c.status().roundTripMs !== undefined)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    grid.onRequest = (request) => void request.reply('1')
    await Promise.all(
      [1, 2, 3].map(() => client.request(1001, 'c', undefined, { timeoutMs: 60_000 })),
    )
    expect(vi.getTimerCount()).toBe(0)
  })
})
