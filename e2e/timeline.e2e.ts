import { readFile } from 'node:fs/promises'
import { type Download, expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectTitle, open, openAs, watchPage } from './utils.ts'

const STORY = '/deployments/11/41532/timeline'
const CRASH = 'workload decommissioned by system, reason: vm exited too many times'
/** Nodes answer by post: the first answer may take a while. */
const PATIENT = { timeout: 20_000 }

const list = (page: Page) => page.getByRole('group', { name: 'Events' })
/** The line of the list that says this. */
const line = (page: Page, words: string | RegExp) =>
  list(page).getByRole('button', { name: words }).first()
const drawing = (page: Page, contract = 41_532) =>
  page.getByRole('group', { name: new RegExp(`^Timeline of contract ${contract}:`) })
const lane = (page: Page, name: string) =>
  drawing(page).getByRole('button', { name: new RegExp(`^${name} `) })
const choose = async (page: Page, filter: string, label: string) => {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name: filter }).click()
  await page.getByRole('combobox', { name: filter }).selectOption({ label })
}
const textOf = async (saved: Download) => readFile(await saved.path(), 'utf8')
async function save(page: Page, as: string): Promise<{ name: string; text: string }> {
  await page.getByRole('button', { name: 'Export' }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: as }).click(),
  ])
  return { name: saved.suggestedFilename(), text: await textOf(saved) }
}

test('why did my VM disappear: list, deployment, timeline, and there is the reason', async ({
  page,
}) => {
  const { faults } = watchPage(page)
  await open(page, '/deployments')
  await page.getByRole('link', { name: 'webfrontend' }).first().click(PATIENT)
  await page.getByRole('link', { name: 'Timeline', exact: true }).click()
  await expectTitle(page, 'webfrontend')
  // without another click: the message of the crash, in the node's own words
  await expect(list(page).getByText(CRASH)).toBeVisible(PATIENT)
  await expect(lane(page, 'vm1')).toHaveAccessibleName(/^vm1 zmachine, deleted for /)

  await line(page, CRASH).click()
  await expect(list(page)).toContainText('The machine stopped again and again')
  await expect(list(page)).toContainText('deploy it under a new name')
  await expect(lane(page, 'vm1')).toHaveAttribute('aria-pressed', 'true')
  expect(faults).toEqual([])
})

test('the list tells who waited for whom, what struck several at once, and what the console explains', async ({
  page,
}) => {
  await open(page, STORY)
  await expect(
    line(page, /vm1 zmachine init → ok 4 min 54 s, of which .* waited for data1/),
  ).toBeVisible(PATIENT)
  await expect(line(page, /www gateway-name-proxy init → ok 1 min 12 s/)).toBeVisible()
  const grace = line(
    page,
    /5 workloads paused → ok Contract funded again after 3 min 24 s of grace/,
  )
  await grace.click()
  const parts = list(page).getByRole('list', { name: 'Workloads of this event' })
  await expect(parts.getByRole('button')).toHaveCount(5)
  await parts.getByRole('button', { name: 'www gateway-name-proxy' }).click()
  await expect(lane(page, 'www')).toHaveAttribute('aria-pressed', 'true')
  await expect(parts.getByRole('button', { name: /^www/ })).toHaveAttribute('aria-current', 'true')
  // what failed without harm
  await expect(line(page, /data1 zmount unchanged disk is mounted/)).toBeVisible()
})

test('what is chosen in the drawing is chosen in the list, and the other way round', async ({
  page,
}) => {
  await open(page, STORY)
  await lane(page, 'vm2').click(PATIENT)
  await expect(line(page, /vm2 zmachine error → deleted/)).toHaveAttribute('aria-expanded', 'true')
  await expect(page).toHaveURL(/[?&]event=\d+/)
  await line(page, /vm2 zmachine init → error/).click()
  await expect(list(page)).toContainText('The image of this machine is not at the address given.')
  await expect(lane(page, 'vm2')).toHaveAttribute('aria-pressed', 'true')
  await line(page, /vm2 zmachine init → error/).click()
  await expect(page).not.toHaveURL(/event=/)
})

