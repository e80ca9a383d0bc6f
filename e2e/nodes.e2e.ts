import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import {
  expectAccessible,
  expectRow,
  expectTitle,
  expectToast,
  open,
  openAs,
  readTable,
  watchPage,
} from './utils.ts'

const fleet = (page: Page) => page.getByRole('table', { name: 'Nodes' })
const ids = async (page: Page) =>
  (await readTable(fleet(page))).flatMap((row) => (row.Node ? [row.Node] : []))
const head = (page: Page, name: string) => page.getByRole('columnheader', { name })
const seconds = /^\d+(\.\d)? ?s$/

test('the fleet streams in over RMB, and one silent node delays nobody', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes')
  await expectTitle(page, 'Nodes')
  const table = fleet(page)
  await expectRow(table, {
    Node: '11',
    Status: 'Up',
    Farm: 'Lochristi Rack 2',
    Country: 'Belgium',
    'CPU free': '0',
    'Memory free': /^64\.8 ?GiB$/,
    GPU: 'RTX A6000 ×2',
    Live: seconds,
  })
  await expectRow(table, { Node: '5120', Live: seconds })
  await expectRow(table, { Node: '3380', Status: 'Standby', Live: 'asleep' })
  await expectRow(table, { Node: '4103', Status: 'Down', Live: 'no answer' })
  // node 1406 is still being waited for
  expect((await readTable(table)).find((row) => row.Node === '1406')?.Live).not.toMatch(seconds)
  await expect(page.getByText(/list (just now|\d+ s ago)/).first()).toBeVisible()
  await expect(page.getByText(/1\d of 18 on screen answered/)).toBeVisible()
  expect(faults).toEqual([])
})

test('a node that says nothing while the proxy says up disagrees, and has a tab', async ({
  page,
}) => {
  test.slow() // the node's silence itself takes 20 s
  await open(page, '/nodes?q=Nile')
  await expect(async () => {
    await expectRow(fleet(page), { Node: '1406', Status: 'Disagree', Live: /^silent \d+ s$/ })
  }).toPass({ timeout: 35_000 })
  await expectRow(fleet(page), { Node: '1408', Status: 'Up', Live: seconds })
  const tab = page.getByRole('link', { name: /Disagree/ })
  await expect(tab).toContainText('1')
  await tab.click()
  await expect(page).toHaveURL(/status=disagree/)
  await expect.poll(() => ids(page)).toEqual(['1406'])
})

test('a filter stays in the address and over a reload', async ({ page }) => {
  await open(page, '/nodes')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Free SSD' }).click()
  const field = page.getByRole('textbox', { name: /Free SSD/ })
  await field.fill('5000')
  await field.press('Enter')
  await expect(page).toHaveURL(/free_sru=5000/)
  const big = ['2240', '2241', '2246', '6004', '6005']
  await expect.poll(() => ids(page)).toEqual(big)
  await expect(page.getByRole('link', { name: /^All/ })).toContainText('5')
  await page.reload()
  await expect.poll(() => ids(page)).toEqual(big)
  await page.getByRole('button', { name: 'Free SSD ≥ 5,000 GiB' }).click()
  await page.getByRole('textbox', { name: /Free SSD/ }).fill('10000')
  await page.keyboard.press('Enter')
  await expect.poll(() => ids(page)).toEqual(['6004', '6005'])
  await page.getByRole('button', { name: 'Remove filter Free SSD' }).click()
  await expect(page).not.toHaveURL(/free_sru/)
  await expectRow(fleet(page), { Node: '11' })
})

test('filters that only say yes are set at once; countries come from the proxy', async ({
  page,
}) => {
  await open(page, '/nodes')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Public IPv4' }).click()
  await expect.poll(() => ids(page)).toEqual(['11', '2240', '5120', '6110'])
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Country' }).click()
  await page.getByRole('combobox', { name: 'Country' }).selectOption('Sweden')
  await expect.poll(() => ids(page)).toEqual(['2240'])
  await page.goBack()
  await expect.poll(() => ids(page)).toEqual(['11', '2240', '5120', '6110'])
})

