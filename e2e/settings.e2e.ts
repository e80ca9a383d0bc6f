import { expect, test, type Page } from '@playwright/test'
import { wordsOf } from '#mock/keyring.ts'
import { GRID, PLAIN_PORT } from './ports.ts'
import {
  expectAccessible,
  expectRow,
  expectTitle,
  expectToast,
  open,
  openAs,
  watchPage,
} from './utils.ts'

const TENANT = { words: wordsOf(1, 'tenant'), twin: 42 }
const FARMER = { words: wordsOf(1, 'farmer'), twin: 2701 }

const speaker = (page: Page) => page.getByRole('button', { name: /Speaking as|Looking around/ })
const secretField = (page: Page) => page.getByRole('textbox', { name: 'Mnemonic or hex seed' })
const unlock = (page: Page) =>
  page.locator('#unlock form').getByRole('button', { name: 'Unlock', exact: true })

const person = (page: Page, name: string) =>
  page.getByRole('main').getByRole('group', { name: 'Demo identity' }).getByRole('button', { name })

/** Everything of the page and its storage that could hold a secret. */
const remains = (page: Page) =>
  page.evaluate(async () => {
    const databases = await Promise.all(
      (await indexedDB.databases()).map(
        ({ name }) =>
          new Promise<string>((resolve) => {
            const opening = indexedDB.open(name ?? '')
            opening.onsuccess = () => {
              const db = opening.result
              if (db.objectStoreNames.length === 0) return resolve('')
              const reading = db.transaction([...db.objectStoreNames])
              const held: unknown[] = []
              for (const store of db.objectStoreNames) {
                const all = reading.objectStore(store).getAll()
                all.onsuccess = () => held.push(all.result)
              }
              // the demo grid keeps its own people's words in its own database
              reading.oncomplete = () => resolve(name?.includes('demo') ? '' : JSON.stringify(held))
            }
          }),
      ),
    )
    const fields = [...document.querySelectorAll('input')].map((input) => input.value)
    return [
      document.documentElement.outerHTML,
      fields.join('\n'),
      JSON.stringify(localStorage),
      databases.join('\n'),
    ].join('\n')
  })

const expectNoSecret = async (page: Page, words: string) => {
  const held = await remains(page)
  const three = words.split(' ').slice(2, 5).join(' ')
  expect(held.includes(three), 'the page holds three words of the mnemonic').toBe(false)
}

for (const [name, address] of [
  ['Network', '/settings'],
  ['Identity', '/settings/identity'],
  ['Refresh', '/settings/refresh'],
  ['Theme', '/settings/theme'],
] as const) {
  test(`${name} has its own address, title and place among the tabs, and passes axe`, async ({
    page,
  }) => {
    const { faults } = watchPage(page)
    await open(page, name === 'Theme' ? '/settings' : '/settings/theme')
    await expectTitle(page, 'Settings')
    const tab = page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name })
    await tab.click()
    await expect(page).toHaveURL(address)
    await expect(page).toHaveTitle(`${name}, settings · ZOS Console`)
    await expect(tab).toHaveAttribute('aria-current', 'page')
    await expectAccessible(page)
    expect(faults).toEqual([])
  })
}

test('no part of the settings scrolls sideways at 360 px', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, '/settings')
  for (const section of ['', '/identity', '/refresh', '/theme']) {
    await page.goto(`/settings${section}`)
    await expect(page.getByRole('main').getByRole('heading', { level: 2 }).first()).toBeVisible()
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(over).toBeLessThanOrEqual(0)
  }
})

