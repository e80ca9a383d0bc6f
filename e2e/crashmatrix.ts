/**
 * `npm run crash-matrix`: sagas of the console are driven by a process of their own against a stand-alone demo grid,
 * over its chain and its relay. The process is killed at every moment of a saga, before and after each note of its
 * journal and while it pays or speaks with a node, and a fresh one goes on from the journal file. In the end nothing
 * may be lost, paid twice or deployed twice: the state must be that of a run which nobody disturbed. Prints the
 * matrix and `N passed, N failed`.
 *
 * `--short` runs a few moments of one template; `--only TEXT` those templates; `--jobs N` cells at once.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { makeSaga, type Wanted } from '../src/deploy/saga/make.ts'
import { parseDeployment } from '../src/gridtypes/deployment.ts'
import { serialiseDeployment } from '../src/gridtypes/serialise.ts'
import type { Bytes } from '../src/lib/bytes.ts'
import { asContract, asNode, asTwin } from '../src/lib/ids.ts'
import { stringifyJson } from '../src/lib/json.ts'
import { toSs58 } from '../src/lib/ss58.ts'
import { accountOf } from '../src/mock/chain/balances.ts'
import { startServer, type GridServer } from '../src/mock/server.ts'
import { keyPair, miniSecret } from '../src/rmb/keys.ts'
import { SAGA, Told, type Job } from './crashjob.ts'

/** A cell that takes longer hangs. */
const LIMIT_MS = 120_000
const BLOCK_MS = 120
/** Longer than any extrinsic lives. */
const LIFETIME = 4_200

/* ---- the templates ---- */

const TENANT = 42
const GIB = 2 ** 30

const workload = (name: string, type: string, data: object, version = 0) => ({
  version,
  name,
  type,
  data,
  metadata: '',
  description: '',
})
const deployment = (workloads: object[]) =>
  stringifyJson({
    version: 0,
    twin_id: TENANT,
    contract_id: 0,
    metadata: '',
    description: '',
    expiration: 0,
    signature_requirement: {
      requests: [{ twin_id: TENANT, required: true, weight: 1 }],
      weight_required: 1,
      signatures: [],
      signature_style: '',
    },
    workloads,
  })
const disk = (name: string, version = 0) => workload(name, 'zmount', { size: 2 * GIB }, version)

const machine = (net: number) => [
  workload('crashnet', 'network', {
    ip_range: `10.${net}.0.0/16`,
    subnet: `10.${net}.2.0/24`,
    wireguard_private_key: 'ZGVtbyBncmlkLCB3b3J0aCBub3RoaW5nIGF0IGFsbCE=',
    wireguard_listen_port: 7_000 + net,
    peers: [],
  }),
  disk('data'),
  workload('machine', 'zmachine', {
    flist: 'https://hub.grid.tf/tf-official-vms/ubuntu-24.04-full.flist',
    network: {
      public_ip: '',
      planetary: true,
      interfaces: [{ network: 'crashnet', ip: `10.${net}.2.2` }],
    },
    size: 0,
    compute_capacity: { cpu: 1, memory: GIB },
    mounts: [{ name: 'data', mountpoint: '/data' }],
    entrypoint: '/sbin/zinit init',
    env: { SSH_KEY: 'ssh-ed25519 AAAA demo' },
    corex: false,
  }),
]

function where(server: GridServer, id: number) {
  const nodeId = asNode(id)
  const nodeTwin = asTwin(server.grid.db.nodes.get(id)?.twinId ?? -1)
  if (nodeId === undefined || nodeTwin === undefined) throw new Error(`no node ${id}`)
  return { nodeId, nodeTwin }
}
const data = '{"version":4,"type":"vm","name":"crash","projectName":"vm/crash"}'
const create = (server: GridServer, node: number, workloads: object[]): Wanted => ({
  kind: 'create',
  ...where(server, node),
  text: deployment(workloads),
  data,
})

const GROWN = 41_540

/** The tenant's deployment on node 11, with a disk more. */
async function grown(server: GridServer): Promise<Wanted> {
  const contractId = asContract(BigInt(GROWN))
  const place = where(server, 11)
  const { request } = server.grid
  const got = await request(TENANT)(
    place.nodeTwin,
    'zos.deployment.get',
    { contract_id: contractId },
    { text: true },
  )
  const current = parseDeployment(String(got))
  const version = current.version + 1
  const [more] = parseDeployment(deployment([disk('more')])).workloads
  const text = serialiseDeployment({
    ...current,
    version,
    signature_requirement: { ...current.signature_requirement, signatures: [] },
    workloads: [...current.workloads, ...(more ? [{ ...more, version }] : [])],
  })
  return { kind: 'update', contractId, ...place, text, data }
}

