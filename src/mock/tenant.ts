import { TENANT } from './cast.ts'
import { GIB, TIB } from './castnode.ts'
import { random } from './random.ts'
import type { ContractRow, DeploymentRow, WorkloadRow, WorkloadState } from './schema.ts'

/** One step of a story: seconds before the grid's making, version, workload, what became of it. */
type Step = [before: number, version: number, name: string, state: WorkloadState, message?: string]

interface Story {
  contractId: number
  nodeId: number
  name: string
  type: 'vm' | 'network'
  state?: ContractRow['state']
  publicIps?: number
  /** Workloads by name: type, data, and the result's data once it is ok. */
  workloads: Record<string, readonly [type: string, data: unknown, result?: unknown]>
  steps: readonly Step[]
}

const vm = (
  network: string,
  ip: string,
  cpu: number,
  memory: number,
  more: Record<string, unknown> = {},
) => ({
  flist: 'https://hub.grid.tf/tf-official-vms/ubuntu-24.04-full.flist',
  network: {
    public_ip: '',
    planetary: false,
    interfaces: [{ network, ip }],
    mycelium: { network, hex_seed: '000002000002' },
  },
  size: 0,
  compute_capacity: { cpu, memory },
  mounts: [],
  entrypoint: '',
  env: { SSH_KEY: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDemoDemoDemo demo@console' },
  corex: false,
  gpu: [],
  ...more,
})
const vmResult = (id: string, ip: string) => ({
  id,
  ip,
  planetary_ip: '',
  mycelium_ip: '57d:a3b1:7c2e:9f10:ff0f:2b91:4a11:5e02',
  console_url: `${ip.replace(/\d+$/, '1')}:20002`,
})
const network = (subnet: string, port: number) => ({
  subnet,
  ip_range: '10.20.0.0/16',
  wireguard_private_key: 'ZGVtbyBncmlkLCB3b3J0aCBub3RoaW5nIGF0IGFsbCE=',
  wireguard_listen_port: port,
  peers: [],
  mycelium: { hex_key: 'de'.repeat(32), peers: [] },
})

/** Seconds before 10:20:04, the moment of the pictures. */
const at = (h: number, m: number, s: number) => 10 * 3600 + 20 * 60 + 4 - (h * 3600 + m * 60 + s)
const all = ['webnet', 'data1', 'pubip', 'www', 'vm1']
const DAY = 86_400

const stories: readonly Story[] = [
  {
    contractId: 41_532,
    nodeId: 11,
    name: 'webfrontend',
    type: 'vm',
    publicIps: 1,
    workloads: {
      webnet: ['network', network('10.20.4.0/24', 13_231)],
      data1: ['zmount', { size: 50 * GIB }, { volume_id: `${TENANT}-41532-data1` }],
      pubip: [
        'ip',
        { v4: true, v6: false },
        { ip: '185.206.122.40/24', ip6: '', gateway: '185.206.122.1' },
      ],
      www: [
        'gateway-name-proxy',
        { name: 'webfrontend', backends: ['http://10.20.4.2:8080'], tls_passthrough: false },
        { fqdn: 'webfrontend.gent01.grid.example' },
      ],
      vm1: [
        'zmachine',
        vm('webnet', '10.20.4.2', 4, 8 * GIB, {
          mounts: [{ name: 'data1', mountpoint: '/mnt/data' }],
        }),
        vmResult(`${TENANT}-41532-vm1`, '10.20.4.2'),
      ],
      vm2: ['zmachine', vm('webnet', '10.20.4.5', 4, 8 * GIB)],
      vm3: ['zmachine', vm('webnet', '10.20.4.6', 4, 8 * GIB)],
    },
    steps: [
      ...all.map((name): Step => [at(9, 42, 12), 0, name, 'init']),
      [at(9, 42, 36), 0, 'data1', 'ok'],
      [at(9, 42, 41), 0, 'webnet', 'ok'],
      [at(9, 42, 54), 0, 'pubip', 'ok'],
      [at(9, 43, 24), 0, 'www', 'ok'],
      [at(9, 47, 6), 0, 'vm1', 'ok'],
      ...all.map((name): Step => [at(9, 51, 0), 0, name, 'paused', 'paused']),
      ...all.map((name): Step => [at(9, 54, 24), 0, name, 'ok']),
      [at(9, 58, 19), 1, 'data1', 'unchanged', 'disk is mounted, please delete the VM first'],
      [
        at(10, 3, 48),
        0,
        'vm1',
        'deleted',
        'workload decommissioned by system, reason: vm exited too many times',
      ],
      [at(10, 6, 5), 2, 'vm2', 'init'],
      [at(10, 7, 24), 2, 'vm2', 'error', 'failed to mount flist: image not found'],
      [at(10, 9, 12), 2, 'vm2', 'deleted', 'deleted by an update'],
      [at(10, 9, 13), 3, 'vm3', 'init'],
    ],
  },
  {
    contractId: 41_540,
    nodeId: 11,
    name: 'workers',
    type: 'vm',
    workloads: Object.fromEntries(
      [
        ['worker1', '10.20.4.2'],
        ['worker2', '10.20.4.3'],
        ['cache1', '10.20.4.7'],
      ].map(([name = '', ip = '']) => [
        name,
        [
          'zmachine',
          vm('webnet', ip, 2, 4 * GIB),
          vmResult(`${TENANT}-41540-${name}`, ip),
        ] as const,
      ]),
    ),
    steps: ['worker1', 'worker2', 'cache1'].flatMap((name, i): Step[] => [
      [9 * DAY, 0, name, 'init'],
      [9 * DAY - 38 - 9 * i, 0, name, 'ok'],
    ]),
  },
  {
    contractId: 41_702,
    nodeId: 3378,
    name: 'archive',
    type: 'vm',
    state: 'GracePeriod',
    workloads: {
      archnet: ['network', network('10.20.9.0/24', 9043)],
      store: [
        'zdb',
        { size: 2 * TIB, mode: 'seq', password: 'correct horse', public: false },
        { Namespace: `${TENANT}-41702-store`, IPs: ['300:e9c4:9048:57cf::2'], Port: 9900 },
      ],
      keeper: [
        'zmachine',
        vm('archnet', '10.20.9.2', 2, 2 * GIB),
        vmResult(`${TENANT}-41702-keeper`, '10.20.9.2'),
      ],
    },
    steps: [
      ...['archnet', 'store', 'keeper'].flatMap((name, i): Step[] => [
        [60 * DAY, 0, name, 'init'],
        [60 * DAY - 20 - 15 * i, 0, name, 'ok'],
      ]),
      ...['archnet', 'store', 'keeper'].map((name): Step => [
        4 * 3600,
        0,
        name,
        'paused',
        'paused',
      ]),
    ],
  },
  {
    contractId: 41_811,
    nodeId: 3377,
    name: 'render',
    type: 'vm',
    workloads: {
      rendernet: ['network', network('10.20.12.0/24', 21_110)],
      scene: ['zmachine', vm('rendernet', '10.20.12.2', 8, 64 * GIB)],
    },
    steps: [
      [2 * DAY, 0, 'rendernet', 'init'],
      [2 * DAY, 0, 'scene', 'init'],
      [2 * DAY - 6, 0, 'rendernet', 'ok'],
      [
        2 * DAY - 9,
        0,
        'scene',
        'error',
        'failed to satisfy required capacity: cannot fulfil required memory size 68719476736 bytes out of usable 2254857830 bytes',
      ],
    ],
  },
  {
    contractId: 41_903,
    nodeId: 5120,
    name: 'edgenotes',
    type: 'vm',
    workloads: {
      edgenet: [
        'network-light',
        { subnet: '10.20.2.0/24', mycelium: { hex_key: 'ad'.repeat(32), peers: [] } },
      ],
      notes: [
        'zmachine-light',
        vm('edgenet', '10.20.2.2', 2, 4 * GIB, { size: 25 * GIB }),
        vmResult(`${TENANT}-41903-notes`, '10.20.2.2'),
      ],
    },
    steps: [
      [21 * DAY, 0, 'edgenet', 'init'],
      [21 * DAY, 0, 'notes', 'init'],
      [21 * DAY - 3, 0, 'edgenet', 'ok'],
      [21 * DAY - 47, 0, 'notes', 'ok'],
    ],
  },
  {
    contractId: 41_950,
    nodeId: 1406,
    name: 'nilecache',
    type: 'vm',
    workloads: {
      nilenet: ['network', network('10.20.30.0/24', 4410)],
      cache: [
        'zmachine',
        vm('nilenet', '10.20.30.2', 1, 2 * GIB),
        vmResult(`${TENANT}-41950-cache`, '10.20.30.2'),
      ],
    },
    steps: [
      [40 * DAY, 0, 'nilenet', 'init'],
      [40 * DAY, 0, 'cache', 'init'],
      [40 * DAY - 8, 0, 'nilenet', 'ok'],
      [40 * DAY - 95, 0, 'cache', 'ok'],
    ],
  },
]

const historyOf = (story: Story, born: number): WorkloadRow[] =>
  story.steps.map(([before, version, name, state, message = '']) => {
    const [type = '', data, result = null] = story.workloads[name] ?? []
    return {
      version,
      name,
      type,
      data,
      metadata: '',
      description: '',
      result: {
        created: born - before,
        state,
        message,
        data: state === 'ok' || state === 'paused' ? result : null,
      },
    }
  })

const dataOf = (story: Story) =>
  JSON.stringify({
    version: 3,
    type: story.type,
    name: story.name,
    projectName: `fullvm/${story.name}`,
  })

/** The demo tenant's deployments and contracts; `born` in Unix seconds. */
export function tenancy(seed: number, born: number) {
  const deployments: DeploymentRow[] = []
  const contracts: ContractRow[] = []
  for (const story of stories) {
    const history = historyOf(story, born)
    const { contractId, nodeId } = story
    deployments.push({
      contractId,
      twinId: TENANT,
      nodeId,
      version: Math.max(...history.map(({ version }) => version)),
      metadata: dataOf(story),
      description: '',
      signatureRequirement: {
        requests: [{ twin_id: TENANT, required: false, weight: 1 }],
        weight_required: 1,
        signatures: [
          {
            twin_id: TENANT,
            signature: random(seed, 'signature', contractId).hex(128),
            signature_type: 'ed25519',
          },
        ],
        signature_style: '',
      },
      history,
    })
    contracts.push({
      contractId,
      twinId: TENANT,
      state: story.state ?? 'Created',
      createdAt: Math.min(...history.map(({ result }) => result.created)) - 12,
      details: {
        type: 'node',
        nodeId,
        data: dataOf(story),
        hash: random(seed, 'hash', contractId).hex(32),
        publicIps: story.publicIps ?? 0,
      },
    })
  }
  contracts.push(
    {
      contractId: 41_533,
      twinId: TENANT,
      state: 'Created',
      createdAt: born - at(9, 42, 0),
      details: { type: 'name', name: 'webfrontend' },
    },
    {
      contractId: 41_377,
      twinId: TENANT,
      state: 'Deleted',
      createdAt: born - 90 * DAY,
      details: {
        type: 'node',
        nodeId: 2241,
        data: '',
        hash: random(seed, 'hash', 41_377).hex(32),
        publicIps: 0,
      },
    },
  )
  return { deployments, contracts }
}
