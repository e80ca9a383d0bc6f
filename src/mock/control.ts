import { fromSs58 } from '#lib/ss58.ts'
import { arrangeBalance, arrangeContract } from './chain/arrange.ts'
import { noFaults, type Faults } from './chain/faults.ts'
import type { Grid } from './grid.ts'
import { contractChanged, decommission } from './lifecycle.ts'
import type { ContractRow, TwinRow } from './schema.ts'

type State = ContractRow['state']
const states: readonly string[] = ['Created', 'GracePeriod', 'Deleted', 'OutOfFunds']
const isState = (text: string | null): text is State => states.includes(text ?? '')

const verified: readonly string[] = ['VERIFIED', 'UNVERIFIED', 'PENDING', 'REJECTED']
const isVerified = (text: string | null): text is NonNullable<TwinRow['kyc']> =>
  verified.includes(text ?? '')

/** The values that a switch of the chain takes; a number is any from 0 up. */
const switches: { readonly [K in keyof Faults]: readonly string[] | 'number' } = {
  finality: ['on', 'stuck'],
  retract: 'number',
  retracted: ['again', 'lost'],
  drop: ['never', 'submitted', 'ready', 'in block'],
  refuse: ['never', 'stale', 'payment', 'future', 'badProof'],
  pool: ['keep', 'dropped', 'invalid'],
  endpoint: ['up', 'down'],
  lasting: ['true', 'false'],
  words: ['live', 'recorded'],
}

function faultsIn(query: URLSearchParams): Partial<Faults> | undefined {
  const out: Record<string, unknown> = {}
  for (const [key, value] of query) {
    const takes = Object.hasOwn(switches, key) ? switches[key as keyof Faults] : undefined // a key of the table
    if (takes === 'number' && Number(value) >= 0) out[key] = Number(value)
    else if (takes !== undefined && takes !== 'number' && takes.includes(value)) {
      out[key] = key === 'lasting' ? value === 'true' : value
    } else return undefined
  }
  return out // every value is one that its switch takes
}

/**
 * What a test in another process may do to a stand-alone grid, as `POST /__control/WHAT?…` on the relay's port:
 * `drop` ends the relay's sockets · `deaf?on=0|1` · `reach?node=&is=up|silent|offline` · `reboot?node=`
 * `contract?id=&state=Created|GracePeriod|Deleted|OutOfFunds` on the chain, and so at its node
 * `crash?contract=&workload=` · `kyc?twin=&status=VERIFIED|UNVERIFIED|PENDING|REJECTED|none`
 * `fault?…` switches of the chain (chain/faults.ts), none of them puts all right again
 * `skip?blocks=` lets the chain's time pass, with its bills · `balance?account=SS58&free=UNITS`
 */
export function createControl(grid: Grid, relay: { dropSockets: () => void }) {
  const works: Readonly<Record<string, (query: URLSearchParams) => unknown>> = {
    drop: () => relay.dropSockets(),
    deaf: (query) => grid.relay.setDeaf(query.get('on') !== '0'),
    reach(query) {
      const node = grid.db.nodes.get(Number(query.get('node')))
      const reach = query.get('is')
      if (!node || (reach !== 'up' && reach !== 'silent' && reach !== 'offline')) return false
      node.temper.reach = reach
      if (reach === 'up') grid.relay.wake(node.nodeId)
    },
    reboot(query) {
      const node = grid.db.nodes.get(Number(query.get('node')))
      if (!node) return false
      // what a reboot leaves: the exit is the bridge again
      node.exit = 'zos'
      node.bootedAt = Math.floor(grid.host.now() / 1000)
      grid.host.changed()
    },
    contract(query) {
      const contract = grid.db.contracts.get(Number(query.get('id')))
      const state = query.get('state')
      if (!contract || !isState(state)) return false
      contract.state = state
      contractChanged(grid.host, contract.contractId)
      const chain = grid.onChain.opened()
      const gone = state === 'Deleted' || state === 'OutOfFunds'
      if (chain) arrangeContract(chain, contract.contractId, gone ? 'gone' : state)
    },
    crash(query) {
      const contractId = Number(query.get('contract'))
      const row = [...grid.db.deployments.values()].find((one) => one.contractId === contractId)
      if (!row) return false
      const reason = 'vm exited too many times'
      decommission(grid.host, row, query.get('workload') ?? '', reason)
    },
    kyc(query) {
      const row = grid.db.twins.get(Number(query.get('twin')))
      const status = query.get('status')
      if (!row) return false
      if (isVerified(status)) row.kyc = status
      else delete row.kyc
      grid.host.changed()
    },
    async fault(query) {
      const faults = faultsIn(query)
      if (!faults) return false
      const chain = await grid.onChain.chain()
      Object.assign(chain.faults, query.size === 0 ? noFaults() : faults)
      if (chain.faults.endpoint === 'down') chain.dropSockets()
    },
    async skip(query) {
      const blocks = Number(query.get('blocks'))
      if (!(blocks >= 1)) return false
      const chain = await grid.onChain.chain()
      chain.skip(Math.floor(blocks))
    },
    async balance(query) {
      const account = fromSs58(query.get('account') ?? '')
      const free = query.get('free') ?? ''
      if (!account || !/^\d+$/.test(free)) return false
      arrangeBalance(await grid.onChain.chain(), account, BigInt(free))
    },
  }

  /** The status that answers: 204 done, 400 what it was to be done to or with makes no sense, 404 unknown. */
  return async (what: string, query: URLSearchParams): Promise<204 | 400 | 404> => {
    const work = Object.hasOwn(works, what) ? works[what] : undefined
    if (!work) return 404
    return (await work(query)) === false ? 400 : 204
  }
}
