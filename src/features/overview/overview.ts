import { perfOf, type Perf } from '#node/perf.ts'
import { type Diagnostics, moduleFault, type TaskResult } from '#node/schemas.ts'

/** The modules every node has, in the order of their importance to it (facts: node-api.md 1.1). */
const MODULES = [
  'storage',
  'node',
  'identityd',
  'vmd',
  'flist',
  'network',
  'container',
  'provision',
  'gateway',
  'qsfsd',
] as const

/** One module of the diagnostics; `told: false` is one that the answer leaves out. */
export interface ModuleRow {
  name: string
  told: boolean
  versions: string
  busy: number
  free: number
  /** Workers in a state we do not know, as the node writes it. */
  other: string[]
  actions: string[]
  fault: string | undefined
}

/** The modules with those in trouble first; unknown ones from newer nodes come last. */
export function modulesOf({ modules }: Diagnostics): ModuleRow[] {
  const known: readonly string[] = MODULES
  const names = [...known, ...Object.keys(modules).filter((name) => !known.includes(name))]
  const rows = names.map((name): ModuleRow => {
    // own names only: a node may call a module `constructor`
    const module = Object.hasOwn(modules, name) ? modules[name] : undefined
    const workers = module?.status?.workers ?? []
    return {
      name,
      told: module !== undefined,
      versions: [...new Set(module?.status?.objects.map((o) => o.Version).filter(Boolean))].join(
        ', ',
      ),
      busy: workers.filter(({ state }) => state === 'busy').length,
      free: workers.filter(({ state }) => state === 'free').length,
      other: workers.map(({ state }) => state).filter((s) => s !== 'busy' && s !== 'free'),
      actions: workers.map(({ action }) => action).filter(Boolean),
      fault: module && moduleFault(module),
    }
  })
  const trouble = (row: ModuleRow) => (row.fault !== undefined ? 0 : row.told ? 1 : 2)
  return rows.toSorted((a, b) => trouble(a) - trouble(b))
}

/** What the two flags of the diagnostics mean together; they answer different questions. */
export function healthOf({ system_status_ok, healthy, modules }: Diagnostics): {
  state: 'ok' | 'warn' | 'error'
  word: string
  sentence: string
} {
  const failed = Object.values(modules).filter((m) => moduleFault(m) !== undefined).length
  const check =
    healthy === null
      ? 'This node does not tell of a health check.'
      : healthy
        ? 'Its last health check found nothing.'
        : 'Its last health check found something, or has not run yet.'
  if (!system_status_ok) {
    return {
      state: 'error',
      word: failed === 1 ? 'One module failed' : `${failed || 'Some'} modules failed`,
      sentence: `Not every module answered within 3 s. ${check}`,
    }
  }
  return {
    state: healthy === false ? 'warn' : 'ok',
    word: healthy === false ? 'Modules work, health check does not pass' : 'All modules work',
    sentence: `Every module answered within 3 s. ${check}`,
  }
}

/** zinit's version, or the words of the failure to run it, which stand in the same field (node-api.md 1.1). */
export const zinitOf = (zinit: string): { version: string } | { failure: string } | null =>
  zinit === '' ? null : /^v?\d[\w.+-]*$/.test(zinit) ? { version: zinit } : { failure: zinit }

/** What a node runs on: virt-what's first word, nothing on bare metal. */
export const hypervisorOf = (word: string): string => (word === '' ? 'none, bare metal' : word)

/** How often a node runs its tasks, in seconds (facts: node-api.md 1.7). */
const EVERY: Record<string, number> = {
  iperf: 6 * 3600,
  'cpu-benchmark': 6 * 3600,
  'public-ip-validation': 6 * 3600,
  healthcheck: 15 * 60,
  provisiontest: 24 * 3600,
}
export const taskNames = Object.keys(EVERY)

/** One task: its result, or null where it has not run yet. */
export interface Task {
  name: string
  perf: Perf | null
  /** Twice its own period has passed: it should have run again. */
  overdue: boolean
}

/** The known tasks in their order, run or not, then whatever else the node has; `now` in Unix ms. */
export function tasksOf(results: readonly TaskResult[], now: number): Task[] {
  const perfs = results.map((result) => ({ name: result.name, perf: perfOf(result) }))
  const of = (name: string, perf: Perf | null): Task => ({
    name,
    perf,
    overdue: perf !== null && now / 1000 - perf.at > 2 * (EVERY[name] ?? Infinity),
  })
  return [
    ...taskNames.map((name) => of(name, perfs.find((p) => p.name === name)?.perf ?? null)),
    ...perfs.filter((p) => !taskNames.includes(p.name)).map(({ name, perf }) => of(name, perf)),
  ]
}

type Iperf = Extract<Perf, { task: 'iperf' }>['result']
/** One peer that the node measured its speed against; speeds in bit/s. */
export interface IperfRow {
  key: number
  peer: string
  address: string
  type: string
  up: number
  down: number
  error: string
}

/** The peers, fastest first, failed ones last. Old nodes name peers by node id (node-api.md 1.7). */
export const iperfRows = (result: Iperf): IperfRow[] =>
  result
    .map((row, key) => ({
      key,
      peer: row.server_host || (row.node_id === null ? '' : `node ${row.node_id}`),
      address: row.server_ip || row.node_ip,
      type: row.test_type,
      up: row.upload_speed,
      down: row.download_speed,
      error: row.error,
    }))
    .toSorted((a, b) => Number(a.error !== '') - Number(b.error !== '') || b.down - a.down)

/** Best and average speed per kind of test, of the peers that answered; failed ones are only counted. */
export interface IperfSummary {
  type: string
  best: { up: number; down: number } | null
  average: { up: number; down: number } | null
  peers: number
  failed: number
}
export function iperfSummary(rows: readonly IperfRow[]): IperfSummary[] {
  return [...new Set(rows.map(({ type }) => type))].toSorted().map((type) => {
    const of = rows.filter((row) => row.type === type)
    // a test that failed half-way reports no error but no speed either
    const good = of.filter((row) => row.error === '' && (row.up > 0 || row.down > 0))
    const sum = (what: 'up' | 'down') => good.reduce((total, row) => total + row[what], 0)
    const best = (what: 'up' | 'down') => Math.max(...good.map((row) => row[what]))
    return {
      type,
      best: good.length ? { up: best('up'), down: best('down') } : null,
      average: good.length
        ? { up: sum('up') / good.length, down: sum('down') / good.length }
        : null,
      peers: of.length,
      failed: of.length - good.length,
    }
  })
}
