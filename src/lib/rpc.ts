import { BaseError } from './error.ts'

/**
 * Typed questions and answers over a Worker or a MessagePort. Frames between the two ends:
 * `{ id, call, input }` asks (no id: nobody waits) · `{ id, cancel }` gives up · `{ id, progress }`,
 * `{ id, value }` and `{ id, error }` answer · `{ event, data }` tells without being asked.
 */

/** What both ends of a channel have: a Worker, its global scope, a MessagePort. */
export interface Port {
  postMessage(message: unknown, options: { transfer: Transferable[] }): void
  addEventListener(type: string, listener: (event: MessageEvent) => void): void
  removeEventListener(type: string, listener: (event: MessageEvent) => void): void
  start?(): void
  terminate?(): void
  close?(): void
}

/** What a handler may do beside answering. */
export interface CallContext {
  /** Aborted when the asking side gives up. */
  readonly signal: AbortSignal
  /** Tells the asking side how far the work is, 0 … 1. */
  progress(done: number): void
  /** Buffers that shall move with the answer instead of being copied; they must be the handler's own. */
  readonly transfer: Transferable[]
}

export type Handlers = Record<string, (input: never, context: CallContext) => unknown>
export type Events = Record<string, unknown>

/**
 * An error of the other end. `name`, `code`, `message` and `details` are the other end's own;
 * `terminated` means that the other end is gone, `failed` that it threw what it did not mean to throw.
 */
export class RpcError extends BaseError<string> {
  override readonly name: string

  constructor(code: string, message: string, options: { name?: string; details?: string } = {}) {
    super(code, message, options.details === undefined ? {} : { details: options.details })
    this.name = options.name ?? 'RpcError'
  }
}

interface WireError {
  name: string
  code: string
  message: string
  details?: string
}

interface Message {
  id?: number
  call?: string
  input?: unknown
  cancel?: true
  progress?: number
  value?: unknown
  error?: WireError
  event?: string
  data?: unknown
}

/**
 * Only errors that a floor made on purpose cross with their words: a library's error may quote what it
 * was given, and what is given here may be a secret.
 */
function toWire(error: unknown): WireError {
  if (!(error instanceof BaseError)) {
    return { name: 'RpcError', code: 'failed', message: 'The worker failed at this.' }
  }
  const wire: WireError = { name: error.name, code: String(error.code), message: error.message }
  return error.details === undefined ? wire : { ...wire, details: error.details }
}

/** Answers calls that come in on `port`. Returns how to tell the other end something unasked. */
export function serve<E extends Events>(port: Port, handlers: Handlers) {
  const running = new Map<number, AbortController>()
  const send = (message: Message, transfer: Transferable[] = []) =>
    port.postMessage(message, { transfer })

  async function answer(id: number | undefined, name: string, input: unknown) {
    const abort = new AbortController()
    const transfer: Transferable[] = []
    if (id !== undefined) running.set(id, abort)
    try {
      const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
      if (!handler) throw new RpcError('unknown-call', `The worker knows no call named ${name}.`)
      const value = await handler(input as never, {
        // the two ends share one Handlers type, so the input is what the handler takes
        signal: abort.signal,
        progress: (progress) => id !== undefined && send({ id, progress }),
        transfer,
      })
      if (id !== undefined) send({ id, value }, transfer)
    } catch (error) {
      if (id !== undefined) send({ id, error: toWire(error) })
    } finally {
      if (id !== undefined) running.delete(id)
    }
  }

  port.addEventListener('message', (event: MessageEvent<Message>) => {
    const { id, call, input, cancel } = event.data
    if (cancel && id !== undefined) running.get(id)?.abort()
    else if (call !== undefined) void answer(id, call, input)
  })
  port.start?.()

  return {
    emit<N extends keyof E & string>(event: N, data: E[N]) {
      send({ event, data })
    },
  }
}

export interface CallOptions {
  signal?: AbortSignal
  onProgress?: (done: number) => void
  transfer?: Transferable[]
}

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
  onProgress: ((done: number) => void) | undefined
}

/** The asking end of a channel whose other end runs `serve(port, handlers)`. */
export function connect<H extends Handlers, E extends Events = Events>(port: Port) {
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(data: never) => void>>()
  let last = 0
  let gone: RpcError | undefined

  function settle(id: number): Pending | undefined {
    const call = pending.get(id)
    pending.delete(id)
    return call
  }

  function end(reason: string) {
    gone ??= new RpcError('terminated', reason)
    for (const id of pending.keys()) settle(id)?.reject(gone)
  }

  function receive({ data }: MessageEvent<Message>) {
    if (data.event !== undefined) {
      // each listener was put under its event's name, so the data is its own
      for (const listener of listeners.get(data.event) ?? []) listener(data.data as never)
      return
    }
    if (data.id === undefined) return
    if (data.progress !== undefined) pending.get(data.id)?.onProgress?.(data.progress)
    else if (data.error) {
      const { name, code, message, details } = data.error
      const options = details === undefined ? { name } : { name, details }
      settle(data.id)?.reject(new RpcError(code, message, options))
    } else settle(data.id)?.resolve(data.value)
  }

  port.addEventListener('message', receive)
  // a Worker whose script cannot be loaded or throws at start says only this
  port.addEventListener('error', () => end('The worker could not start or broke down.'))
  port.addEventListener('messageerror', () => end('The worker sent what cannot be read.'))
  port.start?.()

  return {
    /** Asks and waits. Rejects with RpcError; `aborted` when `signal` fires first. */
    call<N extends keyof H & string>(
      name: N,
      input: Parameters<H[N]>[0],
      options: CallOptions = {},
    ): Promise<Awaited<ReturnType<H[N]>>> {
      const { signal, onProgress, transfer = [] } = options
      return new Promise<unknown>((resolve, reject) => {
        if (gone) return reject(gone)
        if (signal?.aborted) return reject(new RpcError('aborted', 'Given up before it began.'))
        const id = ++last
        const abort = () => {
          settle(id)?.reject(new RpcError('aborted', 'Given up while the worker was at it.'))
          port.postMessage({ id, cancel: true }, { transfer: [] })
        }
        const done = () => signal?.removeEventListener('abort', abort)
        pending.set(id, {
          onProgress,
          resolve: (value) => (done(), resolve(value)),
          reject: (error) => (done(), reject(error)),
        })
        signal?.addEventListener('abort', abort, { once: true })
        try {
          port.postMessage({ id, call: name, input }, { transfer })
        } catch {
          // what cannot be cloned; its text may quote the input
          settle(id)?.reject(new RpcError('failed', `The call ${name} could not be sent.`))
        }
      }) as Promise<Awaited<ReturnType<H[N]>>> // the serving end has the same Handlers type
    },
    /** Asks for something without waiting for an answer. */
    post<N extends keyof H & string>(name: N, input: Parameters<H[N]>[0]) {
      if (!gone) port.postMessage({ call: name, input }, { transfer: [] })
    },
    on<N extends keyof E & string>(event: N, listener: (data: E[N]) => void): () => void {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set)
      set.add(listener)
      return () => void set.delete(listener)
    },
    /** Ends the worker or port; everything that waits rejects with `terminated`. */
    terminate() {
      port.removeEventListener('message', receive)
      port.terminate?.()
      port.close?.()
      end('The worker was ended.')
    },
  }
}

export type Connection<H extends Handlers, E extends Events = Events> = ReturnType<
  typeof connect<H, E>
>
