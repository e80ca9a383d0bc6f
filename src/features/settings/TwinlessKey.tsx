import { useMutation, useQuery } from '@tanstack/react-query'
import Lock from 'lucide-react/icons/lock'
import { useState } from 'react'
import { toHex } from '#lib/bytes.ts'
import { messageOf } from '#lib/error.ts'
import { amount } from '#lib/money.ts'
import { paths } from '#paths.ts'
import { termsQuery } from '#queries/account.ts'
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
import { Terms } from '#ui/Terms.tsx'
import { Mono } from '#ui/text.tsx'
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
  const empty = balance.data?.usable === 0n
  return (
    <Section title={`This account has no twin on ${endpoints.name}`}>
      <Properties
        label="Account without a twin"
        rows={[
          { label: 'Account', value: <Id value={held.address} what="account" /> },
          { label: 'Curve', value: <Mono>{held.curve}</Mono> },
          { label: 'Key', value: kindWords[held.kind] },
          {
            label: 'Usable balance',
            value: balance.data ? (
              <Mono>{amount(balance.data.usable, 7)} TFT</Mono>
            ) : balance.status === 'pending' ? (
              <Skeleton width={80} />
            ) : undefined,
          },
        ]}
      />
      <p className={s.quiet}>
        It signs and pays. Nodes speak to twins only: with a twin on the chain this key speaks to
        them as well. If you expected a twin here, check network and curve, then unlock again.
      </p>
      {empty && (
        <p className={s.quiet}>
          The account is empty, and making a twin costs a fee.{' '}
          <Button size="small" href={paths.account()}>
            Get its first money
          </Button>
        </p>
      )}
      {before.error && <Fault>{messageOf(before.error)}</Fault>}
      {before.data && !had && <Terms {...terms} accepted={accepted} onAccept={setAccepted} />}
      {create.error && <Fault>{messageOf(create.error)}</Fault>}
      <div className={s.row}>
        <Button
          kind="primary"
          busy={create.isPending}
          disabledReason={
            !before.data
              ? 'The chain has not been read yet.'
              : !had && !terms.read
                ? 'The terms are not there to be read yet.'
                : !had && !accepted
                  ? 'Read the terms and accept them first.'
                  : empty
                    ? 'The account cannot pay the fee yet.'
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
