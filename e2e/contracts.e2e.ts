import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { GRID } from './ports.ts'
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

const table = (page: Page) => page.getByRole('table', { name: 'Contracts' })
const rows = async (page: Page) => (await readTable(table(page))).filter((row) => row.Contract)
const money = (page: Page, label: string) =>
  page
    .getByRole('main')
    .locator('dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })
const foot = (page: Page) => page.getByRole('complementary', { name: 'Console' }).locator('dl')
const TFT = /^[\d,]+\.\d+TFT$/

test('every contract stands there with what the chain bills for it', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/contracts')
  await expectTitle(page, 'Contracts')
  await expectRow(table(page), {
    Contract: '41540',
    Kind: 'Deployment',
    Name: 'workers',
    Node: '11',
    State: 'Active',
    'Per hour': TFT,
    'Per month': TFT,
    'In USD': /^[\d,]+\.\d\dUSD$/,
  })
  // a deployment with an address, and the name that points to it
  await expectRow(table(page), { Contract: '41532', Kind: 'Deployment + 1 IP' })
  // what ends soonest stands first: in grace, with the day of its end and its debt
  await expect
    .poll(async () => (await rows(page))[0])
    .toMatchObject({ Contract: '41702', 'Held or owed': 'owed 12.40TFT' })
  expect((await rows(page))[0]?.State).toMatch(/^In grace until \d+ \w+ \d\d:\d\d$/)
  expect(faults).toEqual([])
})

test('balance, costs and the day on which the money runs out are told together', async ({
  page,
}) => {
  await open(page, '/contracts')
  await expect(money(page, 'Can be spent')).toContainText('2,480.00')
  await expect(money(page, 'Overdue')).toContainText('12.40')
  await expect(money(page, 'Per month of 30 days')).toContainText(/USD.*TFT/)
  await expect(money(page, 'Runs out on')).toContainText(/\d+ \w+ 20\d\d, in \d+ d/)
  await expect(money(page, 'Without workers, contract 41540')).toContainText(/\+\d+ d/)
  await expect(
    page.getByRole('img', { name: /^From 2,[\d.]+ TFT now to nothing in / }),
  ).toBeVisible()
})

test('the chain is not loaded for the fleet, and its newest block is told once it is', async ({
  page,
}) => {
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(request.url()))
  await open(page, '/nodes')
  await expect(page.getByRole('table').getByRole('row').nth(3)).toBeVisible()
  await expect(foot(page)).toContainText('relay')
  await expect(foot(page)).not.toContainText('block')
  const library = () => loaded.filter((url) => /\/assets\/api-/.test(url))
  expect(library()).toEqual([])
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expectTitle(page, 'Contracts')
  await expect(foot(page)).toContainText(/block\s*18,20\d,\d\d\d/)
  expect(library()).toHaveLength(1)
  const number = async () =>
    Number((await foot(page).innerText()).replaceAll(',', '').match(/block\s*(\d+)/)?.[1])
  const first = await number()
  await expect.poll(number).toBeGreaterThan(first)
})

test('filters and order stand in the address, and what is shown can be exported', async ({
  page,
}) => {
  await open(page, '/contracts')
  await expectRow(table(page), { Contract: '41540', 'Per month': TFT })
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Kind' }).click()
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Name' })
  await expect(page).toHaveURL(/kind=name/)
  await expect
    .poll(async () => (await rows(page)).map(({ Contract }) => Contract))
    .toEqual(['41533'])
  await expectRow(table(page), { Name: 'webfrontend', Kind: 'Name', 'Per month': TFT })
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).first().click()
  await page.getByRole('menuitem', { name: 'JSON' }).click()
  const saved = await download
  await expectToast(page, '1 contract exported as JSON')
  expect(saved.suggestedFilename()).toMatch(/^contracts-demo-twin-42-.*\.json$/)
  const told: unknown = JSON.parse(await readFile(await saved.path(), 'utf8'))
  expect(told).toMatchObject({
    twin_id: 42,
    contracts: [
      {
        type: 'name',
        told_by: 'chain',
        cost: { discount: 'Gold', tft_per_month: expect.stringMatching(/^\d+\.\d{7}$/) },
      },
    ],
  })
})

