import { RENTER, TENANT } from './cast.ts'
import type { Faults } from './chain/faults.ts'
import { SSH_KEY } from './drafts.ts'
import { HOSTILE } from './hostile.ts'
import type { WorldName } from './names.ts'
import { hash } from './random.ts'
import type { Asked, Db, Garbage } from './schema.ts'

/*
 * Sentinels: what a person can type or choose in any world to see something fail.
 *
 * NICs of node 12 (open the console as the farmer):
 * - `eth-broken`  the node lets go of the old exit, cannot attach the new one and puts nothing back:
 *                 the call fails with `Link not found`, `get_public_nic` with `file does not exist`
 * - `eth-lost`    the exit is set, and the answer never arrives
 * - `eth-dark`    the exit is set, and the node cannot be reached for 45 s
 * - `eth-noip`    the exit is set, and the public addresses do not come back until it is put back
 * - `eth-forgets` the exit is set, and after 90 s it is `zos` again, as a reboot leaves it
 *
 * Deployments:
 * - a workload named `fail_deploy` ends in `error`, and whatever needs it too
 * - metadata with `fail-kyc` in it is refused: the person is not verified
 * - a twin that KYC does not know, as every new one, is refused too
 *
 * Performance tasks: `zos.perf.get` of any name that is no task answers `result not found`.
 */

export interface World {
  /** One sentence for the list in the banner. */
  title: string
  /** Who the console opens as. */
  opensAs: 'tenant' | 'farmer' | 'visitor'
  /** Services that cannot be connected to at all. */
  down?: 'relay' | 'proxy' | 'chain'
  /** How its chain misbehaves (chain/faults.ts). */
  chain?: Partial<Faults>
  /** What the tenant's account has, TFT units; absent: some weeks of what its contracts cost. */
  purse?: number
  /** Between blocks, ms: a short time makes the chain's own go fast. */
  blockMs?: number
  /** Added to every answer of the grid proxy, ms. */
  proxyDelayMs?: [number, number]
}

export const worlds: Record<WorldName, World> = {
  default: { title: 'A believable grid of 18 nodes, opened as a tenant.', opensAs: 'tenant' },
  farmer: { title: 'The same grid, opened as the owner of farm 7.', opensAs: 'farmer' },
  visitor: { title: 'The same grid, opened without a key.', opensAs: 'visitor' },
  offline: { title: 'Every node is silent or not connected.', opensAs: 'tenant' },
  empty: { title: 'A grid with nobody on it.', opensAs: 'tenant' },
  huge: { title: 'A fleet of 5,000 nodes.', opensAs: 'tenant' },
  slow: {
    title: 'Every answer takes 6 to 8 s.',
    opensAs: 'tenant',
    proxyDelayMs: [6000, 8000],
  },
  'relay-down': { title: 'The relay cannot be reached.', opensAs: 'tenant', down: 'relay' },
  'proxy-down': { title: 'The grid proxy cannot be reached.', opensAs: 'tenant', down: 'proxy' },
  'chain-down': {
    title: 'The chain cannot be reached.',
    opensAs: 'tenant',
    down: 'chain',
    chain: { endpoint: 'down' },
  },
  'finality-stuck': {
    title: 'Blocks come, and none becomes final.',
    opensAs: 'tenant',
    chain: { finality: 'stuck' },
  },
  retracted: {
    title: 'Each block with a transaction is taken back once; the transaction comes again.',
    opensAs: 'tenant',
    chain: { retract: 1, lasting: true },
  },
  'chain-drops': {
    title:
      'The chain hangs up as soon as it has received a transaction, which happens all the same.',
    opensAs: 'tenant',
    chain: { drop: 'submitted', lasting: true },
  },
  stale: {
    title: 'The chain refuses every transaction as outdated.',
    opensAs: 'tenant',
    chain: { refuse: 'stale', lasting: true },
  },
  'no-funds': {
    title: 'The tenant has less than a fee; the savings account has plenty.',
    opensAs: 'tenant',
    purse: 600,
  },
  'nearly-broke': {
    title: 'The tenant’s money ends within the chain’s hour, which takes two minutes.',
    opensAs: 'tenant',
    purse: 3_0000000,
    blockMs: 200,
  },
  'gpu-rented': {
    title: 'Every card is taken: node 6005 is rented by the tenant, all others by twin 77.',
    opensAs: 'tenant',
  },
  garbage: { title: 'Nodes answer with what no node should.', opensAs: 'tenant' },
  busy: {
    title: 'One deployment of 200 workloads, with 10,000 changes in 12 months.',
    opensAs: 'tenant',
  },
  tampered: { title: 'A node runs something else than was signed.', opensAs: 'tenant' },
  'histories-lost': {
    title: 'Nodes have the deployments and have lost their histories.',
    opensAs: 'tenant',
  },
}

