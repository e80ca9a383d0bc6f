import type { Bytes } from '#lib/bytes.ts'
import { encode, envelope, ownBytes } from './envelope.ts'
import type { Timings } from './limits.ts'
import { fraction, freshSid } from './random.ts'
import type { Wake } from './wake.ts'

/** `connecting` a handshake is under way · `open` · `waiting` for the next attempt · `closed` for good */
export type RelayState = 'connecting' | 'open' | 'waiting' | 'closed'

export interface RelayStatus {
  state: RelayState
  /** The session of the socket, while there is one. */
  sid?: string
  /** Unix ms since when it has been in this state. */
  since: number
  /** Unix ms of the next attempt, while waiting. */
  retryAt?: number
  /** ms from the last answered ping to its pong. */
  roundTripMs?: number
  /** Attempts that failed and sockets that were lost since the last pong. */
  refusedInARow: number
  /** Why there is no socket, for people; a browser cannot tell a refused token from a dead host (facts: rmb.md section 1.3). */
  problem?: string
}

export interface RelayOptions {
  url: string
  twin: number
  /** A token for one attempt. */
  token: (claims: { sid: string; iat: number; exp: number }) => Promise<string>
  WebSocket: typeof globalThis.WebSocket
  timings: Timings
  /** Unix ms. */
  now: () => number
  wake?: Wake | undefined
  onFrame: (frame: Bytes) => void
  /** A text frame came; the relay never sends one. */
  onText: () => void
  onUp: (sid: string) => void
  onDown: () => void
  onStatus: () => void
}

export interface Relay {
  /** Puts a frame on the wire; false when there is no open socket. */
  send: (frame: Bytes) => boolean
  /** A pong came: measures the round trip and makes the next back-off start small again. */
  pong: (uid: string) => void
  status: () => RelayStatus
  close: () => void
}

/** The address of one connection: the token is the whole query, unescaped (facts: rmb.md section 1.1). */
export const socketUrl = (relayUrl: string, token: string): string =>
  `${relayUrl.replace(/\/+$/, '')}/?${token}`

/** Why an attempt ended without a word; a clock that is behind gets a 401 that no page can read (facts: rmb.md section 1.2). */
const refusal = (inARow: number): string =>
  `The relay refused the connection or cannot be reached.${
    inARow < 3 ? '' : ' If the network is fine, check the clock of this device.'
  }`

/**
 * One socket to the relay, replaced whenever it is lost, with a fresh session and token each time: reusing a
 * session would race with the clean-up of the old one (facts: rmb.md section 1.4).
 */
