import type { LookWords, TimelineData, TimelineWindow } from './timeline/data.ts'

/**
 * States over time, one lane for each thing; knows nothing of whose states they are.
 *
 * Controlled: `window` and `selected` are the page's, and are only ever changed through `onWindow` and
 * `onSelect`. While somebody pans or zooms, the drawing runs ahead and tells the page a few times a
 * second. Pure helpers for the page's own buttons are in `timeline/window.ts`: `wholeOf(data)`,
 * `zoomed(window, factor, around, bounds)`, `panned(window, ms, bounds)`, with `wholeOf(data)` as bounds.
 * The picture for export is `timelineSvg` in `timeline/svg.ts`; the legend for the page's tool row
 * `TimelineLegend` in `timeline/Legend.tsx`. Full width: its names stand on the gutter, its tints reach
 * the sheet's edges, so put it in `PageBody wide`'s place or give its parent no padding.
 */
export interface TimelineProps extends TimelineData {
  /** Whose history, for readers: "Timeline of web-frontend". */
  label: string
  /** What one lane is, above the names: "Workload". */
  head?: string
  /** Above the durations at the right. */
  durationHead?: string
  /** What is shown; undefined: everything, following now. */
  window: TimelineWindow | undefined
  /** undefined: everything again. Called at most some times a second while a gesture lasts, and at its end. */
  onWindow: (window: TimelineWindow | undefined) => void
  /** Id of the chosen span, mark or lane. */
  selected: string | undefined
  /** Id of a span, mark or lane; undefined: nothing. */
  onSelect: (id: string | undefined) => void
  /** The view's words for the looks. */
  words?: LookWords
}

export function Timeline(props: TimelineProps) {
  return <div role="group" aria-label={props.label} />
}
