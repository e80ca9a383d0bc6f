import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectRow, openAs, watchPage } from './utils.ts'

const nics = (page: Page) => page.getByRole('table', { name: 'Physical interfaces' })
const dialog = (page: Page) => page.getByRole('dialog')

/** Opens the guard of a NIC, types its name and sends. */
async function move(page: Page, nic: string) {
  await nics(page)
    .getByRole('row', { name: new RegExp(`^${nic} `) })
    .getByRole('button', { name: 'Set as exit' })
    .click()
  await expect(
    dialog(page).getByRole('heading', { name: /Who is affected: \d+ public/ }),
  ).toBeVisible()
  await dialog(page)
    .getByLabel(/to confirm/)
    .fill(nic)
  await dialog(page).getByRole('button', { name: 'Set exit NIC' }).click()
  await expect(dialog(page).getByRole('heading', { name: 'Now: Watching' })).toBeVisible()
}

const check = (page: Page, name: RegExp) =>
  dialog(page).getByRole('listitem').filter({ hasText: name }).last()

test('the farmer moves the exit NIC, sees it hold, and puts it back', async ({ page }) => {
  const { faults } = watchPage(page)
  await openAs(page, 'farmer', '/nodes/11/farmer')
  await expectRow(nics(page), { NIC: 'zos', Role: 'Exit' })
  await nics(page)
    .getByRole('row', { name: /^enp65s0f1 / })
    .getByRole('button', { name: 'Set as exit' })
    .click()
  const set = dialog(page).getByRole('button', { name: 'Set exit NIC' })
  await expect(dialog(page).getByText('185.206.122.40/24')).toBeVisible()
  await dialog(page)
    .getByLabel(/to confirm/)
    .fill('enp65s0')
  await expect(set).toHaveAttribute('aria-disabled', 'true')
  await expect(
    dialog(page).getByRole('status').filter({ hasText: 'Two characters missing' }),
  ).toBeVisible()
  await expectAccessible(page)
  await dialog(page)
    .getByLabel(/to confirm/)
    .fill('enp65s0f1')
  await set.click()
  await expect(check(page, /Exit device is enp65s0f1/)).toContainText('dual')
  await expect(check(page, /Public IPs persist/)).toContainText('3 of 3')
  await expect(dialog(page).getByRole('button', { name: 'Keep' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'Put back zos' }).click()
  await expect(dialog(page).getByRole('heading', { name: /Watched/ })).toBeVisible({
    timeout: 20_000,
  })
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expectRow(nics(page), { NIC: 'zos', Role: 'Exit' })
  await expectRow(page.getByRole('table', { name: 'Changes from this browser' }), {
    Change: 'zos → enp65s0f1',
    Outcome: 'put back',
  })
  expect(faults).toEqual([])
})

test('a change may be kept when its minute is over, and its loss is shown later', async ({
  page,
}) => {
  await page.clock.install()
  await openAs(page, 'farmer', '/nodes/12/farmer')
  await move(page, 'eth-forgets')
  await expect(check(page, /Exit device is eth-forgets/)).toContainText('dual')
  await page.clock.fastForward(61_000)
  await dialog(page).getByRole('button', { name: 'Keep' }).click()
  await expect(dialog(page)).toBeHidden()
  await expectRow(nics(page), { NIC: 'eth-forgets', Role: 'Exit' })
  await expectRow(page.getByRole('table', { name: 'Changes from this browser' }), {
    Outcome: 'kept',
  })
  // the grid begins anew, as after a reboot; what this browser wrote down stays
  await page.getByRole('button', { name: 'Reset demo' }).click()
  await expect(page.getByText(/The exit was set to eth-forgets .* is zos now/)).toBeVisible()
  await page.getByRole('button', { name: 'Set eth-forgets again' }).click()
  await expect(dialog(page).getByRole('heading', { name: /Move public traffic/ })).toBeVisible()
})

test('a reload in the middle of the watch finds it again', async ({ page }) => {
  await openAs(page, 'farmer', '/nodes/11/farmer')
  await move(page, 'enp65s0f0')
  await expect(check(page, /Exit device is enp65s0f0/)).toContainText('dual')
  await page.reload()
  await expect(check(page, /Exit device is enp65s0f0/)).toContainText('dual')
  await expect(dialog(page).getByRole('button', { name: 'Put back zos' })).toBeVisible()
})

test('a NIC that cannot be attached leaves no exit, and going back is offered', async ({
  page,
}) => {
  await openAs(page, 'farmer', '/nodes/12/farmer')
  await move(page, 'eth-broken')
  await expect(dialog(page)).toContainText('Link not found')
  await expect(check(page, /Exit device is eth-broken/)).toContainText('the node names no exit')
  await expect(dialog(page).getByText(/Going back is possible now/)).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Put back zos' }).click()
  await expect(dialog(page).getByRole('heading', { name: /Watched/ })).toBeVisible({
    timeout: 20_000,
  })
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expectRow(nics(page), { NIC: 'zos', Role: 'Exit' })
})

test('somebody else sees the open change and cannot settle it', async ({ page }) => {
  await openAs(page, 'farmer', '/nodes/11/farmer')
  await move(page, 'enp65s0f1')
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await page
    .getByRole('group', { name: 'Demo identity' })
    .getByRole('button', { name: 'Tenant' })
    .click()
  await page.getByRole('button', { name: 'Watch' }).first().click()
  for (const name of ['Put back zos', 'Keep']) {
    await expect(dialog(page).getByRole('button', { name })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  }
  await expect(
    dialog(page)
      .getByText(/Only twin 2701 may settle this/)
      .first(),
  ).toBeVisible()
})

test('public IPs that do not come back are named', async ({ page }) => {
  await openAs(page, 'farmer', '/nodes/12/farmer')
  await move(page, 'eth-noip')
  await expect(check(page, /Public IPs persist/)).toContainText('missing')
  await expect(dialog(page).getByText(/Going back is possible now/)).toBeVisible()
})

test('a lost answer is decided by the exit device, never sent again', async ({ page }) => {
  test.slow() // the call's own 20 s must pass
  await openAs(page, 'farmer', '/nodes/12/farmer')
  await nics(page)
    .getByRole('row', { name: /^eth-lost / })
    .getByRole('button', { name: 'Set as exit' })
    .click()
  await dialog(page)
    .getByLabel(/to confirm/)
    .fill('eth-lost')
  await dialog(page).getByRole('button', { name: 'Set exit NIC' }).click()
  await expect(dialog(page)).toContainText('the answer was lost; the exit device decides', {
    timeout: 30_000,
  })
  await expect(check(page, /Exit device is eth-lost/)).toContainText('dual')
})

test('a tenant is told whose page this is', async ({ page }) => {
  await openAs(page, 'tenant', '/nodes/11/farmer')
  await expect(
    page.getByText("Only farm 7's owner, twin 2701, may see this. You are twin 42."),
  ).toBeVisible()
  await expect(nics(page)).toBeHidden()
  await expectAccessible(page)
})

test('a visitor is told to unlock a twin', async ({ page }) => {
  await openAs(page, 'visitor', '/nodes/11/farmer')
  await expect(page.getByText('Unlock a twin to speak with nodes.')).toBeVisible()
})

test('at 360 px the page does not scroll sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await openAs(page, 'farmer', '/nodes/11/farmer')
  await expect(nics(page)).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await expectAccessible(page)
})
