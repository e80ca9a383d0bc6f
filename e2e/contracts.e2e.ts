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
    Node: '11 up',
    State: 'Active',
    'Per hour': TFT,
    'Per month': TFT,
    'In USD': /^[\d,]+\.\d\dUSD$/,
  })
  // a deployment with an address, and the name that points to it
  await expectRow(table(page), { Contract: '41532', Kind: 'Deployment +1 IP' })
  // what ends soonest stands first: in grace, with the day of its end and its debt
  await expect
    .poll(async () => (await rows(page))[0])
    .toMatchObject({ Contract: '41702', State: /^In grace until about \d+ \w+$/ })
  // what could not be paid in three days, and the hour that runs
  const owed = Number((await rows(page))[0]?.['Held or owed']?.match(/^owed ([\d.]+)TFT$/)?.[1])
  expect(owed).toBeGreaterThan(45)
  expect(owed).toBeLessThan(60)
  // the node of each, and how that stands
  await expectRow(table(page), { Contract: '41540', Node: '11 up', Discount: 'Default' })
  expect(faults).toEqual([])
})

test('balance, costs and the day on which the money runs out are told together', async ({
  page,
}) => {
  await open(page, '/contracts')
  await expect(money(page, 'Can be spent')).toContainText('2,480.00')
  await expect(money(page, 'Overdue')).toContainText(/[45]\d\.\d\d\s*TFT/)
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
  const scripts: Promise<boolean>[] = []
  page.on('response', (response) => {
    if (!/\/assets\/.*\.js$/.test(response.url())) return
    scripts.push(response.text().then((text) => text.includes('@polkadot/api')))
  })
  await open(page, '/nodes')
  await expect(page.getByRole('table').getByRole('row').nth(3)).toBeVisible()
  await expect(foot(page)).toContainText('relay')
  await expect(foot(page)).not.toContainText('block')
  const library = async () => (await Promise.all(scripts)).filter(Boolean).length
  expect(await library()).toBe(0)
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expectTitle(page, 'Contracts')
  await expect(foot(page)).toContainText(/block\s*18,20\d,\d\d\d/)
  expect(await library()).toBeGreaterThan(0)
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
        kind: 'Name',
        made_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
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
  await expect(section(page, 'Money')).toContainText('twin 42’s')
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
  await expect(page).toHaveURL(/\/contracts\/41600/)
  await page.getByRole('main').getByRole('link', { name: 'shop' }).click()
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

/* ---- ending contracts, coming back from grace, bills ---- */

const dialog = (page: Page) => page.getByRole('dialog')
const choose = (page: Page, name: RegExp) => page.getByRole('checkbox', { name }).check()
const section = (page: Page, name: string) =>
  page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })
const ids = async (page: Page) => (await rows(page)).map(({ Contract }) => Contract)
const ready = async (page: Page) => {
  await expect(foot(page)).toContainText('block', { timeout: 20_000 })
  await expectRow(table(page), { Contract: '41540', 'Per month': TFT })
}

/** Types what the dialog asks for and presses its button. */
async function confirmAs(page: Page, word: string, verb: string) {
  await dialog(page)
    .getByRole('textbox', { name: `Type “${word}” to go on` })
    .fill(word)
  await dialog(page).getByRole('button', { name: verb, exact: true }).click()
}
/** Waits for the final block and closes the dialog. */
async function done(page: Page) {
  const button = dialog(page).getByRole('button', { name: 'Done' })
  await expect(button).toBeVisible({ timeout: 30_000 })
  await button.click()
}
/** Lets the site into the demo wallet; `signer` is the account that signs from then on. */
async function connect(page: Page, signer: string) {
  await page
    .getByRole('button', { name: /Speaking as|Looking around/ })
    .filter({ visible: true })
    .click()
  await page.getByRole('menuitem', { name: /^Connect wallet to sign and pay/ }).click()
  await dialog(page).getByRole('button', { name: 'Approve' }).click()
  await expectToast(page, /is connected/)
  if (signer === 'Demo tenant') return
  await page
    .getByRole('button', { name: /Speaking as|Looking around/ })
    .filter({ visible: true })
    .click()
  await page.getByRole('menuitemradio', { name: new RegExp(`^Sign as ${signer}`) }).click()
}
const wallet = (page: Page) =>
  page.getByRole('dialog', { name: /Demo wallet|sign|Sign|approve/i }).last()

