import { type RefObject, useState } from 'react'
import { CheckBox } from '#ui/Field.tsx'
import { SecretField } from '#ui/SecretField.tsx'
import { passwordHint } from './identity.ts'

/** Whether a key that is unlocked is kept in this browser, and the password that it is sealed under then. */
export function KeepFields({
  hint,
  keep,
  onKeep,
  password,
  missing,
}: {
  hint: string
  keep: boolean
  onKeep: (keep: boolean) => void
  password: RefObject<HTMLInputElement | null>
  missing: boolean
}) {
  const [strength, setStrength] = useState(passwordHint(''))
  return (
    <>
      <CheckBox label="Keep it in this browser" hint={hint} checked={keep} onChange={onKeep} />
      {keep && (
        <SecretField
          inputRef={password}
          kind="password"
          autoComplete="new-password"
          label="Password to seal it"
          hint={strength}
          error={missing ? 'Choose a password first.' : undefined}
          onInput={(typed) => setStrength(passwordHint(typed))}
        />
      )}
    </>
  )
}
