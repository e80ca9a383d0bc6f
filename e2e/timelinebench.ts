/**
 * `npm run bench:timeline`: what the timeline of a busy deployment costs while somebody moves it: 200
 * workloads, 10,000 changes in twelve months, at the stand-alone grid. It is dragged, panned and zoomed by
 * the wheel and scrolled for some seconds each; frames, scripts and tasks come from Chromium's own trace.
 * Exits with 1 when the scripts of a frame take more than half of it at the 95th percentile, by the
 * processor's time: on a busy machine the clock says nothing.
 */
import { cpus, loadavg } from 'node:os'
import { startGrid } from './benchgrid.ts'
import { quantile } from './benchframes.ts'
import { openConsole } from './benchpage.ts'
import { benchChart } from './benchpan.ts'

const PAGE = '/deployments/2240/43000/timeline'
const VIEWPORT = { width: 1440, height: 900 }
const LIMIT_MS = 1000 / 60 / 2

const grid = await startGrid({ world: 'busy', latency: 0 })
const { page, stop } = await openConsole(grid, {
  identity: 'tenant',
  viewport: VIEWPORT,
  refreshMs: null,
})
let failed = false
try {
  const [cpu] = cpus()
  console.log(
    `${cpus().length} × ${cpu?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1)}; ` +
      `${page.context().browser()?.version()} at ${VIEWPORT.width}×${VIEWPORT.height}`,
  )
  // a reload would lock the key again
  await page.evaluate((path) => history.pushState(null, '', path), PAGE)
  const chart = page.getByRole('application')
  await chart.waitFor({ timeout: 60_000 })
  const lanes = await page.getByRole('group', { name: /^Timeline of / }).getAttribute('aria-label')
  console.log(lanes)
  const costs = await benchChart(page, chart)
  for (const [name, { scripts }] of Object.entries(costs)) {
    if (!/dragged|wheel/.test(name) || quantile(scripts, 0.95) <= LIMIT_MS) continue
    failed = true
    console.log(`FAILED: ${name}: scripts take more than ${LIMIT_MS.toFixed(1)} ms of a frame.`)
  }
  if (!failed) console.log('ok')
} finally {
  await stop()
  await grid.stop()
}
process.exit(failed ? 1 : 0)
