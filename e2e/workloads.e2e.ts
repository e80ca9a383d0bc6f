import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectAccessible, expectRow, expectTitle, open, openAs, watchPage } from './utils.ts'

const panel = (page: Page, name: string) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

test('each workload has a panel fit for its type, machines first', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/deployments/11/41532')
  await expectTitle(page, 'webfrontend')
  await expect(panel(page, 'vm3')).toContainText('CPU4threads')
  await expect(panel(page, 'vm3')).toContainText(
    'Root diskno size asked for, so the smallest2.0GiB',
  )
  await expect(panel(page, 'vm3')).toContainText('10.20.4.6')
  await expect(
    panel(page, 'vm3').getByRole('link', { name: /ubuntu-24\.04-full/ }),
  ).toHaveAttribute('href', 'https://hub.grid.tf/tf-official-vms/ubuntu-24.04-full.flist')
  await expect(panel(page, 'data1')).toContainText('Size50.0GiB')
  await expect(panel(page, 'pubip')).toContainText('185.206.122.40/24')
  await expect(panel(page, 'webnet')).toContainText('Subnet here10.20.4.0/24')
  await expect(
    panel(page, 'www').getByRole('link', { name: /^webfrontend\.gent01/ }),
  ).toHaveAttribute('href', 'https://webfrontend.gent01.grid.example/')
  await expect(page.locator('main').getByRole('heading', { level: 2 }).first()).toHaveText('vm3')
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('what is in progress says so and leads to the timeline', async ({ page }) => {
  await open(page, '/deployments/11/41532')
  await expect(panel(page, 'vm3')).toContainText('The node is working on it')
  await expect(panel(page, 'vm3').getByRole('link', { name: 'Timeline of vm3' })).toHaveAttribute(
    'href',
    '/deployments/11/41532/timeline?workload=vm3',
  )
})

test('a workload that is gone is missed, and its reason is one step away', async ({ page }) => {
  await open(page, '/deployments/11/41532')
  const main = page.locator('main')
  await expect(main).toContainText(/2 workloads are gone: vm\d, vm\d\. The timeline tells why\./)
  await expect(main).toContainText('The machine stopped again and again')
  await page.getByRole('link', { name: 'The timeline tells why.' }).click()
  await expect(page).toHaveURL(/\/timeline\?event=\d+$/)
  await expect(
    page.getByRole('group', { name: 'Events' }).getByRole('button', { expanded: true }),
  ).toContainText('vm exited too many times')
  // where all are there nothing is said
  await open(page, '/deployments/5120/41903')
  await expect(panel(page, 'notes')).toBeVisible()
  await expect(main).not.toContainText('gone')
})

test('a failed workload tells its cause, the next step and the node’s own words', async ({
  page,
}) => {
  await open(page, '/deployments/3377/41811')
  const scene = panel(page, 'scene')
  await expect(scene).toContainText('this workload asks for 64.0 GiB')
  await expect(scene).toContainText('Choose a node')
  await expect(scene).toContainText('failed to satisfy required capacity: cannot fulfil')
  await expect(scene.getByRole('button', { name: "Copy the node's words" })).toBeVisible()
  await expect(panel(page, 'rendernet')).toContainText('ok')
  await expectAccessible(page)
})

test('secrets are dots until they are revealed, and can be copied unseen', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '/deployments/11/41532')
  const vm = panel(page, 'vm3')
  await expect(vm).toContainText('SSH_KEY')
  await expect(page.locator('main')).not.toContainText('ssh-ed25519')
  await vm.getByRole('button', { name: 'Copy SSH_KEY of vm3' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('ssh-ed25519')
  await expect(page.locator('main')).not.toContainText('ssh-ed25519')
  await vm.getByRole('button', { name: 'Reveal SSH_KEY of vm3' }).click()
  await expect(vm).toContainText('ssh-ed25519')
  await vm.getByRole('button', { name: 'Hide SSH_KEY of vm3' }).click()
  await expect(page.locator('main')).not.toContainText('ssh-ed25519')
  await vm.getByRole('button', { name: 'Reveal SSH_KEY of vm3' }).click()
  // the tab goes out of sight
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect(page.locator('main')).not.toContainText('ssh-ed25519')
})

test('a workload has an address of its own', async ({ page }) => {
  await open(page, '/deployments/11/41532')
  await panel(page, 'vm3').getByRole('link', { name: 'webnet' }).click()
  await expect(page).toHaveURL(/\?workload=webnet$/)
  await expect(panel(page, 'webnet')).toBeInViewport()
  await open(page, '/deployments/11/41532?workload=data1')
  await expect(panel(page, 'data1')).toBeInViewport()
})

test('a grace period is explained', async ({ page }) => {
  await open(page, '/deployments/3378/41702')
  await expect(page.getByText('The contract is in its grace period')).toBeVisible()
  await expect(panel(page, 'keeper')).toContainText('the machine is frozen')
  await expectAccessible(page)
})

test('a machine of a light node shows what light nodes have', async ({ page }) => {
  await open(page, '/deployments/5120/41903')
  await expect(panel(page, 'notes')).toContainText('zmachine-light')
  await expect(panel(page, 'notes')).toContainText('Mycelium57d:')
  await expect(panel(page, 'notes').getByRole('button', { name: 'Copy SSH command' })).toBeVisible()
  await expect(panel(page, 'edgenet')).not.toContainText('WireGuard')
})

test('a file system in shards tells its shards and backends', async ({ page }) => {
  await open(page, '/deployments/6110/41650')
  const main = page.locator('main')
  await expect(main).toContainText('qsfs')
  await expect(main).toContainText(/Shards\d of \dare enough/)
  await expect(main.getByRole('heading', { level: 3, name: 'Metadata backends' })).toBeVisible()
  await expect(main.getByRole('button', { name: /^Reveal encryption key of/ })).toBeVisible()
  await expectAccessible(page)
})

test('a type that nobody knows is shown as it is, with the reason', async ({ page }) => {
  await open(page, '/deployments/1408/41155')
  const main = page.locator('main')
  await expect(main).toContainText("invalid reservation type 'kubernetes'")
  await expect(main).toContainText('This console does not know workloads of this type')
  // its keys are masked as an environment's are
  await expect(main).toContainText('"ssh_keys": [ "••••••••"')
  await expect(main).not.toContainText('ssh-ed25519')
  await expect(main.getByRole('button', { name: /^Copy data of/ })).toBeVisible()
  await expectAccessible(page)
})

test('hostile strings are only text', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/deployments/12/41680')
  await expect(panel(page, 'guest')).toContainText('<img src=x')
  for (const tab of ['', '/topology', '/raw']) {
    await open(page, `/deployments/12/41680${tab}`)
    await expect(page.locator('main')).toContainText('guest')
    await expect(page.locator('main img')).toHaveCount(0)
    await expect(page).not.toHaveTitle('owned')
    await expectAccessible(page)
  }
  expect(faults).toEqual([])
})

