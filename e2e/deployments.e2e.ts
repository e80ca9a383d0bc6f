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

const table = (page: Page) => page.getByRole('table', { name: 'Deployments' })
const wrong = (page: Page) => page.getByRole('list', { name: 'What stands out' })
const head = (page: Page, name: string) => page.getByRole('columnheader', { name })
const rows = async (page: Page) => (await readTable(table(page))).filter((row) => row.Contract)
/** The number alone; behind it may stand the contract's state. */
const contracts = async (page: Page) =>
  (await rows(page)).map((row) => /^\d+/.exec(row.Contract ?? '')?.[0])
const choose = async (page: Page, filter: string, label: string) => {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name: filter }).click()
  await page.getByRole('combobox', { name: filter }).selectOption({ label })
}

test('contracts stand there at once, and each node fills its rows as it answers', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await open(page, '/deployments')
  await expectTitle(page, 'Deployments')
  await expectRow(table(page), {
    Name: 'webfrontend',
    Project: 'fullvm/webfrontend',
    Type: 'vm',
    Node: '11',
    Workloads: /^1 init/,
    'Public IPs': '185.206.122.40',
    Contract: '41532',
    Verdict: 'Being made',
  })
  await expectRow(table(page), {
    Name: 'edgenotes',
    Node: '5120',
    Workloads: '2 ok',
    Verdict: 'In step',
  })
  // node 1406 is still being waited for, and keeps nobody waiting
  const silent = (await rows(page)).find((row) => row.Name === 'nilecache')
  expect(silent).toMatchObject({ Node: '1406', Workloads: '', Verdict: '' })
  expect(faults).toEqual([])
})

test('which of my contracts is billed for nothing: the summary says it, one press shows them', async ({
  page,
}) => {
  await open(page, '/deployments')
  const line = wrong(page)
    .getByRole('listitem')
    .filter({ hasText: '2 contracts are billed that no node serves.' })
  await expect(line).toBeVisible({ timeout: 15_000 })
  // the worst stand first
  await expect
    .poll(async () => (await rows(page)).slice(0, 2).map((row) => row.Verdict))
    .toEqual(['Billed, not served', 'Billed, not served'])
  await line.getByRole('link', { name: 'Show all 2' }).click()
  await expect(page).toHaveURL(/truth=orphan/)
  await expect(page.getByText('the node says it has no such deployment')).toBeVisible()
  await expect.poll(() => contracts(page)).toEqual(['41820', '41821'])
  await expectRow(table(page), {
    Name: 'staging',
    Node: '6110',
    Workloads: 'not on the node',
    Contract: '41820',
  })
  await table(page).getByRole('link', { name: 'staging' }).click()
  await expect(page).toHaveURL(/\/deployments\/6110\/41820/)
})

test('ghosts, a refused hash and a grace period are told apart, the worst first', async ({
  page,
}) => {
  await open(page, '/deployments')
  const lines = wrong(page).getByRole('listitem')
  await expect(lines).toContainText(
    [
      '2 contracts are billed that no node serves.',
      '1 deployment is not what its contract was signed for.',
      '2 deployments are on a node without an active contract.',
      '1 deployment is paused: its contract waits for funds.',
    ],
    { timeout: 15_000 },
  )
  await expectRow(table(page), { Name: 'mailer', Node: '12', Verdict: 'Hash differs' })
  await expectRow(table(page), { Contract: /^41377 ended/, Verdict: 'No active contract' })
  await expectRow(table(page), { Contract: /^41260 not known/, Verdict: 'No active contract' })
  await expectRow(table(page), { Contract: '41702 in grace', Verdict: 'Paused' })
  const verdicts = (await rows(page)).map((row) => row.Verdict)
  expect(verdicts.lastIndexOf('No active contract')).toBeLessThan(verdicts.indexOf('Paused'))
})

test('workloads that failed do not read as fine: the summary says so, one press shows them', async ({
  page,
}) => {
  await open(page, '/deployments')
  await expectRow(table(page), {
    Name: 'render',
    Workloads: /^1 error, 1 ok$/,
    Verdict: 'Has errors',
  })
  const line = wrong(page)
    .getByRole('listitem')
    .filter({ hasText: '4 deployments have workloads in error.' })
  await expect(line).toBeVisible({ timeout: 15_000 })
  await expect(wrong(page).getByText('are being made.')).toBeVisible()
  await line.getByRole('link', { name: 'Show all 4' }).click()
  await expect(page).toHaveURL(/truth=errors/)
  await expect.poll(() => contracts(page)).toHaveLength(4)
  for (const row of await rows(page)) {
    expect(row).toMatchObject({ Workloads: /error/, Verdict: 'Has errors' })
  }
  await expectRow(table(page), { Name: 'builder' })
  // in step is what has nothing to be looked at
  await page.goto('/deployments?truth=in-step')
  await expectRow(table(page), { Name: 'workers', Verdict: 'In step' })
  await expect(table(page).getByText('error')).toBeHidden()
})

