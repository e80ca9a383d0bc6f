import type { Bytes } from '#lib/bytes.ts'
import type { Call } from './call.ts'
import { answerText, judge, parseAnswer, sort, type DropReason, type Verdict } from './checks.ts'
import type { Envelope } from './envelope.ts'
import { RmbError } from './error.ts'
import * as failures from './failures.ts'
import type { Identity } from './identity.ts'
import type { Limits } from './limits.ts'
import type { Twins } from './twins.ts'

/** What the receiving side of a client works with. */
export interface Inbound {
  identity: Identity
  twins: Twins
  limits: Limits
  /** Unix ms. */
  now: () => number
  /** Calls on the wire, by the uid of their latest sending. */
  pending: ReadonlyMap<string, Call>
  count: (reason: DropReason) => void
  pong: (uid: string) => void
  /** The connection that the call was sent on is gone. */
  lose: (call: Call) => void
}

/** What is done with each received frame: checked in the order of facts: rmb.md section 8, then settled or dropped. */
export function receiver(inbound: Inbound): (frame: Bytes) => void {
  const { pending, count, limits } = inbound
  const expectedOf = (uid: string) => pending.get(uid)?.expected
  const drop = (call: Call | undefined, reason: DropReason) => {
    count(reason)
    if (call !== undefined) call.lastDrop = reason
  }
  return (frame) => {
    const sorted = sort(frame, expectedOf, inbound.now() / 1000, limits.skewSeconds)
    if (sorted.kind === 'pong') return inbound.pong(sorted.uid)
    const call = sorted.uid === undefined ? undefined : pending.get(sorted.uid)
    switch (sorted.kind) {
      case 'drop':
        drop(call, sorted.reason)
        return
      case 'relay-error':
        call?.reject(failures.relayError(call.twin, sorted.message))
        return
      case 'answer':
        if (call === undefined) return
        if (call.judging < limits.checksPerCall) void weigh(inbound, call, frame, sorted.envelope)
        else drop(call, 'surplus')
        return
      default:
        return sorted satisfies never
    }
  }
}

/** Checks what needs the key, and settles the call if the answer holds. */
async function weigh(inbound: Inbound, call: Call, frame: Bytes, envelope: Envelope) {
  const answered = performance.now()
  call.judging++
  try {
    const verdict = await verdictOf(inbound, call, frame, envelope)
    if (call.ended) inbound.count('settled')
    else if (verdict.kind === 'drop') {
      call.lastDrop = verdict.reason
      inbound.count(verdict.reason)
    } else {
      call.trace.answered = answered
      call.trace.answerBytes = frame.length
      settle(call, verdict, inbound.limits.replyBytes)
    }
  } catch (error) {
    call.reject(RmbError.from(error, 'locked', 'The key that opens answers is locked or gone.'))
  } finally {
    call.judging--
    if (call.lost && call.judging === 0 && !call.ended) {
      call.lost = false
      inbound.lose(call)
    }
  }
}

function settle(call: Call, verdict: Exclude<Verdict, { kind: 'drop' }>, limit: number): void {
  const { trace } = call
  const opened = performance.now()
  trace.verified = opened
  switch (verdict.kind) {
    case 'undecipherable':
      return call.reject(failures.undecipherable(call.twin))
    case 'node-error':
      return call.reject(failures.nodeError(verdict.message))
    case 'value': {
      trace.verified = opened - verdict.decipherMs
      if (verdict.enciphered) trace.deciphered = opened
      const read = call.wantsText ? answerText : parseAnswer
      const value = read(verdict.payload, limit, failures.who(call.twin))
      trace.parsed = performance.now()
      return call.resolve(value)
    }
    default:
      return verdict satisfies never
  }
}

/** Judges by the record at hand; an answer that does not fit it has a newer one asked for, once per call. */
async function verdictOf(
  { identity, twins }: Inbound,
  call: Call,
  frame: Bytes,
  envelope: Envelope,
): Promise<Verdict> {
  const { peer } = call
  // a call is pending only once it was sent, and it is sent only to a peer that was found
  if (peer === undefined) return { kind: 'drop', reason: 'signature' }
  const verdict = await judge(identity, frame, envelope, peer)
  const misfit =
    verdict.kind === 'undecipherable' || (verdict.kind === 'drop' && verdict.reason === 'signature')
  if (!misfit || call.renewed || call.ended) return verdict
  call.renewed = true
  const fresh = await twins.renew(peer)
  if (fresh === undefined) return verdict
  call.peer = fresh
  return judge(identity, frame, envelope, fresh)
}
