import { equal, toHex, type Bytes } from '#lib/bytes.ts'
import { accountOf } from './balances.ts'
import type { Extrinsic } from './extrinsic.ts'
import { alreadyImported, tooLowPriority } from './rpcerror.ts'
import type { Store } from './store.ts'

/** What `author_extrinsicUpdate` tells (facts: tfchain.md section 12). */
export type Status = Record<string, null | string | string[]>

export interface Entry {
  extrinsic: Extrinsic
  /** Block whose hash was signed. */
  birth: number
  /** Number of the block at which the signature dies; Infinity for an immortal one. */
  death: number
  tell: ((status: Status) => void)[]
  /** A number before its own is missing: it is not ready yet. */
  future: boolean
  /** It was in a block that was taken back. */
  again: boolean
}

/** Extrinsics that wait for a block. */
export function createPool(store: Store) {
  let entries: Entry[] = []
  const nonceOf = (who: Bytes) => accountOf(store, who).nonce
  const of = (who: Bytes) => entries.filter(({ extrinsic }) => equal(extrinsic.signer, who))

  const remove = (entry: Entry) => {
    entries = entries.filter((other) => other !== entry)
  }

  return {
    all: (): readonly Entry[] => entries,
    remove,
    /** Puts in; throws 1013 and 1014. One with the same nonce and a lower tip makes place. */
    add(entry: Entry) {
      const { extrinsic } = entry
      if (entries.some((other) => equal(other.extrinsic.hash, extrinsic.hash))) {
        throw alreadyImported(`0x${toHex(extrinsic.hash)}`)
      }
      const rival = of(extrinsic.signer).find((other) => other.extrinsic.nonce === extrinsic.nonce)
      if (rival) {
        if (rival.extrinsic.tip >= extrinsic.tip) throw tooLowPriority()
        remove(rival)
        for (const tell of rival.tell) tell({ usurped: `0x${toHex(extrinsic.hash)}` })
      }
      entries.push(entry)
    },
    /** Puts back what was in a block that is no more, before all others. */
    restore(back: readonly Entry[]) {
      entries = [...back, ...entries]
    },
    /** The account's next number, what waits without a gap counted in. */
    nextNonce(who: Bytes): number {
      const waiting = new Set(of(who).map(({ extrinsic }) => extrinsic.nonce))
      let next = nonceOf(who)
      while (waiting.has(next)) next++
      return next
    },
    /** What the next block may take, each account's in the order of its numbers. */
    ready(): Entry[] {
      const next = new Map<string, number>()
      const sorted = entries.toSorted((a, b) => a.extrinsic.nonce - b.extrinsic.nonce)
      return sorted.filter(({ extrinsic: { signer, nonce } }) => {
        const id = toHex(signer)
        const due = next.get(id) ?? nonceOf(signer)
        if (nonce > due) return false
        next.set(id, Math.max(due, nonce + 1))
        return true
      })
    },
  }
}

export type Pool = ReturnType<typeof createPool>
