import { can } from '#node/can.ts'
import { actorOf, type Publishing } from '#queries/identitychain.ts'
import { askToPay } from '#queries/paying.ts'
import type { Speaking } from '#queries/sessionstate.ts'
import { useWho } from '#queries/who.ts'
import { Button } from '#ui/Button.tsx'
import { publishTitle, publishWarnings } from './identity.ts'
import s from './settings.module.css'

/** Writes relay and key of the speaking twin to the chain, where they do not fit; only ever when asked to. */
export function Publish({ twin, held }: { twin: Speaking; held: Publishing }) {
  const who = useWho()
  const { update } = held
  if (!update) return null
  // its own account signs this, whichever else signs by default: the key that speaks is that account's
  const may = can.publish(actorOf({ ...who, account: { kind: twin.kind }, accountTwin: twin.twin }))
  const title = publishTitle(held)
  // no node remembers a key where there was none
  const replaced = held.key === 'other'
  return (
    <div className={s.publish}>
      <p>
        {replaced && `${publishWarnings.nodes} `}
        {publishWarnings.others}
      </p>
      <Button
        disabledReason={may.ok ? undefined : may.reason}
        onClick={() =>
          void askToPay({
            intent: { kind: 'update-twin', ...update },
            from: twin.address,
            title: `${title} of twin ${twin.twin}`,
            verb: title,
            lose: replaced ? [publishWarnings.nodes] : [],
            note: publishWarnings.others,
          })
        }
      >
        {title}
      </Button>
    </div>
  )
}
