import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describe } from './description.ts'
import { ruled } from './dispatch.ts'
import { uses } from './uses.ts'

const { pallets } = describe(152)
const here = new URL('.', import.meta.url)
const sources = readdirSync(here)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, here), 'utf8'))
  .join('\n')

/** The last quoted word of each call of a function. */
const lastWords = (of: RegExp): string[] => [...sources.matchAll(of)].map(([, word = '']) => word)

test('every rule is for a call that the runtime has', () => {
  const calls = pallets.flatMap(({ name, calls: own }) => own.map((call) => `${name}.${call.name}`))
  expect(ruled.filter((name) => !calls.includes(name))).toEqual([])
})

test('every call that the console uses has a rule', () => {
  const used = uses.flatMap((name) => (name.startsWith('call ') ? [name.slice(5)] : []))
  // the clock is the block author's own
  expect(used.filter((name) => !ruled.includes(name))).toEqual(['Timestamp.set'])
})

test('every error that a rule names is one of the runtime’s', () => {
  const errors = new Set(pallets.flatMap((pallet) => pallet.errors))
  const named = lastWords(
    /(?:ensure|refuse|ownFarm|twinOf|reporter)\((?:[^;]*?)'([A-Z]\w+)',?\s*\)/g,
  )
  expect(named.length).toBeGreaterThan(60)
  expect(
    named.filter((name) => !errors.has(name) && !pallets.some((of) => of.name === name)),
  ).toEqual([])
})

test('every event that is emitted is one of the runtime’s', () => {
  const events = new Set(pallets.flatMap((pallet) => pallet.events.map(({ name }) => name)))
  const named = lastWords(/emit\(\s*(?:PALLET|CONTRACTS|'\w+'),\s*'(\w+)'/g)
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter((name) => !events.has(name))).toEqual([])
})
