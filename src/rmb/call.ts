import type { Bytes } from '#lib/bytes.ts'
import type { DropReason, Expected } from './checks.ts'
import type { RmbError } from './error.ts'
import { aborted } from './failures.ts'
import type { Twin } from './identity.ts'
import type { RequestOptions } from './request.ts'
import type { Trace } from './trace.ts'

/**
 * `queued` waits for its turn · `starting` looked up and signed · `held` waits for the next connection
 * · `sent` on the wire · `ended`. From `starting` to `ended` it takes up one of the places in flight.
 */
export type Stage = 'queued' | 'starting' | 'held' | 'sent' | 'ended'

const TIMEOUT_MS = 20_000

/** One call from `request` to its end, which comes exactly once: by value, error, time or abort. */
export class Call {
  readonly twin: number
  readonly command: string
  readonly payload: Bytes
  readonly resend: boolean
  readonly failFast: boolean
  readonly wantsText: boolean
  readonly timeoutMs: number
  readonly endsAt: number
  readonly trace: Trace
  readonly result: Promise<unknown>

  stage: Stage = 'queued'
  /** Of the latest sending, as its trace has it. */
  uid = ''
  /** What an answer to the latest sending must match. */
  expected: Expected | undefined
  peer: Twin | undefined
  /** Answers that are being checked. */
  judging = 0
  /** Its connection was lost while an answer was being checked. */
  lost = false
  /** The peer's record was asked for again because an answer did not fit it. */
  renewed = false
  lastDrop: DropReason | undefined

  readonly #resolve: (value: unknown) => void
  readonly #reject: (error: RmbError) => void
  readonly #timer: ReturnType<typeof setTimeout>
  readonly #signal: AbortSignal | undefined
  readonly #onEnd: (call: Call, before: Stage) => void
  readonly #onAbort = () => this.reject(aborted(this.#signal?.reason))

  constructor(
    what: { twin: number; command: string; payload: Bytes; at: number },
    options: RequestOptions,
    on: { overdue: (call: Call) => RmbError; end: (call: Call, before: Stage) => void },
  ) {
    this.twin = what.twin
    this.command = what.command
    this.payload = what.payload
    this.resend = options.resend ?? false
    this.failFast = options.failFast ?? true
    this.wantsText = options.text ?? false
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS
    const queued = performance.now()
    this.endsAt = queued + this.timeoutMs
    this.trace = {
      uid: '',
      twin: what.twin,
      command: what.command,
      at: what.at,
      queued,
      sends: 0,
      sentBytes: 0,
      answerBytes: 0,
      enciphered: false,
      outcome: 'pending',
    }
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.result = promise
    this.#resolve = resolve
    this.#reject = reject
    this.#onEnd = on.end
    this.#timer = setTimeout(() => this.reject(on.overdue(this)), this.timeoutMs)
    this.#signal = options.signal
    this.#signal?.addEventListener('abort', this.#onAbort, { once: true })
  }

  get ended(): boolean {
    return this.stage === 'ended'
  }

  resolve(value: unknown): void {
    if (this.#end('ok')) this.#resolve(value)
  }

  reject(error: RmbError): void {
    if (this.#end(error.code)) this.#reject(error)
  }

  #end(outcome: Trace['outcome']): boolean {
    if (this.stage === 'ended') return false
    const before = this.stage
    this.stage = 'ended'
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this.#onAbort)
    this.trace.ended = performance.now()
    this.trace.outcome = outcome
    this.#onEnd(this, before)
    return true
  }
}