const templates: Record<string, (server: GridServer) => Promise<Wanted[]>> = {
  'machine, disk, network': async (server) => [create(server, 12, machine(81))],
  zdb: async (server) => [
    create(server, 12, [
      workload('db', 'zdb', { size: GIB, mode: 'seq', password: 'p', public: false }),
    ]),
  ],
  'name gateway': async (server) => [
    create(server, 6110, [
      workload('web', 'gateway-name-proxy', {
        name: 'crashmatrix',
        tls_passthrough: false,
        backends: ['http://10.81.2.2:80'],
      }),
    ]),
  ],
  update: async (server) => [await grown(server)],
  cancel: async (server) => [
    { kind: 'cancel', contractId: asContract(41_533n), node: null },
    { kind: 'cancel', contractId: asContract(41_532n), node: where(server, 11) },
  ],
  'batch on two nodes': async (server) => [
    create(server, 12, machine(82)),
    create(server, 6110, machine(83)),
  ],
}

/* ---- the one that kills ---- */

const scratch = mkdtempSync(join(tmpdir(), 'zos-console-crash-'))
const log = join(scratch, 'children.log')
const spare: ChildProcess[] = []
let ending = false

/** One file that starts in a tenth of the time that the chain's library takes from its hundreds of files. */
async function bundle() {
  await build({
    configFile: 'vite.config.ts',
    logLevel: 'error',
    mode: 'test',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: 'e2e/crashdriver.ts',
      outDir: scratch,
      emptyOutDir: false,
      manifest: false,
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'driver.mjs' } },
    },
  })
}

function spawn(): ChildProcess {
  const out = openSync(log, 'a')
  const worker = fork(join(scratch, 'driver.mjs'), {
    stdio: ['ignore', out, out, 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(scratch, 'cache') },
  })
  closeSync(out)
  return worker
}

/** Runs one process over a job to its end, or to its death: then undefined. */
function run(job: Job): Promise<Told | 'killed' | 'failed'> {
  const worker = spare.shift() ?? spawn()
  if (!ending) spare.push(spawn())
  return new Promise((resolve) => {
    let told: Told | undefined
    const timer = setTimeout(() => worker.kill('SIGKILL'), LIMIT_MS)
    let late = false
    const limit = setTimeout(() => (late = true), LIMIT_MS - 1)
    worker.once('message', (message) => {
      told = Told.parse(message)
    })
    worker.once('exit', (_code, signal) => {
      clearTimeout(timer)
      clearTimeout(limit)
      resolve(told ?? (signal === 'SIGKILL' && !late ? 'killed' : 'failed'))
    })
    worker.send(job)
  })
}

/**
 * What stands in the end. A grid of the same seed numbers its contracts alike, so they are compared too. Whether a
 * contract that this is not about is in its grace period is a matter of the hour, and not compared.
 */
async function standing(server: GridServer, account: Bytes, last: number) {
  const { db, onChain } = server.grid
  const chain = await onChain.chain()
  const mine = [...db.deployments.values()].filter(({ twinId }) => twinId === TENANT)
  const ours = (id: number) => id > last || id === GROWN
  return {
    paid: accountOf(chain.store, account).nonce,
    made: Number(chain.store.get('SmartContractModule.ContractID') ?? 0n) - last,
    contracts: [...db.contracts.values()]
      .filter(({ twinId }) => twinId === TENANT)
      .map(({ contractId, state, details }) => [
        contractId,
        state === 'Created' || state === 'GracePeriod',
        ...(ours(contractId) ? Object.entries(details).map(String).toSorted() : []),
      ]),
    deployments: mine.map(({ contractId, nodeId, version, history }) => [
      contractId,
      nodeId,
      version,
      ...(ours(contractId)
        ? history.map(({ asked, result: { state, message } }) =>
            [asked.name, asked.version, state, message].join(' '),
          )
        : []),
    ]),
  }
}
type Standing = Awaited<ReturnType<typeof standing>>

/** The first thing in which two ends differ. */
function difference(end: Standing | undefined, calm: Standing | undefined): string | undefined {
  if (!end || !calm) return 'no end'
  if (end.paid !== calm.paid) return `paid ${end.paid} times, not ${calm.paid}`
  if (end.made !== calm.made) return `made ${end.made} contracts, not ${calm.made}`
  for (const what of ['contracts', 'deployments'] as const) {
    const here = end[what].map(String)
    const there = calm[what].map(String)
    const odd = here.find((one) => !there.includes(one)) ?? there.find((one) => !here.includes(one))
    if (odd !== undefined) return `${what}: ${odd}`
  }
  return undefined
}

interface Cell {
  template: string
  killAt: string
}
interface Outcome {
  moments: string[]
  end: Standing | undefined
  /** Why it is not as it should be. */
  fault: string | undefined
  reached: boolean
}

