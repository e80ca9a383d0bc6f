import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ChallengeVector } from '#gridtypes/vectors.ts'
import { DeployError } from '../error.ts'
import { groupsOf, hashOf, insistOnShown } from './hash.ts'
import { party, textFor } from './testing.ts'

const vectors = JSON.parse(
  readFileSync(new URL('../../gridtypes/vectors/challenge.json', import.meta.url), 'utf8'),
) as ChallengeVector[] // the shape the file was copied in

test.each(vectors.map((vector) => [vector.name, vector] as const))(
  '%s: three ways give the node’s hash, or a refusal that tells them',
  (_name, { deployment_json, hash }) => {
    expect(hashOf(deployment_json)).toBe(hash)
  },
)

const text = textFor([party(42)])

test('a key that comes twice is read otherwise by a node than it is sent, so it is refused', () => {
  // Go merges the two objects; what is sent has the last alone
  const twice = text.replace(
    '"workloads":',
    '"signature_requirement":{"signature_style":"polka-wallet"},"workloads":',
  )
  expect(() => hashOf(twice)).toThrow(DeployError)
  expect(() => hashOf(twice)).toThrow('Write every key of it once')
})

test('a text that changed since its hash was shown is refused', () => {
  const hash = hashOf(text)
  expect(insistOnShown(text, hash)).toBe(hash)
  const other = text.replace(`${1 << 30}`, `${(1 << 31) >>> 0}`)
  expect(() => insistOnShown(other, hash)).toThrow('Nothing is sent')
})

test('what is no deployment is told so', () => {
  for (const bad of ['', '[]', 'x', '['.repeat(100_000), '{"workloads":[{"type":"none"}]}']) {
    expect(() => hashOf(bad)).toThrow(DeployError)
  }
})

test('a hash is shown in eight groups of four digits that make it whole again', () => {
  const groups = groupsOf('866b532e54a929d8aaedfd5abde281a6')
  expect(groups).toEqual(['866b', '532e', '54a9', '29d8', 'aaed', 'fd5a', 'bde2', '81a6'])
})
