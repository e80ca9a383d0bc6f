import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectRow, expectTitle, open, openAs, watchPage } from './utils.ts'

const table = (page: Page) => page.getByRole('table', { name: 'Storage pools' })
const section = (page: Page, name: string) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })

test('pools with what is used, the picture of them, and the largest disk of each type', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/11/storage')
  await expectRow(table(page), { Type: 'SSD', Free: '1.7TiB', Size: '2.7TiB' })
  await expectRow(table(page), { Type: 'HDD', Free: '7.1TiB', Size: '14.6TiB' })
  await expect(table(page).getByRole('row')).toHaveCount(5)
  await expect(table(page).getByRole('meter').first()).toHaveAttribute(
    'aria-valuetext',
    '1.0 TiB of 2.7 TiB used',
  )
  await expect(section(page, 'SSD')).toContainText('Largest diskin one piece1.7TiB')
  await expect(section(page, 'HDD')).toContainText('Largest diskin one piece7.1TiB')
  await expect(page.getByRole('img', { name: /^Pools by size/ })).toHaveAccessibleName(
    /SSD: 2 pools of 3.5 TiB, 2.4 TiB free; HDD: 2 pools of 21.8 TiB/,
  )
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('pools can be ordered, and an id is copied whole', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '/nodes/11/storage')
  await expectRow(table(page), { Type: 'HDD', Size: '14.6TiB' })
  await table(page).getByRole('button', { name: 'Size' }).click()
  await expect(table(page).getByRole('row').nth(1)).toContainText('14.6TiB')
  await table(page)
    .getByRole('button', { name: /^Copy pool id/ })
    .first()
    .click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[0-9a-f-]{32,36}$/)
})

test('a visitor learns why there are no pools, and the sums that the proxy has', async ({
  page,
}) => {
  await openAs(page, 'visitor', '/nodes/11/storage')
  await expect(section(page, 'Storage pools')).toContainText('Nodes speak only to twins')
  await expect(page.getByRole('link', { name: 'Unlock a twin' })).toHaveAttribute(
    'href',
    /settings\/identity$/,
  )
  await expect(section(page, 'Disks in all')).toContainText('Grid proxy')
  await expect(section(page, 'Disks in all')).toContainText('HDD21.8TiB')
  await expectAccessible(page)
})

test('a light node has pools like any other', async ({ page }) => {
  await open(page, '/nodes/5121/storage')
  await expectRow(table(page), { Type: 'SSD', Size: '2.9TiB' })
  await expect(section(page, 'HDD')).toContainText('1 pool')
})

test('a node without pools says what to do, and leads to nodes that have SSD', async ({ page }) => {
  await open(page, '/nodes/10013/storage', 'huge')
  await expect(page.getByText('This node has no storage pools.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Find a node with SSD' })).toHaveAttribute(
    'href',
    /\/nodes\?free_sru=10$/,
  )
  await expectAccessible(page)
})

test('world offline: the panel says so and can be asked again, no picture is made up', async ({
  page,
}) => {
  await open(page, '/nodes/12/storage', 'offline')
  await expect(section(page, 'Storage pools').getByRole('alert')).toContainText('zos.storage.pools')
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Pools by size/ })).toHaveCount(0)
})

test('world garbage: unknown types verbatim, empty names told, markup is only text', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/2011/storage', 'garbage')
  await expectRow(table(page), { Type: 'levitating', Size: '8.0EiB' })
  await open(page, '/nodes/2240/storage', 'garbage')
  await expectRow(table(page), { Pool: 'no id told', Type: 'not told' })
  await open(page, '/nodes/2241/storage', 'garbage')
  await expectRow(table(page), { Type: /<img src=x/ })
  await expect(page.locator('main img')).toHaveCount(0)
  await expectTitle(page, 'Node 2241')
  await open(page, '/nodes/12/storage', 'garbage')
  await expect(section(page, 'Storage pools').getByRole('alert')).toContainText(
    'not what it should be',
  )
  expect(faults).toEqual([])
})

test('a phone shows pools in two lines without scrolling sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, '/nodes/11/storage')
  await expect(table(page)).toContainText('1.7TiB free of 2.7TiB')
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})
