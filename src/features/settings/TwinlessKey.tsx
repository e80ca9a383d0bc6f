import { useMutation, useQuery } from '@tanstack/react-query'
import Lock from 'lucide-react/icons/lock'
import { useState } from 'react'
import { toHex } from '#lib/bytes.ts'
import { messageOf } from '#lib/error.ts'
import { exact } from '#lib/money.ts'
import { ACTIVATES_BELOW, termsQuery } from '#queries/account.ts'
import { balanceQuery } from '#queries/chain.ts'
import { relayHostOf } from '#queries/identitychain.ts'
import { askToPay } from '#queries/paying.ts'
import { session, useSession } from '#queries/session.ts'
import type { HeldKey } from '#queries/sessionstate.ts'
import { useTerms } from '#queries/terms.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Id } from '#ui/Id.tsx'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Receipt, type Step, Stepper } from '#ui/Stepper.tsx'
import { Terms } from '#ui/Terms.tsx'
import { Mono } from '#ui/text.tsx'
import { FirstMoney } from './FirstMoney.tsx'
import { kindWords, welcome } from './identity.ts'
import s from './settings.module.css'

/** A key whose account has no twin on this network: it signs and pays, and speaks once a twin is made. */
export function TwinlessKey({ held }: { held: HeldKey }) {
  const { endpoints } = useSession()
  const balance = useQuery(balanceQuery(held.address))
  const before = useQuery(termsQuery(held.address))
  const terms = useTerms(endpoints)
  const [accepted, setAccepted] = useState(false)
  const had = (before.data?.length ?? 0) > 0
  const create = useMutation({
    mutationFn: async () => {
      const sent = await askToPay({
        intent: {
          kind: 'create-twin',
          relay: relayHostOf(endpoints) ?? null,
          pk: held.pk ? toHex(held.pk) : null,
          ...(!had && terms.read ? { terms: terms.read } : {}),
        },
        from: held.address,
        title: 'Create a twin for this account',
        verb: 'Create twin',
        note: 'The twin names this network’s relay and the encryption key of this secret.',
      })
      if (!sent) return
      await session().keySpeaks(sent.result.twinId)
      welcome()
    },
  })
  const money = balance.data?.usable
  const funded = money !== undefined && money >= ACTIVATES_BELOW
  const steps: Step[] = [
    {
      title: 'First TFT',
      state: funded ? 'done' : 'now',
      body:
        money === undefined ? (
          balance.error ? (
            <Fault>{messageOf(balance.error)}</Fault>
          ) : (
            <Skeleton width={80} />
          )
        ) : (
          <>
            <Receipt rows={[{ label: 'It has', value: `${exact(money)} TFT` }]} />
            {!funded && <FirstMoney address={held.address} />}
          </>
        ),
    },
    {
      title: 'Terms and conditions',
      state: had ? 'done' : funded ? 'now' : 'todo',
      body: before.error ? (
        <Fault>{messageOf(before.error)}</Fault>
      ) : had ? (
        <p className={s.quiet}>This account has accepted them already.</p>
      ) : funded && before.data ? (
        <Terms {...terms} accepted={accepted} onAccept={setAccepted} />
      ) : undefined,
    },
    { title: 'Twin', state: funded && (had || accepted) ? 'now' : 'todo' },
  ]
  return (
    <Section title={`This account has no twin on ${endpoints.name}`}>
      <Properties
        label="Account without a twin"
        rows={[
          { label: 'Account', value: <Id value={held.address} what="account" /> },
          { label: 'Curve', value: <Mono>{held.curve}</Mono> },
          { label: 'Key', value: kindWords[held.kind] },
        ]}
      />
      <p className={s.quiet}>
        It signs and pays. Nodes speak to twins only: with a twin on the chain this key speaks to
        them as well. If you expected a twin here, check network and curve, then unlock again.
      </p>
      <div className={s.stepper}>
        <Stepper label="What this account still lacks" steps={steps} />
      </div>
      {create.error && <Fault>{messageOf(create.error)}</Fault>}
      <div className={s.row}>
        <Button
          kind="primary"
          busy={create.isPending}
          disabledReason={
            !before.data || money === undefined
              ? 'The chain has not been read yet.'
              : !funded
                ? 'The account cannot pay the fee yet. Bring its first TFT.'
                : !had && !terms.read
                  ? 'The terms are not there to be read yet.'
                  : !had && !accepted
                    ? 'Read the terms and accept them first.'
                    : undefined
          }
          onClick={() => create.mutate()}
        >
          Create a twin for this account
        </Button>
        <Button
          icon={<Lock size={14} strokeWidth={1.7} aria-hidden="true" />}
          onClick={() => session().lock()}
        >
          Lock now
        </Button>
      </div>
    </Section>
  )
}
