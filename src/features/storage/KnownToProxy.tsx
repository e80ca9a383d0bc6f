import { useQuery } from '@tanstack/react-query'
import type { GridNode } from '#gridproxy/schemas.ts'
import { nodeDetailQuery } from '#queries/proxy.ts'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { Stamp } from '#ui/Stamp.tsx'
import { Note } from '#ui/text.tsx'
import { BytesOrNone } from './pieces.tsx'

/** Sizes by type as the grid proxy has them: all that is known while nobody speaks. */
export function KnownToProxy({ node }: { node: GridNode }) {
  const { dataUpdatedAt } = useQuery(nodeDetailQuery(node.nodeId))
  const { total_resources: total, used_resources: used } = node
  return (
    <Section
      title="Disks in all"
      stamps={dataUpdatedAt > 0 && <Stamp source="proxy" at={dataUpdatedAt} />}
    >
      <Properties
        label="Disks in all"
        rows={[
          { label: 'SSD', value: <BytesOrNone value={total.sru} /> },
          { label: 'SSD reserved', value: <BytesOrNone value={used.sru} /> },
          { label: 'HDD', value: <BytesOrNone value={total.hru} /> },
          { label: 'HDD reserved', value: <BytesOrNone value={used.hru} /> },
        ]}
      />
      <Note>The grid proxy knows the sums only, not the pools.</Note>
    </Section>
  )
}
