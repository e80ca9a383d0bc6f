import { outcomeWords } from '#chain/intent.ts'
import type { Progress, Sent } from '#chain/progress.ts'
import type { ExtrinsicSigner } from '#chain/submit.ts'
import { isCertain, NEVER_SENT, notNoted, sameAgain, WAITED_FOR } from './paymentcertain.ts'
import type {
  ChainOptions,
  PaymentChain,
  PaymentChannel,
  PaymentLocks,
  PaymentStore,
} from './paymentports.ts'
import type { Moved, NewPayment, Payment, PaymentOutcome } from './payments.ts'
import { troubleOf, type Trouble } from './trouble.ts'

export interface PaymentBookOptions {
  store: PaymentStore
  chain: PaymentChain
  locks: PaymentLocks
  channel: PaymentChannel
  now?: () => number
  newId?: () => string
  /** Waits before it is looked for again. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface PaymentBook {
  /** Newest first. */
  all(): readonly Payment[]
  /** Whether this page began it. */
  began(id: string): boolean
  subscribe(changed: () => void): void
  onMoved(moved: Moved): void
  /** Reads the journal, and takes up what is not settled in this place. */
  read(place: string): Promise<void>
  /** Another chain: what runs is left to be found later, what waits there is taken up. */
  goTo(place: string): void
  send(
    place: string,
    given: NewPayment,
    signer: ExtrinsicSigner,
  ): Promise<{ id: string; settled: Promise<Payment | Trouble> }>
  /** Stops waiting for a signature; a late one is thrown away. What is signed already goes on. */
  giveUp(id: string): void
}

/** Settled payments of one place that are kept. */
const KEPT = 100
/** A demo grid is over with its tab; its payments go a day later. */
const DEMO_KEPT_MS = 86_400_000
/** Without locks: longer than any wallet is waited for. */
const ASKED_MS = 5 * 60_000
const AGAIN_MS = 5_000

/**
 * The journal of payments. What is asked, signed and sent is noted before it is done; what was under way when
 * a page ended is found again by looking only. Nothing is ever sent a second time.
 */
