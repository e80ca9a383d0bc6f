import CopyIcon from 'lucide-react/icons/copy'
import Check from 'lucide-react/icons/check'
import Eye from 'lucide-react/icons/eye'
import EyeOff from 'lucide-react/icons/eye-off'
import { say } from './announce.ts'
import copying from './Copy.module.css'
import { useCopy } from './Copy.tsx'
import s from './Secret.module.css'
import { useRevealed } from './useRevealed.ts'

const DOTS = '••••••••'

/**
 * A secret as dots of one length, until it is revealed; hidden again when the tab is left or goes out of
 * sight. `what` names it for the buttons and readers: "password of db1". `masked` is what stands for it
 * when only parts of it are secret.
 */
export function Secret({ value, what, masked }: { value: string; what: string; masked?: string }) {
  const [shown, setShown] = useRevealed()
  const [copied, copy] = useCopy()
  const toggle = () => {
    setShown(!shown)
    say(shown ? `The ${what} is hidden` : `The ${what} is shown`)
  }
  const Icon = shown ? EyeOff : Eye
  const verb = shown ? 'Hide' : 'Reveal'
  return (
    <span className={s.secret}>
      <span className={shown || masked !== undefined ? s.text : s.dots}>
        {shown ? value : (masked ?? <span aria-hidden="true">{DOTS}</span>)}
      </span>
      <span className={s.buttons}>
        <button
          type="button"
          className={copying.copy}
          aria-label={`${verb} ${what}`}
          title={`${verb} ${what}`}
          onClick={toggle}
        >
          <Icon size={12} strokeWidth={1.8} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={copying.copy}
          aria-label={copied ? 'Copied' : `Copy ${what}`}
          title={copied ? 'Copied' : `Copy ${what}`}
          onClick={() => copy(value)}
        >
          {copied ? (
            <Check size={12} strokeWidth={2} aria-hidden="true" />
          ) : (
            <CopyIcon size={12} strokeWidth={1.8} aria-hidden="true" />
          )}
        </button>
      </span>
    </span>
  )
}
