import { messageOf } from '#lib/error.ts'
import { BoundedMap } from './bounded.ts'
import { RmbError } from './error.ts'
import type { Twin, TwinDirectory } from './identity.ts'

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

  /** Rejects with RmbError('no-twin' | 'directory'). `anew` asks even when a record is known. */
  find(twin: number, anew = false): Promise<Twin> {
    const known = anew ? undefined : this.known(twin)
    if (known !== undefined) return Promise.resolve(known)
    let asking = this.#asked.get(twin)
    if (asking === undefined) {
      asking = this.#ask(twin, anew).finally(() => this.#asked.delete(twin))
      this.#asked.set(twin, asking)
    }
    return asking
  }

  async #ask(twin: number, anew: boolean): Promise<Twin> {
    let found: Twin | undefined
    try {
      found = await this.#directory(twin, { signal: this.#stop.signal })
    } catch (error) {
      const old = this.#records.get(twin)
      if (old !== undefined && !anew) return old.twin
      throw new RmbError(
        'directory',
        `Twin ${twin} could not be looked up, so it was not called.`,
        {
          details: messageOf(error),
          cause: error,
        },
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
