import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { BaseError } from '#lib/error.ts'
import { toHex, utf8 } from '#lib/bytes.ts'
import { type Network, networks } from '#lib/networks.ts'
import { grid } from './grid.ts'

/**
 * The terms and conditions that must be accepted before a twin is made. The chain keeps link and hash and
 * checks neither, so the text is fetched, shown and hashed when it is asked for (facts: grid-services.md D.3).
 */
export interface TermsDocument {
  link: string
  /** Markdown, shown as it is. */
  text: string
  /** Hex MD5 of the text: what the other clients of the grid put on the chain. */
  hash: string
}

/** Where the terms of a network stand; a network of one's own that names none has the public ones. */
export const termsLink = ({ terms }: Pick<Network, 'terms'>): string => terms ?? networks.main.terms

/** `unreachable` nothing came · `refused` the server has no such text */
export class TermsError extends BaseError<'unreachable' | 'refused'> {
  override readonly name = 'TermsError'
}

/** A text longer than this is no terms and is not shown. */
const LONGEST = 2_000_000

/** The terms of a network, fetched and hashed. Rejects with TermsError. */
export const termsDocumentQuery = (network: Network) =>
  queryOptions({
    queryKey: ['terms', termsLink(network)] as const,
    queryFn: ({ signal }) => fetchTerms(termsLink(network), signal),
    staleTime: 10 * 60_000,
    refetchInterval: false,
  })

async function fetchTerms(link: string, signal: AbortSignal): Promise<TermsDocument> {
  await grid.opened()
  let answer: Response
  let text: string
  try {
    answer = await fetch(link, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' })
    text = await answer.text()
  } catch (cause) {
    signal.throwIfAborted()
    throw new TermsError('unreachable', 'The terms and conditions could not be fetched.', {
      details: link,
      cause,
    })
  }
  if (!answer.ok || text.trim() === '' || text.length > LONGEST) {
    throw new TermsError('refused', 'There are no terms and conditions where they should be.', {
      details: `${answer.status} · ${link}`,
    })
  }
  return { link, text, hash: await hashOfTerms(text) }
}

/** The hash that the chain keeps of terms: hex MD5 of their text (facts: grid-services.md D.3). */
export async function hashOfTerms(text: string): Promise<string> {
  const { md5 } = await import('@noble/hashes/legacy.js')
  return toHex(md5(utf8(text)))
}

/**
 * The terms of a network, to be read and accepted: fetched, or, where they cannot be fetched from a page, pasted by
 * who read them at their own address. `read` is what can be accepted: null until one of the two is there.
 */
export function useTerms(network: Network, enabled = true) {
  const link = termsLink(network)
  const document = useQuery({ ...termsDocumentQuery(network), enabled })
  const pasted = useMutation({
    mutationFn: async (text: string) => ({ link, hash: await hashOfTerms(text) }),
  })
  // another network has other terms
  const found = document.data ?? (pasted.data?.link === link ? pasted.data : undefined)
  return {
    link,
    document,
    read: found ? { link: found.link, hash: found.hash } : null,
    hashing: pasted.isPending,
    onText: (text: string) => pasted.mutate(text),
  }
}
