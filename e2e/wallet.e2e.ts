import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectToast, open, openAs, watchPage } from './utils.ts'

/*
 * The demo wallet is an extension as the page sees it: all that is tested here is what a real one meets too.
 */

const speaker = (page: Page) =>
  page.getByRole('button', { name: /Speaking as|Looking around/ }).filter({ visible: true })
const walletSection = (page: Page) => page.locator('#wallet')
const access = (page: Page) =>
  page.getByRole('dialog', { name: 'Let this site see your accounts?' })
const accounts = (page: Page) => page.getByRole('table', { name: 'Accounts that can sign' })
const row = (page: Page, name: string) => accounts(page).getByRole('row', { name })

const IDENTITY = '/settings/identity'

async function connect(page: Page, answer: 'Approve' | 'Refuse' = 'Approve') {
  await walletSection(page)
    .getByRole('button', { name: /^Connect (wallet|again)$/ })
    .click()
  await access(page).getByRole('button', { name: answer }).click()
}

/** Chooses how the demo wallet behaves, in its own window. */
async function behave(page: Page, mood: string) {
  await page.getByRole('button', { name: 'Demo wallet', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Demo wallet' })
  await panel.getByRole('radio', { name: mood }).check()
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect(panel).toHaveCount(0)
}

test('a wallet is found, connected from the header, and kept over a reload', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/settings/theme')
  await expect(speaker(page)).toContainText('its key signs')
  await speaker(page).click()
  await page.getByRole('menuitem', { name: /^Connect wallet to sign and pay: Demo wallet/ }).click()
  await expect(access(page)).toContainText('Asked by ZOS Console')
  await expectAccessible(page)
  await access(page).getByRole('button', { name: 'Approve' }).click()
  await expectToast(page, 'Demo tenant is connected')
  await expect(speaker(page)).toContainText('Demo tenant signs')

  await page.reload()
  await expect(speaker(page)).toContainText('Demo tenant signs')
  await expect(access(page)).toHaveCount(0)

  await speaker(page).click()
  await page.getByRole('menuitem', { name: 'Disconnect wallet' }).click()
  await expect(speaker(page)).toContainText('its key signs')
  await page.reload()
  await expect(speaker(page)).toContainText('its key signs')
  expect(faults).toEqual([])
})

test('refusing is told where one can try again, and then it works', async ({ page }) => {
  await open(page, IDENTITY)
  await expect(walletSection(page)).toContainText('Demo wallet')
  await connect(page, 'Refuse')
  await expect(walletSection(page).getByRole('alert')).toContainText(
    'You did not let this site into the wallet',
  )
  // nothing is connected that could be disconnected
  await expect(walletSection(page).getByRole('button', { name: 'Disconnect' })).toHaveCount(0)
  await expectAccessible(page)
  await connect(page)
  await expect(row(page, 'Demo tenant')).toContainText('signs')
  await expect(walletSection(page).getByRole('alert')).toHaveCount(0)
  await expect(walletSection(page).getByRole('button', { name: 'Disconnect' })).toBeVisible()
})

test('accounts show their twins and types, and whoever is chosen signs and is kept', async ({
  page,
}) => {
  await open(page, IDENTITY)
  await connect(page)
  await expect(row(page, 'Demo tenant')).toContainText('twin 42')
  await expect(row(page, 'Demo tenant')).toContainText('ed25519')
  await expect(row(page, 'Demo farmer')).toContainText('twin 2701')
  await expect(row(page, 'Demo savings')).toContainText('no twin')

  await page.getByRole('button', { name: 'Sign with this account, Demo farmer' }).click()
  await expect(speaker(page)).toHaveAccessibleName(
    /Speaking as twin 42\s*, account of twin 2701 pays/,
  )
  await expectAccessible(page)
  await page.reload()
  await expect(speaker(page)).toContainText('account of twin 2701 pays')

  await speaker(page).click()
  await page.getByRole('menuitemradio', { name: /^Sign as Demo savings/ }).click()
  await expect(speaker(page)).toContainText('an account without a twin pays')
  await speaker(page).click()
  await page.getByRole('menuitemradio', { name: /^Sign with the twin’s own key/ }).click()
  await expect(speaker(page)).toContainText('its key signs')
})

test('the account that speaks is taken from the wallet whoever one is', async ({ page }) => {
  await openAs(page, 'farmer', IDENTITY)
  await expect(speaker(page)).toContainText('twin 2701')
  await connect(page)
  await expect(speaker(page)).toContainText('Demo farmer signs')
  await page.getByRole('button', { name: 'Tenant', exact: true }).first().click()
  await expect(speaker(page)).toContainText('Demo tenant signs')
  await page.getByRole('button', { name: 'Visitor', exact: true }).first().click()
  await expect(speaker(page)).toContainText('Looking around')
  await expect(speaker(page)).toContainText('Demo farmer signs')
})

test('a phone shows who speaks and who pays, also where they differ', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, IDENTITY)
  await connect(page)
  const small = page
    .getByRole('button', { name: /^.*twin 42/ })
    .filter({ visible: true })
    .first()
  await expect(small).toContainText('Demo tenant signs')
  await page.getByRole('button', { name: 'Sign with this account, Demo farmer' }).click()
  await expect(small).toHaveAccessibleName(/twin 42\s*, twin 2701 pays/)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(over).toBeLessThanOrEqual(0)
  await expectAccessible(page)
  await small.click()
  await expect(page.getByRole('menuitem', { name: 'Disconnect wallet' })).toBeInViewport()
})

