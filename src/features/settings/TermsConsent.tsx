import { useQuery } from '@tanstack/react-query'
import { useSession } from '#queries/session.ts'
import { termsDocumentQuery } from '#queries/terms.ts'
import { CheckBox } from '#ui/Field.tsx'
import { QueryView } from '#ui/QueryView.tsx'
import { Mono, Note } from '#ui/text.tsx'
import s from './settings.module.css'

/** The terms and conditions whole, and whether they are accepted; their hash goes on the chain. */
export function TermsConsent({
  accepted,
  onChange,
}: {
  accepted: boolean
  onChange: (accepted: boolean) => void
}) {
  const { endpoints } = useSession()
  const query = useQuery(termsDocumentQuery(endpoints))
  return (
    <QueryView query={query} source="browser" waitingFor="the terms and conditions">
      {({ text, link, hash }) => (
        <>
          {/* a long text scrolls here, so the keyboard must be able to get in */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className={s.terms} tabIndex={0} aria-label="Terms and conditions">
            {text}
          </pre>
          <Note>
            From <Mono>{link}</Mono>, hash <Mono>{hash}</Mono>.
          </Note>
          <CheckBox
            label="I accept these terms and conditions"
            hint="The chain keeps their address and hash beside the account."
            checked={accepted}
            onChange={onChange}
          />
        </>
      )}
    </QueryView>
  )
}
