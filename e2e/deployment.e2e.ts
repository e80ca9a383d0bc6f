import { expect, test } from '@playwright/test'
import { expectAccessible, expectTitle, open, watchPage } from './utils.ts'

test('an address with the wrong node leads to the right one, and raises no alarm', async ({
  page,
}) => {
  await open(page, '/deployments/12/41532/timeline')
  await expect(page.getByText('Contract 41532 is for node 11, not for node 12.')).toBeVisible()
  await expect(page.getByText('Billed, not served')).toBeHidden()
  await page.getByRole('link', { name: 'Open it on node 11' }).click()
  await expectTitle(page, 'webfrontend')
})

test('an address of no node or no contract says so', async ({ page }) => {
  await open(page, '/deployments/999/5')
  await expect(page.getByText(/There is no node 999/)).toBeVisible()
  await expectAccessible(page)
})

test('a deep link waits for the key without telling anybody to unlock one', async ({ page }) => {
  const { faults } = watchPage(page)
  const said: string[] = []
  await page.exposeFunction('heard', (text: string) => said.push(text))
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const text = document.querySelector('main')?.textContent ?? ''
      // the page has the function: exposeFunction
      void (window as unknown as { heard: (text: string) => Promise<void> }).heard(text)
    }).observe(document, { childList: true, subtree: true, characterData: true })
  })
  await open(page, '/deployments/6110/41600')
  await expect(page.getByText('shopvm_pubip').first()).toBeVisible()
  expect(said.filter((text) => text.includes('Nodes speak only to twins'))).toEqual([])
  expect(faults).toEqual([])
})

test('who one was in the demo stays through a reload', async ({ page }) => {
  await open(page, '/deployments')
  const farmer = page.getByRole('group', { name: 'Demo identity' }).getByRole('button', {
    name: 'Farmer',
  })
  await farmer.click()
  await expect(farmer).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('button', { name: /twin 2701/ })).toBeVisible()
  await page.goto('/deployments')
  await expect(farmer).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('button', { name: /twin 2701/ })).toBeVisible()
})

test('a deployment is found by its name from anywhere', async ({ page }) => {
  await open(page, '/nodes')
  await expect(page.getByRole('link', { name: /Deployments\s*\d+/ }).first()).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search or jump' }).fill('treasury')
  await page.getByRole('option', { name: /treasury/ }).click()
  await expectTitle(page, 'treasury')
})
