import { Glyph } from '#ui/State.tsx'
import { Note } from '#ui/text.tsx'

/** An address asks for a twin that cannot be; `own` where one's own list stands there instead. */
export const NoTwin = ({ typed, own }: { typed: string; own: boolean }) => (
  <div role="status">
    <Note icon={<Glyph state="warn" />}>
      The address asks for twin “{typed}”, which is no twin number: those are whole numbers from 1
      to 4,294,967,295.{own && ' These are your own deployments.'}
    </Note>
  </div>
)
