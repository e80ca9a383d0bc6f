import { amount } from '#lib/money.ts'
import { group } from '#lib/units.ts'
import { paths } from '#paths.ts'
import type { Rescue as Facts } from '#queries/ledger.ts'
import { askToPay } from '#queries/paying.ts'
import { useSigningAccounts } from '#queries/who.ts'
import { Button } from '#ui/Button.tsx'
import { Id } from '#ui/Id.tsx'
import { StateWord } from '#ui/State.tsx'
import s from './contracts.module.css'
import { useMay } from './useMay.ts'
import { upTo } from './words.ts'

/** Contracts in grace: what they need, from whom, and the bill that brings them back. */
export function Rescue({
  twin,
  account,
  rescue: { ids, owed, missing },
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
  return (
    <section className={s.rescue} aria-label="Grace period">
      <p>
        <StateWord state="paused">{which} in grace</StateWord> and paused on{' '}
        {many ? 'their nodes' : 'its node'}: {amount(owed, 2)} TFT {many ? 'are' : 'is'} owed, with
        an hour to spare.{' '}
        {missing > 0n ? (
          <>
            The account has too little: {short} TFT more have to come in to{' '}
            <Id value={account} what="address" />.
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
                intent: { kind: 'transfer', to: account, units: roundUp(missing) },
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
        {missing > 0n && (
          <Button size="small" href={paths.account({ account })}>
            To the account
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
              verb: 'Bill now',
              note: 'Any account may ask for it; the money comes from the twin’s own.',
            })
          }
        >
          Pay what is owed
        </Button>
      </span>
    </section>
  )
}

/** Whole hundredths of a TFT, never less. */
const roundUp = (units: bigint) => ((units + 99_999n) / 100_000n) * 100_000n
