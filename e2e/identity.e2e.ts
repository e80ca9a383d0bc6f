import { sha256 } from '@noble/hashes/sha2.js'
import { scrypt } from '@noble/hashes/scrypt.js'
import { expect, test, type Page } from '@playwright/test'
import * as sr25519 from '@scure/sr25519'
import nacl from 'tweetnacl'
import { concat, fromHex, toHex, utf8 } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { wordsOf } from '#mock/keyring.ts'
import { miniSecret } from '#rmb/keys.ts'
import { expectAccessible, expectRow, openAs, watchPage } from './utils.ts'

const FARMER = { words: wordsOf(1, 'farmer'), twin: 2701 }
/** An account of the demo that has money and no twin. */
const SAVINGS = wordsOf(1, 'wallet')
/** The seed of a demo twin that nobody is. */
const seedOf = (twin: number) => `0x${toHex(sha256(utf8(`demo grid 1, twin ${twin}`)))}`

const speaker = (page: Page) => page.getByRole('button', { name: /Speaking as|Looking around/ })
const form = (page: Page) => page.locator('#unlock form')
const unlock = (page: Page) => form(page).getByRole('button', { name: 'Unlock', exact: true })
const now = (page: Page) => page.getByRole('table', { name: 'Who signs what now' })
/** A fact of the twin that speaks, by its label. */
const fact = (page: Page, label: string) =>
  page
    .getByRole('main')
    .locator('dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })

async function unlockSecret(page: Page, secret: string, curve = 'sr25519') {
  await form(page).getByRole('textbox', { name: 'Mnemonic or hex seed' }).fill(secret)
  await form(page).getByRole('radio', { name: curve }).check()
  await unlock(page).click()
}

/** A keystore as Polkadot{.js} exports it, at a cost that a test can bear. */
function keystore(words: string, password: string) {
  const secret = sr25519.secretFromSeed(miniSecret(words))
  const account = sr25519.getPublicKey(secret)
  const plain = concat(
    fromHex('3053020101300506032b657004220420')!,
    secret,
    fromHex('a123032100')!,
    account,
  )
  const [salt, nonce] = [new Uint8Array(32).fill(7), new Uint8Array(24).fill(9)]
  const [N, p, r] = [4096, 1, 8] as const
  const key = scrypt(utf8(password), salt, { N, p, r, dkLen: 64 }).slice(0, 32)
  const numbers = new DataView(new ArrayBuffer(12))
  ;[N, p, r].forEach((n, i) => numbers.setUint32(4 * i, n, true))
  const encoded = concat(
    salt,
    new Uint8Array(numbers.buffer),
    nonce,
    nacl.secretbox(plain, nonce, key),
  )
  const address = toSs58(account)
  const json = {
    encoded: Buffer.from(encoded).toString('base64'),
    encoding: {
      content: ['pkcs8', 'sr25519'],
      type: ['scrypt', 'xsalsa20-poly1305'],
      version: '3',
    },
    address,
    meta: { name: 'farm' },
  }
  return { address, file: JSON.stringify(json) }
}

const choose = (page: Page, text: string) =>
  form(page)
    .getByLabel('Keystore file')
    .setInputFiles({
      name: 'account.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })

/** Confirms the payment that is asked for, once its fee is known, and waits until it is final. */
async function payFor(page: Page, verb: string) {
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Fee').first()).toBeVisible()
  const button = dialog.getByRole('button', { name: verb, exact: true })
  await expect(button).not.toHaveAttribute('aria-disabled', 'true')
  await button.click()
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeVisible({ timeout: 40_000 })
  await dialog.getByRole('button', { name: 'Done' }).click()
}

test('who signs what is told for whoever is here, beside every way of being here', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await openAs(page, 'visitor', '/settings/identity')
  await expectRow(now(page), { What: /^Speaks to nodes/, 'By whom': 'nobody' })
  const ways = page.getByRole('table', { name: 'Ways to be here' })
  await expectRow(ways, { Way: /^Visitor.*you are here/, Pay: 'no' })
  await expectRow(ways, {
    Way: /^Wallet account/,
    'Ask nodes': 'no',
    Pay: 'yes',
    'Sign deployments': 'beside its twin’s key',
  })
  await expectRow(ways, { Way: /^Session twin/, 'Your deployments': 'only what it deployed' })

  await page
    .getByRole('main')
    .getByRole('group', { name: 'Demo identity' })
    .getByRole('button', { name: 'Tenant' })
    .click()
  await expectRow(now(page), { What: /^Speaks to nodes/, 'By whom': 'twin 42, its key' })
  await expectRow(now(page), { What: /^Owns what is deployed/, 'By whom': 'twin 42' })
  await expectRow(ways, { Way: /^Vault twin.*you are here/ })

  await page.getByText('Who signs what when something is deployed').click()
  await expectRow(page.getByRole('table', { name: 'Who signs what when something is deployed' }), {
    Identity: 'Wallet alone',
    'Messages (envelopes)': 'nobody: refused before paying',
  })
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('each way has its step: watching a twin, and both forms of unlocking', async ({ page }) => {
  await openAs(page, 'visitor', '/settings/identity')
  const ways = page.getByRole('table', { name: 'Ways to be here' })
  await ways.getByRole('button', { name: 'Import keystore' }).click()
  await expect(page).toHaveURL(/with=keystore/)
  await expect(form(page).getByRole('button', { name: 'Choose file' })).toBeFocused()
  await ways.getByRole('button', { name: 'Unlock' }).click()
  await expect(form(page).getByRole('textbox', { name: 'Mnemonic or hex seed' })).toBeFocused()
  await expect(ways.getByRole('link', { name: 'Make a session twin' })).toBeVisible()

  await ways.getByRole('button', { name: 'Watch a twin' }).click()
  const watched = page.getByRole('textbox', { name: 'Twin to watch' })
  await watched.fill('0')
  await expect(page.getByText('A twin is a whole number from 1')).toBeVisible()
  await watched.fill('42')
  await watched.press('Enter')
  await expect(page).toHaveURL(/\/deployments\?twin=42$/)
})

test('at 360 px each way is a card, and nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await openAs(page, 'tenant', '/settings/identity?with=keystore')
  const cards = page.getByRole('table', { name: 'Ways to be here' }).getByRole('cell')
  await expect(cards).toHaveCount(6)
  await expect(cards.filter({ hasText: 'Vault twin' })).toContainText('Farmer commands')
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(over).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})

test('a keystore shows its account before its password, speaks, and gets a key of its own published', async ({
  page,
}) => {
  test.slow() // scrypt at its full cost, and a block that becomes final
  await openAs(page, 'visitor', '/settings/identity?with=keystore')
  const { address, file } = keystore(FARMER.words, 'out of the wallet')
  await choose(page, '{"accounts": []}')
  await expect(page.getByRole('alert')).toContainText('holds all accounts of a wallet at once')
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'farm.json', { type: 'application/json' }))
    return data
  }, file)
  await form(page).getByText('or drop it here').dispatchEvent('drop', { dataTransfer: dropped })
  await expect(form(page).getByText(address.slice(0, 6))).toBeVisible()
  await expect(form(page).getByText('sr25519', { exact: true })).toBeVisible()
  await expect(form(page)).toContainText('lacks the secret that encrypted answers are opened with')
  await expectAccessible(page)

  const password = form(page).getByLabel('Password of the file')
  await password.fill('something else')
  await unlock(page).click()
  await expect(page.getByRole('alert')).toContainText('The password does not open this keystore')
  await password.fill('out of the wallet')
  await unlock(page).click()
  await expect(speaker(page)).toContainText(`twin ${FARMER.twin}`)
  await expectRow(now(page), { What: /^Speaks/, 'By whom': 'twin 2701, its keystore key' })
  await expect(fact(page, 'Encryption key on chain')).toContainText(
    'published, and not readable here',
  )

  await page.getByRole('button', { name: 'Make an encryption key' }).click()
  await page.getByLabel('Password to seal both keys under').fill('lorry plank basin spoon')
  await page.getByRole('button', { name: 'Make and seal' }).click()
  await expect(fact(page, 'Encryption key on chain')).toContainText('another key is published', {
    timeout: 40_000,
  })
  await expect(fact(page, 'Kept in this browser')).toContainText('yes, sealed')
  await expect(page.getByText('Nodes remember a twin’s key for up to 6 h').first()).toBeVisible()
  await page.getByRole('button', { name: 'Publish key' }).click()
  await expect(page.getByRole('dialog')).toContainText('write their own relay and key over these')
  await payFor(page, 'Publish key')
  await expect(fact(page, 'Encryption key on chain')).not.toContainText('another key')
  await expect(page.getByRole('button', { name: 'Publish key' })).toHaveCount(0)
})

