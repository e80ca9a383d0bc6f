import type { Chain, Change, KeptChain } from './chain/chain.ts'
import type { Seed, SeedContract } from './chain/seed.ts'
import { beginBills, paymentsAt, recordBills } from './bills.ts'
import { isActive } from './db.ts'
import { HEIGHT } from './height.ts'
import type { Keyring } from './keyring.ts'
import { createMirror } from './mirror.ts'
import type { Host } from './node.ts'
import { createPower } from './power.ts'
import type { Resources } from './schema.ts'
import { usedBy } from './usage.ts'
import { pocketAccount, savingsAccount } from './wallet/accounts.ts'
import { worlds } from './worlds.ts'

/** What the accounts have that are in the wallet and no twin's, TFT units: plenty, and less than any fee. */
const SAVED = 5_000_0000000n
const POCKET = 5_000n

/** Blocks until a client is told that finality does not come: 512 on a real chain, which nobody waits for here. */
const PATIENCE = 60

export interface OnChainOptions {
  host: Host
  keyring: Keyring
  /** A chain that was kept with its grid. */
  kept?: KeptChain | undefined
  /** Between blocks, ms. */
  blockMs: number
  /** A node can be reached again. */
  wake: (nodeId: number) => void
}

/**
 * The demo grid's chain. Its storage begins as the grid stands when somebody first connects; from then on what
 * it does to contracts is done to the grid too, and the nodes hear of it.
 */
export function createOnChain({ host, keyring, kept, blockMs, wake }: OnChainOptions) {
  const { db } = host
  let opening: Promise<Chain> | undefined
  let opened: Chain | undefined
  let closed = false
  let power: ReturnType<typeof createPower> | undefined

  async function seed(): Promise<Seed> {
    const { seedOf } = await import('./chain/world.ts')
    const keys = new Map<number, Awaited<ReturnType<typeof keyring.facts>>>()
    for (const twin of db.twins.keys()) keys.set(twin, await keyring.facts(twin))
    const world = seedOf(db, {
      height: HEIGHT,
      keysOf(twin) {
        const own = keys.get(twin)
        return { account: own?.account ?? new Uint8Array(32), pk: own?.pk ?? null }
      },
    })
    const since = Math.floor(host.now() / 1000)
    beginBills(db, since)
    const detailed = (contract: SeedContract): SeedContract => {
      const row = db.contracts.get(Number(contract.id))
      const used = row && usedBy(db, row, host.now())
      if (!row) return contract
      // the bills of the time before end where the chain's begin
      const { graceAt, ...payments } = paymentsAt(db, row, since)
      const began = graceAt === undefined ? HEIGHT : HEIGHT - Math.round((since - graceAt) / 6)
      const grace = contract.graceSince === undefined ? {} : { graceSince: began }
      return { ...contract, ...payments, ...grace, ...(used ? { used } : {}) }
    }
    const purses = [
      { account: await savingsAccount(), free: SAVED },
      { account: await pocketAccount(), free: POCKET },
    ]
    return {
      ...world,
      balances: [...(world.balances ?? []), ...purses],
      contracts: (world.contracts ?? []).map(detailed),
    }
  }

  async function open(): Promise<Chain> {
    const { createChain } = await import('./chain/chain.ts')
    const chain = createChain({
      ...(kept ? { kept } : await seed()),
      height: HEIGHT,
      now: host.now,
      blockMs,
      finalityMs: 1.5 * blockMs,
      faults: worlds[db.world].chain ?? {},
      patience: PATIENCE,
    })
    opened = chain
    if (closed) chain.close()
    const asleep = createPower({ host, chain, wake })
    power = asleep
    if (kept) asleep.resume()
    const mirror = createMirror({ host, keyring, chain, onPower: (node) => asleep.follow(node) })
    recordBills(db, chain)
    let reported = db.revision
    chain.onChange((change) => {
      mirror(change)
      if (reported !== db.revision) report(chain)
      reported = db.revision
    })
    return chain
  }

  /** Nodes tell the chain what contracts use when that has changed. */
  function report(chain: Chain) {
    for (const row of db.contracts.values()) {
      const used = isActive(row) ? usedBy(db, row, host.now()) : undefined
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

  return {
    /** The chain; made when it is first asked for. */
    chain: (): Promise<Chain> => (opening ??= open()),
    /** The same where it was asked for already. */
    opened: () => opened,
    close() {
      closed = true
      power?.close()
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
