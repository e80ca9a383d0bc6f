import { text, toHex } from '#lib/bytes.ts'
import type { Chain, Change } from './chain/chain.ts'
import type { NodePower, PublicConfig } from './chain/records.ts'
import { isActive } from './db.ts'
import type { Keyring } from './keyring.ts'
import { contractChanged } from './lifecycle.ts'
import type { Host } from './node.ts'
import type { NodeRow, PublicConfigRow } from './schema.ts'

export interface MirrorOptions {
  host: Host
  keyring: Keyring
  chain: Chain
  /** Called with a node whose power the chain has changed. */
  onPower: (node: NodeRow) => void
}

/**
 * Brings the grid's rows to what the chain says, block by block: twins, farms with their addresses, what nodes
 * have on chain, and contracts. Relay, nodes and proxy read those rows, so the chain is the one source of all.
 */
export function createMirror({ host, keyring, chain, onPower }: MirrorOptions) {
  const { db } = host

  function takeTwin(id: number) {
    const said = chain.twin(id)
    const row = db.twins.get(id)
    keyring.forget(id)
    if (!said) {
      // its block was taken back; a twin is never deleted otherwise
      if (row?.account !== undefined) db.twins.delete(id)
      return
    }
    const facts = { relay: said.relay ?? '', pk: said.pk ? toHex(said.pk) : false }
    if (row && row.account === undefined) Object.assign(row, facts)
    else {
      const account = toHex(said.account)
      const unknown = { curve: 'sr25519', secret: null, nodeId: null, balance: 0 } as const
      db.twins.set(id, { ...unknown, twin: id, account, ...facts })
    }
  }

  function takeFarm(id: number) {
    const said = chain.store.get('TfgridModule.Farms', id)
    db.publicIps = db.publicIps.filter(
      ({ farmId, ip }) => farmId !== id || said?.public_ips.some((one) => text(one.ip) === ip),
    )
    if (!said) return void db.farms.delete(id)
    const payout = chain.store.get('TfgridModule.FarmPayoutV2AddressByFarmID', id)
    db.farms.set(id, {
      farmId: id,
      name: text(said.name),
      twinId: said.twin_id,
      certification: said.certification,
      dedicated: said.dedicated_farm,
      stellar: payout ? text(payout) : '',
    })
    for (const { ip, gateway, contract_id } of said.public_ips) {
      const address = text(ip)
      const contractId = Number(contract_id)
      const row = db.publicIps.find((one) => one.farmId === id && one.ip === address)
      if (row) Object.assign(row, { gateway: text(gateway), contractId })
      else {
        const rowId = `00000000${id}-${address}-demo`
        db.publicIps.push({
          id: rowId,
          farmId: id,
          ip: address,
          gateway: text(gateway),
          contractId,
        })
      }
    }
  }

  function takeNode(id: number) {
    const row = db.nodes.get(id)
    const said = chain.store.get('TfgridModule.Nodes', id)
    if (!row || !said) return
    const config = configOf(said.public_config)
    if (JSON.stringify(config) === JSON.stringify(row.chainConfig)) return
    row.chainConfig = config
    // the node hears of it from the chain, and sets itself up so
    row.config = config
  }

  function takePower(id: number) {
    const row = db.nodes.get(id)
    if (!row) return
    row.power = powerOf(chain.store.get('TfgridModule.NodePower', id))
    onPower(row)
  }

  function takeExtraFee(id: number) {
    const row = db.nodes.get(id)
    const fee = chain.store.get('SmartContractModule.DedicatedNodesExtraFee', id)
    if (row) row.extraFee = Number(fee ?? 0n)
  }

  function takeContract(contractId: number) {
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

  const takers: Readonly<Record<string, (id: number) => void>> = {
    'TfgridModule.Twins': takeTwin,
    'TfgridModule.Farms': takeFarm,
    'TfgridModule.FarmPayoutV2AddressByFarmID': takeFarm,
    'TfgridModule.Nodes': takeNode,
    'TfgridModule.NodePower': takePower,
    'SmartContractModule.DedicatedNodesExtraFee': takeExtraFee,
    'SmartContractModule.Contracts': takeContract,
  }

  return function take({ rows }: Change) {
    const due = new Map<string, () => void>()
    for (const { item, keys } of rows) {
      const taker = Object.hasOwn(takers, item) ? takers[item] : undefined
      if (taker) due.set(`${item} ${String(keys[0])}`, () => taker(Number(keys[0])))
    }
    for (const work of due.values()) work()
    if (due.size > 0) host.changed()
  }
}

const powerOf = (said: NodePower | undefined): NodeRow['power'] =>
  said
    ? { state: said.state === 'Up' ? 'Up' : 'Down', target: said.target }
    : { state: '', target: '' }

function configOf(said: PublicConfig | null): PublicConfigRow | null {
  if (!said) return null
  const { ip4, ip6, domain } = said
  return {
    ipv4: text(ip4.ip),
    ipv6: ip6 ? text(ip6.ip) : '',
    gw4: text(ip4.gw),
    gw6: ip6 ? text(ip6.gw) : '',
    domain: domain ? text(domain) : '',
  }
}

type NodeType = Extract<NonNullable<ReturnType<Chain['contract']>>['type'], { type: 'node' }>
const withoutIps = ({ nodeId, hash, data, publicIps }: NodeType) =>
  ({ type: 'node', nodeId, hash, data, publicIps }) as const
