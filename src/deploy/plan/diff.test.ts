import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { expect, test } from 'vitest'
import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment, readDeployment } from '#gridtypes/deployment.ts'
import { upgradeRefusal } from '#gridtypes/upgrade.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import type { PricingPolicy } from '#chain/pricing.ts'
import { planUpdate, type UpdatePlan } from './diff.ts'
import { mustHold, priceChange, priceOf, type PricedNode } from './price.ts'
import { updateText } from './update.ts'

const GIB = 2 ** 30
interface Asked {
  name: string
  type: string
  data: object
  version?: number
}
const textOf = (workloads: Asked[], head: object = {}) =>
  stringifyJson({
    version: 0,
    twin_id: 11,
    contract_id: 77,
    metadata: '',
    description: '',
    expiration: 0,
    signature_requirement: {
      requests: [{ twin_id: 11, required: true, weight: 1 }],
      weight_required: 1,
      signatures: [],
      signature_style: '',
    },
    ...head,
    workloads: workloads.map((one) => ({ version: 0, metadata: '', description: '', ...one })),
  })
const disk = (name: string, gib: number): Asked => ({
  name,
  type: 'zmount',
  data: { size: gib * GIB },
})
const zdb = (size: number, mode = 'seq', password = 'old-secret'): Asked => ({
  name: 'z',
  type: 'zdb',
  data: { size: size * GIB, mode, password, public: false },
})
const vm = (cpu: number, mounts: string[] = []): Asked => ({
  name: 'vm1',
  type: 'zmachine',
  data: {
    flist: 'f.flist',
    network: { interfaces: [{ network: 'net', ip: '10.20.2.2' }] },
    compute_capacity: { cpu, memory: 2 * GIB },
    mounts: mounts.map((name) => ({ name, mountpoint: `/${name}` })),
  },
})
const ip = (name: string): Asked => ({ name, type: 'ip', data: { v4: true, v6: false } })

const plan = (from: Asked[], to: Asked[], ips = 0): UpdatePlan => {
  const [present, edited] = [textOf(from), textOf(to)]
  return planUpdate(readDeployment(present), readDeployment(updateText(present, edited)), ips)
}
const marks = ({ changes }: UpdatePlan) =>
  changes.map(({ mark, name, data }) => `${mark} ${name} ${data}`)

test('untouched, changed, added and removed, with what becomes of the data', () => {
  const made = plan(
    [disk('a', 1), disk('b', 2), disk('c', 3), vm(1, ['a'])],
    [disk('a', 1), disk('b', 5), vm(1, ['a']), disk('d', 1)],
  )
  expect(marks(made)).toEqual(['= a kept', '~ b kept', '= vm1 kept', '+ d none', '- c lost'])
  expect(made.changes[1]?.fields).toMatchObject([
    { field: 'data.size', signed: `${2 * GIB}`, node: `${5 * GIB}` },
  ])
  expect(made).toMatchObject({ possible: true, refusal: null, head: [] })
})

test('a machine cannot be changed in place, and what to do instead is told', () => {
  const made = plan([vm(1)], [vm(2)])
  expect(made.changes[0]).toMatchObject({
    mark: '!',
    words: 'A zmachine cannot be changed in place.',
    instead: expect.stringContaining('another name'),
  })
  expect(made.possible).toBe(false)
  expect(made.refusal).toContain("workload 'zmachine' does not support upgrade")
})

test('a machine whose version is raised is refused although nothing of it changed', () => {
  const present = readDeployment(textOf([vm(1)]))
  const next = readDeployment(textOf([{ ...vm(1), version: 1 }], { version: 1 }))
  expect(planUpdate(present, next, 0)).toMatchObject({ possible: false, changes: [{ mark: '!' }] })
})

test.each([
  ['a disk shrinks', [disk('a', 5)], [disk('a', 4)], 'cannot shrink'],
  ['a mounted disk grows', [disk('a', 5), vm(1, ['a'])], [disk('a', 6), vm(1, ['a'])], 'mounted'],
  ['a namespace changes its mode', [zdb(1)], [zdb(1, 'user')], 'mode'],
  ['a namespace shrinks', [zdb(2)], [zdb(1)], 'shrink'],
  ['a type changes', [disk('z', 1)], [zdb(1)], 'cannot change its type'],
])('%s: impossible, though the node only says so while it works', (_what, from, to, words) => {
  const made = plan(from, to)
  const bad = made.changes.filter(({ mark }) => mark === '!')
  expect(bad).toHaveLength(1)
  expect(bad[0]?.words).toContain(words)
  expect(bad[0]?.instead).not.toBe('')
  expect(made.possible).toBe(false)
})

test('a password that changes is told and not shown', () => {
  const made = plan([zdb(1)], [zdb(1, 'seq', 'new-secret')])
  expect(marks(made)).toEqual(['~ z kept'])
  expect(made.changes[0]?.fields).toMatchObject([{ field: 'data.password', secret: true }])
  expect(JSON.stringify(made)).not.toMatch(/old-secret|new-secret/)
})

test('an address more than the contract has cannot come by an update', () => {
  expect(plan([], [ip('p')], 0).changes[0]).toMatchObject({ mark: '!' })
  expect(plan([], [ip('p')], 1).changes[0]).toMatchObject({ mark: '+' })
  expect(plan([ip('p')], [ip('q')], 1).changes.map(({ mark }) => mark)).toEqual(['+', '-'])
})

test('what still uses a removed workload is named', () => {
  const made = plan([disk('a', 1), vm(1, ['a'])], [vm(1, ['a'])])
  expect(made.changes.at(-1)?.words).toBe('What is on it is lost. vm1 still uses it.')
})

