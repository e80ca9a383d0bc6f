import { expect, test } from '@playwright/test'
import { expectAccessible, expectTitle, open, watchPage } from './utils.ts'

test('the palette finds a node by its number and goes there', async ({ page }) => {
  await open(page, '/farms')
  await expectTitle(page, 'Farms')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search or jump' })
  await palette.getByRole('combobox').fill('11 capacity')
  await expect(palette.getByRole('option', { name: /Node 11: Capacity/ })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/nodes\/11\/capacity$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Node 11' })).toBeFocused()
})

test('letters go to places, and the list of them opens with ?', async ({ page }) => {
  await open(page, '/nodes')
  await expectTitle(page, 'Nodes')
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expectTitle(page, 'Farms')
  await page.keyboard.press('/')
  await expect(page.getByRole('textbox')).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog').getByText('Go to nodes')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('going to a page names it in the tab, takes the focus and can be gone back from', async ({
  page,
}) => {
  await open(page, '/nodes')
  await expect(page).toHaveTitle('Nodes · ZOS Console')
  await page.getByRole('link', { name: /^Farms/ }).click()
  await expect(page).toHaveTitle('Farms · ZOS Console')
  await expect(page.getByRole('heading', { level: 1, name: 'Farms' })).toBeFocused()
  await page.goBack()
  await expect(page).toHaveTitle('Nodes · ZOS Console')
})

test('the first stop of the keyboard skips to the content', async ({ page }) => {
  await open(page, '/nodes')
  await expectTitle(page, 'Nodes')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('an address that leads nowhere says so', async ({ page }) => {
  for (const path of ['/nonsense', '/nodes/abc', '/nodes/11/nonsense', '/settings/nonsense']) {
    await open(page, path)
    await expectTitle(page, 'Nothing here')
  }
  await expectAccessible(page)
})

test('the demo grid says what it is, survives a reload, and starts afresh on request', async ({
  page,
}) => {
  await open(page, '/nodes/11/network', 'farmer')
  await expect(page.getByText('Nothing here is real and nothing costs anything.')).toBeVisible()
  await expect(page).toHaveURL(/\/nodes\/11\/network$/) // the world is read once and taken out
  await expect(page.getByRole('button', { name: /twin 2701/ })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: /twin 2701/ })).toBeVisible()
  await page.getByRole('button', { name: 'Reset demo' }).click()
  await expect(page.getByRole('button', { name: /twin 2701/ })).toBeVisible()
})

test('who speaks is switched from the top bar', async ({ page }) => {
  await open(page, '/nodes/11/farmer')
  await page.getByRole('button', { name: /twin 42/ }).click()
  await page
    .getByRole('menuitemradio', { name: /Farmer/ })
    .or(page.getByRole('menuitem', { name: /Farmer/ }))
    .click()
  await expect(page.getByRole('button', { name: /twin 2701/ })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Physical interfaces' })).toBeVisible()
})

test('who speaks is switched from the demo banner', async ({ page }) => {
  await open(page, '/nodes/11/network')
  const people = page.getByRole('group', { name: 'Demo identity' })
  await expect(people.getByRole('button', { name: 'Tenant' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await people.getByRole('button', { name: 'Visitor' }).click()
  await expect(page.getByRole('button', { name: /visitor/ }).first()).toBeVisible()
  await expect(page.getByText(/Unlock/).first()).toBeVisible()
})

test('a relay that is down is told on every page, and the rest goes on', async ({ page }) => {
  await open(page, '/nodes', 'relay-down')
  await expect(page.getByText('The relay is not reachable.')).toBeVisible()
  await expect(page.getByRole('link', { name: '11', exact: true })).toBeVisible()
  await expectAccessible(page)
})

test('a panel does not wait its whole time for a relay that refuses', async ({ page }) => {
  await open(page, '/nodes/11/storage', 'relay-down')
  await expect(
    page.getByRole('main').getByText('The relay cannot be reached. Nothing was sent.').first(),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Retry' }).first()).toBeVisible()
})

test('the page keeps its policy and asks nobody but its grid', async ({ page, baseURL }) => {
  const { faults } = watchPage(page)
  const origins = new Set<string>()
  page.on('request', (request) => origins.add(new URL(request.url()).origin))
  for (const path of ['/nodes', '/nodes/11', '/nodes/11/network', '/farms', '/settings/identity']) {
    await open(page, path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('button', { name: /twin 42/ })).toBeVisible()
  }
  expect(faults).toEqual([])
  const asked = [...origins].filter((origin) => !origin.startsWith('blob'))
  // the identity page asks whether the twin is verified; the others know nothing of that service
  expect(new Set(asked)).toEqual(
    new Set([baseURL, 'https://gridproxy.demo.invalid', 'https://kyc.demo.invalid']),
  )
})
