import Box from '@mui/material/Box'
import type { GridNode } from '#gridproxy/schemas.ts'
import { useReading } from '#queries/reading.ts'
import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Glyph, StateWord } from '#ui/State.tsx'
import { Absent, Cut, Faint, Mono, Note } from '#ui/text.tsx'
import { healthOf, modulesOf, type ModuleRow } from './overview.ts'

/** Words of the node of any length: they do not push the other columns off the sheet. */
const Bounded = ({ children }: { children: string }) => (
  <Box component="span" sx={{ display: 'block', maxWidth: 280 }}>
    <Cut title={children}>
      <Mono>{children}</Mono>
    </Cut>
  </Box>
)

const column = columnOf<ModuleRow>()

const State = ({ row }: { row: ModuleRow }) =>
  !row.told ? (
    <StateWord state="unknown">not told</StateWord>
  ) : row.fault === undefined ? (
    <StateWord state="ok">answers</StateWord>
  ) : (
    <StateWord state="error">{row.fault}</StateWord>
  )

const line = { display: 'flex', justifyContent: 'space-between', gap: 3 }

const columns = [
  column({ id: 'name', header: 'Module', cell: (row) => <Mono strong>{row.name}</Mono> }),
  column({ id: 'state', header: 'State', cell: (row) => <State row={row} /> }),
  column({
    id: 'version',
    header: 'Version',
    cell: (row) =>
      row.versions === '' ? <Absent why="not told" /> : <Bounded>{row.versions}</Bounded>,
  }),
  column({
    id: 'busy',
    header: 'Workers busy',
    align: 'right',
    cell: (row) => (row.told ? <Quantity value={row.busy} /> : <Absent why="not told" />),
  }),
  column({
    id: 'free',
    header: 'Workers free',
    align: 'right',
    cell: (row) => (row.told ? <Quantity value={row.free} /> : <Absent why="not told" />),
  }),
  column({
    id: 'doing',
    header: 'Doing',
    hideBelow: 760,
    cell: (row) => {
      const words = [...row.actions, ...row.other.map((state) => state || 'unnamed state')]
      return words.length ? <Bounded>{words.join(', ')}</Bounded> : <Absent why="nothing" />
    },
  }),
]

/** The node's modules by `zos.system.diagnostics`, those in trouble first. */
export function Modules({ node }: { node: GridNode }) {
  const reading = useReading(node, 'zos.system.diagnostics')
  return (
    <QuerySection
      title="Modules"
      remark="The call waits up to 3 s for each"
      table
      {...reading}
      skeleton={
        <DataTable
          label="Modules"
          columns={columns}
          rows={[]}
          rowKey={(row) => row.name}
          loading
          skeletonRows={10}
        />
      }
    >
      {(diagnostics) => {
        const health = healthOf(diagnostics)
        return (
          <>
            <DataTable
              label="Modules"
              columns={columns}
              rows={modulesOf(diagnostics)}
              rowKey={(row) => row.name}
              compact={(row) => (
                <>
                  <Box component="span" sx={line}>
                    <Mono strong>{row.name}</Mono>
                    <Mono>{row.versions}</Mono>
                  </Box>
                  <Box component="span" sx={line}>
                    <State row={row} />
                    {row.told && (
                      <Faint>
                        {row.busy} busy, {row.free} free
                      </Faint>
                    )}
                  </Box>
                </>
              )}
            />
            <Note icon={<Glyph state={health.state} />}>
              {health.word}. {health.sentence}
              {diagnostics.system_status_ok
                ? ''
                : ' A node writes a module’s error as an empty object, so the text of most is lost on its way.'}
            </Note>
          </>
        )
      }}
    </QuerySection>
  )
}
