import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fromHex } from '#lib/bytes.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import type { Spec } from './description.ts'
import { itemsOf, type Item } from './items.ts'
import { readMetadata } from './metadata.ts'
import { uses } from './uses.ts'

/** What an item looks like in each spec; one text where both agree, null where a spec lacks it. */
export type Yardstick = Record<string, string | { '144': string | null; '152': string | null }>

/** Items of a real runtime, from a file `{ specVersion, hex }`. */
export function realItems(dir: string, spec: Spec): Map<string, Item> {
  // the file's own shape, as its documentation has it (facts: tfchain.md, head)
  const { hex } = parseJson(readFileSync(join(dir, `metadata-${spec}.json`), 'utf8')) as {
    hex: string
  }
  return itemsOf(readMetadata(fromHex(hex) ?? new Uint8Array()))
}

/** Only what the console uses, from both runtimes. */
export function yardstickOf(old: Map<string, Item>, live: Map<string, Item>): Yardstick {
  return Object.fromEntries(
    uses.map((name) => {
      const [before, now] = [old.get(name)?.text ?? null, live.get(name)?.text ?? null]
      return [name, before === now && now !== null ? now : { '144': before, '152': now }]
    }),
  )
}

// node src/mock/chain/yardstick.ts DIR > src/mock/chain/yardstick.json, DIR with the real metadata
const dir = process.argv[2]
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (dir === undefined) {
    console.error('usage: node src/mock/chain/yardstick.ts DIR')
    process.exitCode = 2
  } else {
    const yardstick = yardstickOf(realItems(dir, 144), realItems(dir, 152))
    process.stdout.write(`${stringifyJson(yardstick, 2)}\n`)
  }
}
