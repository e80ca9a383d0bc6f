import { contractData, partOf, workload, type Draft, type Owner, type Place } from './draft.ts'

/** A web address on a gateway that leads to something. */
export interface GatewayForm {
  place: Place
  kind: 'gateway-name' | 'gateway-fqdn'
  /** The name below the gateway's domain, or a domain of one's own. */
  domain: string
  /** `http://address:port`, or `address:port` where TLS passes through. */
  backend: string
  tlsPassthrough: boolean
  /** The private network that the backend's address is in; `''` for none. */
  network: string
}

export const freshGateway = (
  kind: GatewayForm['kind'],
  place: Place,
  domain: string,
  backend = '',
): GatewayForm => ({ place, kind, domain, backend, tlsPassthrough: false, network: '' })

/** A backend from an address and a port, as the node wants it. */
export function backendOf(ip: string, port: number, tlsPassthrough: boolean): string {
  const host = ip.includes(':') ? `[${ip}]` : ip
  return tlsPassthrough ? `${host}:${port}` : `http://${host}:${port}`
}

/** A name that workloads may have, from one that has dots and hyphens. */
export const workloadName = (text: string): string =>
  text.replaceAll(/[^a-zA-Z0-9_]/g, '_').slice(0, 36)

/** Why the chain would not take a name; null when it would (facts: tfchain.md section 5). */
export const gatewayNameFault = (name: string): string | null =>
  /^[a-z0-9_-]{3,64}$/.test(name) ? null : 'A name has 3 to 64 lower-case letters, digits, - and _.'

/** A gateway as a draft; that of a name needs a name contract, which the part says. */
export function composeGateway(form: GatewayForm, owner: Owner): Draft {
  const { place, kind, domain } = form
  const base = {
    tls_passthrough: form.tlsPassthrough,
    backends: form.backend === '' ? [] : [form.backend],
    network: form.network === '' ? null : form.network,
  }
  const name = workloadName(domain)
  const gateway =
    kind === 'gateway-name'
      ? workload('gateway-name-proxy', name, { ...base, name: domain })
      : workload('gateway-fqdn-proxy', name, { ...base, fqdn: domain })
  const data = contractData({ type: 'gateway', name: domain, project: domain, light: place.light })
  return { template: kind, title: domain, parts: [partOf(place, owner, data, [gateway])] }
}

/** Nothing yet: a deployment to be written as JSON. */
export const composeEmpty = (place: Place, owner: Owner): Draft => ({
  template: 'empty',
  title: 'Untitled',
  parts: [partOf(place, owner, '', [])],
})
