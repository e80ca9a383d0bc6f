import { Metadata, TypeRegistry } from '@polkadot/types'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseJson } from '#lib/json.ts'
import { describe, type Spec } from './description.ts'
import { itemsOf } from './items.ts'
import { compose, readMetadata } from './metadata.ts'
import { sharedChain } from './shared.ts'
import { uses } from './uses.ts'
import { realItems, yardstickOf, type Yardstick } from './yardstick.ts'

const specs: Spec[] = [144, 152]
const composed = new Map(specs.map((spec) => [spec, compose(describe(spec))]))
const own = new Map(
  [...composed].map(([spec, bytes]) => [spec, itemsOf(readMetadata(bytes))] as const),
)
// the file is written by yardstick.ts, in this shape
const yardstick = parseJson(
  readFileSync(new URL('./yardstick.json', import.meta.url), 'utf8'),
) as Yardstick

const shared = sharedChain('the demo chain against the real metadata of spec 144 and 152')

test.each(specs)(
  'what the console uses of spec %i is in the demo chain as it is in the real one',
  (spec) => {
    expect(Object.keys(yardstick)).toEqual(uses)
    const wanted = Object.fromEntries(
      Object.entries(yardstick).map(([name, text]) => [
        name,
        typeof text === 'string' ? text : text[`${spec}`],
      ]),
    )
    const found = Object.fromEntries(
      uses.map((name) => [name, own.get(spec)?.get(name)?.text ?? null]),
    )
    expect(found).toEqual(wanted)
  },
)

test.each(specs)('the public library reads the composed metadata of spec %i', (spec) => {
  const registry = new TypeRegistry()
  registry.setMetadata(
    new Metadata(registry, composed.get(spec)),
    undefined,
    // tells the library what it would otherwise warn of (facts: tfchain.md section 10)
    { ContractIdProvides: { extrinsic: {}, payload: {} } },
  )
  const error = registry.findMetaError(Uint8Array.of(26, 13, 0, 0, 0))
  expect(`${error.section}.${error.name}`).toBe('smartContractModule.ContractIsNotUnique')
  expect(registry.createType('Balance').toU8a()).toHaveLength(16)
  expect(registry.signedExtensions).toHaveLength(spec === 152 ? 9 : 8)
})

test.skipIf(shared === undefined).each(specs)(
  'every item of the demo chain equals the real spec %i, place and default included',
  (spec) => {
    const real = realItems(shared ?? '', spec)
    const mine = own.get(spec) ?? new Map()
    const odd = [...mine].filter(([name, item]) => {
      const other = real.get(name)
      return other?.text !== item.text || other?.place !== item.place
    })
    expect(odd.map(([name, item]) => [name, item, real.get(name)])).toEqual([])
    expect(mine.size).toBeGreaterThan(400)
  },
)

test.skipIf(shared === undefined)('the yardstick is what the real metadata say', () => {
  expect(yardstickOf(realItems(shared ?? '', 144), realItems(shared ?? '', 152))).toEqual(yardstick)
})
