/**
 * `npm run pictures`: every view of the demo console in light and dark, wide and at 360 px, into
 * `e2e/shots/` for looking at; the few that the README shows go to `e2e/pictures/`. Needs `npm run demo`.
 */
import { mkdirSync } from 'node:fs'
import { chromium, type Page } from '@playwright/test'
import { preview } from 'vite'
import { chromiumFlags, systemChromium } from './chromium.ts'

interface View {
  name: string
  path: string
  world?: string
  /** What stands on the page when it is ready. */
  ready: (page: Page) => Promise<unknown>
}

const text = (words: string | RegExp) => (page: Page) =>
  page.getByText(words).first().waitFor({ timeout: 30_000 })

const views: View[] = [
  { name: 'nodes', path: '/nodes', ready: text(/1[0-9] of 18 on screen answered/) },
  { name: 'overview', path: '/nodes/11', ready: text('qsfsd') },
  { name: 'hardware', path: '/nodes/11/hardware', ready: text('Processor') },
  { name: 'capacity', path: '/nodes/11/capacity', ready: text('Open connections') },
  { name: 'storage', path: '/nodes/11/storage', ready: text(/Largest/) },
  { name: 'network', path: '/nodes/11/network', ready: text('Next free') },
  { name: 'gpus', path: '/nodes/11/gpus', ready: text(/A6000/) },
  { name: 'farmer', path: '/nodes/11/farmer', world: 'farmer', ready: text('Set as exit') },
  { name: 'deployments', path: '/deployments', ready: text(/9 of 10 answered/) },
  { name: 'watching', path: '/deployments?twin=42', world: 'visitor', ready: text('staging') },
  { name: 'workloads', path: '/deployments/6110/41600', ready: text('shopvm_pubip') },
  { name: 'failed', path: '/deployments/3377/41811', ready: text(/memory size 68719476736/) },
  { name: 'timeline', path: '/deployments/11/41532/timeline', ready: text(/vm exited too many/) },
  { name: 'topology', path: '/deployments/11/41532/topology', ready: text('The same as a list') },
  { name: 'signatures', path: '/deployments/12/41640/signatures', ready: text('valid') },
  { name: 'raw', path: '/deployments/11/41532/raw', ready: text(/signature_requirement/) },
  {
    name: 'busy',
    path: '/deployments/2240/43000/timeline',
    world: 'busy',
    ready: text('In this state'),
  },
  { name: 'contracts', path: '/contracts', ready: text('Discounts') },
  { name: 'contract', path: '/contracts/41600', ready: text('Last bill') },
  { name: 'account', path: '/account', ready: text(/in \d+ d/) },
  { name: 'session-twin', path: '/settings/session-twin', ready: text('Make the key') },
  { name: 'farms', path: '/farms', ready: text('Nile Cloud') },
  { name: 'farm', path: '/farms/7', ready: text('185.206.122.40') },
  { name: 'settings-network', path: '/settings', ready: text('Own endpoints') },
  { name: 'identity', path: '/settings/identity', ready: text('Unlock another') },
  { name: 'settings-refresh', path: '/settings/refresh', ready: text(/5 min/) },
  { name: 'settings-theme', path: '/settings/theme', ready: text('As the device') },
  { name: 'forbidden', path: '/nodes/11/farmer', ready: text(/Only farm 7/) },
  { name: 'offline', path: '/nodes/11/storage', world: 'offline', ready: text('Retry') },
  { name: 'empty', path: '/nodes', world: 'empty', ready: text('This grid has no nodes yet.') },
  { name: 'proxy-down', path: '/nodes', world: 'proxy-down', ready: text('Retry') },
  {
    name: 'visitor',
    path: '/nodes/11/network',
    world: 'visitor',
    ready: text(/Nodes speak only to twins/),
  },
]
/** What the README shows. */
const shown = [
  'nodes-light',
  'timeline-light',
  'deployments-dark',
  'capacity-dark',
  'farmer-dark',
  'contracts-light',
  'identity-dark',
]
const sizes = { wide: { width: 1440, height: 900 }, small: { width: 360, height: 780 } }

const chosen = process.argv.slice(2)
for (const folder of ['e2e/shots', 'e2e/pictures']) mkdirSync(folder, { recursive: true })
const server = await preview({
  build: { outDir: 'dist-demo' },
  preview: { port: 0, strictPort: false, host: '127.0.0.1' },
  logLevel: 'error',
})
const origin = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? ''
const executablePath = systemChromium()
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: chromiumFlags,
})
let missing = 0
for (const view of views.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  for (const scheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme: scheme, viewport: sizes.wide })
    const page = await context.newPage()
    const joint = view.path.includes('?') ? '&' : '?'
    await page.goto(`${origin}${view.path}${joint}mock=${view.world ?? 'default'}`)
    const late = await view.ready(page).then(
      () => false,
      () => true,
    )
    if (late) {
      missing++
      console.log(`${view.name} ${scheme}: never became ready`)
    }
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport)
      const name = `${view.name}-${scheme}`
      await page.screenshot({ path: `e2e/shots/${name}-${size}.png`, animations: 'disabled' })
      if (size === 'wide' && shown.includes(name)) {
        await page.screenshot({ path: `e2e/pictures/${name}.png`, animations: 'disabled' })
      }
    }
    await context.close()
  }
}
await browser.close()
await server.close()
console.log(`${views.length} views, ${missing} never ready`)
process.exit(missing ? 1 : 0)
