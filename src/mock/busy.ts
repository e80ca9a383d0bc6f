import { DAY, GIB } from './castnode.ts'
import { network } from './drafts.ts'
import type { Db } from './schema.ts'
import { tell, type Draft, type Story } from './story.ts'

const MACHINES = 60
const VOLUMES = 39
const LOGS = 40
const ROUNDS = 25
/** Each round, two weeks long: machines that crash and are made anew, volumes that grow, disks that cannot shrink. */
const CRASHES = 28
const GROWTHS = 20
const SHRINKS = 8
const ROUND = 14 * DAY

const two = (n: number) => String(n).padStart(2, '0')
const named = (letter: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${letter}${two(i)}`)

/** As little as a node takes: ten thousand of them are read at once. */
const machine = (name: string, i: number): Draft => ({
  name,
  type: 'zmachine',
  data: {
    flist: 'https://hub.grid.tf/demo/unit.flist',
    network: { interfaces: [{ network: 'fleetnet', ip: `10.50.2.${2 + i}` }] },
    compute_capacity: { cpu: 1, memory: GIB },
    mounts: [{ name: `d${two(i)}`, mountpoint: '/data' }],
  },
})

/**
 * One deployment of 200 workloads with 10,000 changes in its year: 400 to make it, 25 rounds of 112
 * each, and 17 times an empty wallet, which is 400 each. By the same lifecycle as all others.
 */
export function busy(db: Db, born: number): Story {
  const machines = named('m', MACHINES)
  const sizes = new Map(named('v', VOLUMES).map((name) => [name, 1]))
  const fleetnet = network('fleetnet', '10.50.2.0/24', 5050)
  const drafts = (small: readonly number[]): Draft[] => [
    fleetnet,
    ...machines.map((_, i) => ({
      name: `d${two(i)}`,
      type: 'zmount',
      data: { size: (small.includes(i) ? 1 : 2) * GIB },
    })),
    ...[...sizes].map(([name, size]) => ({ name, type: 'volume', data: { size: size * GIB } })),
    ...machines.map(machine),
    ...machines.slice(0, LOGS).map((name, i) => ({
      name: `l${two(i)}`,
      type: 'zlogs',
      data: { zmachine: name, output: 'ws://10.50.2.250/logs' },
    })),
  ]
  const start = (ROUNDS + 1) * ROUND
  const story = tell(db, born, { contractId: 43_000, nodeId: 2240, name: 'fleet' }).deploy(
    start,
    drafts([]),
  )
  for (let round = 1; round <= ROUNDS; round++) {
    const begun = start - round * ROUND
    for (let i = 0; i < CRASHES; i++) {
      story.crash(begun - i * 5400, machines[(round * 11 + i * 2) % MACHINES]!) // an index below the length
    }
    for (let i = 0; i < GROWTHS; i++) {
      const name = `v${two((round * 7 + i) % VOLUMES)}`
      sizes.set(name, (sizes.get(name) ?? 0) + 1)
    }
    const small = Array.from({ length: SHRINKS }, (_, i) => (round * 5 + i) % MACHINES)
    story.update(begun - 3 * DAY, drafts(small))
    if (round % 3 > 0) story.pause(begun - 8 * DAY).resume(begun - 8 * DAY - 5 * 3600)
  }
  return story
}
