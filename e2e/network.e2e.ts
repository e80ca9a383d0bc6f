import { expect, type Page, test } from '@playwright/test'
import {
  expectAccessible,
  expectRow,
  expectTitle,
  expectToast,
  open,
  openAs,
  watchPage,
} from './utils.ts'

const section = (page: Page, name: string) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })
const config = (page: Page) => page.getByRole('table', { name: 'Public config' })

test('the node’s public config beside the chain’s, the difference lit', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/11/network')
  await expectRow(config(page), { Field: 'IPv4', Node: '185.206.122.33/24', Verdict: 'same' })
  await expectRow(config(page), {
    Field: 'Domain',
    Node: 'gent01.grid.example',
    'Chain, by the proxy': 'gent02.grid.example',
    Verdict: 'Differs',
  })
  await expect(section(page, 'Public config')).toContainText('has not taken it over yet')
  const used = page.getByRole('table', { name: 'Public IPs in use' })
  await expectRow(used, { Address: '185.206.122.40/24', Check: 'Valid' })
  await expectRow(used, { Check: 'Skipped', Reason: 'ip is already assigned to a contract' })
  await expect(section(page, 'Interfaces')).toContainText('192.168.1.20')
  await expect(section(page, 'Interfaces')).toContainText('Public IPv6Yes')
  await expect(section(page, 'Reach')).toContainText('Failed peers0of 4')
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('a free WireGuard port is copied and marked', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '/nodes/11/network')
  const ports = section(page, 'WireGuard ports')
  await expect(ports).toContainText('31 reserved of 31,744')
  await ports.getByRole('button', { name: 'Copy a free port' }).click()
  await expectToast(page, /^Port \d+ copied$/)
  await expectToast(page, 'Checked again right before you sign.')
  const port = await page.evaluate(() => navigator.clipboard.readText())
  expect(Number(port)).toBeGreaterThanOrEqual(1024)
  expect(Number(port)).toBeLessThanOrEqual(32_767)
  await expect(
    ports.getByRole('img', {
      name: `31 reserved ports from 1024 to 32767, free port ${port} marked`,
    }),
  ).toBeVisible()
  await expectAccessible(page)
})

test('the private addresses of a network of yours, and the next free one', async ({ page }) => {
  await open(page, '/nodes/11/network')
  const ips = section(page, 'Private IPs')
  await expect(ips.getByRole('combobox', { name: 'Network' })).toHaveValue('webnet')
  await expect(ips).toContainText('Range10.20.4.0/24')
  await expect(ips).toContainText('10.20.4.210.20.4.310.20.4.7')
  await expect(ips).toContainText('Next free10.20.4.4')
  await ips.getByRole('combobox', { name: 'Network' }).selectOption('Another network')
  await ips.getByRole('textbox', { name: 'Network name' }).fill('elsewhere')
  await ips.getByRole('button', { name: 'Look up' }).click()
  await expect(ips).toContainText('Takennone')
  await expect(ips).toContainText('Next freeneeds the range')
  await expect(page).toHaveURL(/network=elsewhere/)
})

test('a light node without public config says both plainly', async ({ page }) => {
  await open(page, '/nodes/5121/network')
  await expect(page.getByText('No public config: this is not an access node.')).toBeVisible()
  await expect(page.getByText('Light nodes carry no public IPs.')).toBeVisible()
  await expect(section(page, 'Interfaces')).toContainText('Public IPv6No')
  await expect(section(page, 'Private IPs')).toContainText('You have no network on this node')
  await expect(section(page, 'WireGuard ports')).toContainText('No port is reserved.')
  await expectAccessible(page)
})

test('unset parts of a config are called so', async ({ page }) => {
  await open(page, '/nodes/2240/network')
  await expectRow(config(page), {
    Field: 'IPv6',
    Node: 'not set',
    'Chain, by the proxy': 'not set',
  })
  await expect(section(page, 'Public IPs in use')).toContainText('No public IP is in use here.')
})

test('a visitor sees the chain’s config by the proxy and why the rest is missing', async ({
  page,
}) => {
  await openAs(page, 'visitor', '/nodes/11/network')
  await expectRow(config(page), {
    Field: 'Domain',
    'Chain, by the proxy': 'gent02.grid.example',
  })
  for (const name of [
    'WireGuard ports',
    'Public IPs in use',
    'Interfaces',
    'Private IPs',
    'Reach',
  ]) {
    await expect(section(page, name)).toContainText('Nodes speak only to twins')
  }
  await expect(page.getByRole('link', { name: 'Unlock a twin' })).toHaveAttribute(
    'href',
    /settings\/identity$/,
  )
  await expectAccessible(page)
})

test('world offline: every panel says so, and what the chain holds is still shown', async ({
  page,
}) => {
  await open(page, '/nodes/5120/network', 'offline')
  for (const name of [
    'Public config',
    'WireGuard ports',
    'Public IPs in use',
    'Interfaces',
    'Reach',
  ]) {
    await expect(section(page, name).getByRole('button', { name: 'Retry' })).toBeVisible()
  }
  await expectRow(config(page), { Field: 'Domain', 'Chain, by the proxy': 'sbg1.grid.example' })
  await open(page, '/nodes/12/network', 'offline')
  await expect(section(page, 'Public config')).toContainText('The chain holds no public config')
})

test('world garbage: one answer that cannot be read hides no other', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/nodes/12/network', 'garbage')
  await expect(section(page, 'WireGuard ports').getByRole('alert')).toContainText('expected number')
  await expect(section(page, 'Interfaces')).toContainText('Public IPv6No')
  await open(page, '/nodes/2241/network', 'garbage')
  await expect(section(page, 'Interfaces')).toContainText('<img src=x')
  await expect(page.locator('main img')).toHaveCount(0)
  await expectTitle(page, 'Node 2241')
  expect(faults).toEqual([])
})

test('a phone shows the network without scrolling sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, '/nodes/11/network')
  await expect(config(page)).toContainText('Differs')
  await expect(section(page, 'Interfaces')).toContainText('192.168.1.20')
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})