test('a state that nobody knows is odd, and cut with an ellipsis', async ({ page }) => {
  test.slow() // the garbage world has its silences
  await open(page, '/deployments', 'garbage')
  await expectRow(table(page), { Node: '5120', Workloads: /levitating/, Verdict: 'Odd state' })
  await expectRow(table(page), { Node: '2241', Workloads: /<img src=x…/ })
  // the ellipsis is seen, not only there
  const cell = table(page).getByRole('cell').filter({ hasText: '<img src=x…' }).first()
  const cut = await cell.evaluate((element) => element.scrollWidth > element.clientWidth)
  expect(cut).toBe(false)
})

test('a node that stays silent makes its deployment unknown, never gone', async ({ page }) => {
  test.slow() // the node's silence itself takes 20 s
  await open(page, '/deployments?node=1406')
  await expectRow(table(page), { Name: 'nilecache', Contract: '41950' })
  await expect(async () => {
    await expectRow(table(page), { Name: 'nilecache', Workloads: 'silent', Verdict: 'Unknown' })
  }).toPass({ timeout: 35_000 })
  await expect(page.getByText(/answered; node 1406 silent$/)).toBeVisible()
})

test('where every node is silent nothing is called an orphan', async ({ page }) => {
  test.slow()
  await open(page, '/deployments', 'offline')
  await expectRow(table(page), { Name: 'archive', Verdict: 'Paused' })
  await expect(page.getByText(/^0 of \d+ answered/)).toBeVisible()
  await expect(async () => {
    const verdicts = new Set((await rows(page)).map((row) => row.Verdict))
    expect(verdicts).toEqual(new Set(['Paused', 'Unknown']))
  }).toPass({ timeout: 40_000 })
  await expect(wrong(page).getByRole('listitem')).toHaveCount(1)
})

test('without the proxy the nodes alone give the list, once they were seen', async ({ page }) => {
  test.slow() // two worlds are started
  await open(page, '/deployments')
  await expectRow(table(page), { Name: 'edgenotes', Workloads: '2 ok' })
  await expectRow(table(page), { Name: 'archive', Workloads: '3 paused' })
  await expectRow(table(page), { Name: 'workers', Workloads: '3 ok' })
  await open(page, '/deployments', 'proxy-down')
  await expect(page.getByText(/The grid proxy cannot be reached: contracts/)).toBeVisible()
  await expectRow(table(page), {
    Name: 'edgenotes',
    Node: '5120',
    Workloads: '2 ok',
    Contract: '41903',
    Verdict: 'Unknown',
  })
  await expectRow(table(page), { Name: 'archive', Workloads: '3 paused', Verdict: 'Paused' })
  await expect(page.getByText(/last list .*ago/)).toBeVisible()
  await expect(wrong(page).getByText(/billed/)).toBeHidden()
  await expectAccessible(page)
})

test('without the proxy and any memory the panel says so', async ({ page }) => {
  await open(page, '/deployments', 'proxy-down')
  const panel = page.getByRole('alert')
  await expect(panel).toContainText('The grid proxy could not be reached')
  await expect(panel).toContainText('it finds their nodes without the grid proxy too')
  await expect(panel.getByRole('button', { name: 'Retry' })).toBeVisible()
})

test('without the relay the contracts stay, and no node is blamed', async ({ page }) => {
  await open(page, '/deployments', 'relay-down')
  await expectRow(table(page), { Name: 'webfrontend', Workloads: 'not asked', Verdict: 'Unknown' })
  await expect(page.getByText(/^0 of \d+ answered$/)).toBeVisible()
})

test('a visitor looks at the contracts of any twin, without its key', async ({ page }) => {
  test.slow() // four looks with axe
  await openAs(page, 'visitor', '/deployments')
  await expect(page.getByText('Deployments belong to a twin')).toBeVisible()
  await expectAccessible(page)
  const field = page.getByRole('textbox', { name: 'Look at a twin' })
  await field.fill('forty-two')
  await expect(page.getByText('A twin is a whole number from 1.')).toBeVisible()
  await field.fill('42')
  await field.press('Enter')
  await expect(page).toHaveURL(/twin=42/)
  await expectRow(table(page), { Name: 'webfrontend', Node: '11', 'Public IPs': '1 reserved' })
  await expectRow(table(page), { Contract: '41702 in grace' })
  await expect(page.getByRole('link', { name: 'Unlock twin 42' })).toBeVisible()
  await expect(head(page, 'Workloads')).toBeHidden()
  await expectAccessible(page)
})

