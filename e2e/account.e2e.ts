import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectAccessible, expectRow, expectTitle, open, openAs, watchPage } from './utils.ts'

/** An account that nobody has paid yet: the well-known “Bob” of Substrate’s documentation. */
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

/** Begins and ends like the demo tenant's account, and is another: made by trying. */
const LIKE = '5Fz9xUrdgWoM5kLY6WdQ1DBLTfe5nvCvPexxKwhAEZBwgp9U'

const fact = (page: Page, list: string, label: string) =>
  page
    .getByRole('main')
    .locator(`dl[aria-label="${list}"] > div`)
    .filter({ has: page.getByText(label, { exact: true }) })
const balance = (page: Page, label: string) => fact(page, 'Balance', label)
const preview = (page: Page, label: string) => fact(page, 'What will be sent', label)
const to = (page: Page) => page.getByRole('textbox', { name: 'To', exact: true })
const sum = (page: Page) => page.getByRole('textbox', { name: 'Amount in TFT' })
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true })
/** What is wrong with a field, told below it. */
const fault = (page: Page, words: string | RegExp) =>
  page.getByRole('status').filter({ hasText: words })
const runsOut = (page: Page) => page.getByRole('group', { name: 'Runs out on' })
const accounts = (page: Page) => page.getByRole('table', { name: 'Accounts in this browser' })
const paid = (page: Page) => page.getByRole('table', { name: 'Payments from this browser' })

/** Presses the button of the paying dialog, approves in the wallet where it asks, and waits for the final block. */
async function pay(page: Page, verb: string, by: 'key' | 'wallet' = 'key') {
  const dialog = page.getByRole('dialog', { name: /^(Send|Accept|Make)/ })
  await dialog.getByRole('button', { name: verb }).click()
  if (by === 'wallet') await page.getByRole('button', { name: 'Approve' }).click()
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeVisible({ timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Done' }).click()
}

/** Goes on by the tabulator until the focus is there. */
async function tabTo(page: Page, target: Locator) {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('The tabulator does not come there.')
}

/** Lets the site into the demo wallet and lets one of its accounts sign. */
async function connect(page: Page, name: string) {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Approve|Allow|Connect)/ })
    .click()
  await accounts(page)
    .getByRole('row', { name: new RegExp(name) })
    .getByRole('button', { name: 'Let it sign' })
    .click()
}

test('the account that signs stands there with its money, twin, key and terms', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes')
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expectTitle(page, 'Account')
  await expect(balance(page, 'Can be spent')).toContainText(/USD.*2,480\.00\s*TFT/)
  await expect(balance(page, 'Must stay')).toContainText('0.00005')
  await expect(fact(page, 'Twin', 'Twin')).toContainText('42')
  await expect(fact(page, 'Twin', 'Relay')).toContainText('relay.demo.invalid')
  await expect(fact(page, 'Twin', 'Published key')).toContainText('of the key in this browser')
  await expectRow(accounts(page), {
    Account: 'Unlocked key',
    Twin: '42',
    Has: /2,\d{3}\.\d\d\s*TFT/,
  })
  expect(faults).toEqual([])
})

test('TFT are sent to another twin, with a receipt, and the runway gets shorter', async ({
  page,
}) => {
  await open(page, '/account')
  await expect(runsOut(page)).toContainText(/\d+ \w+ 20\d\d, in \d+ d/)
  const before = await runsOut(page).innerText()
  await to(page).fill('2701')
  await expect(preview(page, 'To')).toContainText(/twin 2701.*5/)
  await expect(preview(page, 'That account')).toContainText('never paid from this browser')
  await sum(page).fill('1000.5')
  await expect(preview(page, 'Afterwards')).toContainText(/1,479\.498\d+/)
  await expect(preview(page, 'Fee, about')).toContainText('0.00101')
  await send(page).click()
  // the form and the dialog tell the same sum
  const after = /1,479\.498\d+/.exec(await preview(page, 'Afterwards').innerText())?.[0] ?? 'none'
  await expect(page.getByRole('dialog', { name: 'Send 1,000.50 TFT to twin 2701' })).toContainText(
    after,
  )
  await pay(page, 'Send 1,000.50 TFT')
  await expect(balance(page, 'Can be spent')).toContainText('1,479.50')
  await expect(to(page)).toHaveValue('')
  await expectRow(paid(page), { What: 'Send 1,000.50 TFT to twin 2701', State: 'done' })
  await expect(async () => {
    expect(days(await runsOut(page).innerText())).toBeLessThan(days(before))
  }).toPass()
  // the next time the account is known
  await to(page).fill('2701')
  await expect(preview(page, 'That account')).toContainText('paid once from here')
})
const days = (words: string) => Number(/in (\d+) d/.exec(words)?.[1])

