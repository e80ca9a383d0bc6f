import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toHex } from '#lib/bytes.ts'
import { messageOf } from '#lib/error.ts'
import { useGrid } from '#queries/grid.ts'
import { relayHostOf } from '#queries/identitychain.ts'
import { askToPay } from '#queries/paying.ts'
import type { HeldKey } from '#queries/sessionstate.ts'
import { useTerms } from '#queries/terms.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions } from '#ui/Field.tsx'
import { Receipt } from '#ui/Stepper.tsx'
import { Id } from '#ui/Id.tsx'
import { type ReadTerms, Terms } from '#ui/Terms.tsx'
import { Mono } from '#ui/text.tsx'
import s from './session-twin.module.css'
import { speakAs } from './speak.ts'

/** Accepts the terms and makes the twin, in one transaction that the session key itself signs. */
export function TermsStep({ held, accept }: { held: HeldKey; accept: boolean }) {
  const { network } = useGrid()
  const terms = useTerms(network, accept)
  const { read } = terms
  const [agreed, setAgreed] = useState(false)
  const relay = relayHostOf(network) ?? null
  const pk = held.pk ? toHex(held.pk) : null
  const create = useMutation({
    mutationFn: async (accepted: ReadTerms | null) => {
      const sent = await askToPay({
        intent: { kind: 'create-twin', relay, pk, ...(accepted ? { terms: accepted } : {}) },
        from: held.address,
        title: 'Make the session twin',
        verb: 'Sign and make it',
      })
      if (sent) await speakAs(sent.result.twinId)
    },
  })
  const missing =
    accept && !read
      ? 'The terms are not there to be read yet.'
      : accept && !agreed
        ? 'Read the terms and accept them first.'
        : undefined
  return (
    <div className={s.form}>
      {accept ? (
        <Terms {...terms} accepted={agreed} onAccept={setAgreed} />
      ) : (
        <p className={s.quiet}>This account has accepted the terms already.</p>
      )}
      <Receipt
        rows={[
          {
            label: 'Relay to publish',
            value: relay ? <Mono>{relay}</Mono> : 'none: it has a port',
          },
          {
            label: 'Encryption key to publish',
            value: pk ? <Id value={pk} what="encryption key" /> : 'none',
          },
        ]}
      />
      {create.error && <Fault>{messageOf(create.error)}</Fault>}
      <Actions>
        <Button
          kind="primary"
          busy={create.isPending}
          disabledReason={missing}
          onClick={() => create.mutate(accept ? read : null)}
        >
          {accept ? 'Accept and make the twin' : 'Make the twin'}
        </Button>
      </Actions>
    </div>
  )
}
