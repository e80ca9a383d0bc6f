import { useQuery } from '@tanstack/react-query'
import { useGrid } from '#queries/grid.ts'
import { useSession } from '#queries/session.ts'
import type { SealedInfo } from '#queries/sessionstate.ts'
import { leftWhileMaking, placeOf, twinFactsQuery } from '#queries/sessiontwin.ts'
import { Columns, PageBody, PageHead, Section } from '#ui/Page.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Glyph } from '#ui/State.tsx'
import { Note } from '#ui/text.tsx'
import { paths } from '#paths.ts'
import { About } from './About.tsx'
import { Card } from './Card.tsx'
import { ChainSilent } from './ChainSilent.tsx'
import { Unread } from './Unread.tsx'
import { FirstStep, LaterSteps } from './Steps.tsx'

/** A twin made in this browser: from nothing to the first answer of a node, and what can be done with it then. */
export default function SessionTwinPage() {
  const { sealed, damaged } = useSession()
  const records = sealed.filter(({ kind }) => kind === 'session')
  return (
    <>
      <PageHead
        title="Session twin"
        crumbs={[
          { label: 'Settings', href: paths.settings() },
          { label: 'Identity', href: paths.settings('identity') },
          { label: 'Session twin' },
        ]}
      />
      <PageBody>
        <Columns
          main={
            <>
              {leftWhileMaking() && (
                <Note icon={<Glyph state={records.length > 0 ? 'ok' : 'warn'} />}>
                  This page was loaded again while the key was being made:{' '}
                  {records.length > 0
                    ? 'it is whole, and kept in this browser under the password you chose.'
                    : 'nothing was kept, and nothing was paid. Choose a password again.'}
                </Note>
              )}
              {records.map((record) => (
                <OneTwin key={record.id} record={record} />
              ))}
              {records.length === 0 && (
                <Section title="Make one" remark="in four steps; stop and come back at any of them">
                  <ChainSilent />
                  <FirstStep />
                </Section>
              )}
              {damaged > 0 && (
                <Note>
                  Keys that cannot be read are kept in this browser: {damaged}. A session twin among
                  them is lost.
                </Note>
              )}
            </>
          }
          side={<About />}
        />
      </PageBody>
    </>
  )
}

/** A key of this browser: on its way to a twin, or with one. */
function OneTwin({ record }: { record: SealedInfo }) {
  const { network } = useGrid()
  const query = useQuery(twinFactsQuery(record.address))
  const place = placeOf(record, query.data)
  return (
    <>
      <QuerySection
        title={place.at === 'ready' ? `Session twin ${place.twin}` : 'Session twin on its way'}
        remark={place.at === 'ready' ? undefined : 'stop and come back at any step'}
        query={query}
        source="chain"
        waitingFor={`the chain of ${network.name}`}
        verb="read"
      >
        {(facts) =>
          facts.twin && place.at === 'ready' ? (
            <Card record={record} facts={facts} twin={facts.twin} />
          ) : (
            <LaterSteps record={record} facts={facts} place={place} />
          )
        }
      </QuerySection>
      {query.status === 'error' && !query.data && <Unread record={record} />}
    </>
  )
}
