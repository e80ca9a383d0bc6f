import { useQuery } from '@tanstack/react-query'
import type { GridNode } from '#gridproxy/schemas.ts'
import { nodeDetailQuery } from '#queries/proxy.ts'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QueryStamp } from '#ui/QueryView.tsx'
import { counted } from './hardware.ts'

const words = (...parts: string[]) => parts.filter((part) => part !== '').join(' ')

/** The few facts that the grid proxy copies of a node's DMI, once a day, for when the node cannot be asked. */
export function ProxyCopy({ node }: { node: GridNode }) {
  const detail = useQuery(nodeDetailQuery(node.nodeId))
  const { bios, baseboard, processor, memory } = node.dmi
  return (
    <Section
      title="The grid proxy's copy"
      remark="copied from the node once a day, without serials"
      stamps={<QueryStamp query={detail} source="proxy" waitingFor="the grid proxy" />}
    >
      <Properties
        label="The grid proxy's copy"
        rows={[
          { label: 'Board', value: words(baseboard.manufacturer, baseboard.product_name) },
          { label: 'BIOS', value: words(bios.vendor, bios.version) },
          {
            label: 'Processors',
            value: counted(processor.map((cpu) => cpu.version || 'unnamed')).join(', '),
          },
          {
            label: 'Memory',
            value: counted(
              memory.map((part) => words(part.manufacturer, part.type) || 'unnamed'),
            ).join(', '),
          },
        ]}
      />
    </Section>
  )
}
