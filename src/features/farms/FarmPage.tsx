import { useQuery } from '@tanstack/react-query'
import type { GridFarm } from '#gridproxy/schemas.ts'
import type { FarmId } from '#lib/ids.ts'
import { paths } from '#paths.ts'
import { useGrid } from '#queries/grid.ts'
import { farmQuery } from '#queries/proxy.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Id } from '#ui/Id.tsx'
import { Columns, PageBody, PageHead, Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { Mono } from '#ui/text.tsx'
import { certificationWord } from './farmColumns.tsx'
import { FarmNodes } from './FarmNodes.tsx'
import { PublicIps } from './PublicIps.tsx'

/** One farm: who owns it, its public addresses and who holds them, its nodes with the worst first. */
export default function FarmPage({ farmId }: { farmId: FarmId }) {
  const { network, speaking } = useGrid()
  const query = useQuery(farmQuery(farmId))
  const asked = {
    query,
    source: 'proxy',
    waitingFor: `the grid proxy of ${network.name}`,
  } as const
  const farm = query.data
  return (
    <>
      <PageHead
        title={farm?.name || `Farm ${farmId}`}
        documentTitle={farm ? `${farm.name}, farm ${farmId}` : `Farm ${farmId}`}
        crumbs={[{ label: 'Farms', href: paths.farms() }, { label: String(farmId) }]}
        remark={farm && speaking === farm.twinId ? 'Yours' : undefined}
        stampsRight
        stamps={<QueryStamp {...asked} />}
      />
      <PageBody>
        <QueryView {...asked}>
          {(found) => (found ? <Known farm={found} waitingFor={asked.waitingFor} /> : <Missing />)}
        </QueryView>
      </PageBody>
    </>
  )
}

function Missing() {
  return (
    <Empty
      what="There is no such farm."
      advice="The grid proxy knows no farm of this number."
      action={<Button href={paths.farms()}>All farms</Button>}
    />
  )
}

function Known({ farm, waitingFor }: { farm: GridFarm; waitingFor: string }) {
  return (
    <>
      <FarmNodes farm={farm} waitingFor={waitingFor} />
      <Columns
        main={<PublicIps farm={farm} waitingFor={waitingFor} />}
        side={
          <Section title="Farm">
            <Properties
              rows={[
                { label: 'Farm', value: <Id value={farm.farmId} what="farm id" whole /> },
                {
                  label: 'Owner',
                  note: 'twin',
                  value: <Id value={farm.twinId} what="twin id" whole />,
                },
                { label: 'Certification', value: certificationWord(farm.certificationType) },
                {
                  label: 'Nodes are rented',
                  value: farm.dedicated ? 'whole only' : 'in parts or whole',
                },
                { label: 'Pricing policy', value: <Mono>{farm.pricingPolicyId}</Mono> },
                {
                  label: 'Stellar address',
                  value:
                    farm.stellarAddress === '' ? undefined : (
                      <Id value={farm.stellarAddress} what="Stellar address" />
                    ),
                },
              ]}
            />
          </Section>
        }
      />
    </>
  )
}
