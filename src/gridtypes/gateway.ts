import { bool, list, named, nullable, string, struct } from './decode.ts'
import type { Kind } from './kind.ts'

// facts: node-api.md sections 2.4 and 3; zosbase@063d895 pkg/gridtypes/zos/{gw_name,gw_fqdn}.go

/** Where a gateway sends what comes; `network` is null when the backend is not in a private one. */
export interface GatewayBase {
  tls_passthrough: boolean
  backends: string[]
  network: string | null
}

/** A name below the gateway's own domain. */
export interface GatewayNameProxy extends GatewayBase {
  name: string
}

/** A domain of one's own. */
export interface GatewayFqdnProxy extends GatewayBase {
  fqdn: string
}

const base = {
  tls_passthrough: bool,
  backends: list(named('zos.Backend')),
  network: nullable(string),
}

const baseChallenge = (data: GatewayBase): string =>
  `${data.tls_passthrough}${data.backends.join('')}${data.network ?? ''}`

export const gatewayNameProxy: Kind<GatewayNameProxy> = {
  go: 'GatewayNameProxy',
  decode: struct<GatewayNameProxy>('GatewayNameProxy', { ...base, name: string }),
  challenge: (data) => data.name + baseChallenge(data),
}

export const gatewayFqdnProxy: Kind<GatewayFqdnProxy> = {
  go: 'GatewayFQDNProxy',
  decode: struct<GatewayFqdnProxy>('GatewayFQDNProxy', { ...base, fqdn: string }),
  challenge: (data) => data.fqdn + baseChallenge(data),
}
