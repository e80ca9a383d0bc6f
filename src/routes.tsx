import { lazy, type ComponentType, type ReactNode, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import type { GridNode } from '#gridproxy/schemas.ts'
import { asFarm, asNode } from '#lib/ids.ts'
import { ErrorBoundary } from '#ui/ErrorPanel.tsx'
import { asNodeTab, asSettingsSection, type NodeTab, paths, patterns } from '#paths.ts'

// the fleet is the first view: it comes with its layout, everything else when it is opened
const NodesPage = lazy(() => import('#features/nodes/NodesPage.tsx'))
const NodeLayout = lazy(() => import('#features/node/NodeLayout.tsx'))
const FarmsPage = lazy(() => import('#features/farms/FarmsPage.tsx'))
const FarmPage = lazy(() => import('#features/farms/FarmPage.tsx'))
const SettingsPage = lazy(() => import('#features/settings/SettingsPage.tsx'))
const NotFoundPage = lazy(() => import('#features/frame/NotFoundPage.tsx'))

/** The page of each tab of a node; the layout gives it the node. */
const tabPages: Record<NodeTab, ComponentType<{ node: GridNode }>> = {
  overview: lazy(() => import('#features/overview/OverviewPage.tsx')),
  hardware: lazy(() => import('#features/hardware/HardwarePage.tsx')),
  capacity: lazy(() => import('#features/capacity/CapacityPage.tsx')),
  storage: lazy(() => import('#features/storage/StoragePage.tsx')),
  network: lazy(() => import('#features/network/NetworkPage.tsx')),
  gpus: lazy(() => import('#features/gpus/GpusPage.tsx')),
  farmer: lazy(() => import('#features/farmer/FarmerPage.tsx')),
}

/** A view of its own: what breaks in it stays in it. `id` is the address, so that a new one starts fresh. */
const View = ({ id, children }: { id: string; children: ReactNode }) => (
  <ErrorBoundary key={id}>
    <Suspense>{children}</Suspense>
  </ErrorBoundary>
)

/** Every address of the console and its page: the table of contents. */
export function Routes() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to={paths.nodes()} replace />
      </Route>
      <Route path={patterns.nodes}>
        <View id="nodes">
          <NodesPage />
        </View>
      </Route>
      <Route path={patterns.node}>
        {(params) => {
          const nodeId = asNode(params.nodeId)
          const tab = asNodeTab(params.tab)
          if (nodeId === undefined || tab === undefined) return <Missing />
          const Tab = tabPages[tab]
          return (
            <View id={`node ${nodeId}`}>
              <NodeLayout nodeId={nodeId} tab={tab}>
                {(node) => (
                  <View id={`${nodeId} ${tab}`}>
                    <Tab node={node} />
                  </View>
                )}
              </NodeLayout>
            </View>
          )
        }}
      </Route>
      <Route path={patterns.farms}>
        <View id="farms">
          <FarmsPage />
        </View>
      </Route>
      <Route path={patterns.farm}>
        {(params) => {
          const farmId = asFarm(params.farmId)
          return farmId === undefined ? (
            <Missing />
          ) : (
            <View id={`farm ${farmId}`}>
              <FarmPage farmId={farmId} />
            </View>
          )
        }}
      </Route>
      <Route path={patterns.settings}>
        {(params) =>
          asSettingsSection(params.section) ? (
            <View id="settings">
              <SettingsPage />
            </View>
          ) : (
            <Missing />
          )
        }
      </Route>
      <Route>
        <Missing />
      </Route>
    </Switch>
  )
}

const Missing = () => (
  <View id="missing">
    <NotFoundPage />
  </View>
)
