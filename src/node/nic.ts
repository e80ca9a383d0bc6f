import { NodeError } from './error.ts'
import type { ExitDevice, Nics } from './schemas.ts'

/**
 * Rules of moving a node's public traffic to another NIC. The node lets go of the present exit before it
 * attaches the new one and puts nothing back when that fails (zosbase@063d895
 * pkg/network/public/public.go:198-251), and it tells no link state. So the guard is ours.
 */

/** The bridge that carries public traffic in single mode; also the argument that returns to it. */
export const BRIDGE = 'zos'

/** Seconds for which a change is watched. */
export const WATCH_MS = 60_000

/** Name of the device that public traffic leaves by; empty when the node names none. */
export const exitOf = (device: ExitDevice): string =>
  device.is_single ? BRIDGE : device.dual_interface

/**
 * True when `zos.admin.get_public_nic` failed because no exit is attached: the node then answers with the
 * system's own error (`file does not exist`), after a change that could not be attached.
 */
export const saysNoExit = (error: unknown): boolean =>
  error instanceof NodeError && (error.code === 'refused' || error.code === 'not-found')

/** One physical NIC or the bridge, as a row. */
export interface Nic {
  name: string
  mac: string
  ips: readonly string[]
  exit: boolean
}

/** The node's NICs, the bridge first, then by name. */
export function nicsOf(nics: Nics, exit: string | undefined): Nic[] {
  return Object.entries(nics)
    .map(([name, { mac, ips }]) => ({ name, mac, ips, exit: name === exit }))
    .toSorted((a, b) =>
      a.name === BRIDGE
        ? -1
        : b.name === BRIDGE
          ? 1
          : a.name.localeCompare(b.name, 'en', { numeric: true }),
    )
}

/**
 * One change of the exit NIC, as the journal keeps it. `answer` is what became of the call, `stage` what
 * became of the change; each is written before the step that may never return.
 */
export interface NicChange {
  id: string
  /** Base of the grid proxy it was made over: tells networks apart. */
  network: string
  nodeId: number
  /** Twin of the node. */
  twin: number
  /** Twin that asked. */
  by: number
  from: string
  to: string
  /** Public IPs (CIDR) in use before; null when the node could not tell. */
  publicIps: readonly string[] | null
  /** Unix ms, here and below. */
  writtenAt: number
  sentAt: number
  answeredAt?: number
  answer: 'sending' | 'accepted' | 'refused' | 'lost'
  /** The node's words when it refused, or what became of the call. */
  says?: string
  stage: 'open' | 'kept' | 'put-back' | 'stayed'
  watchUntil: number
  /** The way back, when it was asked for. */
  back?: { sentAt: number; answer: 'sending' | 'accepted' | 'refused' | 'lost'; says?: string }
  endedAt?: number
}

/** What one look at the node during the watch showed; `error` when it did not answer. */
export interface Look {
  at: number
  tookMs: number
  /** Name of the exit device; undefined when that call failed. */
  exit?: string
  publicIps?: readonly string[] | null
  error?: string
}

export type CheckState = 'waiting' | 'ok' | 'failed'

export interface Check {
  state: CheckState
  evidence: string
}

export interface Verdict {
  answers: Check
  exit: Check
  publicIps: Check
  /** Where the exit is by the last answer that told it. */
  exitNow: string | undefined
  /** Ms left of the watch. */
  remainingMs: number
  /** True when a check fails while the node still answers: then going back is possible and offered. */
  offerPutBack: boolean
  /** Why the change may not be kept yet; undefined when it may. */
  keepReason: string | undefined
}

const isWanted = (change: NicChange) => (change.back ? change.from : change.to)

/** Judges a change by what the looks have shown so far. `now` in Unix ms; looks oldest first. */
export function judge(change: NicChange, looks: readonly Look[], now: number): Verdict {
  const wanted = isWanted(change)
  const last = looks.at(-1)
  const answered = looks.filter((look) => look.error === undefined)
  const remainingMs = Math.max(0, change.watchUntil - now)

  const answers: Check = !last
    ? { state: 'waiting', evidence: 'waiting for the first answer' }
    : {
        state: last.error === undefined ? 'ok' : 'failed',
        evidence: `${answered.length} of ${looks.length}${
          last.error === undefined
            ? `, last ${(last.tookMs / 1000).toFixed(1)} s`
            : `, ${last.error}`
        }`,
      }

  const told = looks.findLast((look) => look.exit !== undefined)
  const exitNow = told?.exit
  const exit: Check =
    exitNow === undefined
      ? { state: 'waiting', evidence: 'not told yet' }
      : {
          state: exitNow === wanted ? 'ok' : 'failed',
          evidence:
            exitNow === ''
              ? 'the node names no exit'
              : `${exitNow}, ${exitNow === BRIDGE ? 'single' : 'dual'}`,
        }

  const publicIps = judgeIps(change.publicIps, looks)
  const failed = [exit, publicIps].some((check) => check.state === 'failed')
  return {
    answers,
    exit,
    publicIps,
    exitNow,
    remainingMs,
    offerPutBack: failed && answers.state === 'ok' && !change.back,
    keepReason: keepReason(remainingMs, answers, exit),
  }
}

function keepReason(remainingMs: number, answers: Check, exit: Check): string | undefined {
  if (remainingMs > 0) return 'The watch is still running.'
  if (answers.state !== 'ok') return 'The node does not answer.'
  return exit.state === 'ok' ? undefined : 'The exit is not where it should be.'
}

function judgeIps(before: readonly string[] | null, looks: readonly Look[]): Check {
  if (before === null) return { state: 'waiting', evidence: 'could not be read before the change' }
  if (before.length === 0) return { state: 'ok', evidence: 'none were in use' }
  const told = looks.findLast((look) => look.publicIps !== undefined && look.publicIps !== null)
  if (!told?.publicIps) return { state: 'waiting', evidence: `${before.length} before` }
  const present = new Set(told.publicIps)
  const missing = before.filter((ip) => !present.has(ip))
  const count = `${before.length - missing.length} of ${before.length}`
  return missing.length === 0
    ? { state: 'ok', evidence: count }
    : { state: 'failed', evidence: `${count}, missing ${missing.join(', ')}` }
}

/**
 * The last change that this browser made and kept on a node, when the node's exit is elsewhere now: it
 * was lost, by a reboot or by somebody else. Undefined while they agree.
 */
export function driftOf(changes: readonly NicChange[], exit: string): NicChange | undefined {
  const settled = changes
    .filter((change) => change.stage !== 'open')
    .toSorted((a, b) => a.writtenAt - b.writtenAt)
    .at(-1)
  return settled?.stage === 'kept' && settled.to !== exit ? settled : undefined
}

/** How much of a typed name is still missing, in words; undefined when it is the name. */
export function typedFault(name: string, typed: string): string | undefined {
  if (typed === name) return undefined
  if (!name.startsWith(typed)) return `That is not ${name}`
  const missing = name.length - typed.length
  const words = ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']
  return missing === 1 ? 'One character missing' : `${words[missing] ?? missing} characters missing`
}
