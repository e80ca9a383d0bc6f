import { equal, text, type Bytes } from '#lib/bytes.ts'
import type { CallContext } from './context.ts'
import type { Address, Farm, Node, Power, PublicConfig, PublicIP } from './records.ts'
import { ensure, refuse } from './refusal.ts'
import { twinOf } from './twins.ts'

const PALLET = 'TfgridModule'
const CONTRACTS = 'SmartContractModule'

/** Number of a plain dotted IPv4; undefined for anything else. */
function ipv4(of: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(of)?.slice(1).map(Number)
  if (!parts || parts.some((part) => part > 255)) return undefined
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}

const RESERVED = ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16']
  .concat(['172.16.0.0/12', '192.0.2.0/24', '192.168.0.0/16', '198.51.100.0/24'])
  .concat(['203.0.113.0/24', '224.0.0.0/3'])

function within(address: number, cidr: string): boolean {
  const [net = '', bits = '0'] = cidr.split('/')
  const size = 2 ** (32 - Number(bits))
  return Math.floor(address / size) === Math.floor((ipv4(net) ?? -1) / size)
}

/** A public unicast address in CIDR, and a gateway in its net that is another (facts: tfchain.md section 3). */
function isPublic({ ip, gw }: Address): boolean {
  const [address = '', bits = ''] = text(ip).split('/')
  const [host, gateway] = [ipv4(address), ipv4(text(gw))]
  if (host === undefined || gateway === undefined || !/^\d{1,2}$/.test(bits)) return false
  if (Number(bits) > 32 || RESERVED.some((net) => within(host, net))) return false
  return host !== gateway && within(gateway, text(ip))
}

const isDomain = (domain: string): boolean => /^[A-Za-z0-9.-]*$/.test(domain)

function checkName(name: Bytes) {
  ensure(name.length >= 3, PALLET, 'FarmNameTooShort')
  ensure(name.length <= 40, PALLET, 'FarmNameTooLong')
  ensure(/^[A-Za-z0-9_-]+$/.test(text(name)), PALLET, 'InvalidFarmName')
}

/** The farm, when the signer's twin is its farmer; refuses with the error of the call that asks. */
function ownFarm({ store, signer }: CallContext, id: number, error: string): Farm {
  const twin = twinOf(store, signer, PALLET)
  const farm = store.get('TfgridModule.Farms', id) ?? refuse(PALLET, 'FarmNotExists')
  ensure(farm.twin_id === twin.id, PALLET, error)
  return farm
}

function putFarm({ store, emit }: CallContext, farm: Farm) {
  store.put('TfgridModule.Farms', [farm.id], farm)
  emit(PALLET, 'FarmUpdated', farm)
}

/** Facts: tfchain.md section 3, as all calls here. */
export function createFarm(context: CallContext, args: { name: Bytes; public_ips: Address[] }) {
  const { store, signer, emit } = context
  const twin = twinOf(store, signer, PALLET)
  checkName(args.name)
  ensure((store.get('TfgridModule.FarmIdByName', args.name) ?? 0) === 0, PALLET, 'FarmExists')
  const public_ips: PublicIP[] = []
  for (const address of args.public_ips) {
    ensure(isPublic(address), PALLET, 'InvalidPublicIP')
    ensure(!public_ips.some(({ ip }) => equal(ip, address.ip)), PALLET, 'IpExists')
    public_ips.push({ ip: address.ip, gateway: address.gw, contract_id: 0n })
  }
  const id = (store.get('TfgridModule.FarmID') ?? 0) + 1
  const farm: Farm = {
    version: 4,
    id,
    name: args.name,
    twin_id: twin.id,
    pricing_policy_id: 1,
    certification: 'NotCertified',
    public_ips,
    dedicated_farm: false,
    farming_policy_limits: null,
  }
  store.put('TfgridModule.FarmID', [], id)
  store.put('TfgridModule.FarmIdByName', [args.name], id)
  store.put('TfgridModule.Farms', [id], farm)
  emit(PALLET, 'FarmStored', farm)
}

export function updateFarm(
  context: CallContext,
  { farm_id, name }: { farm_id: number; name: Bytes },
) {
  const { store } = context
  checkName(name)
  const farm = ownFarm(context, farm_id, 'CannotUpdateFarmWrongTwin')
  const holder = store.get('TfgridModule.FarmIdByName', name) ?? 0
  ensure(holder === 0 || holder === farm_id, PALLET, 'InvalidFarmName')
  store.put('TfgridModule.FarmIdByName', [farm.name], undefined)
  store.put('TfgridModule.FarmIdByName', [name], farm_id)
  putFarm(context, { ...farm, name })
}

