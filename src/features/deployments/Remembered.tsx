import { ago, stamp } from '#lib/time.ts'
import type { Remembered as Memory } from '#queries/remembered.ts'
import { Glyph } from '#ui/State.tsx'
import { Note } from '#ui/text.tsx'
import { useNow } from '#ui/useNow.ts'

/** The list comes from the nodes alone: what of it is remembered, and from when. */
export function Remembered({ at }: Pick<Memory, 'at'>) {
  const age = ago(Math.max(0, (useNow() - at) / 1000))
  return (
    <Note icon={<Glyph state="warn" />}>
      The grid proxy cannot be reached: contracts, and which nodes hold them, are as this browser
      last read them,{' '}
      <time dateTime={new Date(at).toISOString()} title={stamp(at)}>
        {age}
      </time>
      . What the nodes say is of now; deployments elsewhere are not found this way.
    </Note>
  )
}
