import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { GridNode } from '#gridproxy/schemas.ts'
import { useGrid } from '#queries/grid.ts'
import { nodeQuery } from '#queries/node.ts'
import { useReading } from '#queries/reading.ts'
import { Copy } from '#ui/Copy.tsx'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { Faint, Mono, Note } from '#ui/text.tsx'
import { NetworkChoice } from './NetworkChoice.tsx'
import { networksOf, nextFree, takenOf } from './network.ts'
import s from './network.module.css'

/** The private addresses that machines of one of your networks use here, and the next one that is free. */
export function PrivateIps({ node }: { node: GridNode }) {
  const { speaking } = useGrid()
  const mine = useReading(node, 'zos.deployment.list')
  const networks = networksOf(mine.query.data ?? [])
  const [search, setSearch] = useSearchParams()
  const asked = search.get('network')
  const name = asked ?? networks[0]?.name ?? ''
  const subnet = networks.find((network) => network.name === name)?.subnet ?? ''
  const found = {
    ...mine,
    command: 'zos.network.list_private_ips',
    query: useQuery({
      ...nodeQuery(node.twinId, 'zos.network.list_private_ips', { network_name: name }),
      enabled: speaking !== null && name !== '',
    }),
  }
  const choose = (network: string) => setSearch({ network }, { replace: true })
  const [typing, setTyping] = useState(false)
  return (
    <Section
      title="Private IPs"
      remark="of your network"
      stamps={
        mine.forbidden === undefined &&
        (name === '' ? <QueryStamp {...mine} /> : <QueryStamp {...found} />)
      }
    >
      <QueryView {...mine}>
        {() =>
          networks.length === 0 && (
            <Note>
              You have no network on this node. The name of any of yours can be looked up.
            </Note>
          )
        }
      </QueryView>
      {mine.forbidden === undefined && mine.query.status !== 'pending' && (
        <NetworkChoice
          networks={networks.map((network) => network.name)}
          chosen={name}
          typing={typing}
          onTyping={setTyping}
          onChoose={choose}
        />
      )}
      {mine.forbidden === undefined && name !== '' && (
        <QueryView {...found}>
          {(addresses) => (
            <Properties label={`Addresses of ${name}`} rows={addressRows(addresses, subnet)} />
          )}
        </QueryView>
      )}
    </Section>
  )
}

function addressRows(addresses: readonly string[], subnet: string) {
  const taken = takenOf(addresses)
  const next = nextFree(subnet, taken)
  return [
    {
      label: 'Range',
      value: subnet === '' ? <Faint>not known here</Faint> : <Copied text={subnet} what="range" />,
    },
    {
      label: 'Taken',
      value:
        taken.length === 0 ? (
          <Faint>none</Faint>
        ) : (
          taken.map((address) => <Mono key={address}>{address}</Mono>)
        ),
    },
    {
      label: 'Next free',
      value:
        next === undefined ? (
          <Faint>needs the range</Faint>
        ) : next === null ? (
          <Faint>none left</Faint>
        ) : (
          <Copied text={next} what="next free address" />
        ),
    },
  ]
}

function Copied({ text, what }: { text: string; what: string }) {
  return (
    <span className={s.copied}>
      <Mono>{text}</Mono>
      <Copy text={text} what={what} />
    </span>
  )
}
