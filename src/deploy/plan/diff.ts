import { differences, type Difference } from '#gridtypes/differ.ts'
import type { LooseDeployment, LooseWorkload } from '#gridtypes/deployment.ts'
import { UPDATABLE_TYPES, upgradeRefusal } from '#gridtypes/upgrade.ts'
import { wiringOf } from '#gridtypes/wiring.ts'
import { bytes } from '#lib/units.ts'
import { needsOf } from '#deploy/compose/draft.ts'
import { alone } from './update.ts'

/**
 * What becomes of a workload: `+` added · `~` changed in place · `-` removed · `=` untouched · `!` what is wanted
 * cannot be done in an update.
 */
export type Mark = '+' | '~' | '-' | '=' | '!'

/** What becomes of what is stored in a workload; `none` where nothing is. */
export type DataFate = 'kept' | 'lost' | 'none'

export interface Change {
  name: string
  type: string
  mark: Mark
  /** Of a changed one, field by field; secrets masked. */
  fields: Difference[]
  data: DataFate
  /** Why it cannot be, or what to know; `''` for nothing. */
  words: string
  /** What to do instead of what cannot be done; `''` elsewhere. */
  instead: string
}

export interface UpdatePlan {
  changes: Change[]
  /** Changes of the deployment itself: its metadata, description, signers. */
  head: Difference[]
  /** The node's own words where it would refuse the whole; null where it takes it. */
  refusal: string | null
  /** Nothing of it is impossible or refused. */
  possible: boolean
}

/** Types in which something is stored that goes with them. */
const STORES: ReadonlySet<string> = new Set([
  'zmount',
  'volume',
  'zdb',
  'zmachine',
  'zmachine-light',
])

/**
 * What an update does to what a node serves, workload by workload: those of `next` in its order, then those that
 * are gone. `next` has its version numbers (`updateText`). By the rules of `upgrade` and what nodes refuse while they
 * work (facts: node-api.md section 5); `publicIps` are the addresses that the contract reserved.
 */
export function planUpdate(
  current: LooseDeployment,
  next: LooseDeployment,
  publicIps: number,
): UpdatePlan {
  const old = new Map(current.workloads.map((workload) => [workload.name, workload]))
  const names = new Set(next.workloads.map(({ name }) => name))
  const wanted = ipsOf(next.workloads)
  const changes = [
    ...next.workloads.map((workload) => {
      const known = old.get(workload.name)
      return known
        ? changed(known, workload, { current, next })
        : added(workload, wanted, publicIps)
    }),
    ...current.workloads
      .filter(({ name }) => !names.has(name))
      .map((workload) => removed(workload, next)),
  ]
  const refusal = upgradeRefusal(current, next)
  const head = differences(current, { ...next, version: current.version }).filter(
    ({ workload }) => workload === null,
  )
  const possible = refusal === null && changes.every(({ mark }) => mark !== '!')
  return { changes, head, refusal, possible }
}

const ipsOf = (workloads: readonly LooseWorkload[]) =>
  needsOf(workloads.map((one) => ('data' in one ? one : { type: one.type }))).publicIps

function added(workload: LooseWorkload, wanted: number, publicIps: number): Change {
  const { name, type } = workload
  const base = { name, type, fields: [], data: 'none' as const }
  if (ipsOf([workload]) > 0 && wanted > publicIps) {
    return {
      ...base,
      mark: '!',
      words: `Its contract has ${publicIps} public IPv4 reserved, and an update cannot reserve more.`,
      instead: 'Deploy it under a contract of its own.',
    }
  }
  return { ...base, mark: '+', words: '', instead: '' }
}

