import { useQuery } from '@tanstack/react-query'
import X from 'lucide-react/icons/x'
import { useMemo } from 'react'
import { Link } from 'wouter'
import { asContract } from '#lib/ids.ts'
import { type History, pendingOf } from '#node/history.ts'
import { paths } from '#paths.ts'
import { contractQuery, type Subject } from '#queries/deployment.ts'
import { useFollowing } from '#queries/following.ts'
import { nodeDetailQuery } from '#queries/proxy.ts'
import { IconButton } from '#ui/Button.tsx'
import { Segments } from '#ui/Field.tsx'
import { QuerySection, QueryView } from '#ui/QueryView.tsx'
import type { TimelineWindow } from '#ui/timeline/data.ts'
import type { View } from './address.ts'
import { Chart } from './Chart.tsx'
import { drawingOf } from './lanes.ts'
import s from './timeline.module.css'
import { seconds } from './words.ts'

interface ComparedProps {
  /** The history above. */
  history: History
  other: NonNullable<View['other']>
  view: View
  go: (change: Partial<View>) => void
  window: TimelineWindow | undefined
  onWindow: (window: TimelineWindow | undefined) => void
}

/** Another deployment's drawing beneath, in the same window. */
export function Compared(props: ComparedProps) {
  const { nodeId, contractId } = props.other
  const id = asContract(contractId)
  const node = useQuery(nodeDetailQuery(nodeId))
  const contract = useQuery(contractQuery(id)).data
  const found = node.data
  return (
    <div className={s.other}>
      {found ? (
        <Beneath
          {...props}
          subject={{ node: found, contractId: id, contract, owner: contract?.twin_id }}
        />
      ) : (
        <QueryView
          query={node}
          source="proxy"
          waitingFor={`the grid proxy, for node ${nodeId}`}
          isEmpty={(data) => data === null}
          empty={{ what: `There is no node ${nodeId} on this network.` }}
        >
          {() => null}
        </QueryView>
      )}
    </div>
  )
}

const quiet = () => undefined

function Beneath({
  subject,
  history,
  view,
  go,
  window,
  onWindow,
}: ComparedProps & { subject: Subject }) {
  const { node, contractId } = subject
  const { reading } = useFollowing(subject, quiet)
  const told = reading.query.data?.history
  const shift = view.together && told ? (history.first - told.first) * 1000 : 0
  const drawing = useMemo(() => told && drawingOf(told, undefined, shift), [told, shift])
  return (
    <QuerySection
      title={
        <Link href={paths.deployment(node.nodeId, contractId, 'timeline')}>
          Contract {String(contractId)} on node {node.nodeId}
        </Link>
      }
      remark={shift === 0 ? undefined : shiftWords(shift / 1000)}
      table
      {...reading}
      action={
        <>
          <Segments
            label="Alignment"
            value={view.together ? 'first' : 'clock'}
            options={[
              { value: 'clock', label: 'By clock' },
              { value: 'first', label: 'From the first change' },
            ]}
            onChange={(align) => {
              onWindow(undefined)
              go({ together: align === 'first' })
            }}
          />
          <IconButton
            label="End the comparison"
            onClick={() => {
              onWindow(undefined)
              go({ other: undefined, together: false })
            }}
          >
            <X size={14} strokeWidth={1.7} aria-hidden="true" />
          </IconButton>
        </>
      }
      isEmpty={(data) => data === null || data.history.changes.length === 0}
      empty={{ what: `Node ${node.nodeId} tells no history of contract ${contractId}.` }}
    >
      {() =>
        told &&
        drawing && (
          <Chart
            label={`Timeline of contract ${contractId}`}
            {...{ history: told, drawing, shift, window, onWindow }}
            pending={pendingOf(told).length > 0}
            event={undefined}
            onEvent={quiet}
          />
        )
      }
    </QuerySection>
  )
}

/** "shown 3 d 2 h later than it was", so that nobody reads its axis for its own time. */
function shiftWords(by: number): string {
  return `drawn ${seconds(Math.abs(by))} ${by > 0 ? 'later' : 'earlier'} than it was`
}
