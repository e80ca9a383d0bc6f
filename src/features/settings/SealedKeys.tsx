import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isAbort, messageOf } from '#lib/error.ts'
import { session, useSession } from '#queries/session.ts'
import type { SealedInfo } from '#queries/sessionstate.ts'
import { Button, LinkButton } from '#ui/Button.tsx'
import { confirm } from '#ui/confirm.ts'
import { Fault } from '#ui/Fault.tsx'
import { Actions } from '#ui/Field.tsx'
import { Id } from '#ui/Id.tsx'
import { middle } from '#ui/middle.ts'
import { Section } from '#ui/Page.tsx'
import { SecretField } from '#ui/SecretField.tsx'
import { Faint, Mono, Note } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { toast } from '#ui/toast.ts'
import { paths } from '#paths.ts'
import { kindWords } from './identity.ts'
import { Work } from './Work.tsx'
import s from './settings.module.css'

/** The keys that this browser keeps for this network. */
export function SealedKeys() {
  const { sealed, damaged, key: held } = useSession()
  // the only key there is stands open, without taking the focus from the page's title
  const [opened, setOpened] = useState(
    sealed.length === 1 && !held ? { id: sealed[0]?.id, pressed: false } : null,
  )
  return (
    <Section title="Keys kept in this browser" remark="sealed; each opens with its password">
      <ul className={s.keys}>
        {sealed.map((key) => (
          <li key={key.id}>
            <div className={s.keyRow}>
              <Mono strong>{key.twin === null ? 'no twin yet' : `twin ${key.twin}`}</Mono>
              <Id value={key.address} what="account" />
              <Faint>
                {kindWords[key.kind ?? 'vault']}, {key.curve}, kept since{' '}
                <Time at={key.createdAt} />
              </Faint>
              <span className={s.actions}>
                {held?.address === key.address ? (
                  <Faint>{held.twin === null ? 'unlocked' : 'speaking'}</Faint>
                ) : (
                  opened?.id !== key.id && (
                    <Button size="small" onClick={() => setOpened({ id: key.id, pressed: true })}>
                      Unlock
                    </Button>
                  )
                )}
                {/* no mnemonic brings a session twin's key back: its page tells what goes with it */}
                {key.kind === 'session' ? (
                  <Button kind="text" size="small" href={paths.sessionTwin()}>
                    Look after it
                  </Button>
                ) : (
                  <LinkButton onClick={() => void forget(key)}>Forget</LinkButton>
                )}
              </span>
            </div>
            {opened?.id === key.id && held?.address !== key.address && (
              <PasswordForm
                id={key.id}
                who={nameOf(key)}
                autoFocus={opened.pressed}
                onClose={() => setOpened(null)}
              />
            )}
          </li>
        ))}
      </ul>
      {damaged > 0 && (
        <Note>
          {damaged === 1 ? 'One kept key is' : `${damaged} kept keys are`} damaged and cannot be
          opened. Unlock with the secret and keep it again.
        </Note>
      )}
    </Section>
  )
}

const nameOf = ({ twin, address }: SealedInfo) =>
  twin === null ? `account ${middle(address)}` : `twin ${twin}`

async function forget(key: SealedInfo) {
  const yes = await confirm({
    title: `Forget the key of ${nameOf(key)}`,
    body: `The sealed key is removed from this browser. The account and its twin stay as they are; to use them again you need ${key.kind === 'keystore' ? 'the keystore file and its password' : 'the mnemonic or seed'}.`,
    verb: 'Forget this key',
    danger: true,
  })
  if (!yes) return
  await session().forget(key.id)
  toast({ sentence: `The key of ${nameOf(key)} is forgotten` })
}

function PasswordForm({
  id,
  who,
  autoFocus,
  onClose,
}: {
  id: string
  who: string
  autoFocus: boolean
  onClose: () => void
}) {
  const password = useRef<HTMLInputElement>(null)
  const unlock = useMutation({
    mutationFn: () => {
      const typed = password.current?.value ?? ''
      if (password.current) password.current.value = ''
      return session().unlockSealed(id, typed)
    },
    onSuccess: () =>
      toast({
        sentence: `${who.startsWith('twin') ? 'Speaking as' : 'Unlocked'} ${who}`,
        state: 'ok',
      }),
    onError: () => password.current?.focus(),
  })
  return (
    <form
      className={s.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!unlock.isPending) unlock.mutate()
      }}
    >
      <SecretField
        inputRef={password}
        kind="password"
        autoComplete="current-password"
        autoFocus={autoFocus}
        label={`Password of ${who}’s key`}
      />
      {unlock.error && !isAbort(unlock.error) && <Fault>{messageOf(unlock.error)}</Fault>}
      <Actions>
        <Button kind="primary" type="submit" busy={unlock.isPending}>
          Unlock
        </Button>
        <Button
          kind="text"
          onClick={() => {
            session().cancel()
            if (!unlock.isPending) onClose()
          }}
        >
          Cancel
        </Button>
        {unlock.isPending && <Work sealing={false} />}
      </Actions>
    </form>
  )
}
