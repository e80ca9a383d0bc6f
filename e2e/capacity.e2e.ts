import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectRow, expectTitle, open, openAs, watchPage } from './utils.ts'

const table = (page: Page) => page.getByRole('table', { name: 'Capacity' })
const section = (page: Page, name: string) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })

test('each resource in three parts, and CPU that is promised more than once', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/11/capacity')
  await expectRow(table(page), {
    Resource: 'CPU',
    'Part in use': '125%',
    Users: '40threads',
    Free: '0threads',
    Total: '32threads',
  })
  await expectRow(table(page), {
    Resource: 'Memory',
    'Part in use': '48%',
    System: '12.6GiB',
    Users: '48.3GiB',
    Free: '64.8GiB',
    Total: '125.7GiB',
  })
  await expectRow(table(page), { Resource: 'Public IPv4', Users: '3', Free: /—/, Total: /—/ })
  await expect(page.getByText('40 threads are promised on 32')).toBeVisible()
  await expect(table(page).getByRole('meter', { name: 'CPU' })).toHaveAttribute(
    'aria-valuetext',
    '125 % used: 0 threads system, 40 threads users; 8 threads more than there are',
  )
  const load = section(page, 'Load')
  await expect(load).toContainText(/Open connections.*1,\d{3}GPUs/)
  await expect(load).toContainText('GPUs taken1of 2')
  await expect(section(page, 'What still fits')).toContainText('Fits')
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('answers are kept as lines while the page is open', async ({ page }) => {
  await open(page, '/nodes/11/capacity')
  await expect(table(page).getByRole('columnheader', { name: 'Since opened' })).toBeVisible()
  await section(page, 'Capacity').getByRole('button', { name: 'Read again' }).click()
  await expect(table(page).getByRole('columnheader', { name: 'Last 1 min' })).toBeVisible()
  await expect(table(page).getByRole('img', { name: 'Memory in use, last 1 min' })).toBeVisible()
})

test('a machine is tried by sliders, its disk against each pool, and the address keeps it', async ({
  page,
}) => {
  await open(page, '/nodes/11/capacity?cpu=4&memory=16&disk=1200')
  const fit = section(page, 'What still fits')
  const verdict = fit.getByRole('status').filter({ hasText: 'Root disk' })
  await expect(verdict).toContainText('Fits')
  await expect(verdict).toContainText('Disk goes to pool')
  await expect(verdict).toContainText('Root disk of 2.0GiB counted')
  await expect(fit).toContainText('Holds the disk')
  await expect(fit).toContainText('Too small')
  await expect(fit).toContainText('Largest VM memory64.8GiB')
  await expect(fit).toContainText('Largest SSD disk')

  await fit.getByRole('slider', { name: 'SSD disk' }).fill('2000')
  await expect(verdict).toContainText(
    'Needs 2.0 TiB in one SSD pool; the largest free piece is 1.7 TiB.',
  )
  await fit.getByRole('slider', { name: 'Memory' }).fill('100')
  await expect(verdict).toContainText('Needs 100.0 GiB of memory; 64.8 GiB is usable.')
  await fit.getByRole('slider', { name: 'CPU' }).press('ArrowRight')
  await expect(page).toHaveURL(/cpu=5&memory=100&disk=2000/)
  await page.reload()
  await expect(fit.getByRole('slider', { name: 'SSD disk' })).toHaveValue('2000')
})

test('a visitor sees what the grid proxy fetches, stamped so, and why the rest is missing', async ({
  page,
}) => {
  await openAs(page, 'visitor', '/nodes/11/capacity')
  await expectRow(table(page), { Resource: 'CPU', Users: '40threads' })
  await expect(section(page, 'Capacity')).toContainText('Grid proxy')
  await expect(section(page, 'Load')).toContainText('the grid proxy leaves them out')
  await expect(section(page, 'Load')).toContainText('GPUs taken1of 2')
  const fit = section(page, 'What still fits')
  await expect(fit).toContainText('Nodes speak only to twins')
  await expect(fit.getByRole('link', { name: 'Unlock a twin' })).toHaveAttribute(
    'href',
    /settings\/identity$/,
  )
  await expectAccessible(page)
})

test('an old node does not tell everything, and says so', async ({ page }) => {
  await open(page, '/nodes/1408/capacity')
  await expectRow(table(page), { Resource: 'CPU', Users: '4threads', Free: '28threads' })
  await expect(section(page, 'Load')).toContainText('Open connectionsnot told by this node')
  await expect(page.getByText('promised on')).toHaveCount(0)
})

test('world offline: each panel says so and can be asked again, nothing is made up', async ({
  page,
}) => {
  await open(page, '/nodes/12/capacity', 'offline')
  const capacity = section(page, 'Capacity')
  await expect(capacity.getByRole('alert')).toContainText('zos.statistics.get')
  await expect(capacity.getByRole('button', { name: 'Retry' })).toBeVisible()
  await expect(section(page, 'What still fits').getByRole('alert')).toContainText(
    'zos.storage.pools',
  )
  await expect(section(page, 'Load').getByRole('alert')).toBeVisible()
  await expect(page.getByRole('meter')).toHaveCount(0)
  await expectAccessible(page)
})

test('world garbage: numbers beyond 2^53 stay exact, wrong types stay outside', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/2011/capacity', 'garbage')
  await expectRow(table(page), { Resource: 'SSD', Total: '8.0EiB' })
  await expect(section(page, 'What still fits')).toContainText('no SSD pool')
  await open(page, '/nodes/12/capacity', 'garbage')
  await expect(section(page, 'What still fits').getByRole('alert')).toContainText(
    'zos.storage.pools',
  )
  await expectTitle(page, 'Node 12')
  expect(faults).toEqual([])
})

test('a phone shows every meter without scrolling sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, '/nodes/11/capacity')
  await expect(page.getByRole('meter', { name: 'CPU' })).toBeVisible()
  await expect(table(page)).toContainText('64.8GiB free of 125.7GiB')
  await expect(section(page, 'What still fits').getByRole('slider', { name: 'CPU' })).toBeVisible()
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})
