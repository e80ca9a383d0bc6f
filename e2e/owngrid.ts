import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import type { Ready } from '../src/mock/server.ts'
import { expectToast, open } from './utils.ts'

/** A stand-alone grid of the test's own, whose chain can be made to fail while it runs. */
export async function ownGrid(blockMs = 400) {
  const child = spawn(
    process.execPath,
    `src/mock/server.ts --relay-port 0 --proxy-port 0 --chain-port 0 --latency 0 --block-ms ${blockMs} --control`.split(
      ' ',
    ),
    { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [line]: unknown[] = await once(createInterface({ input: child.stdout }), 'line')
  const ready = JSON.parse(String(line)) as Ready // the line that main() prints
  const base = ready.relay.replace('ws:', 'http:')
  const twins = await fetch(`${ready.proxy}/twins?twin_id=2701`)
  const [farmer] = (await twins.json()) as { accountId: string }[] // the proxy's own shape
  return {
    ...ready,
    /** The farmer's address. */
    farmer: farmer?.accountId ?? '',
    /** `fault?refuse=payment`, `skip?blocks=100` …: src/mock/control.ts. */
    async control(line: string) {
      const answer = await fetch(`${base}/__control/${line}`, { method: 'POST' })
      expect(answer.status, line).toBe(204)
    },
    end: () => void child.kill('SIGTERM'),
  }
}

export type OwnGrid = Awaited<ReturnType<typeof ownGrid>>

/** Opens the console on a grid of one's own, and unlocks its farmer there. */
export async function openOn(page: Page, grid: OwnGrid) {
  const farmer = grid.identities.find(({ name }) => name === 'farmer')
  if (!farmer) throw new Error('the grid has a farmer')
  await open(page, '/settings')
  await page.getByRole('radio', { name: /Own endpoints/ }).check()
  await page.getByRole('textbox', { name: 'Grid proxy' }).fill(grid.proxy)
  await page.getByRole('textbox', { name: 'Relay' }).fill(grid.relay)
  await page.getByRole('textbox', { name: 'Chain' }).fill(grid.chain)
  await page.getByRole('button', { name: 'Use this network' }).click()
  await expectToast(page, 'Now on your own network')
  await page.goto('/settings/identity')
  await page.getByRole('textbox', { name: 'Mnemonic or hex seed' }).fill(farmer.secret)
  await page.locator('#unlock form').getByRole('button', { name: 'Unlock', exact: true }).click()
  await expect(page.getByRole('button', { name: /Speaking as|Looking around/ })).toContainText(
    `twin ${farmer.twin}`,
  )
}
