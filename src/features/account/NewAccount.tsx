import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { amount } from '#lib/money.ts'
import { ACTIVATES_BELOW, activate, termsQuery, twinOfAccountQuery } from '#queries/account.ts'
import { balanceQuery } from '#queries/chain.ts'
import { useGrid } from '#queries/grid.ts'
import { relayHostOf } from '#queries/identitychain.ts'
import { askToPay } from '#queries/paying.ts'
import { termsDocumentQuery } from '#queries/terms.ts'
import type { SigningAccount } from '#queries/who.ts'
import { paths } from '#paths.ts'
import { Button } from '#ui/Button.tsx'
import { CodeBlock } from '#ui/CodeBlock.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { explain } from '#ui/explain.ts'
import { CheckBox } from '#ui/Field.tsx'
import { Section } from '#ui/Page.tsx'
import { QueryView } from '#ui/QueryView.tsx'
import { Receipt, type Step, Stepper } from '#ui/Stepper.tsx'
import { Mono, Quiet } from '#ui/text.tsx'
import { DateTime } from '#ui/Time.tsx'
import { toast } from '#ui/toast.ts'
import s from './account.module.css'

/**
 * What an account lacks before it can deploy: money, accepted terms, a twin. Every step is done when the chain
 * says so; nothing is drawn where nothing lacks.
 */
export function NewAccount({ account }: { account: SigningAccount }) {
  const { address } = account
  const balance = useQuery(balanceQuery(address))
  const terms = useQuery(termsQuery(address))
  const twin = useQuery(twinOfAccountQuery(address))
  if (!balance.data || !terms.data || twin.data !== null) return null
  const funded = balance.data.usable >= ACTIVATES_BELOW
  const accepted = terms.data.at(-1)
  const steps: Step[] = [
    {
      title: 'First TFT',
      state: funded ? 'done' : 'now',
      body: funded ? (
        <Receipt rows={[{ label: 'It has', value: `${amount(balance.data.usable, 2)} TFT` }]} />
      ) : (
        <Activate address={address} />
      ),
    },
    {
      title: 'Terms and conditions',
      state: accepted ? 'done' : funded ? 'now' : 'todo',
      body: accepted && (
        <Receipt
          rows={[
            { label: 'Accepted', value: <DateTime at={Number(accepted.timestamp) * 1000} /> },
            { label: 'Hash of the text', value: <Mono>{accepted.documentHash}</Mono> },
          ]}
        />
      ),
    },
    {
      title: 'Twin',
      state: funded ? 'now' : 'todo',
      body: funded ? <MakeTwin account={account} accepted={accepted !== undefined} /> : undefined,
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
    onSuccess: (units) => toast({ sentence: `${amount(units, 4)} TFT came`, state: 'ok' }),
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

/** Accepting the terms where it was not done, and making the twin, in one transaction. */
function MakeTwin({ account, accepted }: { account: SigningAccount; accepted: boolean }) {
  const { network } = useGrid()
  const [read, setRead] = useState(false)
  const document = useQuery({ ...termsDocumentQuery(network), enabled: !accepted })
  const relay = relayHostOf(network)
  if (account.kind !== 'wallet') {
    return (
      <div className={s.step}>
        <Quiet>
          The key of this account is in this browser: its twin gets its encryption key too.
        </Quiet>
        <Button href={paths.settings('identity')}>Go on in Settings, identity</Button>
      </div>
    )
  }
  const terms = document.data && { link: document.data.link, hash: document.data.hash }
  return (
    <div className={s.step}>
      {!accepted && (
        <QueryView query={document} source="browser" waitingFor="the terms and conditions">
          {(told) => (
            <>
              <div className={s.terms}>
                <CodeBlock text={told.text} label="Terms and conditions" />
              </div>
              <Receipt
                rows={[
                  { label: 'From', value: <Mono>{told.link}</Mono> },
                  { label: 'Hash of the text', value: <Mono>{told.hash}</Mono> },
                ]}
              />
              <CheckBox
                label="I have read the terms and accept them"
                hint="Link and hash are written on the chain with your account."
                checked={read}
                onChange={setRead}
              />
            </>
          )}
        </QueryView>
      )}
      <Receipt
        rows={[
          { label: 'Relay', value: <Mono>{relay ?? 'none: this network’s has a port'}</Mono> },
          { label: 'Published key', value: 'none' },
        ]}
      />
      <Quiet>
        A wallet never shows the secret that an encryption key would be made of, so none is
        published. This twin pays and signs; nodes are asked by a key in this browser.
      </Quiet>
      <Button
        kind="primary"
        disabledReason={
          accepted || (terms && read)
            ? undefined
            : 'Read and accept the terms and conditions first.'
        }
        onClick={() =>
          void askToPay({
            intent: {
              kind: 'create-twin',
              relay: relay ?? null,
              pk: null,
              ...(!accepted && terms ? { terms } : {}),
            },
            from: account.address,
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
