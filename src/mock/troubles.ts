import { TENANT } from './cast.ts'
import { DAY, GIB } from './castnode.ts'
import { deploymentKey } from './db.ts'
import { disk, network, SSH_KEY, UBUNTU, vm, volume, zdb } from './drafts.ts'
import { askedOf } from './history.ts'
import { HOSTILE } from './hostile.ts'
import { random } from './random.ts'
import type { Asked, Db, WorkloadState } from './schema.ts'
import { aboutOf, tell, type Story } from './story.ts'
import { readDeployment } from '#gridtypes/deployment.ts'

type Telling = (db: Db, born: number) => Story | undefined

/** Signed in a browser's wallet; what its updates asked for was not to be had. */
const ledger: Telling = (db, born) => {
  const net = network('ledgernet', '10.22.2.0/24', 6620)
  const machine = vm('ledgervm', {
    network: 'ledgernet',
    ip: '10.22.2.2',
    cpu: 1,
    memory: 2,
    mounts: { books: '/mnt/books', papers: '/mnt/papers' },
  })
  const [books, papers] = [disk('books', 80), volume('papers', 20)]
  return tell(db, born, {
    contractId: 41_620,
    nodeId: 12,
    name: 'ledger',
    metadata: '',
    style: 'polka-wallet',
  })
    .deploy(30 * DAY, [net, books, papers, machine])
    .update(11 * DAY, [net, disk('books', 40), papers, machine])
    .update(10 * DAY, [net, books, papers, machine], { touch: ['papers'] })
    .update(3 * DAY, [net, books, volume('papers', 5), machine])
}

/** What the contract was made for is not what was sent. */
const mailer: Telling = (db, born) =>
  tell(db, born, {
    contractId: 41_830,
    nodeId: 12,
    name: 'mailer',
    hash: random(db.seed, 'hash', 41_830).hex(32),
  }).deploy(5 * DAY, [
    network('mailnet', '10.29.2.0/24', 6830),
    disk('spool', 10),
    vm('smtp', {
      network: 'mailnet',
      ip: '10.29.2.2',
      cpu: 1,
      memory: 2,
      mounts: { spool: '/mnt/spool' },
    }),
  ])

/** The network failed, and so does what needs it. */
const builder: Telling = (db, born) =>
  tell(db, born, { contractId: 41_835, nodeId: 12, name: 'builder' }).deploy(
    6 * DAY,
    [
      network('buildnet', '10.31.2.0/24', 6835),
      vm('runner', { network: 'buildnet', ip: '10.31.2.2', cpu: 2, memory: 2 }),
    ],
    {
      fails: {
        buildnet: 'failed to create network resource: wireguard listen port 6835 is already in use',
      },
    },
  )

/** Every text that a person may choose is markup. */
const guest: Telling = (db, born) => {
  const flist = UBUNTU.replace('ubuntu-24.04-full', encodeURI(HOSTILE)) + HOSTILE
  return tell(db, born, {
    contractId: 41_680,
    nodeId: 12,
    name: HOSTILE,
    description: HOSTILE,
  }).deploy(
    7 * DAY,
    [
      { ...network('guestnet', '10.32.2.0/24', 6680), metadata: HOSTILE },
      { ...disk('box', 10), metadata: HOSTILE, description: HOSTILE },
      vm('guest', {
        network: 'guestnet',
        ip: '10.32.2.2',
        cpu: 1,
        memory: 1,
        mounts: { box: `/mnt/${HOSTILE}` },
        flist,
        env: { SSH_KEY, [HOSTILE]: HOSTILE, __proto: '</script><script>' },
      }),
    ],
    { fails: { guest: `failed to mount flist: failed to download flist '${flist}'` } },
  )
}

/** Paid for, and on no node: it was never sent. */
const orphan =
  (contractId: number, nodeId: number, name: string, days: number): Telling =>
  (db, born) => {
    const about = aboutOf('vm', name)
    tell(db, born, {
      contractId,
      nodeId,
      name,
      about,
      hash: random(db.seed, 'hash', contractId).hex(32),
    }).contract(days * DAY)
    return undefined
  }

/** On its node, and paid for by nobody: the node has missed that the contract was cancelled. */
const oldblog: Telling = (db, born) => {
  const story = tell(db, born, { contractId: 41_377, nodeId: 2241, name: 'oldblog' }).deploy(
    90 * DAY,
    [
      network('blognet', '10.33.2.0/24', 6377),
      disk('posts', 15),
      vm('blog', {
        network: 'blognet',
        ip: '10.33.2.2',
        cpu: 1,
        memory: 1,
        mounts: { posts: '/mnt/posts' },
      }),
    ],
  )
  story.row().ghost = true
  const contract = db.contracts.get(41_377)
  if (contract) contract.state = 'Deleted'
  return story
}

/** The chain does not even remember its contract. */
const scratch: Telling = (db, born) => {
  const story = tell(db, born, {
    contractId: 41_260,
    nodeId: 12,
    name: 'scratch',
    about: aboutOf('zdb', 'scratch', 'scratch'),
    metadata: '',
  }).deploy(120 * DAY, [zdb('scratch', 50, 'user', 'scratch-demo')])
  db.contracts.delete(41_260)
  return story
}

/**
 * From a release that knew a type which no node takes any more: what was stored then comes back as it is.
 * No lifecycle of today leads here, and no code of today can compute its hash.
 */
const relic: Telling = (db, born) => {
  const [contractId, nodeId] = [41_155, 1408]
  const hash = random(db.seed, 'hash', contractId).hex(32)
  const about = aboutOf('kubernetes', 'relic', 'kubernetes/relic')
  const begun = born - 800 * DAY
  const text = JSON.stringify({
    twin_id: TENANT,
    signature_requirement: {
      requests: [{ twin_id: TENANT, required: false, weight: 1 }],
      weight_required: 1,
    },
    workloads: [
      { version: 0, name: 'relicdisk', type: 'zmount', data: { size: 10 * GIB } },
      {
        version: 0,
        name: 'relick8s',
        type: 'kubernetes',
        data: {
          size: 1,
          Cluster_Secret: 'relic-demo-secret',
          master_ips: [],
          ssh_keys: [SSH_KEY],
          public_ip: '',
          datastore_endpoint: '',
          disable_default_ingress: false,
        },
      },
    ],
  })
  const { signature_requirement: signatureRequirement, workloads } = readDeployment(text)
  const asked = workloads.map(askedOf)
  const entry = (one: Asked, state: WorkloadState, after: number) => ({
    asked: one,
    result: { created: begun + after, state, message: '', data: 'null' },
  })
  db.contracts.set(contractId, {
    contractId,
    twinId: TENANT,
    state: 'Created',
    createdAt: begun - 12,
    details: { type: 'node', nodeId, data: about, hash, publicIps: 0 },
  })
  const row = {
    contractId,
    twinId: TENANT,
    nodeId,
    version: 0,
    metadata: about,
    description: '',
    signatureRequirement,
    unsigned: hash,
    history: [
      ...asked.map((one) => entry(one, 'init', 0)),
      ...asked.map((one, i) => entry(one, 'ok', 4 + 70 * i)),
    ],
  }
  db.deployments.set(deploymentKey(row), row)
  db.revision++
  return undefined
}

/** What goes wrong. */
export const troubles: readonly Telling[] = [
  ledger,
  mailer,
  builder,
  guest,
  orphan(41_820, 6110, 'staging', 4),
  orphan(41_821, 12, 'relayhost', 27),
  oldblog,
  scratch,
  relic,
]
