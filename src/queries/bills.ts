import { infiniteQueryOptions } from '@tanstack/react-query'
import type { ContractId } from '#lib/ids.ts'
import { grid } from './grid.ts'

/** Bills read at once: four days of them. */
export const BILLS_AT_ONCE = 96

/**
 * The bills of a contract as the grid proxy keeps them, newest first, page after page. A bill that is made
 * while older ones are read moves all by one: by its time a bill is there once (`billsOf`).
 */
export const billsQuery = (contractId: ContractId) =>
  infiniteQueryOptions({
    queryKey: ['proxy', 'bills', contractId] as const,
    queryFn: ({ pageParam, signal }) =>
      grid
        .proxy()
        .bills(contractId, { page: pageParam, size: BILLS_AT_ONCE, ret_count: true }, { signal }),
    initialPageParam: 1,
    getNextPageParam: ({ items }, pages) =>
      items.length < BILLS_AT_ONCE ? undefined : pages.length + 1,
  })
