import type { Quantity } from './units.ts'

/** A span in its largest fitting unit: `0.4 s`, `41 d`. Seconds below ten keep one decimal. */
export function span(seconds: number): Quantity {
  const s = Math.max(0, seconds)
  if (s < 10) return { value: (Math.floor(s * 10) / 10).toFixed(1), unit: 's' }
  if (s < 60) return { value: String(Math.floor(s)), unit: 's' }
  if (s < 3600) return { value: String(Math.floor(s / 60)), unit: 'min' }
  if (s < 86_400) return { value: String(Math.floor(s / 3600)), unit: 'h' }
  return { value: String(Math.floor(s / 86_400)), unit: 'd' }
}

/** `41 d 6 h`: the two largest units, for a lifetime. */
export function longSpan(span: number): string {
  const seconds = Math.max(0, span)
  const d = Math.floor(seconds / 86_400)
  const h = Math.floor((seconds % 86_400) / 3600)
  const min = Math.floor((seconds % 3600) / 60)
  if (d > 0) return `${d} d ${h} h`
  if (h > 0) return `${h} h ${min} min`
  return min > 0 ? `${min} min` : `${Math.floor(seconds)} s`
}

/** `3 h ago`, or `just now` below a second. */
export function ago(seconds: number): string {
  if (seconds < 1) return 'just now'
  const { value, unit } = span(Math.floor(seconds))
  return `${seconds < 10 ? Math.floor(seconds) : value} ${unit} ago`
}

/** Local date and time to the second, `2026-11-21 14:31:05`; for tooltips and receipts. A dash for what is no date. */
export function stamp(ms: number): string {
  const d = new Date(ms)
  if (Number.isNaN(d.getTime())) return '—'
  const p = (n: number) => String(n).padStart(2, '0')
  return `${d.getFullYear()}-${p(d.getMonth() + 1)}-${p(d.getDate())} ${p(d.getHours())}:${p(d.getMinutes())}:${p(d.getSeconds())}`
}
