import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { paths } from '#paths.ts'
import { termsQuery, twinOfAccountQuery } from '#queries/account.ts'
import { useGrid } from '#queries/grid.ts'
import { publishing, relayHostOf } from '#queries/identitychain.ts'
import { useSession } from '#queries/session.ts'
import { Id } from '#ui/Id.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { StateWord } from '#ui/State.tsx'
import { Faint, Mono, Note } from '#ui/text.tsx'
import { DateTime } from '#ui/Time.tsx'

const relays = {
  none: { state: 'warn', word: 'none: nobody can reach it' },
  ours: { state: 'ok', word: 'this network’s' },
  other: { state: 'warn', word: 'not this network’s' },
  unknown: { state: 'unknown', word: 'not told' },
} as const

const keys = {
  none: { state: 'paused', word: 'none: answers come in plain' },
  ours: { state: 'ok', word: 'of the key in this browser' },
  other: { state: 'warn', word: 'not of the key in this browser' },
  unreadable: { state: 'unknown', word: 'published' },
} as const

/** The twin of an account: its number, how it is reached, what it published, and the terms it accepted. */
export function TwinSection({ address }: { address: string }) {
  const { network } = useGrid()
  const { key } = useSession()
  const twin = useQuery(twinOfAccountQuery(address))
  const terms = useQuery(termsQuery(address))
  const accepted = terms.data?.at(-1)
  return (
    <QuerySection
      title="Twin"
      query={{ ...twin, data: twin.data === null ? ('none' as const) : twin.data }}
      source="chain"
      waitingFor={`the chain of ${network.name}`}
      verb="read"
    >
      {(told) => {
        const mine = key?.address === address ? key.pk : undefined
        const fit = told === 'none' ? undefined : publishing(told, relayHostOf(network), mine)
        return (
          <>
            <Properties
              label="Twin"
              rows={[
                {
                  label: 'Twin',
                  value:
                    told === 'none' ? <Faint>none yet</Faint> : <Id value={told.id} what="twin" />,
                },
                { label: 'Account', value: <Id value={address} what="account" /> },
                ...(told === 'none' || !fit
                  ? []
                  : [
                      {
                        label: 'Relay',
                        note: (
                          <StateWord state={relays[fit.relay].state}>
                            {relays[fit.relay].word}
                          </StateWord>
                        ),
                        value: told.relay && <Mono>{told.relay.split('_').join(', ')}</Mono>,
                      },
                      {
                        label: 'Published key',
                        note: (
                          <StateWord state={keys[fit.key].state}>{keys[fit.key].word}</StateWord>
                        ),
                        value: told.pk ? <Id value={told.pk} what="published key" /> : undefined,
                      },
                    ]),
                {
                  label: 'Terms accepted',
                  value: accepted ? (
                    <DateTime at={Number(accepted.timestamp) * 1000} />
                  ) : terms.data ? (
                    <Faint>not yet</Faint>
                  ) : undefined,
                  note: accepted && <Id value={accepted.documentHash} what="hash of the terms" />,
                },
              ]}
            />
            {fit?.update && (
              <Note>
                Relay or key do not fit this console.{' '}
                <Link href={paths.settings('identity')}>See what can be published</Link>
              </Note>
            )}
          </>
        )
      }}
    </QuerySection>
  )
}
