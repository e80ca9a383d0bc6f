import FlaskConical from 'lucide-react/icons/flask-conical'
import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
// it must hear of every payment that fails, also before its banners are loaded
import '#queries/paymentnews.ts'
import { useGrid } from '#queries/grid.ts'
import { session, useSession } from '#queries/session.ts'
import { Banner } from '#ui/Banner.tsx'
import { LinkButton } from '#ui/Button.tsx'
import { paths } from '#paths.ts'
import s from './Banners.module.css'

const PaymentBanners = lazy(() => import('./PaymentBanners.tsx'))

const why = {
  idle: 'The key was locked after a time without activity.',
  broken: 'The key was locked because its keeper broke down.',
  elsewhere: 'The key was locked in another tab.',
} as const

const people = [
  { name: 'visitor', word: 'Visitor' },
  { name: 'tenant', word: 'Tenant' },
  { name: 'farmer', word: 'Farmer' },
] as const

/** What holds on every page: the demo grid, a lost relay, a key that is locked. */
export function Banners({
  onResetDemo,
  onDemoWallet,
  demoFault,
}: {
  onResetDemo?: (() => void) | undefined
  onDemoWallet?: (() => void) | undefined
  demoFault?: string | undefined
}) {
  const state = useSession()
  const { transport } = useGrid()
  const { notice } = state
  return (
    <>
      {state.network === 'demo' && (
        <Banner
          icon={<FlaskConical size={14} strokeWidth={1.7} aria-hidden="true" />}
          strong="Demo grid."
          action={<DemoActions onReset={onResetDemo} onWallet={onDemoWallet} />}
        >
          Nothing here is real and nothing costs anything.
        </Banner>
      )}
      {demoFault !== undefined && (
        <Banner strong="The demo grid could not start.">
          It needs a service worker, which this browser or window does not allow: {demoFault}
        </Banner>
      )}
      <Suspense fallback={null}>
        <PaymentBanners />
      </Suspense>
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

/** Who of the demo grid's people one is, and the way back to its beginning. */
function DemoActions({
  onReset,
  onWallet,
}: {
  onReset: (() => void) | undefined
  onWallet: (() => void) | undefined
}) {
  const { demo, demoName } = useSession()
  return (
    <>
      {demo.length > 0 && (
        <span className={s.people} role="group" aria-label="Demo identity">
          {people.map(({ name, word }) => (
            <button
              key={name}
              type="button"
              className={s.person}
              aria-pressed={demoName === name}
              onClick={() => void session().switchIdentity(name)}
            >
              {word}
            </button>
          ))}
        </span>
      )}
      {onWallet && <LinkButton onClick={onWallet}>Demo wallet</LinkButton>}
      {onReset && <LinkButton onClick={onReset}>Reset demo</LinkButton>}
    </>
  )
}
