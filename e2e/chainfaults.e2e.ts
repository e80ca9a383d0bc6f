import { expect, type Page, test } from '@playwright/test'
import { openOn, ownGrid, type OwnGrid } from './owngrid.ts'
import { expectAccessible, expectTitle, open } from './utils.ts'

/*
 * A transfer in every world whose chain fails: what the person is told, what has become of it after a reload, and
 * that nothing is paid twice.
 */

/** An account that nobody has paid yet: the well-known “Bob” of Substrate’s documentation. */
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

const dialog = (page: Page) => page.getByRole('dialog')
const balance = (page: Page, label = 'Can be spent') =>
  page
    .getByRole('main')
    .locator('dl[aria-label="Balance"] > div')
    .filter({ has: page.getByText(label, { exact: true }) })
const paid = (page: Page) => page.getByRole('table', { name: 'Payments from this browser' })
const payment = (page: Page) => paid(page).getByRole('row', { name: /Send 1\.25 TFT/ })

/** Fills the form and presses the button of the dialog. */
async function transfer(page: Page) {
  await page.getByRole('textbox', { name: 'To', exact: true }).fill(BOB)
  await page.getByRole('textbox', { name: 'Amount in TFT' }).fill('1.25')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await dialog(page).getByRole('button', { name: 'Send 1.25 TFT' }).click()
}

/** What Bob has: all that ever reached him. */
async function bobHas(page: Page, tft: string) {
  await page.goto(`/account?account=${BOB}`)
  await expectTitle(page, 'Account')
  await expect(balance(page)).toContainText(tft, { timeout: 20_000 })
}

test('a block that is taken back brings the payment again, and it is paid once', async ({
  page,
}) => {
  await open(page, '/account', 'retracted')
  await transfer(page)
  await expect(dialog(page)).toContainText('Its block was taken back')
  await expectAccessible(page)
  await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeVisible({ timeout: 30_000 })
  await page.reload()
  await expect(payment(page)).toContainText('done')
  await expect(balance(page)).toContainText(/2,478\.7[45]/)
  await bobHas(page, '1.25')
})

test('a reload between two blocks finds the payment that was taken back', async ({ page }) => {
  await open(page, '/account', 'retracted')
  await transfer(page)
  await expect(dialog(page)).toContainText('It is in a block, which is not final yet')
  await page.reload()
  await expect(payment(page)).toContainText('done', { timeout: 30_000 })
  await bobHas(page, '1.25')
})

test('where nothing becomes final the payment stays open, over a reload too, and is sent once', async ({
  page,
}) => {
  await open(page, '/account', 'finality-stuck')
  await transfer(page)
  await expect(dialog(page)).toContainText('It is in a block, which is not final yet')
  await expect(dialog(page)).toContainText('Until then a fork could still undo it')
  await dialog(page).getByRole('button', { name: 'Close' }).last().click()
  await expect(payment(page)).toContainText('in a block')
  await page.reload()
  await expect(payment(page)).toContainText(/being looked for|in a block/)
  await expect(balance(page)).toContainText(/2,478\.7[45]/)
  await expect(payment(page)).not.toContainText('done')
  await bobHas(page, '1.25')
})

test('a socket that closes right after the payment was received leaves it to be found, and it is', async ({
  page,
}) => {
  await open(page, '/account', 'chain-drops')
  await transfer(page)
  await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeVisible({ timeout: 40_000 })
  await expect(dialog(page)).not.toContainText('not known')
  await page.reload()
  await expect(payment(page)).toContainText('done')
  await bobHas(page, '1.25')
})

test('a reload while the socket is gone finds the payment as well', async ({ page }) => {
  await open(page, '/account', 'chain-drops')
  await transfer(page)
  await expect(dialog(page)).toContainText('Looking for it in the blocks')
  await page.reload()
  await expect(payment(page)).toContainText('done', { timeout: 40_000 })
  await bobHas(page, '1.25')
})

test('an outdated number is refused at the door: nothing is paid, and it is said', async ({
  page,
}) => {
  await open(page, '/account', 'stale')
  await transfer(page)
  await expect(dialog(page)).toContainText('Another transaction of this account came first')
  await expect(dialog(page)).toContainText('Nothing was done')
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'Done' }).click()
  await page.reload()
  await expect(payment(page)).toContainText('nothing paid')
  await expect(balance(page)).toContainText('2,480.00')
})

