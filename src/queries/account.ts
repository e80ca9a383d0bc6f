import { queryOptions } from '@tanstack/react-query'
import type { AcceptedTerms } from '#chain/shapes.ts'
import type { Twin } from '#chain/shapes.ts'
import { chain } from './chain.ts'

/*
 * What the chain says of an account (SS58, format 42), whoever it belongs to. All reject with ChainError.
 * An account's money is `balanceQuery` of chain.ts.
 */

const reads = () => import('#chain/reads.ts')

/** The twin of an account, whole; null where it has none. */
export const twinOfAccountQuery = (account: string) =>
  queryOptions({
    queryKey: ['chain', 'twin-of', account] as const,
    queryFn: async ({ signal }): Promise<Twin | null> => {
      const [api, read] = await Promise.all([chain.api(signal), reads()])
      return (await read.twinOf(api, account)) ?? null
    },
  })

/** The terms that an account accepted, oldest first; none where it never did. */
export const termsQuery = (account: string) =>
  queryOptions({
    queryKey: ['chain', 'terms', account] as const,
    queryFn: async ({ signal }): Promise<AcceptedTerms[]> => {
      const [api, read] = await Promise.all([chain.api(signal), reads()])
      return read.acceptedTerms(api, account)
    },
  })
