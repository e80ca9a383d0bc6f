import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { paths } from '#paths.ts'
import { session, useSession } from '#queries/session.ts'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/Field.tsx'
import { Popover } from '#ui/Popover.tsx'
import { goTo } from './goto.ts'
import { places } from './places.ts'
import type { WayId } from './ways.ts'
import s from './settings.module.css'

/** The step into a way. */
export function WayAction({ id, here }: { id: WayId; here: boolean }) {
  const { key } = useSession()
  const [, setParams] = useSearchParams()
  const unlockWith = (by: 'secret' | 'keystore') => {
    setParams(by === 'keystore' ? { with: 'keystore' } : {}, { replace: true })
    goTo(places.unlock)
  }
  switch (id) {
    case 'visitor':
      return key ? (
        <Button size="small" onClick={() => session().lock()}>
          Lock
        </Button>
      ) : null
    case 'watch':
      return <WatchTwin />
    case 'vault':
      return (
        <Button size="small" onClick={() => unlockWith('secret')}>
          {here ? 'Unlock another' : 'Unlock'}
        </Button>
      )
    case 'session':
      return (
        <Button size="small" href={paths.sessionTwin()}>
          {here ? 'Look after it' : 'Make a session twin'}
        </Button>
      )
    case 'wallet':
      return (
        <Button size="small" onClick={() => goTo(places.wallet)}>
          {here ? 'Wallet' : 'Connect wallet'}
        </Button>
      )
    case 'keystore':
      return (
        <Button size="small" onClick={() => unlockWith('keystore')}>
          Import keystore
        </Button>
      )
    default:
      return id satisfies never
  }
}

function WatchTwin() {
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const fits = /^[1-9]\d{0,9}$/.test(typed.trim()) && Number(typed) <= 0xffffffff
  return (
    <Popover
      label="Watch a twin"
      align="right"
      trigger={(trigger) => (
        <Button size="small" trigger={trigger.props}>
          Watch a twin
        </Button>
      )}
    >
      {(close) => (
        <form
          className={s.watch}
          onSubmit={(event) => {
            event.preventDefault()
            if (!fits) return
            close()
            navigate(paths.deployments({ twin: typed.trim() }))
          }}
        >
          <TextField
            label="Twin to watch"
            placeholder="Twin id"
            mono
            value={typed}
            onChange={setTyped}
            error={
              typed.trim() !== '' && !fits
                ? 'A twin is a whole number from 1 to 4,294,967,295.'
                : undefined
            }
          />
          <Button
            type="submit"
            disabledReason={fits ? undefined : 'Type the number of a twin first.'}
          >
            Watch
          </Button>
        </form>
      )}
    </Popover>
  )
}
