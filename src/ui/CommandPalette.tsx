import Search from 'lucide-react/icons/search'
import { useEffect, useId, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import s from './CommandPalette.module.css'
import { find, useContributed, type PaletteItem } from './palette.ts'
import { Hidden } from './text.tsx'

const MOST = 50

/**
 * The palette: everything one can go to or do, found by typing. Mount it to open it. `lookup` turns
 * what was typed into further entries (a node by its number).
 */
export default function CommandPalette({
  items,
  lookup,
  onClose,
}: {
  items: readonly PaletteItem[]
  lookup?: ((typed: string) => readonly PaletteItem[]) | undefined
  onClose: () => void
}) {
  const [, navigate] = useLocation()
  const own = useContributed()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const listId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
    return () => element?.close()
  }, [])

  const found = [
    ...(lookup && typed.trim() !== '' ? lookup(typed.trim()) : []),
    ...find([...own, ...items], typed),
  ].slice(0, MOST)
  const chosen = Math.min(at, found.length - 1)
  const go = (item: PaletteItem | undefined) => {
    if (!item) return
    onClose()
    if (item.href !== undefined) navigate(item.href)
    item.run?.()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Esc does the same
    <dialog
      ref={dialog}
      className={s.palette}
      aria-label="Search or jump"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className={s.inner}>
        <div className={s.field}>
          <Search size={16} strokeWidth={1.6} aria-hidden="true" />
          <input
            autoFocus
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={found[chosen] ? `${listId}-${chosen}` : undefined}
            aria-label="Search or jump"
            placeholder="Search or jump"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setAt(0)
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, found.length - 1))
              else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0))
              else if (event.key === 'Enter') go(found[chosen])
              else return
              event.preventDefault()
            }}
          />
          <kbd aria-hidden="true">Esc</kbd>
        </div>
        <div id={listId} role="listbox" aria-label="Found" className={s.list}>
          {found.map((item, i) => (
            <Option
              key={item.id}
              id={`${listId}-${i}`}
              item={item}
              chosen={i === chosen}
              group={item.group !== found[i - 1]?.group}
              onMove={() => setAt(i)}
              onGo={() => go(item)}
            />
          ))}
        </div>
        <p className={found.length ? s.status : `${s.status} ${s.none}`} role="status">
          {found.length ? (
            <Hidden>{`${found.length} found`}</Hidden>
          ) : (
            'Nothing found. Try a node number, a view or an action.'
          )}
        </p>
      </div>
    </dialog>
  )
}

function Option({
  id,
  item,
  chosen,
  group,
  onMove,
  onGo,
}: {
  id: string
  item: PaletteItem
  chosen: boolean
  group: boolean
  onMove: () => void
  onGo: () => void
}) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    // the field above keeps the focus and the keys; the pointer presses here
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className={s.option}
      data-group={group ? item.group : undefined}
      onMouseMove={onMove}
      onClick={onGo}
    >
      <span className={s.icon}>{item.icon}</span>
      <span className={s.label}>{item.label}</span>
      {item.hint !== undefined && <span className={s.hint}>{item.hint}</span>}
    </div>
  )
}
