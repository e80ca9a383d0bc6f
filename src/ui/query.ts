/**
 * What the views' state pieces need of a query; every TanStack Query result fits. Structural, so
 * that `ui` knows no query library.
 */
export interface QueryLike<Data> {
  status: 'pending' | 'error' | 'success'
  fetchStatus?: 'fetching' | 'paused' | 'idle'
  data: Data | undefined
  error: unknown
  isFetching: boolean
  /** Milliseconds since 1970; 0 when there never was any data. */
  dataUpdatedAt: number
  errorUpdatedAt?: number
  refetch: () => unknown
}
