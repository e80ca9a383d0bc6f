import { stringifyJson } from '#lib/json.ts'
import type { Column } from './column.ts'
import { download } from './download.ts'

/**
 * One CSV cell: quoted where RFC 4180 asks for it; a text that a spreadsheet would run as a formula
 * gets an apostrophe before it (OWASP "CSV injection": = + - @ tab and carriage return).
 */
export function csvCell(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : stringifyJson(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** CSV of a table: heads, then rows, CRLF between (RFC 4180). Columns without `value` are left out. */
export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const kept = columns.filter((column) => column.value !== undefined)
  const lines = [
    kept.map((column) => csvCell(column.header)),
    ...rows.map((row) => kept.map((column) => csvCell(column.value?.(row)))),
  ]
  return lines.map((line) => line.join(',')).join('\r\n') + '\r\n'
}

/** Saves what a table shows as `<name>.csv`. */
export function saveCsv<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]) {
  download(`${name}.csv`, toCsv(columns, rows), 'text/csv')
}

/** Saves a value as `<name>.json`; integers of any size stay exact. */
export function saveJson(name: string, value: unknown): void {
  download(`${name}.json`, `${stringifyJson(value, 2)}\n`, 'application/json')
}

/** Where and when a list was exported, and whose it is. */
export interface ExportAbout {
  network: string
  twin: number
  address: string
  now: number
}

/** A twin's list for JSON: `name` is what its rows are called. */
export const listJson = <Name extends string, Row>(
  name: Name,
  rows: readonly Row[],
  { network, twin, address, now }: ExportAbout,
) => ({
  exported_at: new Date(now).toISOString(),
  network,
  twin_id: twin,
  address,
  // the one computed key widens its type
  ...({ [name]: rows } as Record<Name, readonly Row[]>),
})

/** `contracts-main-twin-42-2026-11-21`, without an ending. */
export const listFile = (name: string, { network, twin, now }: Omit<ExportAbout, 'address'>) =>
  `${name}-${network}-twin-${twin}-${new Date(now).toISOString().slice(0, 10)}`
