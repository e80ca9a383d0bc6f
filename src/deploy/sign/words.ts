import type {
  Deployment,
  Network,
  Qsfs,
  Workload,
  WorkloadType,
  ZMachineLight,
} from '#gridtypes/deployment.ts'
import { maskText } from '#gridtypes/secrets.ts'
import { POLKA_WALLET } from '#gridtypes/style.ts'
import { readText } from '#deploy/saga/text.ts'
import { bytes, group } from '#lib/units.ts'
import { plain } from './plain.ts'

/** One workload in words. */
export interface Described {
  name: string
  type: WorkloadType
  /** “Machine vm1”. */
  title: string
  /** What it is, how large, where it is reached; a sentence each. Secrets are told to be there, never shown. */
  lines: string[]
}

/** A deployment in words: all of it that is signed. */
export interface Readable {
  /** Whose it is, which version, who signs. */
  head: string[]
  workloads: Described[]
  /** What the signature does not stand for. */
  beside: string[]
}

/** What is to be signed, complete and in words. Throws DeployError `unreadable`. */
export function wordsOf(text: string): Readable {
  const { deployment } = readText(text)
  return {
    head: headOf(deployment),
    workloads: deployment.workloads.map((workload) => describe(workload, deployment)),
    beside: besideOf(deployment),
  }
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB']
/** A size, with every byte of it where the short form rounds. */
function size(n: bigint): string {
  const { value, unit } = bytes(n)
  const isExact = (n * 10n) % 1024n ** BigInt(UNITS.indexOf(unit)) === 0n
  return isExact ? `${value} ${unit}` : `${value} ${unit} (${group(n)} bytes)`
}
/** Somebody else's text: its secrets masked, nothing in it hidden or turned. */
const told = (text: string) => plain(maskText(text))
const listed = (items: readonly string[]) => items.map(told).join(', ')

function headOf(deployment: Deployment): string[] {
  const { twin_id, version, contract_id, metadata, description, expiration } = deployment
  const { requests, weight_required, signature_style } = deployment.signature_requirement
  const what = version === 0 ? 'A new deployment' : `Version ${version} of the deployment`
  const under = contract_id === 0n ? '' : ` under contract ${contract_id}`
  return [
    `${what} of twin ${twin_id}${under}.`,
    ...(metadata === '' ? [] : [`Metadata: ${told(metadata)}`]),
    ...(description === '' ? [] : [`Description: ${told(description)}`]),
    ...(expiration === 0n
      ? []
      : [`Expiration: ${expiration} s since 1970. Nodes no longer heed it.`]),
    ...requests.map(({ twin_id: twin, weight, required }) => {
      const must =
        required || twin === twin_id ? '' : ' (marked as not required; nodes want it all the same)'
      return `Twin ${twin} signs, with a weight of ${weight}${must}.`
    }),
    `The signatures must weigh ${weight_required}.`,
    signature_style === POLKA_WALLET
      ? 'It is signed as text, the way wallets in browsers sign.'
      : signature_style === ''
        ? 'It is signed as bytes, which only a key in a console can.'
        : `Its style of signing is “${told(signature_style)}”; nodes take it as bytes.`,
  ]
}

function besideOf({ workloads }: Deployment): string[] {
  const machines = workloads.filter((one) => 'corex' in one.data && one.data.corex)
  return [
    'The contract’s number is not part of what is signed; the node compares the contract’s hash with it.',
    ...machines.map(
      ({ name }) =>
        `${plain(name)} asks to be reached through CoreX. That is not part of what is signed.`,
    ),
  ]
}

function describe(workload: Workload, deployment: Deployment): Described {
  const name = plain(workload.name)
  const { metadata, description, type, version } = workload
  const { title, lines } = said(workload, deployment)
  return {
    name,
    type,
    title: `${title} ${name}`,
    lines: [
      ...lines,
      ...(metadata === '' ? [] : [`Metadata: ${told(metadata)}`]),
      ...(description === '' ? [] : [`Description: ${told(description)}`]),
      ...(version === 0 ? [] : [`Last changed in version ${version}.`]),
    ],
  }
}

interface Said {
  title: string
  lines: string[]
}

function said(workload: Workload, deployment: Deployment): Said {
  switch (workload.type) {
    case 'zmachine': {
      const { public_ip, planetary } = workload.data.network
      const reached = [
        ...(public_ip === '' ? [] : [publicWords(public_ip, deployment)]),
        ...(planetary ? ['It is reached over Planetary.'] : []),
      ]
      return { title: 'Machine', lines: machineLines(workload.data, reached) }
    }
    case 'zmachine-light':
      return { title: 'Machine', lines: machineLines(workload.data, []) }
    case 'zmount':
      return { title: 'Disk', lines: [`${size(workload.data.size)} on SSD.`] }
    case 'volume':
      return { title: 'Shared directory', lines: [`${size(workload.data.size)} on SSD.`] }
    case 'zdb': {
      const { data } = workload
      return {
        title: '0-db namespace',
        lines: [
          `${size(data.size)} on HDD, in mode ${told(data.mode)}.`,
          data.password === '' ? 'It has no password.' : 'It has a password, hidden here.',
          ...(data.public ? ['Whoever reaches it may read it without a password.'] : []),
        ],
      }
    }
    case 'network':
    case 'network-light':
      return { title: 'Private network', lines: networkLines(workload.data) }
    case 'ip':
      return { title: 'Public address', lines: [ipWords(workload.data)] }
    case 'ipv4':
      return { title: 'Public address', lines: ['A public IPv4 address of the farm.'] }
    case 'gateway-name-proxy': {
      const { data } = workload
      const at = `It opens ${listed(data.backends)} to everybody as ${told(data.name)}.<domain of the gateway>.`
      return { title: 'Gateway', lines: [at, ...gatewayLines(data)] }
    }
    case 'gateway-fqdn-proxy': {
      const { data } = workload
      const at = `It opens ${listed(data.backends)} to everybody as ${told(data.fqdn)}.`
      return { title: 'Gateway', lines: [at, ...gatewayLines(data)] }
    }
    case 'qsfs':
      return { title: 'Quantum-safe file system', lines: qsfsLines(workload.data) }
    case 'zlogs': {
      const { zmachine, output } = workload.data
      return {
        title: 'Logs',
        lines: [`All that ${told(zmachine)} writes is sent to ${told(output)}.`],
      }
    }
    default:
      return workload satisfies never
  }
}

function machineLines(data: ZMachineLight, reached: readonly string[]): string[] {
  const { compute_capacity, flist, entrypoint, env, gpu, mounts, network } = data
  const root =
    data.size === 0n ? 'a root disk of the least size' : `a root disk of ${size(data.size)}`
  const names = Object.keys(env)
  const { mycelium } = network
  return [
    `${compute_capacity.cpu} vCPU, ${size(compute_capacity.memory)} of memory and ${root}.`,
    `It runs the image ${told(flist)}${entrypoint === '' ? '' : `, starting ${told(entrypoint)}`}.`,
    ...mounts.map(({ name, mountpoint }) => `${told(name)} is mounted at ${told(mountpoint)}.`),
    ...network.interfaces.map(
      ({ network: net, ip }) =>
        `In the private network ${told(net)} it is ${ip === '' ? 'at an address the node chooses' : told(ip)}.`,
    ),
    ...reached,
    ...(mycelium
      ? [
          `It is reached over Mycelium by way of ${told(mycelium.network)}; its seed is hidden here.`,
        ]
      : []),
    ...(gpu.length > 0 ? [`It gets the GPU ${listed(gpu)} to itself.`] : []),
    ...(names.length > 0
      ? [`Its environment has ${listed(names)}; the values are hidden here.`]
      : []),
  ]
}

function publicWords(name: string, { workloads }: Deployment): string {
  const ip = workloads.find((one) => one.name === name)
  if (ip?.type === 'ipv4') return `The whole internet reaches it at a public IPv4, ${told(name)}.`
  if (ip?.type !== 'ip') return `It is to have the public address ${told(name)}, which is not here.`
  const { v4, v6 } = ip.data
  const what = [v4 ? 'a public IPv4' : '', v6 ? 'a public IPv6' : ''].filter(Boolean).join(' and ')
  return `The whole internet reaches it at ${what === '' ? 'no address' : what}, ${told(name)}.`
}

function ipWords({ v4, v6 }: { v4: boolean; v6: boolean }): string {
  if (v4) return `A public IPv4 address of the farm${v6 ? ', and a public IPv6' : ''}.`
  return v6 ? 'A public IPv6 address.' : 'No address at all.'
}

function networkLines(data: Network): string[] {
  const { subnet, ip_range, wireguard_listen_port, wireguard_private_key, peers, mycelium } = data
  return [
    ...(subnet === ''
      ? []
      : [`This node has ${told(subnet)}${ip_range === '' ? '' : ` of ${told(ip_range)}`}.`]),
    ...(wireguard_private_key === ''
      ? []
      : [`WireGuard listens on port ${wireguard_listen_port}; its private key is hidden here.`]),
    ...peers.map(({ subnet: net, wireguard_public_key, allowed_ips, endpoint }) => {
      const at = endpoint === '' ? 'which calls in by itself' : `at ${told(endpoint)}`
      const more = allowed_ips.filter((ip) => ip !== net)
      const also = more.length > 0 ? ` and for ${listed(more)}` : ''
      return `A peer for ${told(net)}${also}, ${at}, with the key ${told(wireguard_public_key)}.`
    }),
    ...(mycelium === null || mycelium.hex_key === ''
      ? []
      : [
          `It has Mycelium, its key hidden here${mycelium.peers.length > 0 ? `, with the peers ${listed(mycelium.peers)}` : ''}.`,
        ]),
  ]
}

function gatewayLines({
  tls_passthrough,
  network,
}: {
  tls_passthrough: boolean
  network: string | null
}): string[] {
  return [
    tls_passthrough
      ? 'What is encrypted is passed on as it comes.'
      : 'The gateway itself decrypts, so its node’s owner can read along.',
    ...(network === null ? [] : [`It reaches them in the private network ${told(network)}.`]),
  ]
}

function qsfsLines({ cache, config }: Qsfs): string[] {
  const stores = config.groups.flatMap(({ backends }) => backends)
  const hosts = (of: readonly { address: string; namespace: string }[]) =>
    of.map(({ address, namespace }) => `${told(namespace)} at ${told(address)}`).join(', ')
  const meta = config.meta.config
  return [
    `A cache of ${size(cache)}, and up to ${config.max_zdb_data_dir_size} MiB of data on the node itself.`,
    `Any ${config.minimal_shards} of ${config.expected_shards} parts bring a file back; ${config.redundant_groups} groups and ${config.redundant_nodes} stores of each may be lost.`,
    `Its data goes to ${hosts(stores) || 'no store'}; passwords are hidden here.`,
    `Its index goes to ${hosts(meta.backends) || 'no store'}, as ${told(config.meta.type)} under ${told(meta.prefix)}.`,
    `It is encrypted by ${told(config.encryption.algorithm)}, its index by ${told(meta.encryption.algorithm)}; the keys are hidden here. It is packed by ${told(config.compression.algorithm)}.`,
  ]
}