function removed(workload: LooseWorkload, next: LooseDeployment): Change {
  const { name, type } = workload
  // the old wires are looked up among what stays: those to it are missing there
  const users = wiringOf(next.workloads).filter(({ to, missing }) => to === name && missing)
  const stores = STORES.has(type)
  const said = stores ? [LOST[type] ?? 'What is on it is lost.'] : []
  if (users.length > 0) said.push(`${users.map(({ from }) => from).join(', ')} still uses it.`)
  return {
    name,
    type,
    mark: '-',
    fields: [],
    data: stores ? 'lost' : type === 'qsfs' ? 'kept' : 'none',
    words: type === 'qsfs' ? 'Its files stay in its stores; its cache is lost.' : said.join(' '),
    instead: '',
  }
}

const LOST: Readonly<Record<string, string>> = {
  zmachine: 'Its root disk is lost; disks of their own stay.',
  'zmachine-light': 'Its root disk is lost; disks of their own stay.',
  zdb: 'What is in the namespace is lost.',
}

interface Both {
  current: LooseDeployment
  next: LooseDeployment
}

function changed(old: LooseWorkload, workload: LooseWorkload, both: Both): Change {
  const { name, type } = workload
  const fields = alone(old, workload)
  const base = { name, type, fields, data: keeps(type), words: '', instead: '' }
  const isTouched = workload.version === both.next.version
  if (old.type !== type) {
    return {
      ...base,
      mark: '!',
      words: `It is a ${old.type} now; a workload cannot change its type.`,
      instead: ANOTHER_NAME,
    }
  }
  if (!isTouched && fields.length === 0) return { ...base, mark: '=' }
  if (!isTouched) {
    return {
      ...base,
      mark: '!',
      words: `Its version is ${workload.version}, so the node leaves it as it is although other words are signed.`,
      instead: `Give it version ${both.next.version}, or put it back as it was.`,
    }
  }
  if (!UPDATABLE_TYPES.has(type)) {
    const stored = STORES.has(type) ? ' Its root disk is lost then.' : ''
    return {
      ...base,
      mark: '!',
      words: `A ${type} cannot be changed in place.`,
      instead: `${ANOTHER_NAME}${stored}`,
    }
  }
  return { ...base, mark: '~', ...limits(old, workload, both) }
}

const ANOTHER_NAME = 'Remove it and add the new one under another name.'

const keeps = (type: string): DataFate => (STORES.has(type) || type === 'qsfs' ? 'kept' : 'none')

const size = (value: bigint) => {
  const { value: number, unit } = bytes(value)
  return `${number} ${unit}`
}

/** What a node only refuses while it works: the history then says `unchanged`, and the old one stays. */
function limits(
  old: LooseWorkload,
  next: LooseWorkload,
  both: Both,
): Partial<Pick<Change, 'mark' | 'words' | 'instead'>> {
  if ('fault' in old || 'fault' in next) return {}
  if (old.type === 'zmount' && next.type === 'zmount') {
    const { name } = next
    if (next.data.size < old.data.size) {
      return impossible(
        'A disk cannot shrink.',
        `Keep ${size(old.data.size)}, or ${lower(ANOTHER_NAME)}`,
      )
    }
    const user = wiringOf(both.current.workloads).find(
      ({ to, kind }) => to === name && kind === 'mounts',
    )
    if (next.data.size !== old.data.size && user) {
      return impossible(
        `${user.from} has it mounted, and a mounted disk cannot grow.`,
        'Remove the machine first, in an update of its own; the disk keeps its data.',
      )
    }
  }
  if (old.type === 'zdb' && next.type === 'zdb') {
    if (old.data.mode !== next.data.mode) {
      return impossible('A namespace cannot change its mode.', ANOTHER_NAME)
    }
    if (next.data.size < old.data.size) {
      return impossible('A namespace cannot shrink.', `Keep ${size(old.data.size)}.`)
    }
  }
  if (old.type === 'volume' && next.type === 'volume' && next.data.size < old.data.size) {
    return { words: 'It can only shrink to what is used on it; below, the node refuses it.' }
  }
  return {}
}

const impossible = (words: string, instead: string) => ({ mark: '!' as const, words, instead })
const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1)
