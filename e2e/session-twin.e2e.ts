import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectTitle, expectToast, open, watchPage } from './utils.ts'

const PASSWORD = 'lorry plank basin spoon'
/** Sealing and opening a key is slow on purpose, and two tests share two cores. */
const SLOW = { timeout: 40_000 }

const main = (page: Page) => page.getByRole('main')
const press = (page: Page, name: string | RegExp) =>
  main(page).getByRole('button', { name }).click()
const step = (page: Page, name: string) =>
  expect(
    main(page)
      .getByRole('list', { name: 'Making a session twin' })
      .locator('[aria-current="step"]')
      .getByRole('heading', { level: 3 }),
  ).toHaveText(`Now: ${name}`, SLOW)
const FUND = 'Give it a little money'
const CREATE = 'Accept the terms and make the twin'
/** The twin is in a block, final or not. */
const step4 = (page: Page) => main(page).getByText(/Twin \d+ is on the chain/)
const speaker = (page: Page) => page.getByRole('button', { name: /Speaking as|Looking around/ })

/** The demo wallet's own window. */
const wallet = (page: Page, answer: 'Approve' | 'Refuse') =>
  page.getByRole('button', { name: answer, exact: true }).click()

async function makeKey(page: Page) {
  await page.getByLabel('Password to seal its key').fill(PASSWORD)
  await page.getByLabel('The same password again').fill(PASSWORD)
  await press(page, 'Make the key')
  await step(page, FUND)
}

async function unlock(page: Page) {
  const password = page.getByLabel('Password of the session twin’s key')
  await password.fill(PASSWORD)
  await password.press('Enter')
  await expect(password).toHaveCount(0, SLOW)
}

/** The account as the page tells it, whole. */
const account = (page: Page) =>
  main(page).getByRole('button', { name: 'Copy account' }).first().locator('..').textContent()

const expectNarrow = async (page: Page) => {
  await page.setViewportSize({ width: 360, height: 780 })
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(over).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 1440, height: 900 })
}

