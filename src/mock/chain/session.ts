import { messageOf } from '#lib/error.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import type { Faults } from './faults.ts'
import { RpcRefusal, unknownMethod } from './rpcerror.ts'
import type { Follow } from './rpc.ts'

interface Request {
  id?: unknown
  method?: unknown
  params?: unknown
}

const isRequest = (of: unknown): of is Request => typeof of === 'object' && of !== null

/** What was refused on purpose in its own words; anything else is a fault of the demo, and says so. */
function wireError(error: unknown): { code: number; message: string; data?: string } {
  if (!(error instanceof RpcRefusal)) {
    return { code: -32603, message: 'Internal error', data: messageOf(error) }
  }
  const { code, message, data } = error
  return data === undefined ? { code, message } : { code, message, data }
}

export interface SessionOptions {
  methods: Record<string, (...params: readonly unknown[]) => unknown>
  /** Methods that begin to follow something; may throw RpcRefusal. */
  follows: Record<string, (...params: readonly unknown[]) => Follow>
  /** Methods that end it. */
  ends: readonly string[]
  faults: Faults
  /** Puts a text on the socket. */
  send: (text: string) => void
  /** Ends the socket from this side. */
  end: () => void
}

/** What the socket's owner holds: texts in, and its end. */
export interface Session {
  receive: (text: string) => void
  close: () => void
}

/**
 * One client's conversation: JSON-RPC 2.0 over a text socket, requests in any order and in batches, and pushes
 * of what it follows. An answer always goes out before the pushes that belong to it.
 */
export function createSession(options: SessionOptions): Session {
  const { methods, follows, ends, faults } = options
  const following = new Map<string, () => void>()
  let last = 0
  let open = true

  const send = (message: object) => {
    if (open) options.send(stringifyJson({ jsonrpc: '2.0', ...message }))
  }

  function close() {
    open = false
    for (const stop of following.values()) stop()
    following.clear()
  }

  function drop() {
    if (!faults.lasting) faults.drop = 'never'
    close()
    options.end()
  }

  /** Ends the socket at the moment of an extrinsic's life that the fault names. */
  function mayDrop(method: string, result: unknown): boolean {
    if (method !== 'author_extrinsicUpdate' || typeof result !== 'object' || result === null)
      return false
    const due =
      (faults.drop === 'ready' && 'ready' in result) ||
      (faults.drop === 'in block' && 'inBlock' in result)
    if (due) drop()
    return due
  }

  function follow(id: unknown, start: Follow) {
    const subscription = `s${++last}`
    const waiting: unknown[] = []
    let answered = false
    const push = (result: unknown) => {
      if (!answered) return void waiting.push(result)
      if (!mayDrop(start.method, result))
        send({ method: start.method, params: { subscription, result } })
    }
    following.set(subscription, start.start(push))
    answered = true
    if (faults.drop === 'submitted' && start.method === 'author_extrinsicUpdate') return drop()
    send({ id, result: subscription })
    for (const result of waiting) push(result)
  }

  function unfollow(id: unknown, subscription: unknown) {
    const stop = following.get(String(subscription))
    following.delete(String(subscription))
    stop?.()
    send({ id, result: stop !== undefined })
  }

  function answer({ id, method, params }: Request) {
    if (id === undefined) return // a notification: nobody asks for an answer
    const name = String(method)
    const args: readonly unknown[] = Array.isArray(params) ? params : []
    try {
      if (ends.includes(name)) return unfollow(id, args[0])
      const start = Object.hasOwn(follows, name) ? follows[name] : undefined
      if (start) return follow(id, start(...args))
      const call = Object.hasOwn(methods, name) ? methods[name] : undefined
      if (!call) throw unknownMethod()
      send({ id, result: call(...args) ?? null })
    } catch (error) {
      send({ id, error: wireError(error) })
    }
  }

  return {
    receive(text) {
      if (!open) return
      let message: unknown
      try {
        message = parseJson(text)
      } catch {
        send({ id: null, error: { code: -32700, message: 'Parse error' } })
        return
      }
      for (const request of Array.isArray(message) ? message : [message]) {
        if (isRequest(request)) answer(request)
        else send({ id: null, error: { code: -32600, message: 'Invalid request' } })
      }
    },
    close,
  }
}
