import { group } from '#lib/units.ts'
import { Link } from 'wouter'
import s from './Tabs.module.css'

export interface Tab {
  label: string
  href: string
  count?: number | bigint | undefined
  current?: boolean
}

/**
 * Tabs that are links: each has its own address, so it is a navigation with `aria-current`, which
 * readers and the back button understand. They scroll sideways where they do not fit.
 */
/** Where tabs scroll sideways, the current one is brought into sight. */
function show(tab: HTMLElement | null) {
  const list = tab?.parentElement
  if (!tab || !list) return
  const over = tab.offsetLeft + tab.offsetWidth + 24 - list.offsetLeft - list.clientWidth
  if (over > list.scrollLeft) list.scrollLeft = over
}

export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav className={s.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          ref={tab.current ? show : undefined}
          href={tab.href}
          className={s.tab}
          aria-current={tab.current ? 'page' : undefined}
        >
          <span className={s.label} data-label={tab.label}>
            {tab.label}
          </span>
          {tab.count !== undefined && <span className={s.count}>{group(tab.count)}</span>}
        </Link>
      ))}
    </nav>
  )
}
