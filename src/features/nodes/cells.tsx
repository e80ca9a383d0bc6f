import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { GridNode } from '#gridproxy/schemas.ts'
import { span } from '#lib/time.ts'
import { replyQuery } from '#queries/fleet.ts'
import { useGrid } from '#queries/grid.ts'
import { useSession } from '#queries/session.ts'
import { type Reply, standingOf } from '#queries/standing.ts'
import { SmallMeter } from '#ui/Meter.tsx'
import { Bytes, Quantity } from '#ui/Quantity.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Glyph, StateWord, Verdict } from '#ui/State.tsx'
import { Absent, Cut, Faint, Mono } from '#ui/text.tsx'
import { useLater } from '#ui/useLater.ts'
import { useNow } from '#ui/useNow.ts'
import s from './nodes.module.css'
import {
  countersOf,
  type FleetRow,
  gpuWords,
  type Resource,
  shortVerdict,
  silenceWords,
  supplyOf,
  unitOf,
  usedWords,
} from './row.ts'

/** What the node has said, as far as it was asked; cells read along, `LiveStamp` asks. */
const useReply = (node: GridNode) => useQuery({ ...replyQuery(node), enabled: false })

/** A word of the proxy's that may be missing. */
export const WordCell = ({ word }: { word: string }) =>
  word === '' ? <Absent why="not known" /> : <Cut>{word}</Cut>

/** A cell of a row: a block while the row's page is on its way. */
export const known = (width: number, cell: (node: GridNode) => ReactNode) => (row: FleetRow) =>
  row.node ? cell(row.node) : <Skeleton width={width} />

function useStanding(node: GridNode) {
  const { data, dataUpdatedAt } = useReply(node)
  // the verdict is of the moment of the reply
  return standingOf(node, data, dataUpdatedAt)
}

export function StatusCell({ node }: { node: GridNode }) {
  const { state, word, sentence } = useStanding(node)
  return (
    <span title={sentence}>
      <StateWord state={state}>{word}</StateWord>
    </span>
  )
}

const names: Record<Resource, string> = { cru: 'CPU', mru: 'Memory', sru: 'SSD', hru: 'HDD' }

/** What is free as a number, what is used as a meter. */
export function SupplyCell({ node, what }: { node: GridNode; what: Resource }) {
  const counters = countersOf(useReply(node).data)
  const supply = supplyOf(node, counters, what)
  if (supply.total === 0n) return <Absent why={`no ${names[what]}`} />
  const source = counters ? 'says the node' : 'says the grid proxy'
  return (
    <span className={s.supply}>
      {what === 'cru' ? (
        <Quantity value={supply.free} />
      ) : (
        <Bytes value={supply.free} unit={unitOf(what)} />
      )}
      <SmallMeter
        share={supply.share}
        label={`${names[what]} of node ${node.nodeId}`}
        text={`${usedWords(what, supply)}, ${source}`}
      />
    </span>
  )
}

export function GpuCell({ node }: { node: GridNode }) {
  const words = gpuWords(node)
  const whole = node.gpus.map(({ vendor, device }) => `${vendor} ${device}`).join('\n')
  return words === '' ? <Absent why="no GPU" /> : <Cut title={whole || words}>{words}</Cut>
}

/** Uptime at the node's last report; a node that is not up has none. */
export function UptimeCell({ node }: { node: GridNode }) {
  if (node.status !== 'up') return <Absent why="not up" />
  const { value, unit } = span(node.uptime)
  return <Quantity value={value} unit={unit} title="At the node’s last report to the chain" />
}

/** How long the node took to answer, or in which words it did not; without a twin, why there is nothing. */
export function LiveCell({ node, long = false }: { node: GridNode; long?: boolean }) {
  const { speaking, transport } = useGrid()
  const { phase } = useSession()
  const { data, fetchStatus, error } = useReply(node)
  // a twin on its way is not a visitor
  if (speaking === null && phase === 'deriving') return <Skeleton />
  if (speaking === null) {
    return <Faint>{long ? proxyWord(node) : <span title={LOCKED}>locked</span>}</Faint>
  }
  if (data) return <Said node={node} reply={data} long={long} />
  // without a relay the silence is ours, not the node's
  const cut = transport?.state === 'waiting' || transport?.state === 'closed'
  if (fetchStatus === 'idle' && (error || cut)) {
    return (
      <span title={error?.message ?? 'The relay cannot be reached.'}>
        <Faint>not asked</Faint>
      </span>
    )
  }
  return <Waiting key={fetchStatus} asked={fetchStatus === 'fetching'} />
}

/** What a visitor would gain. */
export const LOCKED = 'Unlock a twin, and each node on screen says itself how it is.'

/** Where no node may be asked, a narrow row has the proxy's verdict at its end. */
const proxyWord = (node: GridNode) => standingOf(node, undefined, 0).word

function Said({ node, reply, long }: { node: GridNode; reply: Reply; long: boolean }) {
  if (reply.kind === 'answered') {
    const { value, unit } = span(reply.tookMs / 1000)
    return <Quantity value={value} unit={unit} title="The node answered over RMB after" />
  }
  const { word, state } = silenceWords(reply, node.status)
  return (
    <span title={reply.why}>
      <Verdict state={state}>{long ? shortVerdict(reply, node.status) : word}</Verdict>
    </span>
  )
}

/** A node that takes longer than this is called silent while it is waited for, in seconds. */
const PATIENCE = 10

/** A block at first, then how long the node has been silent. */
function Waiting({ asked }: { asked: boolean }) {
  return useLater(asked, PATIENCE * 1000) ? <Silent /> : <Skeleton />
}

function Silent() {
  const [since] = useState(() => Date.now())
  const seconds = PATIENCE + Math.max(0, Math.floor((useNow() - since) / 1000))
  return <Verdict state="warn">silent {seconds} s</Verdict>
}

/** A row below 600 px: who and how it is, then three small meters. */
export function CompactRow({ node }: { node: GridNode | undefined }) {
  if (!node) {
    return (
      <span className={s.compact}>
        <Skeleton width={180} />
      </span>
    )
  }
  return (
    <span className={s.compact}>
      <CompactHead node={node} />
      <span className={s.three}>
        <CompactSupply node={node} what="cru" label="CPU" />
        <CompactSupply node={node} what="mru" label="Mem" />
        <CompactSupply node={node} what="sru" label="SSD" />
      </span>
    </span>
  )
}

function CompactHead({ node }: { node: GridNode }) {
  const { state, word } = useStanding(node)
  return (
    <span className={s.who}>
      <Glyph state={state} label={word} />
      <Mono strong>{node.nodeId}</Mono>
      <span className={s.farm}>
        <Cut>{node.farmName}</Cut>
      </span>
      <span className={s.live}>
        <LiveCell node={node} long />
      </span>
    </span>
  )
}

function CompactSupply({ node, what, label }: { node: GridNode; what: Resource; label: string }) {
  const supply = supplyOf(node, countersOf(useReply(node).data), what)
  return (
    <span className={s.part}>
      <span className={s.value}>
        <Faint>{label}</Faint>
        {supply.total === 0n ? (
          <Absent why={`no ${label}`} />
        ) : what === 'cru' ? (
          <Quantity value={supply.free} />
        ) : (
          <Bytes value={supply.free} unit={unitOf(what)} />
        )}
      </span>
      <span className={s.bar}>
        <SmallMeter
          share={supply.share}
          label={`${names[what]} of node ${node.nodeId}`}
          text={supply.total === 0n ? `no ${names[what]}` : usedWords(what, supply)}
        />
      </span>
    </span>
  )
}
