import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { GridNode } from '#gridproxy/schemas.ts'
import { bitRate } from '#lib/units.ts'
import { paths } from '#paths.ts'
import { nodeDetailQuery } from '#queries/proxy.ts'
import { useReading } from '#queries/reading.ts'
import { Id } from '#ui/Id.tsx'
import { Section } from '#ui/Page.tsx'
import { Properties, type Property } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { QueryStamp } from '#ui/QueryView.tsx'
import { Faint, Mono } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { placeWords, powerWords, tenancyWords } from './grid.ts'
import { Told } from './Told.tsx'

/** What the grid knows of the node, by its proxy; the node's own word on its place beside it. */
export function GridFacts({ node }: { node: GridNode }) {
  const detail = useQuery(nodeDetailQuery(node.nodeId))
  const location = useReading(node, 'zos.location.get')
  return (
    <Section
      title="On the grid"
      stamps={
        <QueryStamp
          query={detail}
          source="proxy"
          waitingFor="the grid proxy"
          command={`/nodes/${node.nodeId}`}
        />
      }
    >
      <Properties
        label="On the grid"
        rows={[
          {
            label: 'Farm',
            note: <Id value={node.farmId} what="farm id" whole />,
            value: <Link href={paths.farm(node.farmId)}>{node.farmName || 'unnamed'}</Link>,
          },
          { label: 'Place', value: placeWords(node.city, node.country) },
          {
            label: 'Place by the node',
            value:
              location.forbidden === undefined ? (
                <Told query={location.query}>
                  {(said) => {
                    const words = placeWords(said.city_name, said.country_name)
                    const at =
                      said.latitude === null || said.longitude === null
                        ? undefined
                        : `${said.latitude.toFixed(4)}, ${said.longitude.toFixed(4)}`
                    return (
                      <>
                        {words ?? <Faint>not known to it</Faint>} {at && <Mono>{at}</Mono>}
                      </>
                    )
                  }}
                </Told>
              ) : (
                <Faint>told to twins only</Faint>
              ),
          },
          { label: 'Certification', value: node.certificationType },
          {
            label: 'Serial number',
            value: node.serialNumber && <Id value={node.serialNumber} what="serial number" whole />,
          },
          { label: 'Power', note: 'chain, via proxy', value: powerWords(node.power) },
          { label: 'Rent', value: tenancyWords(node) },
          { label: 'Registered', value: node.created > 0 && <Time seconds={node.created} /> },
          // where the node itself cannot be asked, the proxy's copies of its words
          ...(location.forbidden === undefined ? [] : copies(node)),
        ]}
      />
    </Section>
  )
}

function copies({
  features,
  healthy,
  speed: { upload, download },
  cpu_benchmark,
}: GridNode): Property[] {
  return [
    { label: 'Features', value: features.length > 0 && <Mono>{features.join(', ')}</Mono> },
    {
      label: 'Health check',
      value: healthy ? 'nothing found' : 'not passed, or never run',
    },
    {
      label: 'Speed',
      value:
        upload || download ? (
          <>
            down <Quantity {...bitRate(download)} /> up <Quantity {...bitRate(upload)} />
          </>
        ) : undefined,
    },
    {
      label: 'CPU benchmark',
      note: 'lower is faster',
      // zeros are an index that was never filled
      value: cpu_benchmark && cpu_benchmark.single > 0 && (
        <>
          single <Quantity value={cpu_benchmark.single.toFixed(2)} unit="s" /> multi{' '}
          <Quantity value={cpu_benchmark.multi.toFixed(2)} unit="s" />
        </>
      ),
    },
  ]
}
