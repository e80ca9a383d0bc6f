import { columnOf } from '#ui/column.ts'
import { Copy } from '#ui/Copy.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Id } from '#ui/Id.tsx'
import { Bytes } from '#ui/Quantity.tsx'
import { StateWord } from '#ui/State.tsx'
import { Absent, Faint, Mono, Name } from '#ui/text.tsx'
import type { Card } from './gpus.ts'

const column = columnOf<Card>()

const Use = ({ card }: { card: Card }) =>
  card.contract === 0n ? (
    <StateWord state="ok">free</StateWord>
  ) : (
    <>
      <StateWord state="paused">contract</StateWord>{' '}
      <Id value={card.contract} what="contract id" whole />
    </>
  )

const columns = (source: 'node' | 'proxy') => [
  column({
    id: 'device',
    header: 'Device',
    sort: (card) => card.device,
    cell: (card) => <Name>{card.device || 'unnamed'}</Name>,
  }),
  column({
    id: 'vendor',
    header: 'Vendor',
    hideBelow: 900,
    sort: (card) => card.vendor,
    cell: (card) => card.vendor || <Absent why="not told" />,
  }),
  column({
    id: 'slot',
    header: 'PCI slot',
    sort: (card) => card.slot,
    cell: (card) =>
      card.slot === '' ? (
        <Absent why="not told" />
      ) : (
        <>
          <Mono>{card.slot}</Mono>
          <Copy text={card.id} what="PCI id" />
        </>
      ),
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
    cell: (card) =>
      card.vram === null ? (
        <Faint>{source === 'node' ? "not told by this node's version" : 'not told'}</Faint>
      ) : card.vram === 0n ? (
        <Faint>not found out</Faint>
      ) : (
        <Bytes value={card.vram} />
      ),
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
          <Name>{card.device || 'unnamed'}</Name> <Mono>{card.slot}</Mono> <Use card={card} />
        </>
      )}
    />
  )
}