test('the contracts of any twin can be looked at without a key', async ({ page }) => {
  await openAs(page, 'visitor', '/contracts')
  await expect(page.getByText('Contracts belong to a twin')).toBeVisible()
  await page.getByRole('textbox', { name: 'Look at a twin' }).fill('42')
  await page.getByRole('button', { name: 'Look', exact: true }).click()
  await expect(page).toHaveURL(/\/contracts\?twin=42/)
  await expectRow(table(page), { Contract: '41540', 'Per month': TFT })
  await expect(page.getByText('of twin 42')).toBeVisible()
  await open(page, '/contracts?twin=123456')
  await expect(page.getByText('There is no twin 123456 on this chain.')).toBeVisible()
  await expect(page.getByText('Twin 123456 has no active contract.')).toBeVisible()
})

test('where the chain cannot be reached the list is there, and says that costs are not known', async ({
  page,
}) => {
  await open(page, '/contracts', 'chain-down')
  await expect(page.getByText('No endpoint of the chain answers.')).toBeVisible({ timeout: 25_000 })
  await expect(page.getByText('Costs, balance and runway come from the chain alone.')).toBeVisible()
  await expectRow(table(page), {
    Contract: '41540',
    Name: 'workers',
    'Per month': /could not be read/,
  })
  await expect(foot(page)).not.toContainText('block')
})

test('on a phone every contract is two lines, and nothing runs out of the page', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 800 })
  await open(page, '/contracts')
  await expect(page.getByText('workers', { exact: true })).toBeVisible()
  await expect(money(page, 'Runs out on')).toContainText(/20\d\d/)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBe(360)
})

test('no barrier that axe can see', async ({ page }) => {
  await open(page, '/contracts')
  await expectRow(table(page), { Contract: '41540', 'Per month': TFT })
  await expectAccessible(page)
})

test('once the chain is connected a deployment’s contract is read from it, and the seal says so', async ({
  page,
}) => {
  await open(page, '/contracts')
  await expectRow(table(page), { Contract: '41600', 'Per month': TFT })
  await table(page).getByRole('link', { name: '41600' }).click()
  await expect(page).toHaveURL(/\/deployments\/6110\/41600/)
  await expect(page.getByText('via proxy')).toHaveCount(0)
  await page.getByRole('link', { name: 'Signatures' }).click()
  await expect(page.getByText('as the chain tells it').first()).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('Told by', { exact: true }).locator('..')).toContainText('the chain')
})

test('a chain behind a real socket is read like any other, and none is told as none', async ({
  page,
}) => {
  await open(page, '/settings')
  const own = async (chain: string) => {
    await page.getByRole('radio', { name: /Own endpoints/ }).check()
    await page
      .getByRole('textbox', { name: 'Grid proxy' })
      .fill(`http://127.0.0.1:${GRID.proxyPort}`)
    await page.getByRole('textbox', { name: 'Relay' }).fill(`ws://127.0.0.1:${GRID.relayPort}`)
    await page.getByRole('textbox', { name: 'Chain' }).fill(chain)
    await page.getByRole('button', { name: 'Use this network' }).click()
    await expectToast(page, 'Now on your own network')
  }
  await own(`ws://127.0.0.1:${GRID.chainPort}`)
  await page.goto('/contracts?twin=42')
  await expectRow(table(page), { Contract: '41540', 'Per month': TFT })
  await expect(money(page, 'Runs out on')).toContainText(/20\d\d/)
  await page.goto('/settings')
  await own('')
  await page.goto('/contracts?twin=42')
  await expect(page.getByText('No endpoint of the chain is set.')).toBeVisible()
  await expectRow(table(page), { Contract: '41540', Name: 'workers' })
})
