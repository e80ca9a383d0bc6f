import { bill, type Bill, type Billable } from '#chain/pricing.ts'
import type { Chain } from './chain/chain.ts'
import { defaultPricing } from './chain/seed.ts'
import { isActive, nodeOf, rentOf } from './db.ts'
import { HEIGHT } from './height.ts'
import type { Page, Params } from './params.ts'
import { hash } from './random.ts'
import type { BillRow, ContractRow, Db, DeploymentRow, Gap } from './schema.ts'
import { usedBy } from './usage.ts'

const HOUR = 3600
const DAY = 24 * HOUR
/** Blocks of 6 s between two bills of a contract (facts: tfchain.md section 6). */
const FREQUENCY = 600
/** How long a contract that the world begins with in grace has been so: its node paused it then. */
const GRACE = 3 * DAY
/** Bills between two payments to the farmer and the others (facts: grid-services.md B.1). */
const CYCLES = 24

const rate = (value: number) => ({ value: BigInt(value), unit: 'Gigabytes' as const })
const { su, cu, nu, ipu, uniqueName, domainName, discountForDedicationNodes } = defaultPricing
const policy = {
  id: 1,
  name: 'demo',
  su: rate(su),
  cu: rate(cu),
  nu: rate(nu),
  ipu: rate(ipu),
  uniqueName: rate(uniqueName),
  domainName: rate(domainName),
  discountForDedicationNodes,
}

/** From so many days ago on: the average price of a TFT, mUSD, and the share of today's balance that was there. */
const past = [
  { days: 5, price: 25n, share: 1 },
  { days: 9, price: 24n, share: 1 },
  { days: 14, price: 24n, share: 0.12 },
  { days: 22, price: 26n, share: 0.3 },
  { days: 34, price: 23n, share: 1.4 },
  { days: Infinity, price: 22n, share: 1.6 },
] as const
const at = (db: Db, seconds: number) => {
  const days = (db.bornMs / 1000 - seconds) / DAY
  return past.find((step) => days < step.days) ?? past[0]
}

/** When a contract was in grace, by what its node paused; a gap still open ends never. */
function gapsOf(db: Db, contract: ContractRow): Gap[] {
  const nodeId = nodeOf(contract)
  const row =
    nodeId === null
      ? undefined
      : db.deployments.get(`${nodeId} ${contract.twinId} ${contract.contractId}`)
  const gaps = row ? pausesOf(row) : []
  const began = db.bills?.late.includes(contract.contractId) ?? contract.state === 'GracePeriod'
  if (!began) return gaps
  const paused = gaps.find(({ to }) => to === Infinity)?.from
  const since = paused ?? Math.floor(db.bornMs / 1000) - GRACE
  return [...gaps.filter(({ to }) => to < since), { from: since, to: Infinity }]
}

function pausesOf({ history }: DeploymentRow): Gap[] {
  const gaps: Gap[] = []
  for (const { at: recorded, result } of history) {
    const when = recorded ?? result.created
    const open = gaps.at(-1)
    if (result.state === 'paused' && open?.to !== Infinity) gaps.push({ from: when, to: Infinity })
    if (result.state !== 'paused' && open?.to === Infinity) open.to = when
  }
  return gaps
}

/** What of a contract is billed, by the grid's own rows. */
function billableOf(db: Db, contract: ContractRow): Billable {
  const { details } = contract
  if (details.type === 'name') return { kind: 'name' }
  const node = db.nodes.get(details.nodeId)
  const big = (of: NonNullable<typeof node>['total']) => ({
    cru: BigInt(of.cru),
    mru: BigInt(of.mru),
    sru: BigInt(of.sru),
    hru: BigInt(of.hru),
  })
  const none = { cru: 0, mru: 0, sru: 0, hru: 0 }
  const certified = node?.certified ?? false
  if (details.type === 'rent') {
    const extraFee = BigInt(node?.extraFee ?? 0)
    return { kind: 'rent', resources: big(node?.total ?? none), extraFee, certified }
  }
  return {
    kind: 'node',
    resources: big(usedBy(db, contract, db.bornMs) ?? none),
    publicIps: BigInt(details.publicIps),
    rented: rentOf(db, details.nodeId) !== undefined,
    amountUnbilled: 0n,
    certified,
  }
}

