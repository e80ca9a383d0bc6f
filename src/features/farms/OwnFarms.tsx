import { useQuery } from '@tanstack/react-query'
import { farmsQuery } from '#queries/proxy.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Section } from '#ui/Page.tsx'
import { look } from './farmColumns.tsx'

/** The farms of the twin that speaks; nothing at all when it has none. */
export function OwnFarms({ twin }: { twin: number }) {
  const { data } = useQuery(farmsQuery({ twin_id: twin, size: 100 }))
  if (!data || data.items.length === 0) return null
  return (
    <Section title="Your farms" remark={`of twin ${twin}`} table>
      <DataTable {...look} label="Your farms" rows={data.items} wide virtual />
    </Section>
  )
}
