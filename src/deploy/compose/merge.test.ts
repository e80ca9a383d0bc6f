import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { beyondForm, merge } from './merge.ts'
import { composeMachine, freshMachine, type MachineForm } from './machine.ts'
import { countingRandom, netPlace, owner } from './testing.ts'

const form: MachineForm = freshMachine('vm', netPlace(11), countingRandom())
const write = (change: Partial<MachineForm> = {}): string =>
  composeMachine('vm', { ...form, ...change }, owner).parts[0]!.text // a machine has one part

test('a change of the form reaches the text, and what a person wrote beside it stays', () => {
  const byHand = write()
    .replace('"corex":false', '"corex":true, "x_unknown": 18446744073709551615')
    .replace('"description":""', '"description":"mine"')
  const text = merge(byHand, write(), write({ cpu: 8, publicIp4: true }))
  expect(text).toContain('"cpu":8')
  expect(text).toContain('"corex":true')
  expect(text).toContain('"x_unknown":18446744073709551615')
  expect(text).toContain('"description":"mine"')
  const deployment = parseDeployment(text)
  expect(deployment.workloads.map(({ type }) => type)).toEqual(['network', 'zmachine', 'ip'])
})

test('what the form takes back goes, what it never had stays', () => {
  const two = { disks: [{ name: 'd1', sizeGib: 5, mountpoint: '/d1' }] }
  const byHand = write(two).replace(
    '"workloads":[',
    '"workloads":[{"version":0,"name":"own","type":"volume","data":{"size":7}},',
  )
  const text = merge(byHand, write(two), write())
  expect(parseDeployment(text).workloads.map(({ name }) => name)).toEqual([
    'own',
    ...parseDeployment(write()).workloads.map(({ name }) => name),
  ])
})

test('a machine that gets another name keeps what was written beside the form', () => {
  const byHand = write().replace('"corex":false', '"corex":true')
  const text = merge(byHand, write(), write({ name: 'renamed' }))
  expect(parseDeployment(text).workloads.at(-1)).toMatchObject({
    name: 'renamed',
    data: { corex: true },
  })
  expect(parseDeployment(text).workloads).toHaveLength(2)
})

test('a disk that gives way to another of its kind is no more than that', () => {
  const [one, two] = ['a', 'b'].map((name) => ({
    disks: [{ name, sizeGib: name === 'a' ? 5 : 7, mountpoint: `/${name}` }],
  }))
  const text = merge(write(one), write(one), write(two))
  expect(beyondForm(text, write(two))).toEqual([])
})

test('a field that a person removed is not put back by a change of another', () => {
  const byHand = write().replace('"corex":false,', '')
  expect(merge(byHand, write(), write({ cpu: 4 }))).not.toContain('corex')
})

test('without a change of the form the text is the same to the byte', () => {
  const byHand = ` ${write()} \n`
  expect(merge(byHand, write(), write())).toBe(byHand.trim())
})

test('a text that is what the form wrote becomes what the form writes', () => {
  const change = fc.record(
    {
      cpu: fc.integer({ min: 1, max: 32 }),
      memoryMib: fc.integer({ min: 256, max: 8192 }),
      publicIp4: fc.boolean(),
      planetary: fc.boolean(),
      entrypoint: fc.string({ maxLength: 4 }),
      env: fc.dictionary(fc.stringMatching(/^[A-Z]{1,3}$/), fc.string({ maxLength: 3 }), {
        maxKeys: 3,
      }),
      disks: fc.uniqueArray(
        fc.record({
          name: fc.constantFrom('a', 'b', 'c'),
          sizeGib: fc.integer({ min: 1, max: 9 }),
          mountpoint: fc.constant('/m'),
        }),
        { selector: ({ name }) => name },
      ),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(change, change, (a, b) => {
      const text = merge(write(a), write(a), write(b))
      expect(beyondForm(text, write(b))).toEqual([])
      // the order of the workloads may be another, so the hashes are compared without it
      const sorted = (source: string) => {
        const deployment = parseDeployment(source)
        const workloads = deployment.workloads.toSorted((x, y) => (x.name < y.name ? -1 : 1))
        return { ...deployment, workloads: workloads.map(({ raw: _raw, ...rest }) => rest) }
      }
      const mounts = (one: ReturnType<typeof sorted>) => JSON.stringify(one, big)
      expect(mounts(sorted(text)).length).toBe(mounts(sorted(write(b))).length)
      if (a.disks === undefined && b.disks === undefined && a.publicIp4 === b.publicIp4) {
        expect(challengeHash(parseDeployment(text))).toBe(challengeHash(parseDeployment(write(b))))
      }
    }),
    { numRuns: 60 },
  )
})
const big = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)

test('what a form does not know is named by its path', () => {
  const byHand = write()
    .replace('"corex":false', '"corex":true,"node_id":14')
    .replace('"expiration":0,', '')
  expect(beyondForm(byHand, write())).toEqual([
    `workloads.${form.name}.data.corex`,
    `workloads.${form.name}.data.node_id`,
  ])
})
