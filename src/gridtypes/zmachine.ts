import { bool, hex, ip, list, nullable, string, struct, texts, uint8, unit } from './decode.ts'
import type { Kind } from './kind.ts'
import { writeHex, writeIp, writeMap } from './write.ts'

// facts: node-api.md sections 2.4 and 3; zosbase@063d895 pkg/gridtypes/zos/{zmachine,zmachine_light}.go

/** A machine's place in a private network; `ip` is `""` when there is none. */
export interface MachineInterface {
  network: string
  ip: string
}

/** `hex_seed` is 6 bytes as lower-case hex. The Go struct writes the network's key as `Network`; both are read. */
export interface MyceliumIp {
  network: string
  hex_seed: string
}

export interface MachineNetworkLight {
  mycelium: MyceliumIp | null
  interfaces: MachineInterface[]
}

/** `public_ip` names a workload, `""` for none. */
export interface MachineNetwork extends MachineNetworkLight {
  public_ip: string
  planetary: boolean
}

/** `memory` in bytes. */
export interface MachineCapacity {
  cpu: number
  memory: bigint
}

export interface MachineMount {
  name: string
  mountpoint: string
}

/** A virtual machine of a light node; `size` is that of the root disk in bytes, 0 for the least. */
export interface ZMachineLight {
  flist: string
  network: MachineNetworkLight
  size: bigint
  compute_capacity: MachineCapacity
  mounts: MachineMount[]
  entrypoint: string
  env: Record<string, string>
  corex: boolean
  gpu: string[]
}

/** A virtual machine; `size` is that of the root disk in bytes, 0 for the least. */
export interface ZMachine extends ZMachineLight {
  network: MachineNetwork
}

const interfaces = list(struct<MachineInterface>('MachineInterface', { network: string, ip }))
const mycelium = nullable(struct<MyceliumIp>('MyceliumIP', { network: string, hex_seed: hex }))

const common = {
  flist: string,
  size: unit,
  compute_capacity: struct<MachineCapacity>('MachineCapacity', { cpu: uint8, memory: unit }),
  mounts: list(struct<MachineMount>('MachineMount', { name: string, mountpoint: string })),
  entrypoint: string,
  env: texts,
  corex: bool,
  gpu: list(string),
}

const networkChallenge = (data: MachineNetworkLight): string =>
  data.interfaces.map(({ network, ip }) => network + writeIp(ip)).join('') +
  (data.mycelium ? data.mycelium.network + writeHex(data.mycelium.hex_seed) : '')

// corex is not in it; gpu comes after env, once (zosbase@063d895 pkg/gridtypes/zos/zmachine.go:238)
const machineChallenge = (data: ZMachineLight, network: string): string =>
  data.flist +
  network +
  data.size +
  data.compute_capacity.cpu +
  data.compute_capacity.memory +
  data.mounts.map(({ name, mountpoint }) => name + mountpoint).join('') +
  data.entrypoint +
  writeMap(data.env) +
  data.gpu.join('')

/** GPUs are in the hash since 2023-06, Mycelium since 2024-01 (facts: node-api.md section 3, version differences). */
export const zmachine: Kind<ZMachine> = {
  go: 'ZMachine',
  decode: struct<ZMachine>('ZMachine', {
    ...common,
    network: struct<MachineNetwork>('MachineNetwork', {
      public_ip: string,
      planetary: bool,
      mycelium,
      interfaces,
    }),
  }),
  challenge: (data) =>
    machineChallenge(
      data,
      `${data.network.public_ip}${data.network.planetary}${networkChallenge(data.network)}`,
    ),
}

export const zmachineLight: Kind<ZMachineLight> = {
  go: 'ZMachineLight',
  decode: struct<ZMachineLight>('ZMachineLight', {
    ...common,
    network: struct<MachineNetworkLight>('MachineNetworkLight', { mycelium, interfaces }),
  }),
  challenge: (data) => machineChallenge(data, networkChallenge(data.network)),
}
