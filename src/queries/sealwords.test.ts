import { expect, test } from 'vitest'
import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment } from '#gridtypes/deployment.ts'
import type { Seal } from '#gridtypes/seal.ts'
import { sealCall } from './sealcalls.ts'
import { sealWords } from './sealwords.ts'

const place = { nodeId: 11, contractId: 41_532n, contract: 'told' } as const
const difference = (workload: string | null, field: string) => ({
  workload,
  type: 'zmount',
  field,
  signed: '1',
  node: '2',
  secret: false,
})
const doubt = (more: Partial<Extract<Seal, { verdict: 'cannot-judge' }>>): Seal => ({
  verdict: 'cannot-judge',
  reason: 'not-found',
  differences: [],
  workloads: [],
  among: 240,
  mismatch: false,
  others: [],
  ...more,
})

test('the words tell who told the hash', () => {
  const seal: Seal = { verdict: 'runs-what-was-signed', copy: 1, others: [] }
  expect(sealWords(seal, place).sentence).toContain('as the grid proxy tells it')
  expect(sealWords(seal, { ...place, from: 'chain' }).sentence).toContain('as the chain tells it')
})

test('each colour says what it means', () => {
  const green = sealWords({ verdict: 'runs-what-was-signed', copy: 1, others: [] }, place)
  expect(green).toMatchObject({ state: 'ok', word: 'Runs what was signed' })
  expect(green.advice).toMatch(/^Green means/)
  const differences = [
    difference('data1', 'data.size'),
    difference('data1', 'metadata'),
    difference('data1', 'description'),
    difference(null, 'version'),
  ]
  const red = sealWords({ verdict: 'differs', copy: 1, differences, others: [] }, place)
  expect(red.state).toBe('error')
  expect(red.sentence).toContain('data1 (data.size, metadata and 1 more), the deployment (version)')
  expect(red.advice).toMatch(/^Red means/)
  const amber = sealWords(doubt({}), place)
  expect(amber.state).toBe('warn')
  expect(amber.sentence).toContain('None of 240 orders')
  expect(amber.advice).toMatch(/^Amber means: nothing is proven/)
  expect(sealWords(undefined, place).state).toBe('busy')
})

test('a contract that nobody knows, or that could not be read, is told apart', () => {
  const words = (contract: 'told' | 'unknown' | 'unread') =>
    sealWords(doubt({ reason: 'no-hash' }), { ...place, contract }).sentence
  expect(words('unknown')).toContain('knows no contract 41532')
  expect(words('unread')).toContain('could not be read')
  expect(words('told')).toContain('carries no hash')
})

test('what a history tells is quoted with its workload, and a long message is cut', () => {
  const cause = { how: 'refused' as const, message: 'x'.repeat(900), at: 1 }
  const differences = [{ ...difference('data1', 'data.size'), cause }]
  const { sentence } = sealWords(doubt({ reason: 'history', differences }), place)
  expect(sentence).toContain('data1: its update was refused, “xxx')
  expect(sentence.length).toBeLessThan(400)
})

test('a kept copy of another version that the node still tells is named', () => {
  const others = [{ version: 2, at: 1, same: true }]
  const red = sealWords({ verdict: 'differs', copy: 1, differences: [], others }, place)
  expect(red.advice).toContain('still tells version 2')
})

test('the Worker searches where a copy does not say it, and hands back what it found', async () => {
  const disk = (name: string) => ({ name, type: 'zmount', data: { size: 1 } })
  const text = (names: string[]) => JSON.stringify({ twin_id: 42, workloads: names.map(disk) })
  const hash = (json: string) => challengeHash(parseDeployment(json))
  const contractHash = hash(text(['a', 'b', 'c']))
  const ask = (deployment: string, kept: { hash: string; text: string; at: number }[] = []) =>
    sealCall(
      { deployment, history: undefined, contractHash, kept },
      { signal: new AbortController().signal },
    )
  const found = await ask(text(['c', 'a', 'b']))
  expect(found.seal.verdict).toBe('runs-what-was-signed')
  expect(hash(found.signed ?? '')).toBe(contractHash)
  // with that kept, another content is told from it, and nothing is searched
  const kept = [{ hash: contractHash, text: found.signed ?? '', at: 1 }]
  const changed = text(['c', 'a', 'b']).replace('"size":1', '"size":2')
  expect(await ask(changed, kept)).toMatchObject({ seal: { verdict: 'differs' }, signed: null })
  expect(await ask(changed)).toMatchObject({ seal: { reason: 'not-found' }, signed: null })
  // answers and questions cross to the Worker and back
  expect(structuredClone(found)).toEqual(found)
})
