import type { ReactNode, RefObject } from 'react'
import { useId, useLayoutEffect, useRef, useState } from 'react'
import s from './Popover.module.css'

/** What a trigger needs to know; spread `props` on the button. */
export interface Trigger {
  open: boolean
  props: {
    ref: RefObject<HTMLButtonElement | null>
    onClick: () => void
    'aria-expanded': boolean
    'aria-controls': string
    'aria-haspopup': 'menu' | 'dialog'
  }
}

/**
 * A raised panel below its trigger, in the top layer; Esc and a press outside close it and focus
 * goes back to the trigger (the browser's own popover does all three).
 */
export function Popover({
  trigger,
  children,
  align = 'left',
  role = 'dialog',
  label,
}: {
  trigger: (trigger: Trigger) => ReactNode
  children: (close: () => void) => ReactNode
  align?: 'left' | 'right'
  role?: 'menu' | 'dialog'
  label: string
}) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)

  useLayoutEffect(() => {
    const element = panel.current
    if (!open || !element || !button.current) return
    const place = () => {
      const at = button.current?.getBoundingClientRect()
      if (!at) return
      const { offsetWidth, offsetHeight } = element
      const left = align === 'left' ? at.left : at.right - offsetWidth
      const below = at.bottom + 4
      const fits = below + offsetHeight <= window.innerHeight - 8
      element.style.left = `${Math.max(8, Math.min(left, window.innerWidth - offsetWidth - 8))}px`
      element.style.top = `${fits ? below : Math.max(8, at.top - offsetHeight - 4)}px`
    }
    place()
    const first = element.querySelector<HTMLElement>(
      'input, select, textarea, [role^=menuitem], button, a[href]',
    )
    first?.focus()
    window.addEventListener('resize', place)
    return () => window.removeEventListener('resize', place)
  }, [open, align])

  // closing by script gives the focus back to what opened it, as Esc does
  const close = () => document.getElementById(id)?.hidePopover()
  return (
    <>
      {trigger({
        open,
        props: {
          ref: button,
          onClick: () => panel.current?.togglePopover(),
          'aria-expanded': open,
          'aria-controls': id,
          'aria-haspopup': role,
        },
      })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        className={s.panel}
        role={role}
        aria-label={label}
        // the content comes before the panel shows, so that it is placed in the same frame, and goes
        // after it closed, so that the browser can give the focus back
        onBeforeToggle={(event) => {
          if (event.newState === 'open') setOpen(true)
        }}
        onToggle={(event) => {
          if (event.newState === 'closed') setOpen(false)
        }}
      >
        {open && children(close)}
      </div>
    </>
  )
}
