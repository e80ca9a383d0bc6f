import { expect, test, type Page } from '@playwright/test'
import {
  expectAccessible,
  expectRow,
  expectTitle,
  open,
  openAs,
  readTable,
  watchPage,
} from './utils.ts'

const table = (page: Page, name: string) => page.getByRole('table', { name, exact: true })
const farmIds = async (page: Page) =>
  (await readTable(table(page, 'Farms'))).flatMap((row) => (row.Farm ? [row.Farm] : []))

test('the farms with owner, certification and public IPs; a search and an order stay', async ({
  page,
}) => {
  await open(page, '/farms')
  await expectTitle(page, 'Farms')
  const farms = table(page, 'Farms')
  await expectRow(farms, {
    Farm: '7',
    Name: 'Lochristi Rack 2',
    Owner: 'twin 2701',
    'IPs free': '4',
    'IPs held': '4',
  })
  await expectRow(farms, { Farm: '60', Certification: 'Gold', Renting: 'Whole nodes only' })
  await farms.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
  await expect(page).toHaveURL(/sort=name/)
  await expect.poll(async () => (await farmIds(page))[0]).toBe('20')
  await page.getByRole('textbox', { name: 'Name, farm or twin' }).fill('rack')
  await expect.poll(() => farmIds(page)).toEqual(['7'])
  await page.reload()
  await expect.poll(() => farmIds(page)).toEqual(['7'])
  await page.getByRole('textbox', { name: 'Name, farm or twin' }).fill('twin 1190')
  await expect.poll(() => farmIds(page)).toEqual(['14'])
  await expectAccessible(page)
})

test('a tab narrows; nothing found is cleared by one button', async ({ page }) => {
  await open(page, '/farms')
  await page
    .getByRole('navigation', { name: 'Farms by kind' })
    .getByRole('link', { name: /Gold/ })
    .click()
  await expect.poll(() => farmIds(page)).toEqual(['22', '60'])
  await page.getByRole('textbox', { name: 'Name, farm or twin' }).fill('nowhere')
  await expect(page.getByText('No farm matches.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expectRow(table(page, 'Farms'), { Farm: '14' })
})

test('a farmer’s own farms stand on top; a tenant has none', async ({ page }) => {
  await openAs(page, 'farmer', '/farms')
  await expectRow(table(page, 'Your farms'), { Farm: '7', Owner: 'twin 2701' })
  await openAs(page, 'tenant', '/farms')
  await expectRow(table(page, 'Farms'), { Farm: '7' })
  await expect(table(page, 'Your farms')).toHaveCount(0)
})

test('a farm: owner, addresses free or held by which contract, nodes that answer', async ({
  page,
}) => {
  await open(page, '/farms')
  await page.getByRole('link', { name: '7', exact: true }).click()
  await expectTitle(page, 'Lochristi Rack 2')
  await expectRow(table(page, 'Public IPs'), {
    Address: /^185\.206\.122\.40\/24/,
    State: 'Held by contract 41532',
    'Of twin': '42',
    'On node': '11',
  })
  await expectRow(table(page, 'Public IPs'), { Address: /^185\.206\.122\.42/, State: 'Free' })
  await expectRow(table(page, 'Nodes'), { Node: '11', Status: 'Up', Live: /^\d\.\d ?s$/ })
  await expect(page.getByRole('button', { name: 'Copy Stellar address' })).toBeVisible()
  await expect(page.getByText('twin2701')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'In the fleet' }).click()
  await expect(page).toHaveURL(/\/nodes\?farm_ids=7/)
  await expectRow(table(page, 'Nodes'), { Node: '12', Farm: 'Lochristi Rack 2' })
})

test('the nodes of a farm stand worst first', async ({ page }) => {
  await open(page, '/farms/41')
  await expect(async () => {
    const rows = await readTable(table(page, 'Nodes'))
    expect(rows.map((row) => `${row.Node} ${row.Status}`)).toEqual(['4103 Down', '4102 Up'])
  }).toPass()
  await open(page, '/farms/33')
  await expect(async () => {
    const rows = await readTable(table(page, 'Nodes'))
    expect(rows.map((row) => row.Node)).toEqual(['3380', '3377', '3378'])
  }).toPass()
})

test('a farm without public IPs says so; one that is not there too', async ({ page }) => {
  await open(page, '/farms/14')
  await expect(page.getByText('This farm has no public IPs.')).toBeVisible()
  await open(page, '/farms/999')
  await expect(page.getByText('There is no such farm.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'All farms' })).toBeVisible()
})

test('a visitor reads a farm from the proxy and asks no node', async ({ page }) => {
  await openAs(page, 'visitor', '/farms/7')
  await expectRow(table(page, 'Nodes'), { Node: '11', Status: 'Up', Live: /^—/ })
  await expect(page.getByRole('link', { name: 'Unlock a twin' })).toBeVisible()
})

test('without the proxy both views say so; an empty grid says what will stand here', async ({
  page,
}) => {
  for (const address of ['/farms', '/farms/7']) {
    await open(page, address, 'proxy-down')
    await expect(page.getByRole('alert')).toContainText('The grid proxy could not be reached')
  }
  await open(page, '/farms', 'empty')
  await expect(page.getByText('This grid has no farms yet.')).toBeVisible()
  await expectAccessible(page)
})

test('a farm’s name that is markup stays text', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/farms/14', 'garbage')
  await expectTitle(page, /^<img src=x onerror=/)
  expect(faults).toEqual([])
})

test('at 360 px nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await openAs(page, 'farmer', '/farms')
  await expect(page.getByRole('row', { name: /7 Lochristi Rack 2/ }).first()).toContainText(
    '4 IPs free, 4 held',
  )
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await expectAccessible(page)
  await open(page, '/farms/7')
  await expect(page.getByRole('row', { name: /11/ }).first()).toContainText('Up')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await expectAccessible(page)
})
