import type { Workload } from '#gridtypes/deployment.ts'
import { maskText } from '#gridtypes/secrets.ts'
import { readResult } from '#node/results.ts'
import { Properties, type Property } from '#ui/Properties.tsx'
import { Secret } from '#ui/Secret.tsx'
import { Faint, Hidden, Mono } from '#ui/text.tsx'
import { Group, Other, Outside, SecretOrNone, Whole } from './pieces.tsx'
import { siteOf } from './reach.ts'
import type { Scene } from './scene.ts'

/** A private network's part on this node, and the parts elsewhere it knows. */
export function NetworkFacts({ workload }: { workload: Workload<'network' | 'network-light'> }) {
  const { name, type, data } = workload
  const port = data.wireguard_listen_port
  // a light node has no WireGuard: only what was asked for all the same is told
  const wireguard = type === 'network' || port !== 0 || data.wireguard_private_key !== ''
  return (
    <>
      <Properties
        label={name}
        rows={[
          { label: 'Subnet here', value: <Whole value={data.subnet} what="subnet" /> },
          ...(wireguard
            ? [
                { label: 'Whole range', value: <Whole value={data.ip_range} what="range" /> },
                {
                  label: 'WireGuard port',
                  value:
                    port === 0 ? (
                      <Faint>none</Faint>
                    ) : (
                      <Whole value={`${port}`} what="WireGuard port" />
                    ),
                },
                {
                  label: 'WireGuard key',
                  value: (
                    <SecretOrNone
                      value={data.wireguard_private_key}
                      what={`WireGuard key of ${name}`}
                    />
                  ),
                },
              ]
            : []),
          ...(data.mycelium
            ? [
                {
                  label: 'Mycelium key',
                  value: (
                    <SecretOrNone value={data.mycelium.hex_key} what={`Mycelium key of ${name}`} />
                  ),
                },
              ]
            : []),
        ]}
      />
      {data.peers.map((peer, i) => (
        <Group
          key={i}
          title={data.peers.length === 1 ? 'Peer' : `Peer ${i + 1}`}
          rows={[
            { label: 'Subnet', value: <Whole value={peer.subnet} what="peer subnet" /> },
            {
              label: 'Endpoint',
              value:
                peer.endpoint === '' ? (
                  <Faint>none: it calls here</Faint>
                ) : (
                  <Whole value={peer.endpoint} what="peer endpoint" />
                ),
            },
            { label: 'Allowed', value: <Mono>{peer.allowed_ips.join(', ')}</Mono> },
            {
              label: 'Public key',
              value: <Whole value={peer.wireguard_public_key} what="peer public key" />,
            },
          ]}
        />
      ))}
    </>
  )
}

/** Public addresses; `ipv4` is the older form, which has no choice. */
export function IpFacts({ workload }: { workload: Workload<'ip' | 'ipv4'> }) {
  const told = readResult(workload.type, workload.result.data)
  const wants = workload.type === 'ipv4' ? { v4: true, v6: false } : workload.data
  const row = (label: string, wanted: boolean, address: string | undefined): Property[] =>
    wanted || address
      ? [{ label, value: <Whole value={address ?? ''} what={label} why="none was given" /> }]
      : []
  return (
    <Properties
      label={workload.name}
      rows={[
        ...row('IPv4', wants.v4, told?.ip),
        ...row('IPv6', wants.v6, told?.ip6),
        ...row('Gateway', wants.v4, told?.gateway),
      ]}
    />
  )
}

type Gateway = Workload<'gateway-name-proxy' | 'gateway-fqdn-proxy'>

/** A site on a gateway and where it leads. */
export function GatewayFacts({ workload, scene }: { workload: Gateway; scene: Scene }) {
  const { data } = workload
  const host =
    workload.type === 'gateway-fqdn-proxy'
      ? workload.data.fqdn
      : (readResult('gateway-name-proxy', workload.result.data)?.fqdn ?? '')
  const site = siteOf(host)
  return (
    <Properties
      label={workload.name}
      rows={[
        ...(workload.type === 'gateway-name-proxy'
          ? [{ label: 'Name', value: <Mono>{workload.data.name}</Mono> }]
          : []),
        {
          label: 'Domain',
          value:
            site === undefined ? (
              <Whole value={host} what="domain" why="not told yet" />
            ) : (
              <Outside href={site}>{host}</Outside>
            ),
        },
        ...data.backends.map((backend, i) => ({
          key: `backend ${i}`,
          label:
            i > 0 ? <Hidden>Backend</Hidden> : data.backends.length > 1 ? 'Backends' : 'Backend',
          value: <Whole value={backend} what="backend" />,
        })),
        {
          label: 'TLS',
          value: data.tls_passthrough ? 'passed on to the backend' : 'ends at the gateway',
        },
        ...(data.network === null || data.network === ''
          ? []
          : [
              {
                label: 'Over network',
                value: (
                  <Other name={data.network} scene={scene} elsewhere="in another deployment" />
                ),
              },
            ]),
      ]}
    />
  )
}

/** Where a machine's logs are sent. */
export function ZlogsFacts({ workload, scene }: { workload: Workload<'zlogs'>; scene: Scene }) {
  const { name, data } = workload
  const masked = maskText(data.output)
  return (
    <Properties
      label={name}
      rows={[
        {
          label: 'Machine',
          value: <Other name={data.zmachine} scene={scene} elsewhere="not in this deployment" />,
        },
        {
          label: 'Sent to',
          value:
            masked === data.output ? (
              <Whole value={data.output} what="log address" />
            ) : (
              <Secret value={data.output} masked={masked} what={`log address of ${name}`} />
            ),
        },
      ]}
    />
  )
}