test('one contract is cancelled: what is lost by name, the word typed, the end seen on the chain', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await open(page, '/contracts')
  await ready(page)
  await choose(page, /contract 41600, shop/)
  await page.getByRole('button', { name: 'Cancel 1 contract' }).click()
  await expect(dialog(page)).toContainText('Cancel contract 41600')
  await expect(dialog(page)).toContainText(
    /Deployment shop on node 6110 .*disk shopdisk of 100 GiB with its data/,
  )
  await expect(dialog(page)).toContainText('machine shopvm')
  await expect(dialog(page)).toContainText('Its public IP goes back to the farm.')
  // an hour runs that is not billed yet
  await expect(dialog(page)).toContainText(/The chain bills it a last time: about 0\.\d{4} TFT/)
  await expect(dialog(page)).toContainText('Last bill, about')
  const button = dialog(page).getByRole('button', { name: 'Cancel contract', exact: true })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await confirmAs(page, 'shop', 'Cancel contract')
  await done(page)
  await expect(section(page, 'Cancelled')).toContainText(
    'Contract 41600 has ended: the chain has it no more.',
  )
  await expect(section(page, 'Cancelled')).toContainText(/Its last bill took 0\.\d{4}\s*TFT/)
  await expect.poll(() => ids(page)).not.toContain('41600')
  // a reload tells it again, from the journal and the chain
  await page.reload()
  await expect(section(page, 'Cancelled')).toContainText('Contract 41600 has ended')
  await section(page, 'Cancelled').getByRole('button', { name: 'Done' }).click()
  await expect(section(page, 'Cancelled')).toHaveCount(0)
  await page.goto('/contracts/41600')
  await expect(page.getByText('Ended', { exact: true }).first()).toBeVisible()
  // what was billed of it can still be read, the last bill first
  await expectRow(page.getByRole('table', { name: 'Bills' }), {
    'Since the bill before': /^The final bill, made as the contract was cancelled: covers \d+ /,
  })
  await expect(section(page, 'Bills')).toContainText(/8\d\d in all/)
  expect(faults).toEqual([])
})

test('a rented node ends with what runs on it, that first, in one extrinsic', async ({ page }) => {
  await open(page, '/contracts', 'gpu-rented')
  await expectRow(table(page), { Kind: 'Whole node', 'Per month': TFT })
  const rent = (await rows(page)).find(({ Kind }) => Kind === 'Whole node')?.Contract ?? ''
  // what runs on it was made next
  const inside = String(Number(rent) + 1)
  await choose(page, new RegExp(`contract ${rent}, node 6005`))
  await choose(page, /contract 41533, webfrontend/)
  await page.getByRole('button', { name: 'Cancel 2 contracts' }).click()
  await expect(dialog(page)).toContainText('One contract that you did not choose is among them')
  await expect(dialog(page)).toContainText(`Cancels contracts ${inside}, 41533, ${rent}`)
  await expect(dialog(page)).toContainText(
    'The name webfrontend (contract 41533): anyone can take it.',
  )
  await confirmAs(page, 'cancel 3', 'Cancel 3 contracts')
  await done(page)
  for (const id of [inside, '41533', rent]) {
    await expect(section(page, 'Cancelled')).toContainText(`Contract ${id} has ended`)
  }
  await expect.poll(() => ids(page)).not.toContain(rent)
  expect(await ids(page)).not.toContain('41533')
})

test('what the wallet refuses is not done, and can be tried again', async ({ page }) => {
  await open(page, '/contracts')
  await ready(page)
  await connect(page, 'Demo tenant')
  await choose(page, /contract 41599, shopnet/)
  await page.getByRole('button', { name: 'Cancel 1 contract' }).click()
  await confirmAs(page, 'shopnet', 'Cancel contract')
  await wallet(page).getByRole('button', { name: 'Refuse' }).click()
  await expect(dialog(page)).toContainText(/refused|Nothing was/i)
  await dialog(page).getByRole('button', { name: 'Cancel', exact: true }).click()
  await expectRow(table(page), { Contract: '41599', State: 'Active' })
  await expect(section(page, 'Cancelled')).toHaveCount(0)
})

test('a reload in the middle loses nothing: the end is found again on the chain', async ({
  page,
}) => {
  await open(page, '/contracts')
  await ready(page)
  await choose(page, /contract 41670, metrics/)
  await page.getByRole('button', { name: 'Cancel 1 contract' }).click()
  await confirmAs(page, 'metrics', 'Cancel contract')
  await expect(dialog(page)).toContainText('In a block')
  await page.reload()
  await expect(section(page, 'Cancelled')).toContainText('Contract 41670 has ended', {
    timeout: 30_000,
  })
  await expect.poll(() => ids(page)).not.toContain('41670')
})