test('whose list a visitor came from is kept on a deployment and back, and who has to unlock is told', async ({
  page,
}) => {
  await openAs(page, 'visitor', '/deployments?twin=42')
  await table(page).getByRole('link', { name: 'staging' }).click()
  await expect(page).toHaveURL(/\/deployments\/6110\/41820\?twin=42$/)
  await expect(page.getByText('it has to be twin 42 that is unlocked').first()).toBeVisible()
  await page.getByRole('link', { name: 'Signatures' }).click()
  await expect(page).toHaveURL(/signatures\?twin=42$/)
  await page
    .getByRole('navigation', { name: 'Breadcrumbs' })
    .getByRole('link', { name: 'Deployments' })
    .click()
  await expect(page).toHaveURL(/\/deployments\?twin=42$/)
  await expectRow(table(page), { Name: 'staging' })
})

test('a deployment has one name, in the list and on its page', async ({ page }) => {
  await open(page, '/deployments', 'garbage')
  await expectRow(table(page), { Name: 'Contract 41610', Project: '7' })
  await table(page).getByRole('link', { name: 'Contract 41610' }).click()
  await expectTitle(page, 'Contract 41610')
  await expect(page.getByText('project 7', { exact: true })).toBeVisible()
})

test('a twin that speaks looks at another one, and comes back', async ({ page }) => {
  await open(page, '/deployments')
  await page.getByRole('button', { name: 'Another twin' }).click()
  await page.getByRole('textbox', { name: 'Look at another twin' }).fill('77')
  await page.getByRole('button', { name: 'Look', exact: true }).click()
  await expect(page).toHaveURL(/twin=77/)
  await expect(page.getByText('not asked · you are twin 42')).toBeVisible()
  await expect(page).toHaveTitle(/^Deployments of twin 77/)
  await expect(table(page).getByText('webfrontend')).toBeHidden()
  await page.getByRole('link', { name: 'Back to twin 42' }).click()
  await expectRow(table(page), { Name: 'webfrontend' })
  await page.goto('/deployments?twin=999999')
  await expect(page.getByText('Twin 999999 has no active contract')).toBeVisible()
})

test('search, filters and order stay in the address and over a reload', async ({ page }) => {
  await open(page, '/deployments')
  await expectRow(table(page), { Name: 'render', Workloads: /^1 error/ })
  await choose(page, 'Node', 'Node 11')
  await expect(page).toHaveURL(/node=11/)
  await head(page, 'Name').getByRole('button').click()
  await expect(page).toHaveURL(/sort=name/)
  await expect(head(page, 'Name')).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(() => contracts(page)).toEqual(['41532', '41540'])
  await head(page, 'Name').getByRole('button').click()
  await expect.poll(() => contracts(page)).toEqual(['41540', '41532'])
  await page.reload()
  await expect.poll(() => contracts(page)).toEqual(['41540', '41532'])
  await page.keyboard.press('/')
  await page.keyboard.type('185.206')
  await expect(page).toHaveURL(/q=185\.206/)
  await expect.poll(() => contracts(page)).toEqual(['41532'])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove filter Node' }).click()
  await choose(page, 'Workload state', 'error')
  await expect(page).toHaveURL(/state=error/)
  await expect.poll(() => contracts(page)).toContain('41811')
  await expect.poll(() => contracts(page)).not.toContain('41540')
  await page.goto('/deployments?q=nobody&type=vm')
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expectRow(table(page), { Name: 'webfrontend' })
})

test('an export holds what is shown, and no secret', async ({ page }) => {
  await open(page, '/deployments?q=archive')
  await expectRow(table(page), { Name: 'archive', Workloads: '3 paused' })
  const save = async (name: string) => {
    await page.getByRole('button', { name: 'Export' }).click()
    const saving = page.waitForEvent('download')
    await page.getByRole('menuitem', { name }).click()
    const file = await saving
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
  }
  const csv = await save('CSV')
  expect(csv.name).toMatch(/^deployments-demo-twin-42-\d{4}-\d{2}-\d{2}\.csv$/)
  expect(csv.text.split('\r\n')).toEqual([
    'Name,Project,Type,Node,Workloads,Public IPs,created_at,Contract,Contract state,Verdict',
    expect.stringMatching(
      /^archive,fullvm\/archive,vm,3378,3 paused,,\d{4}-\d\d-\d\dT[\d:.]+Z,41702,GracePeriod,Paused$/,
    ),
    '',
  ])
  await expectToast(page, '1 deployment exported as CSV')
  await page.goto('/deployments')
  await expectRow(table(page), { Name: 'archive', Workloads: '3 paused' })
  const { text } = await save('JSON')
  expect(JSON.parse(text)).toMatchObject({ network: 'demo', twin_id: 42 })
  expect(text).toContain('"verdict": "paused"')
  // a ZDB's password, WireGuard and mycelium keys, a machine's environment: all of them in what nodes told
  for (const secret of ['correct horse', 'wireguard', 'ZGVtbyBncmlk', 'hex_', 'ssh-', 'SSH_KEY']) {
    expect(text).not.toContain(secret)
  }
})