test('a new account begins with a payment from the wallet, which is said before', async ({
  page,
}) => {
  await open(page, '/account')
  await connect(page, 'Demo savings')
  await expect(balance(page, 'Can be spent')).toContainText('5,000.00')
  await to(page).fill(BOB)
  await sum(page).fill('0.00001')
  await expect(fault(page, 'it needs 0.00005 TFT at least to begin with')).toBeVisible()
  await expect(page.getByText('This account is not on the chain yet, and begins')).toBeVisible()
  await expect(send(page)).toHaveAttribute('aria-disabled', 'true')
  await sum(page).fill('0.5')
  await send(page).click()
  await pay(page, 'Send 0.50 TFT', 'wallet')
  await page.goto(`/account?account=${BOB}`)
  await expect(balance(page, 'Can be spent')).toContainText('0.50')
  await expect(page.getByText('This account is only looked at')).toBeVisible()
})

test('oneself, a typing mistake, a look-alike, another chain and too much are all caught', async ({
  page,
}) => {
  await open(page, '/account')
  await expect(balance(page, 'Can be spent')).toContainText('2,480.00')
  await to(page).fill('42')
  await expect(fault(page, 'This is the account that pays. Choose another.')).toBeVisible()
  await to(page).fill(`${BOB.slice(0, 20)}x${BOB.slice(21)}`)
  await expect(fault(page, 'the check sum at its end does not fit')).toBeVisible()
  await to(page).fill(BOB.slice(0, -1))
  await expect(fault(page, 'An address has 48 characters; here are 47.')).toBeVisible()
  await to(page).fill('GBNOTAYUMXVO5QDYWYO2SOCOYIJ3XFIP65GKOQN7H65ZZSO6BK4SLWSC')
  await expect(fault(page, 'This is a Stellar address.')).toBeVisible()
  await to(page).fill('987654')
  await expect(fault(page, 'There is no twin 987654 on this chain.')).toBeVisible()
  // the same account as Polkadot writes it
  await to(page).fill('14E5nqKAp3oAJcmzgZhUD2RcptBeUBScxKHgJKU4HPNcKVf3')
  await expect(page.getByText('in this chain’s format (Polkadot)')).toBeVisible()
  await sum(page).fill('1')
  await expect(send(page)).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('checkbox', { name: /Its owner takes TFT at this address/ }).check()
  await expect(send(page)).not.toHaveAttribute('aria-disabled', 'true')
  await to(page).fill(BOB)
  await sum(page).fill('2480')
  await expect(
    fault(page, /^2,479\.99\d+ TFT is the most: 0\.001\d+ TFT go for the fee/),
  ).toBeVisible()
  await sum(page).fill('1,5')
  await expect(fault(page, 'Write a point before the decimals')).toBeVisible()
  await page.getByRole('button', { name: 'All but what must stay' }).click()
  await expect(sum(page)).toHaveValue(/^2479\.99\d+$/)
  // the contracts live on it: said in the form, and again where it is paid
  const warned = /18 contracts run out of money today instead of on \d+ \w+ 20\d\d/
  await expect(page.getByRole('main').getByText(warned)).toBeVisible()
  await send(page).click()
  await expect(page.getByRole('dialog', { name: /^Send/ })).toContainText(warned)
  await page.keyboard.press('Escape')
  await expect(send(page)).not.toHaveAttribute('aria-disabled', 'true')
  await to(page).fill(LIKE)
  await sum(page).fill('1')
  await expect(page.getByText('It begins and ends like Unlocked key')).toBeVisible()
  await expect(send(page)).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('checkbox', { name: /compared the address letter by letter/ }).check()
  await expect(send(page)).not.toHaveAttribute('aria-disabled', 'true')
  // for this address alone
  await to(page).fill(BOB)
  await expect(page.getByRole('checkbox', { name: /letter by letter/ })).toHaveCount(0)
  await to(page).fill(LIKE)
  await expect(page.getByRole('checkbox', { name: /letter by letter/ })).toBeChecked()
})

test('an account without money and twin is activated, accepts the terms and gets its twin', async ({
  page,
}) => {
  await open(page, '/account')
  await connect(page, 'Demo empty pocket')
  const steps = page.getByRole('list', { name: 'What this account still lacks' })
  await steps.getByRole('button', { name: 'Activate' }).click()
  await expect(steps.getByText('I have read these terms and accept them')).toBeVisible({
    timeout: 20_000,
  })
  await expect(steps).toContainText('Nothing here is real.')
  const make = steps.getByRole('button', { name: 'Make the twin' })
  await expect(make).toHaveAttribute('aria-disabled', 'true')
  await steps.getByRole('checkbox', { name: /I have read these terms/ }).check()
  await make.click()
  await pay(page, 'Make the twin', 'wallet')
  await expect(steps).toHaveCount(0)
  await expect(fact(page, 'Twin', 'Relay')).toContainText('relay.demo.invalid')
  await expect(fact(page, 'Twin', 'Terms accepted')).toContainText(/\d+ \w+ \d\d:\d\d/)
})

