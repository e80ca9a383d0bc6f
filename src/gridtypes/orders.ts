import { fromHex, utf8, type Bytes } from '#lib/bytes.ts'
import { challengeHash, requirementChallenge, workloadChallenge } from './challenge.ts'
import type { Deployment, LooseWorkload } from './deployment.ts'

/** More workloads than this are not searched: 8 have 40,320 orders, 9 would have nine times as many. */
export const MOST = 8

/** What tools put into the hash as expiration: nothing, or one constant for zdb and gateways (facts: grid-services.md C.2). */
export const EXPIRATIONS: readonly bigint[] = [0n, 1626394539n]

/** How many orders a search goes through for so many workloads, all expirations together. */
export const ordersOf = (workloads: number): number => {
  let orders = EXPIRATIONS.length
  for (let i = 2; i <= workloads; i++) orders *= i
  return orders
}

/** Bytes hashed at most: some seconds of a Worker. Ordinary machines need a tenth of it. */
const MOST_WORK = 1_500_000_000

/** Whether all orders of some workloads can be searched: not too many, and not too large by far. */
export function isSearchable(workloads: readonly LooseWorkload[]): boolean {
  if (workloads.length > MOST) return false
  const size = workloads.reduce((sum, one) => sum + (one.raw?.length ?? 0) + one.metadata.length, 0)
  // along the tree each part is hashed e times as often as there are orders to end it
  return ordersOf(workloads.length) * Math.E * (size / Math.max(1, workloads.length)) < MOST_WORK
}

/** The order and expiration under which a deployment has a contract's hash. */
export interface Found {
  expiration: bigint
  /** Names of the workloads in the order that was signed. */
  order: string[]
}

interface SearchOptions {
  signal?: AbortSignal | undefined
  /** Told how far the search is, 0 … 1. */
  progress?: ((done: number) => void) | undefined
}

/**
 * Finds the order of workloads and the expiration for which the deployment has the hash (32 hex digits): a
 * node answers workloads in random order and without the expiration (facts: node-api.md section 7.6).
 * Undefined when there is none, which proves nothing, and for what is not searchable. Comes up for air
 * some dozen times, so that a Worker hears an abort; rejects with the signal's reason. Rejects with
 * GridTypesError for an address or hex that is none.
 */
export async function searchOrders(
  deployment: Deployment,
  contractHash: string,
  { signal, progress }: SearchOptions = {},
): Promise<Found | undefined> {
  const wanted = fromHex(contractHash)
  const { workloads } = deployment
  if (wanted?.length !== 16 || !isSearchable(workloads)) return undefined
  const parts = workloads.map((workload) => utf8(workloadChallenge(workload)))
  const tail = utf8(requirementChallenge(deployment.signature_requirement))
  for (const [round, expiration] of EXPIRATIONS.entries()) {
    const { version, twin_id, metadata, description } = deployment
    const head = utf8(`${version}${twin_id}${metadata}${description}${expiration}`)
    const tree = orderTree(head, parts, tail, wanted)
    for (const [done, first] of tree.firsts.entries()) {
      signal?.throwIfAborted()
      const order = tree.search(first)
      const found = order && arranged(deployment, { expiration, order })
      if (found && challengeHash(found) === contractHash.toLowerCase()) {
        return { expiration, order: found.workloads.map(({ name }) => name) }
      }
      progress?.((round + (done + 1) / tree.firsts.length) / EXPIRATIONS.length)
      if (workloads.length > 6) await breath()
    }
  }
  return undefined
}

const breath = () => new Promise((resolve) => setTimeout(resolve))

/** The deployment with its workloads in an order of indices and with an expiration. */
const arranged = (
  deployment: Deployment,
  { expiration, order }: { expiration: bigint; order: readonly number[] },
): Deployment => ({
  ...deployment,
  expiration,
  // the order holds each index of the workloads once
  workloads: order.map((i) => deployment.workloads[i]!),
})

/** The deployment in the order and with the expiration that were found for it; names are unique in a deployment. */
export function asFound(deployment: Deployment, { expiration, order }: Found): Deployment {
  const place = new Map(order.map((name, i) => [name, i]))
  const at = (name: string) => place.get(name) ?? order.length
  return {
    ...deployment,
    expiration,
    workloads: deployment.workloads.toSorted((a, b) => at(a.name) - at(b.name)),
  }
}

