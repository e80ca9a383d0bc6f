import { utf8, type Bytes } from '#lib/bytes.ts'
import { decode, encode, envelope, type Address, type Envelope } from '#rmb/envelope.ts'
import { checkToken } from '#rmb/token.ts'
import type { Keyring } from './keyring.ts'
import type { Clock } from './random.ts'
import type { Db } from './schema.ts'

/** The far end of one connection, as the relay sees it. `close` is without code or reason, as the real one does it. */
export interface Wire {
  send: (frame: Bytes) => void
  close: () => void
}

export interface Session {
  /** A frame from the client: a text one ends the session. */
  receive: (data: Bytes | string) => void
  /** The client is gone. */
  closed: () => void
}

export type Upgrade =
  | { ok: true; session: Session }
  /** A plain HTTP answer instead of an upgrade. */
  | { ok: false; status: number; body: string }

export interface RelayOptions {
  db: Db
  now: Clock
  keyring: Keyring
  /** Whether a node is connected at this moment. */
  isUp: (nodeId: number) => boolean
  /** Hands a frame to a node; resolves with its answer's frame, or undefined for silence. */
  node: (nodeId: number, frame: Bytes) => Promise<Bytes | undefined>
  /** Off as on the public relays; counted per twin in windows of a minute (facts: rmb.md section 1.7). */
  limit?: { count: number; bytes: number }
  /** The dropped session's clean-up closes the session that replaced it as well (facts: rmb.md section 1.4). */
  race?: boolean
}

/** Largest frame that the relay's socket library takes, in bytes (facts: rmb.md section 1.7). */
export const MAX_FRAME = 16 * 1024 * 1024
const HOUR_MS = 3_600_000
/** Messages kept for a session that is not connected. */
const QUEUE = 10_000

interface Live {
  wire: Wire
  /** Written and not yet acknowledged: written again when the same session comes back (at least once). */
  unacknowledged: Bytes[]
}

interface Queue {
  frames: Bytes[]
  untilMs: number
}

/** Sessions are told apart by twin and sid; no sid is another session than an empty one. */
const keyOf = (twin: number, sid: string | undefined) =>
  sid === undefined ? `${twin}` : `${twin}:${sid}`

/**
 * The relay as the real one behaves at its edge (facts: rmb.md sections 1, 2 and 6; rmb-rs@15f2092
 * src/relay). It knows no transport: `connect` is given the raw query of an upgrade and the wire, and gives
 * back what to call for each frame. It checks no envelope's signature, as the real one does not.
 */
