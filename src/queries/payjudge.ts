import type { Intent, IntentKind } from '#chain/intent.ts'
import { exact } from '#lib/money.ts'
import type { PayQuote } from './payquote.ts'

/** What a quote means for the account that pays. Amounts in TFT units. */
export interface Judgement {
  /** What leaves it beside the fee. */
  spent: bigint
  before: bigint
  /** Usable afterwards; undefined where that is not to be known. */
  after: bigint | undefined
  /** Why it cannot be sent: the chain would refuse it, and take the fee. */
  blocked: string | undefined
  warnings: readonly string[]
}

const tft = (units: bigint) => `${exact(units)} TFT`

/** Kinds that only an account with a twin can do. */
const NEEDS_TWIN: ReadonlySet<IntentKind> = new Set<IntentKind>([
  'update-twin',
  'cancel-contracts',
  'create-name',
  'rent-node',
  'create-node-contract',
  'update-node-contract',
])

/**
 * Judges a quote by the chain's own rules, before anything is signed. `speaking` is the twin that speaks, null
 * where nobody does; `also` what the chain takes beside amount and fee.
 */
export function judge(
  intent: Intent,
  account: string,
  quote: PayQuote,
  speaking: number | null,
  also = 0n,
): Judgement {
  const { balance, fee, least } = quote
  const all = intent.kind === 'transfer-all'
  const asked = intent.kind === 'transfer' ? intent.units : 0n
  const spent = all ? over(balance.usable, fee) : asked
  return {
    spent,
    before: balance.usable,
    // a bill takes what is due, which only the chain knows where the caller does not
    after:
      intent.kind === 'bill-contracts' && also === 0n
        ? undefined
        : over(balance.usable, fee + spent + also),
    blocked: blocked(intent, account, quote, all ? least : asked),
    warnings: warnings(intent, quote, speaking),
  }
}

const over = (a: bigint, b: bigint) => (a > b ? a - b : 0n)

function blocked(
  intent: Intent,
  account: string,
  { balance, fee, least, twin, receiver, owners }: PayQuote,
  asked: bigint,
): string | undefined {
  // both a payment and its fee leave an account alive: at least `least` stays, or what is frozen in it
  const free = balance.usable
  const held = balance.frozen > balance.reserved ? balance.frozen - balance.reserved : 0n
  const spendable =
    intent.kind === 'transfer-all' || held >= least ? free : over(free, least - held)
  if (fee > spendable) {
    return `The fee is ${tft(fee)}, and this account has ${tft(free)} to spend. Fund it first.`
  }
  if (asked + fee > spendable) {
    return intent.kind === 'transfer-all'
      ? `Nothing worth paying is left after the fee of ${tft(fee)}.`
      : `With the fee this needs ${tft(asked + fee)}; the account can spend ${tft(spendable)} and stay open.`
  }
  if ((intent.kind === 'transfer' || intent.kind === 'transfer-all') && intent.to === account) {
    return 'The money would go to the account that pays it.'
  }
  if (receiver !== undefined && receiver + asked < least && intent.kind === 'transfer') {
    return `The receiving account is not open yet; it takes at least ${tft(least)} to open one.`
  }
  if (intent.kind === 'create-twin' && twin !== null) {
    return `This account already has twin ${twin}; an account can have only one.`
  }
  if (NEEDS_TWIN.has(intent.kind) && twin === null) return 'This account has no twin.'
  const ended = owners.find(({ twinId }) => twinId === null)
  if (ended)
    return `Contract ${ended.contractId} has ended already, so the chain would refuse this.`
  const foreign = owners.find(({ twinId }) => twinId !== twin)
  if (foreign) {
    return `Contract ${foreign.contractId} belongs to twin ${foreign.twinId}. Sign with the account of that twin.`
  }
  return undefined
}

function warnings(
  intent: Intent,
  { balance, least, twin }: PayQuote,
  speaking: number | null,
): string[] {
  const told: string[] = []
  if (speaking !== null && twin !== speaking) {
    told.push(
      twin === null
        ? `Twin ${speaking} speaks, but this account has no twin: it pays from another purse.`
        : `Twin ${speaking} speaks, but this account is twin ${twin}’s: it pays from another purse.`,
    )
  }
  if (intent.kind === 'transfer-all') {
    const stays = balance.free + balance.reserved - balance.usable
    if (stays > 0n) told.push(`${tft(stays)} is held for contracts and stays in the account.`)
    else {
      told.push(
        `The account is empty afterwards. Below ${tft(least)} the chain forgets it, its twin stays.`,
      )
    }
  }
  return told
}
