/**
 * The size budget: what the first view (the fleet) loads before it can be used, gzipped, from the
 * manifest of the production build; and what the chain and a wallet add once somebody needs them. Also proves
 * that nothing of the demo grid is in that build, and nothing of the Polkadot libraries in its first view.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
}

const DIST = 'dist'
const BUDGET = { script: 200_000, style: 20_000 }
/** The entry and the page that the first address opens; both with all they import. */
const FIRST_VIEW = ['index.html', 'src/features/nodes/NodesPage.tsx']
/** Words that only the demo grid or its tools contain. */
const MOCK_WORDS = [
  'mockServiceWorker',
  'Lochristi Rack 2',
  'Nile Cloud',
  'onUnhandledFrame',
  'An extension, not a part of the console',
]
/** What is loaded when it is first needed, by the modules that are asked for: reported, not limited. */
const LATER = {
  'the chain': ['src/chain/client.ts', 'node_modules/@polkadot/api/index.js'],
  'a wallet': ['src/wallet/client.ts', 'node_modules/@polkadot/extension-dapp/index.js'],
}

const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  Chunk
> // Vite's manifest

/** The scripts and styles of some modules, with all they import. */
function closure(keys: readonly string[]) {
  const scripts = new Set<string>()
  const styles = new Set<string>()
  function take(key: string) {
    const chunk =
      manifest[key] ?? manifest[Object.keys(manifest).find((k) => k.endsWith(key)) ?? '']
    if (!chunk) throw new Error(`The build has no ${key}.`)
    if (scripts.has(chunk.file)) return
    scripts.add(chunk.file)
    chunk.css?.forEach((file) => styles.add(file))
    chunk.imports?.forEach(take)
  }
  keys.forEach(take)
  return { scripts, styles }
}
const { scripts, styles } = closure(FIRST_VIEW)

const gzip = (file: string) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length
const sum = (files: Set<string>) => [...files].reduce((total, file) => total + gzip(file), 0)
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

let failed = false
function check(what: string, size: number, budget: number) {
  if (size > budget) failed = true
  console.log(`${size > budget ? 'OVER' : 'ok  '} ${what}: ${kB(size)} gzip of ${kB(budget)}`)
}
for (const file of scripts) console.log(`     ${file}  ${kB(gzip(file))}`)
check('script of the first view', sum(scripts), BUDGET.script)
check('style of the first view', sum(styles), BUDGET.style)
for (const [what, keys] of Object.entries(LATER)) {
  const later = new Set([...closure(keys).scripts].filter((file) => !scripts.has(file)))
  console.log(`     ${what} adds ${kB(sum(later))} gzip when it is needed`)
}
for (const file of scripts) {
  if (readFileSync(join(DIST, file), 'utf8').includes('@polkadot/')) {
    failed = true
    console.log(`POLKADOT is in the first view: ${file}`)
  }
}

for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|html|json|css)$/.test(entry.name)) continue
  const file = join(entry.parentPath, entry.name)
  const content = readFileSync(file, 'utf8')
  for (const word of MOCK_WORDS) {
    if (content.includes(word)) {
      failed = true
      console.log(`MOCK "${word}" is in ${file}`)
    }
  }
}
process.exit(failed ? 1 : 0)
