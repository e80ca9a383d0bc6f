import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { challengeHash } from './challenge.ts'
import { parseDeployment, readDeployment, readWorkloads } from './deployment.ts'
import { judgeSeal, searchSigned, type SealFacts } from './seal.ts'

interface Part {
  version?: number
  name: string
  type?: string
  data?: unknown
  metadata?: string
  result?: { state?: string; message?: string; created?: number }
}

const disk = (name: string, size: number, more: Partial<Part> = {}): Part => ({
  name,
  type: 'zmount',
  data: { size },
  ...more,
})
const machine = (more: object = {}): Part => ({
  name: 'vm',
  type: 'zmachine',
  data: {
    flist: 'f',
    size: 0,
    network: {
      interfaces: [{ network: 'n', ip: '10.0.0.2' }],
      mycelium: { network: 'n', hex_seed: 'AB' },
    },
    compute_capacity: { cpu: 4, memory: 8589934592 },
    env: { SSH_KEY: 'mine', A: '1' },
    ...more,
  },
})

const text = (workloads: readonly Part[], more: object = {}) =>
  JSON.stringify({
    version: 1,
    twin_id: 42,
    contract_id: 7,
    metadata: 'm',
    signature_requirement: {
      requests: [{ twin_id: 42, required: true, weight: 1 }],
      weight_required: 1,
    },
    workloads,
    ...more,
  })

const hashOf = (json: string) => challengeHash(parseDeployment(json))
const copyOf = (json: string, at = 5) => ({ hash: hashOf(json), text: json, at })
const signed = text([disk('d1', 10), disk('d2', 20), machine()])
const hash = hashOf(signed)

/** The facts where `node` is told, and the copy of what was signed is kept. */
const facts = (node: string, more: Partial<SealFacts> = {}): SealFacts => ({
  deployment: readDeployment(node),
  contractHash: hash,
  kept: [copyOf(signed)],
  ...more,
})
const history = (changes: readonly Part[]) => readWorkloads(JSON.stringify(changes))

test('a copy that equals what the node tells is green, in any order and style of JSON', () => {
  const { workloads, ...head } = JSON.parse(signed) as { workloads: unknown[] } // written above
  const told = JSON.stringify({ ...head, expiration: 0, workloads: workloads.toReversed() })
    .replace('"AB"', '"ab"')
    .replace('"cpu"', '"CPU"')
  expect(judgeSeal(facts(told))).toMatchObject({ verdict: 'runs-what-was-signed', copy: 5 })
  expect(judgeSeal({ ...facts(told), contractHash: hash.toUpperCase() })).toMatchObject({
    copy: 5,
  })
  // signatures, results and what the hash leaves out are no difference
  const other = text(
    [disk('d2', 20, { result: { state: 'error' } }), disk('d1', 10), machine({ corex: true })],
    { contract_id: 9 },
  )
  expect(judgeSeal(facts(other)).verdict).toBe('runs-what-was-signed')
})

test('red names the workload, the field and both values, and nothing secret', () => {
  const seal = judgeSeal(
    facts(
      text([
        disk('d1', 11),
        disk('d3', 1),
        machine({ env: { SSH_KEY: 'theirs', A: '1', B: 'new' } }),
      ]),
      { history: [] },
    ),
  )
  if (seal.verdict !== 'differs') throw new Error(seal.verdict)
  const rows = seal.differences.map(({ workload, field, signed, node, secret }) => [
    workload,
    field,
    signed,
    node,
    secret,
  ])
  expect(rows).toEqual([
    ['d1', 'data.size', '10', '11', false],
    ['d2', '', 'zmount', undefined, false],
    ['vm', 'data.env.SSH_KEY', '', '', true],
    ['vm', 'data.env.B', undefined, '', true],
    ['d3', '', undefined, 'zmount', false],
  ])
  expect(JSON.stringify(seal)).not.toMatch(/mine|theirs/)
})

test('what stands in the deployment itself is compared too', () => {
  const seal = judgeSeal(
    facts(signed.replace('"weight":1', '"weight":2').replace('"metadata":"m"', '"metadata":"x"')),
  )
  expect(seal).toMatchObject({
    verdict: 'differs',
    differences: [
      { workload: null, field: 'metadata', signed: 'm', node: 'x', secret: false },
      { workload: null, field: 'signature_requirement.requests.0.weight', signed: '1', node: '2' },
    ],
  })
})

