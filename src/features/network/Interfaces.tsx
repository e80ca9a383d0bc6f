import type { GridNode } from '#gridproxy/schemas.ts'
import { useReading } from '#queries/reading.ts'
import { Copy } from '#ui/Copy.tsx'
import { Section } from '#ui/Page.tsx'
import { Properties, type Property } from '#ui/Properties.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { StateWord } from '#ui/State.tsx'
import { Absent, Faint, Hidden, Mono } from '#ui/text.tsx'
import { interfaceRows } from './network.ts'
import s from './network.module.css'

/** Addresses of the node's own interfaces, and whether it has public IPv6. */
export function Interfaces({ node }: { node: GridNode }) {
  const reading = useReading(node, 'zos.network.interfaces')
  const ipv6 = usePublicIpv6(node)
  const heard = reading.query.data !== undefined
  return (
    <Section
      title="Interfaces"
      stamps={reading.forbidden === undefined && <QueryStamp {...reading} />}
    >
      <QueryView {...reading}>
        {(found) => <Properties label="Interfaces" rows={[...addresses(found), ipv6]} />}
      </QueryView>
      {!heard && reading.query.status === 'error' && (
        <Properties label="Public IPv6" rows={[ipv6]} />
      )}
    </Section>
  )
}

const addresses = (found: Readonly<Record<string, readonly string[]>>): Property[] =>
  interfaceRows(found).map(({ key, name, first, address }) => ({
    key,
    label: first ? name : <Hidden>{name}</Hidden>,
    mono: true,
    value:
      address === '' ? (
        <Faint>no address</Faint>
      ) : (
        <span className={s.copied}>
          <Mono>{address}</Mono>
          <Copy text={address} what={`address ${address}`} />
        </span>
      ),
  }))

/** A call of its own: that it fails costs only this row. */
function usePublicIpv6(node: GridNode): Property {
  const { data, error } = useReading(node, 'zos.network.has_ipv6').query
  const label = 'Public IPv6'
  if (data !== undefined) {
    return {
      label,
      value: <StateWord state={data ? 'ok' : 'unknown'}>{data ? 'Yes' : 'No'}</StateWord>,
    }
  }
  return error
    ? { label, value: <Absent why={error.message} />, note: 'the node did not say' }
    : { label, value: undefined }
}
