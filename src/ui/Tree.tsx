import ChevronRight from 'lucide-react/icons/chevron-right'
import { useState, type ReactNode } from 'react'
import { Copy } from './Copy.tsx'
import { SearchField } from './SearchField.tsx'
import { cut, leaves, search, type TreeItem } from './tree.ts'
import s from './Tree.module.css'

/**
 * A searchable tree of facts (DMI). Branches are the browser's own details, so keys, readers and
 * find-in-page work; a search opens what it found. `depth` branches are open at first.
 */
export function Tree({
  items,
  label,
  placeholder,
  depth = 1,
}: {
  items: readonly TreeItem[]
  label: string
  placeholder: string
  depth?: number
}) {
  const [typed, setTyped] = useState('')
  const found = search(items, typed)
  return (
    <div>
      <div className={s.tools}>
        <SearchField value={typed} onChange={setTyped} placeholder={placeholder} />
        <span className={s.count} role="status">
          {typed.trim() === '' ? '' : `${leaves(found)} of ${leaves(items)} facts`}
        </span>
      </div>
      {found.length === 0 ? (
        <p className={s.none}>Nothing here holds “{typed.trim()}”.</p>
      ) : (
        <ul className={s.tree} aria-label={label}>
          {found.map((item) => (
            <Branch key={item.key} item={item} typed={typed} depth={depth} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Branch({ item, typed, depth }: { item: TreeItem; typed: string; depth: number }) {
  const searching = typed.trim() !== ''
  if (!item.children?.length) {
    return (
      <li className={s.leaf}>
        <span className={s.name}>{marked(item.name, typed)}</span>
        <span className={s.value}>
          {item.value === undefined || item.value === '' ? '—' : marked(item.value, typed)}
          {item.copyable && item.value && <Copy text={item.value} what={item.name} />}
        </span>
      </li>
    )
  }
  return (
    <li>
      {/* a new key when a search begins or ends, so that it may open and close branches */}
      <details key={String(searching)} open={searching || depth > 0} className={s.branch}>
        <summary>
          <ChevronRight size={14} strokeWidth={1.7} aria-hidden="true" />
          <span className={s.title}>{marked(item.name, typed)}</span>
          {item.remark !== undefined && <span className={s.remark}>{item.remark}</span>}
        </summary>
        <ul>
          {item.children.map((child) => (
            <Branch key={child.key} item={child} typed={typed} depth={depth - 1} />
          ))}
        </ul>
      </details>
    </li>
  )
}

function marked(text: string, typed: string): ReactNode {
  const [before, hit, after] = cut(text, typed)
  return hit === undefined ? (
    text
  ) : (
    <>
      {before}
      <mark>{hit}</mark>
      {after}
    </>
  )
}