test('a visitor learns why, and what the contract alone tells', async ({ page }) => {
  await openAs(page, 'visitor', '/deployments/11/41532')
  await expect(panel(page, 'Workloads')).toContainText('Nodes speak only to twins')
  await expect(page.getByRole('link', { name: 'Unlock a twin' })).toHaveAttribute(
    'href',
    /settings\/identity$/,
  )
  await expect(panel(page, 'Contract')).toContainText('Public IPv4 addresses1')
  await expectAccessible(page)
  await openAs(page, 'visitor', '/deployments/11/41532/topology')
  await expect(panel(page, 'Topology')).toContainText('Nodes speak only to twins')
  await openAs(page, 'visitor', '/deployments/11/41532/raw')
  await expect(panel(page, 'As the node sent it')).toContainText('Nodes speak only to twins')
  await expect(panel(page, 'The contract')).toContainText('"contract_id": 41532')
})

test('another twin’s deployment says whose it is', async ({ page }) => {
  for (const [tab, title] of [
    ['', 'Workloads'],
    ['/topology', 'Topology'],
    ['/signatures', 'Seal'],
    ['/raw', 'As the node sent it'],
  ] as const) {
    await openAs(page, 'farmer', `/deployments/11/41532${tab}`)
    await expect(panel(page, title)).toContainText("Contract 41532 is twin 42's")
    // nor when the node's "there is none" is here, which it tells of every deployment of others
    await expect(page.locator('main')).not.toContainText('has no deployment')
    await expect(page.locator('main')).not.toContainText('Billed, not served')
  }
})

