import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useGrid } from '#queries/grid.ts'
import { closeAsked, pay, showPayment, waitingTwin, type Ask, type Asked } from '#queries/paying.ts'
import { usePayments } from '#queries/payments.ts'
import { judge } from '#queries/payjudge.ts'
import { payQuoteQuery, sentenceOf } from '#queries/payquote.ts'
import { useSigningAccounts, useWho } from '#queries/who.ts'
import { Button, LinkButton } from '#ui/Button.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { Select, TextField } from '#ui/Field.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QueryView } from '#ui/QueryView.tsx'
import { accountKey, accountLabel, accountsFor, missingWords, signingOf } from './accounts.ts'
import { CallView } from './CallView.tsx'
import { moneyRows, payerRows } from './facts.tsx'
import { Nobody } from './Nobody.tsx'
import s from './pay.module.css'
import { focusNow } from './focus.ts'
import { WalletReads } from './WalletReads.tsx'
import { explainTrouble } from './words.ts'

/** What the dialog shows: what stands left of its buttons, the buttons, and what is above them. */
export interface Parts {
  note: string | undefined
  actions: ReactNode
  body: ReactNode
}

/** What will be paid, by whom, for what, and what is lost: all that is to be known before the wallet opens. */
export function usePayForm(asked: Asked, ask: Ask, asking: boolean): Parts {
  const { network } = useGrid()
  const { speaking, account: usual } = useWho()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string>()
  const accounts = accountsFor(useSigningAccounts(), ask.from)
  const account = signingOf(accounts, chosen, usual)
  const query = useQuery({
    ...payQuoteQuery(ask.intent, account?.address ?? ''),
    enabled: asking && account !== undefined,
  })
  const { verb, lose = [], type, note, intent, also, warnings = [] } = ask
  const sentence = sentenceOf(intent)
  const { payments } = usePayments()
  const twin = account && waitingTwin(payments, account.address, sentence)
  const judged =
    account &&
    query.data &&
    judge(intent, account.address, query.data, speaking?.twin ?? null, also?.units)
  const reason = !account
    ? missingWords(ask.from)
    : !judged
      ? query.isError
        ? 'The chain has not told what this costs.'
        : 'The chain is asked what this costs.'
      : (judged.blocked ??
        (type !== undefined && typed.trim() !== type ? `Type “${type}” first.` : undefined))
  const go = () => {
    if (account && reason === undefined && !asked.busy) void pay(asked, account)
  }
  return {
    note: reason,
    actions: (
      <>
        <Button kind="text" onClick={closeAsked}>
          Cancel
        </Button>
        <Button
          kind={lose.length > 0 ? 'danger' : 'primary'}
          disabledReason={reason}
          busy={asked.busy}
          onClick={go}
        >
          {verb}
        </Button>
      </>
    ),
    body: (
      // after a refusal the reading goes on here
      <div
        key="form"
        className={s.form}
        tabIndex={-1}
        ref={focusNow}
        role="group"
        aria-label="What is asked"
      >
        {asked.refused && <ErrorPanel explained={explainTrouble(asked.refused)} />}
        {twin && (
          <Warnings>
            {[
              <>
                The same already waits in your wallet. Going on asks for a second signature.{' '}
                <LinkButton onClick={() => showPayment(twin.id)}>Show the first</LinkButton>
              </>,
            ]}
          </Warnings>
        )}
        <p className={s.sentence}>
          {sentence} {note}
        </p>
        {lose.length > 0 && (
          <div className={s.losses}>
            <h3>{warning} What will be lost</h3>
            <ul>
              {lose.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        )}
        {account ? (
          <>
            {accounts.length > 1 && (
              <div className={s.who}>
                <Select
                  label="Signs and pays"
                  value={accountKey(account)}
                  options={accounts.map((one) => ({
                    value: accountKey(one),
                    label: accountLabel(one),
                  }))}
                  onChange={setChosen}
                />
              </div>
            )}
            <Properties
              label="Who pays what"
              rows={[
                ...payerRows(account, query.data),
                ...(query.data && judged ? moneyRows(query.data, judged, also) : []),
              ]}
            />
            <QueryView query={query} source="chain" waitingFor={`the chain of ${network.name}`}>
              {(quote) => (
                <>
                  {judged && <Warnings>{[...warnings, ...judged.warnings]}</Warnings>}
                  <CallView call={quote.call} hex={quote.hex} />
                </>
              )}
            </QueryView>
            {type !== undefined && (
              <div className={s.typed}>
                <TextField
                  label={`Type “${type}” to go on`}
                  value={typed}
                  onChange={setTyped}
                  onEnter={go}
                />
              </div>
            )}
            {account.kind === 'wallet' ? (
              <WalletReads address={account.address} />
            ) : (
              <p className={s.how}>
                The key in this browser signs at once: “{verb}” is the confirmation, no wallet asks
                again.
              </p>
            )}
          </>
        ) : (
          <Nobody why={missingWords(ask.from)} />
        )}
      </div>
    ),
  }
}

const warning = <TriangleAlert size={14} strokeWidth={1.7} aria-hidden="true" />

function Warnings({ children }: { children: readonly ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <ul className={s.warnings} aria-label="To be known">
      {children.map((line, i) => (
        <li key={i}>
          {warning}
          <span>{line}</span>
        </li>
      ))}
    </ul>
  )
}
