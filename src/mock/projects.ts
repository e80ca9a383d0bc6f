import { FARMER, TENANT } from './cast.ts'
import { DAY, GIB } from './castnode.ts'
import { disk, K3S, network, publicIp, SSH_KEY, vm, volume, zdb } from './drafts.ts'
import type { Db } from './schema.ts'
import { aboutOf, tell, type Draft, type Story } from './story.ts'

/** Some tools send this moment with every 0-db and gateway; no node keeps it (facts: grid-services.md section C.2). */
const CONSTANT_EXPIRATION = 1_626_394_539

type Telling = (db: Db, born: number) => Story

/** A machine with disk and public address, its network a deployment of its own. */
const shopnet: Telling = (db, born) =>
  tell(db, born, {
    contractId: 41_599,
    nodeId: 6110,
    name: 'shopnet',
    about: aboutOf('network', 'shopnet', 'fullvm/shop'),
  }).deploy(34 * DAY, [network('shopnet', '10.21.2.0/24', 12_831)])

const shop: Telling = (db, born) =>
  tell(db, born, {
    contractId: 41_600,
    nodeId: 6110,
    name: 'shop',
    metadata: '',
    publicIps: ['188.250.9.82/28'],
  }).deploy(34 * DAY - 30, [
    disk('shopdisk', 100),
    publicIp('shopvm_pubip'),
    vm('shopvm', {
      network: 'shopnet',
      ip: '10.21.2.2',
      cpu: 2,
      memory: 4,
      root: 25,
      mounts: { shopdisk: '/mnt/shopdisk' },
      publicIp: 'shopvm_pubip',
      planetary: true,
    }),
  ])

const k8sNode = (name: string, ip: string, storage: string, url: string): Draft =>
  vm(name, {
    network: 'k8snet',
    ip,
    cpu: 2,
    memory: 4,
    root: 2,
    mounts: { [storage]: '/mydisk' },
    flist: K3S,
    entrypoint: '/sbin/zinit init',
    env: {
      SSH_KEY,
      K3S_TOKEN: 'demo-cluster-token',
      K3S_DATA_DIR: '/mydisk',
      K3S_FLANNEL_IFACE: 'eth0',
      K3S_NODE_NAME: name,
      K3S_URL: url,
    },
  })
const K8S = aboutOf('kubernetes', 'k8s', 'kubernetes/k8s')
const MASTER = 'https://10.30.2.2:6443'

/** Node 2241 is hidden, so node 6110 is its way in (facts: grid-services.md section C.3). */
const k8s: Telling = (db, born) =>
  tell(db, born, {
    contractId: 41_610,
    nodeId: 2241,
    name: 'k8s',
    about: K8S,
    metadata: '',
  }).deploy(12 * DAY, [
    network('k8snet', '10.30.2.0/24', 5801, [
      {
        subnet: '10.30.3.0/24',
        key: 'k8snet 10.30.3.0/24',
        endpoint: '188.250.9.77:5802',
        allowed: ['10.30.3.0/24', '100.64.30.3/32'],
      },
    ]),
    disk('diskm', 100),
    disk('diskw1', 60),
    k8sNode('master', '10.30.2.2', 'diskm', ''),
    k8sNode('worker1', '10.30.2.3', 'diskw1', MASTER),
  ])

const k8sAway: Telling = (db, born) =>
  tell(db, born, {
    contractId: 41_611,
    nodeId: 6110,
    name: 'k8s',
    about: K8S,
    metadata: '',
  }).deploy(12 * DAY - 90, [
    network('k8snet', '10.30.3.0/24', 5802, [
      {
        subnet: '10.30.2.0/24',
        key: 'k8snet 10.30.2.0/24',
        endpoint: '',
        allowed: ['10.30.2.0/24', '100.64.30.2/32'],
      },
    ]),
    disk('diskw2', 60),
    k8sNode('worker2', '10.30.3.2', 'diskw2', MASTER),
  ])

/** Two have to sign, on both curves. */
const treasury: Telling = (db, born) =>
  tell(db, born, {
    contractId: 41_640,
    nodeId: 12,
    name: 'treasury',
    description: 'Needs both signatures.',
    signers: [
      [TENANT, 1],
      [FARMER, 1],
    ],
    weightRequired: 2,
  }).deploy(19 * DAY, [
    network('treasnet', '10.24.2.0/24', 7012),
    disk('vault', 40),
    vm('treasurer', {
      network: 'treasnet',
      ip: '10.24.2.2',
      cpu: 1,
      memory: 2,
      mounts: { vault: '/mnt/vault' },
    }),
  ])

const PHOTOS = 'photo-demo-password'
const shards = ['photos1', 'photos2', 'photos3']
const metas = ['photosm1', 'photosm2', 'photosm3', 'photosm4']

