import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import s from './FilterChip.module.css'
import { Menu } from './Menu.tsx'
import { Popover } from './Popover.tsx'

/**
 * A set filter: name and value; pressing it opens its editor (`children`, given a `close`), the ×
 * takes it away.
 */
export function FilterChip({
  name,
  value,
  onRemove,
  children,
}: {
  name: string
  value: ReactNode
  onRemove: () => void
  children: (close: () => void) => ReactNode
}) {
  return (
    <span className={s.chip}>
      <Popover
        label={`Filter: ${name}`}
        role="dialog"
        trigger={(trigger) => (
          <button type="button" className={s.main} {...trigger.props}>
            <span className={s.name}>{name}</span>
            <span className={s.value}>{value}</span>
          </button>
        )}
      >
        {(close) => <div className={s.editor}>{children(close)}</div>}
      </Popover>
      <button
        type="button"
        className={s.remove}
        aria-label={`Remove filter ${name}`}
        title="Remove filter"
        onClick={onRemove}
      >
        <X size={12} strokeWidth={1.8} aria-hidden="true" />
      </button>
    </span>
  )
}

/** "+ Filter", dashed: opens the filters that are not set yet. */
export function AddFilter({
  options,
}: {
  options: readonly { label: string; hint?: string; reason?: string; onClick: () => void }[]
}) {
  if (options.length === 0) return null
  return (
    <Menu
      label="Filters"
      items={options}
      trigger={(trigger) => (
        <button type="button" className={s.add} {...trigger.props}>
          <Plus size={12} strokeWidth={1.8} aria-hidden="true" />
          Filter
        </button>
      )}
    />
  )
}
