import type { Bytes } from '#lib/bytes.ts'
import type { Call } from './call.ts'
import { RmbError } from './error.ts'
import type { Draft, Identity, Twin } from './identity.ts'
import { assertUsable, enciphersTo, keyProblem, relaysOf } from './own.ts'
import type { Relay } from './relay.ts'
import type { Twins } from './twins.ts'

/** What the sending side of a client works with. */
export interface Outbound {
  identity: Identity
  twins: Twins
  relay: Pick<Relay, 'send' | 'status'>
  /** Unix ms. */
  now: () => number
  /** Hosts for the deprecated `relays` field; our own twin's when undefined. */
  relays: readonly string[] | undefined
  /** The call is about to be on the wire under `call.uid`. */
  onWire: (call: Call) => void
  /** There is no connection: the call waits for the next one. */
  hold: (call: Call) => void
  /** What is wrong with the unlocked key, or undefined, after each look at our own twin. */
  onProblem: (problem: string | undefined) => void
}

export interface Sender {
  /** Looks up, enciphers, signs and sends one call. Every failure here means that nothing was sent. */
  dispatch: (call: Call) => Promise<void>
  /** Looks at our own twin, so that a key that cannot work is known before the first call. */
  look: () => void
}

export function sender(outbound: Outbound): Sender {
  const { identity, twins, relay } = outbound
  let problem: string | undefined

  async function ownTwin(): Promise<Twin> {
    const known = twins.known(identity.twin)
    if (known !== undefined) return known
    try {
      const own = await twins.find(identity.twin)
      outbound.onProblem((problem = keyProblem(identity, own)))
      return own
    } catch (error) {
      if (error instanceof RmbError && error.code === 'no-twin') outbound.onProblem(error.message)
      throw error
    }
  }

  async function dispatch(call: Call): Promise<void> {
    if (call.ended) return
    call.stage = 'starting'
    try {
      // no await where the answer is known: hundreds of calls start in one turn
      const own = twins.known(identity.twin) ?? (await ownTwin())
      assertUsable(problem)
      const peer = twins.known(call.twin) ?? (await twins.find(call.twin))
      call.peer = peer
      while (!call.ended) {
        const { state, sid } = relay.status()
        if (state !== 'open' || sid === undefined) return outbound.hold(call)
        const draft = draftOf(outbound, call, sid, own)
        const peerPk = enciphersTo(own, peer)
        const frame = await identity.seal(draft, peerPk)
        if (call.ended) return
        call.trace.signed = performance.now()
        // signed for a session that is gone: the relay would refuse the source
        if (relay.status().sid !== sid) continue
        put(outbound, call, draft, frame)
        call.trace.enciphered = peerPk !== undefined && call.payload.length > 0
        return
      }
    } catch (error) {
      const words = 'The key could not sign this call; nothing was sent.'
      call.reject(RmbError.from(error, 'locked', words))
    }
  }

  return { dispatch, look: () => void ownTwin().catch(() => {}) } // the first call meets the same error and says it
}

function put(outbound: Outbound, call: Call, draft: Draft, frame: Bytes): void {
  if (!outbound.relay.send(frame)) return outbound.hold(call)
  call.stage = 'sent'
  call.uid = draft.uid
  call.expected = { twin: call.twin, source: draft.source }
  const { trace } = call
  trace.uid = draft.uid
  trace.sent = performance.now()
  trace.sends++
  trace.sentBytes = frame.length
  outbound.onWire(call)
}

function draftOf(outbound: Outbound, call: Call, sid: string, own: Twin): Draft {
  const leftMs = call.endsAt - performance.now()
  return {
    uid: crypto.randomUUID(),
    command: call.command,
    timestamp: Math.floor(outbound.now() / 1000),
    // only relays on the way look at it; never shorter than the default of other clients
    expiration: Math.max(20, Math.ceil(leftMs / 1000)),
    source: { twin: outbound.identity.twin, connection: sid },
    destination: { twin: call.twin },
    payload: call.payload,
    ...(call.failFast && { tags: 'fail-fast' }),
    relays: outbound.relays ?? relaysOf(own),
  }
}
