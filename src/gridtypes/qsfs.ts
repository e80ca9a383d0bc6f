import { hex, list, named, string, struct, uint32, unit } from './decode.ts'
import type { Kind } from './kind.ts'
import { writeHex } from './write.ts'

// facts: node-api.md sections 2.4 and 3; zosbase@063d895 pkg/gridtypes/zos/qsfs.go

/** `key` as lower-case hex. */
export interface QsfsEncryption {
  algorithm: string
  key: string
}

export interface QsfsBackend {
  address: string
  namespace: string
  password: string
}

/** `max_zdb_data_dir_size` in MiB. */
export interface QsfsConfig {
  minimal_shards: number
  expected_shards: number
  redundant_groups: number
  redundant_nodes: number
  max_zdb_data_dir_size: number
  encryption: QsfsEncryption
  meta: {
    type: string
    config: { prefix: string; encryption: QsfsEncryption; backends: QsfsBackend[] }
  }
  groups: { backends: QsfsBackend[] }[]
  compression: { algorithm: string }
}

/** A quantum-safe file system; `cache` in bytes. */
export interface Qsfs {
  cache: bigint
  config: QsfsConfig
}

const encryption = struct<QsfsEncryption>('Encryption', {
  algorithm: named('zos.EncryptionAlgorithm'),
  key: hex,
})
const backends = list(
  struct<QsfsBackend>('ZdbBackend', { address: string, namespace: string, password: string }),
)

const encryptionChallenge = ({ algorithm, key }: QsfsEncryption): string =>
  algorithm + writeHex(key)
const backendsChallenge = (all: readonly QsfsBackend[]): string =>
  all.map(({ address, namespace, password }) => address + namespace + password).join('')

export const qsfs: Kind<Qsfs> = {
  go: 'QuantumSafeFS',
  decode: struct<Qsfs>('QuantumSafeFS', {
    cache: unit,
    config: struct<QsfsConfig>('QuantumSafeFSConfig', {
      minimal_shards: uint32,
      expected_shards: uint32,
      redundant_groups: uint32,
      redundant_nodes: uint32,
      max_zdb_data_dir_size: uint32,
      encryption,
      meta: struct<QsfsConfig['meta']>('QuantumSafeMeta', {
        type: string,
        config: struct<QsfsConfig['meta']['config']>('QuantumSafeConfig', {
          prefix: string,
          encryption,
          backends,
        }),
      }),
      groups: list(struct<QsfsConfig['groups'][number]>('ZdbGroup', { backends })),
      compression: struct<QsfsConfig['compression']>('QuantumCompression', { algorithm: string }),
    }),
  }),
  challenge: ({ cache, config }) =>
    `${cache}${config.minimal_shards}${config.expected_shards}` +
    `${config.redundant_groups}${config.redundant_nodes}${config.max_zdb_data_dir_size}` +
    encryptionChallenge(config.encryption) +
    config.meta.type +
    config.meta.config.prefix +
    encryptionChallenge(config.meta.config.encryption) +
    backendsChallenge(config.meta.config.backends) +
    config.groups.map((group) => backendsChallenge(group.backends)).join('') +
    config.compression.algorithm,
}