test('a node without the deployment says so, and that the contract is billed', async ({ page }) => {
  await open(page, '/deployments/12/41821')
  await expect(panel(page, 'Workloads')).toContainText(
    'Node 12 has no deployment of contract 41821',
  )
  await expect(panel(page, 'Workloads')).toContainText('is billed for what no node serves')
  await expectAccessible(page)
  await open(page, '/deployments/12/41821/topology')
  await expect(panel(page, 'Topology')).toContainText('there is nothing to draw')
})

test('a silent node is waited for in the open, and can be asked again', async ({ page }) => {
  await open(page, '/deployments/12/41670', 'offline')
  await expect(panel(page, 'Workloads').getByRole('alert')).toContainText('zos.deployment.get')
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible()
  await expect(panel(page, 'Contract')).toContainText('StateCreated')
})

test('an answer that cannot be read is shown without its secrets, odd words as they are', async ({
  page,
}) => {
  await open(page, '/deployments/12/41670', 'garbage')
  const fault = panel(page, 'Workloads').getByRole('alert')
  await expect(fault).toContainText('Node 12 answered with what this console cannot read.')
  // the machine's words are there for who asks
  await expect(fault.getByText(/json: cannot unmarshal/)).toBeHidden()
  await fault.getByText('Details', { exact: true }).click()
  await expect(fault.getByText(/json: cannot unmarshal/)).toBeVisible()
  await expect(fault).toContainText('"wireguard_private_key":["••••••••"]')
  await open(page, '/deployments/12/41670/signatures', 'garbage')
  await expect(page.locator('main').getByRole('alert')).toContainText('cannot read')
  await expect(page.locator('main').getByRole('alert')).toHaveCount(1)
  await open(page, '/deployments/5120/41903', 'garbage')
  await expect(panel(page, 'notes')).toContainText('a word that this console does not know')
  await open(page, '/deployments/5121/41910', 'garbage')
  await expect(panel(page, 'unnamed').first()).toContainText("invalid reservation type ''")
  await expectAccessible(page)
})

test('two hundred workloads are a table to search in', async ({ page }) => {
  await open(page, '/deployments/2240/43000', 'busy')
  const table = page.getByRole('table', { name: 'Workloads' })
  await expect(table.getByRole('row')).toHaveCount(201, { timeout: 30_000 })
  const name = (await table.getByRole('link').nth(7).textContent()) ?? ''
  await page.getByRole('textbox', { name: 'Search name, type, state' }).fill(name)
  await expect(table.getByRole('link', { name, exact: true })).toBeVisible()
  await expect(page).toHaveURL(/find=/)
  await table.getByRole('link', { name, exact: true }).click()
  await expect(panel(page, name)).toBeInViewport()
  await expect(page).toHaveURL(new RegExp(`workload=${name}$`))
  await expectAccessible(page)
  await open(page, '/deployments/2240/43000/topology', 'busy')
  await expect(page.getByText('200 workloads are too many to draw')).toBeVisible()
})

test('the wiring is drawn, and listed for readers', async ({ page }) => {
  const { faults } = watchPage(page)
  await open(page, '/deployments/12/41670/topology')
  const table = page.getByRole('table', { name: 'Topology' })
  await expect(table).toContainText('mounts')
  await expect(table).toContainText('sends the logs of')
  await expect(page.locator('main svg path').first()).toBeAttached()
  await expect(page.getByText('Machines and databases')).toBeVisible()
  await expectAccessible(page)
  await open(page, '/deployments/11/41532/topology')
  await expectRow(table, {
    From: 'Internet',
    Relation: 'reaches',
    To: 'pubip',
    Detail: '185.206.122.40/24',
  })
  // its machine is gone: the site leads nowhere
  await expectRow(table, {
    From: 'www',
    Relation: 'leads to',
    To: 'http://10.20.4.2:8080',
    Detail: 'no workload here has that address',
  })
  await expectRow(table, { From: 'vm3', Relation: 'joins', To: 'webnet', Detail: '10.20.4.6' })
  await table.getByRole('link', { name: 'vm3' }).first().click()
  await expect(page).toHaveURL(/\/deployments\/11\/41532\?workload=vm3$/)
  expect(faults).toEqual([])
})

