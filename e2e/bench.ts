/**
 * `npm run bench`: the RMB client, with every check on, beside a bare socket that sends the same frames,
 * prepared beforehand, and matches answers by uid. Both in processes of their own, in turns, against one
 * stand-alone demo grid whose nodes answer at once. Where that can be had, the grid keeps to one processor
 * and the caller to another (`--unpinned` lets all use all). `--quick` only shows that it runs.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { createGridProxy } from '#gridproxy/client.ts'
import { twinDirectory } from '#gridproxy/twins.ts'
import { createRmbClient } from '#rmb/client.ts'
import { localIdentity } from '#rmb/crypto.ts'
import { miniSecret } from '#rmb/keys.ts'
import type { Job, Result, Round } from './benchcaller.ts'
import { canPin, ended, median, nodeOn, startGrid, type BenchGrid } from './benchgrid.ts'

const quick = process.argv.includes('--quick')
const pinned = canPin() && !process.argv.includes('--unpinned')
const CALLERS = [1, 32, 256]
const ROUNDS = { ed25519: quick ? 1 : 12, sr25519: quick ? 1 : 5 }
const WARM_MS = quick ? 100 : 150
/** At least: a round also lasts until each caller had two answers. */
const MS = 500
const COMMAND = 'zos.statistics.get'
/** Enough that neither limit of the client on calls in flight to one twin is met. */
const NODES = 64
/** A round that takes longer has lost a call. */
const PATIENCE_MS = 20_000
/** Share of the bare socket's calls per second that the client is to reach with ed25519. */
const AIM = 0.7

interface Side {
  name: Job['side']
  child: ChildProcess
}

async function start(name: Job['side'], job: Omit<Job, 'side'>): Promise<Side> {
  const [execPath, ...execArgv] = nodeOn(pinned ? 1 : undefined)
  const told = JSON.stringify({ side: name, ...job })
  const child = fork('e2e/benchcaller.ts', [told], { execPath, execArgv })
  await answerOf(child)
  return { name, child }
}

/** The next message of a process; rejects when it ends or nothing comes. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  const over = new AbortController()
  const patience = AbortSignal.any([over.signal, AbortSignal.timeout(PATIENCE_MS)])
  try {
    const [answer] = (await Promise.race([
      once(child, 'message', { signal: patience }),
      once(child, 'exit', { signal: over.signal }).then(() => {
        throw new Error('A caller of the benchmark failed.')
      }),
    ])) as unknown[] // what `once` gives
    return answer
  } finally {
    over.abort()
  }
}

async function round({ child }: Side, what: Round): Promise<Result> {
  child.send(what)
  return (await answerOf(child)) as Result // what benchcaller.ts sends for a round
}

/** Twins of nodes that have just answered at once, enciphered: the grid has slow and silent ones as well. */
async function promptNodes({ proxy, relay, identities }: BenchGrid): Promise<number[]> {
  const gridproxy = createGridProxy({ baseUrl: proxy })
  const [first] = identities
  if (!first) throw new Error('The demo grid has no identities.')
  const { twin, curve, secret } = first
  const identity = await localIdentity({ twin, curve, secret: miniSecret(secret) })
  const twins = twinDirectory(gridproxy)
  const rmb = createRmbClient({ relayUrl: relay, identity, twins })
  const { items } = await gridproxy.nodes({ status: ['up'], healthy: true, size: 2 * NODES })
  /** Those that answer, up to `most`: nobody waits for the others. */
  const answering = async (asked: number[], timeoutMs: number, most: number) => {
    const enough = new AbortController()
    const found: number[] = []
    const ask = async (to: number) => {
      await rmb.request(to, COMMAND, undefined, { timeoutMs, signal: enough.signal })
      if (found.push(to) === most) enough.abort()
    }
    await Promise.allSettled(asked.map(ask))
    return found
  }
  const up = items.map(({ twinId }) => twinId)
  // the first call makes the keys of both sides, the second one tells
  const awake = await answering(up, 15_000, NODES + 32)
  const answered = await answering(awake, 1000, NODES + 32)
  // a few of the demo grid's nodes have published no key and answer in plain
  const ciphered = new Set(rmb.traces().flatMap((t) => (t.deciphered === undefined ? [] : t.twin)))
  const prompt = answered.filter((to) => ciphered.has(to))
  rmb.close()
  identity.dispose()
  if (prompt.length < NODES)
    throw new Error(`Only ${prompt.length} nodes answer at once and enciphered.`)
  return prompt.slice(0, NODES)
}