test('a session twin is made from nothing, reads a node, is swept and forgotten; a reload at any step loses nothing', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const { faults } = watchPage(page)
  await open(page, '/settings/session-twin', 'visitor')
  await expectTitle(page, 'Session twin')
  await expectAccessible(page)
  await expectNarrow(page)

  await test.step('its key: a password that could be guessed, and two that differ, make nothing', async () => {
    await page.getByLabel('Password to seal its key').fill('a')
    await page.getByLabel('The same password again').fill('a')
    await press(page, 'Make the key')
    await expect(main(page).getByText('This could be guessed')).toBeVisible()
    await page.getByLabel('Password to seal its key').fill(PASSWORD)
    await page.getByLabel('The same password again').fill('another')
    await press(page, 'Make the key')
    await expect(main(page).getByText('The two passwords differ.')).toBeVisible()
  })
  await test.step('a reload while it is being made tells what became of it', async () => {
    await page.getByLabel('The same password again').fill(PASSWORD)
    await press(page, 'Make the key')
    await expect(main(page).getByText('Sealing the key')).toBeVisible()
    await page.reload()
    await expect(main(page).getByText('loaded again while the key was being made')).toContainText(
      'nothing was kept, and nothing was paid',
    )
    await makeKey(page)
    await expect(main(page).getByText('loaded again while')).toHaveCount(0)
  })
  const address = await account(page)
  await page.reload()
  await step(page, FUND)
  expect(await account(page)).toBe(address)
  await expectAccessible(page)
  await expectNarrow(page)

  await test.step('its money: refused in the wallet first, then sent, and the page left at once', async () => {
    await press(page, 'Connect a wallet')
    await wallet(page, 'Approve')
    const from = main(page).getByRole('combobox', { name: 'From' })
    const savings = from.locator('option', { hasText: 'Demo savings' })
    await from.selectOption((await savings.textContent()) ?? '')
    await press(page, 'Send from Demo savings')
    const dialog = page.getByRole('dialog', { name: 'Fund the session twin' })
    await dialog.getByRole('button', { name: 'Send 0.01 TFT' }).click()
    await wallet(page, 'Refuse')
    await expect(dialog.getByRole('alert')).toBeVisible()
    await dialog.getByRole('button', { name: 'Close' }).first().click()
    await step(page, FUND)

    await press(page, 'Send from Demo savings')
    await dialog.getByRole('button', { name: 'Send 0.01 TFT' }).click()
    await wallet(page, 'Approve')
    await step(page, CREATE)
  })
  await page.reload()
  await step(page, CREATE)
  expect(await account(page)).toBe(address)

  await test.step('its terms and its twin, signed by its own key', async () => {
    await unlock(page)
    const make = main(page).getByRole('button', { name: 'Accept and make the twin' })
    await expect(make).toHaveAttribute('aria-disabled', 'true')
    await expect(main(page).getByRole('group', { name: 'Terms and conditions' })).toContainText(
      'Terms and conditions of the demo grid',
    )
    await page.getByRole('checkbox', { name: /I have read these terms/ }).check()
    await expectAccessible(page)
    await make.click()
    const dialog = page.getByRole('dialog', { name: 'Make the session twin' })
    await dialog.getByRole('button', { name: 'Sign and make it' }).click()
    // in a block already, not yet final: the worst moment to leave
    await expect(step4(page)).toBeVisible(SLOW)
  })
  await page.reload()
  await unlock(page)
  const title = main(page).getByRole('heading', { level: 2, name: /^Session twin \d+$/ })
  // unlocked before the block came back, it is asked once more
  const speak = main(page).getByRole('button', { name: /^Speak as twin/ })
  await expect(title.or(speak)).toBeVisible(SLOW)
  if (await speak.isVisible()) await speak.click()
  await expect(title).toBeVisible(SLOW)
  const twin = ((await title.textContent()) ?? '').replace(/\D/g, '')
  await expect(speaker(page)).toContainText(`twin ${twin}`)

  await test.step('it reads a node', async () => {
    await press(page, 'Ask node 11')
    await expect(main(page).getByText(`Node 11 answered twin ${twin}`)).toBeVisible(SLOW)
    await expectAccessible(page)
    await expectNarrow(page)
    await main(page).getByRole('link', { name: 'Open node 11' }).click()
    await expectTitle(page, /11/)
    // what a visitor may not see: only a node tells of its pools, and only to twins
    await main(page).getByRole('link', { name: 'Storage' }).click()
    await expect(page.getByRole('table', { name: 'Storage pools' }).getByRole('row')).toHaveCount(
      5,
      SLOW,
    )
    await page.goBack()
    await page.goBack()
  })

  await test.step('it is locked by a reload, opened, and swept back to the wallet', async () => {
    await page.reload()
    await expect(main(page).getByRole('button', { name: 'Sweep back' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await unlock(page)
    await press(page, 'Sweep back')
    await press(page, /^Sweep$/)
    const dialog = page.getByRole('dialog', { name: `Sweep twin ${twin}` })
    await dialog.getByRole('button', { name: 'Send all of it' }).click()
    await dialog.getByRole('button', { name: 'Done' }).click(SLOW)
    await expectToast(page, /went back/)
    await expect(main(page).getByText('0.00', { exact: true })).toBeVisible()
    // money is for transactions: nodes answer without
    await press(page, 'Ask node 11')
    await expect(main(page).getByText(`Node 11 answered twin ${twin}`)).toBeVisible(SLOW)
  })

  await test.step('it is forgotten only after its number is typed', async () => {
    await press(page, 'Forget')
    const dialog = page.getByRole('dialog', { name: `Forget twin ${twin}` })
    const forget = dialog.getByRole('button', { name: 'Forget for good' })
    await expect(dialog).toContainText(`Twin ${twin} itself`)
    await expect(forget).toHaveAttribute('aria-disabled', 'true')
    await expectAccessible(page)
    await dialog.getByRole('textbox', { name: `Type ${twin} to forget it` }).fill(twin)
    await forget.click()
    await step(page, 'Make its key')
  })
  expect(faults).toEqual([])
})

test('terms that cannot be fetched are read elsewhere and pasted; the activation service pays', async ({
  page,
}) => {
  test.setTimeout(120_000)
  // a server that does not answer pages
  await page.addInitScript(() => {
    const real = window.fetch
    window.fetch = (...given) =>
      typeof given[0] === 'string' && given[0].endsWith('terms.md')
        ? Promise.reject(new TypeError('Failed to fetch'))
        : real(...given)
  })
  await open(page, '/settings/session-twin', 'visitor')
  await makeKey(page)
  // no money is asked for what no node would accept
  await expect(page.getByRole('radio', { name: /Deploy as well/ })).toBeDisabled()
  await expect(main(page).getByText('Not yet: nodes deploy for verified twins only')).toBeVisible()
  await expectNarrow(page)
  await press(page, 'Ask the activation service')
  await step(page, CREATE)
  await expect(main(page).getByText('The terms and conditions could not be fetched.')).toBeVisible(
    SLOW,
  )
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Text of the terms' }).fill('abc')
  await press(page, 'Take this text')
  // the MD5 of abc
  await expect(main(page).getByText('90015098')).toBeVisible()
  await page.getByRole('checkbox', { name: /I have read these terms/ }).check()
  await press(page, 'Accept and make the twin')
  const dialog = page.getByRole('dialog', { name: 'Make the session twin' })
  await dialog.getByText(/^The call: utility.batchAll/).click()
  await expect(dialog).toContainText('900150983cd24fb0d6963f7d28e17f72')
})

test('a key with money is forgotten only by a typed word, one with nothing on it at once', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await open(page, '/settings/session-twin', 'visitor')
  await makeKey(page)
  await press(page, 'Ask the activation service')
  await step(page, CREATE)
  // money is there now: it is not forgotten without a word
  await press(page, 'Forget')
  const dialog = page.getByRole('dialog', { name: 'Forget the session key' })
  await expect(dialog).toContainText('nobody can move it any more')
  await dialog.getByRole('button', { name: 'Sweep back first' }).click()
  await expect(main(page).getByRole('textbox', { name: 'Send all of it to' })).toBeVisible()
  await press(page, 'Forget')
  await dialog.getByRole('textbox', { name: 'Type forget to forget it' }).fill('forget')
  await dialog.getByRole('button', { name: 'Forget for good' }).click()
  await step(page, 'Make its key')

  await makeKey(page)
  await press(page, 'Forget')
  await expect(dialog.getByRole('textbox')).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Forget for good' }).click()
  await step(page, 'Make its key')
})

test('a chain that does not answer loses nothing: the key is there, and is led to from the identity page', async ({
  page,
}) => {
  test.setTimeout(90_000)
  await open(page, '/settings/session-twin', 'chain-down')
  // told before anything is made
  await expect(main(page).getByText('No endpoint of the chain answers.')).toBeVisible(SLOW)
  await expect(main(page).getByText('have to wait for the chain')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Password to seal its key').fill(PASSWORD)
  await page.getByLabel('The same password again').fill(PASSWORD)
  await press(page, 'Make the key')
  await expect(main(page).getByText('No endpoint of the chain answers.')).toBeVisible(SLOW)
  await expect(main(page).getByText('Nothing is lost')).toBeVisible()
  await expectAccessible(page)
  await main(page).getByRole('button', { name: 'Forget' }).click()
  // what cannot be read is not taken for nothing
  const dialog = page.getByRole('dialog', { name: 'Forget the session key' })
  await expect(dialog).toContainText('Its balance, which could not be read')
  await expect(dialog.getByRole('textbox')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.goto('/settings/identity')
  const kept = main(page).getByRole('listitem').filter({ hasText: 'no twin yet' })
  await expect(kept).toBeVisible()
  await kept.getByRole('link', { name: 'Look after it' }).click()
  await expectTitle(page, 'Session twin')
})
