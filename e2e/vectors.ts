import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPricing, pricingVectors } from '#chain/vectors.ts'
import { checkUpgrade, checkValidation } from '#gridtypes/validate.vectors.ts'
import { checkChallenge, checkRefusal, checkSignature } from '#gridtypes/vectors.ts'
import { parseJson } from '#lib/json.ts'
import { checkRmb, rmbVectors } from '#rmb/vectors.ts'

// npm run vectors -- DIR: a line per *.json, then a total; exits 1 when one vector fails, 2 when there is nothing to run.

/** One entry of a file and its check, which answers undefined or a sentence. */
interface Check {
  id: string
  run(): string | undefined | Promise<string | undefined>
}

/** How the text of a file becomes checks; a file's kind is its name up to `.json`. */
const kinds: Record<string, (json: string) => Check[]> = {
  rmb: (json) => rmbVectors(json).map((entry) => ({ id: entry.id, run: () => checkRmb(entry) })),
  challenge: named(checkChallenge),
  'challenge-errors': named(checkRefusal),
  signature: named(checkSignature),
  validation: named(checkValidation),
  upgrade: named(checkUpgrade),
  pricing: (json) =>
    pricingVectors(json).map((entry) => ({ id: entry.id, run: () => checkPricing(entry) })),
}

/** A file that is a list of entries with names; that they are of the check's shape is what the check finds out. */
function named<Entry extends { name: string }>(
  check: (entry: Entry) => string | undefined | Promise<string | undefined>,
): (json: string) => Check[] {
  return (json) =>
    (parseJson(json) as Entry[]).map((entry) => ({ id: entry.name, run: () => check(entry) }))
}

async function run(
  path: string,
  checksOf: (json: string) => Check[],
): Promise<{ passed: number; failed: string[] }> {
  const failed: string[] = []
  let passed = 0
  try {
    for (const check of checksOf(readFileSync(path, 'utf8'))) {
      const fault = await outcome(check)
      if (fault === undefined) passed++
      else failed.push(`${check.id}: ${fault}`)
    }
    if (passed + failed.length === 0) failed.push('no entries') // an empty file proves nothing
  } catch (error) {
    failed.push(String(error)) // nor does a file that cannot be read
  }
  return { passed, failed }
}

async function outcome(check: Check): Promise<string | undefined> {
  try {
    return await check.run()
  } catch (error) {
    return String(error)
  }
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