const kinds: readonly Garbage[] = ['malformed', 'types', 'enormous', 'states', 'empty', 'hostile']

export { HOSTILE }

/** Makes a grid into its world. */
export function furnish(db: Db) {
  const tenant = db.twins.get(TENANT)
  const { purse } = worlds[db.world]
  if (tenant && purse !== undefined) tenant.balance = purse
  const nodes = [...db.nodes.values()]
  switch (db.world) {
    case 'offline':
      for (const node of nodes) {
        node.temper.reach = hash(db.seed, node.nodeId) % 2 === 0 ? 'silent' : 'offline'
      }
      return
    case 'slow':
      for (const node of nodes) node.temper.delayMs = [6000, 8000]
      return
    case 'gpu-rented':
      rentAll(db)
      return
    case 'tampered':
      tamper(db)
      return
    case 'garbage':
      for (const [i, node] of nodes.filter(({ temper }) => temper.reach === 'up').entries()) {
        node.temper.garbage = kinds[i % kinds.length]! // the remainder is an index of it
        if (node.temper.garbage === 'hostile') {
          node.place = { ...node.place, city: HOSTILE }
          node.nics.push({ name: HOSTILE, mac: HOSTILE, ips: ['', HOSTILE] })
          for (const gpu of node.gpus) gpu.device = HOSTILE
        }
        if (node.temper.garbage === 'empty') node.place = { ...node.place, city: '', country: '' }
      }
      spoilTexts(db)
      for (const farm of db.farms.values()) {
        if (farm.farmId === 14 || farm.farmId === 61) farm.name = `${HOSTILE} ${farm.farmId}`
      }
      return
    default:
  }
}

/** What contracts carry is any text that anybody cared to pay for. */
function spoilTexts(db: Db) {
  const texts: Readonly<Record<number, string>> = {
    41_532: '{"version":3,"type":"vm","name":',
    41_610: '{"version":"three","type":["kubernetes"],"name":{"first":"k8s"},"projectName":7}',
    41_640: 'null',
    41_670: '',
    41_702: '\u0000\u202eevihcra',
    41_811: JSON.stringify({ version: 3, type: 'vm', name: 'render '.repeat(70) }),
  }
  for (const [id, data] of Object.entries(texts)) {
    const details = db.contracts.get(Number(id))?.details
    if (details?.type === 'node') details.data = data
  }
}

/** Another key opens the shop's machine: the node runs what nobody has signed. */
function tamper(db: Db) {
  for (const row of db.deployments.values()) {
    if (row.contractId !== 41_600) continue
    const bent = new Map<Asked, Asked>()
    row.history = row.history.map((entry) => {
      const { asked } = entry
      if (asked.name !== 'shopvm') return entry
      const data = asked.data.replace(SSH_KEY, 'ssh-ed25519 AAAASomebodyElse stranger@nowhere')
      const other = bent.get(asked) ?? { ...asked, data }
      bent.set(asked, other)
      return { ...entry, asked: other }
    })
  }
}

function rentAll(db: Db) {
  const born = Math.floor(db.bornMs / 1000)
  let contractId = 42_000
  for (const node of db.nodes.values()) {
    if (node.gpus.length === 0) continue
    const twinId = node.nodeId === 6005 ? TENANT : RENTER
    const rented = [...db.contracts.values()].some(
      ({ details }) => details.type === 'rent' && details.nodeId === node.nodeId,
    )
    const createdAt = born - 6 * 86_400
    if (!rented) {
      db.contracts.set(contractId, {
        contractId,
        twinId,
        state: 'Created',
        createdAt,
        details: { type: 'rent', nodeId: node.nodeId },
      })
      contractId++
    }
    db.contracts.set(contractId, {
      contractId,
      twinId,
      state: 'Created',
      createdAt,
      details: {
        type: 'node',
        nodeId: node.nodeId,
        data: '{"version":3,"type":"vm","name":"trainer","projectName":"vm/trainer"}',
        hash: hash(db.seed, contractId).toString(16).padStart(8, '0').repeat(4),
        publicIps: 0,
      },
    })
    for (const gpu of node.gpus) gpu.contract ||= contractId
    contractId++
  }
}
