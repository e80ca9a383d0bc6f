/**
 * `npm test`: everything that must hold before a change may land, cheapest first, quietly. Prints a line
 * per step, the output of what failed, and `N passed, N failed` at the end. `npm test -- unit e2e` runs
 * only those steps.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './chromium.ts'

interface Outcome {
  passed: number
  failed: number
  output: string
}

const scratch = mkdtempSync(join(tmpdir(), 'zos-console-'))

/** Runs a Node program of the project to its end and keeps what it prints. */
function node(script: string, args: string[] = [], env: Record<string, string> = {}) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, FORCE_COLOR: '0', NO_COLOR: '1' },
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** A step that holds or does not. */
const holds =
  (script: string, ...args: string[]) =>
  async (): Promise<Outcome> => {
    const { code, output } = await node(script, args)
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output }
  }

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

async function unit(): Promise<Outcome> {
  const file = join(scratch, 'unit.json')
  const { code, output } = await node('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const report = readJson(file) as { numPassedTests: number; numFailedTests: number } // vitest's json reporter
  const failed = report.numFailedTests || (code === 0 ? 0 : 1)
  return { passed: report.numPassedTests, failed, output }
}

/** A program that ends with `N passed, N failed`. */
async function counted(script: string, ...args: string[]): Promise<Outcome> {
  const { code, output } = await node(script, args)
  const total = /(\d+) passed, (\d+) failed\s*$/.exec(output.trim())
  const failed = Number(total?.[2] ?? 1)
  return { passed: Number(total?.[1] ?? 0), failed: code === 0 ? failed : failed || 1, output }
}

async function vectors(): Promise<Outcome> {
  const sum: Outcome = { passed: 0, failed: 0, output: '' }
  for (const dir of ['src/rmb/vectors', 'src/gridtypes/vectors', 'src/chain/vectors']) {
    const { passed, failed, output } = await counted('e2e/vectors.ts', dir)
    sum.passed += passed
    sum.failed += failed
    sum.output += output
  }
  return sum
}

async function browser(): Promise<Outcome> {
  const file = join(scratch, 'e2e.json')
  const { code, output } = await node(
    'node_modules/@playwright/test/cli.js',
    ['test', '--config', 'e2e/playwright.config.ts', '--reporter=dot,json'],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  )
  const { stats } = readJson(file) as {
    stats: { expected: number; unexpected: number; flaky: number }
  } // Playwright's json reporter
  // a test that needed a second try is not a passed test
  const failed = stats.unexpected + stats.flaky || (code === 0 ? 0 : 1)
  return { passed: stats.expected, failed, output }
}

const VITE = 'node_modules/vite/bin/vite.js'
const steps: [name: string, run: () => Promise<Outcome>][] = [
  ['types', holds('node_modules/typescript/bin/tsc', '--noEmit')],
  ['lint', holds('node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings')],
  ['format', holds('node_modules/oxfmt/bin/oxfmt', '--check')],
  ['unit', unit],
  ['vectors', vectors],
  ['interop', () => counted('e2e/interop.ts')],
  ['build', holds(VITE, 'build', '--logLevel', 'warn')],
  ['sizes', holds('e2e/sizes.ts')],
  ['demo', holds(VITE, 'build', '--mode', 'demo', '--outDir', 'dist-demo', '--logLevel', 'warn')],
  ['e2e', browser],
]

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !steps.some(([step]) => step === name))
if (unknown.length) {
  console.error(`No step ${unknown.join(', ')}. Steps: ${steps.map(([step]) => step).join(' ')}`)
  process.exit(2)
}

let passed = 0
let failed = 0
for (const [name, run] of steps) {
  if (chosen.length && !chosen.includes(name)) continue
  const began = Date.now()
  if (name === 'e2e') console.log(`chromium ${ensureChromium()}`)
  const outcome = await run().catch((error: unknown) => ({
    passed: 0,
    failed: 1,
    output: String(error),
  }))
  passed += outcome.passed
  failed += outcome.failed
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(
    `${name.padEnd(8)} ${outcome.failed ? 'FAILED' : 'ok'}  ${outcome.passed} passed, ${seconds} s`,
  )
  if (outcome.failed) console.log(outcome.output)
}
rmSync(scratch, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
