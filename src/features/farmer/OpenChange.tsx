import { judge, type Look, type NicChange } from '#node/nic.ts'
import { LinkButton } from '#ui/Button.tsx'
import { Glyph } from '#ui/State.tsx'
import { Mono, Note } from '#ui/text.tsx'
import { useNow } from '#ui/useNow.ts'

/** A change that is not settled yet: says so on the page, and that going back is possible when a check fails. */
export function OpenChange({
  change,
  seen,
  onShow,
}: {
  change: NicChange
  seen: readonly Look[]
  onShow: () => void
}) {
  const { offerPutBack, remainingMs } = judge(change, seen, useNow())
  return (
    <Note icon={<Glyph state={offerPutBack ? 'warn' : 'busy'} />}>
      {offerPutBack
        ? 'A check fails while the node still answers: '
        : remainingMs > 0
          ? 'Being watched: '
          : 'Waiting for your decision: '}
      <Mono>
        {change.from || 'none'} → {change.to}
      </Mono>
      . <LinkButton onClick={onShow}>{offerPutBack ? 'Put it back' : 'Watch'}</LinkButton>
    </Note>
  )
}
