import { places } from './places.ts'
import { random } from './random.ts'
import type { GpuRow, NicRow, NodeRow, PublicConfigRow, Temper } from './schema.ts'

export const GIB = 2 ** 30
export const TIB = 2 ** 40
export const DAY = 86_400

/** What the cast says of a node; the rest follows from it and the seed. */
export interface Part {
  nodeId: number
  twinId?: number
  farmId: number
  place: keyof typeof places
  cru: number
  /** GiB */
  mru: number
  /** Bytes of each pool: size and used. */
  ssd?: readonly (readonly [number, number])[]
  hdd?: readonly (readonly [number, number])[]
  /** Promised to tenants: threads, GiB, bytes, bytes. */
  users?: readonly [cru: number, mru: number, sru: number, hru: number]
  deployments?: readonly [deployments: number, workloads: number]
  flavour?: NodeRow['flavour']
  zos?: string
  days?: number
  gpus?: GpuRow[]
  nics?: readonly string[]
  config?: PublicConfigRow | null
  chainConfig?: PublicConfigRow | null
  wgPorts?: number
  board?: number
  ipv6?: boolean
  more?: Partial<
    Pick<
      NodeRow,
      'lastReport' | 'power' | 'healthy' | 'certified' | 'extraFee' | 'connections' | 'hypervisor'
    >
  >
  temper?: Partial<Temper>
}

/** Living nodes answer within this many ms unless the part says otherwise. */
const QUICK: [number, number] = [60, 240]

const mac = (r: ReturnType<typeof random>, maker: string) =>
  `${maker}:${r.hex(2)}:${r.hex(2)}:${r.hex(2)}`

/** Interfaces of a machine: the bridge `zos` wears the first NIC's address. */
function interfaces(r: ReturnType<typeof random>, names: readonly string[], lan: string): NicRow[] {
  const [first, ...others] = names
  const uplink = mac(r, '3c:ec:ef')
  return [
    { name: 'zos', mac: uplink, ips: [`${lan}/24`, 'fe80::a0c4:11ff:fe07:2b91/64'] },
    ...(first === undefined ? [] : [{ name: first, mac: uplink, ips: null }]),
    ...others.map((name) => ({ name, mac: mac(r, 'b4:96:91'), ips: null })),
  ]
}

/** A whole node of its part; `born` in Unix seconds. */
export function nodeRow(seed: number, born: number, part: Part): NodeRow {
  const r = random(seed, 'node', part.nodeId)
  const ssd = part.ssd ?? []
  const hdd = part.hdd ?? []
  const sum = (pools: typeof ssd) => pools.reduce((all, [size]) => all + size, 0)
  const [cru, mru, sru, hru] = part.users ?? [0, 0, 0, 0]
  const [deployments, workloads] = part.deployments ?? [0, 0]
  const lan = part.nodeId === 11 ? '192.168.1.20' : `10.4.${r.int(0, 9)}.${r.int(10, 250)}`
  const ygg = `300:e9c4:9048:57cf:${r.hex(4)}:${r.hex(4)}:${r.hex(4)}:${part.nodeId === 11 ? 'd2a1' : r.hex(4)}`
  return {
    nodeId: part.nodeId,
    twinId: part.twinId ?? part.nodeId + 5000,
    farmId: part.farmId,
    flavour: part.flavour ?? 'full',
    zos: part.zos ?? '3.13.4',
    zinit: 'v0.2.14',
    hypervisor: '',
    place: places[part.place],
    certified: false,
    created: born - r.int(300, 1200) * DAY,
    // some hours more than whole days: the proxy tells the uptime of the last report
    bootedAt: born - Math.floor((part.days ?? 0.5) * DAY) - r.int(3600, 9000),
    lastReport: null,
    total: { cru: part.cru, mru: Math.floor(part.mru * GIB), sru: sum(ssd), hru: sum(hdd) },
    others: {
      cru,
      mru: Math.floor(mru * GIB),
      sru,
      hru,
      deployments,
      workloads,
      lastDeployment:
        deployments === 0 ? 0 : born - (part.nodeId === 11 ? 3 : r.int(5, 400)) * 3600,
    },
    pools: [
      ...ssd.map(([size, used]) => ({ name: r.uuid(), type: 'ssd' as const, size, used })),
      ...hdd.map(([size, used]) => ({ name: r.uuid(), type: 'hdd' as const, size, used })),
    ],
    gpus: part.gpus ?? [],
    nics: interfaces(r, part.nics ?? ['eno1', 'eno2'], lan),
    exit: 'zos',
    exitForgetsMs: null,
    exitLosesIps: false,
    config: part.config ?? null,
    chainConfig: part.chainConfig ?? part.config ?? null,
    wgPorts: ports(r, part.wgPorts ?? 0),
    addresses: {
      zos: [
        lan,
        ...(part.ipv6 ? [`2a10:b600:1:0:${r.hex(4)}:11ff:fe07:2b91`] : []),
        'fe80::a0c4:11ff:fe07:2b91',
      ],
      ygg: [ygg],
    },
    ipv6: part.ipv6 ?? false,
    board: part.board ?? 0,
    serial: `${r.int(1, 9)}${r.hex(6).toUpperCase()}`,
    power: { state: '', target: '' },
    extraFee: 0,
    connections: workloads * 11 + r.int(3, 40),
    speed: { upload: 934.1e6 - r.int(0, 600) * 1e5, download: 941.6e6 - r.int(0, 500) * 1e5 },
    healthy: true,
    ...part.more,
    temper: { reach: 'up', delayMs: QUICK, garbage: null, darkUntilMs: 0, ...part.temper },
  }
}

/** Distinct ports between 1024 and 32767; 14872 stays free, as in the pictures. */
export function ports(r: ReturnType<typeof random>, count: number): number[] {
  const taken = new Set<number>()
  while (taken.size < count) {
    const port = r.int(1024, 32_767)
    if (port !== 14_872) taken.add(port)
  }
  return [...taken]
}
