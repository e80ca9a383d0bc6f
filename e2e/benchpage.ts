import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import type { BenchGrid } from './benchgrid.ts'
import { chromiumFlags, systemChromium } from './chromium.ts'

/** The production build as it is now, in a folder of its own, served with the strict policy. */
async function serveBuild(): Promise<{ url: string; stop: () => Promise<void> }> {
  const outDir = mkdtempSync(join(tmpdir(), 'zos-console-'))
  await build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  const server = await preview({
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 0, strictPort: false, host: '127.0.0.1' },
  })
  const address = server.httpServer.address()
  if (address === null || typeof address === 'string') throw new Error('The preview has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}

export interface Opened {
  page: Page
  stop: () => Promise<void>
}

/**
 * The production console in a real Chromium, on the network of a stand-alone grid, with one of its people
 * unlocked through the page. It stands at the settings: a reload would lock the key again.
 */
export async function openConsole(
  grid: BenchGrid,
  options: {
    identity: string
    viewport: { width: number; height: number }
    /** Pace of reading again, ms; null is off. */
    refreshMs: number | null
    /** Called with the page before it loads anything. */
    watch?: (page: Page) => void
    flags?: string[]
  },
): Promise<Opened> {
  const speaker = grid.identities.find(({ name }) => name === options.identity)
  if (!speaker) throw new Error(`The demo grid has no ${options.identity}.`)
  const served = await serveBuild()
  const executablePath = systemChromium()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...chromiumFlags, ...(options.flags ?? [])],
  })
  const stop = async () => {
    await browser.close()
    await served.stop()
  }
  try {
    const page = await browser.newPage({ viewport: options.viewport })
    page.on('pageerror', (error) => console.error(`The page threw: ${error.message}`))
    options.watch?.(page)
    const preferences = {
      version: 1,
      network: 'custom',
      custom: { gridproxy: grid.proxy, relay: grid.relay, chain: '' },
      refreshMs: options.refreshMs,
      autoLockMs: null,
    }
    await page.addInitScript(
      (chosen) => localStorage.setItem('zos-console.preferences', chosen),
      JSON.stringify(preferences),
    )
    await page.goto(`${served.url}/settings/identity`)
    const main = page.getByRole('main')
    await main.getByRole('textbox', { name: 'Mnemonic or hex seed' }).fill(speaker.secret)
    await main.getByRole('radio', { name: speaker.curve }).check({ force: true })
    await main.locator('#unlock form').getByRole('button', { name: 'Unlock' }).click()
    await main.getByRole('heading', { name: `Speaking as twin ${speaker.twin}` }).waitFor()
    return { page, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
