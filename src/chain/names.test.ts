import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseJson } from '#lib/json.ts'
import { describe as describeRuntime, type Spec } from '#mock/chain/description.ts'
import { itemsOf } from '#mock/chain/items.ts'
import { compose, readMetadata } from '#mock/chain/metadata.ts'
import { realItems } from '#mock/chain/yardstick.ts'
import { byLibraryName, namesOf, type Names } from '../../e2e/chainnames.ts'
import { usedNames } from './uses.ts'
import { wordedErrors } from './words.ts'

// written by e2e/chainnames.ts, in this shape
const names = parseJson(readFileSync(new URL('names.json', import.meta.url), 'utf8')) as Names
const SPECS: readonly Spec[] = [144, 152]
const of = (spec: Spec) =>
  Object.fromEntries(Object.entries(names).map(([name, texts]) => [name, texts[`${spec}`]]))

const shared = fileURLToPath(new URL('../../../shared/chain', import.meta.url))
const real = existsSync(shared)
if (!real) {
  console.warn('SKIPPED, for ../shared/chain is not here: names.json against the real metadata')
}

test('the kept names are those that the console uses', () => {
  expect(Object.keys(names)).toEqual(usedNames)
})

test.each(SPECS)('of spec %i only what guards ask for first may be missing', (spec) => {
  const missing = Object.entries(of(spec)).flatMap(([name, text]) => (text === null ? name : []))
  const late = 'storage tfgridModule.nodeV3BillingOptOut'
  expect(missing).toEqual(
    spec === 152 ? [late] : [late, 'storage smartContractModule.contractPaymentState'],
  )
})

test.each(SPECS)('the demo chain of spec %i takes and gives the same under every name', (spec) => {
  const items = byLibraryName(itemsOf(readMetadata(compose(describeRuntime(spec)))))
  for (const [name, text] of Object.entries(of(spec))) {
    expect.soft(items.get(name) ?? null, name).toBe(text)
  }
})

test.skipIf(!real)('the kept names are what both real runtimes say', () => {
  const [of144, of152] = SPECS.map((spec) => byLibraryName(realItems(shared, spec)))
  expect(namesOf(of144!, of152!)).toEqual(names) // two specs, two maps
})

test.skipIf(!real)('every error with words of its own is a name that a real runtime has', () => {
  const errors = byLibraryName(realItems(shared, 152))
  const unknown = wordedErrors.filter((name) => !errors.has(`error ${name}`))
  // added by the runtimes of 2026 (facts: grid-services.md B.3, 9)
  expect(unknown).toEqual(['smartContractModule.OnlyTwinAdminCanDeployOnThisNode'])
})
