import { utf8, type Bytes } from '#lib/bytes.ts'
import { accountOf } from './balances.ts'
import { enrol } from './contracts.ts'
import type {
  Contract,
  ContractData,
  ContractPaymentState,
  PublicIP,
  Resources,
} from './records.ts'
import {
  defaultPricing,
  type Seed,
  type SeedContract,
  type SeedFarm,
  type SeedNode,
  type SeedPricing,
  type SeedTwin,
} from './seed.ts'
import type { Store } from './store.ts'

const optional = (of: string | null | undefined): Bytes | null =>
  of === undefined || of === null || of === '' ? null : utf8(of)

const sizes = ({ hru, sru, cru, mru }: SeedNode['resources']): Resources => ({
  hru: BigInt(hru),
  sru: BigInt(sru),
  cru: BigInt(cru),
  mru: BigInt(mru),
})

/** Nobody's account: what a policy names when the seed does not. */
const nobody = (last: number): Bytes => {
  const account = new Uint8Array(32)
  account[31] = last
  return account
}

export const FOUNDATION = nobody(1)
export const SALES = nobody(2)

function seedPricing(store: Store, pricing: SeedPricing) {
  const policy = (value: number) => ({ value, unit: 'Gigabytes' as const })
  store.put('TfgridModule.PricingPolicyID', [], 1)
  store.put('TfgridModule.PricingPolicies', [1], {
    version: 4,
    id: 1,
    name: utf8('threefold_default_pricing_policy'),
    su: policy(pricing.su),
    cu: policy(pricing.cu),
    nu: policy(pricing.nu),
    ipu: policy(pricing.ipu),
    unique_name: policy(pricing.uniqueName),
    domain_name: policy(pricing.domainName),
    foundation_account: pricing.foundation ?? FOUNDATION,
    certified_sales_account: pricing.sales ?? SALES,
    discount_for_dedication_nodes: pricing.discountForDedicationNodes,
  })
}

function seedTwin(store: Store, { id, account, relay, pk }: SeedTwin) {
  const twin = { id, account_id: account, relay: optional(relay), entities: [], pk }
  store.put('TfgridModule.Twins', [id], twin)
  store.put('TfgridModule.TwinIdByAccountID', [account], id)
}

function seedFarm(store: Store, farm: SeedFarm) {
  const { id, name, twinId, stellar } = farm
  const public_ips = (farm.publicIps ?? []).map(({ ip, gateway, contractId = 0 }): PublicIP => ({
    ip: utf8(ip),
    gateway: utf8(gateway),
    contract_id: BigInt(contractId),
  }))
  store.put('TfgridModule.Farms', [id], {
    version: 4,
    id,
    name: utf8(name),
    twin_id: twinId,
    pricing_policy_id: 1,
    certification: farm.certification ?? 'NotCertified',
    public_ips,
    dedicated_farm: farm.dedicated ?? false,
    farming_policy_limits: null,
  })
  store.put('TfgridModule.FarmIdByName', [utf8(name)], id)
  if (stellar) store.put('TfgridModule.FarmPayoutV2AddressByFarmID', [id], utf8(stellar))
}

function publicConfigOf(config: SeedNode['publicConfig']) {
  if (!config) return null
  const { ipv4, gw4, ipv6, gw6, domain } = config
  return {
    ip4: { ip: utf8(ipv4), gw: utf8(gw4) },
    ip6: ipv6 && gw6 ? { ip: utf8(ipv6), gw: utf8(gw6) } : null,
    domain: optional(domain),
  }
}

function seedNode(store: Store, node: SeedNode) {
  const { id, farmId, twinId, power, extraFee = 0 } = node
  store.put('TfgridModule.Nodes', [id], {
    version: 6,
    id,
    farm_id: farmId,
    twin_id: twinId,
    resources: sizes(node.resources),
    location: {
      city: utf8(node.city ?? 'Unknown'),
      country: utf8(node.country ?? 'Unknown'),
      latitude: utf8(node.latitude ?? ''),
      longitude: utf8(node.longitude ?? ''),
    },
    public_config: publicConfigOf(node.publicConfig),
    created: BigInt(node.created ?? 0),
    farming_policy_id: 1,
    interfaces: (node.interfaces ?? []).map(({ name, mac, ips }) => ({
      name: utf8(name),
      mac: utf8(mac),
      ips: ips.map(utf8),
    })),
    certification: node.certified ? 'Certified' : 'Diy',
    secure_boot: false,
    virtualized: false,
    serial_number: optional(node.serial),
    connection_price: 80,
  })
  store.put('TfgridModule.NodeIdByTwinID', [twinId], id)
  if (power) {
    const state = power.state === 'Down' ? { Down: 1 } : 'Up'
    store.put('TfgridModule.NodePower', [id], { state, target: power.target })
  }
  if (extraFee > 0) store.put('SmartContractModule.DedicatedNodesExtraFee', [id], BigInt(extraFee))
}

