import { useGrid } from '#queries/grid.ts'
import { ExportMenu as Menu } from '#ui/ExportMenu.tsx'
import { save } from './export.ts'
import type { ContractRow } from './rows.ts'

/** Exports the rows that are shown, in their order; `small` for the row of filters. */
export function ExportMenu({
  rows,
  twin,
  small = false,
}: {
  rows: readonly ContractRow[]
  twin: number
  small?: boolean
}) {
  const { network } = useGrid()
  return (
    <Menu
      count={rows.length}
      one="contract"
      many="contracts"
      small={small}
      onSave={(ending) =>
        save(ending, rows, {
          network: network.name,
          twin,
          address: location.href,
          now: Date.now(),
        })
      }
    />
  )
}
