import { useSession } from '#queries/session.ts'
import { Glyph } from '#ui/State.tsx'
import s from './session-twin.module.css'

/** How far the derivation of a key from its password is; nothing while it is not at work. */
export function Work({ doing }: { doing: string }) {
  const { progress } = useSession()
  const percent = Math.round((progress ?? 0) * 100)
  return (
    <div className={s.work}>
      <Glyph state="busy" />
      <span role="status">{doing}, which is slow on purpose.</span>
      {progress !== null && (
        <>
          <progress value={percent} max={100} aria-label={doing} />
          <span>{percent} %</span>
        </>
      )}
    </div>
  )
}