let cells = 0
async function cell({ template, killAt }: Cell): Promise<Outcome> {
  const server = await startServer({ latency: 0, blockMs: BLOCK_MS })
  try {
    const person = server.identities.find(({ twin }) => twin === TENANT)
    const make = templates[template]
    if (!person || !make) throw new Error(`no template ${template}`)
    const chain = await server.grid.onChain.chain()
    const last = Number(chain.store.get('SmartContractModule.ContractID') ?? 0n)
    const { account } = await keyPair(miniSecret(person.secret), person.curve)
    const address = toSs58(account)
    const nonce = () => accountOf(chain.store, account).nonce
    const before = nonce()
    const twinId = asTwin(TENANT)
    if (twinId === undefined) throw new Error('no twin')
    const saga = makeSaga({
      id: SAGA,
      place: 'crash matrix',
      title: template,
      twinId,
      account: address,
      madeAt: Date.now(),
      parts: await make(server),
    })
    const { proxy, relay, chain: url } = server
    const { twin, curve, secret } = person
    const job: Job = {
      proxy,
      relay,
      chain: url,
      twin,
      curve,
      secret,
      folder: join(scratch, String(++cells)),
      saga: stringifyJson(saga),
      killAt,
    }
    let told = await run(job)
    const reached = told === 'killed'
    if (killAt !== '' && told === 'killed') {
      // what was handed to the chain comes into a block without its sender; what was not dies of age
      const from = chain.head().number
      while (chain.head().number < from + 3) await pause(BLOCK_MS)
      if (nonce() === before) chain.skip(LIFETIME)
      told = await run({ ...job, killAt: '' })
    }
    const end = await standing(server, account, last)
    if (typeof told === 'string') return { moments: [], end, fault: `it ${told}`, reached }
    const fault = told.closed === 'done' ? undefined : `${told.stopped}: ${told.closed}`
    return { moments: told.moments, end, fault, reached }
  } finally {
    await server.close()
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Some at once, the results in order. */
async function each<A, B>(
  items: readonly A[],
  jobs: number,
  work: (item: A) => Promise<B>,
): Promise<B[]> {
  const results: B[] = []
  let next = 0
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) {
      results[i] = await work(items[i]!) // below the length
    }
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  return results
}

async function main() {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      jobs: { type: 'string', default: '3' },
    },
  })
  const jobs = Math.max(1, Number(values.jobs) || 1)
  const wanted = values.short ? 'name gateway' : values.only
  const names = Object.keys(templates).filter((name) => name.includes(wanted))
  const began = Date.now()
  await bundle()
  for (let i = 0; i < jobs; i++) spare.push(spawn())

  const faultOf = (outcome: Outcome, calm: Outcome) =>
    outcome.fault ?? difference(outcome.end, calm.end)
  let passed = 0
  let failed = 0
  const lines: string[] = []
  const score = (label: string, fault: string | undefined, reached: boolean) => {
    if (fault === undefined) passed++
    else failed++
    const mark = fault !== undefined ? 'FAILED' : reached ? 'ok' : 'ok (not reached)'
    lines.push(`  ${label.padEnd(24)} ${mark}${fault === undefined ? '' : ` ${fault}`}`)
  }

  const calm = await each(names, jobs, (template) => cell({ template, killAt: '' }))
  const plan = names.flatMap((template, i) =>
    chosen(calm[i]?.moments ?? [], values.short).map((killAt) => ({ template, killAt })),
  )
  const outcomes = await each(plan, jobs, async (one) =>
    cell(one).catch((error: unknown): Outcome => ({
      moments: [],
      end: undefined,
      fault: String(error),
      reached: true,
    })),
  )
  for (const [i, name] of names.entries()) {
    const quiet = calm[i]! // one for each name
    lines.push(name)
    score('undisturbed', quiet.fault, true)
    for (const [j, { template, killAt }] of plan.entries()) {
      const outcome = outcomes[j]! // one for each cell
      if (template === name) score(killAt, faultOf(outcome, quiet), outcome.reached)
    }
  }
  ending = true
  for (const worker of spare) worker.kill('SIGKILL')
  console.log(lines.join('\n'))
  if (failed > 0) console.log(readFileSync(log, 'utf8').slice(-8_000))
  rmSync(scratch, { recursive: true, force: true })
  console.log(`${((Date.now() - began) / 1000).toFixed(0)} s, ${cells} cells`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed ? 1 : 0)
}

/** Every moment once; of the short form those around the payment and the hand-over. */
function chosen(moments: readonly string[], short: boolean): string[] {
  const all = [...new Set(moments)]
  if (!short) return all
  return all.filter((name) => SHORT.has(name))
}
const SHORT: ReadonlySet<string> = new Set([
  'note 4 after',
  'payment ready',
  'note 5 before',
  'deploy 1 on its way',
])

await main()
