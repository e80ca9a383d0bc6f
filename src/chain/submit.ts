import type { ApiPromise, SubmittableResult } from '@polkadot/api'
import type { Signer, SubmittableExtrinsic } from '@polkadot/api/types'
import type { ChainClient } from './client.ts'
import { ChainError, lost } from './errors.ts'
import { rpcFailure, statusFailure, walletFailure } from './failures.ts'
import { plainEvents } from './events.ts'
import { follow } from './follow.ts'
import { feeOf, outcomeOf } from './outcome.ts'
import type { Progress, Sent, Signed } from './progress.ts'
import type { Write } from './writes.ts'

/** What signs an extrinsic: an extension's signer, or one of our own of the same shape. */
export interface ExtrinsicSigner {
  signPayload: NonNullable<Signer['signPayload']>
}
type Payload = Parameters<ExtrinsicSigner['signPayload']>[0]

export interface SubmitOptions<T> {
  /** Giving up works until the extrinsic is sent; from then on it only stops the waiting. */
  signal?: AbortSignal | undefined
  onProgress?: ((progress: Progress<T>) => void) | undefined
  /**
   * Notes what was signed, before it is sent: what is noted can be found again after a reload. Where it
   * rejects, nothing is sent.
   */
  onSigned?: ((signed: Signed) => Promise<void>) | undefined
}

/**
 * Signs and sends a write once, and resolves when the block that carries it is final. Nothing is ever sent
 * twice: when the connection breaks after sending, or the endpoint loses it, the blocks are searched until it
 * is found or can no longer come. Rejects with ChainError; its `landed` says whether it is on the chain.
 */
export async function submit<T>(
  client: ChainClient,
  write: Write<T>,
  by: { address: string; signer: ExtrinsicSigner },
  options: SubmitOptions<T> = {},
): Promise<Sent<T>> {
  const { signal, onProgress, onSigned } = options
  const api = await client.api(signal)
  const tx = write.build(api)
  onProgress?.({ stage: 'wallet' })
  const signed = await sign(api, tx, by, signal)
  await onSigned?.(signed)
  if (signal?.aborted) throw aborted()
  onProgress?.({ stage: 'signed', signed })
  try {
    return await send(client, api, tx, write, signed, options)
  } catch (error) {
    const failure = rpcFailure(error, true)
    if (!SEARCHED.has(failure.code)) throw failure
    return await follow(client, write, signed, { signal, ...(onProgress && { onProgress }) })
  }
}

/** After these nobody says any more what became of it: it is looked for. */
const SEARCHED: ReadonlySet<string> = new Set([
  'lost',
  'dropped',
  'banned',
  'retracted',
  'known',
  // one endpoint’s word: another may have put it into a block first
  'usurped',
])

async function sign(
  api: ApiPromise,
  tx: SubmittableExtrinsic<'promise'>,
  { address, signer }: { address: string; signer: ExtrinsicSigner },
  signal: AbortSignal | undefined,
): Promise<Signed> {
  let asked: Payload | undefined
  const watched: Signer = {
    async signPayload(payload) {
      asked = payload
      try {
        return await signer.signPayload(payload)
      } catch (error) {
        throw walletFailure(error)
      }
    },
  }
  const signing = tx.signAsync(address, { signer: watched, nonce: -1 })
  try {
    await orAborted(signing, signal)
  } catch (error) {
    signing.catch(() => {}) // given up: a late signature is thrown away
    throw rpcFailure(error)
  }
  if (!asked) throw new ChainError('wallet', 'The wallet was not asked. Nothing was sent.')
  const born = Number(asked.blockNumber) // 0x-hex, as is the number
  const period = tx.era.isMortalEra ? tx.era.asMortalEra.period.toNumber() : undefined
  return {
    hash: tx.hash.toHex(),
    account: address,
    nonce: tx.nonce.toNumber(),
    born,
    dies: period === undefined ? Number.MAX_SAFE_INTEGER : born + period,
    genesisHash: api.genesisHash.toHex(),
  }
}

/** Sends what is signed, once, and follows the endpoint's word until the block is final. */
function send<T>(
  client: ChainClient,
  api: ApiPromise,
  tx: SubmittableExtrinsic<'promise'>,
  write: Write<T>,
  signed: Signed,
  { signal, onProgress }: SubmitOptions<T>,
): Promise<Sent<T>> {
  return new Promise((resolve, reject) => {
    let over = false
    let stop: (() => void) | undefined
    function settle(end: () => void) {
      if (over) return
      over = true
      unlisten()
      signal?.removeEventListener('abort', abort)
      stop?.()
      end()
    }
    // the library forgets a watched extrinsic when its socket closes, and tells nobody
    const unlisten = client.onLost(() => settle(() => reject(lost('the socket closed'))))
    const abort = () => settle(() => reject(stoppedWaiting()))
    signal?.addEventListener('abort', abort)
    tx.send((update) => {
      if (over) return
      const { status } = update
      // the library's own class; its interface leaves the number out
      const number = (update as SubmittableResult).blockNumber?.toNumber()
      const failure = statusFailure(status.type)
      if (failure && !status.isRetracted) return settle(() => reject(failure))
      if (status.isReady || status.isFuture) onProgress?.({ stage: 'ready' })
      else if (status.isBroadcast) onProgress?.({ stage: 'broadcast' })
      else if (status.isRetracted) onProgress?.({ stage: 'retracted' })
      else if (status.isInBlock && !update.internalError) {
        const outcome = outcomeOf(api, write, update.events)
        onProgress?.({ stage: 'in-block', block: status.asInBlock.toHex(), number, outcome })
      } else if (status.isFinalized) {
        // the events could not be fetched: they are looked for again
        if (update.internalError) return settle(() => reject(lost(String(update.internalError))))
        const block = status.asFinalized.toHex()
        const outcome = outcomeOf(api, write, update.events)
        onProgress?.({ stage: 'finalized', block, number, outcome })
        settle(() => {
          if (!outcome.done) return reject(outcome.error)
          const fee = feeOf(plainEvents(update.events))
          resolve({ result: outcome.result, hash: signed.hash, block, number, fee })
        })
      }
    }).then(
      (unsubscribe) => {
        if (over) unsubscribe()
        else stop = unsubscribe
      },
      (error: unknown) => settle(() => reject(rpcFailure(error, true))),
    )
  })
}

/** Rejects as soon as the caller gives up, whatever the wallet does. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = () => reject(aborted())
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

const aborted = () => new ChainError('aborted', 'Stopped before anything was sent.')
const stoppedWaiting = () =>
  new ChainError('aborted', 'Stopped waiting. The transaction was sent; look for it later.', {
    landed: 'unknown',
  })
