import { utf8, type Bytes } from '#lib/bytes.ts'
import { challenge, decode, encode, envelope, type EnvelopeInit } from '#rmb/envelope.ts'
import { localIdentity } from '#rmb/crypto.ts'
import { createGrid, type Grid, type GridOptions } from './grid.ts'
import type { Session, Upgrade } from './relay.ts'

/** The moment at which test grids are made: 2026-11-21 12:00:00 UTC. */
export const NOON = Date.UTC(2026, 10, 21, 12)

/** A grid whose ordinary nodes answer at once, at a time that only the test moves. */
export function testGrid(options: GridOptions = {}) {
  let nowMs = NOON
  const grid = createGrid({ latency: 0, now: () => nowMs, ...options })
  return {
    grid,
    /** Moves the grid's time on, in seconds. */
    pass: (seconds: number) => {
      nowMs += seconds * 1000
    },
    seconds: () => Math.floor(nowMs / 1000),
  }
}

/** Fields of an envelope in place of the right ones. */
export type Bend = { [K in keyof EnvelopeInit]?: EnvelopeInit[K] | undefined }

/** A twin of the grid with its keys, able to make frames. */
export async function speaker(grid: Grid, twin: number) {
  const keys = await grid.keyring.of(twin)
  const row = grid.db.twins.get(twin)
  if (!keys || !row) throw new Error(`no twin ${twin}`)
  const identity = await localIdentity({ twin, secret: keys.mini, curve: row.curve })
  const seconds = () => Math.floor(grid.host.now() / 1000)
  const token = (sid?: string, exp = seconds() + 300) =>
    sid === undefined
      ? Promise.reject(new Error('a sid is needed'))
      : identity.token({ sid, iat: seconds(), exp })

  /** A signed request to a twin; `change` may bend its fields before it is signed. */
  async function request(
    to: number,
    command: string,
    options: {
      sid?: string
      body?: string
      uid?: string
      tags?: string
      change?: Bend
    } = {},
  ): Promise<Bytes> {
    const message = envelope({
      uid: options.uid ?? 'u1',
      ...(options.tags === undefined ? {} : { tags: options.tags }),
      timestamp: BigInt(seconds()),
      expiration: 20n,
      source: { twin, connection: options.sid ?? 'tab' },
      destination: { twin: to },
      message: { case: 'request', value: { command } },
      schema: 'application/json',
      payload: { case: 'plain', value: utf8(options.body ?? '') },
      ...options.change,
    } as EnvelopeInit) // a bent field may be absent, which an envelope's are allowed to be
    message.signature = await keys!.pair.sign(challenge(message)) // checked above
    return encode(message)
  }

  return { identity, keys, token, request }
}

/** One end of a connection that keeps what came. */
export function listener() {
  const frames: Bytes[] = []
  let closes = 0
  let arrived: (() => void) | undefined
  return {
    wire: {
      send(frame: Bytes) {
        frames.push(frame)
        arrived?.()
      },
      close() {
        closes++
        arrived?.()
      },
    },
    frames,
    closes: () => closes,
    messages: () => frames.map((frame) => decode(frame)),
    /** Waits until there are that many frames. */
    async until(count: number) {
      while (frames.length < count) {
        // settled by the next send
        await new Promise<void>((resolve) => {
          arrived = resolve
        })
      }
      return frames.map((frame) => decode(frame))
    },
  }
}

/** The session of an accepted upgrade. */
export function accepted(upgrade: Upgrade): Session {
  if (!upgrade.ok) throw new Error(`refused: ${upgrade.status} ${upgrade.body}`)
  return upgrade.session
}

/** A connection of a twin to the grid's relay. */
export async function connection(grid: Grid, twin: number, sid = 'tab') {
  const who = await speaker(grid, twin)
  const ear = listener()
  const session = accepted(await grid.relay.connect(await who.token(sid), ear.wire))
  return { who, ear, session }
}