test('a relay that does not fit is told, and published only when asked for and paid', async ({
  page,
}) => {
  test.slow() // a block that becomes final
  await openAs(page, 'visitor', '/settings/identity')
  await unlockSecret(page, seedOf(311))
  await expect(speaker(page)).toContainText('twin 311')
  await expect(fact(page, 'Relay on chain')).toContainText('another one')
  await page.getByRole('button', { name: 'Publish relay' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(fact(page, 'Relay on chain')).toContainText('another one')
  await page.getByRole('button', { name: 'Publish relay' }).click()
  await payFor(page, 'Publish relay')
  await expect(fact(page, 'Relay on chain')).toContainText('this network’s')
  // the relay that was there stays
  await expect(fact(page, 'Relay on chain')).toContainText('relay.02.demo.invalid')
})

test('a secret whose account has no twin is held, and a twin is made for it under terms that are shown', async ({
  page,
}) => {
  test.slow() // a block that becomes final
  await openAs(page, 'visitor', '/settings/identity')
  await unlockSecret(page, SAVINGS)
  await expect(
    page.getByRole('heading', { name: 'This account has no twin on demo' }),
  ).toBeVisible()
  await expectRow(now(page), { What: /^Owns/, Prompts: /has no twin yet/ })
  const create = page.getByRole('button', { name: 'Create a twin for this account' })
  await expect(create).toHaveAttribute('aria-disabled', 'true')
  // why is told to who comes to it by keys, or presses it; nothing happens then
  const why = page.getByRole('tooltip')
  await create.focus()
  await expect(why).toHaveText('Read the terms and accept them first.')
  await expect(create).toHaveAccessibleDescription('Read the terms and accept them first.')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(why).toHaveCount(0)
  await create.hover()
  await expect(why).toBeInViewport({ ratio: 1 })
  await page.getByRole('checkbox', { name: /I have read these terms/ }).check()
  await expect(why).toHaveCount(0)
  await expectAccessible(page)
  await create.click()
  await payFor(page, 'Create twin')
  await expect(page.getByRole('heading', { name: /^Speaking as twin \d+$/ })).toBeVisible()
  await expect(fact(page, 'Relay on chain')).toContainText('this network’s')
  await expect(fact(page, 'Encryption key on chain')).toContainText('published')
  // who has just begun is not verified, and is told where that is done
  await expect(fact(page, 'Verified (KYC)')).toContainText('not verified')
})

test('a key without twin and money is brought money first, then the terms, then a twin', async ({
  page,
}) => {
  test.slow() // the activation service, and a block that becomes final
  await openAs(page, 'visitor', '/settings/identity')
  await unlockSecret(page, `0x${'5a'.repeat(32)}`)
  const steps = page.getByRole('list', { name: 'What this account still lacks' })
  const now = steps.locator('[aria-current="step"]').getByRole('heading', { level: 3 })
  await expect(now).toHaveText('Now: First TFT')
  await expect(page.getByRole('checkbox', { name: /I have read these terms/ })).toHaveCount(0)
  const create = page.getByRole('button', { name: 'Create a twin for this account' })
  await expect(create).toHaveAccessibleDescription(/cannot pay the fee yet/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ask the activation service' }).click()
  await expect(now).toHaveText('Now: Terms and conditions', { timeout: 40_000 })
  await page.getByRole('checkbox', { name: /I have read these terms/ }).check()
  await expect(steps).toContainText('Now: Twin')
  await create.click()
  await payFor(page, 'Create twin')
  await expect(page.getByRole('heading', { name: /^Speaking as twin \d+$/ })).toBeVisible()
})

test('on a touch screen a press on a disabled button says why', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    hasTouch: true,
    viewport: { width: 360, height: 780 },
    ...(baseURL === undefined ? {} : { baseURL }),
  })
  const page = await context.newPage()
  await openAs(page, 'visitor', '/settings/identity')
  await unlockSecret(page, SAVINGS)
  const create = page.getByRole('button', { name: 'Create a twin for this account' })
  await create.tap({ force: true })
  const why = page.getByRole('tooltip')
  await expect(why).toHaveText('Read the terms and accept them first.')
  await expect(why).toBeInViewport({ ratio: 1 })
  await page.getByRole('heading', { name: /has no twin on demo/ }).tap()
  await expect(why).toHaveCount(0)
  await context.close()
})

