/**
 * Writes src/chain/names.json: what the names in src/chain/uses.ts take and give in the two real runtimes
 * whose metadata is at hand. `node e2e/chainnames.ts [DIR]`, DIR with metadata-144.json and -152.json.
 */
import { stringCamelCase } from '@polkadot/util'
import { writeFileSync } from 'node:fs'
import { usedNames } from '#chain/uses.ts'
import { stringifyJson } from '#lib/json.ts'
import type { Spec } from '#mock/chain/description.ts'
import type { Item } from '#mock/chain/items.ts'
import { realItems } from '#mock/chain/yardstick.ts'

/** What a name takes and gives, by spec; null where a runtime does not have it. */
export type Names = Record<string, Record<`${Spec}`, string | null>>

/** A runtime's items by the library's names: `call Utility.batch_all` is `call utility.batchAll`. */
export function byLibraryName(items: ReadonlyMap<string, Item>): Map<string, string> {
  return new Map(
    [...items].map(([key, item]) => {
      const [kind = '', path = ''] = key.split(' ')
      const [pallet = '', name = ''] = path.split('.')
      // events and errors keep their own writing
      const own = kind === 'event' || kind === 'error'
      const written = own ? name : stringCamelCase(name)
      return [
        `${kind === 'store' ? 'storage' : kind} ${stringCamelCase(pallet)}.${written}`,
        item.text,
      ]
    }),
  )
}

/** What the console uses, out of both. */
export function namesOf(of144: Map<string, string>, of152: Map<string, string>): Names {
  return Object.fromEntries(
    usedNames.map((name) => [
      name,
      { '144': of144.get(name) ?? null, '152': of152.get(name) ?? null },
    ]),
  )
}

if (import.meta.main) {
  const dir = process.argv[2] ?? '../shared/chain'
  const names = namesOf(byLibraryName(realItems(dir, 144)), byLibraryName(realItems(dir, 152)))
  writeFileSync(new URL('../src/chain/names.json', import.meta.url), `${stringifyJson(names, 2)}\n`)
  const absent = Object.entries(names).filter(([, texts]) => texts['152'] === null)
  console.log(
    `${usedNames.length} names; not in spec 152: ${absent.map(([name]) => name).join(', ')}`,
  )
}
