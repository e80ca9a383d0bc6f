import { useMutation, useQuery } from '@tanstack/react-query'
import Lock from 'lucide-react/icons/lock'

import { useGrid } from '#queries/grid.ts'
import { publishing, relayHostOf } from '#queries/identitychain.ts'
import { kycQuery } from '#queries/kyc.ts'
import { askToPay } from '#queries/paying.ts'
import { usePayments } from '#queries/payments.ts'
import { session, useSession } from '#queries/session.ts'
import type { SealedInfo } from '#queries/sessionstate.ts'
import { keptQuery, type TwinFacts, underway } from '#queries/sessiontwin.ts'
import { accountTwinQuery } from '#queries/who.ts'
import { useWallet } from '#queries/wallet.ts'
import { Button } from '#ui/Button.tsx'
import { Id } from '#ui/Id.tsx'
import { Properties } from '#ui/Properties.tsx'
import { Glyph, StateWord } from '#ui/State.tsx'
import { Faint, Mono, Note } from '#ui/text.tsx'
import { paths } from '#paths.ts'
import { AskNode } from './AskNode.tsx'
import { Leave } from './Leave.tsx'
import { RunsOut, Spendable } from './Money.tsx'
import s from './session-twin.module.css'
import { Underway } from './Underway.tsx'
import { UnlockForm } from './UnlockForm.tsx'
import { useContractsOf } from './useContractsOf.ts'
import { keyWords, kycWords, relayWords } from './words.ts'

/** A session twin that is there: what it has, what it published, and what can be done with it. */
export function Card({
  record,
  facts,
  twin,
}: {
  record: SealedInfo
  facts: TwinFacts
  twin: NonNullable<TwinFacts['twin']>
}) {
  const { key, twin: speaking } = useSession()
  const { network } = useGrid()
  const { payments } = usePayments()
  const kyc = useQuery(kycQuery(twin.id))
  const contracts = useContractsOf(twin.id)
  const kept = useQuery(keptQuery())
  const held = key?.address === record.address ? key : null
  const speaks = speaking?.address === record.address
  const told = publishing(twin, relayHostOf(network), held?.pk)
  const { update } = told
  const checked = kyc.data && kycWords(kyc.data)
  const way = underway(payments, record.address)
  const publish = useMutation({
    mutationFn: (fields: NonNullable<typeof update>) =>
      askToPay({
        intent: { kind: 'update-twin', ...fields },
        from: record.address,
        title: `Publish relay and key of twin ${twin.id}`,
        verb: 'Publish both',
        note:
          told.key === 'ours'
            ? undefined
            : 'Nodes that know the twin take up to 6 h to learn of another key; until then their answers may not open here.',
      }),
  })
  return (
    <div className={s.card}>
      <Properties
        label={`Session twin ${twin.id}`}
        rows={[
          {
            label: 'Twin',
            value: <Mono strong>{twin.id}</Mono>,
            note: speaks ? 'speaking now' : held ? 'unlocked' : 'locked',
          },
          { label: 'Account', value: <Id value={record.address} what="account" /> },
          { label: 'Balance', value: <Spendable balance={facts.balance} /> },
          { label: 'Runs out on', value: <RunsOut contracts={contracts} /> },
          {
            label: 'Relay on the chain',
            value: (
              <StateWord state={relayWords[told.relay].state}>
                {relayWords[told.relay].word}
              </StateWord>
            ),
          },
          {
            label: 'Encryption key',
            value: (
              <StateWord state={keyWords[told.key].state}>{keyWords[told.key].word}</StateWord>
            ),
          },
          {
            label: 'Key in this browser',
            value: (
              <Faint>
                {kept.data ? 'until you clear it' : 'until you or the browser clear it'}
              </Faint>
            ),
          },
          {
            label: 'Verified for deploying',
            value: checked && <StateWord state={checked.state}>{checked.word}</StateWord>,
          },
        ]}
      />
      {checked?.means !== undefined && <p className={s.quiet}>{checked.means}</p>}
      <SecondSigner twin={twin.id} />
      {way && <Underway payment={way} />}
      {held && update && !way && (
        <Note icon={<Glyph state="warn" />}>
          What the chain holds for it is not what this console uses.{' '}
          <Button size="small" busy={publish.isPending} onClick={() => publish.mutate(update)}>
            Publish relay and key
          </Button>
        </Note>
      )}
      {!held && (
        <UnlockForm
          record={record}
          twin={twin.id}
          why="Its key is locked. Unlock it to speak as it."
        />
      )}
      {speaks && <AskNode twin={twin.id} />}
      <Leave record={record} facts={facts} contracts={contracts}>
        {held && (
          <Button
            icon={<Lock size={14} strokeWidth={1.7} aria-hidden="true" />}
            onClick={() => session().lock()}
          >
            Lock now
          </Button>
        )}
        <Button href={paths.contracts({ twin: twin.id })}>Its contracts</Button>
      </Leave>
    </div>
  )
}

/** Where the wallet has a twin, it can be asked for its signature too (facts: rmb.md section 7.5). */
function SecondSigner({ twin }: { twin: number }) {
  const { account } = useWallet()
  const { data: other } = useQuery({
    ...accountTwinQuery(account?.address ?? ''),
    enabled: account !== null,
  })
  if (!account || typeof other !== 'number' || other === twin) return null
  return (
    <p className={s.quiet}>
      Its deployments can name your wallet’s twin {other} as a second signer that each version
      needs.
    </p>
  )
}
