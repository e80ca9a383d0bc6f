import Download from 'lucide-react/icons/download'
import { group } from '#lib/units.ts'
import { useGrid } from '#queries/grid.ts'
import { Button } from '#ui/Button.tsx'
import { saveCsv, saveJson } from '#ui/export.ts'
import { Menu } from '#ui/Menu.tsx'
import { toast } from '#ui/toast.ts'
import { exportColumns, fileName, jsonOf } from './export.ts'
import type { DeploymentRow } from './rows.ts'

interface Shown {
  rows: readonly DeploymentRow[]
  twin: number
}

const counted = (n: number) => `${group(n)} ${n === 1 ? 'deployment' : 'deployments'}`

function save(ending: 'CSV' | 'JSON', { rows, twin }: Shown, network: string) {
  const now = Date.now()
  const name = fileName(network, twin, now)
  if (ending === 'CSV') saveCsv(name, exportColumns, rows)
  else saveJson(name, jsonOf(rows, { network, twin, address: location.href, now }))
  toast({ sentence: `${counted(rows.length)} exported as ${ending}`, state: 'ok' })
}

/** Exports the rows that are shown, in their order; `small` for the row of filters. */
export function ExportMenu({ small = false, ...shown }: Shown & { small?: boolean }) {
  const { network } = useGrid()
  const { length } = shown.rows
  const hint = `${counted(length)}, no secrets`
  const reason = length === 0 ? 'There is no deployment to export.' : undefined
  return (
    <Menu
      label="Export"
      align="right"
      items={(['CSV', 'JSON'] as const).map((label) => ({
        label,
        hint,
        reason,
        onClick: () => save(label, shown, network.name),
      }))}
      trigger={(trigger) => (
        <Button
          size={small ? 'small' : 'medium'}
          icon={<Download size={14} strokeWidth={1.7} aria-hidden="true" />}
          trigger={trigger.props}
        >
          Export
        </Button>
      )}
    />
  )
}
