import type { Counters, Pool } from '#node/schemas.ts'
import { mostCpu, type Wish } from './fits.ts'

const GIB = 1n << 30n

/** Where the sliders stand: threads, GiB, GiB. */
export interface Slid {
  cpu: number
  memory: number
  disk: number
}

/** How far the sliders reach: to all the node has, free or not, so that "does not fit" can be seen too. */
export interface Limits extends Slid {
  diskStep: number
}

/** Whole GiB, exact below 2^53. */
const gib = (bytes: bigint) => Number(bytes / GIB)

export function limitsOf(counters: Counters, pools: readonly Pool[]): Limits {
  const ssd = pools
    .filter((pool) => pool.type.toLowerCase() === 'ssd')
    .reduce((most, { size }) => (size > most ? size : most), 0n)
  // about 200 steps at most, in a round number
  const diskStep = [1, 5, 10, 50, 100].find((step) => gib(ssd) / step <= 300) ?? 500
  return {
    cpu: Math.max(1, Number(mostCpu(counters))),
    memory: Math.max(1, gib(counters.total.mru)),
    disk: Math.floor(gib(ssd) / diskStep) * diskStep,
    diskStep,
  }
}

/** A modest machine to begin with. */
const first: Slid = { cpu: 4, memory: 16, disk: 100 }

/** The sliders as an address has them; what it lacks, or what is beyond the node, is brought within. */
export function slidFrom(search: URLSearchParams, limits: Limits): Slid {
  const read = (name: keyof Slid, least: number, step: number) => {
    const text = search.get(name)
    const wanted = text !== null && /^\d{1,9}$/.test(text) ? Number(text) : first[name]
    return Math.min(limits[name], Math.max(least, Math.round(wanted / step) * step))
  }
  return {
    cpu: read('cpu', 1, 1),
    memory: read('memory', 1, 1),
    disk: read('disk', 0, limits.diskStep),
  }
}

export const asWish = ({ cpu, memory, disk }: Slid): Wish => ({
  cpu: BigInt(cpu),
  memory: BigInt(memory) * GIB,
  disk: BigInt(disk) * GIB,
})