test('without an extension it is said where to get one', async ({ page }) => {
  await open(page, `${IDENTITY}?wallet=absent`)
  await expect(walletSection(page)).toContainText('No wallet extension is in this page.')
  await expect(
    walletSection(page).getByRole('link', { name: 'Get Polkadot{.js}' }),
  ).toHaveAttribute('href', /polkadot\.js\.org/)
  await speaker(page).click()
  await expect(
    page.getByRole('menuitem', { name: /^Connect wallet no extension found/ }),
  ).toBeVisible()
  await page.keyboard.press('Escape')
  await expectAccessible(page)
  // it is found as soon as it is there
  await behave(page, 'Answers as it should')
  await expect(walletSection(page).getByRole('button', { name: 'Connect wallet' })).toBeVisible()
})

for (const [mood, words, remedy] of [
  ['refuse-access', 'You did not let this site into the wallet', 'Manage website access'],
] as const) {
  test(`a wallet in the mood ${mood} says what to do`, async ({ page }) => {
    await open(page, `${IDENTITY}?wallet=${mood}`)
    await walletSection(page).getByRole('button', { name: 'Connect wallet' }).click()
    await expect(walletSection(page).getByRole('alert')).toContainText(words)
    await expect(walletSection(page)).toContainText(remedy)
  })
}

for (const [mood, words, remedy] of [
  ['no-accounts', 'The wallet shows no account to this site', 'Manage website access'],
  ['only-ecdsa', 'only accounts that cannot be a twin', 'is an account of type ecdsa'],
] as const) {
  test(`a wallet in the mood ${mood} is let in and says what is missing`, async ({ page }) => {
    await open(page, `${IDENTITY}?wallet=${mood}`)
    await connect(page)
    await expect(walletSection(page).getByRole('alert')).toContainText(words)
    await expect(walletSection(page)).toContainText(remedy)
    await expectAccessible(page)
    // what it shows later counts by itself
    await behave(page, 'Answers as it should')
    await expect(row(page, 'Demo tenant')).toBeVisible()
  })
}

test('a window that never opens is given up after its time, and an answer still counts', async ({
  page,
}) => {
  await page.clock.install()
  await open(page, `${IDENTITY}?wallet=dead`)
  await walletSection(page).getByRole('button', { name: 'Connect wallet' }).click()
  await expect(walletSection(page)).toContainText('Answer in the wallet’s own window')
  await expect(speaker(page)).toContainText('connecting wallet')
  await page.clock.runFor(45_000)
  await expect(walletSection(page).getByRole('alert')).toContainText(
    'The wallet has not answered yet',
  )
  await expect(speaker(page)).toContainText('its key signs')
  await expectAccessible(page)
})

test('who stops waiting for a window is told that it still waits there', async ({ page }) => {
  await open(page, `${IDENTITY}?wallet=dead`)
  const button = walletSection(page).getByRole('button', { name: 'Connect wallet' })
  await button.click()
  await expect(speaker(page)).toContainText('connecting wallet')
  await walletSection(page).getByRole('button', { name: 'Stop waiting' }).click()
  await expect(speaker(page)).toContainText('its key signs')
  await button.click()
  await expect(walletSection(page).getByRole('alert')).toContainText(
    'An earlier request of this site still waits in the wallet',
  )
})