/** Not validated: that is the console's to do. */
export function setPayout(
  context: CallContext,
  { farm_id, stellar_address }: { farm_id: number; stellar_address: Bytes },
) {
  ownFarm(context, farm_id, 'CannotUpdateFarmWrongTwin')
  context.store.put('TfgridModule.FarmPayoutV2AddressByFarmID', [farm_id], stellar_address)
  context.emit(PALLET, 'FarmPayoutV2AddressRegistered', [farm_id, stellar_address])
}

export function addFarmIp(context: CallContext, args: { farm_id: number } & Address) {
  const farm = ownFarm(context, args.farm_id, 'CannotUpdateFarmWrongTwin')
  ensure(isPublic(args), PALLET, 'InvalidPublicIP')
  ensure(!farm.public_ips.some(({ ip }) => equal(ip, args.ip)), PALLET, 'IpExists')
  ensure(farm.public_ips.length < 256, PALLET, 'InvalidPublicIP')
  const added = { ip: args.ip, gateway: args.gw, contract_id: 0n }
  putFarm(context, { ...farm, public_ips: [...farm.public_ips, added] })
}

/** By its exact text, and only a free one. */
export function removeFarmIp(
  context: CallContext,
  { farm_id, ip }: { farm_id: number; ip: Bytes },
) {
  const farm = ownFarm(context, farm_id, 'CannotUpdateFarmWrongTwin')
  const gone = farm.public_ips.find((of) => equal(of.ip, ip) && of.contract_id === 0n)
  ensure(gone !== undefined, PALLET, 'IpNotExists')
  putFarm(context, { ...farm, public_ips: farm.public_ips.filter((of) => of !== gone) })
}

function ownNode(context: CallContext, farm_id: number, node_id: number): Node {
  ownFarm(context, farm_id, 'FarmerNotAuthorized')
  const node = context.store.get('TfgridModule.Nodes', node_id) ?? refuse(PALLET, 'NodeNotExists')
  ensure(node.farm_id === farm_id, PALLET, 'NodeUpdateNotAuthorized')
  return node
}

export function setPublicConfig(
  context: CallContext,
  args: { farm_id: number; node_id: number; public_config: PublicConfig | null },
) {
  const { public_config } = args
  const node = ownNode(context, args.farm_id, args.node_id)
  const fits =
    public_config === null ||
    (isPublic(public_config.ip4) && isDomain(text(public_config.domain ?? new Uint8Array())))
  ensure(fits, PALLET, 'InvalidPublicConfig')
  context.store.put('TfgridModule.Nodes', [node.id], { ...node, public_config })
  context.emit(PALLET, 'NodePublicConfigStored', [node.id, public_config])
}

/** Down is refused while contracts run there, from spec 149 on. */
export function changePowerTarget(
  context: CallContext,
  { node_id, power_target }: { node_id: number; power_target: Power },
) {
  const { store, signer, emit, description } = context
  const twin = twinOf(store, signer, PALLET)
  const node = store.get('TfgridModule.Nodes', node_id) ?? refuse(PALLET, 'NodeNotExists')
  const farm = store.get('TfgridModule.Farms', node.farm_id) ?? refuse(PALLET, 'FarmNotExists')
  ensure(farm.twin_id === twin.id, PALLET, 'UnauthorizedToChangePowerTarget')
  const active = store.get('SmartContractModule.ActiveNodeContracts', node_id) ?? []
  const free = power_target === 'Up' || active.length === 0 || description.spec < 149
  ensure(free, PALLET, 'NodeHasActiveContracts')
  const power = store.get('TfgridModule.NodePower', node_id) ?? { state: 'Up', target: 'Up' }
  store.put('TfgridModule.NodePower', [node_id], { ...power, target: power_target })
  emit(PALLET, 'PowerTargetChanged', { farm_id: farm.id, node_id, power_target })
}

/** mUSD per month; only while nothing runs on the node (facts: tfchain.md section 3). */
export function setExtraFee(
  { store, signer, emit }: CallContext,
  { node_id, extra_fee }: { node_id: number; extra_fee: bigint },
) {
  const twin = twinOf(store, signer, CONTRACTS)
  const node = store.get('TfgridModule.Nodes', node_id) ?? refuse(CONTRACTS, 'NodeNotExists')
  const farm = store.get('TfgridModule.Farms', node.farm_id) ?? refuse(CONTRACTS, 'FarmNotExists')
  ensure(farm.twin_id === twin.id, CONTRACTS, 'UnauthorizedToSetExtraFee')
  const active = store.get('SmartContractModule.ActiveNodeContracts', node_id) ?? []
  const rent = store.get('SmartContractModule.ActiveRentContractForNode', node_id)
  ensure(active.length === 0 && rent === undefined, CONTRACTS, 'NodeHasActiveContracts')
  store.put('SmartContractModule.DedicatedNodesExtraFee', [node_id], extra_fee)
  emit(CONTRACTS, 'NodeExtraFeeSet', { node_id, extra_fee })
}
