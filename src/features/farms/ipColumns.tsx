import { Link } from 'wouter'
import { paths } from '#paths.ts'
import { columnOf } from '#ui/column.ts'
import { Id } from '#ui/Id.tsx'
import { StateWord } from '#ui/State.tsx'
import { Absent, Mono } from '#ui/text.tsx'
import type { IpRow } from './farms.ts'

const column = columnOf<IpRow>()

export const ipColumns = [
  column({
    id: 'ip',
    header: 'Address',
    sort: ({ ip }) => ip.ip,
    cell: ({ ip }) => (ip.ip === '' ? <Absent /> : <Id value={ip.ip} what="address" whole />),
  }),
  column({
    id: 'gateway',
    header: 'Gateway',
    hideBelow: 560,
    sort: ({ ip }) => ip.gateway,
    cell: ({ ip }) => (ip.gateway === '' ? <Absent /> : <Mono>{ip.gateway}</Mono>),
  }),
  column({
    id: 'state',
    header: 'State',
    sort: ({ ip }) => ip.contract_id,
    cell: ({ ip }) =>
      ip.contract_id === 0n ? (
        <StateWord state="ok">Free</StateWord>
      ) : (
        <>
          Held by contract <Mono>{ip.contract_id.toString()}</Mono>
        </>
      ),
  }),
  column({
    id: 'twin',
    header: 'Of twin',
    hideBelow: 420,
    sort: ({ contract }) => contract?.twin_id,
    cell: ({ ip, contract }) =>
      contract ? (
        <Mono>{contract.twin_id}</Mono>
      ) : (
        <Absent why={ip.contract_id === 0n ? 'free' : 'not known'} />
      ),
  }),
  column({
    id: 'node',
    header: 'On node',
    hideBelow: 480,
    sort: ({ contract }) => contract?.details.nodeId ?? undefined,
    cell: ({ contract }) => {
      const nodeId = contract?.details.nodeId
      return nodeId === null || nodeId === undefined ? (
        <Absent />
      ) : (
        <Link href={paths.node(nodeId)}>
          <Mono>{nodeId}</Mono>
        </Link>
      )
    },
  }),
]
