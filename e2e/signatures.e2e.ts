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
const seal = (page: Page) => section(page, 'Seal')
const signatures = (page: Page) => page.getByRole('table', { name: 'Signatures' })
const verdict = (page: Page, words: string) =>
  expect(seal(page).getByRole('status')).toHaveText(words)

test('the order that was signed is found, kept, and compared with from then on', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await open(page, '/deployments/6110/41600/signatures')
  await expectTitle(page, 'shop')
  await verdict(page, 'Runs what was signed')
  await expect(seal(page)).toContainText('Put into the order in which it was signed')
  await expect(seal(page)).toContainText('as the grid proxy tells it')
  const hash = section(page, "Contract's hash")
  await expect(
    hash.getByRole('img', { name: /^Contract's hash: ([0-9a-f]{4} ?){8}$/ }),
  ).toBeVisible()
  await expect(hash).toContainText('Judged byorder found among 12')
  await expect(section(page, 'Kept copies')).toContainText('version 0, found by its hash')
  await expectRow(signatures(page), {
    Twin: '42 owner',
    Required: 'yes, as owner',
    Weight: '1',
    'Signed with': 'ed25519',
    Signature: 'valid',
  })
  await expect(section(page, 'Signatures')).toContainText("All hold for the contract's hash")
  await expectAccessible(page)

  await page.reload()
  await verdict(page, 'Runs what was signed')
  await expect(hash).toContainText(/Judged by ?copy kept \d+ (s|min) ago/)
  expect(faults).toEqual([])
})

test('a node that was tampered with is told from the kept copy, and no secret is shown', async ({
  page,
}) => {
  await open(page, '/deployments/6110/41600/signatures')
  await expect(section(page, 'Kept copies')).toContainText('found by its hash')
  await open(page, '/deployments/6110/41600/signatures', 'tampered')
  await verdict(page, 'Differs from what was signed')
  await expect(seal(page)).toContainText('shopvm (data.env.SSH_KEY)')
  await expect(seal(page)).toContainText('Red means: a copy kept in this browser')
  await expectRow(page.getByRole('table', { name: 'Differences' }), {
    Workload: 'shopvm',
    Field: 'data.env.SSH_KEY',
    Signed: 'secret, not shown',
    'Node tells': 'secret, not shown',
  })
  await expectAccessible(page)
})

test('without a copy the same node is amber, never red', async ({ page }) => {
  await open(page, '/deployments/6110/41600/signatures', 'tampered')
  await verdict(page, 'Seal cannot be judged')
  await expect(seal(page)).toContainText('None of 12 orders and expirations has')
  await expect(seal(page)).toContainText('Amber means: nothing is proven')
})

test('two twins signed, each with its own curve, and what they weigh', async ({ page }) => {
  await open(page, '/deployments/12/41640/signatures')
  await expectRow(signatures(page), {
    Twin: '42 owner',
    'Signed with': 'ed25519',
    Signature: 'valid',
  })
  await expectRow(signatures(page), { Twin: '2701', 'Signed with': 'sr25519', Signature: 'valid' })
  await expect(section(page, 'Signatures')).toContainText('Weight2 of 2 required')
  await expect(section(page, 'Signatures')).toContainText('Every listed twin has to sign')
})

test('the style of browser wallets is told and verified', async ({ page }) => {
  await open(page, '/deployments/12/41620/signatures')
  await expectRow(signatures(page), { Twin: '42 owner', Signature: 'valid' })
  await expect(section(page, 'Signatures')).toContainText(
    'polka-walletThe text of the hash between <Bytes> tags is signed',
  )
})

test('the expiration that other tools send is found too', async ({ page }) => {
  await open(page, '/deployments/6110/41649/signatures')
  await verdict(page, 'Runs what was signed')
  await expect(section(page, "Contract's hash")).toContainText('Expiration1626394539')
})

test('a contract made for another deployment is amber, and its signature does not hold', async ({
  page,
}) => {
  await open(page, '/deployments/12/41830/signatures')
  await verdict(page, 'Seal cannot be judged')
  await expect(seal(page)).toContainText("Node 12 itself says that the contract's hash is not")
  await expectRow(signatures(page), { Twin: '42 owner', Signature: 'invalid' })
  await expect(section(page, 'Signatures')).toContainText('failed to verify signature')
  await expectAccessible(page)
})

test('amber says why: too many workloads, no contract, a workload nobody can read', async ({
  page,
}) => {
  await open(page, '/deployments/12/41260/signatures')
  await verdict(page, 'Seal cannot be judged')
  await expect(seal(page)).toContainText('The grid proxy knows no contract 41260')
  await expect(
    seal(page).getByRole('button', { name: 'Compare with a copy of yours' }),
  ).toHaveAccessibleDescription(/without the contract's hash/)
  await expectRow(signatures(page), { Twin: '42 owner', Signature: 'cannot be checked' })

  await open(page, '/deployments/1408/41155/signatures')
  await verdict(page, 'Seal cannot be judged')
  await expect(seal(page)).toContainText('1 workload cannot be read here')

  await open(page, '/deployments/2240/43000/signatures', 'busy')
  await verdict(page, 'Seal cannot be judged')
  await expect(seal(page)).toContainText('more than 8, or so large')
})

test('a copy of one’s own is kept when it is the contract’s, and refused otherwise', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '/deployments/6110/41600/raw')
  await page.getByRole('button', { name: 'Show secrets' }).click()
  await section(page, 'As the node sent it')
    .getByRole('button', { name: 'Copy', exact: true })
    .click()
  await page.getByRole('link', { name: 'Signatures' }).click()
  const copies = section(page, 'Kept copies')
  await expect(copies).toContainText('found by its hash')
  await copies.getByRole('button', { name: 'Forget' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Forget copies' }).click()
  await expect(copies).toContainText('None of this contract')
  await verdict(page, 'Runs what was signed')

  await seal(page).getByRole('button', { name: 'Compare with a copy of yours' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare with a copy of yours' })
  const field = dialog.getByRole('textbox', { name: /JSON/ })
  await field.fill('what I signed')
  await dialog.getByRole('button', { name: 'Compare' }).click()
  await expect(dialog).toContainText('This is no deployment as a node takes it')
  await field.fill('{"version":7,"workloads":[]}')
  await dialog.getByRole('button', { name: 'Compare' }).click()
  await expect(dialog).toContainText('it is version 7 and has the hash')
  await expectAccessible(page)

  const signed = await page.evaluate(() => navigator.clipboard.readText())
  await field.fill(signed.replace(/"SSH_KEY": "[^"]*"/, '"SSH_KEY": "••••••••"'))
  await dialog.getByRole('button', { name: 'Compare' }).click()
  await expect(dialog).toContainText(
    'This copy has masked secrets: download it with secrets shown.',
  )
  await dialog
    .getByLabel('File with the deployment')
    .setInputFiles({ name: 'shop.json', mimeType: 'application/json', buffer: Buffer.from(signed) })
  await expect(dialog).toContainText('Read from shop.json')
  await dialog.getByRole('button', { name: 'Compare' }).click()
  await expectToast(page, 'Your copy is what was signed: it has the hash of contract 41600')
  await expect(copies).toContainText('version 0, brought by you')
  // one style of dates: how long ago, beside one another
  await expect(copies.locator('time')).toHaveText(/ago|now/)
  await expect(section(page, "Contract's hash")).toContainText('copy kept')
})

test('a copy that names another contract is told of, for no hash tells it', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '/deployments/6110/41600/raw')
  await page.getByRole('button', { name: 'Show secrets' }).click()
  await section(page, 'As the node sent it')
    .getByRole('button', { name: 'Copy', exact: true })
    .click()
  await page.getByRole('link', { name: 'Signatures' }).click()
  await seal(page).getByRole('button', { name: 'Compare with a copy of yours' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare with a copy of yours' })
  const signed = await page.evaluate(() => navigator.clipboard.readText())
  await dialog
    .getByRole('textbox', { name: /JSON/ })
    .fill(signed.replace('"contract_id": 41600', '"contract_id": 99999'))
  await dialog.getByRole('button', { name: 'Compare' }).click()
  await expectToast(page, 'Your copy is what was signed')
  await expect(dialog).toContainText('It names contract 99999, not 41600.')
  await expectAccessible(page)
})

test('a visitor sees the contract’s hash, and why there is no more', async ({ page }) => {
  await openAs(page, 'visitor', '/deployments/6110/41600/signatures')
  await expect(seal(page)).toContainText('Nodes speak only to twins')
  await expect(section(page, "Contract's hash").getByRole('img')).toBeVisible()
  await expect(seal(page).getByRole('link', { name: 'Unlock a twin' })).toHaveAttribute(
    'href',
    /settings\/identity$/,
  )
  await expectAccessible(page)
})

test('nothing hangs over the edge of a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 900 })
  await open(page, '/deployments/12/41640/signatures')
  await verdict(page, 'Runs what was signed')
  await expect(signatures(page)).toContainText('weight 1, sr25519')
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(await wide()).toBeLessThanOrEqual(0)
  await open(page, '/deployments/12/41680/signatures')
  await verdict(page, 'Runs what was signed')
  expect(await wide()).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})
