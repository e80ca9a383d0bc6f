import type { NicChange } from '#node/nic.ts'
import { LinkButton } from '#ui/Button.tsx'
import { Glyph } from '#ui/State.tsx'
import { Mono, Note } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'

/** Says that a kept change is gone: a reboot loses it, or somebody else moved the exit. */
export function Drift({
  change,
  exit,
  onSet,
}: {
  change: NicChange | undefined
  exit: string
  onSet: (nic: string) => void
}) {
  if (!change) return null
  return (
    <Note icon={<Glyph state="warn" />}>
      The exit was set to <Mono>{change.to}</Mono> <Time at={change.writtenAt} /> and is{' '}
      <Mono>{exit || 'none'}</Mono> now. A reboot may have lost it, or somebody else moved it.{' '}
      <LinkButton onClick={() => onSet(change.to)}>Set {change.to} again</LinkButton>
    </Note>
  )
}