test('only who signs for the twin may end its contracts, and it is said why', async ({ page }) => {
  await openAs(page, 'visitor', '/contracts?twin=42')
  await ready(page)
  await choose(page, /contract 41540, workers/)
  const button = page.getByRole('button', { name: 'Cancel 1 contract' })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveAccessibleDescription(/Connect a wallet, or unlock/)
  await openAs(page, 'farmer', '/contracts/41540')
  const one = page.getByRole('button', { name: 'Cancel contract' })
  await expect(one).toHaveAttribute('aria-disabled', 'true')
  await expect(one).toHaveAccessibleDescription(/twin 42.*twin 2701|twin 2701.*twin 42/)
})

test('a contract in grace comes back with the bill that is asked for, once there is money', async ({
  page,
}) => {
  await open(page, '/contracts/41702')
  await expectTitle(page, 'archive')
  await expect(section(page, 'Grace period')).toContainText(
    /Without money it ends for good about \d+ \w+/,
  )
  await expect(section(page, 'Grace period')).toContainText('The account has enough')
  await page.getByRole('button', { name: 'Pay what is owed' }).click()
  await expect(dialog(page)).toContainText('Pay what contract 41702 owes')
  await expect(dialog(page)).toContainText(/The chain bills it now: about \d+\.\d\d TFT/)
  await expect(dialog(page)).toContainText('What is owed, about')
  await dialog(page).getByRole('button', { name: 'Pay what is owed' }).click()
  await done(page)
  await expect(section(page, 'Billed')).toContainText('Contract 41702 is active again.')
  await expect(section(page, 'Billed')).toContainText(/The bill took \d+\.\d{4}\s*TFT in block/)
  await expect(section(page, 'Grace period')).toHaveCount(0)
  // the bill is told as what it is
  await expectRow(page.getByRole('table', { name: 'Bills' }), {
    'Since the bill before': /Covers 3 d .*what was owed is settled with it/,
  })
})

test('who has run out of money is told how much is missing, tops up, bills, and is active again', async ({
  page,
}) => {
  await open(page, '/contracts', 'no-funds')
  const grace = page.getByRole('region', { name: 'Grace period' })
  await expect(grace).toContainText(
    /The account has too little: it can spend 0\.0\d TFT, .* Send \d+\.\d\d TFT more, from any account, to/,
  )
  await expect(grace.getByRole('button', { name: 'Pay what is owed' })).toHaveAccessibleDescription(
    /A bill now would find too little/,
  )
  await expect(money(page, 'Runs out on')).toContainText('Now: less than an hour is left')
  await connect(page, 'Demo savings')
  await grace.getByRole('button', { name: 'Top up from Demo savings' }).click()
  await dialog(page)
    .getByRole('button', { name: /^Send \d+\.\d\d TFT$/ })
    .click()
  await wallet(page).getByRole('button', { name: 'Approve' }).click()
  await done(page)
  await expect(grace).toContainText('The account has enough')
  await grace.getByRole('button', { name: 'Pay what is owed' }).click()
  await dialog(page).getByRole('button', { name: 'Pay what is owed' }).click()
  await wallet(page).getByRole('button', { name: 'Approve' }).click()
  await done(page)
  await expect(section(page, 'Billed')).toContainText('Contract 41702 is active again.')
  await expectRow(table(page), { Contract: '41702', State: 'Active' })
})

test('money that runs out is seen coming', async ({ page }) => {
  await open(page, '/contracts', 'nearly-broke')
  // what ends first is named, before all the others
  await expect(section(page, 'Money')).toContainText(
    /archive, contract 41702 ends about\s*\d+ \w+ 20\d\d\s*The others end\s*\d+ \w+ 20\d\d/,
  )
  await expect(money(page, 'Runs out on')).toContainText('Now: less than an hour is left')
  await expect(page.getByRole('region', { name: 'Grace period' })).toContainText(
    /The account has too little: .* Send \d+\.\d\d TFT more/,
  )
  // beside the date, what each of them takes from what is left
  await expect(money(page, 'All contracts, per hour')).toContainText(/[4-9]\.\d{4}\s*TFT/)
  await expect(money(page, 'Can be spent')).toContainText(/[0-3]\.\d\d\s*TFT/)
})

