import { useSession } from '#queries/session.ts'
import { Progress } from '#ui/Progress.tsx'

/** What the console is at while a key is unlocked or sealed; nothing when it is idle. */
export function Work({ sealing }: { sealing: boolean }) {
  const { phase, progress } = useSession()
  if (phase !== 'deriving' && progress === null) return null
  const percent = progress === null ? undefined : Math.round(progress * 100)
  const doing =
    percent === undefined
      ? 'Looking for the twin of this account.'
      : `${sealing ? 'Sealing the key' : 'Checking the password'}, which is slow on purpose.`
  return <Progress says={doing} percent={percent} />
}
