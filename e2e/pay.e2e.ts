import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectTitle, expectToast, open, watchPage } from './utils.ts'

/*
 * What is asked before something is paid, how it is told on its way, and that no reload loses it or pays it twice.
 */

/** An account that nobody has paid yet: the well-known “Bob” of Substrate’s documentation. */
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const PAY = 'Send 1.25 TFT'

const dialog = (page: Page) => page.getByRole('dialog', { name: PAY })
const inWallet = (page: Page) => page.getByRole('dialog', { name: 'Sign a transaction?' })
const banner = (page: Page) =>
  page.getByRole('status').filter({ hasText: /Send 1\.25 TFT to .+: / })
const history = (page: Page) => page.getByRole('table', { name: 'Payments from this browser' })
const paid = (page: Page) => history(page).getByRole('row', { name: /Send 1\.25 TFT/ })
const money = (page: Page, label: string) =>
  dialog(page)
    .locator('dl[aria-label="Who pays what"] > div')
    .filter({ has: page.getByText(label, { exact: true }) })

/** Fills the form of the account page, which opens the dialog. */
async function ask(page: Page, sum = '1.25') {
  await page.getByRole('textbox', { name: 'To', exact: true }).fill(BOB)
  await page.getByRole('textbox', { name: 'Amount in TFT' }).fill(sum)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}
const send = (page: Page) => dialog(page).getByRole('button', { name: PAY }).click()

/** Connects the demo wallet, whose first account is the tenant’s own, and goes to the account page. */
async function withWallet(page: Page) {
  await open(page, '/settings/identity')
  const section = page.locator('#wallet')
  await section.getByRole('button', { name: 'Connect wallet' }).click()
  await page
    .getByRole('dialog', { name: 'Let this site see your accounts?' })
    .getByRole('button', { name: 'Approve' })
    .click()
  await expect(page.getByRole('table', { name: 'Accounts that can sign' })).toBeVisible()
  await page.getByRole('link', { name: 'Account', exact: true }).first().click()
  await expectTitle(page, 'Account')
}

/** What Bob has: all that ever reached him. */
async function bobHas(page: Page, tft: string) {
  await page.goto(`/account?account=${BOB}`)
  await expectTitle(page, 'Account')
  const row = page
    .getByRole('main')
    .locator('dl[aria-label="Balance"] > div')
    .filter({ has: page.getByText('Can be spent', { exact: true }) })
  await expect(row).toContainText(tft, { timeout: 20_000 })
}

test('fee, money before and after, account, twin, chain and the call are told before anything is signed', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await open(page, '/account')
  await ask(page)
  await expect(dialog(page)).toContainText(`Pays 1.25 TFT to ${BOB}.`)
  await expect(money(page, 'Pays')).toContainText('1.25TFT')
  await expect(money(page, 'Fee, about')).toContainText(/0\.0000\d+ USD0\.00\d+TFT/)
  await expect(money(page, 'Can be spent now')).toContainText('2,480.00TFT')
  await expect(money(page, 'Afterwards')).toContainText(/2,478\.74\d+TFT/)
  await expect(money(page, 'Its twin')).toContainText('twin 42')
  await expect(money(page, 'Chain')).toContainText('tfchain demo, spec 152')
  await expect(dialog(page)).toContainText('The key in this browser signs at once')
  await dialog(page).getByText('The call: balances.transferKeepAlive').click()
  await expect(dialog(page)).toContainText(`dest${BOB}`)
  await expect(dialog(page)).toContainText('12500000 = 1.25 TFT')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  await expect(history(page)).toContainText('None yet')
  expect(faults).toEqual([])
})

test('a payment is told step by step until it is final, by keyboard alone, and what was read is read again', async ({
  page,
}) => {
  await open(page, '/account')
  await ask(page)
  await expect(money(page, 'Afterwards')).toContainText('TFT')
  await dialog(page).getByRole('button', { name: PAY }).focus()
  await page.keyboard.press('Enter')
  // the button is gone: the focus is not
  await expect(dialog(page).getByRole('group', { name: 'Progress' })).toBeFocused()
  const steps = dialog(page).getByRole('listitem')
  await expect(steps.nth(0)).toContainText(/Done: Signed.*Extrinsic0x/)
  await expect(steps.nth(2)).toContainText(/Done: In a block.*Block18,204,5/)
  await expect(steps.nth(3)).toContainText(/Done: Final.*Fee0\.00\d+TFT/)
  await expect(dialog(page)).toContainText('1.25 TFT went to 5FHneW…94ty.')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  await expect(paid(page)).toContainText('done')
  await expect(page.getByRole('main')).toContainText(/2,478\.7[45]/)
})

