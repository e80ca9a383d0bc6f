import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkRmb, rmbVectors, type RmbVector } from '#rmb/vectors.ts'

// npm run vectors -- DIR: a line per *.json, then a total; exits 1 when one vector fails, 2 when there is nothing to run.

/** How a file of a kind is taken apart and how one entry is checked; a file's kind is its name up to `.json`. */
interface Kind<Entry extends { id: string }> {
  entries(json: string): Entry[]
  check(entry: Entry): Promise<string | undefined>
}
const rmb: Kind<RmbVector> = { entries: rmbVectors, check: checkRmb }
const kinds: Record<string, Kind<RmbVector>> = { rmb }

async function run(
  path: string,
  kind: Kind<RmbVector>,
): Promise<{ passed: number; failed: string[] }> {
  const failed: string[] = []
  let passed = 0
  try {
    for (const entry of kind.entries(readFileSync(path, 'utf8'))) {
      const fault = await kind.check(entry)
      if (fault === undefined) passed++
      else failed.push(`${entry.id}: ${fault}`)
    }
  } catch (error) {
    failed.push(String(error)) // a file that cannot be read proves nothing
  }
  return { passed, failed }
}

const dir = process.argv[2]
const files =
  dir === undefined
    ? []
    : readdirSync(dir)
        .filter((name) => name.endsWith('.json'))
        .sort()
if (dir === undefined || files.length === 0) {
  console.error(dir === undefined ? 'usage: npm run vectors -- DIR' : `${dir}: no *.json`)
  process.exit(2)
}

let passed = 0
let failed = 0
for (const file of files) {
  const name = file.slice(0, -'.json'.length)
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (kind === undefined) {
    console.log(`${file}: not built yet`)
    continue
  }
  const result = await run(join(dir, file), kind)
  console.log(`${file}: ${result.passed} passed, ${result.failed.length} failed`)
  for (const line of result.failed) console.error(`  ${line}`)
  passed += result.passed
  failed += result.failed.length
}
console.log(`total: ${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
