import { readDeployment } from '#gridtypes/deployment.ts'
import type { Template } from './draft.ts'

/** Where of a form a fault belongs: the form's own field, and which of a list's items. */
export interface FormField {
  field: string
  /** The index of a disk, a node or a device; null where the field is no list. */
  item: number | null
}

type Rules = readonly (readonly [type: RegExp, path: RegExp, field: string])[]

const MACHINE = /^zmachine/
const NETWORK = /^network/
const GATEWAY = /^gateway/

const machine: Rules = [
  [MACHINE, /^name/, 'name'],
  [MACHINE, /^data\.flist/, 'flist'],
  [MACHINE, /^data\.entrypoint/, 'entrypoint'],
  [MACHINE, /^data\.compute_capacity\.cpu/, 'cpu'],
  [MACHINE, /^data\.compute_capacity\.memory/, 'memoryMib'],
  [MACHINE, /^data\.size/, 'diskGib'],
  [MACHINE, /^data\.network\.interfaces\.\d+\.ip/, 'ip'],
  [MACHINE, /^data\.network\.interfaces/, 'network'],
  [MACHINE, /^data\.network\.mycelium/, 'myceliumSeed'],
  [MACHINE, /^data\.network\.public_ip/, 'publicIp4'],
  [MACHINE, /^data\.network\.planetary/, 'planetary'],
  [MACHINE, /^data\.env\.SSH_KEY/, 'sshKeys'],
  [MACHINE, /^data\.env/, 'env'],
  [MACHINE, /^data\.gpu/, 'gpu'],
  [MACHINE, /^data\.mounts/, 'disks'],
  [/^zmount$/, /./, 'disks'],
  [/^ip/, /./, 'publicIp4'],
  [NETWORK, /./, 'network'],
]
const network: Rules = [
  [NETWORK, /^name/, 'name'],
  [NETWORK, /^data\.ip_range/, 'range'],
  [NETWORK, /^data\.peers/, 'users'],
  [NETWORK, /./, 'nodes'],
]
const gateway: Rules = [
  [GATEWAY, /^(?:name|data\.(?:name|fqdn))/, 'domain'],
  [GATEWAY, /^data\.backends/, 'backend'],
  [GATEWAY, /^data\.tls_passthrough/, 'tlsPassthrough'],
  [GATEWAY, /^data\.network/, 'network'],
]
const store: Rules = [
  [/./, /^name/, 'name'],
  [/./, /^data\.size/, 'sizeGib'],
  [/^zdb$/, /^data\.mode/, 'mode'],
  [/^zdb$/, /^data\.password/, 'password'],
]

const RULES: Readonly<Record<Template, Rules>> = {
  vm: machine,
  'micro-vm': machine,
  network,
  'gateway-name': gateway,
  'gateway-fqdn': gateway,
  zdb: store,
  disk: store,
  qsfs: [
    [/^qsfs$/, /^name/, 'name'],
    [/^qsfs$/, /^data\.cache/, 'cacheMib'],
    [/^qsfs$/, /^data\.config/, 'count'],
  ],
  empty: [],
}

/**
 * The field of a form that a path of its JSON stands for, as `validateAt` and the preflight tell it; undefined where the
 * form has none: the JSON itself is where to look then. `part` is which of the draft's texts it is, by which the
 * nodes of a network are counted.
 */
export function formField(
  template: Template,
  text: string,
  path: string,
  part = 0,
): FormField | undefined {
  const found = /^workloads\.(\d+)(?:\.(.*))?$/.exec(path)
  if (!found) return undefined
  const at = Number(found[1])
  const inside = found[2] ?? 'name'
  const workloads = workloadsIn(text)
  const workload = workloads[at]
  if (workload === undefined) return undefined
  const rule = RULES[template].find(
    ([type, field]) => type.test(workload.type) && field.test(inside),
  )
  if (rule === undefined) return undefined
  const [, , field] = rule
  if (field === 'nodes') return { field, item: part }
  if (field !== 'disks') return { field, item: null }
  return diskField(workloads, at, inside)
}

const workloadsIn = (text: string): { name: string; type: string }[] => {
  try {
    return readDeployment(text).workloads
  } catch {
    return []
  }
}

/** A disk by its place among the disks, and the one that a system boots from by its size. */
function diskField(
  workloads: readonly { name: string; type: string }[],
  at: number,
  inside: string,
): FormField {
  const machineName = workloads.find(({ type }) => MACHINE.test(type))?.name ?? ''
  const disks = workloads.filter(({ type }) => type === 'zmount')
  const boots = disks[0]?.name === `${machineName}_boot` ? 1 : 0
  const mount = /^data\.mounts\.(\d+)/.exec(inside)?.[1]
  const place =
    mount === undefined ? disks.findIndex((disk) => disk === workloads[at]) : Number(mount)
  return place < boots ? { field: 'diskGib', item: null } : { field: 'disks', item: place - boots }
}
