import { gatewayFqdnProxy, gatewayNameProxy } from './gateway.ts'
import type { GatewayFqdnProxy, GatewayNameProxy } from './gateway.ts'
import { ipv4, publicIp, type Ipv4, type PublicIp } from './publicip.ts'
import type { Kind } from './kind.ts'
import { network, networkLight, type Network, type NetworkLight } from './network.ts'
import { qsfs, type Qsfs } from './qsfs.ts'
import { volume, zdb, zmount, type Volume, type Zdb, type ZMount } from './storage.ts'
import { zlogs, type Zlogs } from './zlogs.ts'
import { zmachine, zmachineLight, type ZMachine, type ZMachineLight } from './zmachine.ts'

/** The data of each type the node has registered (facts: node-api.md section 2.3). */
export interface WorkloadData {
  zmount: ZMount
  volume: Volume
  zdb: Zdb
  network: Network
  'network-light': NetworkLight
  zmachine: ZMachine
  'zmachine-light': ZMachineLight
  ip: PublicIp
  ipv4: Ipv4
  'gateway-name-proxy': GatewayNameProxy
  'gateway-fqdn-proxy': GatewayFqdnProxy
  qsfs: Qsfs
  zlogs: Zlogs
}

export type WorkloadType = keyof WorkloadData

export const kinds: { readonly [T in WorkloadType]: Kind<WorkloadData[T]> } = {
  zmount,
  volume,
  zdb,
  network,
  'network-light': networkLight,
  zmachine,
  'zmachine-light': zmachineLight,
  ip: publicIp,
  ipv4,
  'gateway-name-proxy': gatewayNameProxy,
  'gateway-fqdn-proxy': gatewayFqdnProxy,
  qsfs,
  zlogs,
}

/** Whether the node knows the type; case matters. */
export const isWorkloadType = (type: string): type is WorkloadType => Object.hasOwn(kinds, type)
