import { amount } from '#lib/money.ts'
import { group } from '#lib/units.ts'
import type { Rescue as Facts } from '#queries/ledger.ts'
import { askToPay } from '#queries/paying.ts'
import { useSigningAccounts, useWho } from '#queries/who.ts'
import { Button } from '#ui/Button.tsx'
import { Id } from '#ui/Id.tsx'
import { StateWord } from '#ui/State.tsx'
import s from './contracts.module.css'
import { useMay } from './useMay.ts'
import { roundUp, upTo } from './words.ts'

/** Contracts in grace: what they need, from whom, and the bill that brings them back. */
export function Rescue({
  twin,
  account,
  rescue: { ids, owed, owedSoon, spare, there, missing },
}: {
  twin: number
  /** The twin's, SS58. */
  account: string
  rescue: Facts
}) {
  const { pay } = useMay(twin)
  const other = useSigningAccounts().find(({ address }) => address !== account)
  const many = ids.length > 1
  const which = many ? `${group(ids.length)} contracts are` : `Contract ${ids[0]} is`
  const short = upTo(missing, 2)
  const sum = amount(owed, 2)
  const { account: signs } = useWho()
  /** The money is the twin's, whoever pays the fee: only its own balance is told before and after. */
  const own = signs?.address === account
  return (
    <section className={s.rescue} aria-label="Grace period">
      <p>
        <StateWord state="paused">{which} in grace</StateWord> and paused on{' '}
        {many ? 'their nodes' : 'its node'}: {sum} TFT is owed now; {amount(owedSoon, 2)} TFT lasts
        an hour more.{' '}
        {missing > 0n ? (
          <>
            The account has too little: it can spend {amount(there, 2)} TFT, and {amount(spare, 2)}{' '}
            TFT has to stay for fees. Send {short} TFT more, from any account, to{' '}
            <Id value={account} what="address" whole />
          </>
        ) : (
          'The account has enough: the next bill ends the grace, and it need not be waited for.'
        )}
      </p>
      <span className={s.acts}>
        {missing > 0n && other && (
          <Button
            kind="primary"
            size="small"
            onClick={() =>
              void askToPay({
                intent: { kind: 'transfer', to: account, units: hundredths(missing) },
                from: other.address,
                title: `Top up twin ${twin}`,
                verb: `Send ${short} TFT`,
                note: `This is what the contracts of twin ${twin} in grace need. Let the chain bill them afterwards.`,
              })
            }
          >
            Top up from {other.name}
          </Button>
        )}
        <Button
          kind={missing > 0n ? 'outline' : 'primary'}
          size="small"
          disabledReason={
            missing > 0n ? `A bill now would find too little: ${short} TFT are missing.` : pay
          }
          onClick={() =>
            void askToPay({
              intent: { kind: 'bill-contracts', ids },
              title: many
                ? `Pay what ${group(ids.length)} contracts owe`
                : `Pay what contract ${ids[0]} owes`,
              verb: 'Pay what is owed',
              note: `The chain bills ${many ? 'them' : 'it'} now: about ${sum} TFT. Any account may ask for that; the money comes from twin ${twin}’s own.`,
              ...(own ? { also: { units: roundUp(owed), words: 'What is owed, about' } } : {}),
              ...(own ? { from: account } : {}),
            })
          }
        >
          Pay what is owed
        </Button>
      </span>
    </section>
  )
}

/** Whole hundredths of a TFT, never less: what the button says. */
const hundredths = (units: bigint) => ((units + 99_999n) / 100_000n) * 100_000n
