import { equal, utf8, type Bytes } from '#lib/bytes.ts'
import type { CallContext, Context } from './context.ts'
import type { AccountData, AccountInfo } from './records.ts'
import { Refusal } from './refusal.ts'
import type { Store } from './store.ts'

/** Least that keeps an account alive, TFT units (facts: tfchain.md section 1). */
export const EXISTENTIAL_DEPOSIT = 500n

/** Accounts of today's form carry this flag. */
const FLAGS = 1n << 127n
const NONE: AccountInfo = {
  nonce: 0,
  consumers: 0,
  providers: 0,
  sufficients: 0,
  data: { free: 0n, reserved: 0n, frozen: 0n, flags: FLAGS },
}

export const accountOf = (store: Store, who: Bytes): AccountInfo =>
  store.get('System.Account', who) ?? NONE

/** What may be spent: free, less what is locked (facts: tfchain.md section 1). */
export const usable = ({ data }: AccountInfo): bigint =>
  data.free > data.frozen ? data.free - data.frozen : 0n

function change(store: Store, who: Bytes, by: Partial<AccountData>) {
  const info = accountOf(store, who)
  store.put('System.Account', [who], { ...info, data: { ...info.data, ...by } })
}

/** The extrinsic's number is used up, whatever becomes of it. */
export function spendNonce(store: Store, who: Bytes) {
  const info = accountOf(store, who)
  store.put('System.Account', [who], { ...info, nonce: info.nonce + 1 })
}

/** Adds to an account, which may come into being by it. */
function credit({ store, emit }: Context, who: Bytes, amount: bigint) {
  const info = accountOf(store, who)
  if (info.providers > 0) return change(store, who, { free: info.data.free + amount })
  if (amount < EXISTENTIAL_DEPOSIT) throw new Refusal({ token: 'BelowMinimum' })
  store.put('System.Account', [who], {
    ...info,
    providers: 1,
    data: { ...info.data, free: amount, flags: FLAGS },
  })
  emit('System', 'NewAccount', { account: who })
  emit('Balances', 'Endowed', { account: who, free_balance: amount })
}

/** Takes from an account; what is left below the deposit is lost with the account, unless it shall live. */
function debit({ store, emit }: Context, who: Bytes, amount: bigint, keepAlive: boolean) {
  const info = accountOf(store, who)
  const { free, reserved } = info.data
  // spec 144 answered a transfer above the balance with this (facts: tfchain.md section 8)
  if (amount > free) throw new Refusal({ arithmetic: 'Underflow' })
  if (amount > usable(info)) throw new Refusal({ token: 'Frozen' })
  const left = free - amount
  if (left >= EXISTENTIAL_DEPOSIT) return change(store, who, { free: left })
  if (keepAlive) throw new Refusal({ token: 'NotExpendable' })
  if (reserved > 0n) throw new Refusal({ token: 'OnlyProvider' })
  store.put('System.Account', [who], undefined)
  emit('System', 'KilledAccount', { account: who })
  if (left === 0n) return
  const issued = store.get('Balances.TotalIssuance') ?? 0n
  store.put('Balances.TotalIssuance', [], issued - left)
  emit('Balances', 'DustLost', { account: who, amount: left })
}

/** Moves free balance; throws the token errors of facts: tfchain.md section 8. */
export function transfer(
  context: CallContext,
  to: Bytes,
  amount: bigint,
  { keepAlive }: { keepAlive: boolean },
) {
  const { signer, store, emit } = context
  if (amount > 0n && !equal(signer, to)) {
    if (accountOf(store, to).providers === 0 && amount < EXISTENTIAL_DEPOSIT) {
      throw new Refusal({ token: 'BelowMinimum' })
    }
    debit(context, signer, amount, keepAlive)
    credit(context, to, amount)
  } else if (amount > accountOf(store, signer).data.free) {
    throw new Refusal({ arithmetic: 'Underflow' })
  }
  emit('Balances', 'Transfer', { from: signer, to, amount })
}

