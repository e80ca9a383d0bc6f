import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectRow, expectTitle, open, openAs, watchPage } from './utils.ts'

/** The head of a node's page: its title, verdict, witnesses, facts and tabs. */
const head = (page: Page) =>
  page
    .getByRole('banner')
    .or(page.locator('header'))
    .filter({ has: page.getByRole('heading', { level: 1 }) })
const section = (page: Page, name: string) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })
const fact = (page: Page, list: string, label: string) =>
  page
    .locator(`dl[aria-label="${list}"] > div`)
    .filter({ has: page.locator('dt', { hasText: label }) })
    .locator('dd')
    .first()
const noSideways = async (page: Page) =>
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)

test('a node’s head has three witnesses, a verdict, its facts and its tabs', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/11')
  await expectTitle(page, 'Node 11')
  await expect(head(page)).toContainText(/Up\..*Node answered .*Grid proxy up, .*Chain power on/)
  await expect(head(page)).toContainText('via proxy')
  await expect(head(page)).toContainText(/Lochristi Rack 2 · farm 7/)
  await expect(head(page)).toContainText('Ghent, Belgium')
  await expect(head(page)).toContainText('zos 3.13.4')
  await expect(head(page)).toContainText('up 41 d')
  await expect(page.getByRole('link', { name: 'farm 7', exact: true })).toHaveAttribute(
    'href',
    /\/farms\/7$/,
  )
  await expect(page).toHaveTitle('Overview, node 11 · ZOS Console')
  const tabs = page.getByRole('navigation', { name: 'Node 11' })
  await expect(tabs.getByRole('link', { name: /^Overview/ })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await tabs.getByRole('link', { name: /^GPUs/ }).click()
  await expect(page).toHaveURL(/\/nodes\/11\/gpus$/)
  await expect(page).toHaveTitle('GPUs, node 11 · ZOS Console')
  expect(faults).toEqual([])
})

test('the overview tells versions, place, modules and tests', async ({ page }) => {
  await open(page, '/nodes/11')
  await expect(section(page, 'Is it up?')).toContainText(
    /The node answers, and the grid proxy says up, from a report made .* ago/,
  )
  await expect(fact(page, 'System', 'zinit')).toHaveText('v0.2.14')
  await expect(fact(page, 'System', 'Hypervisor')).toHaveText('none, bare metal')
  await expect(fact(page, 'System', 'Kind')).toHaveText('full node')
  await expect(fact(page, 'On the grid', 'Place by the node')).toContainText('Ghent, Belgium')
  await expectRow(page.getByRole('table', { name: 'Modules' }), {
    Module: 'storage',
    State: 'answers',
    Version: '0.0.1',
  })
  await expect(page.getByRole('table', { name: 'Modules' }).locator('tbody tr')).toHaveCount(10)
  await expect(fact(page, 'Tests', 'cpu-benchmark')).toContainText(/ran 5 h ago.*on one thread/)
  await expectRow(page.getByRole('table', { name: 'Speed to each peer' }), {
    Test: 'tcp',
    Outcome: 'measured',
  })
  await expectAccessible(page)
})

test('a failed module stands first, and its text is said to be lost', async ({ page }) => {
  await open(page, '/nodes/3378')
  const modules = page.getByRole('table', { name: 'Modules' })
  await expect(modules.locator('tbody tr').first()).toContainText('qsfsd')
  await expectRow(modules, { Module: 'qsfsd', State: 'failed; the node does not say why' })
  await expect(section(page, 'Modules')).toContainText('One module failed.')
  await expectAccessible(page)
})

test('what a health check found is told in the node’s words', async ({ page }) => {
  await open(page, '/nodes/3377')
  await expect(section(page, 'Health check')).toContainText('no space left on device')
  await expect(section(page, 'Modules')).toContainText('health check does not pass')
})

test('tests that never ran say so', async ({ page }) => {
  await open(page, '/nodes/6005')
  await expect(fact(page, 'Tests', 'iperf')).toHaveText('not run yet')
})

test('a silent node that the proxy calls up is a disagreement', async ({ page }) => {
  await open(page, '/nodes/12', 'offline')
  await expect(head(page)).toContainText(/Disagree/, { timeout: 30_000 })
  await expect(section(page, 'Is it up?')).toContainText('believe the silence')
  await expect(section(page, 'Modules').getByRole('button', { name: 'Retry' })).toBeVisible({
    timeout: 30_000,
  })
  await expectAccessible(page)
})

test('standby, waking and down are told apart', async ({ page }) => {
  await open(page, '/nodes/3380')
  await expect(head(page)).toContainText('Standby')
  await expect(head(page)).toContainText('power off')
  await open(page, '/nodes/2246')
  await expect(head(page)).toContainText('Waking')
  await open(page, '/nodes/4103')
  await expect(head(page)).toContainText('Down')
})

test('an unreachable relay makes a node unknown, not down', async ({ page }) => {
  await open(page, '/nodes/11', 'relay-down')
  await expect(head(page)).toContainText('Unknown', { timeout: 30_000 })
  await expect(section(page, 'Is it up?')).toContainText('the relay cannot be reached')
})

test('a visitor hears the node by the proxy, and is told what a twin would hear', async ({
  page,
}) => {
  await openAs(page, 'visitor', '/nodes/11')
  await expect(head(page)).toContainText('answered the proxy')
  await expect(section(page, 'Is it up?')).toContainText('unlock a twin to ask the node yourself')
  await expect(section(page, 'System')).toContainText('Nodes speak only to twins')
  await expect(page.getByRole('link', { name: 'Unlock a twin' })).toHaveAttribute(
    'href',
    /\/settings\/identity$/,
  )
  await expect(fact(page, 'On the grid', 'Features')).toContainText('zmachine')
  await expectAccessible(page)
})

test('a node that does not exist is said to be none', async ({ page }) => {
  await open(page, '/nodes/999999')
  await expect(page.getByText('There is no node 999999 on demo.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'All nodes' })).toBeVisible()
  await expectAccessible(page)
})

test('without the grid proxy the page stands and offers to try again', async ({ page }) => {
  await open(page, '/nodes/11', 'proxy-down')
  await expectTitle(page, 'Node 11')
  await expect(page.getByRole('main').getByRole('button', { name: 'Retry' })).toBeVisible({
    timeout: 20_000,
  })
  await expect(page.getByText('it is not known which twin node 11 is')).toBeVisible()
  await expect(page.getByRole('link', { name: /^Settings/ })).toBeVisible()
})

test('what a garbage node says harms nothing', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/11', 'garbage')
  await expect(page.getByText('not JSON')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Copy details' })).toBeVisible()
  await open(page, '/nodes/12', 'garbage')
  await expect(section(page, 'Modules')).toContainText('is not what it should be')
  await open(page, '/nodes/2241', 'garbage')
  await expect(fact(page, 'System', 'Hypervisor')).toContainText('<img src=x')
  await expect(page.locator('main img')).toHaveCount(0)
  await expect(page).toHaveTitle(/Overview, node 2241/)
  expect(faults).toEqual([])
})

test('a phone shows all of it without scrolling sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, '/nodes/11')
  await expect(fact(page, 'Tests', 'healthcheck')).toContainText('nothing found')
  await noSideways(page)
  await expectAccessible(page)
})