function contractData(store: Store, id: bigint, { type: of }: SeedContract): ContractData {
  if (of.type === 'name') return { NameContract: { name: utf8(of.name) } }
  if (of.type === 'rent') return { RentContract: { node_id: of.nodeId } }
  const farm = store.get('TfgridModule.Nodes', of.nodeId)?.farm_id ?? 0
  const ips = store.get('TfgridModule.Farms', farm)?.public_ips ?? []
  return {
    NodeContract: {
      node_id: of.nodeId,
      deployment_hash: utf8(of.hash),
      deployment_data: utf8(of.data),
      public_ips: of.publicIps,
      public_ips_list: ips.filter((ip) => ip.contract_id === id),
    },
  }
}

function seedPayments(store: Store, seeded: SeedContract, state: ContractPaymentState) {
  const { id, twinId, overdraft = 0, reserve = 0n, extraReserve = 0n, cycles = 0 } = seeded
  store.put('SmartContractModule.ContractPaymentState', [BigInt(id)], {
    ...state,
    standard_reserve: reserve,
    additional_reserve: extraReserve,
    standard_overdraft: BigInt(overdraft),
    cycles,
  })
  const account = store.get('TfgridModule.Twins', twinId)?.account_id
  if (!account || reserve + extraReserve === 0n) return
  const info = accountOf(store, account)
  const reserved = info.data.reserved + reserve + extraReserve
  store.put('System.Account', [account], {
    ...info,
    providers: 1,
    data: { ...info.data, reserved },
  })
}

function seedContract(store: Store, seeded: SeedContract, seconds: bigint) {
  const id = BigInt(seeded.id)
  const contract: Contract = {
    version: 4,
    state: seeded.graceSince === undefined ? 'Created' : { GracePeriod: BigInt(seeded.graceSince) },
    contract_id: id,
    twin_id: seeded.twinId,
    contract_type: contractData(store, id, seeded),
    solution_provider_id: null,
  }
  const lastBilled = seeded.lastBilled === undefined ? seconds : BigInt(seeded.lastBilled)
  enrol({ store, seconds }, contract, lastBilled)
  const state = store.get('SmartContractModule.ContractPaymentState', id)
  if (state) seedPayments(store, seeded, state)
  if (seeded.used) {
    const report = { contract_id: id, used: sizes(seeded.used) }
    store.put('SmartContractModule.NodeContractResources', [id], report)
  }
}

const highest = (ids: readonly number[]): number => ids.reduce((a, b) => Math.max(a, b), 0)

/** Fills an empty storage. Rules are not asked: a world may begin in any state. */
export function seed(
  store: Store,
  of: Seed,
  { seconds, author }: { seconds: bigint; author: Bytes },
) {
  const { twins = [], farms = [], nodes = [], contracts = [], balances = [] } = of
  seedPricing(store, of.pricing ?? defaultPricing)
  const price = of.tftPrice ?? { last: 25, average: 25, min: 10, max: 1000 }
  store.put('TFTPriceModule.TftPrice', [], price.last)
  store.put('TFTPriceModule.AverageTftPrice', [], price.average)
  store.put('TFTPriceModule.MinTftPrice', [], price.min)
  store.put('TFTPriceModule.MaxTftPrice', [], price.max)
  for (const twin of twins) seedTwin(store, twin)
  for (const farm of farms) seedFarm(store, farm)
  for (const node of nodes) seedNode(store, node)
  const ofFarm = Map.groupBy(nodes, ({ farmId }) => farmId)
  for (const [farm, own] of ofFarm) {
    store.put(
      'TfgridModule.NodesByFarmID',
      [farm],
      own.map(({ id }) => id),
    )
  }
  for (const contract of contracts) seedContract(store, contract, seconds)
  const accepted = [...twins.map(({ account }) => account), ...(of.terms ?? [])]
  for (const account_id of accepted) {
    const terms = {
      account_id,
      timestamp: seconds,
      document_link: utf8('https://library.threefold.me/info/legal/'),
      document_hash: utf8('d41d8cd98f00b204e9800998ecf8427e'),
    }
    store.put('TfgridModule.UsersTermsAndConditions', [account_id], [terms])
  }
  for (const { account, free } of [...balances, { account: author, free: 10n ** 12n }]) {
    const info = accountOf(store, account)
    store.put('System.Account', [account], {
      ...info,
      providers: 1,
      data: { ...info.data, free: info.data.free + free },
    })
  }
  const issued = store
    .entries('System.Account')
    .reduce((sum, [, { data }]) => sum + data.free + data.reserved, 0n)
  store.put('Balances.TotalIssuance', [], issued)
  store.put('TfgridModule.TwinID', [], highest(twins.map(({ id }) => id)))
  store.put('TfgridModule.FarmID', [], highest(farms.map(({ id }) => id)))
  store.put('TfgridModule.NodeID', [], highest(nodes.map(({ id }) => id)))
  const last = contracts.reduce((a, { id }) => (BigInt(id) > a ? BigInt(id) : a), 0n)
  store.put('SmartContractModule.ContractID', [], last)
}
