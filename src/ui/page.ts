import { useEffect, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { say } from './announce.ts'

/** One step of the way to a page; the last has no address. */
export interface Crumb {
  label: string
  href?: string
}

/** What the frame shows of the page inside it. */
export interface PageInfo {
  /** For the tab of the browser: "Capacity, node 11". */
  title: string
  /** What the page's `h1` says, when that is shorter. */
  heading?: string
  crumbs: readonly Crumb[]
  /** Shown beside the title in the small header. */
  count?: string | undefined
}

let info: PageInfo = { title: '', crumbs: [] }
const listeners = new Set<() => void>()

function set(next: PageInfo) {
  info = next
  for (const listener of listeners) listener()
}

/** The page that is shown; Shell reads it. */
export function usePageInfo(): PageInfo {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => info,
  )
}

// the first page of a visit does not take the focus: the browser has just placed it
let visited: string | undefined
let navigated = false

/**
 * Makes a page the shown one: document title, breadcrumbs, focus to its `h1` and its name said on
 * navigation. `PageHead` calls it; a page without a head may call it itself.
 */
export function usePage(page: PageInfo, heading?: { current: HTMLElement | null }): void {
  const [location] = useLocation()
  const key = JSON.stringify(page)
  useEffect(() => {
    const shown = JSON.parse(key) as PageInfo // key was made from a PageInfo one line above
    set(shown)
    document.title = shown.title === '' ? 'ZOS Console' : `${shown.title} · ZOS Console`
  }, [key])
  useEffect(() => {
    // a title that changes or a page that comes back while data arrives is no navigation: a new address is
    const moved = visited !== undefined && visited !== location
    visited = location
    navigated ||= moved
    if (!navigated) return
    // after a palette or dialog that led here has closed and given the focus back
    const timer = setTimeout(() => {
      // a head that took the place of its own skeleton takes over the focus that was lost with it
      const focused = document.activeElement
      if (!moved && focused !== document.body) return
      if (moved) say(document.title.replace(' · ZOS Console', ''))
      // whoever was quicker and stands in a field of the new page stays there
      const page = heading?.current?.closest('main')
      if (focused instanceof HTMLInputElement && page?.contains(focused)) return
      heading?.current?.focus({ preventScroll: true })
    })
    return () => clearTimeout(timer)
  }, [location, heading])
}
