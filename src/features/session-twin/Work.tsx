import { useSession } from '#queries/session.ts'
import { Progress } from '#ui/Progress.tsx'

/** How far the derivation of a key from its password is. */
export function Work({ doing }: { doing: string }) {
  const { progress } = useSession()
  return (
    <Progress
      says={`${doing}, which is slow on purpose.`}
      label={doing}
      percent={progress === null ? undefined : Math.round(progress * 100)}
    />
  )
}
