import { spawn, type ChildProcess } from 'node:child_process'
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
 * Starts the demo grid as a process of its own on free ports. `latency` scales the waits of ordinary nodes:
 * 0 is a grid whose nodes answer at once. Rejects when it ends before it is ready.
 */
export async function startGrid(options: {
  world: string
  latency: number
}): Promise<BenchGrid & { stop: () => Promise<void> }> {
  const args = `--relay-port 0 --proxy-port 0 --world ${options.world} --latency ${options.latency}`
  const child = spawn(process.execPath, ['src/mock/server.ts', ...args.split(' ')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
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
