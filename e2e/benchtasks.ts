import type { Page } from '@playwright/test'

/** One task of the page's main thread, in ms. */
export interface Task {
  /** Unix ms of its beginning. */
  at: number
  /** By the clock. */
  ms: number
  /** The processor's time in it: what remains when other programs took the processor away meanwhile. */
  cpuMs: number
}

/** One event of Chromium's trace. */
export interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** µs, of a clock of its own. */
  ts?: number
  dur?: number
  tdur?: number
  args?: { name?: string }
}

const MARK = 'zos-console-mark'

/** Records every task of the main thread by Chromium's own trace; the returned function ends that and tells them. */
export async function recordTasks(page: Page): Promise<() => Promise<Task[]>> {
  const browser = page.context().browser()
  if (!browser) throw new Error('Only a launched browser can be traced.')
  const cdp = await browser.newBrowserCDPSession()
  const events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[]))) // the trace's own format
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'] },
  })
  // ties the trace's clock to ours
  const markedAt = await page.evaluate((mark) => {
    performance.mark(mark)
    return Date.now()
  }, MARK)

  return async () => {
    const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve))
    await cdp.send('Tracing.end')
    await complete
    const mark = events.find(({ name, ts }) => name === MARK && ts !== undefined)
    if (mark?.ts === undefined) throw new Error('The trace has lost its mark.')
    const { pid, ts: zero } = mark
    const main = events.find(
      ({ name, args, ...thread }) =>
        thread.pid === pid && name === 'thread_name' && args?.name === 'CrRendererMain',
    )
    return events.flatMap(({ name, ph, ts, dur, tdur, ...thread }) =>
      ph === 'X' &&
      name.endsWith('RunTask') &&
      thread.pid === pid &&
      thread.tid === main?.tid &&
      ts !== undefined &&
      dur !== undefined
        ? { at: markedAt + (ts - zero) / 1000, ms: dur / 1000, cpuMs: (tdur ?? dur) / 1000 }
        : [],
    )
  }
}
