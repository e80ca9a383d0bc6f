import { QueryClient } from '@tanstack/react-query'
import { isAbort } from '#lib/error.ts'

/** Stable text of a query key; bigint ids are told apart from numbers. */
export function hashKey(key: readonly unknown[]): string {
  return JSON.stringify(key, (_k, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      return Object.fromEntries(
        Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
      )
    }
    return value
  })
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/**
 * Whether a failed read is worth one more try: only what may pass by itself. A time-out has cost its
 * whole time already, a refusal stays one, and what is locked stays locked.
 */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (failures >= 1 || isAbort(error)) return false
  return ['unreachable', 'rate-limited', 'server', 'panicked'].includes(codeOf(error))
}

/** Chosen pace in ms, or false; set from the person's preferences. */
let pace: number | false = 60_000

export const refreshPace = () => pace
export function setRefreshPace(next: number | false) {
  pace = next
}

/** The one query client: reads keep what they have while they are read again; pauses while hidden. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        queryKeyHashFn: hashKey,
        retry: shouldRetry,
        retryDelay: 800,
        staleTime: 5_000,
        gcTime: 10 * 60_000,
        refetchInterval: () => pace,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
        // a proxy on this machine or in this page answers without any network
        networkMode: 'always',
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
