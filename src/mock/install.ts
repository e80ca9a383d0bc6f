import type { Workload, ZMachineLight } from '#gridtypes/deployment.ts'
import { capacityOf } from '#gridtypes/capacity.ts'
import { deploymentsOn, isActive, rentOf } from './db.ts'
import { standing, workloadOf } from './history.ts'
import { current, failed, ok, type Fate, type Job } from './job.ts'
import { hash } from './random.ts'
import type { Asked, ContractRow, Entry } from './schema.ts'
import { usableMemory } from './usage.ts'

/** A workload of this name comes to nothing, in any world. */
export const FAILS = 'fail_deploy'

/** What a node writes for each type that came to nothing in its own hands: a result without a value (facts: node-api.md section 2.2). */
const BLANK: Readonly<Record<string, object>> = {
  zmount: { volume_id: '' },
  volume: { id: '' },
  zdb: { Namespace: '', IPs: null, Port: 0 },
  zmachine: { id: '', ip: '', planetary_ip: '', mycelium_ip: '', console_url: '' },
  'zmachine-light': { id: '', ip: '', mycelium_ip: '', console_url: '' },
  ip: { ip: '', ip6: '', gateway: '' },
  ipv4: { ip: '', ip6: '', gateway: '' },
  'gateway-name-proxy': { fqdn: '' },
  'gateway-fqdn-proxy': {},
  qsfs: { path: '', metrics_endpoint: '' },
}

export const blankOf = (type: string): object | null => BLANK[type] ?? null

/** The id that nodes know a workload by: `twin-contract-name`. */
const idOf = ({ row }: Job, name: string) => `${row.twinId}-${row.contractId}-${name}`

/** What comes of installing a workload: gridtypes know its rules before, these are those that show on the node. */
export function install(job: Job, asked: Asked): Fate {
  const told = job.course.fails?.[asked.name]
  if (told !== undefined) return failed(told, blankOf(asked.type))
  if (asked.name === FAILS) return failed('exit status 1', blankOf(asked.type))
  const workload = workloadOf(asked)
  if ('fault' in workload) return failed(workload.fault.message)
  const full = capacityFault(job, workload)
  if (full !== null) return failed(full)
  const done = byType(job, workload)
  return typeof done === 'string' ? failed(done, blankOf(asked.type)) : ok(done)
}

/** Memory is what a node counts; processors are promised more than once (facts: node-api.md section 6). */
function capacityFault({ host, node, at }: Job, workload: Workload): string | null {
  const taken = capacityOf(workload)
  if ('error' in taken || taken.mru === 0n) return null
  const usable = BigInt(usableMemory(host.db, node, at * 1000))
  return taken.mru > usable
    ? `failed to satisfy required capacity: cannot fulfil required memory size ${taken.mru} bytes out of usable ${usable} bytes`
    : null
}

/** The result's data of a workload that was installed, or why it was not. */
function byType(job: Job, workload: Workload): object | string | null {
  const { name } = workload
  const id = idOf(job, name)
  switch (workload.type) {
    case 'zmount':
      return { volume_id: id }
    case 'volume':
      return { id }
    case 'network':
    case 'network-light':
      return null
    case 'zdb': {
      const [ip = '300:e9c4:9048:57cf::2'] = job.node.addresses.ygg
      return { Namespace: id, IPs: [`2a10:b600:1::${job.node.nodeId}`, ip], Port: 9900 }
    }
    case 'qsfs':
      return {
        path: `/var/run/cache/qsfsd/ns/${id}`,
        metrics_endpoint: `http://[${job.node.addresses.ygg[0] ?? '::1'}]:9100/metrics`,
      }
    case 'ip':
      return publicAddress(job, workload.data.v4, workload.data.v6)
    case 'ipv4':
      return publicAddress(job, true, false)
    case 'zmachine':
      return machine(job, name, workload.data, true)
    case 'zmachine-light':
      return machine(job, name, workload.data, false)
    case 'zlogs':
      return current(job, workload.data.zmachine)?.result.state === 'ok'
        ? null
        : `invalid machine '${workload.data.zmachine}' state`
    case 'gateway-name-proxy':
      return byName(job, workload.data.name)
    case 'gateway-fqdn-proxy':
      return byDomain(job, workload.data.fqdn)
    default:
      return workload satisfies never
  }
}

/** The addresses that the contract holds are given out in the order of the farm. */
function publicAddress(job: Job, v4: boolean, v6: boolean): object | string {
  const { host, row, node } = job
  const held = host.db.publicIps.filter(({ contractId }) => contractId === row.contractId)
  const asking = standing(row).filter(({ asked }) => asked.type === 'ip' || asked.type === 'ipv4')
  const given = asking.filter(({ result }) => result.state === 'ok').length
  if (v4 && held[given] === undefined) {
    return `required ${asking.length} ips while contract has ${held.length} ip reserved`
  }
  const prefix = node.config?.ipv6.split('::')[0] ?? ''
  return {
    ip: v4 ? (held[given]?.ip ?? '') : '',
    ip6: v6 && prefix !== '' ? `${prefix}::${row.contractId.toString(16)}/64` : '',
    gateway: v4 ? (held[given]?.gateway ?? '') : '',
  }
}

