import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { hashOfTerms } from '#queries/sessiontwin.ts'
import type { TermsDocument } from '#queries/terms.ts'
import { Button } from '#ui/Button.tsx'
import { CodeBlock } from '#ui/CodeBlock.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { explain } from '#ui/explain.ts'
import { TextField } from '#ui/Field.tsx'
import { Id } from '#ui/Id.tsx'
import type { QueryLike } from '#ui/query.ts'
import { QueryView } from '#ui/QueryView.tsx'
import { Receipt } from '#ui/Stepper.tsx'
import { Outside } from './Outside.tsx'
import s from './session-twin.module.css'

/** Terms that can be accepted: where they stand, and the hash of what was read. */
export type Read = Pick<TermsDocument, 'link' | 'hash'>

/**
 * The terms and conditions as they were fetched. Where they cannot be fetched from a page, the person reads
 * them at their own address and gives the text, so that the hash is still of what was read.
 */
export function Terms({
  link,
  query,
  read,
  onPasted,
}: {
  link: string
  query: QueryLike<TermsDocument>
  read: Read | null
  onPasted: (read: Read) => void
}) {
  const failed = query.status === 'error' && query.data === undefined
  return (
    <div className={s.terms}>
      {failed ? (
        <>
          <ErrorPanel
            explained={{
              ...explain(query.error),
              advice: 'Their server may be away. Try again, or read them there and go on below.',
            }}
            busy={query.isFetching}
            onRetry={query.refetch}
          />
          <Paste link={link} onPasted={onPasted} />
        </>
      ) : (
        <QueryView query={query} source="browser" waitingFor="the terms and conditions">
          {({ text }) => <CodeBlock text={text} label="Terms and conditions" />}
        </QueryView>
      )}
      {read && (
        <Receipt
          rows={[
            { label: 'Address', value: <Outside href={read.link}>{read.link}</Outside> },
            { label: 'MD5 of the text', value: <Id value={read.hash} what="hash of the terms" /> },
          ]}
        />
      )}
    </div>
  )
}

function Paste({ link, onPasted }: { link: string; onPasted: (read: Read) => void }) {
  const [text, setText] = useState('')
  const hash = useMutation({
    mutationFn: () => hashOfTerms(text),
    onSuccess: (md5) => onPasted({ link, hash: md5 }),
  })
  return (
    <>
      <p className={s.quiet}>
        Open <Outside href={link}>{link}</Outside>, read the text, and paste the whole of it here.
        The chain keeps its address and hash, and checks neither.
      </p>
      <TextField
        label="Text of the terms"
        rows={5}
        value={text}
        onChange={setText}
        hint="Every character counts for the hash."
      />
      <div className={s.actions}>
        <Button
          disabledReason={text.trim() === '' ? 'Paste the text of the terms first.' : undefined}
          busy={hash.isPending}
          onClick={() => hash.mutate()}
        >
          Take this text
        </Button>
      </div>
    </>
  )
}
