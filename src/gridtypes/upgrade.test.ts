import { readFileSync } from 'node:fs'
import { assert, constantFrom, property, uniqueArray } from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from '#lib/json.ts'
import { readDeployment, type LooseDeployment } from './deployment.ts'
import { upgrade, upgradeRefusal } from './upgrade.ts'
import { checkUpgrade, type UpgradeVector } from './validate.vectors.ts'

const entries = parseJson(
  readFileSync(new URL('./vectors/upgrade.json', import.meta.url), 'utf8'),
) as UpgradeVector[] // the file's shape (facts: node-api.md section 9)

test('the file holds the 12 vectors it was made with', () => {
  expect(entries).toHaveLength(12)
})

test.each(entries.map((entry) => [entry.name, entry] as const))(
  'upgrade vector %s is met',
  (_name, entry) => {
    expect(checkUpgrade(entry)).toBeUndefined()
  },
)

test('a vector that expects something else fails, and says how', () => {
  const first = entries[0]! // counted above
  expect(checkUpgrade({ ...first, error: 'no' })).toBe('error: got null, expected "no"')
  expect(checkUpgrade({ ...first, ops: null })).toMatch(/^ops: got .*, expected null$/)
  const refused = entries.find((entry) => entry.error !== null)! // seven of them are
  expect(checkUpgrade({ ...refused, error: null })).toMatch(/^error: got ".*", expected null$/)
})

const deployment = (version: number, workloads: object[]): LooseDeployment =>
  readDeployment(JSON.stringify({ version, twin_id: 11, contract_id: 5, workloads }))

const disk = (name: string, version: number) => ({
  name,
  version,
  type: 'zmount',
  data: { size: 1 },
})
const publicIp = (version: number) => ({ name: 'ip', version, type: 'ip', data: { v4: true } })

test('an update never loses a workload', () => {
  const names = uniqueArray(constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f'))
  assert(
    property(names, names, names, (old, next, touched) => {
      const current = deployment(
        3,
        old.map((name) => disk(name, 3)),
      )
      const version = (name: string) => (!old.includes(name) || touched.includes(name) ? 4 : 3)
      const plan = upgrade(
        current,
        deployment(
          4,
          next.map((name) => disk(name, version(name))),
        ),
      )
      if ('error' in plan) throw new Error(plan.error)
      const named = (op: string) =>
        [...plan.add_update_in_order, ...plan.remove_any_order]
          .filter((step) => step.op === op)
          .map((step) => step.name)
      const [added, updated, removed] = [named('add'), named('update'), named('remove')]
      const kept = old.filter((name) => !removed.includes(name))
      expect(new Set([...kept, ...added])).toEqual(new Set(next))
      expect(new Set(updated)).toEqual(
        new Set(next.filter((name) => old.includes(name) && touched.includes(name))),
      )
    }),
  )
})

test('a type that cannot be changed in place is refused when it is touched, and only then', () => {
  const current = deployment(0, [publicIp(0)])
  expect(upgradeRefusal(current, deployment(1, [publicIp(0)]))).toBeNull()
  expect(upgradeRefusal(current, deployment(1, []))).toBeNull()
  expect(upgradeRefusal(deployment(0, []), deployment(1, [publicIp(1)]))).toBeNull()
  expect(upgradeRefusal(current, deployment(1, [publicIp(1)]))).toBe(
    "workload 'ip' does not support upgrade: upgrade validation error",
  )
})

test('the refusal of an update carries what the node adds to its reason', () => {
  expect(upgradeRefusal(deployment(0, []), deployment(2, []))).toBe(
    'expecting deployment version 1, got 2: upgrade validation error',
  )
})
