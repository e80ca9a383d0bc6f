import { session, useSession } from '#queries/session.ts'
import { Segments } from '#ui/Field.tsx'
import { Columns, Section } from '#ui/Page.tsx'
import { AutoLock } from './AutoLock.tsx'
import { demoPeople } from './identity.ts'
import { SealedKeys } from './SealedKeys.tsx'
import { SpeakingTwin } from './SpeakingTwin.tsx'
import { UnlockForm } from './UnlockForm.tsx'
import { Ways } from './Ways.tsx'
import s from './settings.module.css'

/** Who speaks, whose keys are kept here, and what each way of speaking gives and costs. */
export function IdentitySection() {
  const state = useSession()
  return (
    <Columns
      main={
        <>
          {state.network === 'demo' && state.demo.length > 0 && <DemoPeople />}
          {state.twin && <SpeakingTwin twin={state.twin} key={state.twin.address} />}
          {(state.sealed.length > 0 || state.damaged > 0) && <SealedKeys />}
          <Section
            title={state.twin ? 'Speak as another twin' : 'Unlock with the secret'}
            remark="its twin number is found by itself"
          >
            <UnlockForm key={`${state.endpoints.gridproxy} ${state.twin?.address}`} />
          </Section>
        </>
      }
      side={
        <>
          <Ways />
          <AutoLock />
        </>
      }
    />
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