/**
 * When the bills of a contract were made before its chain began to make them, oldest first as a rule of their
 * number: its turn comes once an hour of blocks, give or take what blocks take.
 */
function turnsOf(db: Db, { contractId, createdAt }: ContractRow, until: number) {
  // the block of its turn is the one with its number, modulo the frequency
  const behind = (((HEIGHT - contractId) % FREQUENCY) + FREQUENCY) % FREQUENCY
  const anchor = Math.floor(db.bornMs / 1000) - 6 * behind
  const timeOf = (k: number) => anchor + k * HOUR + ((hash(contractId, k) % 13) - 6)
  let first = Math.ceil((createdAt - anchor) / HOUR)
  while (timeOf(first) <= createdAt) first++
  let last = Math.floor((until - anchor) / HOUR) + 1
  while (timeOf(last) > until) last--
  return { first, last, timeOf }
}

/** The bill of one turn; undefined where nothing was due, or nothing could be paid. */
function billAt(
  db: Db,
  contract: ContractRow,
  what: Billable,
  { from, to, gaps }: { from: number; to: number; gaps: readonly Gap[] },
): Bill | undefined {
  if (gaps.some((gap) => to > gap.from && to < gap.to)) return undefined
  const ended = gaps.find((gap) => from < gap.to && to >= gap.to)
  const { price, share } = at(db, to)
  const wealth = Math.floor((db.twins.get(contract.twinId)?.balance ?? 0) * share)
  // a machine with an address has visitors now and then
  const busy =
    what.kind === 'node' &&
    what.publicIps > 0n &&
    hash('traffic', contract.contractId, to) % 31 === 0
  const traffic = busy ? { amountUnbilled: BigInt(8_000 + (hash(to) % 60_000)) } : {}
  const made = bill(
    { ...what, ...traffic },
    { policy, tftPrice: { last: price, average: price, min: 10n, max: 1000n } },
    // what is owed was counted while there was no money that a discount could go by
    { seconds: BigInt(to - (ended?.from ?? from)), balance: ended ? 0n : BigInt(wealth) },
  )
  return made.total === 0n ? undefined : made
}

/** The bills of a contract before its chain began to make them; `first` to `last` are turns, of which grace leaves some out. */
function courseOf(db: Db, contract: ContractRow, until: number) {
  const { first, last, timeOf } = turnsOf(db, contract, until)
  const ended = db.bills?.ended?.get(contract.contractId)
  const gaps = ended?.gaps ?? gapsOf(db, contract)
  const what = ended?.what ?? billableOf(db, contract)
  return {
    first,
    last,
    timeOf,
    what,
    open: gaps.find(({ to }) => to === Infinity),
    isPaid: (k: number) => !gaps.some((gap) => timeOf(k) > gap.from && timeOf(k) < gap.to),
    at: (k: number) =>
      billAt(db, contract, what, {
        from: k === first ? contract.createdAt : timeOf(k - 1),
        to: timeOf(k),
        gaps,
      }),
  }
}

/** How a contract's payments stand on a chain that begins at a moment; amounts in TFT units, times in Unix seconds. */
export function paymentsAt(db: Db, contract: ContractRow, seconds: number) {
  const { first, last, timeOf, what, open, isPaid, at: billOf } = courseOf(db, contract, seconds)
  const paid: number[] = []
  for (let k = last; k >= first; k--) if (isPaid(k)) paid.push(k)
  // an older contract is somewhere in its day: not every one began at the same hour
  const cycles = paid.length < CYCLES ? paid.length : (paid.length + contract.contractId) % CYCLES
  let reserve = 0n
  let extraReserve = 0n
  for (const k of paid.slice(0, cycles)) {
    const made = billOf(k)
    reserve += (made?.total ?? 0n) - (made?.extraFee ?? 0n)
    extraReserve += made?.extraFee ?? 0n
  }
  const lastBilled = last < first ? contract.createdAt : timeOf(last)
  const lastPaid = paid[0] === undefined ? contract.createdAt : timeOf(paid[0])
  const { price } = at(db, lastBilled)
  const owed =
    open &&
    bill(
      what,
      { policy, tftPrice: { last: price, average: price, min: 10n, max: 1000n } },
      // there was no money that a discount could go by
      { seconds: BigInt(Math.max(0, lastBilled - lastPaid)), balance: 0n },
    )
  return {
    lastBilled,
    cycles,
    reserve,
    extraReserve,
    overdraft: owed?.total ?? 0n,
    graceAt: open?.from,
  }
}