/** A network of the twin on this node, whichever of its deployments has it. */
function networkOf({ host, node, row, at }: Job, name: string): Entry | undefined {
  return deploymentsOn(host.db, node.nodeId)
    .filter(({ twinId }) => twinId === row.twinId)
    .flatMap((one) => standing(one, one === row ? Infinity : at * 1000))
    .find(({ asked }) => asked.type.startsWith('network') && asked.name === name)
}

/** The two first bytes and the third of an IPv4 CIDR or address, which is what a node's subnet is told by. */
const subnetOf = (text: string) => text.split('/')[0]?.split('.').slice(0, 3).join('.')

/** Why a machine is not started; the texts are in facts: node-api.md section 2.4, zmachine. */
function machineFault(job: Job, data: ZMachineLight, publicIp: string): string | null {
  const { node, host } = job
  const { cpu } = data.compute_capacity
  if (cpu > node.total.cru) return `invalid cpu must be between 1 and ${node.total.cru}`
  for (const mount of data.mounts) {
    const disk = current(job, mount.name)
    if (!disk) return `failed to get mount '${mount.name}' workload: workload does not exist`
    if (disk.result.state !== 'ok') return `invalid disk '${mount.name}' state`
  }
  for (const nic of data.network.interfaces) {
    const network = networkOf(job, nic.network)
    const workload = network && workloadOf(network.asked)
    if (!workload || network.result.state === 'error' || 'fault' in workload) {
      // facts do not have this text; it is put together in the node's manner
      return `could not get network resource subnet: network '${nic.network}' does not exist`
    }
    const subnet = 'subnet' in workload.data ? workload.data.subnet : ''
    if (subnetOf(subnet) !== subnetOf(nic.ip)) {
      return `IP ${nic.ip} is not part of local nr subnet ${subnet}`
    }
    if (nic.ip.endsWith('.1')) return `ip ${nic.ip} is reserved`
  }
  if (publicIp !== '' && current(job, publicIp)?.result.state !== 'ok') {
    return 'public ip workload is not okay'
  }
  if (data.gpu.length > 0 && rentOf(host.db, node.nodeId)?.twinId !== job.row.twinId) {
    return 'usage of GPU is not allowed unless node is rented'
  }
  return null
}

function machine(
  job: Job,
  name: string,
  data: ZMachineLight & { network: { public_ip?: string; planetary?: boolean } },
  full: boolean,
): object | string {
  const { public_ip = '', planetary = false } = data.network
  const fault = machineFault(job, data, public_ip)
  if (fault !== null) return fault
  const ip = data.network.interfaces[0]?.ip ?? ''
  const word = (part: string) =>
    (hash(job.host.db.seed, job.row.contractId, name, part) & 0xffff).toString(16)
  return {
    id: idOf(job, name),
    ip,
    ...(full && {
      planetary_ip: planetary ? `300:e9c4:9048:57cf:${word('a')}::${word('b')}` : '',
    }),
    mycelium_ip: data.network.mycelium
      ? `57d:a3b1:7c2e:9f10:ff0f:${word('c')}:${word('d')}:${word('e')}`
      : '',
    console_url: `${ip.replace(/\d+$/, '1')}:${20_000 + Number(ip.split('.').at(-1) ?? 0)}`,
  }
}

/** The name contract that a name is reserved by. */
const reserved = (job: Job, name: string): ContractRow | undefined =>
  [...job.host.db.contracts.values()].find(
    (one) => one.details.type === 'name' && one.details.name === name && isActive(one),
  )

function byName(job: Job, name: string): object | string {
  const domain = job.node.config?.domain ?? ''
  const fault =
    domain === ''
      ? "node doesn't support name proxy (doesn't have a domain)"
      : faultOf(job, reserved(job, name))
  return fault === null ? { fqdn: `${name}.${domain}` } : `failed to setup name proxy: ${fault}`
}

function faultOf({ row }: Job, contract: ContractRow | undefined): string | null {
  if (!contract) return 'a name contract with the given name must be reserved first'
  return contract.twinId === row.twinId ? null : 'twin id mismatch'
}

function byDomain(job: Job, fqdn: string): object | string {
  const domain = job.node.config?.domain ?? ''
  return domain !== '' && fqdn.endsWith(`.${domain}`)
    ? "failed to setup fqdn proxy: can't create a fqdn workload with a subdomain of the gateway's managed domain"
    : {}
}
