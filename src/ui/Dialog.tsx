import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { IconButton } from './Button.tsx'
import s from './Dialog.module.css'

const FIRST =
  ':is(input, textarea, select):enabled, :scope:not(:has(:is(input, textarea, select):enabled)) h2'

/**
 * A dialog, 640 wide (440 when `small`): title, a line of facts, body, foot. The browser's own modal
 * dialog keeps the focus inside, answers Esc and gives the focus back. Mount it to open it; `onClose`
 * is asked on Esc, ×, and a press on the backdrop, unless `locked` gives a reason to stay.
 */
export function Dialog({
  title,
  facts,
  children,
  note,
  actions,
  onClose,
  small = false,
  locked = false,
}: {
  title: ReactNode
  facts?: ReactNode
  children: ReactNode
  /** Left of the buttons: the reason why one is disabled, or what goes on. */
  note?: ReactNode
  actions?: ReactNode
  onClose: () => void
  small?: boolean
  /** Esc and the backdrop do nothing; the × still asks. */
  locked?: boolean
}) {
  const titleId = useId()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    if (!dialog) return
    // not every engine gives the focus back when the dialog leaves the document
    const before = document.activeElement
    if (!dialog.open) dialog.showModal()
    // the first field, or else the title: never a button that could be pressed unread
    dialog.querySelector<HTMLElement>(FIRST)?.focus()
    return () => {
      dialog.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    // the press on the backdrop is a convenience; Esc and × do the same by keyboard
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={element}
      className={small ? `${s.dialog} ${s.narrow}` : s.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (!locked) onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget && !locked) onClose()
      }}
    >
      <div className={s.inner}>
        <div className={s.head}>
          <div className={s.titles}>
            <h2 id={titleId} className={s.title} tabIndex={-1}>
              {title}
            </h2>
            {facts !== undefined && <div className={s.facts}>{facts}</div>}
          </div>
          <IconButton label="Close" onClick={onClose}>
            <X size={16} strokeWidth={1.6} aria-hidden="true" />
          </IconButton>
        </div>
        <div className={s.body}>{children}</div>
        {(actions !== undefined || note !== undefined) && (
          <footer className={s.foot}>
            <p className={s.note} role="status">
              {note}
            </p>
            <div className={s.actions}>{actions}</div>
          </footer>
        )}
      </div>
    </dialog>
  )
}
