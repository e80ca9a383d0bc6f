import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import type { GridNode } from '#gridproxy/schemas.ts'
import { can } from '#node/can.ts'
import { isLight } from '#node/features.ts'
import { driftOf, nicsOf } from '#node/nic.ts'
import { useGrid } from '#queries/grid.ts'
import { exitQuery, useNicChanges } from '#queries/nic.ts'
import { nodeQuery } from '#queries/node.ts'
import { farmQuery } from '#queries/proxy.ts'
import { PageBody } from '#ui/Page.tsx'
import { Forbidden } from '#ui/ErrorPanel.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Drift } from './Drift.tsx'
import { Journal } from './Journal.tsx'
import { NicDialog } from './NicDialog.tsx'
import { NicTable } from './NicTable.tsx'
import { OpenChange } from './OpenChange.tsx'
import { WatchDialog } from './WatchDialog.tsx'

/** Which NIC carries the node's public traffic, and moving it; for the farm's owner. */
export default function FarmerPage({ node }: { node: GridNode }) {
  const { speaking, network } = useGrid()
  const farm = useQuery(farmQuery(node.farmId))
  const target = {
    nodeId: node.nodeId,
    farmId: node.farmId,
    farmTwin: farm.data?.twinId ?? null,
    light: isLight(node.features),
  }
  const may = can.run('zos.admin.get_public_nic', { twin: speaking }, target)
  const nics = useQuery({ ...nodeQuery(node.twinId, 'zos.admin.interfaces'), enabled: may.ok })
  const exit = useQuery({ ...exitQuery(node.twinId), enabled: may.ok })
  const { changes, looks, fault } = useNicChanges(network.gridproxy, node.nodeId, may.ok)
  const [search, setSearch] = useSearchParams()
  const show = (name: 'move' | 'change', value: string | null) =>
    setSearch(value === null ? {} : { [name]: value }, { replace: value === null })

  const open = changes.find((change) => change.stage === 'open')
  const watched = changes.find((change) => change.id === search.get('change'))
  const to = search.get('move')
  const mayMove = can.run('zos.admin.set_public_nic', { twin: speaking }, target)
  const whyNot = mayMove.ok
    ? open && `The move to ${open.to} is still being watched.`
    : mayMove.reason

  return (
    <PageBody>
      {!may.ok ? (
        <QuerySection
          title="Physical interfaces"
          query={farm}
          source="proxy"
          waitingFor={`farm ${node.farmId}`}
          forbidden={may.why === 'unknown' ? undefined : may.reason}
        >
          {() => <Forbidden>{may.reason}</Forbidden>}
        </QuerySection>
      ) : (
        <QuerySection
          title="Physical interfaces"
          remark={
            exit.data === undefined ? undefined : `public traffic leaves by ${exit.data || 'none'}`
          }
          table
          query={nics}
          source="node"
          waitingFor={`node ${node.nodeId}`}
          subject={`Node ${node.nodeId}`}
          command="zos.admin.interfaces"
        >
          {(data) => (
            <>
              {open && (
                <OpenChange
                  change={open}
                  seen={looks[open.id] ?? []}
                  onShow={() => show('change', open.id)}
                />
              )}
              {exit.data !== undefined && !open && (
                <Drift
                  change={driftOf(changes, exit.data)}
                  exit={exit.data}
                  onSet={(name) => show('move', name)}
                />
              )}
              <NicTable
                nics={nicsOf(data, exit.data)}
                watched={open?.to}
                whyNot={exit.error ? exit.error.message : whyNot}
                onMove={(name) => show('move', name)}
              />
            </>
          )}
        </QuerySection>
      )}
      <Journal changes={changes} fault={fault} onShow={(id) => show('change', id)} />
      {mayMove.ok && speaking !== null && to !== null && nics.data && to in nics.data && (
        <NicDialog
          node={node}
          network={network.gridproxy}
          by={speaking}
          to={to}
          onMoved={(id) => show('change', id)}
          onClose={() => show('move', null)}
        />
      )}
      {watched && (
        <WatchDialog
          node={node}
          change={watched}
          seen={looks[watched.id] ?? []}
          speaking={speaking}
          onClose={() => show('change', null)}
        />
      )}
    </PageBody>
  )
}