test('a slow wallet is waited for', async ({ page }) => {
  await open(page, `${IDENTITY}?wallet=slow`)
  await connect(page)
  await expect(row(page, 'Demo tenant')).toBeVisible()
})

test('accounts kept to another network are told before they are asked', async ({ page }) => {
  await open(page, `${IDENTITY}?wallet=other-network`)
  await connect(page)
  await expect(walletSection(page).getByRole('alert')).toContainText(
    'allows this account on another network only',
  )
})

test('the wallet learns to read this network, once', async ({ page }) => {
  await open(page, IDENTITY)
  await connect(page)
  await expect(walletSection(page)).toContainText(
    'does not know this network and cannot show you what you sign',
  )
  const give = walletSection(page).getByRole('button', {
    name: 'Let the wallet read what it signs',
  })
  const asks = page.getByRole('dialog', { name: 'Add this network?' })
  await give.click()
  await asks.getByRole('button', { name: 'Refuse' }).click()
  await expect(walletSection(page).getByRole('alert')).toContainText('Cancelled in the wallet')
  await give.click()
  await asks.getByRole('button', { name: 'Approve' }).click()
  await expect(walletSection(page)).toContainText('Demo wallet reads what it signs')
  await expect(give).toHaveCount(0)
})

test('an account that its wallet no longer shows is told on every page, and is back when it is', async ({
  page,
}) => {
  await open(page, IDENTITY)
  await connect(page)
  await behave(page, 'Shows no account')
  await expect(page.getByText('Wallet not connected.')).toBeVisible()
  await expect(speaker(page)).toContainText('its key signs')
  await expectAccessible(page)
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: /^Nodes/ })
    .click()
  await expect(page.getByText('Wallet not connected.')).toBeVisible()
  await behave(page, 'Answers as it should')
  await expect(page.getByText('Wallet not connected.')).toHaveCount(0)
  await expect(speaker(page)).toContainText('Demo tenant signs')
})

test('the wallet’s own window is a dialog that anybody can use', async ({ page }) => {
  await open(page, '/settings/theme')
  await page.getByRole('button', { name: 'Demo wallet', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Demo wallet' })
  await expect(panel).toContainText('Demo savings (sr25519)')
  await expect(panel).toContainText('This site has not been let in.')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
})

const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const asksToSign = (page: Page) => page.getByRole('dialog', { name: 'Sign a transaction?' })
const payDialog = (page: Page) => page.getByRole('dialog', { name: /^Send / })

/** Opens the question for a payment that the wallet's savings account makes. */
async function askToPay(page: Page) {
  await open(page, IDENTITY)
  await connect(page)
  await page.getByRole('button', { name: 'Sign with this account, Demo savings' }).click()
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await page.getByRole('textbox', { name: 'To', exact: true }).fill(BOB)
  await page.getByRole('textbox', { name: 'Amount in TFT' }).fill('1')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(payDialog(page)).toBeVisible()
}
const pay = (page: Page) =>
  payDialog(page)
    .getByRole('button', { name: /^Send / })
    .click()

test('a payment that is refused in the wallet costs nothing and may be tried again', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await askToPay(page)
  await pay(page)
  await expect(asksToSign(page)).toContainText('Demo savings (sr25519)')
  await expectAccessible(page)
  await asksToSign(page).getByRole('button', { name: 'Refuse' }).click()
  await expect(payDialog(page)).toContainText('Nothing was signed and nothing was sent')
  await pay(page)
  await asksToSign(page).getByRole('button', { name: 'Approve' }).click()
  await expect(payDialog(page).getByRole('button', { name: 'Done' })).toBeVisible({
    timeout: 30_000,
  })
  expect(faults).toEqual([])
})

test('a wallet that knows another network only signs nothing, and says what to change there', async ({
  page,
}) => {
  await askToPay(page)
  await payDialog(page).getByRole('button', { name: 'Cancel' }).click()
  await behave(page, 'Allows its accounts on another network only')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await pay(page)
  await expect(payDialog(page)).toContainText('allows this account on another network only')
  await expect(asksToSign(page)).toHaveCount(0)
})

test('a wallet whose window never opens is given up, and nothing was sent', async ({ page }) => {
  await page.clock.install()
  await askToPay(page)
  await payDialog(page).getByRole('button', { name: 'Cancel' }).click()
  await behave(page, 'Never opens its window')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await pay(page)
  await expect(payDialog(page)).toContainText('the wallet goes on waiting')
  await page.clock.runFor(121_000)
  await expect(payDialog(page)).toContainText('The wallet did not answer')
})
