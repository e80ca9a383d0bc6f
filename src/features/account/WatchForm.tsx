import Eye from 'lucide-react/icons/eye'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { paths } from '#paths.ts'
import { useSession } from '#queries/session.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { TextField } from '#ui/Field.tsx'
import { PageBody, PageHead } from '#ui/Page.tsx'
import { Popover } from '#ui/Popover.tsx'
import { Hidden } from '#ui/text.tsx'
import s from './account.module.css'
import { readRecipient } from './recipient.ts'
import { Accounts } from './Accounts.tsx'

/** Chooses an account to look at; needs no key. */
function WatchForm({ inline = false, onDone }: { inline?: boolean; onDone?: () => void }) {
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const read = readRecipient(typed, [])
  return (
    <form
      className={inline ? s.inline : s.fields}
      onSubmit={(event) => {
        event.preventDefault()
        if (read.kind !== 'account') return
        onDone?.()
        navigate(paths.account({ account: read.address }))
      }}
    >
      <TextField
        label="Look at an account"
        placeholder="Address"
        mono
        autoFocus={!inline}
        value={typed}
        onChange={setTyped}
        hint="What an account has is public; no key is needed."
        error={
          read.kind === 'wrong'
            ? read.why
            : read.kind === 'twin'
              ? 'Paste the address of its account.'
              : undefined
        }
      />
      <Button
        type="submit"
        disabledReason={read.kind === 'account' ? undefined : 'Paste an address first.'}
      >
        Look
      </Button>
    </form>
  )
}

/** The same behind a button. */
export const WatchButton = () => (
  <Popover
    label="Look at an account"
    align="right"
    trigger={(trigger) => (
      <Button
        kind="text"
        icon={<Eye size={14} strokeWidth={1.7} aria-hidden="true" />}
        trigger={trigger.props}
      >
        Another account
      </Button>
    )}
  >
    {(close) => <WatchForm onDone={close} />}
  </Popover>
)

/** Nothing signs here and none was named; a key on its way is none. */
export const NoAccount = () => (
  <>
    <PageHead title="Account" />
    <PageBody>
      {useSession().phase === 'deriving' ? (
        <div aria-busy="true">
          <Hidden>Unlocking the key</Hidden>
        </div>
      ) : (
        <>
          <Empty
            what="No account signs here."
            advice="Connect a wallet or unlock a key to see and send what it has. Balances are public: any account can be looked at."
            action={
              <span className={s.ways}>
                <Button href={paths.settings('identity')}>Connect or unlock</Button>
                <WatchForm inline />
              </span>
            }
          />
          <Accounts address={null} />
        </>
      )}
    </PageBody>
  </>
)
