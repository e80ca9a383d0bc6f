import { md5 } from '@noble/hashes/legacy.js'
import * as z from 'zod/mini'
import { toHex, utf8 } from '#lib/bytes.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { list } from '#lib/reader.ts'
import { contractData, partOf, workload, type Draft, type Owner, type Place } from './draft.ts'
import { freshName, type Random } from './random.ts'

const MIB = 1n << 20n
const sizeOf = (gib: number): bigint => BigInt(Math.max(0, Math.round(gib * 1024))) * MIB

/** A namespace of a 0-db, on HDD. */
export interface ZdbForm {
  place: Place
  name: string
  sizeGib: number
  mode: 'seq' | 'user'
  /** Read by the node and its owner. */
  password: string
  public: boolean
}

/** 16 bytes as hex: a password that nobody has to type. */
export const freshPassword = (random: Random): string => toHex(random(16))

export const freshZdb = (place: Place, random: Random): ZdbForm => ({
  place,
  name: freshName('zdb', random),
  sizeGib: 10,
  mode: 'seq',
  password: freshPassword(random),
  public: false,
})

const zdbOf = (form: Omit<ZdbForm, 'place'>) =>
  workload('zdb', form.name, {
    size: sizeOf(form.sizeGib),
    mode: form.mode,
    password: form.password,
    public: form.public,
  })

export function composeZdb(form: ZdbForm, owner: Owner): Draft {
  const { place, name } = form
  const data = contractData({ type: 'zdb', name, project: `zdb/${name}`, light: place.light })
  return { template: 'zdb', title: name, parts: [partOf(place, owner, data, [zdbOf(form)])] }
}

/** A disk alone: a block device (`zmount`) or a shared directory (`volume`), for a machine to come. */
export interface DiskAloneForm {
  place: Place
  name: string
  type: 'zmount' | 'volume'
  sizeGib: number
}

export const freshDisk = (place: Place, random: Random): DiskAloneForm => ({
  place,
  name: freshName('disk', random),
  type: 'volume',
  sizeGib: 10,
})

export function composeDisk({ place, name, type, sizeGib }: DiskAloneForm, owner: Owner): Draft {
  const data = contractData({ type: 'disk', name, project: '', light: place.light })
  const disk = workload(type, name, { size: sizeOf(sizeGib) })
  return { template: 'disk', title: name, parts: [partOf(place, owner, data, [disk])] }
}

/** Namespaces for metadata, besides those for data (facts: grid-services.md C.2). */
const META = 4
/** A quantum-safe file system stands on 0-dbs of other deployments, which must be there first. */
export interface QsfsForm {
  place: Place
  name: string
  /** At least 3. */
  count: number
  /** Of each namespace. */
  sizeGib: number
  password: string
  /** Where the namespaces go, round robin. */
  stores: Place[]
  cacheMib: number
  /** Of it the key is made: who knows it reads the files. */
  passphrase: string
  prefix: string
}

export const freshQsfs = (place: Place, stores: readonly Place[], random: Random): QsfsForm => ({
  place,
  name: freshName('qsfs', random),
  count: 3,
  sizeGib: 5,
  password: freshPassword(random),
  stores: [...stores],
  cacheMib: 1024,
  passphrase: freshPassword(random),
  prefix: freshName('hello', random),
})

/** The 0-dbs of a file system: `count` for data (`seq`) and 4 for metadata (`user`), one part for each node. */
export function composeQsfsStores(form: QsfsForm, owner: Owner): Draft {
  const all = Array.from({ length: form.count + META }, (_, i) => ({
    name: `${form.name}_zdb${i + 1}`,
    mode: i < form.count ? ('seq' as const) : ('user' as const),
    sizeGib: form.sizeGib,
    password: form.password,
    public: true,
  }))
  const parts = form.stores.flatMap((place, at) => {
    const own = all.filter((_, i) => i % form.stores.length === at)
    if (own.length === 0) return []
    const name = `${form.name}_zdbs`
    const data = contractData({
      type: 'zdb',
      name,
      project: `qsfs/${form.name}`,
      light: place.light,
    })
    return [partOf(place, owner, data, own.map(zdbOf))]
  })
  return { template: 'zdb', title: `${form.name} stores`, parts }
}

/** A namespace that is there: what its result says. */
export interface Store {
  name: string
  mode: string
  /** Bare addresses, as the result lists them. */
  ips: readonly string[]
  port: number
  namespace: string
  password: string
}

const zdbResult = z.looseObject({ Namespace: z.string(), IPs: list(z.string()), Port: z.int() })

/** What the result of a 0-db says of itself; undefined where it is not there (facts: node-api.md 2.4, capitals). */
export function storeOf(resultData: string): Pick<Store, 'ips' | 'port' | 'namespace'> | undefined {
  try {
    const read = zdbResult.safeParse(parseJson(resultData))
    if (!read.success || read.data.Namespace === '') return undefined
    const { Namespace: namespace, IPs: ips, Port: port } = read.data
    return { namespace, ips, port }
  } catch {
    return undefined
  }
}

/** What of a file system would not work although its node takes it. */
export function qsfsTroubles(form: QsfsForm): string[] {
  const troubles: string[] = []
  if (form.count < 3) troubles.push('A file system needs at least 3 stores for its data.')
  if (form.stores.length === 0) troubles.push('Choose at least one node for the stores.')
  if (form.cacheMib < 250) troubles.push('The cache needs at least 250 MiB.')
  return troubles
}

/** The key of a passphrase, as other tools make it: the 32 digits of its MD5, as hex. */
export const qsfsKey = (passphrase: string): string => toHex(utf8(toHex(md5(utf8(passphrase)))))

/** The file system itself, once its stores are there. */
export function composeQsfs(form: QsfsForm, stores: readonly Store[], owner: Owner): Draft {
  const backend = ({ ips, port, namespace, password }: Store) => ({
    // the second address is the one that other nodes reach (facts: grid-services.md C.2)
    address: `[${ips[1] ?? ips[0] ?? ''}]:${port}`,
    namespace,
    password,
  })
  const of = (mode: string) => stores.filter((store) => store.mode === mode).map(backend)
  const data = of('seq')
  const encryption = { algorithm: 'AES', key: qsfsKey(form.passphrase) }
  const metadata = stringifyJson({ qsfs_zdbs_name: form.name, qsfs_size: form.sizeGib })
  const system = workload(
    'qsfs',
    form.name,
    {
      cache: BigInt(form.cacheMib) * MIB,
      config: {
        minimal_shards: Math.ceil((3 * data.length) / 5),
        expected_shards: data.length,
        redundant_groups: 0,
        redundant_nodes: 0,
        max_zdb_data_dir_size: 32,
        encryption,
        meta: { type: 'zdb', config: { prefix: form.prefix, encryption, backends: of('user') } },
        groups: [{ backends: data }],
        compression: { algorithm: 'snappy' },
      },
    },
    metadata,
  )
  const said = contractData({
    type: 'qsfs',
    name: form.name,
    project: `qsfs/${form.name}`,
    light: form.place.light,
  })
  return { template: 'qsfs', title: form.name, parts: [partOf(form.place, owner, said, [system])] }
}
