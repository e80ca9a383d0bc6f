import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkRmb, rmbVectors } from './vectors.ts'

const entries = rmbVectors(readFileSync(new URL('./vectors/rmb.json', import.meta.url), 'utf8'))

test('the file holds the 61 vectors it was made with', () => {
  expect(entries).toHaveLength(61)
})

test.each(entries.map((entry) => [entry.id, entry] as const))(
  'vector %s is met',
  async (_id, entry) => {
    expect(await checkRmb(entry)).toBeUndefined()
  },
)

test('a vector that expects something else fails, and says how', async () => {
  const [first] = entries
  const spoilt = { ...first!, expected: { ...Object(first!.expected), rmbPkHex: '02' } }
  expect(await checkRmb(spoilt)).toMatch(/^pk: got "03/)
  expect(await checkRmb({ ...first!, kind: 'toString' })).toBe('unknown kind toString')
})