export function createRelay(options: RelayOptions): Relay {
  const { timings, now } = options
  let status: RelayStatus = { state: 'connecting', since: now(), refusedInARow: 0 }
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let proof: ReturnType<typeof setTimeout> | undefined
  let renewal: ReturnType<typeof setTimeout> | undefined
  /** When the attempt under way, or the last one, began. */
  let begunAt = 0
  let heardAt = 0
  let pingedAt = 0
  /** When the oldest ping since the last sign of life was sent. */
  let unansweredSince: number | undefined
  const pings = new Map<string, number>()

  function become(state: RelayState, rest: Partial<RelayStatus> = {}): void {
    const { refusedInARow, roundTripMs, problem } = status
    status = {
      state,
      since: now(),
      refusedInARow,
      // a new attempt does not undo why the last one failed
      ...(state === 'connecting' && problem !== undefined && { problem }),
      ...(state === 'open' && roundTripMs !== undefined && { roundTripMs }),
      ...rest,
    }
    options.onStatus()
  }

  async function connect(): Promise<void> {
    const sid = freshSid()
    const mine = () => status.state === 'connecting' && status.sid === sid
    begunAt = performance.now()
    // before the token is asked for: a key that never answers must not hold the attempt up for ever
    timer = setTimeout(() => {
      if (!mine()) return
      lost(socket === undefined ? 'The key made no token in time.' : 'The relay did not answer.')
    }, timings.handshakeMs)
    become('connecting', { sid })
    const iat = Math.floor(now() / 1000)
    let next: WebSocket
    try {
      const token = await options.token({ sid, iat, exp: iat + timings.tokenSeconds })
      if (!mine()) return // closed or given up meanwhile
      next = new options.WebSocket(socketUrl(options.url, token))
    } catch {
      // the cause is not kept: its text may quote the address, and that holds the token
      if (mine()) lost('No token could be made for the relay: is the key locked?')
      return
    }
    attach(next, sid)
  }

  function attach(next: WebSocket, sid: string): void {
    socket = next
    next.binaryType = 'arraybuffer'
    const mine = () => socket === next
    next.addEventListener('open', () => {
      if (!mine()) return
      clearTimeout(timer)
      heardAt = performance.now()
      unansweredSince = undefined
      pings.clear()
      become('open', { sid })
      ping(sid)
      watch(sid)
      options.onUp(sid)
    })
    next.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (!mine()) return
      heardAt = performance.now()
      unansweredSince = undefined
      deliver(event.data, mine)
    })
    next.addEventListener('error', () => {}) // a close follows, and says as little
    next.addEventListener('close', () => {
      if (mine()) lost(status.state === 'open' ? 'The relay closed the connection.' : undefined)
    })
  }

  /** Real sockets give an ArrayBuffer, MSW whatever the handler sent (facts: stack.md section 2). */
  function deliver(data: unknown, mine: () => boolean): void {
    if (data instanceof ArrayBuffer) options.onFrame(new Uint8Array(data))
    else if (ArrayBuffer.isView(data)) {
      options.onFrame(ownBytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)))
    } else if (data instanceof Blob) {
      void data.arrayBuffer().then((buffer) => {
        if (mine()) options.onFrame(new Uint8Array(buffer))
      })
    } else options.onText()
  }

  function ping(sid: string): void {
    const uid = crypto.randomUUID()
    pingedAt = performance.now()
    unansweredSince ??= pingedAt
    pings.set(uid, pingedAt)
    // the source must be the session's own, or the relay ignores it (facts: rmb.md section 1.5)
    const message = envelope({
      uid,
      timestamp: BigInt(Math.floor(now() / 1000)),
      expiration: BigInt(Math.ceil(timings.deadAfterMs / 1000)),
      source: { twin: options.twin, connection: sid },
      message: { case: 'ping', value: {} },
    })
    socket?.send(encode(message))
  }

  /**
   * Pings, and gives the socket up when nothing at all came for too long. A hidden page's timers come late,
   * so silence alone proves nothing: a ping must have stood unanswered for one interval as well.
   */
  function watch(sid: string): void {
    const at = performance.now()
    const deadAt =
      unansweredSince === undefined
        ? Infinity
        : Math.max(heardAt + timings.deadAfterMs, unansweredSince + timings.pingEveryMs)
    const due = Math.min(pingedAt + timings.pingEveryMs, deadAt)
    const current = socket
    timer = setTimeout(
      () => {
        if (socket !== current || status.state !== 'open') return
        const t = performance.now()
        const silent = t - heardAt >= timings.deadAfterMs
        if (silent && unansweredSince !== undefined && t - unansweredSince >= timings.pingEveryMs) {
          lost('The relay fell silent.')
          return
        }
        if (t - pingedAt >= timings.pingEveryMs) ping(sid)
        watch(sid)
      },
      // timers may fire a little early: never at once again
      Math.max(due - at, 1),
    )
  }

  function lost(why?: string): void {
    if (status.state === 'closed') return
    const wasOpen = status.state === 'open'
    forget()
    const refusedInARow = status.refusedInARow + 1
    const problem = why ?? refusal(refusedInARow)
    const full = Math.min(timings.backoffToMs, timings.backoffFromMs * 2 ** (refusedInARow - 1))
    const delay = full * (0.5 + fraction() / 2)
    // before anybody is told: whoever then closes must find it and end it
    timer = setTimeout(() => void connect(), delay)
    become('waiting', { refusedInARow, retryAt: now() + delay, problem })
    if (wasOpen) options.onDown()
  }

  /** Lets go of the socket; whatever it still says is not heard. */
  function forget(): void {
    clearTimeout(timer)
    clearTimeout(proof)
    clearTimeout(renewal)
    const old = socket
    socket = undefined
    pings.clear()
    try {
      old?.close()
    } catch {
      // one that never opened may refuse to close; it is let go all the same
    }
  }

  /**
   * After a sleep the socket may be dead without knowing, and the clock of `performance` may have stood
   * still meanwhile: asks at once, and gives the socket up when nothing at all comes soon.
   */
  function prove(sid: string): void {
    const asked = performance.now()
    const current = socket
    ping(sid)
    clearTimeout(proof)
    proof = setTimeout(() => {
      if (socket === current && status.state === 'open' && heardAt < asked) {
        lost('The relay fell silent.')
      }
    }, timings.proveMs)
  }

  /** A handshake begun while the machine was offline hangs: a fresh one takes its place, soon if not at once. */
  function renew(sid: string): void {
    clearTimeout(renewal)
    renewal = setTimeout(
      () => {
        if (status.state !== 'connecting' || status.sid !== sid) return
        forget()
        void connect()
      },
      Math.max(begunAt + timings.renewMs - performance.now(), 0),
    )
  }

  const unwake = options.wake?.(() => {
    if (status.state === 'waiting') {
      clearTimeout(timer)
      void connect()
    } else if (status.sid !== undefined) {
      if (status.state === 'open') prove(status.sid)
      else if (status.state === 'connecting') renew(status.sid)
    }
  })

  void connect()

  return {
    send(frame) {
      if (status.state !== 'open' || socket?.readyState !== 1) return false
      socket.send(frame)
      return true
    },
    pong(uid) {
      const sentAt = pings.get(uid)
      if (sentAt === undefined) return
      pings.delete(uid)
      status = { ...status, roundTripMs: performance.now() - sentAt, refusedInARow: 0 }
      options.onStatus()
    },
    status: () => status,
    close() {
      if (status.state === 'closed') return
      forget()
      unwake?.()
      become('closed')
    },
  }
}
