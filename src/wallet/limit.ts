import { WalletError } from './error.ts'

/** How long a wallet is waited for, and who says what happens then. */
export interface Patience {
  /** How long until it counts as silent. */
  limitMs?: number | undefined
  /** Stops the waiting; the wallet cannot be told, so what it answers later is thrown away. */
  signal?: AbortSignal | undefined
  /**
   * Asked whenever the limit has passed: true waits as long again, false ends in `popup-dead`, which is what
   * happens without it. An answer that comes meanwhile is taken, and `over` aborts.
   */
  keepWaiting?: ((waitedMs: number, over: AbortSignal) => Promise<boolean>) | undefined
}

const dead = () =>
  new WalletError(
    'popup-dead',
    'The wallet did not answer. Its window may be closed or hidden: open it by its icon in the browser’s bar, answer there, or try again.',
  )
const aborted = () => new WalletError('aborted', 'Stopped waiting for the wallet.')

/**
 * Waits for what a wallet was asked. Rejects with what it rejects with, with WalletError `popup-dead` when it
 * stays silent, and with `aborted`.
 */
export function patiently<T>(
  answer: Promise<T>,
  defaultMs: number,
  { limitMs = defaultMs, signal, keepWaiting }: Patience = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const over = new AbortController()
    let waited = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    function end(settle: () => void) {
      if (over.signal.aborted) return
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      over.abort()
      settle()
    }
    const abort = () => end(() => reject(aborted()))
    const giveUp = () => end(() => reject(dead()))
    // beyond this a timer fires at once
    const eachMs = Math.min(limitMs, 2 ** 31 - 1)
    function wait() {
      timer = setTimeout(() => {
        waited += eachMs
        if (!keepWaiting) return giveUp()
        keepWaiting(waited, over.signal).then((on) => {
          if (over.signal.aborted) return
          if (on) wait()
          else giveUp()
        }, giveUp)
      }, eachMs)
    }
    answer.then(
      (value) => end(() => resolve(value)),
      (error: unknown) => end(() => reject(error)),
    )
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) return abort()
    wait()
  })
}
