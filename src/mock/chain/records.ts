import type { Bytes } from '#lib/bytes.ts'

/*
 * What the chain stores, as scale.ts reads and writes it: field names are the runtime's own, texts are bytes,
 * u64 and u128 are bigint. Values are never changed in place; a changed one is put anew.
 */

/** TFT units (1 TFT = 10^7). */
export interface AccountData {
  free: bigint
  reserved: bigint
  frozen: bigint
  flags: bigint
}

export interface AccountInfo {
  nonce: number
  consumers: number
  providers: number
  sufficients: number
  data: AccountData
}

export interface Twin {
  id: number
  account_id: Bytes
  relay: Bytes | null
  entities: { entity_id: number; signature: Bytes }[]
  pk: Bytes | null
}

export interface PublicIP {
  ip: Bytes
  gateway: Bytes
  /** 0 is free. */
  contract_id: bigint
}

export interface Farm {
  version: number
  id: number
  name: Bytes
  twin_id: number
  pricing_policy_id: number
  certification: 'NotCertified' | 'Gold'
  public_ips: PublicIP[]
  dedicated_farm: boolean
  farming_policy_limits: unknown
}

/** Bytes, except cru: logical cores. */
export interface Resources {
  hru: bigint
  sru: bigint
  cru: bigint
  mru: bigint
}

export interface Address {
  ip: Bytes
  gw: Bytes
}

export interface PublicConfig {
  ip4: Address
  ip6: Address | null
  domain: Bytes | null
}

export interface Node {
  version: number
  id: number
  farm_id: number
  twin_id: number
  resources: Resources
  location: { city: Bytes; country: Bytes; latitude: Bytes; longitude: Bytes }
  public_config: PublicConfig | null
  created: bigint
  farming_policy_id: number
  interfaces: { name: Bytes; mac: Bytes; ips: Bytes[] }[]
  certification: 'Diy' | 'Certified'
  secure_boot: boolean
  virtualized: boolean
  serial_number: Bytes | null
  connection_price: number
}

export type Power = 'Up' | 'Down'

export interface NodePower {
  /** The number is the block in which it went down. */
  state: 'Up' | { Down: number }
  target: Power
}

export interface Policy {
  /** USD units (1 USD = 10^7) per hour. */
  value: number
  unit: 'Bytes' | 'Kilobytes' | 'Megabytes' | 'Gigabytes' | 'Terrabytes'
}

export interface PricingPolicy {
  version: number
  id: number
  name: Bytes
  su: Policy
  cu: Policy
  nu: Policy
  ipu: Policy
  unique_name: Policy
  domain_name: Policy
  foundation_account: Bytes
  certified_sales_account: Bytes
  discount_for_dedication_nodes: number
}

export interface TermsAndConditions {
  account_id: Bytes
  /** Unix seconds. */
  timestamp: bigint
  document_link: Bytes
  document_hash: Bytes
}

export type Cause = 'CanceledByUser' | 'OutOfFunds' | 'CanceledByCollective'

export interface NodeContract {
  node_id: number
  /** 32 ASCII characters: the md5 in hex. */
  deployment_hash: Bytes
  deployment_data: Bytes
  public_ips: number
  public_ips_list: PublicIP[]
}

export type ContractData =
  | { NodeContract: NodeContract }
  | { NameContract: { name: Bytes } }
  | { RentContract: { node_id: number } }

export interface Contract {
  version: number
  state: 'Created' | { Deleted: Cause } | { GracePeriod: bigint }
  contract_id: bigint
  twin_id: number
  contract_type: ContractData
  solution_provider_id: bigint | null
}

export interface ContractBillingInformation {
  previous_nu_reported: bigint
  /** Unix seconds. */
  last_updated: bigint
  /** USD units of traffic since the last bill. */
  amount_unbilled: bigint
}

/** TFT units; what is reserved is paid out every 24 cycles, an overdraft is what could not be reserved. */
export interface ContractPaymentState {
  standard_reserve: bigint
  additional_reserve: bigint
  standard_overdraft: bigint
  additional_overdraft: bigint
  last_updated_seconds: bigint
  cycles: number
}

export interface ContractLock {
  amount_locked: bigint
  extra_amount_locked: bigint
  lock_updated: bigint
  cycles: number
}

export interface SolutionProvider {
  solution_provider_id: bigint
  providers: { who: Bytes; take: number }[]
  description: Bytes
  link: Bytes
  approved: boolean
}

/** Keys and value of each storage item that a rule touches; items not named here are only ever read, as their default. */
export interface Tables {
  'System.Account': [[Bytes], AccountInfo]
  'System.Number': [[], number]
  'System.BlockHash': [[number], Bytes]
  'System.Events': [[], unknown[]]
  'Timestamp.Now': [[], bigint]
  'Balances.TotalIssuance': [[], bigint]
  'Balances.Locks': [[Bytes], { id: Bytes; amount: bigint; reasons: 'Fee' | 'Misc' | 'All' }[]]
  'TfgridModule.Farms': [[number], Farm]
  'TfgridModule.FarmIdByName': [[Bytes], number]
  'TfgridModule.NodesByFarmID': [[number], number[]]
  'TfgridModule.FarmPayoutV2AddressByFarmID': [[number], Bytes]
  'TfgridModule.Nodes': [[number], Node]
  'TfgridModule.NodeIdByTwinID': [[number], number]
  'TfgridModule.NodePower': [[number], NodePower]
  'TfgridModule.Twins': [[number], Twin]
  'TfgridModule.TwinIdByAccountID': [[Bytes], number]
  'TfgridModule.TwinBoundedAccountID': [[number], Bytes]
  'TfgridModule.PricingPolicies': [[number], PricingPolicy]
  'TfgridModule.UsersTermsAndConditions': [[Bytes], TermsAndConditions[]]
  'TfgridModule.TwinID': [[], number]
  'TfgridModule.FarmID': [[], number]
  'TfgridModule.NodeID': [[], number]
  'TfgridModule.PricingPolicyID': [[], number]
  'SmartContractModule.Contracts': [[bigint], Contract]
  'SmartContractModule.ContractBillingInformationByID': [[bigint], ContractBillingInformation]
  'SmartContractModule.NodeContractResources': [[bigint], { contract_id: bigint; used: Resources }]
  'SmartContractModule.ContractIDByNodeIDAndHash': [[number, Bytes], bigint]
  'SmartContractModule.ContractIDByNameRegistration': [[Bytes], bigint]
  'SmartContractModule.ActiveNodeContracts': [[number], bigint[]]
  'SmartContractModule.ActiveRentContractForNode': [[number], bigint]
  'SmartContractModule.ContractsToBillAt': [[bigint], bigint[]]
  'SmartContractModule.ContractLock': [[bigint], ContractLock]
  'SmartContractModule.ContractPaymentState': [[bigint], ContractPaymentState]
  'SmartContractModule.ContractID': [[], bigint]
  'SmartContractModule.BillingFrequency': [[], bigint]
  'SmartContractModule.DedicatedNodesExtraFee': [[number], bigint]
  'SmartContractModule.SolutionProviders': [[bigint], SolutionProvider]
  'TFTPriceModule.TftPrice': [[], number]
  'TFTPriceModule.AverageTftPrice': [[], number]
  'TFTPriceModule.MinTftPrice': [[], number]
  'TFTPriceModule.MaxTftPrice': [[], number]
}

export type ItemName = keyof Tables
export type Keys<I extends ItemName> = Tables[I][0]
export type Value<I extends ItemName> = Tables[I][1]
