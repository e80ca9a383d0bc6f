import type { ReactNode } from 'react'
import { Copy } from '#ui/Copy.tsx'
import { explain } from '#ui/explain.ts'
import type { QueryLike } from '#ui/query.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { StateWord } from '#ui/State.tsx'
import { Absent } from '#ui/text.tsx'

/** One fact of a query of its own, inside a row: a block while it comes, the fault in words when it does not. */
export function Told<Data>({
  query,
  children,
}: {
  query: QueryLike<Data>
  children: (data: Data) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.status === 'error') {
    const { sentence, details } = explain(query.error)
    const words = [sentence, details].filter(Boolean).join('\n')
    return (
      <span title={words.slice(0, 400)}>
        <StateWord state="warn">could not be read</StateWord>
        <Copy text={words} what="error details" />
      </span>
    )
  }
  return query.isFetching ? <Skeleton width={96} /> : <Absent why="not asked" />
}
