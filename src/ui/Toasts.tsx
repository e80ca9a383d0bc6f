import X from 'lucide-react/icons/x'
import { useEffect, useState } from 'react'
import { IconButton } from './Button.tsx'
import { Glyph } from './State.tsx'
import { dropToast, useToasts, type ShownToast } from './toast.ts'
import s from './Toasts.module.css'

/** Bottom right; each toast stays 5 s, longer under the pointer or with the focus inside. Once, in the root. */
export function Toasts() {
  const toasts = useToasts()
  return (
    // the region is always there: readers only hear what changes inside a known one
    <section className={s.region} aria-label="Messages" aria-live="polite">
      {toasts.map((each) => (
        <ToastCard key={each.id} {...each} />
      ))}
    </section>
  )
}

function ToastCard({ id, sentence, more, state = 'ok' }: ShownToast) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dropToast(id), 5000)
    return () => clearTimeout(timer)
  }, [held, id])
  return (
    <div
      className={s.toast}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={s.glyph}>
        <Glyph state={state} />
      </span>
      <div className={s.text}>
        <p className={s.sentence}>{sentence}</p>
        {more !== undefined && <p className={s.more}>{more}</p>}
      </div>
      <IconButton label="Close message" onClick={() => dropToast(id)}>
        <X size={14} strokeWidth={1.7} aria-hidden="true" />
      </IconButton>
    </div>
  )
}
