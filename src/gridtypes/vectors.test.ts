import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  checkChallenge,
  checkRefusal,
  checkSignature,
  type ChallengeVector,
  type RefusalVector,
  type SignatureVector,
} from './vectors.ts'

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`./vectors/${file}.json`, import.meta.url), 'utf8'))
// the files are copies of what the node's code wrote, in the shapes named
const challenges = read('challenge') as ChallengeVector[]
const refusals = read('challenge-errors') as RefusalVector[]
const signatures = read('signature') as SignatureVector[]

const named = <T extends { name: string }>(all: T[]) => all.map((one) => [one.name, one] as const)

test('the files hold the vectors they were made with', () => {
  expect([challenges, refusals, signatures].map((all) => all.length)).toEqual([48, 20, 60])
})

test.each(named(challenges))('%s has the challenge and the hash of the node', (_name, entry) => {
  expect(checkChallenge(entry)).toBeUndefined()
})

test.each(named(refusals))('%s is refused', (_name, entry) => {
  expect(checkRefusal(entry)).toBeUndefined()
})

test.each(named(signatures))('%s: the signatures are judged as by the node', async (_n, entry) => {
  expect(await checkSignature(entry)).toBeUndefined()
})

test('a vector that expects something else fails, and says how', async () => {
  const [challenge, signature] = [challenges[0]!, signatures[0]!] // counted above
  expect(checkChallenge({ ...challenge, hash: '00' })).toMatch(/^hash: got "6adff26f/)
  expect(checkRefusal(challenge)).toMatch(/^got the hash 6adff26f.*expected a refusal$/)
  expect(await checkSignature({ ...signature, accepted: false })).toBe(
    'accepted: got true, expected false',
  )
})
