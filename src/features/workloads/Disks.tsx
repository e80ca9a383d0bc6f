import type { Workload } from '#gridtypes/deployment.ts'
import { readResult } from '#node/results.ts'
import { Properties, type Property } from '#ui/Properties.tsx'
import { Bytes, Quantity } from '#ui/Quantity.tsx'
import { Faint, Hidden, Mono } from '#ui/text.tsx'
import { Facts, Group, SecretOrNone, Whole } from './pieces.tsx'
import { endpointOf } from './reach.ts'

/** A disk of one machine, or a directory that several share. */
export function DiskFacts({ workload }: { workload: Workload<'zmount' | 'volume'> }) {
  const { result } = workload
  const id =
    workload.type === 'zmount'
      ? readResult('zmount', result.data)?.volume_id
      : readResult('volume', result.data)?.id
  return (
    <Properties
      label={workload.name}
      rows={[
        { label: 'Size', value: <Bytes value={workload.data.size} /> },
        {
          label: 'Id on the node',
          value: <Whole value={id ?? ''} what="disk id" why="not told" />,
        },
      ]}
    />
  )
}

const modes = new Map([
  ['user', 'keys are the writer’s'],
  ['seq', 'keys are counted'],
])

/** A namespace of a database. */
export function ZdbFacts({ workload }: { workload: Workload<'zdb'> }) {
  const { name, data, result } = workload
  const told = readResult('zdb', result.data)
  const mode = modes.get(data.mode)
  return (
    <Properties
      label={name}
      rows={[
        { label: 'Size', value: <Bytes value={data.size} /> },
        {
          label: 'Namespace',
          value: <Whole value={told?.Namespace ?? ''} what="namespace" why="not told" />,
        },
        {
          label: 'Mode',
          value: <Mono>{data.mode}</Mono>,
          ...(mode === undefined ? {} : { note: mode }),
        },
        {
          label: 'Public',
          value: data.public ? 'yes' : 'no',
        },
        {
          label: 'Password',
          value: <SecretOrNone value={data.password} what={`password of ${name}`} />,
        },
        ...(told?.IPs ?? []).map((ip, i) => ({
          key: `ip ${i}`,
          label: i === 0 ? 'Addresses' : <Hidden>Address</Hidden>,
          value: <Whole value={endpointOf(ip, told?.Port ?? 0) ?? ip} what="database address" />,
        })),
      ]}
    />
  )
}

/** A file system in shards over databases. */
export function QsfsFacts({ workload }: { workload: Workload<'qsfs'> }) {
  const { name, data, result } = workload
  const { config } = data
  const told = readResult('qsfs', result.data)
  const backends = (
    title: string,
    list: readonly { address: string; namespace: string; password: string }[],
  ) => (
    <Group
      title={title}
      rows={list.flatMap(({ address, namespace, password }, i): Property[] => [
        {
          key: `${i}`,
          label: <Mono>{namespace}</Mono>,
          value: <Whole value={address} what="backend address" />,
        },
        {
          key: `${i} password`,
          label: <Faint>password</Faint>,
          value: <SecretOrNone value={password} what={`password of ${namespace} in ${title}`} />,
        },
      ])}
    />
  )
  return (
    <Facts>
      <div>
        <Group
          title="File system"
          rows={[
            { label: 'Cache', value: <Bytes value={data.cache} /> },
            {
              label: 'Shards',
              value: (
                <Quantity
                  value={`${config.minimal_shards} of ${config.expected_shards}`}
                  unit="are enough"
                />
              ),
            },
            {
              label: 'Groups that may fail',
              value: <Quantity value={`${config.redundant_groups}`} />,
            },
            {
              label: 'Nodes per group that may',
              value: <Quantity value={`${config.redundant_nodes}`} />,
            },
            {
              label: 'Data directory',
              value: <Quantity value={`${config.max_zdb_data_dir_size}`} unit="MiB at most" />,
            },
            {
              label: 'Encryption',
              note: <Mono>{config.encryption.algorithm}</Mono>,
              value: (
                <SecretOrNone value={config.encryption.key} what={`encryption key of ${name}`} />
              ),
            },
            { label: 'Compression', value: <Mono>{config.compression.algorithm}</Mono> },
            { label: 'Path', value: told?.path && <Mono>{told.path}</Mono> },
            {
              label: 'Metrics',
              value: <Whole value={told?.metrics_endpoint ?? ''} what="metrics address" />,
            },
          ]}
        />
        <Group
          title="Metadata"
          rows={[
            { label: 'Kept in', value: <Mono>{config.meta.type}</Mono> },
            {
              label: 'Prefix',
              value: config.meta.config.prefix && <Mono>{config.meta.config.prefix}</Mono>,
            },
            {
              label: 'Encryption',
              note: <Mono>{config.meta.config.encryption.algorithm}</Mono>,
              value: (
                <SecretOrNone
                  value={config.meta.config.encryption.key}
                  what={`metadata key of ${name}`}
                />
              ),
            },
          ]}
        />
      </div>
      <div>
        {config.groups.map((group, i) => (
          <div key={i}>{backends(`Group ${i + 1}`, group.backends)}</div>
        ))}
        {backends('Metadata backends', config.meta.config.backends)}
      </div>
    </Facts>
  )
}