export function createRelay(options: RelayOptions) {
  const { db, now, keyring } = options
  const live = new Map<string, Live>()
  const queues = new Map<string, Queue>()
  const windows = new Map<number, { minute: number; count: number; bytes: number }>()
  // what was last written to a session that then vanished
  const vanished = new Map<string, Queue>()
  let deaf = false

  const seconds = () => Math.floor(now() / 1000)

  function write(session: Live, frame: Bytes) {
    if (deaf) return
    // a later write acknowledges the earlier ones
    session.unacknowledged = [frame]
    session.wire.send(frame)
  }

  function queue(key: string, frame: Bytes) {
    const waiting = queues.get(key)
    const frames = waiting && waiting.untilMs > now() ? waiting.frames : []
    frames.push(frame)
    if (frames.length > QUEUE) frames.shift()
    // an hour after the last write
    queues.set(key, { frames, untilMs: now() + HOUR_MS })
  }

  /** Forgets what is past its hour, so that sessions that never come back leave nothing. */
  function prune() {
    for (const kept of [queues, vanished]) {
      for (const [key, { untilMs }] of kept) if (untilMs <= now()) kept.delete(key)
    }
  }

  function takeQueue(key: string): Bytes[] {
    const waiting = queues.get(key)
    queues.delete(key)
    return waiting && waiting.untilMs > now() ? waiting.frames : []
  }

  const keep = (key: string, frames: Bytes[]) =>
    void vanished.set(key, { frames, untilMs: now() + HOUR_MS })
  function lost(key: string): Bytes[] {
    const kept = vanished.get(key)
    vanished.delete(key)
    return kept && kept.untilMs > now() ? kept.frames : []
  }

  /** The error that answers a request; the federation's errors carry no address at all. */
  function fault(to: Envelope, message: string, addressed = true): Bytes {
    return encode(
      envelope({
        uid: to.uid,
        timestamp: BigInt(seconds()),
        expiration: 300n,
        ...(addressed && to.source ? { destination: to.source } : {}),
        message: { case: 'error', value: { code: 0, message } },
      }),
    )
  }

  /** A node takes what came, and its answer finds its own way. */
  async function toNode(nodeId: number, frame: Bytes) {
    const answered = await options.node(nodeId, frame)
    const message = answered && decode(answered)
    if (answered && message) route(message, answered, () => {})
  }

  /** Sends a message on; `refuse` takes the error, and only requests ever have one. */
  function route(message: Envelope, frame: Bytes, refuse: (fault: Bytes) => void) {
    const say = (text: string, addressed = true) => {
      if (message.message.case === 'request') refuse(fault(message, text, addressed))
    }
    const { destination } = message
    if (!destination || destination.twin === 0) return say('message with missing destination')
    const twin = db.twins.get(destination.twin)
    const key = keyOf(destination.twin, destination.connection)
    const session = live.get(key)
    if (session) return write(session, frame)
    if (!twin) return say('unknown twin destination')
    const isNode = twin.nodeId !== null && destination.connection === undefined
    if (isNode && twin.nodeId !== null && options.isUp(twin.nodeId)) {
      void toNode(twin.nodeId, frame)
      return
    }
    if (twin.relay === '') return say('relay info is not set for this twin')
    if (!twin.relay.split('_').includes(db.relay)) {
      return say('remote relay rejected permanently: destination offline', false)
    }
    const tags = message.tags?.split(/[\s,]+/) ?? []
    if (tags.includes('fail-fast')) return say('destination offline')
    queue(key, frame)
  }

  /** True when the twin has used up its minute. */
  function isOverLimit(twin: number, size: number): boolean {
    const { limit } = options
    if (!limit) return false
    const minute = Math.floor(seconds() / 60)
    let window = windows.get(twin)
    if (window?.minute !== minute) {
      window = { minute, count: 0, bytes: 0 }
      windows.set(twin, window)
    }
    if (size > limit.bytes || window.count + 1 > limit.count || window.bytes + size > limit.bytes) {
      return true
    }
    window.count++
    window.bytes += size
    return false
  }

  const isFrom = (source: Address | undefined, twin: number, sid: string | undefined) =>
    source?.twin === twin && source.connection === sid

  function pong(to: Envelope): Bytes {
    return encode(
      envelope({
        uid: to.uid,
        timestamp: BigInt(seconds()),
        expiration: 300n,
        source: to.destination ?? { twin: 0 },
        ...(to.source ? { destination: to.source } : {}),
        message: { case: 'pong', value: {} },
        payload: { case: 'plain', value: utf8('hello world') },
      }),
    )
  }

  function admit(twin: number, sid: string | undefined, wire: Wire): Session {
    prune()
    const key = keyOf(twin, sid)
    const old = live.get(key)
    const session: Live = { wire, unacknowledged: [] }
    live.set(key, session)
    const end = () => {
      if (live.get(key) === session) live.delete(key)
      wire.close()
    }
    if (old) {
      old.wire.close()
      if (options.race) setTimeout(end, 50)
    }
    for (const frame of [...(old?.unacknowledged ?? lost(key)), ...takeQueue(key)]) {
      write(session, frame)
    }

    function receive(data: Bytes | string) {
      if (deaf) return
      if (typeof data === 'string' || data.length > MAX_FRAME) return end()
      const message = decode(data)
      if (!message) return end()
      const over = isOverLimit(twin, data.length)
      const isRequest = message.message.case === 'request'
      const refuse = (frame: Bytes) => write(session, frame)
      if (over) {
        if (isRequest) refuse(fault(message, 'exceeded rate limits, dropping message'))
        return
      }
      if (!isFrom(message.source, twin, sid)) {
        // errors answer requests only: a ping with a wrong source meets silence
        if (isRequest) refuse(fault(message, 'message wrong source'))
        return
      }
      if (message.message.case === 'ping') return write(session, pong(message))
      route(message, data, refuse)
    }

    return {
      receive,
      closed() {
        if (live.get(key) !== session) return
        live.delete(key)
        keep(key, session.unacknowledged)
      },
    }
  }

  return {
    /** An upgrade with everything after `?` as it stands in the address. */
    async connect(query: string, wire: Wire): Promise<Upgrade> {
      const checked = await checkToken(query, seconds(), async (twin) => {
        const facts = await keyring.facts(twin)
        return facts?.account
      })
      if ('refused' in checked) {
        const { refused } = checked
        return { ok: false, status: refused === 'missing jwt' ? 400 : 401, body: refused }
      }
      return { ok: true, session: admit(checked.twin, checked.sid, wire) }
    },

    /** `POST /` of the relay's HTTP side: unauthenticated, anybody may inject a frame (facts: rmb.md section 6.4). */
    post(frame: Bytes): { status: number; body: string } {
      const message = decode(frame)
      if (!message) return { status: 400, body: 'bad request: failed to parse envelope' }
      let body = ''
      route(message, frame, (refusal) => {
        const said = decode(refusal)?.message
        body = said?.case === 'error' ? said.value.message : ''
      })
      return body === '' ? { status: 202, body } : { status: 404, body }
    },

    /** Delivers what waited for a node that is reachable again. */
    wake(nodeId: number) {
      const twin = db.nodes.get(nodeId)?.twinId
      if (twin === undefined) return
      for (const frame of takeQueue(keyOf(twin, undefined))) void toNode(nodeId, frame)
    },

    /** For tests: ends every connection at once, as a restart does. */
    drop() {
      for (const [key, session] of live) {
        live.delete(key)
        keep(key, session.unacknowledged)
        session.wire.close()
      }
    },
    /** For tests: connections stay open and nothing is heard any more. */
    setDeaf(on: boolean) {
      deaf = on
    },
    sessions: () => [...live.keys()],
  }
}

export type Relay = ReturnType<typeof createRelay>