const photosDb: Telling = (db, born) =>
  tell(db, born, {
    contractId: 41_649,
    nodeId: 6110,
    name: 'photos_db',
    about: aboutOf('zdb', 'photos', 'qvm/photos'),
    metadata: '',
    expiration: CONSTANT_EXPIRATION,
  }).deploy(26 * DAY, [
    ...shards.map((name) => zdb(name, 100, 'seq', PHOTOS)),
    ...metas.map((name) => zdb(name, 20, 'user', PHOTOS)),
  ])

/** A file system over those, and a machine that mounts it; its wallet was empty for two days. */
const photos: Telling = (db, born) => {
  const [address = ''] = db.nodes.get(6110)?.addresses.ygg ?? []
  const backends = (names: readonly string[]) =>
    names.map((name) => ({
      address: `[${address}]:9900`,
      namespace: `${TENANT}-41649-${name}`,
      password: PHOTOS,
    }))
  const encryption = { algorithm: 'AES', key: 'c0ffee'.repeat(11).slice(0, 64) }
  return tell(db, born, {
    contractId: 41_650,
    nodeId: 6110,
    name: 'photos',
    about: aboutOf('qsfs', 'photos', 'qvm/photos'),
    metadata: '',
  })
    .deploy(26 * DAY - 60, [
      network('photonet', '10.25.2.0/24', 9650),
      {
        name: 'album',
        type: 'qsfs',
        metadata: JSON.stringify({ qsfs_zdbs_name: 'photos', qsfs_size: 100 }),
        data: {
          cache: GIB,
          config: {
            minimal_shards: 2,
            expected_shards: 3,
            redundant_groups: 0,
            redundant_nodes: 0,
            max_zdb_data_dir_size: 32,
            encryption,
            meta: {
              type: 'zdb',
              config: { prefix: 'photos', encryption, backends: backends(metas) },
            },
            groups: [{ backends: backends(shards) }],
            compression: { algorithm: 'snappy' },
          },
        },
      },
      vm('viewer', {
        network: 'photonet',
        ip: '10.25.2.2',
        cpu: 1,
        memory: 2,
        mounts: { album: '/photos' },
      }),
    ])
    .pause(20 * DAY)
    .resume(18 * DAY)
}

const docs: Telling = (db, born) =>
  tell(db, born, {
    contractId: 41_660,
    nodeId: 5120,
    name: 'docs',
    about: aboutOf('gateway', 'docs', ''),
    metadata: '',
    expiration: CONSTANT_EXPIRATION,
  }).deploy(50 * DAY, [
    {
      name: 'docsgw',
      type: 'gateway-fqdn-proxy',
      data: {
        fqdn: 'docs.example.org',
        tls_passthrough: true,
        backends: ['188.250.9.82:443'],
      },
    },
  ])

const metrics: Telling = (db, born) =>
  tell(db, born, { contractId: 41_670, nodeId: 12, name: 'metrics', metadata: '' }).deploy(
    8 * DAY,
    [
      network('metricsnet', '10.26.2.0/24', 6670),
      volume('series', 30),
      vm('collector', {
        network: 'metricsnet',
        ip: '10.26.2.2',
        cpu: 2,
        memory: 4,
        mounts: { series: '/var/lib/series' },
      }),
      {
        name: 'collectorlogs',
        type: 'zlogs',
        data: { zmachine: 'collector', output: 'redis://10.26.2.9:6379/logs' },
      },
    ],
  )

/** Storage alone: the tenant has no network on this node. */
const sensorhub: Telling = (db, born) =>
  tell(db, born, { contractId: 41_910, nodeId: 5121, name: 'sensorhub' }).deploy(15 * DAY, [
    disk('readings', 20),
    volume('exports', 5),
    zdb('samples', 30, 'seq', 'sensor-demo-password'),
  ])

/** Not yet done when the grid is made: the machine is there 45 s later. */
const warmup: Telling = (db, born) =>
  tell(db, born, { contractId: 41_700, nodeId: 2241, name: 'warmup' }).deploy(
    20,
    [
      network('warmnet', '10.28.2.0/24', 8700),
      disk('warmdisk', 20),
      vm('warmvm', {
        network: 'warmnet',
        ip: '10.28.2.2',
        cpu: 1,
        memory: 2,
        mounts: { warmdisk: '/mnt/warmdisk' },
      }),
    ],
    { took: { warmdisk: 4, warmnet: 6, warmvm: 55 } },
  )

/** What goes well. */
export const projects: readonly Telling[] = [
  shopnet,
  shop,
  k8s,
  k8sAway,
  treasury,
  photosDb,
  photos,
  docs,
  metrics,
  sensorhub,
  warmup,
]