test('watch a deployment become ready: it says what it waits for, and tells when it is there', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await open(page, '/deployments/2241/41700/timeline')
  await expect(list(page)).toContainText(
    /Waiting for .*warmvm, .* so far. A time-out here changes nothing on the node./,
    PATIENT,
  )
  await expect(page.getByText('following')).toBeVisible()
  await expectLabelToKeepUp(page)
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect(messages.getByText(/^warmvm is ok, after \d+|^All \d workloads are ok/)).toBeVisible(
    {
      timeout: 80_000,
    },
  )
  await expect(line(page, /warmvm zmachine init → ok/)).toBeVisible()
  await expect(page.getByText('following')).toHaveCount(0)
  await expect(page.getByText('all 3 ok')).toBeVisible()
  // settled, and time goes on: in the drawing and in its label
  const laneOf = drawing(page, 41_700).getByRole('button', { name: /^warmvm / })
  await expect(laneOf).toHaveAccessibleName(/^warmvm zmachine, ok for ([3-9]|\d\d) s$/)
  await expectLabelToKeepUp(page)
})

/** The end of the label's range is the clock's moment, now and a little later. */
async function expectLabelToKeepUp(page: Page) {
  const label = page.getByText(/^\d\d:\d\d:\d\d – \d\d:\d\d:\d\d$/)
  const behind = () =>
    label.evaluate((element) => {
      const end = (element.textContent ?? '').split(' – ')[1] ?? ''
      const [hours = 0, minutes = 0, seconds = 0] = end.split(':').map(Number)
      const now = new Date()
      const since = (now.getHours() - hours) * 3600 + (now.getMinutes() - minutes) * 60
      return Math.abs(since + now.getSeconds() - seconds)
    })
  const first = await label.textContent()
  expect(await behind()).toBeLessThanOrEqual(2)
  await expect(label).not.toHaveText(first ?? '')
  expect(await behind()).toBeLessThanOrEqual(2)
}

test('each event has a link that leads back to it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, STORY)
  await line(page, CRASH).click(PATIENT)
  await page.getByRole('button', { name: 'Copy link' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/\/deployments\/11\/41532\/timeline\?event=\d+$/)
  await page.getByRole('button', { name: 'Copy the node’s words' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(CRASH)

  await page.goto('/nodes')
  await expectTitle(page, 'Nodes')
  await page.goto(link)
  await expect(line(page, CRASH)).toHaveAttribute('aria-expanded', 'true', PATIENT)
  await expect(line(page, CRASH)).toBeInViewport()
})

test('read this with the keyboard only', async ({ page }) => {
  await open(page, STORY)
  await expect(list(page).getByText(CRASH)).toBeVisible(PATIENT)
  // a history is one stop of the tabulator, its drawing another
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? ''
    })
  const reach = async (wanted: RegExp) => {
    for (let i = 0; i < 60 && !wanted.test(await focused()); i++) await page.keyboard.press('Tab')
    expect(await focused()).toMatch(wanted)
  }
  await reach(/^webnet network, ok for/)
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused).toMatch(/^data1 zmount/)
  await page.keyboard.press('Enter')
  await expect(lane(page, 'data1')).toHaveAttribute('aria-pressed', 'true')
  await expect(line(page, /data1 zmount unchanged/)).toHaveAttribute('aria-expanded', 'true')

  await reach(/^\d\d:\d\d:\d\d data1 zmount unchanged/)
  await page.keyboard.press('ArrowUp')
  await expect.poll(focused).toContain(CRASH)
  await page.keyboard.press('Enter')
  await expect(list(page)).toContainText('The machine stopped again and again')
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/event=/)
  await page.keyboard.press('End')
  await expect.poll(focused).toMatch(/version 0/)
  await page.keyboard.press('Home')
  await expect.poll(focused).toMatch(/vm3 zmachine init/)
})

test('days are headings over lists, newest first', async ({ page }) => {
  await open(page, '/deployments/6110/41650/timeline')
  await expect(list(page).getByRole('heading', { level: 2 }).first()).toBeVisible(PATIENT)
  const days = await list(page).getByRole('heading', { level: 2 }).allTextContents()
  expect(days.length).toBeGreaterThan(1)
  for (const day of days) {
    expect(day).toMatch(/^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z]\w+( \d{4})?$/)
    await expect(list(page).getByRole('list', { name: day, exact: true })).toBeVisible()
  }
  const clocks = await list(page)
    .locator('time[datetime]')
    .evaluateAll((all) => all.map((time) => Date.parse(time.getAttribute('datetime') ?? '')))
  expect(clocks).toEqual(clocks.toSorted((a, b) => b - a))
})

