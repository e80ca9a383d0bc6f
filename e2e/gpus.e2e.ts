import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectRow, open, openAs, watchPage } from './utils.ts'

const table = (page: Page) => page.getByRole('table', { name: 'GPUs' })
const chances = (page: Page) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name: 'Can you have one?' }) })

test('cards with their PCI id cut in parts, memory and use', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/11/gpus')
  await expectRow(table(page), {
    Device: 'GA102GL [RTX A6000]',
    Vendor: 'NVIDIA Corporation',
    'PCI slot': '0000:17:00.0',
    'Vendor : device': '10de:2230',
    VRAM: '48.0GiB',
    'In use': /contract \d+/,
  })
  await expectRow(table(page), { 'PCI slot': '0000:65:00.0', 'In use': 'free' })
  await expect(chances(page)).toContainText(/Held by a VM of contract \d+\./)
  await expect(chances(page)).toContainText(
    'node 11 cannot be rented: others have deployments on it',
  )
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('a PCI id is copied as a VM names it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '/nodes/11/gpus')
  await table(page).getByRole('button', { name: 'Copy PCI id' }).first().click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('0000:17:00.0/10de/2230')
})

test('a node of another renter, and one that can be rented', async ({ page }) => {
  await open(page, '/nodes/6004/gpus')
  await expect(chances(page)).toContainText('Node 6004 is rented by twin 77')
  await expect(chances(page)).toContainText('You are twin 42.')
  await open(page, '/nodes/2011/gpus')
  await expect(chances(page)).toContainText(
    'Rent node 2011. Its farm asks 18.00 USD a month on top.',
  )
})

test('world gpu-rented: one’s own rented node, every card at work', async ({ page }) => {
  await open(page, '/nodes/6005/gpus', 'gpu-rented')
  await expect(chances(page)).toContainText('You rent this node: end that VM')
  await open(page, '/nodes/2011/gpus', 'gpu-rented')
  await expect(chances(page)).toContainText('Held by a VM of contract')
})

test('a node without cards says so and leads to those that have some', async ({ page }) => {
  await open(page, '/nodes/12/gpus')
  await expect(page.getByText('Node 12 has no GPU.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Nodes with a free GPU' })).toHaveAttribute(
    'href',
    /num_gpu=1&gpu_available=true/,
  )
  await expectAccessible(page)
})

test('a visitor has the proxy’s word, without the memory', async ({ page }) => {
  await openAs(page, 'visitor', '/nodes/2011/gpus')
  await expectRow(table(page), { VRAM: 'not told', 'In use': 'free' })
  await expect(page.getByText('The grid proxy leaves the memory of the cards out')).toBeVisible()
  await expect(chances(page)).toContainText('Unlock a twin, then rent node 2011.')
  await expect(chances(page).getByRole('link', { name: 'Unlock a twin' })).toBeVisible()
  await expectAccessible(page)
})

test('a silent node shows the cards as the proxy last saw them', async ({ page }) => {
  await open(page, '/nodes/3378/gpus', 'offline')
  await expect(page.getByRole('heading', { name: 'As the grid proxy last saw them' })).toBeVisible({
    timeout: 30_000,
  })
  await expect(page.getByRole('main').getByRole('button', { name: 'Retry' })).toBeVisible()
  await expectRow(table(page), { Device: 'AD102GL [L40S]', 'In use': /contract \d+/ })
})

test('hostile names and broken lists harm nothing', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/6004/gpus', 'garbage')
  await expect(table(page)).toContainText('<img src=x')
  await expect(page.locator('main img')).toHaveCount(0)
  await open(page, '/nodes/3378/gpus', 'garbage')
  await expect(page.getByText(/zos\.gpu\.list is not what it should be/)).toBeVisible()
  expect(faults).toEqual([])
})

test('a phone shows each card in two lines', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, '/nodes/6004/gpus')
  await expect(table(page)).toContainText('80.0GiB')
  await expect(table(page)).toContainText(/contract \d+/)
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})
