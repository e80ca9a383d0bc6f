import { utf8, type Bytes } from '#lib/bytes.ts'
import { stringifyJson } from '#lib/json.ts'
import { Call, type Stage } from './call.ts'
import type { DropReason } from './checks.ts'
import type { RmbError } from './error.ts'
import * as failures from './failures.ts'
import type { Identity, TwinDirectory } from './identity.ts'
import { limits as defaultLimits, timings as defaultTimings } from './limits.ts'
import type { Limits, Timings } from './limits.ts'
import { receiver } from './inbound.ts'
import { sender } from './outbound.ts'
import { FairQueue } from './queue.ts'
import { createRelay, type RelayStatus } from './relay.ts'
import type { Request } from './request.ts'
import { Ring } from './ring.ts'
import type { Trace } from './trace.ts'
import { Twins } from './twins.ts'
import type { Wake } from './wake.ts'

export interface RmbOptions {
  /** ws or wss address of the relay, without the token. */
  relayUrl: string
  identity: Identity
  twins: TwinDirectory
  /** The realm's own when left out. */
  WebSocket?: typeof globalThis.WebSocket
  /** Unix ms. */
  now?: () => number
  limits?: Partial<Limits>
  timings?: Partial<Timings>
  /** Says when a waiting connection is to be tried at once: `browserWake` in a page. */
  wake?: Wake
  /** Hosts for the deprecated `relays` field; our own twin's when left out. */
  relays?: readonly string[]
}

/** The connection as a view shows it; the same object until something changed. */
export interface Status extends RelayStatus {
  /** What is wrong with the unlocked key, in a sentence. */
  keyProblem?: string
}

/** Received frames that were dropped, by reason. */
export type Dropped = Readonly<Partial<Record<DropReason, number>>>

export interface RmbClient {
  request: Request
  status: () => Status
  /** Calls `fn` after each change of `status`; returns how to stop. */
  subscribe: (fn: () => void) => () => void
  /** The last calls, oldest first; one under way is among them and still changes. */
  traces: () => readonly Trace[]
  dropped: () => Dropped
  /** Rejects everything pending with RmbError('closed') and lets the socket go. */
  close: () => void
}

/**
 * The client of the message bus: one socket for all calls, every received frame checked in the order of
 * facts: rmb.md section 8. A frame that fails a check is dropped and counted; it settles nothing.
 */
export function createRmbClient(options: RmbOptions): RmbClient {
  const { identity } = options
  const now = options.now ?? Date.now
  const limits = { ...defaultLimits, ...options.limits }
  const twins = new Twins(options.twins, { freshMs: limits.twinMs, limit: limits.twins })
  const queue = new FairQueue<Call>(limits.inFlight, limits.perTwin)
  /** Every call that has not ended. */
  const calls = new Set<Call>()
  /** Calls on the wire, by the uid of their latest sending. */
  const pending = new Map<string, Call>()
  /** Calls in flight that wait for the next connection. */
  const held = new Set<Call>()
  const traces = new Ring<Trace>(limits.traces)
  const dropped: Partial<Record<DropReason, number>> = {}
  const listeners = new Set<() => void>()
  let problem: string | undefined
  let snapshot: Status | undefined
  let pumping = false

  const count = (reason: DropReason) => {
    dropped[reason] = (dropped[reason] ?? 0) + 1
  }
  const notify = () => {
    snapshot = undefined
    for (const fn of listeners) fn()
  }
  const pong = (uid: string) => relay.pong(uid)
  const relay = createRelay({
    url: options.relayUrl,
    twin: identity.twin,
    token: (claims) => identity.token(claims),
    WebSocket: options.WebSocket ?? globalThis.WebSocket,
    timings: { ...defaultTimings, ...options.timings },
    now,
    wake: options.wake,
    onFrame: receiver({ identity, twins, limits, now, pending, count, pong, lose }),
    onText: () => count('text'),
    onUp() {
      const again = Array.from(held)
      held.clear()
      for (const call of again) void wire.dispatch(call)
      pump()
    },
    onDown() {
      for (const call of pending.values()) lose(call)
    },
    onStatus: notify,
  })
  const wire = sender({
    identity,
    twins,
    relay,
    now,
    relays: options.relays,
    onWire: (call) => pending.set(call.uid, call),
    hold,
    onProblem(next) {
      if (next === problem) return
      problem = next
      notify()
    },
  })
  wire.look()

  const request: Request = (twin, command, payload, callOptions = {}) => {
    const { signal } = callOptions
    if (relay.status().state === 'closed') return Promise.reject(failures.closed())
    if (signal?.aborted) return Promise.reject(failures.aborted(signal.reason))
    let body: Bytes
    try {
      body = bodyOf(payload)
    } catch (error) {
      return Promise.reject(failures.badRequest(command, error))
    }
    const what = { twin, command, payload: body, at: now() }
    const call = new Call(what, callOptions, { overdue: overdueError, end: ended })
    calls.add(call)
    traces.push(call.trace)
    queue.push(call)
    pump()
    return call.result
  }

  function overdueError(call: Call): RmbError {
    const { state, problem } = relay.status()
    return failures.overdue({
      twin: call.twin,
      command: call.command,
      timeoutMs: call.timeoutMs,
      stage: call.stage,
      resend: call.resend,
      sends: call.trace.sends,
      connected: state === 'open',
      problem,
      lastDrop: call.lastDrop,
    })
  }

  function ended(call: Call, before: Stage): void {
    calls.delete(call)
    held.delete(call)
    pending.delete(call.uid)
    if (before === 'queued') queue.remove(call)
    else queue.done(call)
    pump()
  }

  /** Starts what may start. Calls stay queued while there is no connection. */
  function pump(): void {
    if (pumping) return // a call that ends at once comes back here: the loop below goes on
    pumping = true
    while (relay.status().state === 'open') {
      const call = queue.next()
      if (call === undefined) break
      void wire.dispatch(call)
    }
    pumping = false
  }

  function hold(call: Call): void {
    call.stage = 'held'
    held.add(call)
  }

  /** The connection that a call was sent on is gone, and its answer with it. */
  function lose(call: Call): void {
    if (call.judging > 0) {
      call.lost = true // the answer that is being checked may still settle it
      return
    }
    pending.delete(call.uid)
    const { sends } = call.trace
    if (!call.resend) call.reject(failures.outcomeUnknown(call.twin, call.command))
    else if (sends > limits.resends) call.reject(failures.lostTooOften(call.twin, sends))
    else if (relay.status().state === 'open') void wire.dispatch(call)
    else hold(call)
  }

  return {
    request,
    status: () =>
      (snapshot ??= { ...relay.status(), ...(problem !== undefined && { keyProblem: problem }) }),
    subscribe(fn) {
      listeners.add(fn)
      return () => listeners.delete(fn)
    },
    traces: () => traces.toArray(),
    dropped: () => ({ ...dropped }),
    close() {
      relay.close()
      twins.close()
      for (const call of calls) call.reject(failures.closed())
    },
  }
}

/** Throws for what JSON cannot hold: circles, functions, and whatever its own `toJSON` throws. */
function bodyOf(payload: unknown): Bytes {
  if (payload === undefined) return new Uint8Array()
  // its type leaves out that a function or a symbol has no JSON at all
  const json: string | undefined = stringifyJson(payload)
  if (json === undefined) throw new TypeError(`a ${typeof payload} has no JSON`)
  return utf8(json)
}
