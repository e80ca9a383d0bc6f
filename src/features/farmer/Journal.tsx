import type { NicChange } from '#node/nic.ts'
import { LinkButton } from '#ui/Button.tsx'
import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Section } from '#ui/Page.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { Glyph, type State, StateWord } from '#ui/State.tsx'
import { Mono, Note } from '#ui/text.tsx'
import { DateTime } from '#ui/Time.tsx'
import { outcomeOf } from './farmer.ts'

const looks = {
  open: 'busy',
  kept: 'ok',
  'put-back': 'ok',
  stayed: 'warn',
} as const satisfies Record<NicChange['stage'], State>

type Row = NicChange & { onShow: (id: string) => void }
const column = columnOf<Row>()
const columns = [
  column({ id: 'when', header: 'When', cell: (row) => <DateTime at={row.writtenAt} /> }),
  column({
    id: 'change',
    header: 'Change',
    cell: (row) => (
      <Mono>
        {row.from} → {row.to}
      </Mono>
    ),
  }),
  column({ id: 'by', header: 'By', hideBelow: 600, cell: (row) => <Mono>twin {row.by}</Mono> }),
  column({
    id: 'outcome',
    header: 'Outcome',
    cell: (row) => <StateWord state={looks[row.stage]}>{outcomeOf(row)}</StateWord>,
  }),
  column({
    id: 'details',
    header: 'Details',
    quietHead: true,
    align: 'right',
    cell: (row) => (
      <LinkButton onClick={() => row.onShow(row.id)}>
        {row.stage === 'open' ? 'Watch' : 'Details'}
      </LinkButton>
    ),
  }),
]

/** What this browser has changed on this node. */
export function Journal({
  changes,
  fault,
  onShow,
}: {
  changes: readonly NicChange[]
  fault: string | null
  onShow: (id: string) => void
}) {
  return (
    <Section
      title="Changes from this browser"
      table={changes.length > 0}
      stamps={<Witness source="browser">journal, kept here only</Witness>}
    >
      {fault !== null && (
        <Note icon={<Glyph state="warn" />}>
          The journal could not be written: {fault} A reload may not find the last change.
        </Note>
      )}
      <DataTable
        label="Changes from this browser"
        columns={columns}
        rows={changes.map((change) => ({ ...change, onShow }))}
        rowKey={(row) => row.id}
        empty={
          <Empty
            what="No change was made from this browser."
            advice="Each change is written here before it is sent, so that a reload finds it again."
          />
        }
      />
    </Section>
  )
}