test('who has less than a fee is told so before anything is signed', async ({ page }) => {
  await open(page, '/account', 'no-funds')
  await expect(balance(page)).toContainText('0.00')
  await page.getByRole('textbox', { name: 'To', exact: true }).fill(BOB)
  await page.getByRole('textbox', { name: 'Amount in TFT' }).fill('1.25')
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expectAccessible(page)
})

test('a chain that cannot be reached is said where money would stand, and nothing can be sent', async ({
  page,
}) => {
  await open(page, '/account', 'chain-down')
  await expect(page.getByRole('main')).toContainText('No endpoint of the chain answers', {
    timeout: 30_000,
  })
  await expect(balance(page)).toHaveCount(0)
  await expectAccessible(page)
})

test('money that ends within the hour is seen coming, and then it ends', async ({ page }) => {
  await open(page, '/account', 'nearly-broke')
  await expect(page.getByRole('group', { name: 'Runs out on' })).toContainText(
    /less than an hour|in \d+ (min|h)/,
  )
  await page.goto('/contracts')
  await expect(page.getByRole('table').first()).toContainText('grace', {
    timeout: 40_000,
    ignoreCase: true,
  })
})

// a grid of its own, and a chain to wait for
test.describe.configure({ timeout: 90_000 })

test.describe('on a grid whose chain fails in mid flight', () => {
  let grid: OwnGrid
  test.beforeEach(async ({ page }) => {
    grid = await ownGrid()
    await openOn(page, grid)
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await expectTitle(page, 'Account')
    await expect(balance(page)).toContainText('250.00')
  })
  test.afterEach(() => grid.end())

  test('a fee that cannot be paid is refused at the door, and trying again pays once', async ({
    page,
  }) => {
    await grid.control('fault?refuse=payment')
    await transfer(page)
    await expect(dialog(page)).toContainText('The account cannot pay the fee')
    await expect(dialog(page)).toContainText('Nothing was paid')
    await dialog(page).getByRole('button', { name: 'Back' }).click()
    await dialog(page).getByRole('button', { name: 'Send 1.25 TFT' }).click()
    await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeVisible()
    await dialog(page).getByRole('button', { name: 'Done' }).click()
    await expect(paid(page).getByRole('row', { name: /done/ })).toHaveCount(1)
    await bobHas(page, '1.25')
  })

  test('a connection that breaks when the block has come is mended, and the end is found', async ({
    page,
  }) => {
    await grid.control('fault?drop=in block')
    await transfer(page)
    await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeVisible({
      timeout: 30_000,
    })
    await expect(dialog(page)).toContainText('Final')
    await bobHas(page, '1.25')
  })

  test('finality that comes back settles what waited for it', async ({ page }) => {
    await grid.control('fault?finality=stuck')
    await transfer(page)
    await expect(dialog(page)).toContainText('It is in a block, which is not final yet')
    // the chain itself gives up waiting after 60 blocks here
    await expect(dialog(page)).toContainText('the network does not make final', {
      timeout: 40_000,
    })
    await grid.control('fault')
    await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeVisible({
      timeout: 30_000,
    })
    await bobHas(page, '1.25')
  })

  test('a payment whose block is lost for good is told as unpaid once it can never come', async ({
    page,
  }) => {
    await grid.control('fault?retract=1&retracted=lost')
    await transfer(page)
    await expect(dialog(page)).toContainText('Looking for it in the blocks')
    await page.reload()
    await expect(page.getByText('Send 1.25 TFT').first()).toBeVisible()
    // past the last block that can carry it
    await grid.control('skip?blocks=1100')
    await page.goto(`/account?account=${grid.farmer}`)
    await expect(payment(page)).toContainText('nothing paid', { timeout: 30_000 })
    await expect(balance(page)).toContainText('250.00')
  })

  test('a chain that goes away while it is paid is waited for, and nothing is sent again', async ({
    page,
  }) => {
    await grid.control('fault?finality=stuck')
    await transfer(page)
    await expect(dialog(page)).toContainText('It is in a block, which is not final yet')
    await grid.control('fault?endpoint=down')
    await expect(dialog(page)).toContainText('It sends nothing again')
    await expectAccessible(page)
    await grid.control('fault')
    await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeVisible({
      timeout: 40_000,
    })
    await bobHas(page, '1.25')
  })
})