test('events can be filtered by workload and by state, in the address', async ({ page }) => {
  await open(page, STORY)
  await expect(list(page).getByText(CRASH)).toBeVisible(PATIENT)
  await choose(page, 'State', 'error')
  await expect(page).toHaveURL(/[?&]state=error/)
  await expect(list(page).getByRole('button', { name: /→ error/ })).toHaveCount(1)
  await expect(list(page).getByText(CRASH)).toHaveCount(0)
  // the drawing shows whom they happened to
  await expect(drawing(page).getByRole('listitem')).toHaveCount(1)
  await choose(page, 'Workload', 'vm1')
  await expect(page.getByText('No event fits the filter.')).toBeVisible()
  await page.getByRole('button', { name: 'Remove filter State' }).click()
  await expect(list(page).getByText(CRASH)).toBeVisible()
  await expect(page).toHaveURL(/[?&]workload=vm1/)
  await page.getByRole('button', { name: 'Remove filter Workload' }).click()
  await expect(drawing(page).getByRole('listitem')).toHaveCount(7)
})

test('exported as table, as JSON and as a drawing, without anybody’s secrets', async ({ page }) => {
  await open(page, STORY)
  await expect(list(page).getByText(CRASH)).toBeVisible(PATIENT)
  const csv = await save(page, 'CSV')
  expect(csv.name).toBe('timeline-demo-11-41532.csv')
  expect(csv.text).toMatch(
    /^index,created,time,name,type,version,from,state,gap,message\r\n0,\d{10},/,
  )
  expect(csv.text).toContain(`"${CRASH}"`)
  const json = await save(page, 'JSON')
  const saved = JSON.parse(json.text) as { changes: { name: string }[]; contract_id: number } // what we have just written
  expect(saved.contract_id).toBe(41_532)
  expect(saved.changes).toHaveLength(csv.text.trim().split('\r\n').length - 1)
  const svg = await save(page, 'SVG')
  expect(svg.name).toBe('timeline-demo-11-41532.svg')
  expect(svg.text).toMatch(/^<svg [^>]*xmlns/)
  expect(svg.text).toContain('>webfrontend, contract 41532<')
  expect(svg.text).toMatch(/>node 11 on demo, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d – [^<]*, UTC[^<]*</)
  // by the clock of the moment it was saved
  const told = await lane(page, 'vm3').getAttribute('aria-label')
  const since = /for (\d+) min (\d+) s$/.exec(told ?? '')
  const drawn = /vm3 zmachine, init for (\d+) min (\d+) s</.exec(svg.text)
  const secondsOf = (found: RegExpExecArray | null) => Number(found?.[1]) * 60 + Number(found?.[2])
  expect(Math.abs(secondsOf(since) - secondsOf(drawn))).toBeLessThanOrEqual(3)
  for (const name of ['webnet', 'data1', 'vm1', 'vm3']) expect(svg.text).toContain(name)
  for (const { text } of [csv, json, svg]) {
    expect(text).not.toMatch(/ssh-ed25519|wireguard|hex_seed|hub\.grid|password/i)
  }
})

test('zoomed in and out by buttons, with a strip over the whole', async ({ page }) => {
  await open(page, STORY)
  await expect(list(page).getByText(CRASH)).toBeVisible(PATIENT)
  const times = page.getByText(/^\d\d:\d\d(:\d\d)? – \d\d:\d\d/).first()
  const whole = (await times.textContent()) ?? ''
  const place = async () => (await lane(page, 'vm1').boundingBox())?.y
  const before = await place()
  await expect(page.getByRole('button', { name: 'Zoom in' })).toHaveAttribute(
    'title',
    /^Zoom in \((Ctrl|⌘) and wheel, Shift and wheel to pan\)$/,
  )
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await expect(times).not.toHaveText(whole)
  // the strip has come without pushing anything
  await expect(page.getByRole('button', { name: 'Show all' })).toBeVisible()
  expect(await place()).toBe(before)
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(page.getByRole('button', { name: 'Show all' })).toHaveCount(0)
})

