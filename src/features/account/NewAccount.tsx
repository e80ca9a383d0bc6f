import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ACTIVATES_BELOW, activate, termsQuery, twinOfAccountQuery } from '#queries/account.ts'
import { balanceQuery } from '#queries/chain.ts'
import { useGrid } from '#queries/grid.ts'
import { relayHostOf } from '#queries/identitychain.ts'
import { askToPay } from '#queries/paying.ts'
import { useTerms } from '#queries/terms.ts'
import type { SigningAccount } from '#queries/who.ts'
import { paths } from '#paths.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { explain } from '#ui/explain.ts'
import { Section } from '#ui/Page.tsx'
import { Receipt, type Step, Stepper } from '#ui/Stepper.tsx'
import { type ReadTerms, Terms } from '#ui/Terms.tsx'
import { Mono, Quiet } from '#ui/text.tsx'
import { DateTime } from '#ui/Time.tsx'
import { toast } from '#ui/toast.ts'
import s from './account.module.css'
import { tft } from './transfer.ts'

/**
 * What an account lacks before it can deploy: money, accepted terms, a twin. Every step is done when the chain
 * says so; nothing is drawn where nothing lacks.
 */
export function NewAccount({ account }: { account: SigningAccount }) {
  const { address, kind } = account
  const [read, setRead] = useState<ReadTerms | null>(null)
  const balance = useQuery(balanceQuery(address))
  const terms = useQuery(termsQuery(address))
  const twin = useQuery(twinOfAccountQuery(address))
  if (!balance.data || !terms.data || twin.data !== null) return null
  const funded = balance.data.usable >= ACTIVATES_BELOW
  const accepted = terms.data.at(-1)
  const elsewhere = kind !== 'wallet'
  const agreed = accepted !== undefined || read !== null
  const steps: Step[] = [
    {
      title: 'First TFT',
      state: funded ? 'done' : 'now',
      body: funded ? (
        <Receipt rows={[{ label: 'It has', value: tft(balance.data.usable) }]} />
      ) : (
        <Activate address={address} />
      ),
    },
    {
      title: 'Terms and conditions',
      state: accepted ? 'done' : funded ? 'now' : 'todo',
      body: accepted ? (
        <Receipt
          rows={[
            { label: 'Accepted', value: <DateTime at={Number(accepted.timestamp) * 1000} /> },
            { label: 'Hash of the text', value: <Mono>{accepted.documentHash}</Mono> },
          ]}
        />
      ) : funded && !elsewhere ? (
        <Consent read={read !== null} onRead={setRead} />
      ) : undefined,
    },
    {
      title: 'Twin',
      state: funded && (agreed || elsewhere) ? 'now' : 'todo',
      body: !funded ? undefined : elsewhere ? (
        <div className={s.step}>
          <Quiet>
            The key of this account is in this browser: its twin gets its encryption key too.
          </Quiet>
          <Button href={paths.settings('identity')}>Go on in Settings, identity</Button>
        </div>
      ) : (
        <MakeTwin address={address} accepted={accepted !== undefined} terms={read} />
      ),
    },
  ]
  return (
    <Section
      title="Set this account up"
      remark={funded ? 'It cannot deploy before it has a twin.' : 'It cannot do anything yet.'}
    >
      <div className={s.steps}>
        <Stepper label="What this account still lacks" steps={steps} />
      </div>
    </Section>
  )
}

/** The network's own gift for new accounts. */
function Activate({ address }: { address: string }) {
  const { network } = useGrid()
  const client = useQueryClient()
  const activation = useMutation({
    mutationFn: () => activate(address),
    onSuccess: (units) => toast({ sentence: `${tft(units)} came`, state: 'ok' }),
    // also where it failed: it may have come all the same
    onSettled: () => client.invalidateQueries({ queryKey: ['chain', 'balance', address] }),
  })
  return (
    <div className={s.step}>
      <Quiet>
        The activation service of {network.name} gives a new account its first TFT, enough for the
        first transactions. Or let somebody send it some.
      </Quiet>
      <Button
        kind="primary"
        busy={activation.isPending}
        disabledReason={
          network.activation === undefined
            ? 'This network names no activation service. Let somebody send the account some TFT.'
            : undefined
        }
        onClick={() => activation.mutate()}
      >
        Activate
      </Button>
      {activation.isPending && <Quiet>Waiting until the chain shows it.</Quiet>}
      {activation.error && <ErrorPanel explained={explain(activation.error)} />}
    </div>
  )
}

/** The terms, and the person's word on them; they go on the chain with the twin. */
function Consent({ read, onRead }: { read: boolean; onRead: (terms: ReadTerms | null) => void }) {
  const { network } = useGrid()
  const terms = useTerms(network)
  return <Terms {...terms} accepted={read} onAccept={(yes) => onRead(yes ? terms.read : null)} />
}

/** Makes the twin, and accepts the terms in the same transaction where it was not done. */
function MakeTwin({
  address,
  accepted,
  terms,
}: {
  address: string
  accepted: boolean
  terms: ReadTerms | null
}) {
  const { network } = useGrid()
  const relay = relayHostOf(network)
  return (
    <div className={s.step}>
      <Receipt
        rows={[
          { label: 'Relay', value: <Mono>{relay ?? 'none: this network’s has a port'}</Mono> },
          { label: 'Published key', value: 'none' },
        ]}
      />
      <Quiet>
        A wallet never shows the secret that an encryption key would be made of, so none is
        published. This twin pays and signs; nodes are asked by a key in this browser.
        {!accepted && ' Terms and twin go in one transaction: one signature, one fee.'}
      </Quiet>
      <Button
        kind="primary"
        disabledReason={accepted || terms ? undefined : 'Read the terms and accept them first.'}
        onClick={() =>
          void askToPay({
            intent: {
              kind: 'create-twin',
              relay: relay ?? null,
              pk: null,
              ...(!accepted && terms ? { terms } : {}),
            },
            from: address,
            title: accepted ? 'Make a twin' : 'Accept the terms and make a twin',
            verb: 'Make the twin',
          })
        }
      >
        Make the twin
      </Button>
    </div>
  )
}
