import type { DropReason } from './checks.ts'
import { RmbError } from './error.ts'

/** How much of the other side's words an error carries, in characters. */
export const RAW = 64 * 1024
const SENTENCE = 300

/** Foreign text, cut to what is worth keeping. */
export const bounded = (text: string, limit = RAW): string =>
  text.length <= limit ? text : `${text.slice(0, limit)}…`

/** Floor 2 knows twins only; which node that is, those above know. */
export const who = (twin: number): string => `The node of twin ${twin}`

/** The node's own error, signed by it: its words stand in `details` exactly as it sent them. */
export const nodeError = (message: string): RmbError =>
  new RmbError('node', `The node says: ${bounded(message, SENTENCE)}`, {
    details: bounded(message),
  })

/** The relay's word, which nobody signs (facts: rmb.md section 6.1). */
export function relayError(twin: number, message: string): RmbError {
  const details = { details: bounded(message) }
  return /(^|: )destination offline$/.test(message)
    ? new RmbError(
        'offline',
        `The relay says that the node of twin ${twin} is not connected.`,
        details,
      )
    : new RmbError('relay', `The relay says: ${bounded(message, SENTENCE)}`, details)
}

export const undecipherable = (twin: number): RmbError =>
  new RmbError(
    'undecipherable',
    `${who(twin)} answered, but its answer cannot be opened: a key changed recently, the node's or yours. Nodes learn of a new key within 6 h.`,
  )

export const outcomeUnknown = (twin: number, command: string): RmbError =>
  new RmbError(
    'outcome-unknown',
    `The connection was lost after ${command} had been sent to twin ${twin}. It may have been carried out; look before you send it again.`,
  )

export const lostTooOften = (twin: number, sends: number): RmbError =>
  new RmbError(
    'disconnected',
    `The connection to the relay was lost ${sends} times while twin ${twin} was asked. Try again when it is stable.`,
  )

export const closed = (): RmbError =>
  new RmbError('closed', 'The connection was closed before the answer came.')

export const badRequest = (command: string, cause: unknown): RmbError =>
  new RmbError(
    'bad-request',
    `What ${command} was to carry cannot be written as JSON. Nothing was sent.`,
    // the cause's own text is left out: it may quote what was to be sent
    { cause },
  )

export const aborted = (cause: unknown): RmbError =>
  new RmbError('aborted', 'The call was given up.', { cause })

/** How far a call had come when its time ran out. */
export interface Overdue {
  twin: number
  command: string
  timeoutMs: number
  stage: 'queued' | 'starting' | 'held' | 'sent' | 'ended'
  resend: boolean
  sends: number
  connected: boolean
  /** Why there is no connection. */
  problem: string | undefined
  lastDrop: DropReason | undefined
}

const IGNORED = {
  expired: 'An answer came whose time had run out and was ignored: check the clock of this device.',
  signature: "An answer came whose signature is not the node's and was ignored.",
  source: 'An answer came from another twin and was ignored.',
  destination: 'An answer came that was meant for another session and was ignored.',
  payload: 'An answer came without a body and was ignored.',
  surplus: 'More answers came at once than can be checked, and some were ignored.',
} as const satisfies Partial<Record<DropReason, string>>

const ignored = (reason: DropReason | undefined): string =>
  // hasOwn proves that the reason is a key of the table
  reason !== undefined && Object.hasOwn(IGNORED, reason)
    ? ` ${IGNORED[reason as keyof typeof IGNORED]}`
    : ''

/** What a call whose time ran out rejects with. */
export function overdue(call: Overdue): RmbError {
  const after = `${call.timeoutMs / 1000} s`
  if (call.stage === 'sent') {
    const doubt = call.resend ? '' : ` ${call.command} may have been carried out all the same.`
    return new RmbError(
      'timeout',
      `${who(call.twin)} did not answer within ${after}.${ignored(call.lastDrop)}${doubt}`,
    )
  }
  const unsent = call.sends === 0 ? ' Nothing was sent.' : ''
  if (!call.connected) {
    const why = call.problem === undefined ? '' : ` ${call.problem}`
    return new RmbError(
      'disconnected',
      `No connection to the relay within ${after}.${why}${unsent}`,
    )
  }
  return new RmbError(
    'timeout',
    call.stage === 'queued'
      ? `The call to twin ${call.twin} waited ${after} for its turn.${unsent}`
      : `The call to twin ${call.twin} could not be prepared within ${after}.${unsent}`,
  )
}