test('a digit moved from one value to the next has the same hash, and a copy shows it all the same', async () => {
  const moved = text([
    disk('d1', 10),
    disk('d2', 20),
    machine({ compute_capacity: { cpu: 48, memory: 589934592 } }),
  ])
  expect(hashOf(moved)).toBe(hash)
  expect(judgeSeal(facts(moved)).verdict).toBe('differs')
})

test('without a copy nothing is ever red', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 }),
      fc.nat(),
      fc.boolean(),
      fc.constantFrom(null, undefined),
      (count, size, older, found) => {
        const disks = Array.from({ length: count }, (_, i) => disk(`d${i}`, size + i))
        const seal = judgeSeal({
          deployment: readDeployment(text(disks)),
          contractHash: hash,
          kept: older ? [copyOf(text([]))] : [],
          found,
        })
        expect(seal.verdict).toBe('cannot-judge')
      },
    ),
  )
})

test('amber says why', () => {
  const none = { kept: [] }
  const reason = (more: Partial<SealFacts>, node = signed) => {
    const seal = judgeSeal(facts(node, { ...none, ...more }))
    return seal.verdict === 'cannot-judge' ? seal.reason : seal.verdict
  }
  expect(reason({})).toBe('not-searched')
  expect(reason({ found: null })).toBe('not-found')
  expect(reason({ contractHash: undefined })).toBe('no-hash')
  expect(reason({ contractHash: '' })).toBe('no-hash')
  expect(reason({ contractHash: 'zz', kept: [copyOf(signed)] })).toBe('no-hash')
  const nine = text(Array.from({ length: 9 }, (_, i) => disk(`d${i}`, 1)))
  expect(reason({}, nine)).toBe('too-many')
  const odd = text([disk('d1', 10), { name: 'old', type: 'kubernetes', data: {} }])
  expect(judgeSeal(facts(odd, none))).toMatchObject({ reason: 'unreadable', workloads: ['old'] })
})

test('nine workloads are judged where a copy is kept', () => {
  const nine = text(Array.from({ length: 9 }, (_, i) => disk(`d${i}`, i)))
  const seal = judgeSeal({
    deployment: readDeployment(nine),
    contractHash: hashOf(nine),
    kept: [copyOf(nine)],
  })
  expect(seal.verdict).toBe('runs-what-was-signed')
})

test('a signed workload that the node tells as what nobody can read is no red', () => {
  const odd = text([disk('d1', 10), { name: 'd2', type: 'newest', data: {} }, machine()])
  expect(judgeSeal(facts(odd))).toMatchObject({ reason: 'unreadable', workloads: ['d2'] })
  const worse = text([disk('d1', 11), { name: 'd2', type: 'newest', data: {} }, machine()])
  expect(judgeSeal(facts(worse)).verdict).toBe('differs')
})

test('an older copy is told, and whether it is what the node runs', () => {
  const before = text([disk('d1', 10)], { version: 0 })
  expect(
    judgeSeal(facts(before, { kept: [copyOf(before, 3), copyOf(signed)], history: [] })),
  ).toMatchObject({
    verdict: 'differs',
    others: [{ version: 0, at: 3, same: true }],
  })
  expect(judgeSeal(facts(signed, { kept: [copyOf(before, 3)] }))).toMatchObject({
    reason: 'not-searched',
    others: [{ version: 0, at: 3, same: false }],
  })
})

// an update to version 2: d1 grows, d2 stays
const update = text([disk('d1', 30, { version: 2 }), disk('d2', 20)], { version: 2 })
const told = text([disk('d2', 20), disk('d1', 10)], { version: 2 })
const refusal = disk('d1', 30, {
  version: 2,
  result: { state: 'unchanged', message: 'disk is mounted', created: 99 },
})
const updated = (more: Partial<SealFacts> = {}) =>
  facts(told, { contractHash: hashOf(update), kept: [copyOf(update)], ...more })

test('an update that the node refused is amber, with its words; without the history too', () => {
  expect(judgeSeal(updated())).toMatchObject({ reason: 'no-history' })
  expect(judgeSeal(updated({ history: [] })).verdict).toBe('differs')
  expect(judgeSeal(updated({ history: history([refusal]) }))).toMatchObject({
    reason: 'history',
    copy: 5,
    differences: [
      { field: 'version', cause: { how: 'refused', message: 'disk is mounted', at: 99 } },
      { field: 'data.size', cause: { how: 'refused' } },
    ],
  })
})

