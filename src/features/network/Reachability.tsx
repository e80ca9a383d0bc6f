import type { GridNode } from '#gridproxy/schemas.ts'
import { bitRate } from '#lib/units.ts'
import { perfOf } from '#node/perf.ts'
import { useReading } from '#queries/reading.ts'
import { Properties } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Absent } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { reachOf } from './network.ts'

/** How fast the node reached its test peers, in short. */
export function Reachability({ node }: { node: GridNode }) {
  const reading = useReading(node, 'zos.perf.get_all')
  const tasks = reading.query.data?.map(perfOf)
  const iperf = tasks?.find((perf) => perf.task === 'iperf')
  const odd = tasks?.some((perf) => perf.task === 'unknown' && perf.name === 'iperf')
  return (
    <QuerySection
      title="Reach"
      {...reading}
      isEmpty={() => iperf === undefined || iperf.result.length === 0}
      empty={
        odd
          ? {
              what: 'The node tells its reach in a form that is not known.',
              advice: 'The overview shows its own words, under Tests.',
            }
          : {
              what: 'The node has not measured its reach yet.',
              advice: 'It does so every 6 hours; the result appears here.',
            }
      }
    >
      {() => {
        const { upload, download, peers, failed } = reachOf(iperf?.result ?? [])
        const speed = (best: number) =>
          best > 0 ? <Quantity {...bitRate(best)} /> : <Absent why="no peer was reached" />
        return (
          <Properties
            label="Reach"
            rows={[
              { label: `Upload, best of ${peers}`, value: speed(upload) },
              { label: `Download, best of ${peers}`, value: speed(download) },
              { label: 'Failed peers', value: <Quantity value={failed} unit={`of ${peers}`} /> },
              { label: 'Measured', value: iperf && <Time seconds={iperf.at} /> },
            ]}
          />
        )
      }}
    </QuerySection>
  )
}
