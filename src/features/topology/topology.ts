import type { LooseWorkload } from '#gridtypes/deployment.ts'
import { maskText } from '#gridtypes/secrets.ts'
import { strayBackends, type Wire, wiringOf } from '#gridtypes/wiring.ts'
import { readResult } from '#node/results.ts'

/** Above this many workloads nothing is drawn: a picture of hundreds is a carpet. */
export const MANY = 40

/** From outside to inside: what leads in, what receives, what runs, what carries. */
export const columns = [
  'From outside',
  'Gateways and public IPs',
  'Machines and databases',
  'Networks, disks and logs',
] as const

/** A thing in the picture: a workload, one that is not here, or a way in from outside. */
export interface Thing {
  key: string
  /** Index in `columns`. */
  column: number
  name: string
  /** What there is to say of it in few words. */
  detail: string
  /** Nothing for a way in from outside; `missing` has no workload here. */
  kind: 'outside' | 'workload' | 'missing'
  /** The node's word. */
  state: string
}

/** One thing leans on another, or lets something in. `from` and `to` are keys. */
export interface Tie {
  from: string
  to: string
  kind: Wire['kind'] | 'reaches'
  detail: string
  missing: boolean
}

export interface Topology {
  things: Thing[]
  ties: Tie[]
}

const inside = (name: string) => `workload ${name}`
const outside = (name: string) => `outside ${name}`
const beyond = (backend: string) => `backend ${backend}`

const columnOf = (type: string): number => {
  if (type === 'ip' || type === 'ipv4' || type.startsWith('gateway-')) return 1
  return type === 'zmachine' || type === 'zmachine-light' || type === 'zdb' ? 2 : 3
}

/** Where a thing that is not here would stand. */
const missingColumn = { joins: 3, mounts: 3, has: 1, logs: 2, serves: 2 } satisfies Record<
  Wire['kind'],
  number
>

const collator = new Intl.Collator('en', { numeric: true })

/** What is in a deployment and how it hangs together, ways in from outside included. */
export function topologyOf(workloads: readonly LooseWorkload[]): Topology {
  // the node answers in another order every time
  const sorted = workloads.toSorted((a, b) => collator.compare(a.name, b.name))
  const wires = wiringOf(sorted)
  const known = new Map(sorted.map((workload) => [workload.name, workload]))
  const things = new Map<string, Thing>()
  for (const workload of known.values()) {
    const { name, type, result } = workload
    things.set(inside(name), {
      key: inside(name),
      column: columnOf(type),
      name,
      detail: detailOf(workload, wires),
      kind: 'workload',
      state: result.state,
    })
  }
  for (const { to, kind, missing } of wires) {
    if (!missing || things.has(inside(to))) continue
    things.set(inside(to), {
      key: inside(to),
      column: missingColumn[kind],
      name: to,
      detail: kind === 'joins' ? 'in another deployment' : 'not in this deployment',
      kind: 'missing',
      state: '',
    })
  }
  const strays = strayBackends(sorted)
  for (const { backend } of strays) {
    const key = beyond(backend)
    things.set(key, {
      key,
      column: missingColumn.serves,
      name: maskText(backend),
      detail: 'no workload here has that address',
      kind: 'missing',
      state: '',
    })
  }
  const ties: Tie[] = [...known.values()].flatMap(waysIn)
  for (const { from } of ties) {
    const name = from.slice(outside('').length)
    things.set(from, { key: from, column: 0, name, detail: '', kind: 'outside', state: '' })
  }
  ties.push(...wires.map((wire) => ({ ...wire, from: inside(wire.from), to: inside(wire.to) })))
  for (const { from, backend } of strays) {
    ties.push({
      from: inside(from),
      to: beyond(backend),
      kind: 'serves',
      detail: '',
      missing: true,
    })
  }
  return { things: [...things.values()], ties }
}

/** How the world comes to a workload, by what the node told of it. */
function waysIn(workload: LooseWorkload): Tie[] {
  if ('fault' in workload) return []
  const { name, type, result } = workload
  const way = (from: string, detail: string): Tie => ({
    from: outside(from),
    to: inside(name),
    kind: 'reaches',
    detail,
    missing: false,
  })
  switch (type) {
    case 'ip':
    case 'ipv4': {
      const told = readResult(type, result.data)
      return [way('Internet', [told?.ip, told?.ip6].filter(Boolean).join(', '))]
    }
    case 'gateway-name-proxy':
    case 'gateway-fqdn-proxy':
      return [way('Internet', domainOf(workload))]
    case 'zmachine':
    case 'zmachine-light': {
      const told = readResult(type, result.data)
      return [
        ...(told?.mycelium_ip ? [way('Mycelium', told.mycelium_ip)] : []),
        ...(told?.planetary_ip ? [way('Planetary', told.planetary_ip)] : []),
      ]
    }
    default:
      return []
  }
}

function domainOf(workload: LooseWorkload): string {
  if ('fault' in workload) return ''
  if (workload.type === 'gateway-fqdn-proxy') return workload.data.fqdn
  if (workload.type !== 'gateway-name-proxy') return ''
  return readResult('gateway-name-proxy', workload.result.data)?.fqdn || workload.data.name
}

/** Its type and that fact; a domain needs all the room there is. */
function detailOf(workload: LooseWorkload, wires: readonly Wire[]): string {
  const words = wordsOf(workload, wires)
  if (words === '') return workload.type
  return workload.type.startsWith('gateway-') ? words : `${workload.type} · ${words}`
}

/** The one fact that tells a workload from its like. */
function wordsOf(workload: LooseWorkload, wires: readonly Wire[]): string {
  if ('fault' in workload) return ''
  switch (workload.type) {
    case 'zmachine':
    case 'zmachine-light':
      return workload.data.network.interfaces.map(({ ip }) => ip).join(', ')
    case 'network':
    case 'network-light':
      return workload.data.subnet
    case 'ip':
    case 'ipv4':
      return readResult(workload.type, workload.result.data)?.ip ?? ''
    case 'gateway-name-proxy':
    case 'gateway-fqdn-proxy':
      return domainOf(workload)
    case 'zmount':
    case 'volume':
    case 'qsfs': {
      const mounts = wires.filter(({ kind, to }) => kind === 'mounts' && to === workload.name)
      return mounts.length === 1 ? (mounts[0]?.detail ?? '') : ''
    }
    case 'zdb':
      return workload.data.mode
    case 'zlogs':
      return maskText(workload.data.output)
  }
}

/** The relation in words, read from left to right. */
export const relations = {
  reaches: 'reaches',
  mounts: 'mounts',
  joins: 'joins',
  has: 'has public IP',
  serves: 'leads to',
  logs: 'sends the logs of',
} satisfies Record<Tie['kind'], string>