/**
 * All orders of some parts between a head and a tail, hashed along the tree of their beginnings: what two
 * orders have in common at their start is hashed once. The text lies in one buffer, into which each branch
 * writes its part behind its parent's; head, tail and padding have their place whatever the order is. Eight
 * workloads of 400 bytes take 0.1 s so, and 0.6 s with clones of a general hasher.
 */
function orderTree(head: Bytes, parts: readonly Bytes[], tail: Bytes, wanted: Bytes) {
  const count = parts.length
  const length = head.length + tail.length + parts.reduce((sum, part) => sum + part.length, 0)
  const padded = (((length + 8) >> 6) << 6) + 64
  const text = new Uint8Array(padded)
  const view = new DataView(text.buffer)
  text.set(head)
  text.set(tail, length - tail.length)
  text[length] = 0x80
  view.setBigUint64(padded - 8, BigInt(length) * 8n, true)
  // one hash state of four words per depth, and one for the end
  const states = new Int32Array(4 * (count + 3))
  states.set(START)
  const end = 4 * (count + 2)
  const target = new DataView(wanted.buffer, wanted.byteOffset)
  const order: number[] = []

  /** Hashes the whole blocks of the text from `from` up to `to`. Returns where it came to. */
  function hash(from: number, to: number, before: number, after: number): number {
    states.copyWithin(after, before, before + 4)
    let at = from
    for (; at + 64 <= to; at += 64) md5Block(view, at, states, after)
    return at
  }

  function step(at: number, hashed: number, left: number, depth: number): boolean {
    if (left === 0) {
      hash(hashed, padded, 4 * depth, end)
      for (let i = 0; i < 4; i++) {
        if (states[end + i] !== target.getInt32(4 * i, true)) return false
      }
      return true
    }
    for (let i = 0; i < count; i++) {
      if (!(left & (1 << i))) continue
      if (branch(i, at, hashed, left, depth)) return true
    }
    return false
  }

  function branch(i: number, at: number, hashed: number, left: number, depth: number): boolean {
    const part = parts[i]! // i counts the parts
    text.set(part, at)
    const next = at + part.length
    order[depth] = i
    const now = hash(hashed, next, 4 * depth, 4 * (depth + 1))
    return step(next, now, left & ~(1 << i), depth + 1)
  }

  return {
    /** The branches of the first level, or the trunk alone where there are no parts. */
    firsts: count === 0 ? [-1] : parts.map((_, i) => i),
    /** The order of indices, beginning with `first`, that has the wanted hash. */
    search(first: number): number[] | undefined {
      const all = (1 << count) - 1
      const done = first < 0 ? step(head.length, 0, 0, 0) : branch(first, head.length, 0, all, 0)
      return done ? [...order] : undefined
    },
  }
}

// MD5 by RFC 1321, for the tree above alone; what it finds is hashed again by the library
const START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
const SINES = Int32Array.from({ length: 64 }, (_, i) => 2 ** 32 * Math.abs(Math.sin(i + 1)))
const TURNS = Uint8Array.of(7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21)
const words = new Int32Array(16)

/** One block of 64 bytes at `at`, into the state at `state`. */
function md5Block(view: DataView, at: number, states: Int32Array, state: number): void {
  for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + 4 * i, true)
  // the indices are within the arrays, by the masks
  let a = states[state]!
  let b = states[state + 1]!
  let c = states[state + 2]!
  let d = states[state + 3]!
  for (let i = 0; i < 64; i++) {
    let mixed: number
    let word: number
    if (i < 16) {
      mixed = d ^ (b & (c ^ d))
      word = i
    } else if (i < 32) {
      mixed = c ^ (d & (b ^ c))
      word = (5 * i + 1) & 15
    } else if (i < 48) {
      mixed = b ^ c ^ d
      word = (3 * i + 5) & 15
    } else {
      mixed = c ^ (b | ~d)
      word = (7 * i) & 15
    }
    const sum = (mixed + a + SINES[i]! + words[word]!) | 0
    const turn = TURNS[((i >> 4) << 2) | (i & 3)]!
    a = d
    d = c
    c = b
    b = (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0
  }
  states[state] = states[state]! + a
  states[state + 1] = states[state + 1]! + b
  states[state + 2] = states[state + 2]! + c
  states[state + 3] = states[state + 3]! + d
}
