import { equal } from '#lib/bytes.ts'
import { messageOf } from '#lib/error.ts'
import { BoundedMap } from './bounded.ts'
import { RmbError } from './error.ts'
import type { Twin, TwinDirectory } from './identity.ts'

/** How soon a source that could not be asked is asked again, when an older record serves meanwhile. */
const AGAIN_MS = 30_000

/**
 * A directory that remembers: asks once for many who wait, believes a record for `freshMs`, and keeps to an
 * older one when the source cannot be asked (an account never changes, a key hardly ever: facts: rmb.md
 * section 4, 5).
 */
export class Twins {
  readonly #directory: TwinDirectory
  readonly #freshMs: number
  readonly #records: BoundedMap<number, { twin: Twin; at: number }>
  readonly #asked = new Map<number, Promise<Twin>>()
  readonly #stop = new AbortController()

  constructor(directory: TwinDirectory, options: { freshMs: number; limit: number }) {
    this.#directory = directory
    this.#freshMs = options.freshMs
    this.#records = new BoundedMap(options.limit)
  }

  /** What is known and still believed, without asking. */
  known(twin: number): Twin | undefined {
    const record = this.#records.get(twin)
    return record !== undefined && performance.now() - record.at < this.#freshMs
      ? record.twin
      : undefined
  }

  /** Rejects with RmbError('no-twin' | 'directory'). */
  find(twin: number): Promise<Twin> {
    const known = this.known(twin)
    return known === undefined ? this.#ask(twin) : Promise.resolve(known)
  }

  /**
   * Asks again because `stale` did not fit an answer; undefined when there is nothing newer. Many calls may
   * find this out at once: whoever comes after the first gets what the first was told.
   */
  async renew(stale: Twin): Promise<Twin | undefined> {
    const record = this.#records.get(stale.twin)?.twin
    if (record !== undefined && record !== stale) return record
    try {
      const found = await this.#ask(stale.twin)
      return sameKeys(found, stale) ? undefined : found
    } catch {
      return undefined // then the old record stands, and the answer that did not fit it is dropped
    }
  }

  #ask(twin: number): Promise<Twin> {
    let asking = this.#asked.get(twin)
    if (asking === undefined) {
      asking = this.#read(twin).finally(() => this.#asked.delete(twin))
      this.#asked.set(twin, asking)
    }
    return asking
  }

  async #read(twin: number): Promise<Twin> {
    let found: Twin | undefined
    try {
      found = await this.#directory(twin, { signal: this.#stop.signal })
    } catch (error) {
      const old = this.#records.get(twin)
      if (old !== undefined) {
        const at = performance.now() - this.#freshMs + AGAIN_MS
        this.#records.set(twin, { twin: old.twin, at })
        return old.twin
      }
      throw new RmbError(
        'directory',
        `Twin ${twin} could not be looked up, so it was not called. Try again.`,
        { details: messageOf(error), cause: error },
      )
    }
    if (found === undefined) {
      this.#records.delete(twin)
      throw new RmbError('no-twin', `There is no twin ${twin} on this network.`)
    }
    this.#records.set(twin, { twin: found, at: performance.now() })
    return found
  }

  close(): void {
    this.#stop.abort()
  }
}

const sameKeys = (a: Twin, b: Twin): boolean =>
  equal(a.account, b.account) &&
  (a.pk === undefined ? b.pk === undefined : b.pk !== undefined && equal(a.pk, b.pk))
