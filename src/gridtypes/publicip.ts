import { bool, struct } from './decode.ts'
import type { Kind } from './kind.ts'

// facts: node-api.md sections 2.4 and 3; zosbase@063d895 pkg/gridtypes/zos/{public_ip,ipv4}.go

/** Public addresses of a machine. */
export interface PublicIp {
  v4: boolean
  v6: boolean
}

export const publicIp: Kind<PublicIp> = {
  go: 'PublicIP',
  decode: struct<PublicIp>('PublicIP', { v4: bool, v6: bool }),
  challenge: ({ v4, v6 }) => `${v4}${v6}`,
}

/** The deprecated form of a public IPv4, without a field. */
export type Ipv4 = Record<string, never>

export const ipv4: Kind<Ipv4> = {
  go: 'PublicIP4',
  decode: struct<Ipv4>('PublicIP4', {}),
  challenge: () => '',
}
