/** The theme's colours a painter needs, as any CSS colour, and its two faces. */
export interface Colours {
  surface: string
  line: string
  edge: string
  track: string
  idle: string
  fill: string
  ink: string
  ink2: string
  ink3: string
  accent: string
  accentInk: string
  accentSoft: string
  ok: string
  okSoft: string
  warn: string
  warnSoft: string
  err: string
  sans: string
  mono: string
}

const variables: Record<keyof Colours, string> = {
  surface: '--surface',
  line: '--line',
  edge: '--edge',
  track: '--track',
  idle: '--idle',
  fill: '--fill',
  ink: '--ink',
  ink2: '--ink2',
  ink3: '--ink3',
  accent: '--accent',
  accentInk: '--accent-ink',
  accentSoft: '--accent-soft',
  ok: '--ok',
  okSoft: '--ok-soft',
  warn: '--warn',
  warnSoft: '--warn-soft',
  err: '--err',
  sans: '--sans',
  mono: '--mono',
}

/** What the theme's variables are worth now, at `element`. */
export function readColours(element: Element = document.documentElement): Colours {
  const style = getComputedStyle(element)
  const read = ([key, name]: [string, string]) => [key, style.getPropertyValue(name).trim()]
  // one entry for each key of `variables`
  return Object.fromEntries(Object.entries(variables).map(read)) as Colours
}

/** Calls back when the theme changed or the faces have come; returns the end of it. */
export function watchLooks(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] })
  document.fonts.addEventListener('loadingdone', changed)
  return () => {
    observer.disconnect()
    document.fonts.removeEventListener('loadingdone', changed)
  }
}
