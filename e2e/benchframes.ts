import type { Page } from '@playwright/test'
import type { TraceEvent } from './benchtasks.ts'

/** What a stretch of time cost, by the browser's own trace. Milliseconds. */
export interface Cost {
  /** By the clock. */
  ms: number
  /** Between two frames that the page drew. */
  frames: number[]
  /** Frames that reached the screen. */
  shown: number
  /** The page's scripts between two callbacks of frames, listeners and timers among them; processor's time. */
  scripts: number[]
  /** Tasks of the main thread, processor's time and by the clock. */
  tasks: { ms: number; cpuMs: number }[]
  /** Processor's time of the threads that put the picture together and on the screen. */
  screenMs: number
}

const BEGIN = 'zos-console-begin'
const TASK = 'ThreadControllerImpl::RunTask'
const END = 'zos-console-end'
/** Whatever runs scripts: nested ones are not counted twice. */
const SCRIPTS = [
  'FunctionCall',
  'EvaluateScript',
  'RunMicrotasks',
  'FireAnimationFrame',
  'TimerFire',
]

/** Without a graphics card these do its work. */
const SCREEN = ['VizCompositorThread', 'Compositor']

/** Runs `act` under Chromium's trace and tells what it cost the page. */
export async function costOf(page: Page, act: () => Promise<void>): Promise<Cost> {
  const browser = page.context().browser()
  if (!browser) throw new Error('Only a launched browser can be traced.')
  const cdp = await browser.newBrowserCDPSession()
  const events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[]))) // the trace's own format
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'viz', 'blink.user_timing', 'devtools.timeline'],
    },
  })
  await page.evaluate((mark) => void performance.mark(mark), BEGIN)
  await act()
  await page.evaluate((mark) => void performance.mark(mark), END)
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve))
  await cdp.send('Tracing.end')
  await complete
  await cdp.detach()
  return read(events)
}

function read(events: readonly TraceEvent[]): Cost {
  const mark = (wanted: string) => {
    const found = events.find(({ name, ts }) => name === wanted && ts !== undefined)
    if (!found) throw new Error('The trace has lost its mark.')
    return { pid: found.pid, ts: found.ts ?? 0 }
  }
  const { pid, ts: from } = mark(BEGIN)
  const to = mark(END).ts
  const main = events.find(
    (event) =>
      event.pid === pid && event.name === 'thread_name' && event.args?.name === 'CrRendererMain',
  )
  const here = events
    .filter((event) => event.pid === pid && (event.ts ?? 0) >= from && (event.ts ?? 0) <= to)
    .toSorted((a, b) => (a.ts ?? 0) - (b.ts ?? 0))
  const onMain = here.filter(({ tid, ph }) => tid === main?.tid && ph === 'X')
  // drawn to the screen in another process
  const shown = events.filter(
    ({ name, ph, ts = 0 }) =>
      name === 'Display::DrawAndSwap' && ph === 'X' && ts >= from && ts <= to,
  ).length
  const callbacks = onMain
    .filter(({ name }) => name === 'FireAnimationFrame')
    .map(({ ts = 0 }) => ts)
  const scripts = new Float64Array(callbacks.length + 1)
  let until = -Infinity
  let frame = 0
  for (const { name, ts = 0, dur = 0, tdur } of onMain) {
    while (frame < callbacks.length && callbacks[frame]! < ts) frame++ // frame < length
    if (!SCRIPTS.includes(name) || ts < until) continue
    until = ts + dur
    scripts[frame]! += (tdur ?? dur) / 1000 // frame <= callbacks.length
  }
  const screens = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && SCREEN.includes(args?.name ?? ''))
      .map((event) => `${event.pid} ${event.tid}`),
  )
  const onScreen = events.filter(
    ({ name, ph, ts = 0, ...thread }) =>
      ph === 'X' &&
      name === TASK &&
      ts >= from &&
      ts <= to &&
      screens.has(`${thread.pid} ${thread.tid}`),
  )
  return {
    ms: (to - from) / 1000,
    frames: callbacks.slice(1).map((ts, i) => (ts - callbacks[i]!) / 1000), // one before each
    shown,
    scripts: [...scripts].slice(1),
    tasks: onMain
      .filter(({ name }) => name === TASK)
      .map(({ dur = 0, tdur }) => ({ ms: dur / 1000, cpuMs: (tdur ?? dur) / 1000 })),
    screenMs: onScreen.reduce((sum, { dur = 0, tdur }) => sum + (tdur ?? dur) / 1000, 0),
  }
}

/** The value below which `part` (0 … 1) of them lie; 0 for none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
}

/** MiB of the scripts' heap after the garbage was collected. */
export async function heapOf(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  await cdp.detach()
  return usedSize / 2 ** 20
}