export function createPaymentBook(options: PaymentBookOptions): PaymentBook {
  const { store, chain, locks, channel } = options
  const { now = Date.now, newId = () => crypto.randomUUID(), pause = pauseFor } = options
  const entries = new Map<string, Payment>()
  /** At work here, and those that wait for another tab to end. */
  const running = new Set<string>()
  const queued = new Set<string>()
  /** Those that this page began, each with what ends its asking. */
  const begun = new Map<string, AbortController>()
  const changed = new Set<() => void>()
  const moved = new Set<Moved>()
  let here = ''
  let over = new AbortController()
  /** Notes are written one after another. */
  let order: Promise<unknown> = Promise.resolve()

  const tell = () => changed.forEach((listener) => listener())

  function write(payment: Payment): Promise<void> {
    const writing = order.then(async () => {
      await store.put(payment)
      channel.post(payment.id)
    })
    order = writing.catch(() => undefined)
    return writing
  }

  /** Takes down what is new, here at once and in the journal as soon as may be. */
  function note(id: string, patch: Partial<Payment>): { payment: Payment; written: Promise<void> } {
    const before = entries.get(id)
    if (!before) throw new Error('A payment that was never begun.')
    const { stage = before.stage } = patch
    const steps = stage === before.stage ? before.steps : [...before.steps, { stage, at: now() }]
    const payment = { ...before, ...patch, steps }
    entries.set(id, payment)
    const written = write(payment)
    // what must be written is awaited by its caller; the rest is found again on the chain
    written.catch(() => undefined)
    tell()
    return { payment, written }
  }

  /** The end of some work once all that it noted is written: only then may another tab go on. */
  async function allWritten<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } finally {
      await order
    }
  }

  async function drop(ids: readonly string[]) {
    for (const id of ids) entries.delete(id)
    tell()
    await order
    await store.remove(ids).catch(() => undefined) // it is as settled as it was
    for (const id of ids) channel.post(id)
  }

  function settle(id: string, outcome: PaymentOutcome): Payment {
    const { payment } = note(id, { stage: 'settled', trouble: null, outcome })
    moved.forEach((listener) => listener(payment, 'settled'))
    const old = [...entries.values()]
      .filter((one) => one.outcome !== null && one.place === payment.place)
      .toSorted((a, b) => b.madeAt - a.madeAt)
      .slice(KEPT)
    if (old.length > 0) void drop(old.map((one) => one.id))
    return payment
  }

  const follower = (id: string) => (progress: Progress<unknown>) => {
    const payment = entries.get(id)
    if (!payment) return
    switch (progress.stage) {
      case 'wallet':
      case 'signed': // noted already, before this
        return
      case 'ready':
      case 'broadcast':
        return void note(id, { stage: progress.stage, trouble: null })
      case 'retracted':
        return void note(id, { stage: 'retracted', block: null })
      case 'searching': {
        // looking means that there is a connection again
        const trouble = payment.trouble?.code === 'finality-timeout' ? payment.trouble : null
        return void note(id, { stage: 'searching', searched: progress.at, trouble })
      }
      case 'in-block':
      case 'finalized': {
        const { block: hash, number, outcome } = progress
        const came = outcome.done ? cameOf(payment, outcome.result) : outcome.error.message
        const block = { hash, number, done: outcome.done, came }
        if (progress.stage === 'finalized') return void note(id, { block })
        const inBlock = note(id, { stage: 'in-block', block, trouble: null }).payment
        return moved.forEach((listener) => listener(inBlock, 'in-block'))
      }
      default:
        return progress satisfies never
    }
  }

  /** Sees a payment through to its end; one that is given up waits in the journal, and one that was never signed is gone. */
  async function seeThrough(
    id: string,
    phase: 'sending' | 'looking',
    first: (options: ChainOptions) => Promise<Sent<unknown>>,
    signal: AbortSignal,
  ): Promise<Payment | Trouble> {
    const options = { signal, onProgress: follower(id) }
    let attempt = first
    let sending = phase === 'sending'
    for (;;) {
      try {
        const { result, fee, block, number } = await attempt(options)
        const payment = entries.get(id)
        if (!payment) throw new Error('A payment that was never begun.')
        const came = cameOf(payment, result)
        note(id, { block: { hash: block, number, done: true, came } })
        return settle(id, { done: true, came, result, fee })
      } catch (error) {
        const trouble = troubleOf(error)
        const payment = entries.get(id)
        if (!payment?.signed) {
          await drop([id])
          return trouble
        }
        if (isCertain(trouble, sending)) return settle(id, { done: false, trouble })
        if (signal.aborted) return payment
        const { payment: open } = note(id, { trouble: { ...trouble, landed: 'unknown' } })
        // signed for another chain than the one that answers here
        if (trouble.code === 'bad-request') return open
        const signed = payment.signed
        sending = false
        attempt = async () => {
          if (!WAITED_FOR.has(trouble.code)) await pause(AGAIN_MS, signal)
          await chain.reachable(signal)
          return chain.follow(open, signed, options)
        }
      }
    }
  }

  /** Finds out what became of a payment that this page did not begin, or gave up. */
  async function recover(id: string) {
    if (running.has(id) || queued.has(id)) return
    queued.add(id)
    const { signal } = over
    try {
      // as long as the tab that sends it lives, it is that tab's
      await locks.hold(id, () => allWritten(found(id, signal)), signal)
    } catch {
      // given up, or a journal that cannot be read any more: it is taken up again at the next start
    } finally {
      queued.delete(id)
      running.delete(id)
      if (signal.aborted) takeUp()
    }
  }

  async function found(id: string, signal: AbortSignal) {
    queued.delete(id)
    running.add(id)
    const kept = await adopt(id)
    if (!kept || kept.outcome) return
    const { signed } = kept
    if (signed) {
      const look = async (options: ChainOptions) => {
        await chain.reachable(signal)
        return chain.follow(kept, signed, options)
      }
      await seeThrough(id, 'looking', look, signal)
    } else if (locks.sure || now() - kept.madeAt > ASKED_MS) {
      settle(id, { done: false, trouble: NEVER_SENT })
    }
  }

  /** Takes a payment as the journal has it. */
  async function adopt(id: string): Promise<Payment | undefined> {
    const kept = await store.get(id)
    if (kept) entries.set(id, kept)
    else entries.delete(id)
    tell()
    return kept
  }

  function takeUp() {
    for (const { id, place, outcome } of entries.values()) {
      if (place === here && outcome === null) void recover(id)
    }
  }

  channel.onPost((id) => {
    if (running.has(id)) return
    // where it cannot be read, that tab still knows what came of it
    void adopt(id).then(takeUp, () => undefined)
  })

  return {
    all: () => [...entries.values()].toSorted((a, b) => b.madeAt - a.madeAt),
    began: (id) => begun.has(id),
    subscribe: (listener) => void changed.add(listener),
    onMoved: (listener) => void moved.add(listener),
    async read(place) {
      here = place
      const kept = await store.all().catch(() => []) // a browser that may not store has nothing stored
      const old = kept.filter(
        (payment) =>
          payment.place !== place &&
          payment.place.startsWith('demo ') &&
          now() - payment.madeAt > DEMO_KEPT_MS,
      )
      for (const payment of kept) if (!entries.has(payment.id)) entries.set(payment.id, payment)
      if (old.length > 0) await drop(old.map(({ id }) => id))
      tell()
      takeUp()
    },
    goTo(place) {
      if (place === here) return
      here = place
      over.abort()
      over = new AbortController()
      tell()
      takeUp()
    },
    async send(place, given, signer) {
      const id = newId()
      const at = now()
      const payment: Payment = {
        ...given,
        id,
        place,
        madeAt: at,
        stage: 'asking',
        steps: [{ stage: 'asking', at }],
        signed: null,
        block: null,
        searched: null,
        trouble: null,
        outcome: null,
      }
      const { promise: noted, resolve, reject } = Promise.withResolvers<void>()
      running.add(id)
      const mine = new AbortController()
      begun.set(id, mine)
      const elsewhere = over.signal
      const stop = () => mine.abort()
      elsewhere.addEventListener('abort', stop)
      const { signal } = mine
      const settled = locks
        .hold(id, async () => {
          entries.set(id, payment)
          try {
            await write(payment)
          } catch (cause) {
            entries.delete(id)
            throw notNoted(cause)
          }
          resolve()
          tell()
          return allWritten(
            seeThrough(
              id,
              'sending',
              (options) =>
                chain.submit(payment, signer, {
                  ...options,
                  async onSigned(signed) {
                    // asked for twice while the wallet waited: some keys sign the same call to the same bytes
                    const first = [...entries.values()].find(
                      (one) => one.id !== id && one.signed?.hash === signed.hash,
                    )
                    if (first) throw sameAgain(first.title)
                    const { written } = note(id, { stage: 'signed', signed })
                    await written.catch((cause: unknown) => {
                      const before = entries.get(id)
                      if (before) entries.set(id, { ...before, signed: null }) // so it will not be sent
                      throw notNoted(cause)
                    })
                  },
                }),
              signal,
            ),
          )
        })
        .finally(() => {
          elsewhere.removeEventListener('abort', stop)
          running.delete(id)
          if (signal.aborted) takeUp()
        })
      settled.catch(reject)
      await noted
      return { id, settled }
    },
    giveUp(id) {
      if (entries.get(id)?.stage === 'asking') begun.get(id)?.abort()
    },
  }
}

// the result is that of the intent's own kind, by the write that was made of it
const cameOf = ({ intent }: Payment, result: unknown): string =>
  outcomeWords(intent as never, result as never)

const pauseFor = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
