import { setTimeout } from 'node:timers/promises'
import type { Locator, Page } from '@playwright/test'
import { type Cost, costOf, heapOf, quantile } from './benchframes.ts'

const SECONDS = 5
/** Longer than a frame and a half at 60 Hz: one was missed. */
const LONG_MS = 25

/** Moves `chart` in every way for some seconds each and prints what it cost. Returns the costs by name. */
export async function benchChart(page: Page, chart: Locator): Promise<Record<string, Cost>> {
  const box = await chart.boundingBox()
  if (!box) throw new Error('The chart is not to be seen.')
  const middle = { x: box.x + box.width / 2, y: box.y + Math.min(box.height, 400) / 2 }
  const costs: Record<string, Cost> = {}
  const before = await heapOf(page)
  const run = async (name: string, act: () => Promise<void>) => {
    const cost = await costOf(page, act)
    costs[name] = cost
    print(name, cost)
  }
  /**
   * Calls `step` every 8 ms, as a mouse would, with how far the time has gone in 0 … 1. The answers are not
   * waited for one by one: the browser gives them once a frame, and every second frame would have no input.
   */
  const during = async (step: (part: number) => Promise<void>) => {
    const began = performance.now()
    const steps = new Set<Promise<void>>()
    for (let part = 0; part < 1; part = (performance.now() - began) / (SECONDS * 1000)) {
      if (steps.size < 6) {
        const one = step(part).finally(() => steps.delete(one))
        steps.add(one)
      }
      await setTimeout(8)
    }
    await Promise.all(steps)
  }
  /** To and fro at one speed, `times` in all, in -1 … 1. */
  const swing = (part: number, times: number) => Math.abs(((part * times + 0.25) % 1) * 4 - 2) - 1
  const withControl = async (act: () => Promise<void>) => {
    await page.keyboard.down('Control')
    await act()
    await page.keyboard.up('Control')
  }

  await page.mouse.move(middle.x, middle.y)
  await run('nothing', () => setTimeout(SECONDS * 1000))
  await withControl(async () => {
    for (let i = 0; i < 8; i++) await page.mouse.wheel(0, -60)
  })
  await run('dragged', async () => {
    await page.mouse.down()
    await during((part) => page.mouse.move(middle.x + swing(part, 3) * box.width * 0.3, middle.y))
    await page.mouse.up()
  })
  await run('panned by the wheel', () =>
    during((part) => page.mouse.wheel(part % 0.5 < 0.25 ? 5 : -5, 0)),
  )
  await run('zoomed by the wheel', () =>
    withControl(() => during((part) => page.mouse.wheel(0, part % 0.5 < 0.25 ? -6 : 6))),
  )
  await page.keyboard.press('0')
  await run('dragged, all seen', async () => {
    // a little closer than all, else there is nowhere to go
    await withControl(async () => {
      for (let i = 0; i < 2; i++) await page.mouse.wheel(0, -60)
    })
    await page.mouse.down()
    await during((part) => page.mouse.move(middle.x + swing(part, 3) * box.width * 0.2, middle.y))
    await page.mouse.up()
  })
  await run('scrolled through the lanes', () =>
    during((part) => page.mouse.wheel(0, part < 0.5 ? 20 : -20)),
  )
  const after = await heapOf(page)
  console.log(`heap ${before.toFixed(1)} MiB before, ${after.toFixed(1)} MiB after`)
  return costs
}

const ms = (value: number) => `${value.toFixed(1)} ms`

function print(name: string, { ms: time, frames, shown, scripts, tasks, screenMs }: Cost) {
  const long = frames.filter((each) => each > LONG_MS).length
  const cpu = tasks.map(({ cpuMs }) => cpuMs)
  const busy = cpu.reduce((sum, each) => sum + each, 0)
  console.log(
    `${name.padEnd(27)} ${((frames.length / time) * 1000).toFixed(0).padStart(2)} frames/s ` +
      `(${frames.length} drawn, ${shown} shown, ${long} over ${LONG_MS} ms), frame p50 ${ms(quantile(frames, 0.5))} p95 ${ms(quantile(frames, 0.95))}; ` +
      `longest task ${ms(Math.max(0, ...cpu))}, over 50 ms: ${cpu.filter((each) => each > 50).length}\n` +
      `${''.padEnd(27)} of processor a frame: scripts p50 ${ms(quantile(scripts, 0.5))} p95 ${ms(quantile(scripts, 0.95))}, ` +
      `main thread ${ms(busy / frames.length)}, screen ${ms(screenMs / Math.max(1, shown))}`,
  )
}
