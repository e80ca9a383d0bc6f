/**
 * `npm run bench:seal`: what the seal's search for the signed order takes, for as many workloads as it is
 * searched at most: every order under both expirations, in a Worker, and with machines of ordinary size.
 */
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { challengeHash } from '../src/gridtypes/challenge.ts'
import { parseDeployment } from '../src/gridtypes/deployment.ts'
import { EXPIRATIONS, MOST, ordersOf, searchOrders } from '../src/gridtypes/orders.ts'

const ROUNDS = 5

const machine = (i: number) => ({
  name: `vm${i}`,
  type: 'zmachine',
  data: {
    flist: 'https://hub.grid.tf/tf-official-vms/ubuntu-24.04-full.flist',
    network: { planetary: true, interfaces: [{ network: 'net', ip: `10.20.2.${i + 2}` }] },
    compute_capacity: { cpu: 4, memory: 8_589_934_592 },
    mounts: [{ name: `disk${i}`, mountpoint: '/data' }],
    entrypoint: '/sbin/zinit init',
    env: { SSH_KEY: `ssh-ed25519 ${'A'.repeat(68)} demo@console` },
  },
})
const deployment = (count: number) =>
  parseDeployment(
    JSON.stringify({
      twin_id: 42,
      workloads: Array.from({ length: count }, (_, i) => machine(i)),
      signature_requirement: { requests: [{ twin_id: 42, weight: 1 }], weight_required: 1 },
    }),
  )

/** Milliseconds of a search that finds nothing, and of one whose order is the very last. */
async function measure(count: number) {
  const told = deployment(count)
  const expiration = EXPIRATIONS.at(-1) ?? 0n
  const last = { ...told, workloads: told.workloads.toReversed(), expiration }
  const took = async (hash: string) => {
    const began = performance.now()
    const found = await searchOrders(told, hash)
    return { ms: performance.now() - began, found }
  }
  const all = await took('0'.repeat(32))
  const one = await took(challengeHash(last))
  if (all.found || !one.found) throw new Error('the search is wrong')
  return { all: all.ms, one: one.ms }
}

if (isMainThread) {
  const worker = new Worker(fileURLToPath(import.meta.url))
  worker.on('message', (line: string) => process.stdout.write(line))
  worker.on('error', (error: Error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
} else {
  for (const count of [5, 6, 7, MOST]) {
    const rounds = []
    for (let i = 0; i < ROUNDS; i++) rounds.push(await measure(count))
    const median = (of: number[]) => of.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0
    const [all, one] = [median(rounds.map((r) => r.all)), median(rounds.map((r) => r.one))]
    parentPort?.postMessage(
      `${count} workloads, ${ordersOf(count).toLocaleString('en-US')} orders: ${all.toFixed(0)} ms in vain, ${one.toFixed(0)} ms for the last\n`,
    )
  }
}
