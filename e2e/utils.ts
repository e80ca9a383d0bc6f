import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'

/** Opens an address of the demo console in a named world, afresh. */
export async function open(page: Page, path: string, world = 'default') {
  const [before, search] = path.split('?')
  await page.goto(`${before}?${search ? `${search}&` : ''}mock=${world}`)
}

/** Opens an address as one of the demo grid's three people. */
export const openAs = (page: Page, who: 'visitor' | 'tenant' | 'farmer', path: string) =>
  open(page, path, who === 'tenant' ? 'default' : who)

/** The page's title is there: the view has been opened. */
export const expectTitle = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

/** A table as rows keyed by its headers, as a person reads it. */
export async function readTable(table: Locator): Promise<Record<string, string>[]> {
  return table.evaluate((element) => {
    const clean = (cell: Element) => (cell.textContent ?? '').replace(/\s+/g, ' ').trim()
    const heads = [...element.querySelectorAll('thead th')].map(clean)
    return [...element.querySelectorAll('tbody tr')].map((row) =>
      Object.fromEntries(
        [...row.querySelectorAll('td, th')].map((cell, i) => [
          heads[i] || `column ${i}`,
          clean(cell),
        ]),
      ),
    )
  })
}

/** Waits until a table holds a row with these cells. */
export async function expectRow(table: Locator, cells: Record<string, string | RegExp>) {
  await expect(async () => {
    const rows = await readTable(table)
    const found = rows.some((row) =>
      Object.entries(cells).every(([head, wanted]) =>
        typeof wanted === 'string' ? row[head] === wanted : wanted.test(row[head] ?? ''),
      ),
    )
    expect(found, `a row ${JSON.stringify(cells)} in ${JSON.stringify(rows.slice(0, 12))}`).toBe(
      true,
    )
  }).toPass({ timeout: 10_000 })
}

/** Waits for a toast that says this. */
export const expectToast = (page: Page, words: string | RegExp) =>
  expect(page.getByRole('region', { name: 'Messages' }).getByText(words).first()).toBeVisible()

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The rules of those tags that colours can break: a scheme changes nothing else. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block']

/** No violation of WCAG 2.2 A and AA that axe can see, in both colour schemes. */
export async function expectAccessible(page: Page) {
  for (const scheme of ['light', 'dark'] as const) {
    await page.evaluate(async (s) => {
      document.documentElement.setAttribute('data-theme', s)
      // colours that are still on their way from one scheme to the other belong to neither
      const fading = document.getAnimations().filter((one) => one instanceof CSSTransition)
      await Promise.allSettled(fading.map((one) => one.finished))
    }, scheme)
    const axe = new AxeBuilder({ page })
    const { violations } = await (
      scheme === 'light' ? axe.withTags(TAGS) : axe.withRules(OF_COLOUR)
    ).analyze()
    const told = violations.map(
      (v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`,
    )
    expect(told, `axe, ${scheme}`).toEqual([])
  }
}

/** Fails the test when the page's policy was violated or a script threw; call before opening. */
export function watchPage(page: Page): { faults: string[] } {
  const faults: string[] = []
  page.on('pageerror', ({ message }) => {
    // the demo grid's own worker, asked for anew while the page is left: no part of the console
    if (!message.startsWith('Failed to update a ServiceWorker')) faults.push(`error: ${message}`)
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to/i.test(message.text())) {
      faults.push(message.text())
    }
  })
  return { faults }
}
