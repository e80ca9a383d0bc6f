import { useState } from 'react'
import type { NetworkName } from '#lib/networks.ts'
import { customFaults, networkOf } from '#queries/preferences.ts'
import { session, useSession } from '#queries/session.ts'
import { Button } from '#ui/Button.tsx'
import { Actions, Choice, TextField } from '#ui/Field.tsx'
import { Columns, Section } from '#ui/Page.tsx'
import { toast } from '#ui/toast.ts'
import { EndpointCheck } from './EndpointCheck.tsx'
import { isSame, leaving, networkChoices } from './network.ts'
import s from './settings.module.css'

const fields = [
  { key: 'gridproxy', label: 'Grid proxy', example: 'https://gridproxy.example.org' },
  { key: 'relay', label: 'Relay', example: 'wss://relay.example.org' },
  {
    key: 'chain',
    label: 'Chain, may be left empty',
    example: 'wss://tfchain.example.org/ws',
  },
  {
    key: 'activation',
    label: 'Activation of accounts, may be left empty',
    example: 'https://activation.example.org/activation/activate',
  },
  { key: 'kyc', label: 'KYC, may be left empty', example: 'https://kyc.example.org' },
] as const

/** Which grid the console looks at. */
export function NetworkSection() {
  const state = useSession()
  const [name, setName] = useState<NetworkName>(state.network)
  const [custom, setCustom] = useState(state.custom)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const faults = customFaults(custom)
  const chosen = networkOf(name, custom)
  const unchanged = chosen !== undefined && isSame(chosen, state.endpoints)
  const use = () => {
    void session()
      .setNetwork(name, custom)
      .then(() => toast({ sentence: `Now on ${name === 'custom' ? 'your own network' : name}` }))
  }
  return (
    <Columns
      main={
        <Section title="Network" remark="kept in this browser">
          <form
            className={s.form}
            onSubmit={(event) => {
              event.preventDefault()
              if (chosen && !unchanged) use()
            }}
          >
            <Choice
              label="Network"
              value={name}
              options={networkChoices(state.demoAvailable)}
              onChange={setName}
            />
            {name === 'custom' &&
              fields.map(({ key, label, example }) => (
                <TextField
                  key={key}
                  label={label}
                  mono
                  placeholder={example}
                  value={custom[key] ?? ''}
                  error={touched.has(key) ? faults[key] : undefined}
                  onChange={(typed) => {
                    setCustom({ ...custom, [key]: typed })
                    setTouched(new Set(touched).add(key))
                  }}
                />
              ))}
            {!unchanged && state.twin && <p className={s.quiet}>{leaving(state.twin.twin)}</p>}
            <Actions>
              <Button
                kind="primary"
                type="submit"
                disabledReason={
                  unchanged
                    ? 'The console is on this network.'
                    : chosen === undefined
                      ? 'The endpoints are not complete yet.'
                      : undefined
                }
              >
                Use this network
              </Button>
            </Actions>
          </form>
        </Section>
      }
      side={<EndpointCheck network={chosen} key={chosen && Object.values(chosen).join(' ')} />}
    />
  )
}
