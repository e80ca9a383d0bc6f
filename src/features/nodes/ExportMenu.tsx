import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NodeFilter } from '#gridproxy/filters.ts'
import { messageOf } from '#lib/error.ts'
import { group } from '#lib/units.ts'
import { allNodes, replyQuery } from '#queries/fleet.ts'
import { useGrid } from '#queries/grid.ts'
import { type Ending, ExportChoice } from '#ui/ExportMenu.tsx'
import { toast } from '#ui/toast.ts'

/** Exports the rows of the filter that is shown, in its order, with what nodes have said themselves. */
export function ExportMenu({
  filter,
  total,
  small = false,
}: {
  filter: NodeFilter
  total: number | undefined
  /** In the row of filters, where the head has no room. */
  small?: boolean
}) {
  const queries = useQueryClient()
  const { network } = useGrid()
  const [read, setRead] = useState(0)
  const save = useMutation({
    mutationFn: async (ending: Ending) => {
      setRead(0)
      const nodes = await allNodes(filter, setRead)
      const now = Date.now()
      const rows = nodes.map((node) => ({
        node,
        reply: queries.getQueryData(replyQuery(node).queryKey),
      }))
      // the list is there without it
      const { save } = await import('./export.ts')
      save(ending === 'CSV' ? 'csv' : 'json', rows, {
        network: network.name,
        address: location.href,
        now,
      })
      return rows.length
    },
    onSuccess: (rows, ending) =>
      toast({ sentence: `${group(rows)} nodes exported as ${ending}`, state: 'ok' }),
    onError: (error) =>
      toast({
        sentence: 'The nodes could not be exported.',
        more: messageOf(error),
        state: 'error',
      }),
  })
  const hint = total === undefined ? 'The nodes of this list' : `${group(total)} nodes`
  const reason = save.isPending
    ? `Reading, ${group(read)} so far`
    : total === 0
      ? 'There is no node to export.'
      : undefined
  return <ExportChoice hint={hint} reason={reason} small={small} onSave={save.mutate} />
}
