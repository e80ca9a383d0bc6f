import { GIB, ports, TIB } from './castnode.ts'
import { allPlaces } from './places.ts'
import { random } from './random.ts'
import type { FarmRow, NodeRow } from './schema.ts'

const FIRST = [
  'North',
  'Blue',
  'Green',
  'Iron',
  'Quiet',
  'Old',
  'Bright',
  'Delta',
  'Harbour',
  'Pine',
]
const SECOND = ['Rack', 'Cloud', 'Stack', 'Works', 'Barn', 'Cellar', 'Grid', 'Mill', 'Loft', 'Dock']

/** Farms of a fleet; about one for each 20 nodes. */
export function fleetFarms(seed: number, count: number): FarmRow[] {
  return Array.from({ length: Math.ceil(count / 20) }, (_, i) => {
    const r = random(seed, 'farm', i)
    return {
      farmId: 100 + i,
      name: `${r.pick(FIRST)} ${r.pick(SECOND)} ${i + 1}`,
      twinId: 10_000 + i,
      certification: r.chance(0.1) ? 'Gold' : 'NotCertified',
      dedicated: r.chance(0.04),
      stellar: '',
    }
  })
}

/** The one node of a fleet that has no disk at all. */
const DISKLESS = 10_013

/** Plain nodes in great number, made cheaply: their keys come when somebody asks. `born` in Unix seconds. */
export function fleet(seed: number, born: number, count: number): NodeRow[] {
  const farms = Math.ceil(count / 20)
  return Array.from({ length: count }, (_, i): NodeRow => {
    const nodeId = 10_000 + i
    const r = random(seed, 'fleet', nodeId)
    const cru = r.pick([8, 12, 16, 24, 32, 48, 64, 96])
    const mru = cru * r.pick([2, 4, 8]) * GIB - r.int(1, 800) * 2 ** 20
    const disks = nodeId === DISKLESS ? 0 : TIB
    const sru = r.pick([0.5, 0.9, 1.8, 3.6, 7.2]) * disks
    const hru = r.chance(0.4) ? r.pick([3.6, 7.2, 21.8]) * disks : 0
    const busy = r.chance(0.7) ? r.next() : 0
    const state = r.next()
    const down = state < 0.03
    const standby = !down && state < 0.08
    const light = r.chance(0.15)
    const used = (of: number, most: number) => Math.floor(of * busy * most)
    const pool = (type: 'ssd' | 'hdd', size: number, taken: number) => ({
      name: r.uuid(),
      type,
      size,
      used: taken,
    })
    return {
      nodeId,
      twinId: 20_000 + i,
      farmId: 100 + (i % farms),
      flavour: light ? 'light' : r.chance(0.05) ? 'old' : 'full',
      zos: light ? '4.0.7' : '3.13.4',
      zinit: 'v0.2.14',
      hypervisor: '',
      place: r.pick(allPlaces),
      certified: r.chance(0.2),
      created: born - r.int(30, 1500) * 86_400,
      bootedAt: born - r.int(3600, 20_000_000),
      lastReport: down ? born - r.int(2, 90) * 86_400 : standby ? born - r.int(1, 20) * 3600 : null,
      total: { cru, mru, sru: Math.floor(sru), hru: Math.floor(hru) },
      others: {
        cru: used(cru, 1.2),
        mru: used(mru, 0.8),
        sru: used(sru, 0.8),
        hru: used(hru, 0.8),
        deployments: Math.ceil(busy * 6),
        workloads: Math.ceil(busy * 15),
        lastDeployment: busy === 0 ? 0 : born - r.int(600, 9_000_000),
      },
      pools: [
        ...(sru > 0 ? [pool('ssd', Math.floor(sru), used(sru, 0.8))] : []),
        ...(hru > 0 ? [pool('hdd', Math.floor(hru), used(hru, 0.8))] : []),
      ],
      gpus: r.chance(0.06)
        ? [
            {
              id: '0000:41:00.0/10de/2684',
              vendor: 'NVIDIA Corporation',
              device: 'AD102 [GeForce RTX 4090]',
              vram: 24 * GIB,
              contract: 0,
            },
          ]
        : [],
      nics: [
        { name: 'zos', mac: `3c:ec:ef:${r.hex(2)}:${r.hex(2)}:01`, ips: ['10.4.0.32/24'] },
        { name: 'eno1', mac: `3c:ec:ef:${r.hex(2)}:${r.hex(2)}:02`, ips: null },
      ],
      exit: 'zos',
      exitForgetsMs: null,
      exitLosesIps: false,
      config: null,
      chainConfig: null,
      wgPorts: ports(r, Math.ceil(busy * 4)),
      addresses: { zos: ['10.4.0.32', 'fe80::1'], ygg: [`300:${r.hex(4)}:${r.hex(4)}::1`] },
      ipv6: false,
      board: r.int(0, 3),
      serial: r.hex(7).toUpperCase(),
      power: standby ? { state: 'Down', target: 'Down' } : { state: '', target: '' },
      extraFee: 0,
      connections: r.int(3, 400),
      speed: { upload: r.int(90, 940) * 1e6, download: r.int(90, 940) * 1e6 },
      healthy: !down && !standby && r.chance(0.97),
      temper: {
        reach: down || standby ? 'offline' : 'up',
        delayMs: [40, 200],
        garbage: null,
        darkUntilMs: 0,
      },
    }
  })
}