/** From now on the chain makes the bills. */
export function beginBills(db: Db, since: number) {
  const late = [...db.contracts.values()].filter(({ state }) => state === 'GracePeriod')
  db.bills = { since, late: late.map(({ contractId }) => contractId), made: new Map() }
}

/** Bills that the chain makes, as the index hears of them. */
export function recordBills(db: Db, chain: Chain) {
  chain.onChange(() => {
    for (const record of chain.store.get('System.Events') ?? []) {
      const { event } = record as { event: Record<string, Record<string, unknown>> } // as the ledger writes them
      keepWhat(db, event['SmartContractModule'])
      const of = event['SmartContractModule']?.['ContractBilled'] as
        | { contract_id: bigint; timestamp: bigint; discount_level: string; amount_billed: bigint }
        | undefined // the one event of this name (chain/billing.ts)
      if (!of) continue
      const id = Number(of.contract_id)
      const made = db.bills?.made
      const bills = (made?.get(id) ?? []).slice(-KEPT)
      bills.push({
        amountBilled: Number(of.amount_billed),
        discountReceived: of.discount_level,
        timestamp: Number(of.timestamp),
      })
      made?.set(id, bills)
    }
  })
}
/** What was billed of a contract that ends, while its rows are still there: the index keeps its bills. */
function keepWhat(db: Db, happened: Record<string, unknown> | undefined) {
  for (const name of ['NodeContractCanceled', 'NameContractCanceled', 'RentContractCanceled']) {
    const of = happened?.[name] as { contract_id: bigint } | undefined // the events of these names (chain/removal.ts)
    const contract = of && db.contracts.get(Number(of.contract_id))
    if (!contract || !db.bills) continue
    db.bills.ended ??= new Map()
    const gaps = gapsOf(db, contract)
    db.bills.ended.set(contract.contractId, { what: billableOf(db, contract), gaps })
  }
}
/** More than anybody scrolls back. */
const KEPT = 2_000

/**
 * Bills of a contract, newest first: those that its chain has made since it began, before them what the same
 * arithmetic gives for the time before. None for an unknown contract or one that costs nothing.
 */
export function listBills(
  db: Db,
  contractId: number,
  params: Params,
  nowMs: number,
): Page<BillRow> {
  const contract = db.contracts.get(contractId)
  const size = Number(params.get('size') ?? 50)
  const page = Math.max(1, Number(params.get('page') ?? 1))
  const from = (page - 1) * size
  const made = (db.bills?.made.get(contractId) ?? []).toReversed()
  const rows = made.slice(from, from + size)
  let total = made.length
  // of one that ended before its chain began it is not known what it used
  if (contract && (isActive(contract) || db.bills?.ended?.has(contractId))) {
    const until = Math.min(db.bills?.since || Infinity, Math.floor(nowMs / 1000))
    const { first, last, timeOf, what, isPaid, at: billOf } = courseOf(db, contract, until)
    if (what.kind !== 'node' || billOf(first)) {
      for (let k = last; k >= first; k--) {
        if (!isPaid(k)) continue
        if (total >= from && rows.length < size) {
          const made = billOf(k)
          if (made) {
            rows.push({
              amountBilled: Number(made.total),
              discountReceived: made.level,
              timestamp: timeOf(k),
            })
          }
        }
        total++
      }
    }
  }
  const counted = params.get('ret_count') === true
  const pages = size === 0 ? 0 : Math.ceil(total / size)
  return {
    rows,
    headers: counted ? { count: String(total), size: String(size), pages: String(pages) } : {},
  }
}
