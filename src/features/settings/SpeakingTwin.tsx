import { useMutation, useQuery } from '@tanstack/react-query'
import Lock from 'lucide-react/icons/lock'
import { useRef, useState } from 'react'
import { twinsQuery } from '#queries/proxy.ts'
import { session, useSession } from '#queries/session.ts'
import type { Speaking } from '#queries/sessionstate.ts'
import { messageOf } from '#lib/error.ts'
import { Button, LinkButton } from '#ui/Button.tsx'
import { Id } from '#ui/Id.tsx'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QueryStamp } from '#ui/QueryView.tsx'
import { SecretField } from '#ui/SecretField.tsx'
import { Glyph, StateWord } from '#ui/State.tsx'
import { Mono, Note } from '#ui/text.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { passwordHint, publishedKey, publishedWords } from './identity.ts'
import { Work } from './Work.tsx'
import s from './settings.module.css'

/** The twin that speaks: what the key says of it, and what the grid has published for it. */
export function SpeakingTwin({ twin }: { twin: Speaking }) {
  const { sealed, phase, progress } = useSession()
  const query = useQuery(twinsQuery({ twin_id: twin.twin }))
  const known = query.data?.items.find((item) => item.twinId === twin.twin)
  const key = known && publishedWords[publishedKey(known.publicKey, twin.pk)]
  const kept = sealed.some((record) => record.address === twin.address)
  const waiting =
    query.status === 'pending' ? <Skeleton width={120} /> : 'not told by the grid proxy'
  return (
    <Section
      title={`Speaking as twin ${twin.twin}`}
      stamps={
        <QueryStamp
          query={query}
          source="proxy"
          waitingFor={`twin ${twin.twin} of the grid proxy`}
          command={`/twins?twin_id=${twin.twin}`}
        />
      }
    >
      <Properties
        label={`Twin ${twin.twin}`}
        rows={[
          { label: 'Account', value: <Id value={twin.address} what="account" /> },
          { label: 'Curve', value: <Mono>{twin.curve}</Mono> },
          {
            label: 'Relay on the grid',
            value: known
              ? known.relay && <Mono>{known.relay.split('_').join(', ')}</Mono>
              : waiting,
          },
          {
            label: 'Encryption key',
            value: key ? <StateWord state={key.state}>{key.word}</StateWord> : waiting,
          },
          {
            label: 'Kept in this browser',
            value: twin.demoName ? 'no, a demo identity' : kept ? 'yes, sealed' : 'no',
          },
        ]}
      />
      {key && <p className={s.quiet}>{key.means}</p>}
      {query.status === 'error' && (
        <Note icon={<Glyph state="warn" />}>
          What the grid holds of this twin could not be read. {messageOf(query.error)}{' '}
          <LinkButton onClick={() => void query.refetch()}>Read again</LinkButton>
        </Note>
      )}
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

/** Seals the key that speaks, for those who did not choose so at unlocking. */
function KeepForm() {
  const password = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const [hint, setHint] = useState(passwordHint(''))
  const keep = useMutation({
    mutationFn: () => {
      const typed = password.current?.value ?? ''
      if (password.current) password.current.value = ''
      return session().keep(typed)
    },
  })
  if (!open) {
    return <Button onClick={() => setOpen(true)}>Keep this key in the browser</Button>
  }
  return (
    <form
      className={s.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (password.current?.value && !keep.isPending) keep.mutate()
        else password.current?.focus()
      }}
    >
      <SecretField
        inputRef={password}
        kind="password"
        autoComplete="new-password"
        autoFocus
        label="Password to seal it"
        hint={hint}
        onInput={(typed) => setHint(passwordHint(typed))}
      />
      <div className={s.actions}>
        <Button kind="primary" type="submit" busy={keep.isPending}>
          Keep
        </Button>
        <Button kind="text" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
