import { ChainError } from '#chain/errors.ts'
import type { Progress, Signed } from '#chain/progress.ts'
import { verifySignatures } from '#gridtypes/signature.ts'
import { DeployError } from '../error.ts'
import type { Left } from './calls.ts'
import { applied, lookUp, type Look } from './chainhalf.ts'
import { readEntry } from './journal.ts'
import { callsOf, next, type Step } from './next.ts'
import { askFor, contractFault, handOver, verifyGone, watch, type Heard } from './nodehalf.ts'
import type {
  DeploymentSigner,
  JournalStore,
  Payer,
  SagaChain,
  SagaClock,
  SagaLocks,
  SagaNode,
} from './ports.ts'
import { partAt, withPart, type Call, type Saga, type Sent } from './saga.ts'
import { insistOnHash, withSignatures } from './text.ts'
import { troubleOf } from './trouble.ts'

export interface DriverOptions {
  store: JournalStore
  locks: SagaLocks
  chain: SagaChain
  node: SagaNode
  clock: SagaClock
  /** Told after every note of a saga. */
  onNote?: (saga: Saga) => void
  /** How far its extrinsic is. */
  onProgress?: (id: string, progress: Progress<Left[]>) => void
  /** How often a node at work, or a silent one, is asked; ms. */
  pace?: Partial<Pace>
}

export interface Pace {
  watchMs: number
  silentMs: number
  longestMs: number
}
const PACE: Pace = { watchMs: 3_000, silentMs: 5_000, longestMs: 60_000 }

/** What the person is there for. Without either, what has been paid for goes on by itself, and nothing is paid. */
export interface Consent {
  payer?: Payer | undefined
  sign?: DeploymentSigner | undefined
  signal?: AbortSignal | undefined
}

/**
 * Why a drive ended: the saga is closed · a person has to sign, to pay, or to choose (`waysOn`) · it was given up,
 * and goes on at the next drive · another tab drives it
 */
export type Stopped = 'closed' | 'sign' | 'pay' | 'choose' | 'aborted' | 'elsewhere'

export interface Drive {
  saga: Saga
  stopped: Stopped
}

/**
 * Takes a saga from where its journal says it is to its end, one step after the other, each written before it is
 * taken. Rejects with DeployError: `storage` where the journal does not store, and then nothing more is done,
 * `unreadable` for an entry that is damaged or not there.
 */