test('pressing a head sorts the whole fleet at the proxy', async ({ page }) => {
  await open(page, '/nodes')
  await expectRow(fleet(page), { Node: '11' })
  await head(page, 'Uptime').getByRole('button').click()
  await expect(page).toHaveURL(/sort=-uptime/)
  await expect(head(page, 'Uptime')).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(async () => (await ids(page)).slice(0, 2).toSorted()).toEqual(['2240', '2241'])
  await head(page, 'Uptime').getByRole('button').click()
  await expect(head(page, 'Uptime')).toHaveAttribute('aria-sort', 'ascending')
  await head(page, 'Memory free').getByRole('button').click()
  await expect(page.getByText(/Sorted by memory in total/)).toBeVisible()
  await expect.poll(async () => (await ids(page)).slice(0, 2).toSorted()).toEqual(['6004', '6005'])
})

test('the search finds nodes by id, twin, farm and address', async ({ page }) => {
  await open(page, '/nodes')
  await expectRow(fleet(page), { Node: '11' })
  await page.keyboard.press('/')
  const search = page.getByRole('textbox', { name: 'Node, farm, twin or IP' })
  await expect(search).toBeFocused()
  for (const [typed, wanted] of [
    ['2241', ['2241']],
    ['2908', ['11']],
    ['twin 2909', ['12']],
    ['farm 14', ['1406', '1408']],
    ['nordk', ['6004', '6005']],
    ['91.143.80', ['5120']],
    ['2a06:57c0', ['6110']],
  ] as const) {
    await search.fill(typed)
    await expect.poll(() => ids(page), typed).toEqual([...wanted])
  }
  await search.press('Escape')
  await expect(page).not.toHaveURL(/q=/)
})

test('a tab shows its nodes, and a row leads to its node', async ({ page }) => {
  await open(page, '/nodes')
  await page
    .getByRole('navigation', { name: 'Nodes by status' })
    .getByRole('link', { name: /Down/ })
    .click()
  await expect.poll(() => ids(page)).toEqual(['4103'])
  await page.getByRole('link', { name: '4103', exact: true }).press('Enter')
  await expect(page).toHaveURL(/\/nodes\/4103/)
})

test('5,000 nodes: a far row is a scroll away, and only rows on screen exist and are asked', async ({
  page,
}) => {
  await open(page, '/nodes?sort=node_id', 'huge')
  await expect(fleet(page)).toHaveAttribute('aria-rowcount', '5001', { timeout: 20_000 })
  await expectRow(fleet(page), { Node: '11', Live: seconds })
  await fleet(page).hover()
  await page.mouse.wheel(0, 100_000)
  await expect
    .poll(async () => Number((await ids(page)).at(-1) ?? 0), { timeout: 20_000 })
    .toBeGreaterThan(12_000)
  await page.mouse.wheel(0, 200_000)
  const all = fleet(page).getByRole('row')
  await expect(all.last()).toHaveAttribute('aria-rowindex', '5001', { timeout: 20_000 })
  await expect(async () => {
    expect((await ids(page)).length).toBeGreaterThan(15)
  }).toPass()
  expect(await all.count()).toBeLessThan(80)
  await expect(page.getByText(/^\d+ of [12]\d on screen answered$/)).toBeVisible()
})

