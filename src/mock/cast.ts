import { DAY, GIB, nodeRow, TIB, type Part } from './castnode.ts'
import type { FarmRow, GpuRow, NodeRow, PublicConfigRow } from './schema.ts'

const farm = (
  farmId: number,
  name: string,
  twinId: number,
  more: Partial<FarmRow> = {},
): FarmRow => ({
  farmId,
  name,
  twinId,
  certification: 'NotCertified',
  dedicated: false,
  stellar: '',
  ...more,
})

/** The demo farmer's twin and the demo tenant's; the farmer owns farm 7. */
export const FARMER = 2701
export const TENANT = 42
/** Rents node 6004 whole. */
export const RENTER = 77

export const farms: readonly FarmRow[] = [
  farm(7, 'Lochristi Rack 2', FARMER, {
    stellar: 'GB2C5HCZYWNGVM6JGXDWQBJTMUY4S2HPPTCAH63HFAQVL2ALXDW7SSJ7',
  }),
  farm(14, 'Nile Cloud', 1190),
  farm(20, 'Basel Basement', 771),
  farm(22, 'Kista Works', 1403, { certification: 'Gold' }),
  farm(33, 'GreenEdge Vienna', 2050),
  farm(41, 'Mombasa One', 3120),
  farm(51, 'Salzburg Stack', 3460),
  farm(60, 'Nordkap', 3801, { certification: 'Gold', dedicated: true }),
  farm(61, 'Porto Alto', 3990),
]

/** Stands for the contract of some tenant of the node until there are contracts: create.ts. */
export const TAKEN = -1

const NVIDIA = 'NVIDIA Corporation'
const card = (
  slot: string,
  ids: string,
  vendor: string,
  device: string,
  vram: number,
  contract = 0,
): GpuRow => ({ id: `0000:${slot}:00.0/${ids}`, vendor, device, vram, contract })
const a100 = (slot: string, contract = 0) =>
  card(slot, '10de/20b5', NVIDIA, 'GA100 [A100 PCIe 80GB]', 80 * GIB, contract)

const ghent: PublicConfigRow = {
  ipv4: '185.206.122.33/24',
  ipv6: '2a10:b600:1::33/64',
  gw4: '185.206.122.1',
  gw6: '2a10:b600:1::1',
  domain: 'gent01.grid.example',
}
const kista: PublicConfigRow = {
  ipv4: '192.121.7.40/26',
  ipv6: '',
  gw4: '192.121.7.1',
  gw6: '',
  domain: '',
}
const salzburg: PublicConfigRow = {
  ipv4: '91.143.80.12/24',
  ipv6: '2a02:1748:3::12/64',
  gw4: '91.143.80.1',
  gw6: '2a02:1748:3::1',
  domain: 'sbg1.grid.example',
}
const porto: PublicConfigRow = {
  ipv4: '188.250.9.77/28',
  ipv6: '2a06:57c0:9::77/64',
  gw4: '188.250.9.65',
  gw6: '2a06:57c0:9::1',
  domain: 'porto.grid.example',
}

