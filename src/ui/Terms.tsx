import ExternalLink from 'lucide-react/icons/external-link'
import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { CodeBlock } from './CodeBlock.tsx'
import { ErrorPanel } from './ErrorPanel.tsx'
import { explain } from './explain.ts'
import { Actions, CheckBox, TextField } from './Field.tsx'
import { Id } from './Id.tsx'
import type { QueryLike } from './query.ts'
import { QueryView } from './QueryView.tsx'
import { Receipt } from './Stepper.tsx'
import s from './Terms.module.css'

/** What the chain keeps of terms: where they stand, and the hash of their text. */
export interface ReadTerms {
  link: string
  hash: string
}

/**
 * The terms and conditions whole, and a person's word on them. Where they cannot be fetched from a page, they are
 * read at their own address and pasted, so that the hash is still of what was read. Another text takes the word back.
 */
export function Terms({
  link,
  document,
  read,
  hashing,
  onText,
  accepted,
  onAccept,
}: {
  link: string
  document: QueryLike<{ text: string }>
  /** What can be accepted; null while nothing has been read. */
  read: ReadTerms | null
  /** The hash of a pasted text is being made. */
  hashing: boolean
  onText: (text: string) => void
  accepted: boolean
  onAccept: (accepted: boolean) => void
}) {
  const failed = document.status === 'error' && document.data === undefined
  return (
    <div className={s.terms}>
      {failed ? (
        <>
          <ErrorPanel
            explained={{
              ...explain(document.error),
              advice: 'Their server may be away. Try again, or read them there and go on below.',
            }}
            busy={document.isFetching}
            onRetry={() => {
              onAccept(false)
              document.refetch()
            }}
          />
          <Paste
            link={link}
            busy={hashing}
            onText={(text) => {
              onAccept(false)
              onText(text)
            }}
          />
        </>
      ) : (
        <QueryView query={document} source="browser" waitingFor="the terms and conditions">
          {({ text }) => <CodeBlock text={text} label="Terms and conditions" />}
        </QueryView>
      )}
      {read && (
        <>
          <Receipt
            rows={[
              { label: 'Address', value: <Outside href={read.link}>{read.link}</Outside> },
              {
                label: 'MD5 of the text',
                value: <Id value={read.hash} what="hash of the terms" />,
              },
            ]}
          />
          <CheckBox
            label="I have read these terms and accept them for this account"
            hint="Their address and hash are written on the chain."
            checked={accepted}
            onChange={onAccept}
          />
        </>
      )}
    </div>
  )
}

function Paste({
  link,
  busy,
  onText,
}: {
  link: string
  busy: boolean
  onText: (text: string) => void
}) {
  const [text, setText] = useState('')
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
      <Actions>
        <Button
          disabledReason={text.trim() === '' ? 'Paste the text of the terms first.' : undefined}
          busy={busy}
          onClick={() => onText(text)}
        >
          Take this text
        </Button>
      </Actions>
    </>
  )
}

/** A link that leaves the console; the address is one of ours. */
const Outside = ({ href, children }: { href: string; children: ReactNode }) => (
  <a className={s.outside} href={href} target="_blank" rel="noopener noreferrer">
    {children} <ExternalLink size={12} strokeWidth={1.8} aria-label="opens in a new tab" />
  </a>
)
