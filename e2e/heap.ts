/**
 * `npm run bench:heap`: a console left polling 14 nodes keeps a flat heap. An hour at the shortest pace is
 * 360 rounds; here long intervals run forty times as fast, so it takes some minutes. At each quarter the
 * garbage is collected, and what remains is told, in the page and in the Worker that holds the key. Exits
 * with 1 when the second half of the hour has added more than the bound to either.
 */
import { cpus, loadavg } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'
import { startGrid } from './benchgrid.ts'
import { openConsole } from './benchpage.ts'

const quick = process.argv.includes('--quick')
const PACE_MS = 10_000
const NODES = 14
/** Answers of an hour. */
const HOUR = quick ? 40 * NODES : (3_600_000 / PACE_MS) * NODES
/** Answers before the hour begins: rings fill, code is compiled. */
const WARM = (quick ? 10 : 150) * NODES
const FASTER = 40
/** Part of a heap that the second half may add. */
const BOUND = 0.03
/** The slowest node of the demo grid answers in 8 s. */
const REST_MS = quick ? 2000 : 9000
const PATIENCE_MS = 15 * 60_000
/** An answer's frame holds counters and a signature; what the relay says of itself is shorter. */
const ANSWER_BYTES = 200

declare global {
  interface Window {
    /** While true, hurried intervals do nothing, so that no call is under way when the heap is looked at. */
    resting?: boolean
  }
}

/** Makes long intervals short and leaves every other timer alone: calls keep their time-outs. */
function hurry(faster: number) {
  const native = window.setInterval.bind(window)
  const hurried = (run: () => void, ms = 0) =>
    ms < 10_000 ? native(run, ms) : native(() => window.resting || run(), ms / faster)
  Object.assign(window, { setInterval: hurried })
}

interface Usage {
  answers: number
  /** Bytes of the scripts' heap. The browser's own objects are counted apart: its debugger notes down each request there. */
  page: number
  worker: number
  /** Of the document. */
  nodes: number
  listeners: number
}

/** A way to ask the debugger of the page's Worker. */
async function workerOf(cdp: CDPSession) {
  const attached = new Promise<string>((resolve) => {
    cdp.once('Target.attachedToTarget', ({ sessionId }) => resolve(sessionId))
  })
  await cdp.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  const sessionId = await attached
  let id = 0
  return (method: string) => {
    const asked = ++id
    const answer = new Promise<{ usedSize?: number }>((resolve) => {
      const listen = ({ message }: { message: string }) => {
        const said = JSON.parse(message) as { id?: number; result?: { usedSize?: number } } // the protocol's answers
        if (said.id !== asked) return
        cdp.off('Target.receivedMessageFromTarget', listen)
        resolve(said.result ?? {})
      }
      cdp.on('Target.receivedMessageFromTarget', listen)
    })
    const message = JSON.stringify({ id: asked, method })
    return cdp.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answer)
  }
}

/** What remains after the garbage is collected, while nothing is asked. */
async function usageOf(page: Page, answers: () => number): Promise<() => Promise<Usage>> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const worker = await workerOf(cdp)
  const rest = (on: boolean) => page.evaluate((now) => void (window.resting = now), on)
  return async () => {
    await rest(true)
    await setTimeout(REST_MS)
    // once more for what the first left to finalizers
    for (let i = 0; i < 2; i++) {
      await cdp.send('HeapProfiler.collectGarbage')
      await worker('HeapProfiler.collectGarbage')
      await setTimeout(200)
    }
    const { metrics } = await cdp.send('Performance.getMetrics')
    const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? NaN
    const own = await cdp.send('Runtime.getHeapUsage')
    const usage = {
      answers: answers(),
      page: own.usedSize,
      worker: (await worker('Runtime.getHeapUsage')).usedSize ?? NaN,
      nodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
    }
    await rest(false)
    return usage
  }
}

let answers = 0
const grid = await startGrid({ world: 'default', latency: 0 })
const { page, stop } = await openConsole(grid, {
  identity: 'tenant',
  viewport: { width: 1440, height: 1000 },
  refreshMs: PACE_MS,
  watch: (fresh) =>
    fresh.on('websocket', (socket) => {
      if (new URL(socket.url()).host !== new URL(grid.relay).host) return
      socket.on('framereceived', ({ payload }) => {
        if (payload.length > ANSWER_BYTES) answers++
      })
    }),
})

async function until(count: number) {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    if (answers >= count) return
    if (Date.now() > end) throw new Error(`Only ${answers} of ${count} answers came.`)
    await setTimeout(100)
  }
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`
const percent = (part: number) => `${(part * 100).toFixed(1)} %`
let failed = false
try {
  const [cpu] = cpus()
  console.log(
    `${cpus().length} × ${cpu?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1)}; Chromium ${page.context().browser()?.version()}; ` +
      `an hour of ${NODES} nodes every ${PACE_MS / 1000} s, ${FASTER} times as fast`,
  )
  await page.evaluate(hurry, FASTER)
  await page.getByRole('navigation').getByRole('link', { name: 'Nodes' }).first().click()
  const usage = await usageOf(page, () => answers)
  const points: Usage[] = []
  for (let quarter = 0; quarter <= 4; quarter++) {
    await until(WARM + (HOUR * quarter) / 4)
    const now = await usage()
    points.push(now)
    console.log(
      `${String(now.answers).padStart(6)} answers: page ${kB(now.page)}, Worker ${kB(now.worker)}, ` +
        `${now.nodes} nodes and ${now.listeners} listeners in the document`,
    )
  }
  const [middle, end] = [points[2]!, points[4]!] // five points
  for (const part of ['page', 'worker'] as const) {
    const growth = end[part] / middle[part] - 1
    const each = ((end[part] - middle[part]) / (end.answers - middle.answers)).toFixed(1)
    if (!(growth <= BOUND)) failed = true
    console.log(
      `${part}, second half: ${growth >= 0 ? '+' : ''}${percent(growth)}, ${each} bytes per answer; bound ${percent(BOUND)}`,
    )
  }
  console.log((await page.getByText(/on screen answered/).textContent())?.trim())
  console.log(failed ? 'FAILED: the heap grows.' : 'ok')
} finally {
  await stop()
  await grid.stop()
}
process.exit(failed ? 1 : 0)
