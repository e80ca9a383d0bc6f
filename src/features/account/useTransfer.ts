import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { exactAmount, readAmount } from '#lib/money.ts'
import { existentialDepositQuery, transferFeeQuery } from '#queries/account.ts'
import { balanceQuery, chainTwinQuery } from '#queries/chain.ts'
import { askToPay } from '#queries/paying.ts'
import { usePayments } from '#queries/payments.ts'
import type { TwinId } from '#lib/ids.ts'
import { type Effect, judgeEffect } from './effect.ts'
import { type Known, lookAlike, readRecipient, short } from './recipient.ts'
import { mostToSend, tft, whyNot } from './transfer.ts'
import { useKnown } from './useAccount.ts'

const NOBODY = 0 as TwinId // asked of nobody: the query is off then

/** The form for a transfer: what is typed, what the chain says to it, and what may be sent. */
export function useTransfer(from: string, effectOf: (units: bigint) => Effect | undefined) {
  const [to, setTo] = useState('')
  const [typed, setTyped] = useState('')
  const [compared, setCompared] = useState<string | null>(null)
  const [meant, setMeant] = useState<string | null>(null)
  const own = useKnown()
  const paid = usePaid(from)
  const known: Known[] = [...own, ...paid.known]
  const recipient = readRecipient(to, known)
  const twin = useQuery({
    ...chainTwinQuery(recipient.kind === 'twin' ? recipient.twin : NOBODY),
    enabled: recipient.kind === 'twin',
  })
  const address =
    recipient.kind === 'account'
      ? recipient.address
      : recipient.kind === 'twin'
        ? (twin.data?.accountId ?? null)
        : null
  const money = useQuery(balanceQuery(from))
  const theirs = useQuery({ ...balanceQuery(address ?? from), enabled: address !== null })
  const deposit = useQuery(existentialDepositQuery())
  const read = typed.trim() === '' ? undefined : readAmount(typed)
  // the fee hangs on the length of the amount alone: that of all there is is no lower
  const highest = useQuery({
    ...transferFeeQuery(from, money.data?.free ?? 0n),
    enabled: money.data !== undefined,
  })
  const exact = useQuery({
    ...transferFeeQuery(from, read && 'units' in read ? read.units : 0n),
    enabled: read !== undefined && 'units' in read,
  })
  const fee = exact.data ?? highest.data
  const facts =
    money.data && deposit.data !== undefined && fee !== undefined
      ? { money: money.data, deposit: deposit.data, fee }
      : undefined
  const fault =
    facts && address !== null && read && 'units' in read
      ? whyNot({
          from: { address: from, money: facts.money },
          to: { address, money: theirs.data },
          units: read.units,
          fee: facts.fee,
          existentialDeposit: facts.deposit,
        })
      : address === from
        ? { field: 'to' as const, why: 'This is the account that pays. Choose another.' }
        : undefined
  const like = address === null ? undefined : lookAlike(address, known)
  // one's own account may be written as one likes
  const foreign =
    recipient.kind === 'account' && !own.some((one) => one.address === address)
      ? recipient.foreign
      : undefined
  const effect =
    facts && read && 'units' in read && read.units > 0n && fault?.field !== 'amount'
      ? effectOf(read.units + facts.fee)
      : undefined
  const asked = recipient.kind === 'twin' && twin.isPending
  const toWrong =
    recipient.kind === 'wrong'
      ? recipient.why
      : recipient.kind === 'twin' && twin.data === null
        ? `There is no twin ${recipient.twin} on this chain.`
        : fault?.field === 'to'
          ? fault.why
          : undefined
  const amountWrong =
    read && 'wrong' in read ? read.wrong : fault?.field === 'amount' ? fault.why : undefined

  const met = address === null ? undefined : known.find((one) => one.address === address)
  const whom =
    recipient.kind === 'twin'
      ? `twin ${recipient.twin}`
      : met?.own
        ? met.name
        : short(address ?? '')
  const missing =
    toWrong ??
    (address === null
      ? asked
        ? 'The twin is being looked up.'
        : 'Say first to whom.'
      : undefined) ??
    amountWrong ??
    (!read ? 'Say first how much.' : undefined) ??
    (!facts || theirs.isPending ? 'The chain is being read.' : undefined) ??
    (like && compared !== address ? 'Compare the address first, and say so.' : undefined) ??
    (foreign !== undefined && meant !== address
      ? 'Say first that the account takes TFT.'
      : undefined)

  return {
    to: { typed: to, set: setTo, wrong: toWrong, recipient, address, money: theirs.data },
    amount: {
      typed,
      set: setTyped,
      wrong: amountWrong,
      units: read && 'units' in read ? read.units : undefined,
    },
    facts,
    error: money.error ?? highest.error ?? deposit.error,
    own: own.filter(
      (one, i) => one.address !== from && own.findIndex((o) => o.address === one.address) === i,
    ),
    met,
    paidBefore: address === null ? 0 : paid.times(address),
    like,
    compared: compared !== null && compared === address,
    compare: (yes: boolean) => setCompared(yes ? address : null),
    foreign,
    meant: meant !== null && meant === address,
    mean: (yes: boolean) => setMeant(yes ? address : null),
    /** What it does to the contracts' money; undefined where none lives on it, or while no amount stands there. */
    effect,
    missing,
    all() {
      if (facts) setTyped(exactAmount(mostToSend(facts.money, facts.deposit, facts.fee)))
    },
    /** Asks, pays, and empties the form when it was done. */
    async send() {
      if (missing !== undefined || address === null || !read || !('units' in read)) return
      const { units } = read
      const judged = effect && judgeEffect(effect)
      const sent = await askToPay({
        intent: { kind: 'transfer', to: address, units },
        from,
        title: `Send ${tft(units)} to ${whom}`,
        verb: `Send ${tft(units)}`,
        note: 'What is sent cannot be called back.',
        ...(judged ? { warnings: [judged.words] } : {}),
      })
      if (!sent) return
      setTo('')
      setTyped('')
      setCompared(null)
      setMeant(null)
    },
  }
}

export type Transfer = ReturnType<typeof useTransfer>

/** Whom this browser has paid before, over whichever account. */
function usePaid(from: string) {
  const { payments } = usePayments()
  const targets = payments.flatMap(({ intent, outcome }) =>
    outcome?.done && (intent.kind === 'transfer' || intent.kind === 'transfer-all')
      ? [intent.to]
      : [],
  )
  return {
    known: [...new Set(targets)]
      .filter((address) => address !== from)
      .map((address): Known => ({ address, name: `an account paid before`, own: false })),
    times: (address: string) => targets.filter((one) => one === address).length,
  }
}

/** `Demo savings, 5GrwvaEF…utQY`. */
export const called = ({ name, address }: Pick<Known, 'name' | 'address'>) =>
  `${name}, ${short(address)}`