const T = (n: number) => Math.round(n * TIB)
/** `born` in Unix seconds. */
const parts = (born: number): readonly Part[] => [
  {
    // the show-piece: CPU promised 40 on 32, two cards of which one is taken, a domain that the node has not taken over
    nodeId: 11,
    twinId: 2908,
    farmId: 7,
    place: 'ghent',
    cru: 32,
    mru: 134_972_157_952 / GIB,
    ssd: [
      [3_000_592_982_016, T(1.03)],
      [840_163_000_320, T(0.06)],
    ],
    hdd: [
      [16_000_900_661_248, T(7.45)],
      [8_001_563_222_016, T(4.55)],
    ],
    users: [40, 48.3, TIB, 12 * TIB],
    deployments: [14, 37],
    days: 41.27,
    gpus: [
      card('17', '10de/2230', NVIDIA, 'GA102GL [RTX A6000]', 48 * GIB, TAKEN),
      card('65', '10de/2230', NVIDIA, 'GA102GL [RTX A6000]', 48 * GIB),
    ],
    nics: ['eno1', 'enp65s0f0', 'enp65s0f1'],
    config: ghent,
    chainConfig: { ...ghent, domain: 'gent02.grid.example' },
    wgPorts: 30,
    ipv6: true,
    more: { connections: 1284 },
    temper: { delayMs: [250, 400] },
  },
  {
    // NICs on which setting the exit goes wrong: see worlds.ts
    nodeId: 12,
    twinId: 2909,
    farmId: 7,
    place: 'ghent',
    cru: 32,
    mru: 125.7,
    ssd: [[T(3.5), T(2.4)]],
    hdd: [[T(20), T(16)]],
    users: [26, 98.3, T(2.3), T(16)],
    deployments: [9, 21],
    days: 41.2,
    nics: ['eno1', 'eth-broken', 'eth-lost', 'eth-dark', 'eth-noip', 'eth-forgets'],
    wgPorts: 12,
  },
  {
    // its proxy entry says up, the node says nothing
    nodeId: 1406,
    farmId: 14,
    place: 'cairo',
    cru: 32,
    mru: 125.7,
    ssd: [[T(3.5), T(0.1)]],
    hdd: [[T(21.8), T(0.1)]],
    users: [0, 0, 0, 0],
    days: 0.09,
    board: 2,
    temper: { reach: 'silent' },
  },
  {
    // an old node: admin commands by their old names, no features, no users, no VRAM
    nodeId: 1408,
    farmId: 14,
    place: 'cairo',
    flavour: 'old',
    zos: '3.9.4',
    cru: 32,
    mru: 125.7,
    ssd: [[T(3.5), T(0.3)]],
    hdd: [[T(21.8), T(0.9)]],
    users: [4, 9.1, T(0.3), T(0.9)],
    deployments: [2, 5],
    days: 118,
    board: 2,
    temper: { delayMs: [400, 900] },
  },
  {
    // to rent: one card, nobody's
    nodeId: 2011,
    farmId: 20,
    place: 'basel',
    cru: 16,
    mru: 62.7,
    ssd: [[T(1.8), T(0.1)]],
    users: [0, 0, 0, 0],
    days: 9,
    gpus: [
      card(
        '0e',
        '1002/744c',
        'Advanced Micro Devices, Inc. [AMD/ATI]',
        'Navi 31 [RX 7900 XTX]',
        24 * GIB,
      ),
    ],
    board: 3,
    more: { extraFee: 18_000 },
  },
  {
    nodeId: 2240,
    farmId: 22,
    place: 'stockholm',
    cru: 64,
    mru: 251.6,
    ssd: [[T(7.2), T(0.1)]],
    users: [0, 0, 0, 0],
    days: 203,
    config: kista,
    board: 1,
    more: { certified: true },
  },
  {
    nodeId: 2241,
    farmId: 22,
    place: 'stockholm',
    cru: 64,
    mru: 251.6,
    ssd: [[T(7.2), T(2.1)]],
    users: [23, 46.1, T(2.1), 0],
    deployments: [7, 19],
    days: 203,
    wgPorts: 9,
    board: 1,
    more: { certified: true },
  },
  {
    // waking: the farmer has asked for it
    nodeId: 2246,
    farmId: 22,
    place: 'stockholm',
    cru: 64,
    mru: 251.6,
    ssd: [[T(7.2), T(0.1)]],
    board: 1,
    more: {
      certified: true,
      lastReport: born - 5 * 3600,
      power: { state: 'Down', target: 'Up' },
      healthy: false,
    },
    temper: { reach: 'offline' },
  },
  {
    // nearly full
    nodeId: 3377,
    farmId: 33,
    place: 'vienna',
    cru: 32,
    mru: 62.7,
    ssd: [[T(3.5), T(3.2)]],
    hdd: [[T(16.2), T(15)]],
    users: [29, 54.3, T(3.2), T(15)],
    deployments: [17, 44],
    days: 77,
    wgPorts: 17,
    more: { connections: 733 },
  },
  {
    nodeId: 3378,
    farmId: 33,
    place: 'vienna',
    cru: 24,
    mru: 62.7,
    ssd: [[T(3.2), T(1.3)]],
    hdd: [[T(16.2), T(4.9)]],
    users: [12, 17.7, T(1.3), T(4.9)],
    deployments: [6, 13],
    days: 77,
    gpus: [card('41', '10de/26b9', NVIDIA, 'AD102GL [L40S]', 48 * GIB, TAKEN)],
    wgPorts: 8,
  },
  {
    nodeId: 3380,
    farmId: 33,
    place: 'vienna',
    cru: 32,
    mru: 125.7,
    ssd: [[T(3.7), T(0.1)]],
    hdd: [[T(16.4), 0]],
    more: {
      lastReport: born - 11 * 3600,
      power: { state: 'Down', target: 'Down' },
      healthy: false,
    },
    temper: { reach: 'offline' },
  },
  {
    // slow, and nobody waits for it
    nodeId: 4102,
    farmId: 41,
    place: 'mombasa',
    cru: 20,
    mru: 62.7,
    ssd: [[T(1.4), T(0.5)]],
    users: [6, 11.9, T(0.4), 0],
    deployments: [3, 8],
    days: 16,
    wgPorts: 4,
    board: 3,
    temper: { delayMs: [2400, 2600] },
  },
  {
    nodeId: 4103,
    farmId: 41,
    place: 'mombasa',
    cru: 16,
    mru: 62.7,
    ssd: [[T(1.8), T(0.1)]],
    board: 3,
    more: { lastReport: born - 26 * DAY, healthy: false },
    temper: { reach: 'offline' },
  },
  {
    nodeId: 5120,
    farmId: 51,
    place: 'salzburg',
    flavour: 'light',
    zos: '4.0.7',
    cru: 32,
    mru: 94,
    ssd: [[T(2.9), T(0.6)]],
    hdd: [[T(16.4), T(1.9)]],
    users: [10, 13.8, T(0.6), T(1.9)],
    deployments: [5, 12],
    days: 64,
    config: salzburg,
    ipv6: true,
    wgPorts: 6,
    more: { hypervisor: 'kvm' },
  },
  {
    // light, and without a public config
    nodeId: 5121,
    farmId: 51,
    place: 'salzburg',
    flavour: 'light',
    zos: '4.0.7',
    cru: 32,
    mru: 94,
    ssd: [[T(2.9), T(0.9)]],
    hdd: [[T(16.4), T(4.4)]],
    users: [14, 26.5, T(0.9), T(4.4)],
    deployments: [4, 11],
    days: 64,
    more: { hypervisor: 'kvm' },
  },
  {
    // rented whole by twin 77, two of four cards at work
    nodeId: 6004,
    farmId: 60,
    place: 'tromso',
    cru: 128,
    mru: 503.5,
    ssd: [[T(14.5), T(2.8)]],
    users: [32, 96, T(2.8), 0],
    deployments: [2, 6],
    days: 152,
    gpus: [a100('01', TAKEN), a100('41', TAKEN), a100('81'), a100('c1')],
    board: 1,
    more: { certified: true, extraFee: 250_000, connections: 96 },
  },
  {
    nodeId: 6005,
    farmId: 60,
    place: 'tromso',
    cru: 128,
    mru: 503.5,
    ssd: [[T(14.5), T(0.2)]],
    users: [0, 0, 0, 0],
    days: 152,
    gpus: [a100('01'), a100('41'), a100('81'), a100('c1')],
    board: 1,
    more: { certified: true, extraFee: 250_000 },
  },
  {
    nodeId: 6110,
    farmId: 61,
    place: 'porto',
    cru: 24,
    mru: 62.7,
    ssd: [[T(1.8), T(1)]],
    hdd: [[T(7.2), T(3.3)]],
    users: [14, 30, T(1), T(3.3)],
    deployments: [6, 15],
    days: 33,
    config: porto,
    ipv6: true,
    wgPorts: 11,
    board: 2,
  },
]

/** The nodes of the default world; `born` in Unix seconds. */
export const cast = (seed: number, born: number): NodeRow[] =>
  parts(born).map((part) => nodeRow(seed, born, part))
