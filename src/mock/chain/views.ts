import { text, utf8, type Bytes } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { accountOf, usable } from './balances.ts'
import { isGrace } from './billing.ts'
import type { Store } from './store.ts'

/** A twin as the relay, the nodes and the proxy need it. */
export interface ChainTwin {
  id: number
  account: Bytes
  /** SS58, format 42. */
  address: string
  relay: string | null
  pk: Bytes | null
}

export interface ChainContract {
  id: bigint
  twinId: number
  state: 'Created' | 'GracePeriod' | 'Deleted'
  /** Block in which grace began. */
  graceSince: bigint | undefined
  type:
    | { type: 'node'; nodeId: number; hash: string; data: string; publicIps: number; ips: string[] }
    | { type: 'name'; name: string }
    | { type: 'rent'; nodeId: number }
}

/** What the rest of the demo grid asks the chain without JSON-RPC. */
export function createViews(store: Store) {
  function twin(id: number): ChainTwin | undefined {
    const of = store.get('TfgridModule.Twins', id)
    if (!of) return undefined
    const { account_id: account, pk } = of
    const relay = of.relay === null ? null : text(of.relay)
    return { id, account, address: toSs58(account), relay, pk }
  }

  function typeOf(id: bigint): ChainContract['type'] | undefined {
    const type = store.get('SmartContractModule.Contracts', id)?.contract_type
    if (!type) return undefined
    if ('NameContract' in type) return { type: 'name', name: text(type.NameContract.name) }
    if ('RentContract' in type) return { type: 'rent', nodeId: type.RentContract.node_id }
    const { node_id, deployment_hash, deployment_data, public_ips, public_ips_list } =
      type.NodeContract
    return {
      type: 'node',
      nodeId: node_id,
      hash: text(deployment_hash),
      data: text(deployment_data),
      publicIps: public_ips,
      ips: public_ips_list.map(({ ip }) => text(ip)),
    }
  }

  function contract(id: number | bigint): ChainContract | undefined {
    const of = store.get('SmartContractModule.Contracts', BigInt(id))
    const type = typeOf(BigInt(id))
    if (!of || !type) return undefined
    return {
      id: of.contract_id,
      twinId: of.twin_id,
      state: of.state === 'Created' ? 'Created' : isGrace(of) ? 'GracePeriod' : 'Deleted',
      graceSince: isGrace(of) ? of.state.GracePeriod : undefined,
      type,
    }
  }

  return {
    twin,
    twinOf(account: Bytes): ChainTwin | undefined {
      const id = store.get('TfgridModule.TwinIdByAccountID', account)
      return id === undefined ? undefined : twin(id)
    },
    contract,
    contracts: (): ChainContract[] =>
      store.entries('SmartContractModule.Contracts').flatMap(([[id]]) => contract(id) ?? []),
    /** Id of the live contract of a node with this hash (32 characters). */
    contractByHash: (nodeId: number, hash: string): bigint | undefined =>
      store.get('SmartContractModule.ContractIDByNodeIDAndHash', nodeId, utf8(hash)),
    /** TFT units: what may be spent, and what contracts hold. */
    balance(account: Bytes) {
      const info = accountOf(store, account)
      return { free: info.data.free, reserved: info.data.reserved, usable: usable(info) }
    },
  }
}
