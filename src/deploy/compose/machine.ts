import type { MachineMount } from '#gridtypes/zmachine.ts'
import {
  contractData,
  partOf,
  workload,
  type Draft,
  type NewWorkload,
  type Owner,
  type Place,
} from './draft.ts'
import { microImages, vmImages, type Image } from './images.ts'
import { freshNetwork, networkWorkload, type NetPlace, type NetworkForm } from './network.ts'
import { freshName, myceliumSeed, type Random } from './random.ts'
import { freeAddress } from './subnets.ts'

const MIB = 1n << 20n
const GIB = 1n << 30n

/** A disk that a machine mounts. */
export interface DiskForm {
  name: string
  sizeGib: number
  mountpoint: string
}

/** A virtual machine on one node, with what it needs. */
export interface MachineForm {
  place: Place
  /** Of the machine's workload; the project is called so as well. */
  name: string
  flist: string
  entrypoint: string
  /** Its system lives on a disk of `diskGib` at `/`; else `diskGib` is the root disk, 0 for the least. */
  bootDisk: boolean
  cpu: number
  memoryMib: number
  diskGib: number
  /** Further disks. */
  disks: DiskForm[]
  /** The network it joins: one that is deployed with it, or one that the twin already has on this node. */
  network: { made: NetworkForm } | { there: string }
  /** Its address in the network. */
  ip: string
  publicIp4: boolean
  publicIp6: boolean
  planetary: boolean
  /** 12 hex digits; `''` for no address in Mycelium. */
  myceliumSeed: string
  sshKeys: string[]
  env: Record<string, string>
  /** Ids of cards as the node tells them; they need a rented node. */
  gpu: string[]
}

/** The smallest machine that works: the first image, a small size, Mycelium, a network of its own. */
export function freshMachine(
  template: 'vm' | 'micro-vm',
  place: NetPlace,
  random: Random,
): MachineForm {
  const made = freshNetwork([place], random)
  const { takenPorts: _taken, host: _host, ...where } = place
  return {
    place: where,
    name: freshName('vm', random),
    ...withImage(template === 'vm' ? vmImages[0] : microImages[0]),
    cpu: 1,
    memoryMib: 2048,
    diskGib: 25,
    disks: [],
    network: { made },
    ip: freeAddress(made.nodes[0]?.subnet ?? '', []) ?? '',
    publicIp4: false,
    publicIp6: false,
    planetary: false,
    myceliumSeed: myceliumSeed(random),
    sshKeys: [],
    env: {},
    gpu: [],
  }
}

/** What an image says of a machine. */
export const withImage = ({
  flist,
  entrypoint,
  bootDisk,
}: Image): Pick<MachineForm, 'flist' | 'entrypoint' | 'bootDisk'> => ({
  flist,
  entrypoint,
  bootDisk,
})

/** The name of the disk that a system boots from. */
const bootName = (machine: string) => `${machine}_boot`
/** As other tools call it (facts: grid-services.md C.7). */
const publicIpName = (machine: string) => `${machine}_pubip`

const sizeOf = (gib: number): bigint => BigInt(Math.max(0, Math.round(gib * 1024))) * MIB

/** What of a machine would not work although its node takes it; a sentence each. */
export function machineTroubles(form: MachineForm): string[] {
  const troubles: string[] = []
  const { light } = form.place
  if (light && (form.publicIp4 || form.publicIp6)) {
    troubles.push('A light node gives its machines no public addresses. Choose a full node.')
  }
  if (light && form.planetary) {
    troubles.push('A light node has no planetary network. Mycelium does the same.')
  }
  if (form.sshKeys.length === 0) {
    troubles.push('Without an SSH key nobody gets into the machine.')
  }
  const reached = form.publicIp4 || form.publicIp6 || form.planetary || form.myceliumSeed !== ''
  const devices = 'made' in form.network && form.network.made.users.length > 0
  if (!reached && !devices) {
    troubles.push('Nothing outside the private network reaches the machine. Add Mycelium.')
  }
  if (form.myceliumSeed !== '' && 'made' in form.network) {
    const [node] = form.network.made.nodes
    if (node?.myceliumKey === '') {
      troubles.push('An address in Mycelium needs Mycelium in the network too.')
    }
  }
  return troubles
}

/** Every workload of a machine, in the order a node installs them. */
function workloadsOf(form: MachineForm): NewWorkload[] {
  const { network, place, name } = form
  const boot: DiskForm[] = form.bootDisk
    ? [{ name: bootName(name), sizeGib: form.diskGib, mountpoint: '/' }]
    : []
  const disks = [...boot, ...form.disks]
  const networkName = 'made' in network ? network.made.name : network.there
  const share = 'made' in network ? network.made.nodes[0] : undefined
  const wantsIp = !place.light && (form.publicIp4 || form.publicIp6)
  const mounts: MachineMount[] = disks.map((disk) => ({
    name: disk.name,
    mountpoint: disk.mountpoint,
  }))
  const ssh = form.sshKeys.map((key) => key.trim()).filter((key) => key !== '')
  const machine = {
    flist: form.flist,
    size: form.bootDisk ? 2n * GIB : sizeOf(form.diskGib),
    compute_capacity: { cpu: form.cpu, memory: BigInt(form.memoryMib) * MIB },
    mounts,
    entrypoint: form.entrypoint,
    env: { ...form.env, ...(ssh.length > 0 && { SSH_KEY: ssh.join('\n') }) },
    corex: false,
    gpu: form.gpu,
  }
  const nic = {
    interfaces: [{ network: networkName, ip: form.ip }],
    mycelium:
      form.myceliumSeed === '' ? null : { network: networkName, hex_seed: form.myceliumSeed },
  }
  return [
    ...('made' in network && share ? [networkWorkload(network.made, share)] : []),
    ...disks.map((disk) => workload('zmount', disk.name, { size: sizeOf(disk.sizeGib) })),
    ...(wantsIp
      ? [workload('ip', publicIpName(name), { v4: form.publicIp4, v6: form.publicIp6 })]
      : []),
    place.light
      ? workload('zmachine-light', name, { ...machine, network: nic })
      : workload('zmachine', name, {
          ...machine,
          network: {
            public_ip: wantsIp ? publicIpName(name) : '',
            planetary: form.planetary,
            ...nic,
          },
        }),
  ]
}

/**
 * A machine as a draft. A network that is made with it is in the same deployment, so that one contract and one
 * signature do; it ends with the machine. One that spans further nodes has a part for each of them.
 */
export function composeMachine(
  template: 'vm' | 'micro-vm',
  form: MachineForm,
  owner: Owner,
): Draft {
  const { place, name, network } = form
  const project = `${template === 'vm' ? 'fullvm' : 'vm'}/${name}`
  const data = contractData({ type: 'vm', name, project, light: place.light })
  const part = partOf(place, owner, data, workloadsOf(form))
  if (!('made' in network)) return { template, title: name, parts: [part] }
  const { made } = network
  const rest = made.nodes.slice(1).map((node) => {
    const type = node.light ? 'network-light' : 'network'
    const said = contractData({ type, name: made.name, project, light: node.light })
    return partOf(node, owner, said, [networkWorkload(made, node)])
  })
  return { template, title: name, parts: [part, ...rest] }
}