test('a workload told twice, and secrets within texts, are seen and not shown', () => {
  const twice = text([disk('d1', 10), disk('d2', 20), machine(), disk('d2', 99)])
  expect(judgeSeal(facts(twice))).toMatchObject({
    verdict: 'differs',
    differences: [{ workload: 'd2', field: '', signed: undefined, node: 'zmount' }],
  })
  const logs = (word: string) =>
    text([
      {
        name: 'l',
        type: 'zlogs',
        data: { zmachine: 'vm', output: `redis://me:${word}@h` },
        metadata: JSON.stringify({ private_key: word, a: 1 }),
      },
    ])
  const seal = judgeSeal({
    deployment: readDeployment(logs('theirs')),
    contractHash: hashOf(logs('mine')),
    kept: [copyOf(logs('mine'))],
  })
  expect(seal).toMatchObject({
    differences: [
      { field: 'metadata', secret: true },
      { field: 'data.output', secret: true },
    ],
  })
  expect(JSON.stringify(seal)).not.toMatch(/mine|theirs/)
})

test('a refused update excuses its own workload only', () => {
  const worse = told.replace('20', '21')
  const seal = judgeSeal({
    ...updated({ history: history([refusal]) }),
    deployment: readDeployment(worse),
  })
  expect(seal.verdict).toBe('differs')
})

test('a workload that the node took down is amber, one that an update removed is red', () => {
  const left = text([disk('d1', 10), disk('d2', 20)])
  const gone = (message: string) =>
    facts(left, { history: history([{ ...machine(), result: { state: 'deleted', message } }]) })
  const crash = 'workload decommissioned by system, reason: vm exited too many times'
  expect(judgeSeal(facts(left))).toMatchObject({ reason: 'no-history' })
  expect(judgeSeal(gone(crash))).toMatchObject({
    reason: 'history',
    differences: [{ workload: 'vm', field: '', cause: { how: 'deleted', message: crash } }],
  })
  expect(judgeSeal(gone('deleted by an update')).verdict).toBe('differs')
})

test('what an update has not come to yet is amber while something is in progress', () => {
  const busy = told.replace('"name":"d2"', '"name":"d2","result":{"state":"init"}')
  expect(
    judgeSeal({ ...updated({ history: [] }), deployment: readDeployment(busy) }),
  ).toMatchObject({
    reason: 'history',
    differences: [{ cause: { how: 'pending' } }, { cause: { how: 'pending' } }],
  })
})

test('a search finds what the node tells, and what its history keeps of what was signed', async () => {
  const found = await searchSigned(readDeployment(signed), hash)
  expect(found).toMatchObject({ restored: [], expiration: 0n, among: 12 })
  expect(hashOf(found?.text ?? '')).toBe(hash)
  expect(judgeSeal(facts(signed, { kept: [], found }))).toMatchObject({
    verdict: 'runs-what-was-signed',
    search: { order: ['d1', 'd2', 'vm'] },
  })

  const changes = history([
    refusal,
    { ...machine(), result: { state: 'deleted', message: 'crash' } },
  ])
  const both = text([...(JSON.parse(update) as { workloads: Part[] }).workloads, machine()], {
    version: 2,
  })
  const restored = await searchSigned(readDeployment(told), hashOf(both), changes)
  expect(restored?.restored.toSorted()).toEqual(['d1', 'vm'])
  const seal = judgeSeal({
    deployment: readDeployment(told),
    contractHash: hashOf(both),
    kept: [],
    history: changes,
    found: restored,
  })
  expect(seal).toMatchObject({ verdict: 'cannot-judge', reason: 'history' })
  // one of the two alone is found as well, the other having been signed as it stands
  expect((await searchSigned(readDeployment(told), hashOf(update), changes))?.restored).toEqual([
    'd1',
  ])
  expect(await searchSigned(readDeployment(told), hash, changes)).toBeUndefined()
})

test('a pause after a refused update does not hide it', async () => {
  const changes = history([refusal, disk('d1', 10, { version: 0, result: { state: 'paused' } })])
  expect(await searchSigned(readDeployment(told), hashOf(update), changes)).toMatchObject({
    restored: ['d1'],
  })
})

test('a node that says itself that the hash is another one is heard', () => {
  const mailer = text([
    disk('d1', 1, {
      result: { state: 'error', message: 'contract hash does not match deployment hash' },
    }),
  ])
  expect(judgeSeal(facts(mailer, { kept: [], found: null }))).toMatchObject({ mismatch: true })
})