test('a visitor sees what each way can do, and the demo’s people can be taken', async ({
  page,
}) => {
  await openAs(page, 'visitor', '/settings/identity')
  const ways = page.getByRole('table', { name: 'Ways to be here' })
  await expectRow(ways, { Way: /^Visitor.*you are here/, 'Ask nodes': 'the proxy’s copy' })
  await expectRow(ways, { Way: /^Vault twin/, 'Ask nodes': 'any node', Pay: 'yes' })
  await person(page, 'Farmer').click()
  await expect(speaker(page)).toContainText(`twin ${FARMER.twin}`)
  await expect(page.getByRole('heading', { name: `Speaking as twin ${FARMER.twin}` })).toBeVisible()
  await page.getByRole('button', { name: 'Lock now' }).click()
  await expect(speaker(page)).toContainText('visitor')
  await expectAccessible(page)
})

test('a mnemonic is mended where it is wrong, taken, kept, locked, and opened by its password', async ({
  page,
}) => {
  test.slow() // three times scrypt at its full cost
  await openAs(page, 'visitor', '/settings/identity')
  const words = FARMER.words.split(' ')
  await unlock(page).click()
  await expect(page.getByText('Type or paste the secret first.')).toBeVisible()
  await expect(secretField(page)).toBeFocused()

  await secretField(page).fill(words.with(4, 'reqire').join(' '))
  await unlock(page).click()
  await expect(page.getByRole('alert')).toContainText('Word 5 is not in the English word list')
  await secretField(page).fill(FARMER.words)
  await page.getByRole('checkbox', { name: /Keep it in this browser/ }).check()
  await page.getByRole('textbox', { name: 'Password to seal it' }).fill('lorry plank basin spoon')
  await expect(page.getByText('Strong.')).toBeVisible()
  await unlock(page).click()
  await expect(speaker(page)).toContainText(`twin ${FARMER.twin}`)
  await expect(secretField(page)).toHaveValue('')
  const kept = page.getByRole('listitem').filter({ hasText: `twin ${FARMER.twin}` })
  await expect(kept).toContainText('speaking', { timeout: 30_000 })
  await expectNoSecret(page, FARMER.words)

  await page.getByRole('button', { name: 'Lock now' }).click()
  await kept.getByRole('button', { name: 'Unlock' }).click()
  const password = page.getByLabel(`Password of twin ${FARMER.twin}’s key`)
  await password.fill('lorry plank basin')
  await password.press('Enter')
  await expect(page.getByRole('alert')).toContainText('The password does not open this key', {
    timeout: 30_000,
  })
  await expectAccessible(page)
  await password.fill('lorry plank basin spoon')
  await password.press('Enter')
  await expect(speaker(page)).toContainText(`twin ${FARMER.twin}`, { timeout: 30_000 })

  await kept.getByRole('button', { name: 'Forget' }).click()
  await page.getByRole('button', { name: 'Forget this key' }).click()
  await expect(kept).toHaveCount(0)
  await expectNoSecret(page, FARMER.words)
})

test('a secret whose twin is on the other curve says so and takes it with one press', async ({
  page,
}) => {
  await openAs(page, 'visitor', '/settings/identity')
  await secretField(page).fill(TENANT.words)
  await unlock(page).click()
  await expect(page.getByRole('alert')).toContainText(`is twin ${TENANT.twin}: choose ed25519`)
  await expect(secretField(page)).toHaveValue('')
  await page.getByRole('button', { name: `Use ed25519, twin ${TENANT.twin}` }).click()
  await expect(speaker(page)).toContainText(`twin ${TENANT.twin}`)
})

test('where the grid proxy is down, unlocking says that it could not be asked', async ({
  page,
}) => {
  await open(page, '/settings/identity', 'proxy-down')
  await person(page, 'Visitor').click()
  await expect(speaker(page)).toContainText('visitor')
  await secretField(page).fill(FARMER.words)
  await unlock(page).click()
  await expect(page.getByRole('alert')).toContainText('The grid proxy could not say which twin', {
    timeout: 30_000,
  })
  await expectNoSecret(page, FARMER.words)
})

