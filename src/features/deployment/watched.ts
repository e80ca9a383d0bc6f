import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { asTwin } from '#lib/ids.ts'
import type { Search } from '#paths.ts'

/** The twin whose list led here, as an address carries it on: empty where it was one's own. */
export function useWatched(): Search {
  const [params] = useSearchParams()
  const twin = asTwin(params.get('twin') ?? '')
  return useMemo(() => (twin ? { twin } : {}), [twin])
}
