import type { UnreadWorkload, Workload, ZMachineLight } from './deployment.ts'

/** What a workload takes from a node: threads, bytes of SSD, HDD and memory, public IPv4 addresses. */
export interface Capacity {
  cru: bigint
  sru: bigint
  hru: bigint
  mru: bigint
  ipv4u: bigint
}

const MIB = 1n << 20n
const GIB = 1n << 30n
const NOTHING: Capacity = { cru: 0n, sru: 0n, hru: 0n, mru: 0n, ipv4u: 0n }

/**
 * What the node books for this workload, or its error text when the type is unknown or the data
 * cannot be read. Booked from the request alone: an invalid workload has a capacity too
 * (facts: node-api.md section 2.4).
 */
export function capacityOf(workload: Workload | UnreadWorkload): Capacity | { error: string } {
  if ('fault' in workload) return { error: workload.fault.message }
  switch (workload.type) {
    case 'zmount':
    case 'volume':
      return { ...NOTHING, sru: workload.data.size }
    case 'zdb':
      return { ...NOTHING, hru: workload.data.size }
    case 'zmachine':
    case 'zmachine-light':
      return machineCapacity(workload.data)
    case 'ip':
      return { ...NOTHING, ipv4u: workload.data.v4 ? 1n : 0n }
    case 'ipv4':
      return { ...NOTHING, ipv4u: 1n }
    case 'qsfs':
      return { ...NOTHING, cru: 1n, mru: GIB, sru: workload.data.cache }
    case 'network':
    case 'network-light':
    case 'gateway-name-proxy':
    case 'gateway-fqdn-proxy':
    case 'zlogs':
      return NOTHING
  }
}

function machineCapacity(machine: ZMachineLight): Capacity {
  const { cpu, memory } = machine.compute_capacity
  const least = minRootSize(machine)
  const sru = machine.size > least ? machine.size : least
  return { ...NOTHING, cru: BigInt(cpu), mru: memory, sru }
}

/**
 * Bytes the root disk of a machine has at least: 500 MiB while cpu × memory is below 8 GiB, else
 * 2 GiB. The product wraps at 64 bits, as on the node.
 */
export function minRootSize(machine: ZMachineLight): bigint {
  const { cpu, memory } = machine.compute_capacity
  const units = BigInt.asUintN(64, BigInt(cpu) * memory) / (8n * GIB)
  return units === 0n ? 500n * MIB : 2n * GIB
}
