import { parseJson } from '#lib/json.ts'
import {
  bill,
  computeUnits,
  cost,
  storageUnits,
  trafficCost,
  type Billable,
  type Bill,
  type PriceUnit,
  type PricingPolicy,
  type Rate,
} from './pricing.ts'
import type { Fixed } from './fixed.ts'

/** One entry of a `pricing.json`, as it is written there. */
export interface PricingVector {
  id: string
  title: string
  input: {
    contract: 'node' | 'name' | 'rent'
    policy: Record<'su' | 'cu' | 'nu' | 'ipu' | 'unique_name' | 'domain_name', number> & {
      discount_for_dedication_nodes: number
      unit: PriceUnit
    }
    resources?: { cru: number; mru: number; sru: number; hru: number }
    public_ips?: number
    nu_unbilled_units?: number
    nu_bytes?: number
    seconds: number
    balance_units: string
    certified?: boolean
    node_rented?: boolean
    extra_fee_musd_month?: number
    tft_price: { average_musd: number; min_musd: number; max_musd: number }
  }
  chain: {
    cu?: number
    su?: number
    resources_and_ip_units?: string
    nu_unbilled_units?: string
    full_units?: string
    cost_units_usd: string
    tft_price_used_musd: number
    amount_before_discount_units: string
    monthly_amount_units: string
    discount_level: string
    standard_amount_due_units: string
    extra_fee_units_usd: string
    additional_amount_due_units: string
    total_due_units: string
    total_due_tft: number
  }
}

/** The entries of a `pricing.json`; that they are of this shape is what the check finds out. */
export function pricingVectors(json: string): PricingVector[] {
  return (parseJson(json) as { vectors: PricingVector[] }).vectors
}

/** undefined when every step of the chain's bill comes out, or a sentence about the first that does not. */
export function checkPricing({ input, chain }: PricingVector): string | undefined {
  const policy = policyOf(input.policy)
  const what = billableOf(input)
  const seconds = BigInt(input.seconds)
  const tftPrice = {
    last: 0n, // no bill looks at it
    average: BigInt(input.tft_price.average_musd),
    min: BigInt(input.tft_price.min_musd),
    max: BigInt(input.tft_price.max_musd),
  }
  const made = bill(what, { policy, tftPrice }, { seconds, balance: BigInt(input.balance_units) })
  const got = { ...steps(made), ...parts(what, policy, seconds) }
  for (const [step, expected] of Object.entries(chain)) {
    const ours = got[step]
    if (ours !== String(expected)) return `${step}: got ${ours}, expected ${expected}`
  }
  // how the unbilled traffic came about, where the entry tells it: reported over an hour
  if (input.nu_bytes !== undefined) {
    const traffic = trafficCost(BigInt(input.nu_bytes), policy, 3600n)
    if (traffic !== BigInt(chain.nu_unbilled_units ?? -1)) return `traffic: got ${traffic}`
  }
  return undefined
}

const steps = (made: Bill): Record<string, string> => ({
  cost_units_usd: `${made.costUsd}`,
  tft_price_used_musd: `${made.price}`,
  amount_before_discount_units: `${made.beforeDiscount}`,
  monthly_amount_units: `${made.monthly}`,
  discount_level: made.level,
  standard_amount_due_units: `${made.due}`,
  extra_fee_units_usd: `${made.extraFeeUsd}`,
  additional_amount_due_units: `${made.extraFee}`,
  total_due_units: `${made.total}`,
  total_due_tft: `${Number(made.total) / 1e7}`,
})

function parts(what: Billable, policy: PricingPolicy, seconds: bigint): Record<string, string> {
  if (what.kind === 'name') return {}
  const unbilled = what.kind === 'node' ? what.amountUnbilled : 0n
  const wholePolicy = { ...policy, discountForDedicationNodes: 100 }
  return {
    cu: shown(computeUnits(what.resources, policy.cu.unit)),
    su: shown(storageUnits(what.resources, policy.su.unit)),
    resources_and_ip_units: `${cost(what, policy, seconds) - unbilled}`,
    nu_unbilled_units: `${unbilled}`,
    full_units: `${cost(what, wholePolicy, seconds)}`,
  }
}

/** The entries write units with the first 32 of their 64 fractional bits. */
const shown = (units: Fixed) => `${Number(units >> 32n) / 2 ** 32}`

function policyOf(given: PricingVector['input']['policy']): PricingPolicy {
  const rate = (value: number): Rate => ({ value: BigInt(value), unit: given.unit })
  return {
    id: 1,
    name: '',
    su: rate(given.su),
    cu: rate(given.cu),
    nu: rate(given.nu),
    ipu: rate(given.ipu),
    uniqueName: rate(given.unique_name),
    domainName: rate(given.domain_name),
    discountForDedicationNodes: given.discount_for_dedication_nodes,
  }
}

function billableOf(input: PricingVector['input']): Billable {
  if (input.contract === 'name') return { kind: 'name' }
  const { cru = 0, mru = 0, sru = 0, hru = 0 } = input.resources ?? {}
  const resources = { cru: BigInt(cru), mru: BigInt(mru), sru: BigInt(sru), hru: BigInt(hru) }
  const certified = input.certified ?? false
  if (input.contract === 'rent') {
    return { kind: 'rent', resources, certified, extraFee: BigInt(input.extra_fee_musd_month ?? 0) }
  }
  return {
    kind: 'node',
    resources,
    certified,
    publicIps: BigInt(input.public_ips ?? 0),
    rented: input.node_rented ?? false,
    amountUnbilled: BigInt(input.nu_unbilled_units ?? 0),
  }
}
