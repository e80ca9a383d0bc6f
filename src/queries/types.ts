import { connect, type Connection, RpcError } from '#lib/rpc.ts'
import type { History } from '#node/history.ts'
import { NodeError } from '#node/error.ts'
import { bounded } from '#lib/reader.ts'
import { messageOf } from '#lib/error.ts'
import type { TypeHandlers } from './typecalls.ts'

let connection: Connection<TypeHandlers> | undefined

/** The Worker that reads, searches and hashes off the page's thread; started at the first need, and again when it broke down. */
export function typesWorker(): Connection<TypeHandlers> {
  connection ??= connect<TypeHandlers>(
    new Worker(new URL('../types.worker.ts', import.meta.url), { type: 'module' }),
  )
  return connection
}

/** Asks the Worker; one that is gone is replaced for the next call. */
export async function inWorker<T>(work: (worker: Connection<TypeHandlers>) => Promise<T>) {
  try {
    return await work(typesWorker())
  } catch (error) {
    if (error instanceof RpcError && error.code === 'terminated') connection = undefined
    throw error
  }
}

/** The history in an answer of `zos.deployment.changes`. Rejects with NodeError where it cannot be read. */
export async function readHistory(text: string, signal?: AbortSignal): Promise<History> {
  const options = signal ? { signal } : {}
  return reading(text, () => inWorker((worker) => worker.call('history', text, options)))
}

/**
 * Reads an answer; what the grid types refuse becomes an answer that was not expected. Its details say why, and
 * hold its beginning.
 */
export async function reading<T>(text: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof Error && error.name === 'GridTypesError')) throw error
    throw new NodeError(
      'unexpected-answer',
      'The node answered with what this console cannot read.',
      { details: `${messageOf(error)}\n${bounded(text)}`, cause: error },
    )
  }
}