test('a seal that was found broken is told in the list too', async ({ page }) => {
  const seal = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name: 'Seal', exact: true }) })
    .getByRole('status')
  await open(page, '/deployments/6110/41600/signatures')
  await expect(seal).toHaveText('Runs what was signed')
  await open(page, '/deployments/6110/41600/signatures', 'tampered')
  await expect(seal).toHaveText('Differs from what was signed')
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: /^Deployments/ })
    .click()
  await expectRow(table(page), { Name: 'shop', Contract: '41600', Verdict: 'Hash differs' })
})

test('a copy kept in this browser is enough for the list to tell a broken seal, afresh', async ({
  page,
}) => {
  test.slow() // two worlds are started
  await open(page, '/deployments/6110/41600/signatures')
  await expect(page.getByText('Runs what was signed').first()).toBeVisible()
  await open(page, '/deployments', 'tampered')
  await expectRow(table(page), { Name: 'shop', Contract: '41600', Verdict: 'Hash differs' })
  await expect(
    wrong(page).getByText('2 deployments are not what their contracts were signed for.'),
  ).toBeVisible()
})

test('names, rents and ended contracts are told beside the list', async ({ page }) => {
  await open(page, '/deployments')
  await expect(page.getByText('Also billed: 1 name contract (webfrontend).')).toBeVisible()
  await expect(
    page.getByText(/contracts? (has|have) ended; (its node is|their nodes are) asked/),
  ).toBeVisible()
})

test('what people and nodes write as markup stays text', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/deployments?node=12')
  await expectRow(table(page), { Name: /^<img src=x onerror=/, Node: '12' })
  await open(page, '/deployments', 'garbage')
  await expectRow(table(page), { Workloads: 'unreadable', Verdict: 'Unknown' })
  await expect(page).toHaveTitle(/^Deployments/)
  expect(faults).toEqual([])
})

test('the count is that of the navigation, and rows beyond the contracts are told', async ({
  page,
}) => {
  await open(page, '/deployments')
  await expectRow(table(page), { Contract: /^41377 ended/ })
  await expectRow(table(page), { Contract: /^41260 not known/ })
  const link = page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: /^Deployments/ })
  const count = /\d+/.exec((await link.textContent()) ?? '')?.[0]
  await expect(
    page.getByText(`${count} active contracts, and 2 deployments without one`),
  ).toBeVisible()
  await expect(page.getByText('“In step” means: the contract is active')).toBeVisible()
})

test('an address that asks for no twin says so, to visitors too', async ({ page }) => {
  await open(page, '/deployments?twin=abc')
  await expect(page.getByRole('status').filter({ hasText: '“abc”' })).toContainText(
    'no twin number',
  )
  await expectRow(table(page), { Name: 'webfrontend' })
  await openAs(page, 'visitor', '/deployments?twin=4294967296')
  await expect(page.getByText('“4294967296”, which is no twin number')).toBeVisible()
})

test('nodes that answer nonsense are not called silent', async ({ page }) => {
  await open(page, '/deployments', 'garbage')
  await expectRow(table(page), { Workloads: 'unreadable', Verdict: 'Unknown' })
  await expect(page.getByText(/^\d+ of \d+ answered; [56] unreadable$/)).toBeVisible()
})

test('the keyboard alone finds a deployment and opens it', async ({ page }) => {
  await open(page, '/nodes')
  await expectTitle(page, 'Nodes')
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expectTitle(page, 'Deployments')
  await expectRow(table(page), { Name: 'webfrontend' })
  await page.keyboard.press('/')
  await page.keyboard.type('webfront')
  await expect.poll(() => contracts(page)).toEqual(['41532'])
  const link = table(page).getByRole('link', { name: 'webfrontend' })
  const reached = () => link.evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < 20 && !(await reached()); presses++) {
    await page.keyboard.press('Tab')
  }
  await expect(link).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/deployments\/11\/41532$/)
})

test('the list is accessible, wide and narrow, and nothing scrolls sideways at 360 px', async ({
  page,
}) => {
  test.slow() // four looks with axe
  await open(page, '/deployments')
  await expectRow(table(page), { Name: 'archive', Workloads: '3 paused' })
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 780 })
  await expect(table(page).getByRole('link', { name: /webfrontend/ })).toContainText('node 11')
  await expect(head(page, 'Name')).toBeHidden()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBe(360)
  await expectAccessible(page)
})

test('a twin without deployments reads what will stand here', async ({ page }) => {
  await open(page, '/deployments', 'empty')
  await expect(page.getByText('No deployments yet.')).toBeVisible()
  await expectAccessible(page)
})
