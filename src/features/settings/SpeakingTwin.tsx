import Lock from 'lucide-react/icons/lock'
import { messageOf } from '#lib/error.ts'
import { publishing, relayHostOf } from '#queries/identitychain.ts'
import { session, useSession } from '#queries/session.ts'
import type { Speaking } from '#queries/sessionstate.ts'
import { useTwinRecord } from '#queries/twinrecord.ts'
import { Button, LinkButton } from '#ui/Button.tsx'
import { Id } from '#ui/Id.tsx'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QueryStamp } from '#ui/QueryView.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Glyph, StateWord } from '#ui/State.tsx'
import { Faint, Mono, Note } from '#ui/text.tsx'
import { CipherForm } from './CipherForm.tsx'
import { kindWords, publishedWords, relayWords } from './identity.ts'
import { KeepForm } from './KeepForm.tsx'
import { KycFact } from './KycFact.tsx'
import { Publish } from './Publish.tsx'
import { Work } from './Work.tsx'
import s from './settings.module.css'

/** The twin that speaks: what its key says, and what the chain holds of it. */
export function SpeakingTwin({ twin }: { twin: Speaking }) {
  const { sealed, phase, progress, endpoints } = useSession()
  const { record, source, query, error } = useTwinRecord(twin.twin)
  const held = record && publishing(record, relayHostOf(endpoints), twin.pk)
  const key = held && publishedWords[held.key]
  const relay = held && relayWords[held.relay]
  const kept = sealed.some((one) => one.address === twin.address)
  const waiting =
    record === null ? (
      <Faint>no such twin</Faint>
    ) : query.status === 'pending' ? (
      <Skeleton width={120} />
    ) : (
      <Faint>not known</Faint>
    )
  return (
    <Section
      title={`Speaking as twin ${twin.twin}`}
      stamps={
        <QueryStamp<unknown>
          query={query}
          source={source}
          waitingFor={`twin ${twin.twin} of the chain`}
        />
      }
    >
      <Properties
        label={`Twin ${twin.twin}`}
        rows={[
          { label: 'Account', value: <Id value={twin.address} what="account" /> },
          { label: 'Curve', value: <Mono>{twin.curve}</Mono> },
          { label: 'Key', value: twin.demoName ? 'a demo identity' : kindWords[twin.kind] },
          {
            label: 'Relay on chain',
            note: relay && <StateWord state={relay.state}>{relay.word}</StateWord>,
            value: record
              ? record.relay && <Mono>{record.relay.split('_').join(', ')}</Mono>
              : waiting,
          },
          {
            label: 'Encryption key on chain',
            value: key ? <StateWord state={key.state}>{key.word}</StateWord> : waiting,
          },
          { label: 'Verified (KYC)', value: <KycFact twin={twin.twin} /> },
          {
            label: 'Kept in this browser',
            value: twin.demoName ? 'no, a demo identity' : kept ? 'yes, sealed' : 'no',
          },
        ]}
      />
      {relay?.means && <p className={s.quiet}>{relay.means}</p>}
      {key && <p className={s.quiet}>{key.means}</p>}
      {error !== null && (
        <Note icon={<Glyph state="warn" />}>
          The chain could not be read, so this is the grid proxy’s copy. {messageOf(error)}{' '}
          <LinkButton onClick={() => void query.refetch()}>Read again</LinkButton>
        </Note>
      )}
      {held && <Publish twin={twin} held={held} />}
      {held && !twin.pk && <CipherForm twin={twin} kept={kept} />}
      <div className={s.row}>
        <Button
          icon={<Lock size={14} strokeWidth={1.7} aria-hidden="true" />}
          onClick={() => session().lock()}
        >
          Lock now
        </Button>
        {phase === 'unlocked' && progress !== null && <Work sealing />}
      </div>
      {!kept && !twin.demoName && <KeepForm />}
    </Section>
  )
}