test('who turns a plain wheel over the drawing learns once what the wheel can do', async ({
  page,
}) => {
  await open(page, STORY)
  await expect(list(page).getByText(CRASH)).toBeVisible(PATIENT)
  const times = page.getByText(/^\d\d:\d\d(:\d\d)? – \d\d:\d\d/).first()
  const whole = (await times.textContent()) ?? ''
  await drawing(page).getByRole('application').hover()
  await page.mouse.wheel(0, 40)
  const hint = page.getByText(/^(Ctrl|⌘) and wheel zoom, Shift and wheel move through time$/)
  await expect(hint).toBeVisible()
  await expect(hint).toHaveCount(0)
  await page.mouse.wheel(0, -40)
  await expect(hint).toHaveCount(0)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -200)
  await page.keyboard.up('Control')
  await expect(times).not.toHaveText(whole)
})

test('a filter that was added with the keyboard has the focus', async ({ page }) => {
  await open(page, STORY)
  await expect(list(page).getByText(CRASH)).toBeVisible(PATIENT)
  await page.getByRole('button', { name: 'Filter', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Workload' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'State' })).toBeFocused()
  await page.keyboard.press('e')
  await expect(page).toHaveURL(/[?&]state=error/)
})

test('two deployments one above the other, by clock or from their first change', async ({
  page,
}) => {
  await open(page, STORY)
  await expect(list(page).getByText(CRASH)).toBeVisible(PATIENT)
  await page.getByRole('button', { name: 'Compare' }).click()
  const menu = page.getByRole('dialog', { name: 'Compare with another deployment' })
  const others = menu.getByRole('list', { name: 'Deployments of this twin' }).getByRole('button')
  await expect(others.filter({ hasText: /^workers 11:41540 \d+ d ago$/ })).toBeVisible(PATIENT)
  await expect(menu.getByText(/^\d\d other deployments, newest first$/)).toBeVisible()
  const name = menu.getByRole('textbox', { name: 'Name, or node and contract' })
  await name.fill('41540')
  await expect(menu.getByText('Enter compares with contract 41540 on node 11.')).toBeVisible()
  await name.fill('9999')
  await expect(menu.getByText(/Type both numbers with a colon between/)).toBeVisible()
  await name.fill('WORKER')
  await expect(others).toHaveCount(1)
  await others.click()
  await expect(page).toHaveURL(/with=11%3A41540|with=11:41540/)
  await expect(drawing(page, 41_540)).toBeVisible(PATIENT)
  await expect(drawing(page, 41_540)).toContainText('worker1')
  // nine days beside half an hour: by the clock the shorter one would be a sliver
  const first = page.getByRole('button', { name: 'From the first change' })
  await expect(first).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText(/^drawn 8 d \d+ h later than it was$/)).toBeVisible()
  // and all of the own one is seen, not nine days
  await expect(page.getByText(/^\d\d:\d\d – \d\d:\d\d$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show all' })).toBeVisible()
  await page.getByRole('button', { name: 'By clock' }).click()
  await expect(page).toHaveURL(/align=clock/)
  await expect(page.getByText(/later than it was$/)).toHaveCount(0)
  await first.click()
  await expect(page.getByText(/^drawn 8 d \d+ h later than it was$/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'End the comparison' }).click()
  await expect(drawing(page, 41_540)).toHaveCount(0)
  await expect(page).not.toHaveURL(/with=|align=/)

  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('textbox', { name: 'Name, or node and contract' }).fill('999999:1')
  await page.keyboard.press('Enter')
  await expect(page.getByText('There is no node 999999 on this network.')).toBeVisible(PATIENT)
})

test('a node that has nothing says so, and why there may be no history', async ({ page }) => {
  await open(page, '/deployments/6110/41820/timeline')
  await expect(page.getByText('Node 6110 has no deployment of contract 41820.')).toBeVisible(
    PATIENT,
  )
  await expect(page.getByText(/A cancelled contract takes its history along/)).toBeVisible()
  await expectAccessible(page)
})

test('a lost history is no error', async ({ page }) => {
  await open(page, STORY, 'histories-lost')
  await expect(page.getByText('Node 11 tells no history of contract 41532.')).toBeVisible(PATIENT)
})

test('a silent node leaves an explanation, not a guess', async ({ page }) => {
  test.setTimeout(90_000)
  await open(page, '/deployments/1406/41950/timeline')
  await expect(page.getByText(/Node 1406 (did not answer|is not connected)/).first()).toBeVisible({
    timeout: 60_000,
  })
  await expect(
    page.getByRole('button', { name: /^(Retry|Try again|Read again)/ }).first(),
  ).toBeVisible()
})

test('a visitor learns why, and another twin whose it is', async ({ page }) => {
  await openAs(page, 'visitor', STORY)
  await expect(page.getByText(/Nodes speak only to twins/).first()).toBeVisible(PATIENT)
  await openAs(page, 'farmer', STORY)
  // in the panel, not only in the head; the node's "there is none" is not taken for absence
  const whose = page.getByText(/^Contract 41532 is twin 42's, .* You are twin 2701\.$/)
  await expect(whose.last()).toBeVisible(PATIENT)
  await expect(page.getByText(/A cancelled contract takes its history along/)).toHaveCount(0)
  await expect(page.getByText(/has no deployment of contract 41532/)).toHaveCount(0)
})

test('a contract that is read later than the node answers is still somebody’s', async ({
  page,
}) => {
  await openAs(page, 'farmer', '/deployments/2241/41700/timeline')
  await expect(page.getByText(/^Contract 41700 is twin 42's/).last()).toBeVisible(PATIENT)
  await expect(page.getByText(/A cancelled contract takes its history along/)).toHaveCount(0)
})

test('ten thousand changes cost no more than those on the screen', async ({ page }) => {
  test.setTimeout(90_000)
  await open(page, '/deployments/2240/43000/timeline', 'busy')
  const rows = list(page).getByRole('button', { name: /^\d\d:\d\d:\d\d/ })
  await expect(rows.first()).toBeVisible({ timeout: 40_000 })
  expect(await rows.count()).toBeLessThan(80)
  await rows.first().focus()
  await page.keyboard.press('End')
  await expect(list(page).locator(':focus')).toContainText(/init/)
  expect(await rows.count()).toBeLessThan(80)
})

test('garbage stays in its columns', async ({ page }) => {
  await open(page, '/deployments/2241/41610/timeline', 'garbage')
  const rows = list(page).getByRole('button', { name: /^\d\d:\d\d:\d\d/ })
  await expect(rows.first()).toBeVisible(PATIENT)
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 })
    // whatever is wider than its place is cut there
    const spilt = await rows.evaluateAll(
      (all) =>
        all.flatMap((row) =>
          [...row.children].filter(
            (cell) =>
              cell.scrollWidth > cell.clientWidth + 1 &&
              getComputedStyle(cell).overflowX === 'visible',
          ),
        ).length,
    )
    expect(spilt).toBe(0)
  }
})

test('while a node is silent the panel says who is waited for', async ({ page }) => {
  await open(page, STORY, 'offline')
  const panel = page.locator('[aria-busy=true]')
  await expect(panel.getByText(/^Waiting for node 11 over \S+, \d+ s$/)).toBeVisible(PATIENT)
})

test('hostile texts are texts', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/deployments/12/41680/timeline')
  await expect(line(page, /guest zmachine init → error/)).toBeVisible(PATIENT)
  await line(page, /guest zmachine init → error/).click()
  await expect(list(page).locator('img, script, iframe')).toHaveCount(0)
  expect(faults).toEqual([])
})

test('read by eye and ear alike, from a phone to a wall', async ({ page }) => {
  await open(page, STORY)
  await line(page, CRASH).click(PATIENT)
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 800 })
  await expect(line(page, CRASH)).toBeVisible()
  await expectAccessible(page)
  const room = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await room()).toBe(0)
  const sideways = () =>
    page.evaluate(() => {
      const sheet = document.querySelector('[data-scroll]')
      return sheet ? sheet.scrollWidth - sheet.clientWidth : -1
    })
  expect(await sideways()).toBe(0)
  // what stands at the right of a lane has its heading
  await expect(drawing(page).getByText('In this state', { exact: true })).toBeVisible()
  // one column of names, one of durations: neither is under the other
  const [heading, times] = await Promise.all([
    drawing(page).getByText('In this state', { exact: true }).boundingBox(),
    drawing(page).locator('canvas').first().boundingBox(),
  ])
  expect((heading?.y ?? 0) + (heading?.height ?? 0)).toBeLessThanOrEqual(times?.y ?? 0)
})
