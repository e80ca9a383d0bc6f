import { minRootSize } from '#gridtypes/capacity.ts'
import type { Workload } from '#gridtypes/deployment.ts'
import { readResult } from '#node/results.ts'
import { Copy } from '#ui/Copy.tsx'
import { middle } from '#ui/middle.ts'
import type { Property } from '#ui/Properties.tsx'
import { Bytes, Quantity } from '#ui/Quantity.tsx'
import { Absent, Faint, Mono } from '#ui/text.tsx'
import { Beside, Facts, Group, Other, Outside, SecretOrNone, Whole } from './pieces.tsx'
import { bareIp, imageOf, type Reach, sshLine } from './reach.ts'
import { find, type Scene } from './scene.ts'

export type Machine = Workload<'zmachine' | 'zmachine-light'>

/** A machine: what it runs on what, what is mounted where, and how it is reached. */
export function MachineFacts({ workload, scene }: { workload: Machine; scene: Scene }) {
  const { name, data } = workload
  const env = Object.entries(data.env).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return (
    <Facts>
      <div>
        <Group title="Machine" rows={machineRows(workload)} />
        <Group
          title="Environment"
          rows={env.map(([key, value]) => ({
            key,
            label: key,
            mono: true,
            value: <SecretOrNone value={value} what={`${key} of ${name}`} />,
          }))}
        />
      </div>
      <div>
        <Group title="How it is reached" rows={reachRows(workload, scene)} />
        <Group
          title="Disks"
          rows={data.mounts.map((mount, i) => ({
            key: `${i}`,
            label: <Other name={mount.name} scene={scene} elsewhere="not in this deployment" />,
            note: <DiskSize name={mount.name} scene={scene} />,
            value: <Mono>{mount.mountpoint}</Mono>,
          }))}
        />
      </div>
    </Facts>
  )
}

function DiskSize({ name, scene }: { name: string; scene: Scene }) {
  const disk = find(scene, name, 'zmount', 'volume')
  const shared = find(scene, name, 'qsfs')
  return disk ? <Bytes value={disk.data.size} /> : shared ? <Faint>qsfs</Faint> : null
}

function machineRows({ data }: Machine): Property[] {
  const { name, from, href } = imageOf(data.flist)
  const least = minRootSize(data)
  return [
    {
      label: 'Image',
      ...(from === '' ? {} : { note: from }),
      value: (
        <Beside title={data.flist}>
          {href === undefined ? <Mono>{name}</Mono> : <Outside href={href}>{name}</Outside>}
          {data.flist !== '' && <Copy text={data.flist} what="image address" />}
        </Beside>
      ),
    },
    {
      label: 'CPU',
      value: (
        <Quantity
          value={String(data.compute_capacity.cpu)}
          unit={data.compute_capacity.cpu === 1 ? 'thread' : 'threads'}
        />
      ),
    },
    { label: 'Memory', value: <Bytes value={data.compute_capacity.memory} /> },
    {
      label: 'Root disk',
      value: <Bytes value={data.size === 0n ? least : data.size} />,
      ...(data.size === 0n ? { note: 'no size asked for, so the smallest' } : {}),
    },
    ...data.gpu.map((id, i) => ({
      key: `gpu ${i}`,
      label: 'GPU',
      value: <Whole value={id} what="GPU id" />,
    })),
    {
      label: 'Entrypoint',
      value:
        data.entrypoint === '' ? <Faint>the image's own</Faint> : <Mono>{data.entrypoint}</Mono>,
    },
    ...(data.corex ? [{ label: 'CoreX', value: 'on' }] : []),
  ]
}

function reachRows({ name, type, data, result }: Machine, scene: Scene): Property[] {
  const { network } = data
  const told = readResult(type, result.data)
  const publicIp = 'public_ip' in network ? network.public_ip : ''
  const given = find(scene, publicIp, 'ip', 'ipv4')
  const outer = given && readResult(given.type, given.result.data)
  const ways: Reach[] = [
    { label: 'Public IPv4', text: outer?.ip ?? '' },
    { label: 'Public IPv6', text: outer?.ip6 ?? '' },
    { label: 'Mycelium', text: told?.mycelium_ip ?? '' },
    { label: 'Planetary', text: told?.planetary_ip ?? '' },
  ].filter(({ text }) => text !== '')
  const inner = network.interfaces.map(({ ip }) => ({ label: 'Private IP', text: ip }))
  const ssh = sshLine([...ways, ...inner])
  const settled = result.state === 'ok' || result.state === 'paused'
  const wanted = [
    publicIp !== '' && !outer?.ip && !outer?.ip6 && 'Public IP',
    network.mycelium !== null && !told?.mycelium_ip && 'Mycelium',
    'planetary' in network && network.planetary && !told?.planetary_ip && 'Planetary',
  ].filter((label) => settled && label !== false)
  return [
    ...network.interfaces.flatMap((one, i) => [
      {
        key: `network ${i}`,
        label: 'Network',
        value: <Other name={one.network} scene={scene} elsewhere="in another deployment" />,
      },
      {
        key: `ip ${i}`,
        label: 'Private IP',
        value: <Whole value={one.ip} what="private IP" why="the node chooses" />,
      },
    ]),
    ...(publicIp === ''
      ? []
      : [
          {
            label: 'Public IP of',
            value: <Other name={publicIp} scene={scene} elsewhere="not in this deployment" />,
          },
        ]),
    ...ways.map(({ label, text }) => ({
      label,
      value: <Whole value={bareIp(text) ?? text} what={`${label} address`} />,
    })),
    ...wanted.map((label) => ({
      label,
      value: <Absent why="asked for, and none was given" />,
      note: 'asked for, none given',
    })),
    ...(network.mycelium
      ? [
          {
            label: 'Mycelium seed',
            value: (
              <SecretOrNone value={network.mycelium.hex_seed} what={`Mycelium seed of ${name}`} />
            ),
          },
        ]
      : []),
    ...(ssh !== undefined && result.state === 'ok'
      ? [
          {
            label: 'SSH',
            value: (
              <Beside title={ssh}>
                <Mono>{middle(ssh, 28, 4)}</Mono>
                <Copy text={ssh} what="SSH command" />
              </Beside>
            ),
            ...(ways.length === 0 ? { note: 'from inside the network' } : {}),
          },
        ]
      : []),
    ...(told && told.console_url !== ''
      ? [
          {
            label: 'Console',
            note: 'from inside the network',
            value: <Whole value={told.console_url} what="console address" />,
          },
        ]
      : []),
  ]
}
