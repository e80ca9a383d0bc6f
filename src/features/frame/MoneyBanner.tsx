import { Link } from 'wouter'
import type { MoneyAlarm } from '#queries/moneyend.ts'
import { Banner } from '#ui/Banner.tsx'
import { Glyph } from '#ui/State.tsx'
import { paths } from '#paths.ts'

/** Money that is at its end, with the way to what can be done. */
export default function MoneyBanner({ alarm: { state, strong, words } }: { alarm: MoneyAlarm }) {
  return (
    <Banner
      icon={<Glyph state={state} />}
      strong={strong}
      action={
        <>
          <Link href={paths.contracts()}>Contracts</Link>
          <Link href={paths.account()}>Account</Link>
        </>
      }
    >
      {words}
    </Banner>
  )
}