test('the dialog may be closed while it runs: a banner and a toast go on, and it opens again', async ({
  page,
}) => {
  await open(page, '/account')
  await ask(page)
  await send(page)
  await expect(dialog(page)).toContainText('You may close this, and the page as well')
  await dialog(page).getByRole('button', { name: 'Close' }).last().click()
  await expect(banner(page)).toBeVisible()
  await banner(page).getByRole('button', { name: 'Show' }).click()
  await expect(dialog(page).getByRole('listitem').first()).toContainText('Done: Signed')
  await dialog(page).getByRole('button', { name: 'Close' }).first().click()
  await expectToast(page, '1.25 TFT went to 5FHneW…94ty.')
  await expect(banner(page)).toHaveCount(0)
})

test('a reload after sending finds the outcome again, and nothing is paid twice', async ({
  page,
}) => {
  await open(page, '/account')
  await ask(page)
  await send(page)
  await expect(dialog(page).getByRole('listitem').nth(1)).toContainText('Done: Sent')
  await page.reload()
  await expect(paid(page)).toContainText('done', { timeout: 30_000 })
  await expect(banner(page)).toHaveCount(0)
  await page.reload()
  await expect(paid(page)).toHaveCount(1)
  await bobHas(page, '1.25')
})

test('a reload while the wallet is asked sends nothing, and says so', async ({ page }) => {
  await withWallet(page)
  await ask(page)
  await expect(dialog(page)).toContainText('Your wallet opens next')
  await send(page)
  await expect(inWallet(page)).toContainText('Asked by ZOS Console')
  await page.reload()
  const news = page.getByRole('status').filter({ hasText: 'The page was closed before' })
  await expect(news).toContainText('Nothing was sent and nothing was paid.')
  await expect(inWallet(page)).toHaveCount(0)
  await expect(paid(page)).toContainText('nothing paid')
  await news.getByRole('button', { name: 'Show' }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('never-sent')
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'Done' }).click()
  await expect(news).toHaveCount(0)
  await bobHas(page, '0.00')
})

test('refusing in the wallet leads back to the question, and approving pays', async ({ page }) => {
  await withWallet(page)
  await ask(page)
  await expect(money(page, 'Signs and pays')).toContainText('Demo tenant, in the wallet')
  await send(page)
  await inWallet(page).getByRole('button', { name: 'Refuse' }).click()
  const alert = dialog(page).getByRole('alert')
  await expect(alert).toContainText('Nothing was signed and nothing was sent')
  await expect(dialog(page).getByRole('combobox', { name: 'Signs and pays' })).toHaveValue(
    /^wallet/,
  )
  await expectAccessible(page)
  await send(page)
  await inWallet(page).getByRole('button', { name: 'Approve' }).click()
  await expect(dialog(page)).toContainText('1.25 TFT went to', { timeout: 30_000 })
  await dialog(page).getByRole('button', { name: 'Done' }).click()
  await expect(history(page).getByRole('row')).toHaveCount(2)
  await bobHas(page, '1.25')
})

test('a reload right after the wallet’s answer loses nothing', async ({ page }) => {
  await withWallet(page)
  await ask(page)
  await send(page)
  await inWallet(page).getByRole('button', { name: 'Approve' }).click()
  await expect(dialog(page).getByRole('listitem').nth(1)).toContainText('Done: Sent')
  await page.reload()
  await expect(paid(page)).toContainText('done', { timeout: 30_000 })
  await bobHas(page, '1.25')
})

test('the waiting for the wallet can be stopped: an answer that comes late is thrown away', async ({
  page,
}) => {
  await withWallet(page)
  await ask(page)
  await send(page)
  await expect(inWallet(page)).toBeVisible()
  // the wallet’s window stands before everything, as a real one does: ours is reached by script
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('dialog button')]
    buttons.find((button) => button.textContent === 'Stop waiting')?.click()
  })
  await expect(dialog(page).getByRole('alert')).toContainText('Stopped before anything was sent')
  const late = inWallet(page).getByRole('button', { name: 'Approve' })
  if (await late.isVisible()) await late.click()
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(history(page)).toContainText('None yet')
  await bobHas(page, '0.00')
})

test('the account that pays can be chosen, and one that is not the speaking twin’s is told', async ({
  page,
}) => {
  await withWallet(page)
  await page.goto('/settings/identity')
  await page.getByRole('button', { name: 'Sign with this account, Demo farmer' }).click()
  await page.getByRole('link', { name: 'Account', exact: true }).first().click()
  await expectTitle(page, 'Account')
  await ask(page)
  await expect(dialog(page).getByRole('list', { name: 'To be known' })).toContainText(
    'Twin 42 speaks, but this account is twin 2701’s',
  )
  await expectAccessible(page)
})

test('on a phone the dialog fits, and nothing runs out of it', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, '/account')
  await ask(page)
  await expect(money(page, 'Afterwards')).toContainText('TFT')
  const over = () =>
    dialog(page).evaluate((box) => {
      const inner = [...box.querySelectorAll('*')].map((one) => one.getBoundingClientRect().right)
      return Math.max(...inner) - box.getBoundingClientRect().right
    })
  expect(await over()).toBeLessThanOrEqual(0)
  await expectAccessible(page)
  await send(page)
  await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeVisible({ timeout: 30_000 })
  expect(await over()).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})
