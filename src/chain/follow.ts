import type { ApiPromise } from '@polkadot/api'
import type { ChainClient } from './client.ts'
import { read } from './codec.ts'
import { ChainError } from './errors.ts'
import { rpcFailure } from './failures.ts'
import { plainEvents } from './events.ts'
import { feeOf, outcomeOf } from './outcome.ts'
import type { Progress, Sent, Signed } from './progress.ts'
import { balance } from './reads.ts'
import { accountShape } from './shapes.ts'
import type { Write } from './writes.ts'

/**
 * Finds out what became of an extrinsic that was signed before a reload or a broken connection, by looking
 * through the final blocks of its life. Nothing is sent. Resolves and rejects as `submit` would have; with
 * ChainError('expired') or `usurped`, landed `no`, once it can never be in a block any more: only then may
 * the same thing be sent again. Rejects with `lost` where the chain cannot be reached: ask again later.
 */
export async function follow<T>(
  client: ChainClient,
  write: Write<T>,
  signed: Signed,
  options: { signal?: AbortSignal | undefined; onProgress?: (progress: Progress<T>) => void } = {},
): Promise<Sent<T>> {
  const { signal, onProgress } = options
  // its life hangs on the hash of that block, so it can only be in a later one
  let next = signed.born + 1
  for (;;) {
    let found: Found<T> | undefined
    try {
      const api = await client.api(signal)
      insistOnChain(api, signed)
      const final = await finalNumber(api)
      onProgress?.({ stage: 'searching', at: final, dies: signed.dies })
      // one question instead of a block each: its number is not used up, so it is in none of these blocks
      if ((await balance(api, signed.account)).nonce <= signed.nonce)
        next = Math.max(next, final + 1)
      const last = Math.min(final, signed.dies)
      for (; next <= last && !found; next++) found = await lookAt(api, next, write, signed)
      if (!found && final >= signed.dies) throw gone()
      if (!found && (await finalNonce(api, final, signed)) > signed.nonce) throw overtaken()
      if (!found) await finalAfter(client, api, final, signal)
    } catch (error) {
      const failure = rpcFailure(error, true)
      if (BROKEN.has(failure.code)) {
        const { state } = client.status()
        // an endpoint that broke off in between: the next one is asked
        if (state === 'connecting') continue
        if (state === 'connected') {
          await pause(KEPT_MS, signal)
          continue
        }
        throw stillUnknown(failure)
      }
      throw failure
    }
    if (!found) continue
    onProgress?.({
      stage: 'finalized',
      block: found.block,
      number: found.number,
      outcome: found.outcome,
    })
    if (!found.outcome.done) throw found.outcome.error
    const { block, number, fee } = found
    return { result: found.outcome.result, hash: signed.hash, block, number, fee }
  }
}

/** The library repeats a failure to whoever asks the same again before this has passed. */
const KEPT_MS = 2_000

const BROKEN: ReadonlySet<string> = new Set(['lost', 'disconnected'])

interface Found<T> {
  block: string
  number: number
  outcome: ReturnType<typeof outcomeOf<T>>
  fee: bigint | undefined
}

async function lookAt<T>(
  api: ApiPromise,
  number: number,
  write: Write<T>,
  signed: Signed,
): Promise<Found<T> | undefined> {
  const block = (await api.rpc.chain.getBlockHash(number)).toHex()
  const { extrinsics } = (await api.rpc.chain.getBlock(block)).block
  const index = extrinsics.findIndex((extrinsic) => extrinsic.hash.toHex() === signed.hash)
  if (index < 0) return undefined
  let records
  try {
    records = await (await api.at(block)).query['system']!['events']!() // every runtime has it
  } catch (cause) {
    // endpoints forget the state of old blocks
    throw new ChainError(
      'rpc',
      `The transaction is in block ${number}, but what came of it can no longer be read. Look at your contracts and account.`,
      { landed: 'yes', cause },
    )
  }
  const own = (records as unknown as Records) // the type of System.Events
    .filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.toNumber() === index)
  return { block, number, outcome: outcomeOf(api, write, own), fee: feeOf(plainEvents(own)) }
}
type Records = Parameters<typeof plainEvents>[0]

const finalNumber = async (api: ApiPromise): Promise<number> =>
  (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber()

/** How many extrinsics of the account are in final blocks up to this one: then no later block can carry that number. */
async function finalNonce(api: ApiPromise, final: number, signed: Signed): Promise<number> {
  const block = await api.rpc.chain.getBlockHash(final)
  const account = await (await api.at(block)).query['system']!['account']!(signed.account) // every runtime has it
  return read(accountShape, account, 'account').nonce
}

/** Resolves when a later block than `number` is final, or the connection broke: look again. */
function finalAfter(
  client: ChainClient,
  api: ApiPromise,
  number: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop: (() => void) | undefined
    const settle = (end: () => void) => {
      unlisten()
      signal?.removeEventListener('abort', abort)
      stop?.()
      stop = undefined
      end()
    }
    const unlisten = client.onLost(() => settle(resolve))
    const abort = () => settle(() => reject(new ChainError('aborted', 'Stopped.')))
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    let over = false
    api.rpc.chain
      .subscribeFinalizedHeads((head) => {
        if (head.number.toNumber() <= number) return
        over = true
        settle(resolve)
      })
      .then(
        (unsubscribe) => {
          if (over || signal?.aborted) unsubscribe()
          else stop = unsubscribe
        },
        (error: unknown) => settle(() => reject(rpcFailure(error, true))),
      )
  })
}

function insistOnChain(api: ApiPromise, signed: Signed): void {
  if (api.genesisHash.toHex() === signed.genesisHash) return
  throw new ChainError(
    'bad-request',
    'This transaction was signed for another network. Choose that network to find it.',
    { landed: 'unknown' },
  )
}

const gone = () =>
  new ChainError(
    'expired',
    'The transaction never came into a block, and no longer can. Nothing was paid; it can be sent again.',
  )

/** Resolves after some time, or when given up. */
const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
    if (signal?.aborted) done()
  })

const overtaken = () =>
  new ChainError(
    'usurped',
    'Another transaction of this account took its number, so it is in no block and never will be. Nothing was paid for it.',
  )

const stillUnknown = (cause: ChainError) =>
  new ChainError(
    'lost',
    'The chain cannot be reached, so it is not known whether the transaction is in a block. Nothing is sent again before it is.',
    { cause, ...(cause.details === undefined ? {} : { details: cause.details }) },
  )
