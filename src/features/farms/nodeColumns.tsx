import type { ReactNode } from 'react'
import { span } from '#lib/time.ts'
import { bytes, group, share } from '#lib/units.ts'
import { standingOf } from '#queries/standing.ts'
import { columnOf } from '#ui/column.ts'
import { SmallMeter } from '#ui/Meter.tsx'
import { Bytes, Quantity } from '#ui/Quantity.tsx'
import { Glyph, StateWord, Verdict } from '#ui/State.tsx'
import { Absent, Cut, Faint, Mono } from '#ui/text.tsx'
import type { FarmNode } from './farms.ts'
import s from './farms.module.css'

const column = columnOf<FarmNode>()
type Resource = 'cru' | 'mru' | 'sru' | 'hru'

/** What is free, and a meter of what is used; by the node's own counters where it has answered. */
function Supply({ row: { node, reply }, what }: { row: FarmNode; what: Resource }) {
  const by = reply?.kind === 'answered' ? reply.counters : undefined
  const total = (by?.total ?? node.total_resources)[what]
  const used = (by?.used ?? node.used_resources)[what]
  if (total === 0n) return <Absent />
  const free = total > used ? total - used : 0n
  const words = (n: bigint) => (what === 'cru' ? group(n) : Object.values(bytes(n)).join(' '))
  return (
    <span className={s.supply}>
      {what === 'cru' ? <Quantity value={free} /> : <Bytes value={free} />}
      <SmallMeter
        share={share(used, total)}
        label={`${labels[what]} of node ${node.nodeId}`}
        text={`${words(used)} of ${words(total)} used, says the ${by ? 'node' : 'grid proxy'}`}
      />
    </span>
  )
}
const labels: Record<Resource, string> = { cru: 'CPU', mru: 'Memory', sru: 'SSD', hru: 'HDD' }

const supplyColumn = (what: Resource, hideBelow: number) =>
  column({
    id: what,
    header: `${labels[what]} free`,
    align: 'right',
    headInset: 53,
    hideBelow,
    cell: (row) => <Supply row={row} what={what} />,
  })

function status({ node, reply }: FarmNode) {
  return standingOf(node, reply, node.updatedAt * 1000)
}

/** The node's own word: how long it took to answer, or why there is none. */
function live({ node, reply }: FarmNode): ReactNode {
  if (!reply) return <Absent why="not asked, or no answer yet" />
  if (reply.kind === 'answered') {
    const { value, unit } = span(reply.tookMs / 1000)
    return <Quantity value={value} unit={unit} />
  }
  const up = node.status === 'up'
  const word =
    reply.kind === 'faulty'
      ? 'unreadable'
      : node.status === 'standby'
        ? 'asleep'
        : reply.kind === 'silent'
          ? `silent ${Math.round(reply.tookMs / 1000)} s`
          : up
            ? 'offline'
            : 'no answer'
  return (
    <span title={reply.why}>
      <Verdict state={node.status === 'standby' ? 'standby' : up ? 'warn' : 'error'}>
        {word}
      </Verdict>
    </span>
  )
}

/** A farm's nodes; their order is the view's, worst first. */
export const nodeColumns = [
  column({
    id: 'node',
    header: 'Node',
    cell: ({ node }) => <Mono strong>{node.nodeId}</Mono>,
  }),
  column({
    id: 'status',
    header: 'Status',
    cell: (row) => {
      const { state, word } = status(row)
      return <StateWord state={state}>{word}</StateWord>
    },
  }),
  column({
    id: 'place',
    header: 'Place',
    hideBelow: 980,
    cell: ({ node }) => (
      <Cut>{[node.city, node.country].filter(Boolean).join(', ') || 'Unknown'}</Cut>
    ),
  }),
  supplyColumn('cru', 600),
  supplyColumn('mru', 720),
  supplyColumn('sru', 840),
  supplyColumn('hru', 1080),
  column({ id: 'live', header: 'Live', align: 'right', cell: live }),
]

/** A node below 600 px, in two lines. */
export function CompactNode({ row }: { row: FarmNode }) {
  const { state, word } = status(row)
  return (
    <span className={s.compact}>
      <span className={s.lead}>
        <Glyph state={state} />
        <Mono strong>{row.node.nodeId}</Mono>
        <span>{word}</span>
      </span>
      <span>{live(row)}</span>
      <Faint>CPU free</Faint>
      <Supply row={row} what="cru" />
    </span>
  )
}
