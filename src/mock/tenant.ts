import { busy } from './busy.ts'
import { TENANT } from './cast.ts'
import { DAY } from './castnode.ts'
import { disk, lightNetwork, lightVm, network, publicIp, UBUNTU, vm, zdb } from './drafts.ts'
import { deploymentKey } from './db.ts'
import { projects } from './projects.ts'
import type { Db } from './schema.ts'
import { tell } from './story.ts'
import { troubles } from './troubles.ts'

/** Seconds before 10:20:04, the moment of the pictures. */
const at = (h: number, m: number, s: number) => 10 * 3600 + 20 * 60 + 4 - (h * 3600 + m * 60 + s)

/**
 * What the pictures show: paused and back, a disk that cannot grow, a machine that crashed, one without an
 * image, one that never ends. `vm3` keeps its node waiting for good.
 */
function webfrontend(db: Db, born: number) {
  const webnet = network('webnet', '10.20.4.0/24', 13_231)
  const data1 = disk('data1', 50)
  const pubip = publicIp('pubip')
  const www = {
    name: 'www',
    type: 'gateway-name-proxy',
    data: { name: 'webfrontend', backends: ['http://10.20.4.2:8080'], tls_passthrough: false },
  }
  const machine = (name: string, ip: string, flist = UBUNTU) =>
    vm(name, {
      network: 'webnet',
      ip,
      cpu: 4,
      memory: 8,
      mounts: { data1: '/mnt/data' },
      publicIp: 'pubip',
      flist,
    })
  const vm1 = machine('vm1', '10.20.4.2')
  db.contracts.set(41_533, {
    contractId: 41_533,
    twinId: TENANT,
    state: 'Created',
    createdAt: born - at(9, 42, 0),
    details: { type: 'name', name: 'webfrontend' },
  })
  return tell(db, born, {
    contractId: 41_532,
    nodeId: 11,
    name: 'webfrontend',
    publicIps: ['185.206.122.40/24'],
  })
    .deploy(at(9, 42, 12), [webnet, data1, pubip, www, vm1], {
      took: { data1: 24, webnet: 5, pubip: 13, www: 30, vm1: 222 },
      // in the pictures the gateway is up before the machine
      order: ['data1', 'webnet', 'pubip', 'www', 'vm1'],
    })
    .pause(at(9, 51, 0))
    .resume(at(9, 54, 24))
    .update(at(9, 58, 19), [webnet, disk('data1', 100), pubip, www, vm1])
    .crash(at(10, 3, 48), 'vm1')
    .update(
      at(10, 6, 5),
      [webnet, data1, pubip, www, machine('vm2', '10.20.4.5', UBUNTU.replace('ubuntu', 'ubunto'))],
      { took: { vm2: 79 }, fails: { vm2: 'failed to mount flist: image not found' } },
    )
    .update(at(10, 9, 12), [webnet, data1, pubip, www, machine('vm3', '10.20.4.6')], {
      took: { vm3: Infinity },
    })
}

/** Three machines in a network that another deployment holds; the one that held it before is long forgotten. */
function workers(db: Db, born: number) {
  const former = tell(db, born, { contractId: 41_501, nodeId: 11, name: 'webnet' })
  former.deploy(9 * DAY + 60, [network('webnet', '10.20.4.0/24', 13_230)])
  const machine = (name: string, ip: string) =>
    vm(name, { network: 'webnet', ip, cpu: 2, memory: 4 })
  const story = tell(db, born, { contractId: 41_540, nodeId: 11, name: 'workers' }).deploy(
    9 * DAY,
    [
      machine('worker1', '10.20.4.2'),
      machine('worker2', '10.20.4.3'),
      machine('cache1', '10.20.4.7'),
    ],
    { took: { worker1: 38, worker2: 9, cache1: 9 } },
  )
  db.deployments.delete(deploymentKey(former.row()))
  db.contracts.delete(41_501)
  return story
}

function archive(db: Db, born: number) {
  return (
    tell(db, born, { contractId: 41_702, nodeId: 3378, name: 'archive' })
      .deploy(
        60 * DAY,
        [
          network('archnet', '10.20.9.0/24', 9043),
          zdb('store', 2048, 'seq', 'correct horse'),
          vm('keeper', { network: 'archnet', ip: '10.20.9.2', cpu: 2, memory: 2 }),
        ],
        { took: { archnet: 20, keeper: 30, store: 5 } },
      )
      // bills.ts: so long its chain has it in grace
      .pause(3 * DAY)
  )
}

/** More memory than is there: the node says so after it has taken the deployment. */
const render = (db: Db, born: number) =>
  tell(db, born, { contractId: 41_811, nodeId: 3377, name: 'render' }).deploy(
    2 * DAY,
    [
      network('rendernet', '10.20.12.0/24', 21_110),
      vm('scene', { network: 'rendernet', ip: '10.20.12.2', cpu: 8, memory: 64 }),
    ],
    { took: { rendernet: 6, scene: 3 } },
  )

const edgenotes = (db: Db, born: number) =>
  tell(db, born, { contractId: 41_903, nodeId: 5120, name: 'edgenotes' }).deploy(
    21 * DAY,
    [
      lightNetwork('edgenet', '10.20.2.0/24'),
      lightVm('notes', { network: 'edgenet', ip: '10.20.2.2', cpu: 2, memory: 4, root: 25 }),
    ],
    { took: { edgenet: 3, notes: 44 } },
  )

/** Its node never says a word: what became of it nobody knows. */
const nilecache = (db: Db, born: number) =>
  tell(db, born, { contractId: 41_950, nodeId: 1406, name: 'nilecache' }).deploy(
    40 * DAY,
    [
      network('nilenet', '10.20.30.0/24', 4410),
      vm('cache', { network: 'nilenet', ip: '10.20.30.2', cpu: 1, memory: 2 }),
    ],
    { took: { nilenet: 8, cache: 87 } },
  )

/** Tells all that the demo tenant has on the grid; `born` in Unix seconds. */
export function tenancy(db: Db, born: number) {
  const stories = [
    // first, for its network makes room for the other's
    workers,
    webfrontend,
    archive,
    render,
    edgenotes,
    nilecache,
    ...projects,
    ...troubles,
    ...(db.world === 'busy' ? [busy] : []),
  ]
  for (const story of stories) story(db, born)?.signed()
}
