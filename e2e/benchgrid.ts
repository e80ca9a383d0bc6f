import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Curve } from '#rmb/identity.ts'

/** The stand-alone demo grid as the benchmarks see it: the line that it prints when it is ready. */
export interface BenchGrid {
  /** ws address of the relay. */
  relay: string
  /** http address of the grid proxy. */
  proxy: string
  identities: { name: string; twin: number; curve: Curve; secret: string }[]
}

/**
 * The command that runs Node on one processor alone, where `taskset` can do that; plain Node elsewhere. With
 * a processor each, two processes do not take it from one another, and one number of them can be compared
 * with the next.
 */
export function nodeOn(core: number | undefined): [command: string, ...args: string[]] {
  return core === undefined ? [process.execPath] : ['taskset', '-c', `${core}`, process.execPath]
}

/** Whether processes can be kept apart: Linux with two processors or more that we may use. */
export const canPin = (): boolean =>
  [0, 1].every((core) => spawnSync('taskset', ['-c', `${core}`, 'true']).status === 0)

/**
 * Starts the demo grid as a process of its own on free ports. `latency` scales the waits of ordinary nodes:
 * 0 is a grid whose nodes answer at once. Rejects when it ends before it is ready.
 */
export async function startGrid(options: {
  world: string
  latency: number
  /** The processor it may use; any when left out. */
  core?: number | undefined
}): Promise<BenchGrid & { stop: () => Promise<void> }> {
  const args = `--relay-port 0 --proxy-port 0 --chain-port 0 --world ${options.world} --latency ${options.latency}`
  const [command, ...before] = nodeOn(options.core)
  const child = spawn(command, [...before, 'src/mock/server.ts', ...args.split(' ')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // however this program ends, the grid ends with it
  process.once('exit', () => child.kill())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const lines = createInterface({ input: child.stdout })
  const ready = await Promise.race([
    once(lines, 'line').then(([line]: unknown[]) => JSON.parse(String(line)) as BenchGrid), // what src/mock/server.ts prints first
    once(child, 'exit').then(() => {
      throw new Error('The demo grid ended before it was ready.')
    }),
  ])
  return { ...ready, stop: () => ended(child) }
}

/** Ends a process of ours and waits until it is gone. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** The middle of some numbers; of an even count, the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return low === undefined || high === undefined ? NaN : (low + high) / 2
}