/** All that may be spent, less the deposit when the account shall live. */
export function transferAll(context: CallContext, to: Bytes, keepAlive: boolean) {
  const info = accountOf(context.store, context.signer)
  const floor = keepAlive || info.data.reserved > 0n ? EXISTENTIAL_DEPOSIT : 0n
  const amount = usable(info) > floor ? usable(info) - floor : 0n
  transfer(context, to, amount, { keepAlive: floor > 0n })
}

/** True when the fee can be taken and the account lives on. */
export function canPay(store: Store, who: Bytes, fee: bigint): boolean {
  const info = accountOf(store, who)
  return usable(info) >= fee && info.data.free >= fee + EXISTENTIAL_DEPOSIT
}

/** Takes a fee before the call is done; what of it came back is the author's. */
export function withdrawFee(context: Context, who: Bytes, fee: bigint) {
  change(context.store, who, { free: accountOf(context.store, who).data.free - fee })
  context.emit('Balances', 'Withdraw', { who, amount: fee })
}

/** Ends the payment: to the author, or back to the payer when the call turned out free. */
export function settleFee(
  context: Context,
  who: Bytes,
  { fee, tip, refunded }: { fee: bigint; tip: bigint; refunded: boolean },
) {
  const to = refunded ? who : context.author
  const amount = fee + tip
  if (amount > 0n && accountOf(context.store, to).providers > 0) {
    change(context.store, to, { free: accountOf(context.store, to).data.free + amount })
    context.emit('Balances', 'Deposit', { who: to, amount })
  }
  const actual_fee = refunded ? 0n : amount
  context.emit('TransactionPayment', 'TransactionFeePaid', { who, actual_fee, tip })
}

/** Sets so much aside for a contract. The caller has seen that it is there. */
export function reserve({ store, emit }: Context, who: Bytes, amount: bigint) {
  const { free, reserved } = accountOf(store, who).data
  change(store, who, { free: free - amount, reserved: reserved + amount })
  if (amount > 0n) emit('Balances', 'Reserved', { who, amount })
}

/** Pays from what was set aside. A part too small to bring an account into being stays where it is. */
export function payReserved(context: Context, from: Bytes, to: Bytes, amount: bigint) {
  const { store, emit } = context
  if (amount === 0n || !canReceive(store, to, amount)) return
  change(store, from, { reserved: accountOf(store, from).data.reserved - amount })
  credit(context, to, amount)
  if (equal(from, to)) emit('Balances', 'Unreserved', { who: from, amount })
  else emit('Balances', 'ReserveRepatriated', { from, to, amount, destination_status: 'Free' })
}

const canReceive = (store: Store, who: Bytes, amount: bigint): boolean =>
  accountOf(store, who).providers > 0 || amount >= EXISTENTIAL_DEPOSIT

/** The lock that contracts share up to spec 149 (facts: tfchain.md section 6). */
const GRIDLOCK = utf8('gridlock')

function setLock(store: Store, who: Bytes, amount: bigint) {
  change(store, who, { frozen: amount })
  const lock = { id: GRIDLOCK, amount, reasons: 'All' as const }
  store.put('Balances.Locks', [who], amount > 0n ? [lock] : undefined)
}

/** Locks so much for a contract, as chains before 2.9 do. */
export const lock = ({ store }: Context, who: Bytes, amount: bigint) =>
  setLock(store, who, accountOf(store, who).data.frozen + amount)

/** Pays from what was locked. */
export function payLocked(context: Context, from: Bytes, to: Bytes, amount: bigint) {
  const { store, emit } = context
  if (amount === 0n || !canReceive(store, to, amount)) return
  const { free, frozen } = accountOf(store, from).data
  setLock(store, from, frozen > amount ? frozen - amount : 0n)
  change(store, from, { free: free - amount })
  credit(context, to, amount)
  emit('Balances', 'Transfer', { from, to, amount })
}
