import type { Chain, Change, KeptChain } from './chain/chain.ts'
import type { Seed, SeedContract } from './chain/seed.ts'
import { deploymentsOn, isActive, nodeOf } from './db.ts'
import { standing } from './history.ts'
import type { Keyring } from './keyring.ts'
import { contractChanged } from './lifecycle.ts'
import type { Host } from './node.ts'
import type { ContractRow, Resources } from './schema.ts'
import { add, counts, takenBy } from './usage.ts'
import { worlds } from './worlds.ts'

/** The block that the demo chain begins with. */
export const HEIGHT = 18_204_551

/** What a contract in its grace period owes, TFT units: the tenant has paid in since, and the next bill ends the grace. */
const OWED = 12_4000000

export interface OnChainOptions {
  host: Host
  keyring: Keyring
  /** A chain that was kept with its grid. */
  kept?: KeptChain | undefined
  /** Between blocks, ms. */
  blockMs: number
}

/** What a node reports that a contract uses on it: all that stands of its deployment. */
function usedBy({ db, now }: Host, contract: ContractRow): Resources | undefined {
  const nodeId = nodeOf(contract)
  if (nodeId === null) return undefined
  const row = deploymentsOn(db, nodeId).find(
    ({ contractId, twinId }) => contractId === contract.contractId && twinId === contract.twinId,
  )
  if (!row) return undefined
  const all: Resources = { cru: 0, mru: 0, sru: 0, hru: 0 }
  for (const entry of standing(row, now()).filter(counts)) add(all, takenBy(entry))
  return all
}

/**
 * The demo grid's chain. Its storage begins as the grid stands when somebody first connects; from then on what
 * it does to contracts is done to the grid too, and the nodes hear of it.
 */
export function createOnChain({ host, keyring, kept, blockMs }: OnChainOptions) {
  const { db } = host
  let opening: Promise<Chain> | undefined
  let opened: Chain | undefined
  let closed = false

  async function seed(): Promise<Seed> {
    const { seedOf } = await import('./chain/world.ts')
    const keys = new Map<number, Awaited<ReturnType<typeof keyring.of>>>()
    for (const twin of db.twins.keys()) keys.set(twin, await keyring.of(twin))
    const world = seedOf(db, {
      height: HEIGHT,
      keysOf(twin) {
        const own = keys.get(twin)
        return { account: own?.pair.account ?? new Uint8Array(32), pk: own?.pk ?? null }
      },
    })
    const detailed = (contract: SeedContract): SeedContract => {
      const row = db.contracts.get(Number(contract.id))
      const used = row && usedBy(host, row)
      const overdraft = contract.graceSince === undefined ? {} : { overdraft: OWED }
      return { ...contract, ...overdraft, ...(used ? { used } : {}) }
    }
    return { ...world, contracts: (world.contracts ?? []).map(detailed) }
  }

  async function open(): Promise<Chain> {
    const { createChain } = await import('./chain/chain.ts')
    const chain = createChain({
      ...(kept ? { kept } : await seed()),
      height: HEIGHT,
      now: host.now,
      blockMs,
      finalityMs: 1.5 * blockMs,
      faults: worlds[db.world].down === 'chain' ? { endpoint: 'down' } : {},
    })
    opened = chain
    if (closed) chain.close()
    let reported = db.revision
    chain.onChange(({ rows }) => {
      const touched = rows.filter(({ item }) => item === 'SmartContractModule.Contracts')
      for (const id of new Set(touched.map(({ keys }) => Number(keys[0])))) take(chain, id)
      if (reported !== db.revision) report(chain)
      reported = db.revision
    })
    return chain
  }

  /** Nodes tell the chain what contracts use when that has changed. */
  function report(chain: Chain) {
    for (const row of db.contracts.values()) {
      const used = isActive(row) ? usedBy(host, row) : undefined
      if (!used || !chain.contract(row.contractId)) continue
      const before = chain.store.get(
        'SmartContractModule.NodeContractResources',
        BigInt(row.contractId),
      )
      const now = sizes(used)
      const same = before && units.every((unit) => before.used[unit] === now[unit])
      if (!same) chain.reportResources(row.contractId, now)
    }
  }

  /** Brings the grid's row of a contract to what the chain says. */
  function take(chain: Chain, contractId: number) {
    const said = chain.contract(contractId)
    const row = db.contracts.get(contractId)
    for (const ip of db.publicIps) if (ip.contractId === contractId) ip.contractId = 0
    if (said) {
      const { type, twinId, state } = said
      db.contracts.set(contractId, {
        contractId,
        twinId,
        state,
        createdAt: row?.createdAt ?? Math.floor(host.now() / 1000),
        details: type.type === 'node' ? withoutIps(type) : type,
      })
      const held = type.type === 'node' ? type.ips : []
      for (const ip of db.publicIps) if (held.includes(ip.ip)) ip.contractId = contractId
    } else if (row && isActive(row)) {
      row.state = 'Deleted'
      for (const node of db.nodes.values()) {
        for (const gpu of node.gpus) if (gpu.contract === contractId) gpu.contract = 0
      }
    } else return
    contractChanged(host, contractId)
  }

  return {
    /** The chain; made when it is first asked for. */
    chain: (): Promise<Chain> => (opening ??= open()),
    /** The same where it was asked for already. */
    opened: () => opened,
    close() {
      closed = true
      opened?.close()
    },
  }
}

/** What every block changes, whether anything happens in it or not. */
const ticks = new Set(['System.Number', 'System.BlockHash', 'System.Events', 'Timestamp.Now'])

/** Whether a block did anything but pass the time: then it is worth keeping. */
export const matters = (rows: Change['rows']): boolean => rows.some(({ item }) => !ticks.has(item))

const units = ['cru', 'mru', 'sru', 'hru'] as const
const sizes = ({ cru, mru, sru, hru }: Resources) => ({
  cru: BigInt(cru),
  mru: BigInt(mru),
  sru: BigInt(sru),
  hru: BigInt(hru),
})

type NodeType = Extract<NonNullable<ReturnType<Chain['contract']>>['type'], { type: 'node' }>
const withoutIps = ({ nodeId, hash, data, publicIps }: NodeType) =>
  ({ type: 'node', nodeId, hash, data, publicIps }) as const
