import { useMutation } from '@tanstack/react-query'
import type { Network } from '#lib/networks.ts'
import { probeMutation } from '#queries/endpoints.ts'
import { useGrid } from '#queries/grid.ts'
import { Button } from '#ui/Button.tsx'
import { Id } from '#ui/Id.tsx'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { Stamp } from '#ui/Stamp.tsx'
import { StateWord } from '#ui/State.tsx'
import { Checks } from '#ui/Stepper.tsx'
import { Note } from '#ui/text.tsx'

const labels = {
  gridproxy: 'Grid proxy',
  relay: 'Relay',
  chain: 'Chain',
  activation: 'Activation',
  kyc: 'KYC',
  terms: 'Terms',
} as const
const kinds = ['gridproxy', 'relay', 'chain', 'activation', 'kyc', 'terms'] as const

/** A network's endpoints, and what they say when they are asked. */
export function EndpointCheck({ network }: { network: Network | undefined }) {
  const grid = useGrid()
  const check = useMutation(probeMutation())
  const connected = network?.relay === grid.network.relay && grid.transport?.state === 'open'
  return (
    <Section
      title="Endpoints"
      stamps={check.data && <Stamp source="browser" at={check.submittedAt} verb="asked" />}
      action={
        <Button
          size="small"
          busy={check.isPending}
          disabledReason={network ? undefined : 'The endpoints are not complete yet.'}
          onClick={() => {
            if (network) check.mutate({ network, connected })
          }}
        >
          {check.isPending ? 'Asking' : 'Check'}
        </Button>
      }
    >
      <Properties
        label="Endpoints"
        rows={kinds.map((kind) => ({
          label: labels[kind],
          value: network?.[kind] ? (
            <Id value={network[kind]} what={`${kind} address`} whole />
          ) : null,
        }))}
      />
      <div role="status">
        {check.data && (
          <Checks
            rows={check.data.map(({ key, name, state, evidence }) => ({
              key,
              name: <StateWord state={state}>{name}</StateWord>,
              evidence,
            }))}
          />
        )}
      </div>
      <Note>The console speaks with these addresses and with nobody else.</Note>
    </Section>
  )
}
