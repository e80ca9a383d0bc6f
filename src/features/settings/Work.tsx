import { useSession } from '#queries/session.ts'
import { Glyph } from '#ui/State.tsx'
import s from './settings.module.css'

/** What the console is at while a key is unlocked or sealed; nothing when it is idle. */
export function Work({ sealing }: { sealing: boolean }) {
  const { phase, progress } = useSession()
  if (phase !== 'deriving' && progress === null) return null
  const percent = progress === null ? undefined : Math.round(progress * 100)
  const doing =
    percent === undefined
      ? 'Looking for the twin of this account.'
      : `${sealing ? 'Sealing the key' : 'Checking the password'}, which is slow on purpose.`
  return (
    <div className={s.work}>
      <Glyph state="busy" />
      <span role="status">{doing}</span>
      {percent !== undefined && (
        <>
          <progress value={percent} max={100} aria-label={doing} />
          <span>{percent} %</span>
        </>
      )}
    </div>
  )
}