test('what would move the end of the money is told, also in numbers', async ({ page }) => {
  await open(page, '/account')
  await expect(
    page.getByRole('img', { name: /^From 2,4\d\d\.\d\d TFT now to nothing in/ }),
  ).toBeVisible()
  await expect(fact(page, 'What would change it', 'Without workers, contract 41540')).toContainText(
    /\+\d+ d/,
  )
  await expect(fact(page, 'What would change it', 'TFT worth 20 % less')).toContainText(/−\d+ d/)
  await expectRow(page.getByRole('table', { name: 'Discounts for all contracts' }), {
    Discount: /^Gold 60 % off$/,
    'More than now': /TFT$/,
  })
  await page.getByText('The line in numbers').click()
  await expectRow(page.getByRole('table', { name: 'Money left' }), {
    When: /20\d\d$/,
    Left: /TFT$/,
  })
})

test('money for less than an hour is told as such, with what it takes', async ({ page }) => {
  await open(page, '/account', 'nearly-broke')
  await expect(runsOut(page)).toContainText('Now: less than an hour is left')
  await expect(fact(page, 'What must come in', 'For one day more')).toContainText(
    /must come in[\d,]+\.\d\d\s*TFT$/,
  )
  await expect(page.locator('dl[aria-label="What must come in"] > div').last()).toContainText(
    /end.*20\d\d$/,
  )
  // the dearest first
  await expect(page.locator('dl[aria-label="What would change it"] > div').first()).toContainText(
    /^Without .*contract \d+a day takes [\d,.]+\s*TFT−\d+\.\d{4}\s*TFT per hour$/,
  )
  // nothing that could be drawn
  await expect(page.getByRole('img', { name: /TFT now to nothing/ })).toHaveCount(0)
})

test('money at its end and contracts in grace are seen on every page, by nobody but their owner', async ({
  page,
}) => {
  const ending = page.getByRole('status').filter({ hasText: 'Less than an hour of money is left.' })
  await open(page, '/account', 'nearly-broke')
  await expect(ending).toContainText('Your 18 contracts will be paused')
  // as it was reckoned, where nothing has connected to the chain yet
  await page.goto('/nodes')
  await expectTitle(page, 'Nodes')
  await expect(
    page.getByRole('status').filter({ hasText: /money (was to end|is left).*As reckoned on/ }),
  ).toBeVisible()
  const nav = page.getByRole('navigation', { name: 'Views' })
  await expect(nav.getByRole('link', { name: /^Contracts ?, \d+ in grace$/ })).toBeVisible({
    timeout: 40_000,
  })
  await openAs(page, 'visitor', '/nodes')
  await expect(nav.getByRole('link', { name: 'Contracts', exact: true })).toBeVisible()
  await expect(page.getByText(/As reckoned on|in grace$/)).toHaveCount(0)
})

test('any account can be looked at without a key', async ({ page }) => {
  await openAs(page, 'visitor', '/account')
  await expect(page.getByText('No account signs here.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Look at an account' }).fill(BOB)
  await page.getByRole('button', { name: 'Look', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/account\\?account=${BOB}`))
  await expect(page.getByText('This account is not on the chain yet')).toBeVisible()
  await expect(fact(page, 'Twin', 'Twin')).toContainText('none yet')
})

test('where the chain cannot be reached the page says so and sends nothing', async ({ page }) => {
  await open(page, '/account', 'chain-down')
  const fault = page.getByRole('alert').filter({ hasText: 'No endpoint of the chain answers.' })
  await expect(fault).toBeVisible({ timeout: 25_000 })
  await expect(fault.getByRole('button', { name: 'Retry' })).toBeVisible()
  // once for the whole page
  await expect(page.getByText('No endpoint of the chain answers.')).toHaveCount(1)
  await expect(send(page)).toHaveAttribute('aria-disabled', 'true')
})

test('everything is done by keyboard alone', async ({ page }) => {
  await open(page, '/account')
  await expect(balance(page, 'Can be spent')).toContainText('2,480.00')
  await tabTo(page, to(page))
  await page.keyboard.type('2701')
  await expect(preview(page, 'To')).toContainText('twin 2701')
  await tabTo(page, sum(page))
  await page.keyboard.type('1')
  await expect(send(page)).not.toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  const verb = dialog.getByRole('button', { name: 'Send 1.00 TFT' })
  await expect(verb).not.toHaveAttribute('aria-disabled', 'true')
  await tabTo(page, verb)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Escape')
  await expectRow(paid(page), { What: 'Send 1.00 TFT to twin 2701', State: 'done' })
})

test('on a phone nothing runs out of the page', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 })
  await open(page, '/account')
  await expect(runsOut(page)).toContainText(/20\d\d/)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBe(360)
})

test('no barrier that axe can see', async ({ page }) => {
  await open(page, '/account')
  await expect(runsOut(page)).toContainText(/20\d\d/)
  await expectAccessible(page)
})

test('no barrier that axe can see while an account is set up and a transfer is written', async ({
  page,
}) => {
  await open(page, '/account')
  await connect(page, 'Demo savings')
  await expect(page.getByRole('checkbox', { name: /I have read these terms/ })).toBeVisible()
  await to(page).fill(LIKE)
  await sum(page).fill('6000')
  await expect(fault(page, 'is the most')).toBeVisible()
  await expectAccessible(page)
})