export function createDriver(options: DriverOptions) {
  const { store, locks, chain, node, clock } = options
  const pace = { ...PACE, ...options.pace }

  async function read(id: string): Promise<Saga> {
    const entry = readEntry(id, await store.get(id))
    if ('saga' in entry) return entry.saga
    throw new DeployError('unreadable', 'This entry of the journal cannot be read.', {
      details: entry.damaged.fault,
    })
  }

  async function note(saga: Saga): Promise<Saga> {
    const noted = { ...saga, seq: saga.seq + 1 }
    await store.put(noted)
    options.onNote?.(noted)
    return noted
  }

  /** One run of the machine over one saga. */
  function run(first: Saga, { payer, sign, signal }: Consent) {
    let saga = first
    let looked = false
    const rests = new Map<number, number>()
    const tries = new Map<number, number>()

    const write = async (changed: Saga) => {
      saga = await note(changed)
    }
    const ports = () => ({ chain, node, now: clock.now(), signal })

    /** Why everything stops for now; the journal says it, unless it was the person's own wish. */
    async function halt(error: unknown): Promise<Stopped> {
      if (signal?.aborted) return 'aborted'
      await write({ ...saga, trouble: troubleOf(error, clock.now()) })
      return 'choose'
    }

    async function signAll(): Promise<Stopped | undefined> {
      if (!sign) return 'sign'
      let signed = saga
      for (const [at, part] of saga.parts.entries()) {
        if (part.kind === 'cancel' || part.stage !== 'new') continue
        try {
          const { hash } = part
          const deployment = insistOnHash(part.text, hash)
          const style = deployment.signature_requirement.signature_style
          const text = withSignatures(part.text, await sign({ text: part.text, hash, style }))
          // as its node will do it: a signature that it refuses is found before anything is paid
          const verdict = await verifySignatures(
            insistOnHash(text, hash),
            (twin) => chain.accountOf(twin),
            hash,
          )
          if (!verdict.ok) {
            throw new DeployError(
              'mismatch',
              `The node would refuse these signatures: ${verdict.reason}.`,
            )
          }
          signed = withPart(signed, at, { text })
        } catch (error) {
          return halt(error)
        }
      }
      await write({ ...signed, signed: true })
    }

    async function look(): Promise<Stopped | undefined> {
      try {
        for (const part of saga.parts) {
          if (part.kind !== 'cancel') insistOnHash(part.text, part.hash)
        }
        const found = await lookUp(saga, ports())
        const changed = { ...found.saga, trouble: found.trouble }
        if (JSON.stringify(changed, big) !== JSON.stringify(saga, big)) await write(changed)
        looked = true
      } catch (error) {
        return halt(error)
      }
    }

    async function pay(calls: Call[]): Promise<Stopped | undefined> {
      if (!payer) return 'pay'
      await write({ ...saga, tx: { calls, signed: null } })
      const onSigned = async (signed: Signed) => {
        await write({ ...saga, tx: { calls, signed } })
      }
      let left: Left[]
      try {
        left = await chain.submit(calls, payer, { signal, onSigned, onProgress })
      } catch (error) {
        if (saga.tx?.signed) return unsettled(error, calls, true)
        await write({ ...saga, tx: null })
        return halt(error)
      }
      await write(applied(saga, calls, left))
    }

    const onProgress = (progress: Progress<Left[]>) => options.onProgress?.(saga.id, progress)

    async function find(): Promise<Stopped | undefined> {
      const { tx } = saga
      if (!tx?.signed) return undefined
      let left: Left[]
      try {
        left = await chain.follow(tx.calls, tx.signed, { signal, onProgress })
      } catch (error) {
        return unsettled(error, tx.calls, false)
      }
      await write(applied(saga, tx.calls, left))
    }

    /** An extrinsic did not come to its result: what became of it is known for certain, or looked for again. */
    async function unsettled(
      error: unknown,
      calls: Call[],
      sending: boolean,
    ): Promise<Stopped | undefined> {
      if (signal?.aborted) return 'aborted'
      const fate = fateOf(error, sending)
      const told = troubleOf(error, clock.now())
      if (fate === 'elsewhere') {
        await write({ ...saga, trouble: told })
        return 'choose'
      }
      if (fate === 'unknown') {
        const changed = { ...saga, trouble: told }
        if (!isSame(saga, changed)) await write(changed)
        await clock.sleep(pace.silentMs, signal)
        return signal?.aborted ? 'aborted' : undefined
      }
      // it is over; what it made all the same is found by node and hash, by name and by contract
      let found: Look
      try {
        found = await lookUp(saga, ports(), fate === 'in-block' ? calls : [])
      } catch {
        // the extrinsic stays noted: it is looked for again, and this after it
        await clock.sleep(pace.silentMs, signal)
        return signal?.aborted ? 'aborted' : undefined
      }
      const open = callsOf(found.saga).length > 0
      const fault = open && fate !== 'dead' ? told : null
      await write({ ...found.saga, tx: null, trouble: found.trouble ?? fault })
      looked = true
    }

    /** Takes down what a node was heard to say; the same as before is not written again. */
    async function hear(at: number, { change, rest }: Heard): Promise<void> {
      if (rest) restOf(at, change.trouble ? pace.silentMs : pace.watchMs)
      else tries.delete(at)
      const changed = withPart(saga, at, change)
      if (!isSame(saga, changed)) await write(changed)
    }

    function restOf(at: number, ms: number) {
      const tried = tries.get(at) ?? 0
      tries.set(at, tried + 1)
      rests.set(at, clock.now() + Math.min(ms * 1.5 ** tried, pace.longestMs))
    }

    /** Asks about a part; a node or a chain that does not answer is asked again later. */
    async function hearOf(
      at: number,
      ask: () => Promise<Heard | undefined>,
    ): Promise<Stopped | undefined> {
      let heard: Heard | undefined
      try {
        heard = await ask()
      } catch (error) {
        if (signal?.aborted) return 'aborted'
        heard = { change: { trouble: troubleOf(error, clock.now()) }, rest: true }
      }
      // what was handed over may have arrived: the journal says so already
      if (signal?.aborted && heard?.rest) return 'aborted'
      if (heard) await hear(at, heard)
    }

    async function send(at: number): Promise<Stopped | undefined> {
      const part = partAt(saga, at)
      if (part.kind === 'cancel') return undefined
      const { seq } = saga
      const stopped = await hearOf(at, () => contractFault(part, ports()))
      if (stopped || saga.seq !== seq || (rests.get(at) ?? 0) > clock.now()) return stopped
      await write(withPart(saga, at, { stage: 'sending', sends: part.sends + 1, trouble: null }))
      return hearOf(at, () => handOver({ ...part, stage: 'sending' }, ports()))
    }

    function take(step: Step): Promise<Stopped | undefined> {
      switch (step.step) {
        case 'unask':
          return write({ ...saga, tx: null }).then(() => undefined)
        case 'find':
          looked = false
          return find()
        case 'sign':
          return signAll()
        case 'look':
          return look()
        case 'pay':
          looked = false
          return pay(step.calls)
        case 'send':
          return send(step.part)
        case 'ask':
          return hearOf(step.part, () => askFor(deploymentAt(saga, step.part), ports()))
        case 'watch':
          return hearOf(step.part, () => watch(deploymentAt(saga, step.part), ports()))
        case 'verify':
          return hearOf(step.part, () => verifyGone(partAt(saga, step.part), ports()))
        case 'rest':
          return clock
            .sleep(Math.max(0, step.until - clock.now()), signal)
            .then(() => (signal?.aborted ? ('aborted' as const) : undefined))
        case 'close':
          return write({ ...saga, closed: step.as }).then(() => 'closed' as const)
        case 'stop':
          return Promise.resolve(saga.closed === null ? 'choose' : 'closed')
        default:
          return step satisfies never
      }
    }

    return async (): Promise<Drive> => {
      // a person who comes back to it means to go on
      if (saga.closed === null && saga.trouble) saga = { ...saga, trouble: null }
      for (;;) {
        if (signal?.aborted) return { saga, stopped: 'aborted' }
        const stopped = await take(next(saga, { now: clock.now(), looked, rests }))
        if (stopped) return { saga, stopped }
      }
    }
  }

  /** Does something to a saga that nobody else is at; undefined where somebody is. */
  async function alone<T>(id: string, work: (saga: Saga) => Promise<T>): Promise<T | undefined> {
    const release = await locks.take(id)
    if (!release) return undefined
    try {
      return await work(await read(id))
    } finally {
      release()
    }
  }

  return {
    /** Notes a new saga; nothing of it has happened yet. */
    begin: (saga: Saga): Promise<Saga> => note(saga),
    /** Goes on with it as far as it can. */
    async drive(id: string, consent: Consent = {}): Promise<Drive> {
      const driven = await alone(id, (saga) => run(saga, consent)())
      return driven ?? { saga: await read(id), stopped: 'elsewhere' }
    },
    /** Notes what a person chose; the next drive does it. False where another tab is at it. */
    async change(id: string, changed: (saga: Saga) => Saga): Promise<boolean> {
      const done = await alone(id, async (saga) => {
        await note(changed(saga))
        return true
      })
      return done ?? false
    },
  }
}

