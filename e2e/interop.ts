/**
 * `npm run interop`: the public npm client of the message bus, unmodified, asks a node of the stand-alone demo
 * grid through its chain and its relay, with a twin of each curve. What it is told must be what the console's own
 * tests hold the node to, and every request and answer must have travelled in cipher. Prints
 * `N passed, N failed`.
 *
 * The client and all it brings live in `e2e/interop` alone, installed here when they are first needed.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as z from 'zod/mini'
import { startServer } from '../src/mock/server.ts'

const folder = fileURLToPath(new URL('interop', import.meta.url))
const run = promisify(execFile)
const LIMIT_MS = 120_000

/** A node of the demo's own farm, which answers as ordinary nodes do. */
const NODE = 11

const Line = z.object({
  twin: z.number(),
  curve: z.enum(['sr25519', 'ed25519']),
  answers: z.object({
    'zos.system.version': z.object({ zos: z.string(), zinit: z.string() }),
    'zos.statistics.get': z.object({ total: z.object({ cru: z.number(), mru: z.number() }) }),
    'zos.storage.pools': z
      .array(z.object({ name: z.string(), type: z.string(), size: z.number(), used: z.number() }))
      .check(z.minLength(1)),
  }),
  travelled: z.array(
    z.object({ what: z.enum(['request', 'answer']), enciphered: z.literal(true) }),
  ),
})

async function install() {
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return
  const npm = process.env['npm_execpath']
  const [command, ...before] = npm ? [process.execPath, npm] : ['npm']
  await run(command ?? 'npm', [...before, 'ci', '--ignore-scripts'], {
    cwd: folder,
    timeout: LIMIT_MS,
  })
}

await install()
const grid = await startServer({ latency: 0 })
let passed = 0
const faults: string[] = []
try {
  const { proxy, relay, chain, guests } = grid
  const node = z
    .object({ twinId: z.number() })
    .parse(await (await fetch(`${proxy}/nodes/${NODE}`)).json())
  const { stdout, stderr } = await run(
    process.execPath,
    ['client.cjs', JSON.stringify({ relay, chain, guests }), String(node.twinId)],
    { cwd: folder, timeout: LIMIT_MS },
  ).catch((error: { stdout?: string; stderr?: string }) => ({
    stdout: error.stdout ?? '',
    stderr: error.stderr ?? 'The client did not start.',
  }))
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
  for (const { curve } of guests) {
    const said = lines.map((line): unknown => JSON.parse(line)).find((one) => isOf(one, curve))
    const checked = Line.safeParse(said)
    if (checked.success && checked.data.travelled.length === 6) passed++
    else faults.push(`${curve}: ${checked.error?.message ?? 'not every message was told'}`)
  }
  if (faults.length > 0) faults.push(stderr)
} finally {
  await grid.close()
}

function isOf(line: unknown, curve: string): boolean {
  return z.object({ curve: z.literal(curve) }).safeParse(line).success
}

for (const fault of faults) console.log(fault)
const failed = grid.guests.length - passed
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
