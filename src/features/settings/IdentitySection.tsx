import { session, useSession } from '#queries/session.ts'
import { useWallet } from '#queries/wallet.ts'
import { Segments } from '#ui/Field.tsx'
import { Columns, Section } from '#ui/Page.tsx'
import { AutoLock } from './AutoLock.tsx'
import { demoPeople } from './identity.ts'
import { Now } from './Now.tsx'
import { SealedKeys } from './SealedKeys.tsx'
import { SpeakingTwin } from './SpeakingTwin.tsx'
import { TwinlessKey } from './TwinlessKey.tsx'
import { UnlockSection } from './UnlockSection.tsx'
import { WalletSection } from './WalletSection.tsx'
import { Ways } from './Ways.tsx'
import s from './settings.module.css'

/** Who is at the console, every way of being here, and the keys and accounts behind them. */
export function IdentitySection() {
  const state = useSession()
  const { twin, key } = state
  const { account } = useWallet()
  // who is nobody yet reads first what one could be
  const isNobody = !key && !account
  return (
    <>
      {state.network === 'demo' && state.demo.length > 0 && <DemoPeople />}
      {isNobody ? (
        <>
          <Ways />
          <Now />
        </>
      ) : (
        <>
          <Now />
          <Ways />
        </>
      )}
      <Columns
        main={
          <>
            {twin && <SpeakingTwin twin={twin} key={twin.address} />}
            {/* a session twin on its way has a section of its own */}
            {!twin && key && key.kind !== 'session' && <TwinlessKey held={key} key={key.address} />}
            <WalletSection />
            {(state.sealed.length > 0 || state.damaged > 0) && <SealedKeys />}
            <UnlockSection />
          </>
        }
        side={<AutoLock />}
      />
    </>
  )
}

function DemoPeople() {
  const { demoName, demo } = useSession()
  return (
    <Section title="Demo identity" remark="keys that everybody knows, for the demo grid only">
      <div className={s.row}>
        <Segments
          label="Demo identity"
          value={demoName ?? 'own'}
          options={demoPeople.filter(
            ({ value }) => value === 'visitor' || demo.some((person) => person.name === value),
          )}
          onChange={(name) => {
            if (name !== 'own') void session().switchIdentity(name)
          }}
        />
      </div>
    </Section>
  )
}
