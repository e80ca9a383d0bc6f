import Check from 'lucide-react/icons/check'
import type { KeyboardEvent, ReactNode } from 'react'
import { useLocation } from 'wouter'
import s from './Menu.module.css'
import { Popover, type Trigger } from './Popover.tsx'

/** One line of a menu. `reason` disables it and is shown beneath. */
export interface MenuItem {
  label: ReactNode
  /** A second, fainter line or word. */
  hint?: ReactNode
  icon?: ReactNode
  chosen?: boolean
  href?: string
  onClick?: () => void
  reason?: string | undefined
  danger?: boolean
  /** A hairline above. */
  apart?: boolean
}

/** A menu below its trigger; arrows, Home, End and letters move, Esc closes. */
export function Menu({
  trigger,
  items,
  label,
  align = 'left',
}: {
  trigger: (trigger: Trigger) => ReactNode
  items: readonly MenuItem[]
  label: string
  align?: 'left' | 'right'
}) {
  const [, navigate] = useLocation()
  return (
    <Popover trigger={trigger} align={align} role="menu" label={label}>
      {(close) => (
        // the rows take the keys; the group only moves between them
        <div role="none" onKeyDown={move}>
          {items.map((item, i) => (
            <button
              key={i}
              type="button"
              role={item.chosen === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={item.chosen}
              aria-disabled={item.reason !== undefined || undefined}
              tabIndex={-1}
              className={`${s.item} ${item.danger ? s.danger : ''} ${item.apart ? s.apart : ''}`}
              onClick={() => {
                if (item.reason !== undefined) return
                close()
                if (item.href !== undefined) navigate(item.href)
                item.onClick?.()
              }}
            >
              {item.icon}
              <span className={s.text}>
                {item.label}
                {(item.reason ?? item.hint) !== undefined && (
                  <span className={s.hint}>{item.reason ?? item.hint}</span>
                )}
              </span>
              {item.chosen && <Check size={14} strokeWidth={1.8} aria-hidden="true" />}
            </button>
          ))}
        </div>
      )}
    </Popover>
  )
}

function move(event: KeyboardEvent<HTMLDivElement>) {
  const rows = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]'))
  const at = rows.indexOf(document.activeElement as HTMLElement) // only compared, never called
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: rows.length - 1,
  }[event.key]
  if (to !== undefined) {
    event.preventDefault()
    rows[(to + rows.length) % rows.length]?.focus()
  } else if (event.key.length === 1) {
    const letter = event.key.toLowerCase()
    const next = [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find((row) =>
      row.textContent?.toLowerCase().startsWith(letter),
    )
    next?.focus()
  }
}
