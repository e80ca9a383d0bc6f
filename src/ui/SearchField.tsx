import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { useEffect, useMemo, useRef, useState } from 'react'
import s from './SearchField.module.css'
import { useShortcuts } from './shortcuts.ts'

/**
 * Search over a list; `/` focuses it, Esc empties it, and leaves it when it is empty. `onChange` hears the text `delay` ms after the
 * last key (0: at once), so that an address or a service is not written at every letter.
 */
export function SearchField({
  value,
  onChange,
  placeholder,
  label,
  delay = 0,
  slash = true,
}: {
  value: string
  onChange: (value: string) => void
  placeholder: string
  /** The name for readers, when the placeholder is not enough. */
  label?: string
  delay?: number
  /** `/` focuses this field; one per page. */
  slash?: boolean
}) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    // the address changed elsewhere (back, a link): it wins over what stands in the field
    setKnown(value)
    setTyped(value)
  }
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  }, [onChange])
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => tell.current(typed), delay)
    return () => clearTimeout(timer)
  }, [typed, value, delay])
  const keys = useMemo(
    () =>
      slash ? [{ keys: '/', label: 'Search this list', run: () => input.current?.focus() }] : [],
    [slash],
  )
  useShortcuts(keys)
  return (
    <div className={s.search} role="search">
      <Search size={14} strokeWidth={1.7} aria-hidden="true" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        value={typed}
        placeholder={placeholder}
        aria-label={label ?? placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (typed === '') event.currentTarget.blur()
          else {
            event.preventDefault()
            setTyped('')
          }
        }}
      />
      {typed === '' ? (
        slash && <kbd aria-hidden="true">/</kbd>
      ) : (
        <button
          type="button"
          aria-label="Empty the search"
          onClick={() => {
            setTyped('')
            input.current?.focus()
          }}
        >
          <X size={12} strokeWidth={1.8} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
