import type { ReactNode } from 'react'
import { useRef } from 'react'
import s from './Page.module.css'
import { usePage, type Crumb } from './page.ts'

/**
 * The head of a page: `h1`, chips behind it, stamps, actions at the right, a line of facts beneath,
 * tabs last. Sets the document title and the breadcrumbs and takes the focus on navigation.
 */
export function PageHead({
  title,
  documentTitle,
  crumbs = [],
  count,
  chips,
  stamps,
  actions,
  facts,
  tabs,
  remark,
  stampsRight = false,
}: {
  title: string
  /** When the tab's title should say more: "Capacity, node 11". */
  documentTitle?: string
  /** The way here without the network, the last being this page. Default: the title. */
  crumbs?: readonly Crumb[]
  count?: string | undefined
  chips?: ReactNode
  stamps?: ReactNode
  /** Stamps stand behind the chips (witnesses) or before the actions (lists). */
  stampsRight?: boolean
  actions?: ReactNode
  facts?: ReactNode
  tabs?: ReactNode
  remark?: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  usePage(
    {
      title: documentTitle ?? title,
      heading: title,
      crumbs: crumbs.length ? crumbs : [{ label: title }],
      count,
    },
    heading,
  )
  return (
    <header className={s.head}>
      <div className={s.titleRow}>
        <h1 ref={heading} tabIndex={-1} className={s.title}>
          {title}
        </h1>
        {remark !== undefined && <span className={s.remark}>{remark}</span>}
        {chips}
        {stamps !== undefined && (
          <div className={stampsRight ? `${s.stamps} ${s.right}` : s.stamps}>{stamps}</div>
        )}
        {actions !== undefined && (
          <div className={stampsRight ? s.actions : `${s.actions} ${s.right}`}>{actions}</div>
        )}
      </div>
      {facts !== undefined && <div className={s.facts}>{facts}</div>}
      {tabs}
    </header>
  )
}

/** The body of a page on the gutter; sections inside stop at 1440 px. `wide` for a full-width table. */
export function PageBody({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return <div className={wide ? s.wide : s.body}>{children}</div>
}

/**
 * A section: 36 px head with `h2`, a short remark, stamps at the right, one small action. `table`
 * leaves out the hairline, because the table's head brings its own.
 */
export function Section({
  title,
  remark,
  stamps,
  action,
  children,
  table = false,
  id,
}: {
  title: ReactNode
  remark?: ReactNode
  stamps?: ReactNode
  action?: ReactNode
  children: ReactNode
  table?: boolean
  id?: string
}) {
  return (
    <section className={s.section} id={id}>
      <div className={table ? s.sectionHead : `${s.sectionHead} ${s.ruled}`}>
        <h2>{title}</h2>
        {remark !== undefined && <span className={s.remark}>{remark}</span>}
        {(stamps !== undefined || action !== undefined) && (
          <div className={s.sectionRight}>
            {stamps}
            {action}
          </div>
        )}
      </div>
      {children}
    </section>
  )
}

/** Two columns, 48 px apart; the side falls under the main one below 900 px. `even` halves them. */
export function Columns({
  main,
  side,
  even = false,
}: {
  main: ReactNode
  side: ReactNode
  even?: boolean
}) {
  return (
    <div className={even ? `${s.columns} ${s.even}` : s.columns}>
      <div className={s.column}>{main}</div>
      <div className={s.column}>{side}</div>
    </div>
  )
}

/** A frame for an object that can be picked up: state panel, before-and-after, hash. Radius 8. */
export function Panel({ children, accent = false }: { children: ReactNode; accent?: boolean }) {
  return <div className={accent ? `${s.panel} ${s.accent}` : s.panel}>{children}</div>
}

/** The row of search, filter chips and a fact of the whole table at the right; 52 px. */
export function FilterRow({ children, fact }: { children: ReactNode; fact?: ReactNode }) {
  return (
    <div className={s.filters}>
      <div className={s.filterList}>{children}</div>
      {fact !== undefined && <span className={s.fact}>{fact}</span>}
    </div>
  )
}
