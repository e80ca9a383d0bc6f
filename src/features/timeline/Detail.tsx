import LinkIcon from 'lucide-react/icons/link'
import { group } from '#lib/units.ts'
import { explainMessage, whoseWords } from '#node/errorbook.ts'
import type { History } from '#node/history.ts'
import { Button } from '#ui/Button.tsx'
import { Copy, useCopy } from '#ui/Copy.tsx'
import { EventDetail, EventParts } from '#ui/EventDetail.tsx'
import { Faint } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import type { View } from './address.ts'
import type { TimelineEvent } from './events.ts'

/** Signs of a message that are shown. */
const MOST = 2000

/** A chosen event: what its message means and what to do, the node's own words, whom it struck, its link. */
export function Detail({
  event,
  history,
  view,
  go,
}: {
  event: TimelineEvent
  history: History
  view: View
  go: (change: Partial<View>) => void
}) {
  const { changes, said } = event
  const change = changes.find(({ index }) => index === view.event) ?? changes[0]! // an event has at least one change
  const { message, version, index, at } = change
  const known = explainMessage(message)
  return (
    <EventDetail
      what={known?.what ?? (said.by === 'console' && said.text !== '' ? said.text : undefined)}
      next={known && `${whoseWords[known.whose]}. ${known.next}`}
      raw={
        message === '' ? undefined : (
          <>
            {message.length > MOST ? `${message.slice(0, MOST)}…` : message}
            {message.length > MOST && (
              <Faint>{group(message.length)} characters, copied whole</Faint>
            )}
            <Copy text={message} what="the node’s words" />
          </>
        )
      }
      facts={
        <>
          <Time seconds={at} />
          <span>version {version}</span>
          <span>
            change {index + 1} of {history.changes.length}
          </span>
        </>
      }
      actions={<CopyLink />}
    >
      {changes.length > 1 && (
        <EventParts
          label="Workloads of this event"
          parts={changes.map(({ index, name, type }) => ({
            key: index,
            name,
            kind: type,
            current: index === view.event,
            onClick: () => go({ event: index }),
          }))}
        />
      )}
    </EventDetail>
  )
}

/** The chosen event is in the address already. */
function CopyLink() {
  const [copied, copy] = useCopy()
  return (
    <Button
      kind="text"
      size="small"
      icon={<LinkIcon size={12} strokeWidth={1.8} aria-hidden="true" />}
      onClick={() => copy(location.href)}
    >
      {copied ? 'Copied' : 'Copy link'}
    </Button>
  )
}