test('a change whose version is not raised is signed and left undone: impossible', () => {
  const present = readDeployment(textOf([disk('a', 1)]))
  const next = readDeployment(textOf([disk('a', 2)], { version: 1 }))
  expect(planUpdate(present, next, 0).changes[0]).toMatchObject({
    mark: '!',
    instead: expect.stringContaining('version 1'),
  })
})

test('the head is compared too: signers, metadata', () => {
  const present = readDeployment(textOf([disk('a', 1)]))
  const next = readDeployment(textOf([disk('a', 1)], { version: 1, metadata: 'new' }))
  const made = planUpdate(present, next, 0)
  expect(made.head).toMatchObject([{ field: 'metadata', node: 'new' }])
  expect(marks(made)).toEqual(['= a kept'])
})

const upgrades = z
  .array(z.object({ name: z.string(), current: z.unknown(), new: z.unknown() }))
  .parse(
    parseJson(
      readFileSync(new URL('../../gridtypes/vectors/upgrade.json', import.meta.url), 'utf8'),
    ),
  )

test.each(upgrades)('vector $name: the plan is possible only where the node takes it', (entry) => {
  const [current, next] = [entry.current, entry.new].map((one) =>
    readDeployment(stringifyJson(one)),
  )
  if (!current || !next) throw new Error('two in, two out')
  const made = planUpdate(current, next, 10)
  expect(made.refusal).toBe(upgradeRefusal(current, next))
  if (made.refusal !== null) expect(made.possible).toBe(false)
  const names = [...current.workloads, ...next.workloads].map(({ name }) => name)
  expect(new Set(made.changes.map(({ name }) => name))).toEqual(new Set(names))
})

test('the text of an update: versions as the node demands, the untouched as it was stored', () => {
  // as a node tells it: results, odd spelling, an unknown field
  const present = textOf(
    [
      { name: 'a', type: 'zmount', data: { Size: 5, note: 1 }, version: 3 },
      { name: 'b', type: 'zmount', data: { size: 6 }, version: 3 },
    ],
    { version: 3 },
  ).replace('"name":"a"', '"name":"a","result":{"created":1,"state":"ok"}')
  const edited = textOf(
    [
      { name: 'b', type: 'zmount', data: { size: 7 } },
      { name: 'a', type: 'zmount', data: { size: 5 } },
      { name: 'n', type: 'zmount', data: { size: 8 } },
    ],
    { contract_id: 0, description: 'new' },
  )
  const text = updateText(present, edited)
  const deployment = parseDeployment(text)
  expect(deployment).toMatchObject({ version: 4, contract_id: 77n, description: 'new' })
  expect(deployment.workloads.map(({ name, version }) => [name, version])).toEqual([
    ['b', 4],
    ['a', 3],
    ['n', 4],
  ])
  expect(deployment.workloads[1]?.raw).toBe('{"Size":5,"note":1}')
  expect(text).not.toContain('result')
  expect(upgradeRefusal(readDeployment(present), deployment)).toBeNull()
  expect(challengeHash(parseDeployment(text))).toMatch(/^[0-9a-f]{32}$/)
})

const rate = (value: bigint) => ({ value, unit: 'Gigabytes' as const })
const policy: PricingPolicy = {
  id: 1,
  name: 'p',
  su: rate(50_000n),
  cu: rate(100_000n),
  nu: rate(15_000n),
  ipu: rate(40_000n),
  uniqueName: rate(2500n),
  domainName: rate(5000n),
  discountForDedicationNodes: 50,
}
const terms = { policy, tftPrice: { last: 50n, average: 50n, min: 10n, max: 1000n } }
const node: PricedNode = { rented: false, certified: false, optedOut: false }
const priced = (workloads: Asked[], publicIps = 0, names: string[] = [], at = node) => ({
  deployment: readDeployment(textOf(workloads)),
  publicIps,
  names,
  node: at,
})

test('the price is the chain’s own: example P01 by hand, with a name beside it', () => {
  // facts: grid-services.md B.5; 1 thread, 2 GiB, 15 GiB of disk in all
  const machine = { ...vm(1), data: { ...vm(1).data, size: 15 * GIB } }
  const price = priceOf([priced([machine])], terms, 0n)
  expect(price).toMatchObject({ hour: 1_075_000n, month: 774_000_000n, levels: ['None'] })
  expect(price.hourUsd).toBe(53_750n)
  const named = priceOf([priced([machine], 0, ['site'])], terms, 0n)
  expect(named.hour - price.hour).toBe(50_000n)
})

test('on a rented node only addresses cost, on one out of billing nothing does', () => {
  const rented = { ...node, rented: true }
  expect(priceOf([priced([vm(4)], 0, [], rented)], terms, 0n).hour).toBe(0n)
  expect(priceOf([priced([vm(4)], 1, [], rented)], terms, 0n).hour).toBe(800_000n)
  expect(priceOf([priced([vm(4)], 1, [], { ...node, optedOut: true })], terms, 0n).hour).toBe(0n)
})

test('an update is told with both prices and the difference', () => {
  const change = priceChange(
    priced([disk('a', 100)]),
    priced([disk('a', 100), disk('b', 100)]),
    terms,
    0n,
  )
  expect(change.hour).toBe(change.before.hour)
  expect(change.after.month).toBe(2n * change.before.month)
})

test('what must be there for some hours is enough for them, at the price without discount or less', () => {
  const parts = [priced([disk('a', 100)])]
  const hold = mustHold(parts, terms, { stash: 0n, hours: 100n })
  const { hour } = priceOf(parts, terms, 0n)
  expect(hold).toBeLessThanOrEqual(hour * 100n)
  expect(hold).toBeGreaterThan(0n)
})