test('a network of another deployment is told as that', async ({ page }) => {
  await open(page, '/deployments/11/41540/topology')
  await expectRow(page.getByRole('table', { name: 'Topology' }), {
    Relation: 'joins',
    To: 'webnet',
    Detail: /in another deployment/,
  })
})

test('the JSON is shown as it was sent, without its secrets until they are asked for', async ({
  page,
  context,
}) => {
  const { faults } = watchPage(page)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '/deployments/11/41532/raw')
  const code = page.getByRole('group', { name: 'The deployment as JSON' })
  const section = panel(page, 'As the node sent it')
  await expect(code).toContainText('"contract_id": 41532')
  await expect(code).not.toContainText('ssh-ed25519')
  await section.getByRole('button', { name: 'Copy', exact: true }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).not.toContain('ssh-ed25519')
  await section.getByRole('button', { name: 'Show secrets' }).click()
  await expect(code).toContainText('ssh-ed25519')
  await section.getByRole('button', { name: 'Exactly as sent' }).click()
  await expect(page).toHaveURL(/view=sent$/)
  await expect(code).toContainText('"contract_id":41532')
  await section.getByRole('button', { name: 'Hide secrets' }).click()
  await expect(code).not.toContainText('ssh-ed25519')
  await expect(panel(page, 'The contract')).toContainText('"deployment_hash"')
  await expectAccessible(page)
  expect(faults).toEqual([])
})

test('a download asks whether secrets go along', async ({ page }) => {
  await open(page, '/deployments/11/41532/raw')
  const take = async (choice: RegExp) => {
    const taken = page.waitForEvent('download')
    await panel(page, 'As the node sent it').getByRole('button', { name: 'Download' }).click()
    await page.getByRole('menuitem', { name: choice }).click()
    const file = await taken
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
  }
  const bare = await take(/^Without secrets/)
  expect(bare.name).toBe('deployment-41532.json')
  expect(bare.text).not.toContain('ssh-ed25519')
  const whole = await take(/^With secrets/)
  expect(whole.name).toBe('deployment-41532-with-secrets.json')
  expect(whole.text).toContain('ssh-ed25519')
})

test('a finger finds what it is to touch', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  await open(page, '/deployments/11/41532')
  const reveal = panel(page, 'vm3').getByRole('button', { name: 'Reveal SSH_KEY of vm3' })
  const copy = panel(page, 'vm3').getByRole('button', { name: 'Copy SSH_KEY of vm3' })
  await reveal.scrollIntoViewIfNeeded()
  // where a finger 19 px from the middle of either still meets that one
  const met = async (button: Locator) =>
    button.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const [x, y] = [left + width / 2, top + height / 2]
      return [
        [-19, 0],
        [19, 0],
        [0, -19],
        [0, 19],
      ].map(([dx = 0, dy = 0]) => element.contains(document.elementFromPoint(x + dx, y + dy)))
    })
  expect(await met(reveal)).toEqual([true, true, true, true])
  expect(await met(copy)).toEqual([true, true, true, true])
  await open(page, '/deployments/11/41532/topology')
  const link = page.getByRole('table', { name: 'Topology' }).getByRole('link', { name: 'vm3' })
  expect((await link.first().boundingBox())?.height).toBeGreaterThanOrEqual(40)
  await context.close()
})

test('a phone shows all three without scrolling sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, '/deployments/11/41532')
  await expect(panel(page, 'vm3')).toContainText('CPU4threads')
  expect(await sideways(page)).toBeLessThanOrEqual(0)
  await open(page, '/deployments/11/41532/topology')
  await expect(page.getByRole('table', { name: 'Topology' })).toContainText('10.20.4.6')
  // the picture would be cut: the list says the same
  await expect(page.getByText('Machines and databases')).toBeHidden()
  expect(await sideways(page)).toBeLessThanOrEqual(0)
  await expectAccessible(page)
  await open(page, '/deployments/11/41532/raw')
  await expect(page.getByRole('group', { name: 'The deployment as JSON' })).toBeVisible()
  expect(await sideways(page)).toBeLessThanOrEqual(0)
})
