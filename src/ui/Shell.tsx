import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import MenuIcon from 'lucide-react/icons/menu'
import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { group } from '#lib/units.ts'
import s from './Shell.module.css'
import { useAnnouncement } from './announce.ts'
import { Mark } from './Mark.tsx'
import { Menu, type MenuItem } from './Menu.tsx'
import { usePageInfo } from './page.ts'
import { isMac } from './shortcuts.ts'
import { Glyph, type State } from './State.tsx'
import { Hidden } from './text.tsx'

/** An entry of the sidebar. `icon` is a lucide icon at 16 px, stroke 1.6. */
export interface NavItem {
  label: string
  href: string
  icon: ReactNode
  count?: number | bigint | undefined
  /** What is wrong there, in few words: "1 in grace". */
  mark?: string | undefined
}

export interface ShellProps {
  nav: readonly NavItem[]
  tools: readonly NavItem[]
  /** Lines at the foot of the sidebar: relay delay, block. */
  foot: readonly { label: string; value: string }[]
  /** The first breadcrumb; with `items` it opens a menu. */
  network: { label: string; items: readonly MenuItem[] }
  /**
   * "Speaking as twin 42", or what stands in its place; its glyph is the transport's state. `signs` is which
   * account signs and pays, `short` for phones; `differs` where it does not belong to that twin.
   */
  speaker: {
    prefix?: string
    label: string
    state: State
    signs?: { label: string; short: string; differs: boolean }
    items: readonly MenuItem[]
  }
  banners?: ReactNode
  /** Where the mark leads. */
  home: string
  onSearch: () => void
  children: ReactNode
}

/** The frame of the console: sidebar, sheet, top bar, banners, main landmark. It fetches nothing. */
export function Shell(props: ShellProps) {
  const [open, setOpen] = useState(false)
  const [location] = useLocation()
  const scroller = useRef<HTMLDivElement>(null)
  const main = useRef<HTMLElement>(null)
  const [shownAt, setShownAt] = useState(location)
  if (shownAt !== location) {
    // following a link closes the menu of the small screen
    setShownAt(location)
    setOpen(false)
  }
  useEffect(() => {
    if (location) scroller.current?.scrollTo(0, 0)
  }, [location])
  return (
    <div className={s.shell}>
      <a
        className={s.skip}
        href="#content"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to content
      </a>
      {/* Esc of everything inside bubbles here */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <aside
        className={open ? `${s.side} ${s.opened}` : s.side}
        aria-label="Console"
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false)
        }}
      >
        <Side {...props} open={open} onClose={() => setOpen(false)} />
      </aside>
      {open && (
        <button
          type="button"
          className={s.veil}
          aria-hidden="true"
          tabIndex={-1}
          onClick={() => setOpen(false)}
        />
      )}
      {/* while the sidebar lies over it as a menu, the sheet takes no key */}
      <div className={s.sheet} inert={open}>
        <SmallHeader {...props} open={open} onMenu={() => setOpen(!open)} />
        {props.banners}
        <header className={s.bar}>
          <MenuButton open={open} onMenu={() => setOpen(!open)} />
          <Crumbs network={props.network} />
          <Speaker {...props.speaker} />
        </header>
        <div ref={scroller} className={s.scroll} data-scroll="">
          <main ref={main} id="content" tabIndex={-1} className={s.main}>
            {props.children}
          </main>
        </div>
      </div>
      <Announcer />
    </div>
  )
}