test('an export holds what is shown, with what the nodes said', async ({ page }) => {
  await open(page, '/nodes?region=Africa&sort=-node_id')
  await expectRow(fleet(page), { Node: '1408', Live: seconds })
  await expectRow(fleet(page), { Node: '4103', Live: 'no answer' })
  const save = async (name: string) => {
    await page.getByRole('button', { name: 'Export' }).click()
    const saving = page.waitForEvent('download')
    await page.getByRole('menuitem', { name }).click()
    const file = await saving
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
  }
  const csv = await save('CSV')
  expect(csv.name).toMatch(/^nodes-demo-\d{4}-\d{2}-\d{2}\.csv$/)
  const [columns, ...lines] = csv.text.trimEnd().split('\r\n')
  const names = (columns ?? '').split(',')
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])),
  )
  expect(rows.map((row) => row.nodeId)).toEqual(['4103', '4102', '1408', '1406'])
  expect(rows[2]).toMatchObject({
    farmName: 'Nile Cloud',
    status: 'up',
    verdict: 'Up',
    capacity_source: 'node',
    total_cru: '32',
    free_cru: '28',
    live: 'answered',
  })
  expect(rows[0]).toMatchObject({ verdict: 'Down', capacity_source: 'proxy', live: 'away' })
  await expectToast(page, '4 nodes exported as CSV')
  const json: unknown = JSON.parse((await save('JSON')).text)
  expect(json).toMatchObject({
    network: 'demo',
    address: expect.stringContaining('region=Africa'),
    nodes: [{ nodeId: 4103 }, { nodeId: 4102 }, { nodeId: 1408, free_cru: 28 }, { nodeId: 1406 }],
  })
})

test('without the proxy the panel says so, and the rest of the console works', async ({ page }) => {
  await open(page, '/nodes', 'proxy-down')
  const panel = page.getByRole('alert')
  await expect(panel).toContainText('The grid proxy could not be reached')
  await expect(panel.getByRole('button', { name: 'Retry' })).toBeVisible()
  await expectAccessible(page)
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: 'Settings' })
    .click()
  await expectTitle(page, /Settings|Network/)
})

test('without the relay every row stays, told by the proxy', async ({ page }) => {
  await open(page, '/nodes', 'relay-down')
  await expectRow(fleet(page), { Node: '11', Status: 'Up', 'CPU free': '0', Live: 'not asked' })
  await expect(page.getByText(/^0 of 1\d on screen answered$/)).toBeVisible()
})

test('a grid without nodes says what will stand here', async ({ page }) => {
  await open(page, '/nodes', 'empty')
  await expect(page.getByText('This grid has no nodes yet.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Choose another network' })).toBeVisible()
  await expectAccessible(page)
})

test('a search that nothing matches is cleared by one button', async ({ page }) => {
  await open(page, '/nodes?q=nobody&ipv4=true')
  await expect(page.getByText('No node matches.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expectRow(fleet(page), { Node: '11' })
  await expect(page).not.toHaveURL(/\?/)
})

test('a visitor sees the proxy’s word, and what unlocking would give', async ({ page }) => {
  await openAs(page, 'visitor', '/nodes')
  await expectRow(fleet(page), { Node: '11', Status: 'Up', Live: 'locked' })
  await expect(page.getByRole('link', { name: 'Unlock a twin' })).toHaveAttribute(
    'href',
    /\/settings\/identity$/,
  )
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const mine = page.getByRole('menuitem', { name: /Available for you/ })
  await expect(mine).toContainText('Unlock a twin first.')
  await expect(mine).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')
  await expectAccessible(page)
})

test('what nodes and farms write as markup stays text', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes?q=farm 14', 'garbage')
  await expectRow(fleet(page), { Farm: /^<img src=x onerror=/ })
  await open(page, '/nodes', 'garbage')
  await expectRow(fleet(page), { Live: 'unreadable' })
  await expect(page).toHaveTitle(/^Nodes/)
  expect(faults).toEqual([])
})

test('at 360 px a node is two lines, and nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, '/nodes')
  const row = fleet(page).getByRole('row', { name: /11 Lochristi Rack 2/ })
  await expect(row).toContainText('CPU')
  await expect(row).toContainText('64.8')
  await expect(row).toContainText(/\d\.\d\s?s/)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await expectAccessible(page)
})

test('the fleet is accessible, with filters set and with an editor open', async ({ page }) => {
  await open(page, '/nodes?region=Europe&ipv4=true&sort=-free_cru')
  await expectRow(fleet(page), { Node: '11', Live: seconds })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Region Europe' }).click()
  await expect(page.getByRole('combobox', { name: 'Region' })).toBeFocused()
  await expectAccessible(page)
})
