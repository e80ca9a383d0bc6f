import Download from 'lucide-react/icons/download'
import { group } from '#lib/units.ts'
import { Button } from './Button.tsx'
import type { ExportAbout } from './export.ts'
import { Menu } from './Menu.tsx'
import { toast } from './toast.ts'

/** How a list is written. */
export type Ending = 'CSV' | 'JSON'

/** How the list of a twin is exported. */
export interface ListExporting<Row> {
  one: string
  many: string
  remark?: string
  save: (ending: Ending, rows: readonly Row[], about: ExportAbout) => void
}

/** Exports the list of a twin as it is shown. */
export const ListExport = <Row,>({
  rows,
  network,
  twin,
  save,
  ...rest
}: ListExporting<Row> & {
  rows: readonly Row[]
  network: string
  twin: number
  small?: boolean
}) => (
  <ExportMenu
    {...rest}
    count={rows.length}
    onSave={(ending) =>
      save(ending, rows, { network, twin, address: location.href, now: Date.now() })
    }
  />
)

/** Exports the rows that are shown, in their order; `small` for the row of filters. */
export function ExportMenu({
  count,
  one,
  many,
  remark = '',
  small = false,
  onSave,
}: {
  count: number
  /** What a row is, and several of them: "contract", "contracts". */
  one: string
  many: string
  /** Stands behind the number: ", no secrets". */
  remark?: string
  small?: boolean
  onSave: (ending: Ending) => void
}) {
  const counted = `${group(count)} ${count === 1 ? one : many}`
  return (
    <ExportChoice
      hint={`${counted}${remark}`}
      reason={count === 0 ? `There is no ${one} to export.` : undefined}
      small={small}
      onSave={(ending) => {
        onSave(ending)
        toast({ sentence: `${counted} exported as ${ending}`, state: 'ok' })
      }}
    />
  )
}

/** The button Export and its two endings; `reason` says why nothing can be exported now. */
export const ExportChoice = ({
  hint,
  reason,
  small,
  onSave,
}: {
  hint: string
  reason: string | undefined
  small: boolean
  onSave: (ending: Ending) => void
}) => (
  <Menu
    label="Export"
    align="right"
    items={(['CSV', 'JSON'] as const).map((label) => ({
      label,
      hint,
      reason,
      onClick: () => onSave(label),
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
