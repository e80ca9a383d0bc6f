import { useSearchParams } from 'wouter'
import { useSession } from '#queries/session.ts'
import { Segments } from '#ui/Field.tsx'
import { Section } from '#ui/Page.tsx'
import { KeystoreForm } from './KeystoreForm.tsx'
import { places } from './places.ts'
import { UnlockForm } from './UnlockForm.tsx'
import s from './settings.module.css'

const methods = [
  { value: 'secret', label: 'Mnemonic or seed' },
  { value: 'keystore', label: 'Keystore file' },
] as const

/** Brings a key into the page: typed, or out of a wallet's file. */
export function UnlockSection() {
  const { key, endpoints } = useSession()
  const [params, setParams] = useSearchParams()
  const method = params.get('with') === 'keystore' ? 'keystore' : 'secret'
  const Form = method === 'keystore' ? KeystoreForm : UnlockForm
  return (
    <Section
      id={places.unlock}
      title={key ? 'Unlock another key' : 'Unlock a key'}
      remark="its twin number is found by itself"
    >
      <div className={s.row}>
        <Segments
          label="What you have"
          value={method}
          options={methods}
          onChange={(chosen) =>
            setParams(chosen === 'keystore' ? { with: chosen } : {}, { replace: true })
          }
        />
      </div>
      <Form key={`${endpoints.gridproxy} ${key?.address}`} />
    </Section>
  )
}
