import Box from '@mui/material/Box'
import { columnOf } from '#ui/column.ts'
import { Copy } from '#ui/Copy.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Id } from '#ui/Id.tsx'
import { middle } from '#ui/middle.ts'
import { Bytes } from '#ui/Quantity.tsx'
import { StateWord } from '#ui/State.tsx'
import { Absent, Cut, Faint, Mono, Name } from '#ui/text.tsx'
import type { Card } from './gpus.ts'

const column = columnOf<Card>()

const Use = ({ card }: { card: Card }) =>
  card.contract === 0n ? (
    <StateWord state="ok">free</StateWord>
  ) : (
    <span>
      <StateWord state="paused">contract</StateWord>{' '}
      <Id value={card.contract} what="contract id" whole />
    </span>
  )

/** A node may call its cards anything: a name does not push the other columns off the sheet. */
const Bounded = ({ children }: { children: string }) => (
  <Box component="span" sx={{ display: 'block', maxWidth: 300 }}>
    <Cut>{children}</Cut>
  </Box>
)

const Slot = ({ card }: { card: Card }) =>
  card.slot === '' ? (
    <Absent why="not told" />
  ) : (
    <span>
      <Mono>{middle(card.slot, 24)}</Mono>
      <Copy text={card.id} what="PCI id" />
    </span>
  )

/** Old nodes do not tell the memory, the proxy leaves it out, and 0 is a look-up that failed (facts: node-api.md 1.4). */
const Vram = ({ card, source }: { card: Card; source: 'node' | 'proxy' }) =>
  card.vram === null ? (
    <Faint>{source === 'node' ? "not told by this node's version" : 'not told'}</Faint>
  ) : card.vram === 0n ? (
    <Faint>not found out</Faint>
  ) : (
    <Bytes value={card.vram} />
  )

const line = { display: 'flex', justifyContent: 'space-between', gap: 3 }

const columns = (source: 'node' | 'proxy') => [
  column({
    id: 'device',
    header: 'Device',
    sort: (card) => card.device,
    cell: (card) => (
      <Name>
        <Bounded>{card.device || 'unnamed'}</Bounded>
      </Name>
    ),
  }),
  column({
    id: 'vendor',
    header: 'Vendor',
    hideBelow: 900,
    sort: (card) => card.vendor,
    cell: (card) =>
      card.vendor === '' ? <Absent why="not told" /> : <Bounded>{card.vendor}</Bounded>,
  }),
  column({
    id: 'slot',
    header: 'PCI slot',
    sort: (card) => card.slot,
    cell: (card) => <Slot card={card} />,
  }),
  column({
    id: 'pci',
    header: 'Vendor : device',
    cell: (card) =>
      card.vendorId === '' ? (
        <Absent why="not told" />
      ) : (
        <Mono>
          {card.vendorId}:{card.deviceId}
        </Mono>
      ),
  }),
  column({
    id: 'vram',
    header: 'VRAM',
    align: 'right',
    descFirst: true,
    sort: (card) => card.vram ?? undefined,
    cell: (card) => <Vram card={card} source={source} />,
  }),
  column({
    id: 'contract',
    header: 'In use',
    sort: (card) => card.contract,
    cell: (card) => <Use card={card} />,
  }),
]
const columnsOf = { node: columns('node'), proxy: columns('proxy') }

/** The cards of a node, one row each. */
export function CardTable({ cards, source }: { cards: readonly Card[]; source: 'node' | 'proxy' }) {
  return (
    <DataTable
      label="GPUs"
      columns={columnsOf[source]}
      rows={cards}
      rowKey={(card) => card.id}
      compact={(card) => (
        <>
          <Box component="span" sx={line}>
            <Name>{card.device || 'unnamed'}</Name>
            <Vram card={card} source={source} />
          </Box>
          <Box component="span" sx={line}>
            <Slot card={card} />
            <Use card={card} />
          </Box>
        </>
      )}
    />
  )
}
