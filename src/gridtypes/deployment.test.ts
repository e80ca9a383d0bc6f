import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { challenge, challengeHash } from './challenge.ts'
import { parseDeployment, readDeployment, type Deployment } from './deployment.ts'
import { GridTypesError } from './error.ts'
import { serialiseDeployment } from './serialise.ts'
import type { ChallengeVector } from './vectors.ts'

const vectors = JSON.parse(
  readFileSync(new URL('./vectors/challenge.json', import.meta.url), 'utf8'),
) as ChallengeVector[] // the shape the file was copied in

const workload = (type: string, data: string) =>
  `{"workloads":[{"name":"a","type":"${type}","data":${data}}]}`

/** The data of a single workload. */
const dataOf = (type: string, data: string): unknown =>
  parseDeployment(workload(type, data)).workloads[0]?.data

const machine = (env: string) => workload('zmachine', `{"env":${env}}`)

/** What a workload echoes goes away when it is written anew. */
const withoutRaw = (deployment: Deployment) => ({
  ...deployment,
  workloads: deployment.workloads.map(({ raw: _raw, ...rest }) => rest),
})

test('nothing but zeros is a deployment too', () => {
  expect(parseDeployment('{}')).toEqual(parseDeployment('{"workloads":null,"expiration":null}'))
  expect(challenge(parseDeployment('{}'))).toBe('0000')
})

test('keys match in any case, and the last of all spellings wins', () => {
  expect(dataOf('zmount', '{"size":1,"SIZE":2,"size":3}')).toEqual({ size: 3n })
  expect(dataOf('zmount', '{"size":1,"size":3,"SIZE":2}')).toEqual({ size: 2n })
  expect(dataOf('zmount', '{"\u017fize":4}')).toEqual({ size: 4n }) // the long s, as Go folds it
})

test('an object that comes twice is merged, and null leaves a scalar as it is, as in Go', () => {
  const text = '{"compute_capacity":{"cpu":2},"compute_capacity":{"memory":5,"cpu":null}}'
  expect(dataOf('zmachine', text)).toMatchObject({ compute_capacity: { cpu: 2, memory: 5n } })
  expect(dataOf('zlogs', '{"output":"a","output":null}')).toMatchObject({ output: 'a' })
})

test('integers keep every digit up to the width of their field and are refused beyond it', () => {
  expect(dataOf('zmount', '{"size":18446744073709551615}')).toEqual({
    size: 18446744073709551615n,
  })
  for (const size of ['18446744073709551616', '-1', '-0', '1.0', '1e3', '"1"', 'true', '[]']) {
    expect(() => dataOf('zmount', `{"size":${size}}`), size).toThrow(GridTypesError)
  }
})

test('a refusal has the words of the node', () => {
  expect(() => dataOf('zmachine', '{"compute_capacity":{"cpu":256}}')).toThrow(
    "failed to load data into object of type '*zos.ZMachine': json: cannot unmarshal number 256 " +
      'into Go struct field MachineCapacity.compute_capacity.cpu of type uint8',
  )
  expect(() => dataOf('ip', '{"v4":1}')).toThrow(
    'json: cannot unmarshal number into Go struct field PublicIP.v4 of type bool',
  )
})

test.each([
  ['1709202896', 1709202896n],
  ['-1', -1n],
  ['9223372036854775807', 9223372036854775807n],
  ['"2024-02-29T12:34:56+02:00"', 1709202896n],
  ['"2024-02-29T10:34:56.999Z"', 1709202896n],
  ['"1969-12-31T23:59:59.5Z"', -1n],
  ['"0001-01-01T00:00:00Z"', -62135596800n],
  ['null', 0n],
])('the timestamp %s is %s', (text, seconds) => {
  expect(parseDeployment(`{"expiration":${text}}`).expiration).toBe(seconds)
})

test.each([
  ['1.5'],
  ['1e3'],
  ['9223372036854775808'],
  ['"2023-02-29T00:00:00Z"'],
  ['"2024-02-29T24:00:00Z"'],
  ['"2024-02-29"'],
  ['true'],
])('the timestamp %s is refused', (text) => {
  expect(() => parseDeployment(`{"expiration":${text}}`)).toThrow('unknown timestamp format')
})

test('lone surrogates become U+FFFD, whole pairs stay', () => {
  const { metadata } = parseDeployment(String.raw`{"metadata":"\ud800a\ude00\ud83d\ude00"}`)
  expect(metadata).toBe('\ufffda\ufffd😀')
})