const rate = ({ calls, ms }: Result) => (calls / ms) * 1000
const cell = (value: string, width = 9) => value.padStart(width)
const line = (cells: string[]) => console.log(cells.map((c, i) => cell(c, i < 2 ? 8 : 9)).join(''))
const percent = (share: number) => `${(share * 100).toFixed(0)} %`

/** Prints both sides at one number of callers and gives the share that the client reached. */
function report(curve: string, callers: number, sides: Record<Job['side'], Result[]>): number {
  const shares = sides.client.map((result, i) => rate(result) / rate(sides.bare[i]!)) // as many rounds of each
  const share = median(shares)
  for (const name of ['client', 'bare'] as const) {
    const of = (read: (result: Result) => number, digits: number) =>
      median(sides[name].map(read)).toFixed(digits)
    line([
      curve,
      String(callers),
      name,
      of(rate, 0),
      of(({ p50 }) => p50, 2),
      of(({ p99 }) => p99, 2),
      of(({ cpuMs, calls }) => cpuMs / calls, 3),
      name === 'client' ? percent(share) : '',
      name === 'client' && shares.length > 1
        ? `  (${percent(Math.min(...shares))} to ${percent(Math.max(...shares))})`
        : '',
    ])
  }
  return share
}

async function bench(
  grid: BenchGrid,
  nodes: number[],
  curve: keyof typeof ROUNDS,
): Promise<Map<number, number>> {
  const speaker = grid.identities.find((identity) => identity.curve === curve)
  if (!speaker) throw new Error(`The demo grid has no identity with ${curve}.`)
  const { relay, proxy } = grid
  const job = { relay, proxy, speaker, nodes, command: COMMAND }
  const sides = [await start('client', job), await start('bare', job)]
  const reached = new Map<number, number>()
  try {
    // once through every node, so that keys are made and code is compiled before anything counts
    for (const side of sides) await round(side, { callers: 32, warmMs: 0, ms: quick ? 500 : 2000 })
    for (const callers of CALLERS) {
      const results: Record<Job['side'], Result[]> = { client: [], bare: [] }
      for (let i = 0; i < ROUNDS[curve]; i++) {
        // who goes first takes turns as well
        for (const side of i % 2 === 0 ? sides : sides.toReversed()) {
          results[side.name].push(await round(side, { callers, warmMs: WARM_MS, ms: MS }))
        }
      }
      reached.set(callers, report(curve, callers, results))
    }
  } finally {
    for (const { child } of sides) await ended(child)
  }
  return reached
}

const [cpu] = cpus()
console.log(
  `${cpus().length} × ${cpu?.model ?? 'unknown processor'}, Node ${process.version}; ${NODES} nodes, ${COMMAND}, loopback, every answer enciphered; ${pinned ? 'the grid on one processor, the caller on another' : 'grid and caller on the same processors'}; ` +
    `median of ${ROUNDS.ed25519} and ${ROUNDS.sr25519} rounds of ${MS / 1000} s, client and bare socket in turns`,
)
line(['curve', 'callers', 'side', 'calls/s', 'p50 ms', 'p99 ms', 'CPU ms', 'ratio', '  (rounds)'])
const grid = await startGrid({ world: 'huge', latency: 0, core: pinned ? 0 : undefined })
try {
  const nodes = await promptNodes(grid)
  const reached = await bench(grid, nodes, 'ed25519')
  await bench(grid, nodes, 'sr25519')
  for (const callers of [32, 256]) {
    const share = reached.get(callers) ?? NaN
    const verdict = share >= AIM ? 'reached' : 'missed'
    console.log(
      `ed25519, ${callers} callers: ${percent(share)} of the bare socket; aim ${percent(AIM)} ${verdict}`,
    )
  }
} finally {
  await grid.stop()
}