export type Driver = ReturnType<typeof createDriver>

function deploymentAt(saga: Saga, at: number): Sent {
  const part = partAt(saga, at)
  if (part.kind === 'cancel') throw new RangeError(`Part ${at} is no deployment.`)
  return part
}

const big = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)

/** Whether two states of a saga say the same, but for when a trouble was last met. */
const isSame = (a: Saga, b: Saga): boolean => {
  const timeless = (key: string, value: unknown) => (key === 'at' ? 0 : big(key, value))
  return JSON.stringify(a, timeless) === JSON.stringify(b, timeless)
}

/**
 * Refusals at the door, after which an extrinsic that was just sent cannot be in any block. One that a pool has thrown
 * out or given the place of (`invalid`, `usurped`) may be in the pools of others, and is looked for.
 */
const TURNED_AWAY: ReadonlySet<string> = new Set([
  'payment',
  'stale',
  'future',
  'bad-proof',
  'expired',
  'exhausted',
  'pool-full',
  'undecodable',
  'not-noted',
])

/**
 * What an error says of an extrinsic that was signed: `dead` it is in no block and can never be · `refused` the same,
 * and the person should know why · `in-block` · `elsewhere` it is of another chain · `unknown` it is looked for again
 */
function fateOf(error: unknown, sending: boolean) {
  if (!(error instanceof ChainError)) return 'unknown'
  const { landed, code } = error
  if (landed === 'yes') return 'in-block'
  if (sending) return landed === 'no' && TURNED_AWAY.has(code) ? 'refused' : 'unknown'
  if (code === 'expired' || code === 'usurped') return 'dead'
  return code === 'bad-request' ? 'elsewhere' : 'unknown'
}
