import Check from 'lucide-react/icons/check'
import CopyIcon from 'lucide-react/icons/copy'
import { useEffect, useRef, useState } from 'react'
import s from './Copy.module.css'
import { say } from './announce.ts'

/** Copies and says so for 1.2 s; resolves the state and the action. */
export function useCopy(): [copied: boolean, copy: (text: string) => void] {
  const [copied, setCopied] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true)
        say('Copied')
        clearTimeout(timer.current)
        timer.current = setTimeout(() => setCopied(false), 1200)
      },
      () => say('The browser did not allow copying'),
    )
  }
  return [copied, copy]
}

/** The 12 px copy icon behind a value; `what` completes its name: "Copy <what>". */
export function Copy({ text, what }: { text: string; what: string }) {
  const [copied, copy] = useCopy()
  return (
    <button
      type="button"
      className={s.copy}
      aria-label={copied ? 'Copied' : `Copy ${what}`}
      title={copied ? 'Copied' : `Copy ${what}`}
      onClick={(event) => {
        event.preventDefault()
        event.stopPropagation()
        copy(text)
      }}
    >
      {copied ? (
        <Check size={12} strokeWidth={2} aria-hidden="true" />
      ) : (
        <CopyIcon size={12} strokeWidth={1.8} aria-hidden="true" />
      )}
    </button>
  )
}