test('what KYC says stands with the twin, with the way to be verified', async ({ page }) => {
  await openAs(page, 'tenant', '/settings/identity')
  await expect(fact(page, 'Verified (KYC)')).toHaveText(/verified$/)
  await unlockSecret(page, seedOf(618))
  await expect(fact(page, 'Verified (KYC)')).toContainText('not verified yet: under review')
  await expect(page.getByRole('link', { name: 'Verify at dashboard.grid.tf' })).toHaveAttribute(
    'href',
    'https://dashboard.grid.tf',
  )
  await expectRow(now(page), { What: /^Owns/, Prompts: /twin 618 is not verified/ })
  await expect(fact(page, 'Relay on chain')).toContainText('none')
})

test('a wallet alone is told that nobody could send what it deploys; beside a twin of another account, that they do not match', async ({
  page,
}) => {
  await openAs(page, 'visitor', '/settings/identity')
  await page.locator('#wallet').getByRole('button', { name: 'Connect wallet' }).click()
  await page
    .getByRole('dialog', { name: 'Let this site see your accounts?' })
    .getByRole('button', { name: 'Approve' })
    .click()
  await page
    .getByRole('table', { name: 'Accounts that can sign' })
    .getByRole('row')
    .filter({ hasText: 'Demo farmer' })
    .getByRole('button', { name: /^Sign with/ })
    .click()
  const ways = page.getByRole('table', { name: 'Ways to be here' })
  await expectRow(ways, { Way: /^Wallet account.*you are here/ })
  await expectRow(now(page), { What: /^Speaks/, 'By whom': 'nobody' })
  await expectRow(now(page), {
    What: /^Pays/,
    'By whom': 'Demo farmer, in the wallet',
    Prompts: 'One prompt of the wallet each',
  })
  await expectRow(now(page), {
    What: /^Owns/,
    'By whom': 'twin 2701',
    Prompts: /nobody could send the deployment to the node/,
  })

  await page
    .getByRole('main')
    .getByRole('group', { name: 'Demo identity' })
    .getByRole('button', { name: 'Tenant' })
    .click()
  await expect(
    page.getByText('Twin 42 speaks, and the account that signs is twin 2701’s.'),
  ).toBeVisible()
  await expectRow(now(page), {
    What: /^Owns/,
    'By whom': 'twin 2701',
    Account: /^5/,
    Prompts: /while twin 42 speaks/,
  })
  await expectRow(ways, { Way: /^Vault twin.*speaks/ })
  await expectRow(ways, { Way: /^Wallet account.*pays/ })
  await expect(ways.getByText('you are here')).toHaveCount(0)
  await expectAccessible(page)
})
