import FlaskConical from 'lucide-react/icons/flask-conical'
import { Link } from 'wouter'
import { useGrid } from '#queries/grid.ts'
import { session, useSession } from '#queries/session.ts'
import { Banner } from '#ui/Banner.tsx'
import { LinkButton } from '#ui/Button.tsx'
import { paths } from '#paths.ts'

const why = {
  idle: 'The key was locked after a time without activity.',
  broken: 'The key was locked because its keeper broke down.',
  elsewhere: 'The key was locked in another tab.',
} as const

/** What holds on every page: the demo grid, a lost relay, a key that is locked. */
export function Banners({ onResetDemo }: { onResetDemo?: (() => void) | undefined }) {
  const state = useSession()
  const { transport } = useGrid()
  const { notice } = state
  return (
    <>
      {state.network === 'demo' && (
        <Banner
          icon={<FlaskConical size={14} strokeWidth={1.7} aria-hidden="true" />}
          strong="Demo grid."
          action={onResetDemo && <LinkButton onClick={onResetDemo}>Reset demo</LinkButton>}
        >
          Nothing here is real and nothing costs anything.
        </Banner>
      )}
      {transport?.state === 'waiting' && (
        <Banner strong="The relay is not reachable.">
          {transport.problem ?? 'Nodes cannot be asked; the grid proxy still can.'} Trying again by
          itself.
        </Banner>
      )}
      {transport?.keyProblem !== undefined && (
        <Banner strong="Answers may stay closed.">{transport.keyProblem}</Banner>
      )}
      {notice && (
        <Banner
          strong={notice.kind in why ? 'Locked.' : 'Not stored.'}
          action={
            <>
              {notice.kind in why && <Link href={paths.settings('identity')}>Unlock</Link>}
              <LinkButton onClick={() => session().dismiss()}>Dismiss</LinkButton>
            </>
          }
        >
          {'message' in notice ? notice.message : why[notice.kind]}
        </Banner>
      )}
    </>
  )
}