test('env is written by the bytes of its keys, not by the order of JavaScript', () => {
  const text = machine('{"\u{1f600}":"1","\ufffd":"2","b":"3","a":"4","ab":"5","__proto__":"6"}')
  expect(challenge(parseDeployment(text))).toContain('__proto__=6a=4ab=5b=3\ufffd=2\u{1f600}=1')
})

test('addresses and hex read in one spelling, and hash in it whoever wrote them', () => {
  const text =
    '{"subnet":"10.20.30.7/024","ip_range":"2001:DB8:0:0::1/64","mycelium":{"hex_key":"AB"}}'
  const data = dataOf('network', text)
  expect(data).toMatchObject({
    subnet: '10.20.30.7/24',
    ip_range: '2001:db8::1/64',
    mycelium: { hex_key: 'ab', peers: [] },
  })
  const draft = parseDeployment(workload('network', text))
  const [first] = draft.workloads
  if (first?.type !== 'network') throw new Error('expected a network')
  const hash = challengeHash(draft)
  first.data.ip_range = '2001:0DB8::0001/64'
  expect(challengeHash(draft)).toBe(hash)
  first.data.ip_range = 'anywhere'
  expect(() => challengeHash(draft)).toThrow('invalid CIDR address: anywhere')
})

test('what cannot be read stays readable beside its fault', () => {
  const loose = readDeployment(workload('container', '{ "a": [1, "x y"] }'))
  expect(loose.workloads[0]).toMatchObject({
    type: 'container',
    raw: '{"a":[1,"x y"]}',
    fault: { code: 'type', message: "invalid reservation type 'container'" },
  })
  expect(() => parseDeployment(workload('toString', '{}'))).toThrow(
    "invalid reservation type 'toString'",
  )
})

test('what is no JSON, or nests without end, is refused', () => {
  for (const text of ['', '{', '{"a":01}', "{'a':1}", '[]', '"x"']) {
    expect(() => parseDeployment(text), text).toThrow(GridTypesError)
  }
  const deep = `{"x":${'['.repeat(5000)}${']'.repeat(5000)}}`
  expect(() => parseDeployment(deep)).toThrow('exceeded max depth')
})

test.each(vectors.map((v) => [v.name, v] as const))(
  '%s is written back without a loss',
  (_name, { deployment_json, hash }) => {
    const read = parseDeployment(deployment_json)
    const again = parseDeployment(serialiseDeployment(read))
    expect(withoutRaw(again)).toEqual(withoutRaw(read))
    expect(challengeHash(again)).toBe(hash)
  },
)

test('the hash does not depend on the order of keys, their case or white space', () => {
  fc.assert(
    fc.property(fc.constantFrom(...vectors), fc.infiniteStream(fc.nat(99)), (vector, noise) => {
      const read = parseDeployment(vector.deployment_json)
      const shuffled = restyle(JSON.parse(serialisable(read)), () => Number(noise.next().value))
      expect(challengeHash(parseDeployment(shuffled))).toBe(vector.hash)
    }),
  )
})

/** Integers beyond 2^53 as marked strings, so that JSON.parse keeps them. */
const serialisable = (deployment: Deployment): string =>
  serialiseDeployment(deployment).replace(/(?<=":)\d{16,}(?=[,}])/g, '"#$&"')

/** JSON with keys in another order and white space; keys in upper case, save those of env. */
function restyle(value: unknown, dice: () => number, isMap = false): string {
  const space = () => ' \n\t\r'.slice(0, dice() % 5)
  if (typeof value === 'string') {
    return /^#\d{16,}$/.test(value) ? value.slice(1) : JSON.stringify(value)
  }
  if (typeof value !== 'object' || value === null)
    return `${space()}${JSON.stringify(value)}${space()}`
  if (Array.isArray(value)) {
    return `[${value.map((item) => restyle(item, dice)).join(`${space()},`)}${space()}]`
  }
  const pairs = Object.entries(value)
    .map(([key, item]) => ({ key, item, rank: dice() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ key, item }) => {
      const name = JSON.stringify(!isMap && dice() % 2 ? key.toUpperCase() : key)
      return `${space()}${name}${space()}:${restyle(item, dice, key === 'env')}`
    })
  return `{${pairs.join(',')}${space()}}`
}
