import Download from 'lucide-react/icons/download'
import { describeContract } from '#deploy/description.ts'
import type { History } from '#node/history.ts'
import type { Subject } from '#queries/deployment.ts'
import { useGrid } from '#queries/grid.ts'
import { Button } from '#ui/Button.tsx'
import { download } from '#ui/download.ts'
import { saveJson } from '#ui/export.ts'
import { Menu } from '#ui/Menu.tsx'
import type { TimelineWindow } from '#ui/timeline/data.ts'
import { timelineSvg } from '#ui/timeline/svg.ts'
import type { TimelineEvent } from './events.ts'
import { csvOf, fileName, jsonOf } from './export.ts'
import { type Drawing, looks } from './lanes.ts'
import { windowWords } from './range.ts'

/** Saves what the filter leaves as a table, as JSON, or the drawing as it is shown. Holds no workload's data. */
export function ExportMenu({
  subject,
  history,
  drawing,
  events,
  readAt,
  window,
  now,
}: {
  subject: Subject
  history: History
  drawing: Drawing
  events: readonly TimelineEvent[]
  readAt: number
  window: TimelineWindow
  now: number
}) {
  const { network } = useGrid()
  const { contractId, node } = subject
  const { name } = describeContract(subject.contract?.details.deployment_data ?? '')
  const file = fileName(network.name, node.nodeId, contractId)
  // the list reads backwards, a file in the node's order
  const changes = () => events.toReversed().flatMap((event) => event.changes)
  const about = { network: network.name, nodeId: node.nodeId, contractId, readAt }
  const count = events.reduce((sum, event) => sum + event.changes.length, 0)
  const reason = count === 0 ? 'No event is shown.' : undefined
  const hint = count === 1 ? '1 change' : `${count} changes`
  return (
    <Menu
      label="Export"
      align="right"
      items={[
        {
          label: 'CSV',
          hint,
          reason,
          onClick: () => download(`${file}.csv`, csvOf(changes()), 'text/csv'),
        },
        {
          label: 'JSON',
          hint,
          reason,
          onClick: () => saveJson(file, jsonOf(history, changes(), about)),
        },
        {
          label: 'SVG',
          hint: 'The drawing as it is shown',
          onClick: () =>
            download(
              `${file}.svg`,
              timelineSvg(
                { ...drawing, now },
                {
                  title: name ? `${name}, contract ${contractId}` : `Contract ${contractId}`,
                  subtitle: `node ${node.nodeId} on ${network.name}, ${windowWords(window)}`,
                  head: 'Workload',
                  window,
                  words: looks,
                },
              ),
              'image/svg+xml',
            ),
        },
      ]}
      trigger={(trigger) => (
        <Button
          size="small"
          icon={<Download size={14} strokeWidth={1.7} aria-hidden="true" />}
          trigger={trigger.props}
        >
          Export
        </Button>
      )}
    />
  )
}
