const KEY = 'zos-console.demo-payments'

/** A tab's demo grid, as the place of its payments; it stays over reloads as the grid does. */
export function demoPlace(): string {
  try {
    const kept = sessionStorage.getItem(KEY)
    if (kept !== null) return kept
    const fresh = `demo ${crypto.randomUUID()}`
    sessionStorage.setItem(KEY, fresh)
    return fresh
  } catch {
    return 'demo page' // no storage: it lasts as long as the page
  }
}

/** A demo grid that begins anew knows nothing of earlier payments. */
export function dropDemoPlace(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // forbidden: then nothing was kept either
  }
}

/** The journal's database. */
export const JOURNAL = 'zos-console-payments'

/** Whether a journal was ever begun in this browser; where it does not tell, there may be one. */
export async function isJournalKept(): Promise<boolean> {
  try {
    const there = await indexedDB.databases()
    return there.some(({ name }) => name === JOURNAL)
  } catch {
    return true
  }
}
