import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectTitle, open, openAs, watchPage } from './utils.ts'

const tree = (page: Page) => page.getByRole('list', { name: 'Hardware' })

test('hardware is a tree that can be searched', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/11/hardware')
  await expect(page.locator('dl[aria-label="Machine"]')).toContainText('Dell Inc. PowerEdge R640')
  await expect(tree(page).getByText('MemoryDevice')).toBeVisible()
  await page.getByRole('textbox', { name: /Search serials/ }).fill('poweredge')
  await expect(tree(page).getByText('PowerEdge', { exact: true })).toBeVisible()
  await expect(tree(page).getByText('MemoryDevice')).toBeHidden()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: /Search serials/ }).fill('no such part')
  await expect(page.getByText('Nothing here holds “no such part”.')).toBeVisible()
  expect(faults).toEqual([])
})

test('a serial number can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '/nodes/11/hardware')
  const serial = page.locator('dl[aria-label="Machine"] > div').filter({ hasText: 'Serial number' })
  const shown = await serial.locator('dd').innerText()
  await serial.getByRole('button', { name: 'Copy serial number' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown.trim())
})

test('the raw JSON is shown, kept in the address and saved', async ({ page }) => {
  await open(page, '/nodes/11/hardware')
  await page.getByRole('button', { name: 'Show raw JSON' }).click()
  await expect(page).toHaveURL(/view=json/)
  await expect(page.getByRole('group', { name: 'DMI as JSON' })).toContainText('"typestr": "BIOS"')
  await expectAccessible(page)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const file = await saving
  expect(file.suggestedFilename()).toBe('node-11-dmi.json')
  const saved: unknown = JSON.parse(await readFile(await file.path(), 'utf8'))
  expect(saved).toHaveProperty('sections')
  // as the node wrote it, without what the reader fills in
  expect(JSON.stringify(saved)).not.toContain('"items":[]')
})

test('a virtual machine has no tables, and that is said in words', async ({ page }) => {
  await open(page, '/nodes/5121/hardware')
  await expect(page.getByText('Node 5121 could not read its hardware tables.')).toBeVisible()
  await expect(page.getByText('exit status 1')).toBeVisible()
  await expectAccessible(page)
})

test('a visitor sees the proxy’s copy and why not more', async ({ page }) => {
  await openAs(page, 'visitor', '/nodes/11/hardware')
  await expect(page.getByText('Nodes speak only to twins')).toBeVisible()
  await expect(page.locator('dl[aria-label="The grid proxy\'s copy"]')).toContainText('Dell Inc.')
  await expectAccessible(page)
})

test('hostile and broken tables are text in a panel', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/2241/hardware', 'garbage')
  await expect(tree(page)).toContainText('<img src=x')
  await expect(page.locator('main img')).toHaveCount(0)
  await expectTitle(page, 'Node 2241')
  await open(page, '/nodes/12/hardware', 'garbage')
  await expect(page.getByText(/zos\.system\.dmi is not what it should be/)).toBeVisible()
  await open(page, '/nodes/1408/hardware', 'garbage')
  await expect(page.getByText(/too large an answer/)).toBeVisible({ timeout: 20_000 })
  expect(faults).toEqual([])
})

test('an offline node offers to try again', async ({ page }) => {
  await open(page, '/nodes/12/hardware', 'offline')
  await expect(page.getByRole('main').getByRole('button', { name: 'Retry' })).toBeVisible({
    timeout: 30_000,
  })
})

test('a phone shows the tree without scrolling sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, '/nodes/11/hardware')
  await tree(page).getByText('System', { exact: true }).click()
  await expect(tree(page).getByText('PowerEdge R640')).toBeVisible()
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})
