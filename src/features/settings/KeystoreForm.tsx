import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isAbort, messageOf } from '#lib/error.ts'
import { type KeystoreFacts, readKeystoreFile } from '#queries/keystorefile.ts'
import { session, useSession } from '#queries/session.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions } from '#ui/Field.tsx'
import { SecretField } from '#ui/SecretField.tsx'
import { welcome } from './identity.ts'
import { KeepFields } from './KeepFields.tsx'
import { KeystoreFile } from './KeystoreFile.tsx'
import { Work } from './Work.tsx'
import s from './settings.module.css'

/** Unlocks a twin by the JSON file that a wallet exported, and its password. */
export function KeystoreForm() {
  const { phase } = useSession()
  const password = useRef<HTMLInputElement>(null)
  const seal = useRef<HTMLInputElement>(null)
  const [facts, setFacts] = useState<KeystoreFacts | null>(null)
  const [keep, setKeep] = useState(false)
  const [missing, setMissing] = useState<'file' | 'password' | 'seal' | null>(null)

  const read = useMutation({
    mutationFn: readKeystoreFile,
    onSuccess: (found) => {
      setFacts(found)
      setMissing(null)
    },
    onError: () => setFacts(null),
  })
  // no variables: what a mutation is given is kept in its cache
  const unlock = useMutation({
    mutationFn: () =>
      session().unlockWithKeystore({
        file: facts?.file ?? '',
        password: password.current?.value ?? '',
        remember: keep ? (seal.current?.value ?? '') : undefined,
        withoutTwin: true,
        onTaken: () => {
          if (password.current) password.current.value = ''
        },
      }),
    onSuccess: welcome,
    onError: () => password.current?.focus(),
  })
  const error = unlock.error ?? read.error
  return (
    <form
      className={s.form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        const lacks = !facts
          ? 'file'
          : !password.current?.value
            ? 'password'
            : keep && !seal.current?.value
              ? 'seal'
              : null
        setMissing(lacks)
        if (lacks === null && !unlock.isPending) unlock.mutate()
        else (lacks === 'seal' ? seal : password).current?.focus()
      }}
    >
      <KeystoreFile
        facts={facts}
        missing={missing === 'file'}
        onFile={(file) => {
          unlock.reset()
          read.mutate(file)
        }}
      />
      {facts && (
        <>
          <SecretField
            inputRef={password}
            kind="password"
            autoFocus
            label="Password of the file"
            hint="The one that was given when the wallet exported it."
            error={missing === 'password' ? 'Type the password of the file first.' : undefined}
          />
          <KeepFields
            hint="Sealed under a password of its own, so that next time the file is not needed. Left unchecked, nothing is stored."
            keep={keep}
            onKeep={setKeep}
            password={seal}
            missing={missing === 'seal'}
          />
        </>
      )}
      {error && !isAbort(error) && <Fault>{messageOf(error)}</Fault>}
      <Actions>
        <Button
          kind="primary"
          type="submit"
          busy={unlock.isPending}
          disabledReason={facts ? undefined : 'Choose the keystore file first.'}
        >
          Unlock
        </Button>
        {unlock.isPending && phase === 'deriving' && (
          <Button kind="text" onClick={() => session().cancel()}>
            Cancel
          </Button>
        )}
        {unlock.isPending && <Work sealing={false} />}
      </Actions>
    </form>
  )
}