test('every bill says what changed, and the changes stand alone on demand', async ({ page }) => {
  await open(page, '/contracts/41600')
  await expectTitle(page, 'shop')
  const bills = page.getByRole('table', { name: 'Bills' })
  await expectRow(bills, {
    Amount: TFT,
    'Per hour': TFT,
    Discount: /^Bronze −30 %$/,
    'Since the bill before': 'as before',
  })
  await expect(section(page, 'Cost')).toContainText(/2 cores, 4 GiB of memory/)
  await expect(section(page, 'Payments')).toContainText(/Reserved for it.*\d\.\d{4}\s*TFT/)
  await expect(section(page, 'Payments')).toContainText(/[1-9]\d* of 24/)
  for (let page_ = 0; page_ < 2; page_++) {
    await page.getByRole('button', { name: 'Older bills' }).click()
    await expect(page.getByText(`These ${(page_ + 2) * 96} bills are`)).toBeVisible()
  }
  await page.getByRole('button', { name: 'Changes', exact: true }).click()
  await expect(page).toHaveURL(/bills=changes/)
  await expectRow(bills, { 'Since the bill before': /Discount (rose|fell) from/ })
  await expectRow(bills, {
    'Since the bill before': /most likely the chain’s average price of a TFT/,
  })
  const download = page.waitForEvent('download')
  await section(page, 'Bills').getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'JSON' }).click()
  const told: unknown = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  expect(told).toMatchObject({
    contract_id: 41600,
    bills: expect.arrayContaining([
      expect.objectContaining({
        amount_tft: expect.stringMatching(/^\d+\.\d{7}$/),
        discountReceived: expect.any(String),
      }),
    ]),
  })
})

test('a contract that is not there is told as that, and one that just began has no bills', async ({
  page,
}) => {
  await open(page, '/contracts/999999')
  await expect(page.getByText('There is no contract 999999.')).toBeVisible({ timeout: 20_000 })
  await open(page, '/contracts/41533')
  await expectTitle(page, 'webfrontend')
  await expect(page.getByText('No bill yet.')).toBeVisible()
  await expect(section(page, 'Cost')).toContainText('The name')
})

test('a contract is found and ended by keyboard alone', async ({ page }) => {
  await open(page, '/contracts')
  await ready(page)
  await page.getByRole('checkbox', { name: /contract 41620, ledger/ }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Cancel 1 contract' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('textbox')).toBeFocused()
  await page.keyboard.type('ledger')
  const button = dialog(page).getByRole('button', { name: 'Cancel contract', exact: true })
  await expect(button).not.toHaveAttribute('aria-disabled', 'true')
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Escape')
  await expect(section(page, 'Cancelled')).toContainText('Contract 41620 has ended')
})

test('on a phone contracts are chosen too, and a contract’s page fits', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 })
  const width = () => page.evaluate(() => document.documentElement.scrollWidth)
  await open(page, '/contracts')
  await choose(page, /contract 41540, workers/)
  await expect(page.getByRole('button', { name: 'Cancel 1 contract' })).toBeVisible()
  expect(await width()).toBe(360)
  await open(page, '/contracts/41702')
  await expect(section(page, 'Grace period')).toContainText('left')
  await expect(page.getByRole('table', { name: 'Bills' }).getByRole('row').nth(2)).toBeVisible()
  expect(await width()).toBe(360)
})

test('no barrier that axe can see on a contract’s page', async ({ page }) => {
  await open(page, '/contracts/41702')
  await expect(section(page, 'Grace period')).toContainText('left')
  await expect(page.getByRole('table', { name: 'Bills' }).getByRole('row').nth(2)).toBeVisible()
  await expectAccessible(page)
})

test('no barrier that axe can see with contracts chosen, nor before they are cancelled', async ({
  page,
}) => {
  await open(page, '/contracts')
  await ready(page)
  await choose(page, /contract 41540, workers/)
  await page.getByRole('button', { name: 'Cancel 1 contract' }).click()
  await expect(dialog(page)).toContainText('What will be lost')
  await expectAccessible(page)
})

test('without the grid proxy a contract is read from the chain, and that it has no bills to show is said', async ({
  page,
}) => {
  await open(page, '/contracts/41600', 'proxy-down')
  await expect(section(page, 'Contract')).toContainText('as the chain tells it', {
    timeout: 25_000,
  })
  await expect(section(page, 'Contract')).toContainText('the chain keeps no time')
  await expect(section(page, 'Cost')).toContainText('1 public IP')
  await expect(section(page, 'Bills').getByRole('alert')).toContainText(
    'The grid proxy could not be reached',
  )
})
