import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '#lib/error.ts'
import { exactAmount, readAmount } from '#lib/money.ts'
import { activate } from '#queries/account.ts'
import { pricesQuery } from '#queries/chain.ts'
import { useGrid } from '#queries/grid.ts'
import {
  machineHour,
  neededFor,
  type Purpose,
  suggestion,
  type TwinFacts,
  twinFactsQuery,
} from '#queries/sessiontwin.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions, Choice, TextField } from '#ui/Field.tsx'
import { Id } from '#ui/Id.tsx'
import { Receipt } from '#ui/Stepper.tsx'
import { FromWallet } from './FromWallet.tsx'
import s from './session-twin.module.css'
import { machineWords, notToDeploy, partWords, tft } from './words.ts'

/** What money can be brought for. A network without a KYC service asks nobody to be verified. */
const purposesOf = (verifies: boolean) =>
  [
    { value: 'ask', label: 'Ask nodes', hint: 'Asking costs nothing; only making the twin does.' },
    {
      value: 'deploy',
      label: 'Deploy as well',
      hint: 'What it deploys is billed to its own balance, every hour.',
      reason: verifies ? notToDeploy : undefined,
    },
  ] as const

/** Brings the first money to the account: from the wallet, from the network, or from anywhere. */
export function FundStep({ address, facts }: { address: string; facts: TwinFacts }) {
  const [purpose, setPurpose] = useState<Purpose>('ask')
  const [typed, setTyped] = useState<string | null>(null)
  const { network } = useGrid()
  const prices = useQuery(pricesQuery())
  const { amount, parts } = suggestion(facts, purpose, prices.data && machineHour(prices.data))
  const shown = typed ?? exactAmount(amount)
  const wanted = readAmount(shown)
  const short = 'units' in wanted && wanted.units + facts.balance.usable < neededFor(facts)
  const wrong = 'wrong' in wanted ? wanted.wrong : undefined
  return (
    <div className={s.form}>
      <div>
        {/* the group carries the same name for readers */}
        <p className={s.caption} aria-hidden="true">
          What it is for
        </p>
        <Choice
          label="What it is for"
          value={purpose}
          options={purposesOf(network.kyc !== undefined)}
          onChange={(next) => {
            setPurpose(next)
            setTyped(null)
          }}
        />
      </div>
      <Receipt
        rows={[
          ...parts.map(({ what, units }) => ({ label: partWords[what], value: tft(units) })),
          { label: 'Suggested', value: tft(amount) },
        ]}
      />
      {purpose === 'deploy' && (
        <p className={s.quiet}>
          {prices.status === 'error'
            ? 'What a machine costs could not be read, so it is not in the sum.'
            : machineWords}
        </p>
      )}
      <TextField
        label="Amount to send, TFT"
        mono
        value={shown}
        onChange={setTyped}
        error={wrong}
        hint={
          short
            ? `Making the twin takes ${tft(neededFor(facts) - facts.balance.usable)}.`
            : 'What is not used can be swept back at any time.'
        }
      />
      <FromWallet address={address} units={'units' in wanted ? wanted.units : 0n} wrong={wrong} />
      {network.activation !== undefined && <FromNetwork address={address} />}
      <div>
        <p className={s.quiet}>
          Or send TFT from anywhere to its account; it is seen here at once:
        </p>
        <p className={s.address}>
          <Id value={address} what="account" whole />
        </p>
      </div>
    </div>
  )
}

function FromNetwork({ address }: { address: string }) {
  const queries = useQueryClient()
  const ask = useMutation({
    mutationFn: () => activate(address),
    onSuccess: () => queries.invalidateQueries({ queryKey: twinFactsQuery(address).queryKey }),
  })
  return (
    <>
      <Actions>
        <Button busy={ask.isPending} onClick={() => ask.mutate()}>
          Ask the activation service
        </Button>
        <span className={s.quiet}>
          {ask.isSuccess
            ? 'Its money has come.'
            : 'It gives a new account its first fees, and no more.'}
        </span>
      </Actions>
      {ask.error && <Fault>{messageOf(ask.error)}</Fault>}
    </>
  )
}