/** Points a console at the stand-alone grid. */
async function useOwnGrid(page: Page) {
  await page.getByRole('radio', { name: /Own endpoints/ }).check()
  await page.getByRole('textbox', { name: 'Grid proxy' }).fill(`http://127.0.0.1:${GRID.proxyPort}`)
  await page.getByRole('textbox', { name: 'Relay' }).fill(`ws://127.0.0.1:${GRID.relayPort}`)
}

test('own endpoints are judged as they are typed, checked, and used', async ({ page }) => {
  await open(page, '/settings')
  await page.getByRole('radio', { name: /Own endpoints/ }).check()
  const use = page.getByRole('button', { name: 'Use this network' })
  await expect(use).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('textbox', { name: 'Grid proxy' }).fill('http://grid.example.org')
  await expect(page.getByText('Only on this machine may it be http://')).toBeVisible()
  await page.getByRole('textbox', { name: 'Relay' }).fill('relay')
  await expect(page.getByText('Not an address.')).toBeVisible()
  await expectAccessible(page)

  await useOwnGrid(page)
  await expect(page.getByText(`Twin ${TENANT.twin} will be locked`)).toBeVisible()
  await page.getByRole('button', { name: 'Check' }).click()
  const checks = page.getByRole('main').getByRole('status').getByRole('listitem')
  await expect(checks.filter({ hasText: 'Grid proxy' })).toContainText(/version .+, \d+ ms/)
  await expect(checks.filter({ hasText: 'Relay' })).toContainText('something answers')
  await use.click()
  await expectToast(page, 'Now on your own network')
  await expect(speaker(page)).toContainText('visitor')
  await page.reload()
  await expect(page.getByRole('radio', { name: /Own endpoints/ })).toBeChecked()
})

test('endpoints that nobody answers at are told apart', async ({ page }) => {
  await open(page, '/settings')
  await page.getByRole('radio', { name: /Own endpoints/ }).check()
  await page.getByRole('textbox', { name: 'Grid proxy' }).fill('http://127.0.0.1:9')
  await page.getByRole('textbox', { name: 'Relay' }).fill('ws://127.0.0.1:9')
  await page.getByRole('button', { name: 'Check' }).click()
  const checks = page.getByRole('main').getByRole('status').getByRole('listitem')
  await expect(checks.filter({ hasText: 'Relay' })).toContainText('nothing answers', {
    timeout: 20_000,
  })
})

test('two tabs of one twin on the stand-alone grid: each speaks, and locking one locks both', async ({
  context,
}) => {
  const origin = `http://127.0.0.1:${PLAIN_PORT}`
  const [one, two] = [await context.newPage(), await context.newPage()]
  await one.goto(`${origin}/settings`)
  await useOwnGrid(one)
  await one.getByRole('button', { name: 'Use this network' }).click()
  await expect(one.getByRole('button', { name: 'Network: custom' })).toBeVisible()
  for (const page of [one, two]) {
    // the network is remembered by the browser, so the second tab opens on it
    await page.goto(`${origin}/settings/identity`)
    await secretField(page).fill(FARMER.words)
    await unlock(page).click()
    await expect(speaker(page)).toContainText(`twin ${FARMER.twin}`)
  }
  for (const page of [one, two]) {
    // the relay answers pings of both sockets: neither has closed the other
    await expect(page.getByText(/^\d+ ms$/).first()).toBeVisible()
  }
  await two.getByRole('button', { name: 'Lock now' }).click()
  await expect(speaker(two)).toContainText('visitor')
  await expect(speaker(one)).toContainText('visitor')
  await expect(one.getByText('The key was locked in another tab.')).toBeVisible()
})

test('the refresh pace and the theme are chosen and kept', async ({ page }) => {
  await open(page, '/settings/refresh')
  await page.getByRole('button', { name: 'Off' }).click()
  await expect(page.getByText('Nothing is read again by itself.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Off' })).toHaveAttribute('aria-pressed', 'true')
  await page.goto('/settings/theme')
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})