function Side({
  nav,
  tools,
  foot,
  home,
  onSearch,
  open,
  onClose,
}: ShellProps & { open: boolean; onClose: () => void }) {
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const before = document.activeElement
    close.current?.focus()
    return () => {
      // only when the focus did not go on to a page by itself
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [open])
  return (
    <>
      <div className={s.brand}>
        <Link href={home} className={s.wordmark}>
          <Mark />
          <span>
            <strong>ZOS</strong> Console
          </span>
        </Link>
        <button
          ref={close}
          type="button"
          className={s.close}
          aria-label="Close menu"
          onClick={onClose}
        >
          <X size={16} strokeWidth={1.6} aria-hidden="true" />
        </button>
      </div>
      <button type="button" className={s.search} onClick={onSearch} aria-keyshortcuts="Control+K">
        <Search size={16} strokeWidth={1.6} aria-hidden="true" />
        <span>Search or jump</span>
        <kbd aria-hidden="true">{isMac ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <nav aria-label="Views">
        <ul className={s.nav}>
          {nav.map((item) => (
            <NavRow key={item.href} {...item} />
          ))}
        </ul>
        <h2 className={s.group} id="nav-tools">
          Tools
        </h2>
        <ul className={s.nav} aria-labelledby="nav-tools">
          {tools.map((item) => (
            <NavRow key={item.href} {...item} />
          ))}
        </ul>
      </nav>
      <dl className={s.foot}>
        {foot.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function NavRow({ label, href, icon, count, mark }: NavItem) {
  const [location] = useLocation()
  const current = location === href || location.startsWith(`${href}/`)
  return (
    <li>
      <Link href={href} className={s.row} aria-current={current ? 'page' : undefined}>
        {icon}
        <span>{label}</span>
        {count !== undefined && <span className={s.count}>{group(count)}</span>}
        {mark !== undefined && (
          <span className={s.mark}>
            <Hidden>, </Hidden>
            <Glyph state="warn" />
            {mark}
          </span>
        )}
      </Link>
    </li>
  )
}

function Crumbs({ network }: Pick<ShellProps, 'network'>) {
  const { crumbs } = usePageInfo()
  return (
    <nav aria-label="Breadcrumbs" className={s.crumbs}>
      <ol>
        <li>
          <Menu
            label="Network"
            items={network.items}
            trigger={(trigger) => (
              <button
                type="button"
                className={s.network}

                aria-label={`Network: ${network.label}`}
                {...trigger.props}
              >
                {network.label}
                <ChevronsUpDown size={12} strokeWidth={1.8} aria-hidden="true" />
              </button>
            )}
          />
        </li>
        {crumbs.map((crumb, i) => (
          <li key={`${i} ${crumb.label}`}>
            <span className={s.slash} aria-hidden="true">
              /
            </span>
            {crumb.href === undefined || i === crumbs.length - 1 ? (
              <span className={s.here} aria-current="page">
                {crumb.label}
              </span>
            ) : (
              <Link href={crumb.href}>{crumb.label}</Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Speaker({ prefix = 'Speaking as', label, state, signs, items }: ShellProps['speaker']) {
  return (
    <Menu
      label="Who speaks"
      align="right"
      items={items}
      trigger={(trigger) => (
        <button type="button" className={s.speaker} {...trigger.props}>
          <Glyph state={state} />
          <span className={s.who}>
            <span>
              {prefix !== '' && <span className={s.prefix}>{prefix} </span>}
              <span className={s.twin}>{label}</span>
            </span>
            {signs && (
              <span className={signs.differs ? `${s.signs} ${s.differs}` : s.signs}>
                <Hidden>, </Hidden>
                <span className={s.long}>{signs.label}</span>
                <span className={s.short}>{signs.short}</span>
              </span>
            )}
          </span>
          <ChevronsUpDown size={12} strokeWidth={1.8} aria-hidden="true" className={s.updown} />
        </button>
      )}
    />
  )
}

/** Opens the sidebar where it is a menu: below 900 px. */
function MenuButton({ open, onMenu }: { open: boolean; onMenu: () => void }) {
  return (
    <button
      type="button"
      className={s.hamburger}
      aria-label="Menu"
      aria-expanded={open}
      onClick={onMenu}
    >
      <MenuIcon size={20} strokeWidth={1.6} aria-hidden="true" />
    </button>
  )
}

/** Below 600 px, in place of the bar: mark, title, count, who speaks, menu. */
function SmallHeader({
  home,
  speaker,
  open,
  onMenu,
}: ShellProps & { open: boolean; onMenu: () => void }) {
  const { title, heading, count } = usePageInfo()
  return (
    <header className={s.small}>
      <Link href={home} aria-label="ZOS Console" className={s.smallMark}>
        <Mark />
      </Link>
      {/* the page's own h1 says the same to readers */}
      <span className={s.smallTitle} aria-hidden="true">
        {heading ?? title}
      </span>
      {count !== undefined && <span className={s.count}>{count}</span>}
      <span className={s.push} />
      <Speaker {...speaker} prefix="" />
      <MenuButton open={open} onMenu={onMenu} />
    </header>
  )
}

function Announcer() {
  return (
    <div className={s.announcer} aria-live="polite">
      {useAnnouncement()}
    </div>
  )
}
