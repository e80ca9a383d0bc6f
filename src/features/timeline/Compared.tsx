import { useQuery } from '@tanstack/react-query'
import X from 'lucide-react/icons/x'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { describeContract } from '#deploy/description.ts'
import { asContract } from '#lib/ids.ts'
import { paths } from '#paths.ts'
import { contractQuery, type Subject } from '#queries/deployment.ts'
import { useFollowing } from '#queries/following.ts'
import { nodeDetailQuery } from '#queries/proxy.ts'
import { Button, IconButton } from '#ui/Button.tsx'
import { Segments } from '#ui/Field.tsx'
import { QuerySection, QueryView } from '#ui/QueryView.tsx'
import type { TimelineWindow } from '#ui/timeline/data.ts'
import { extentOf, withRoom } from '#ui/timeline/window.ts'
import { Above, type AboveProps } from './Above.tsx'
import { useNow } from '#ui/useNow.ts'
import { type Alignment, alignmentOf, type View } from './address.ts'
import { Chart } from './Chart.tsx'
import { drawingOf } from './lanes.ts'
import { nowOf } from './range.ts'
import s from './timeline.module.css'
import { seconds } from './words.ts'

interface ComparedProps {
  above: AboveProps
  other: NonNullable<View['other']>
}

/** The drawing, and another deployment's beneath in the same window. */
export function Compared({ above, other }: ComparedProps) {
  const { nodeId, contractId } = other
  const id = asContract(contractId)
  const node = useQuery(nodeDetailQuery(nodeId))
  const contract = useQuery(contractQuery(id)).data
  if (node.data) {
    const subject = { node: node.data, contractId: id, contract, owner: contract?.twin_id }
    return <Both above={above} subject={subject} />
  }
  return (
    <>
      <Above {...above} />
      <div className={s.other}>
        <QueryView
          query={node}
          source="proxy"
          waitingFor={`the grid proxy, for node ${nodeId}`}
          isEmpty={(data) => data === null}
          empty={{
            what: `There is no node ${nodeId} on this network.`,
            action: <Button onClick={() => end(above)}>End the comparison</Button>,
          }}
        >
          {() => null}
        </QueryView>
      </div>
    </>
  )
}

/** Room for what comes while somebody looks, as a part of the own history's length. */
const AHEAD = 0.1

const quiet = () => undefined

function end({ go, onWindow }: AboveProps) {
  onWindow(undefined)
  go({ other: undefined, align: undefined })
}

function Both({ above, subject }: { above: AboveProps; subject: Subject }) {
  const { history, view, go, drawing } = above
  const { node, contractId, contract } = subject
  const { name } = describeContract(contract?.details.deployment_data ?? '')
  const tick = useNow()
  const { reading } = useFollowing(subject, quiet)
  const told = reading.query.data?.history
  const asked = view.align
  // found once, so that it does not turn over while somebody looks
  const [fit, setFit] = useState<Alignment>()
  const [near, setNear] = useState<TimelineWindow>()
  if (told && told.changes.length > 0 && fit === undefined) {
    const [mine, theirs] = [tick - history.first * 1000, tick - told.first * 1000]
    setFit(alignmentOf(mine, theirs))
    const own = extentOf({ ...drawing, now: nowOf(tick, history) })
    const length = own.to - own.from
    // beginning together makes the shorter one no longer: what is seen at first is the own one
    if (theirs > length) setNear(withRoom({ from: own.from, to: own.to + length * AHEAD }))
  }
  const align = asked ?? fit ?? 'clock'
  const [moved, setMoved] = useState(false)
  const window = above.window ?? (moved || align === 'clock' ? undefined : near)
  const onWindow = (next: TimelineWindow | undefined) => {
    setMoved(true)
    above.onWindow(next)
  }
  const shift = align === 'first' && told ? (history.first - told.first) * 1000 : 0
  const beneath = useMemo(
    () => (told && told.changes.length > 0 ? drawingOf(told, undefined, shift) : undefined),
    [told, shift],
  )
  const extent =
    told &&
    beneath &&
    union(
      extentOf({ ...drawing, now: nowOf(tick, history) }),
      extentOf({ ...beneath, now: nowOf(tick, told) + shift }),
    )
  return (
    <>
      <Above {...above} {...{ window, onWindow, extent }} />
      <div className={s.other}>
        <QuerySection
          title={
            <Link href={paths.deployment(node.nodeId, contractId, 'timeline')}>
              {name ? `${name}, contract` : 'Contract'} {String(contractId)} on node {node.nodeId}
            </Link>
          }
          remark={shift === 0 ? undefined : shiftWords(shift / 1000)}
          table
          {...reading}
          action={
            <>
              <Segments
                label="Alignment"
                value={align}
                options={[
                  { value: 'clock', label: 'By clock' },
                  { value: 'first', label: 'From the first change' },
                ]}
                onChange={(chosen) => {
                  above.onWindow(undefined)
                  setMoved(false)
                  go({ align: chosen })
                }}
              />
              <IconButton label="End the comparison" onClick={() => end(above)}>
                <X size={14} strokeWidth={1.7} aria-hidden="true" />
              </IconButton>
            </>
          }
          isEmpty={(data) => data === null || data.history.changes.length === 0}
          empty={{ what: `Node ${node.nodeId} tells no history of contract ${contractId}.` }}
        >
          {() =>
            told &&
            beneath && (
              <Chart
                label={`Timeline of contract ${contractId}`}
                {...{ history: told, drawing: beneath, shift, window, onWindow, extent }}
                event={undefined}
                onEvent={quiet}
              />
            )
          }
        </QuerySection>
      </div>
    </>
  )
}

const union = (a: TimelineWindow, b: TimelineWindow): TimelineWindow => ({
  from: Math.min(a.from, b.from),
  to: Math.max(a.to, b.to),
})

/** "drawn 3 d 2 h later than it was", so that nobody reads its axis for its own time. */
function shiftWords(by: number): string {
  return `drawn ${seconds(Math.abs(by))} ${by > 0 ? 'later' : 'earlier'} than it was`
}
