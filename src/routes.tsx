import { lazy, type ComponentType, type ReactNode, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import type { GridNode } from '#gridproxy/schemas.ts'
import { asFarm, asNode, readContract } from '#lib/ids.ts'
import type { Subject } from '#queries/deployment.ts'
import { ErrorBoundary } from '#ui/ErrorPanel.tsx'
import {
  asDeploymentTab,
  asNodeTab,
  asSettingsSection,
  type DeploymentTab,
  type NodeTab,
  paths,
  patterns,
} from '#paths.ts'

// the fleet is the first view: it comes with its layout, everything else when it is opened
const NodesPage = lazy(() => import('#features/nodes/NodesPage.tsx'))
const NodeLayout = lazy(() => import('#features/node/NodeLayout.tsx'))
const DeploymentsPage = lazy(() => import('#features/deployments/DeploymentsPage.tsx'))
const DeploymentLayout = lazy(() => import('#features/deployment/DeploymentLayout.tsx'))
const ContractsPage = lazy(() => import('#features/contracts/ContractsPage.tsx'))
const ContractPage = lazy(() => import('#features/contracts/ContractPage.tsx'))
const AccountPage = lazy(() => import('#features/account/AccountPage.tsx'))
const FarmsPage = lazy(() => import('#features/farms/FarmsPage.tsx'))
const FarmPage = lazy(() => import('#features/farms/FarmPage.tsx'))
const SettingsPage = lazy(() => import('#features/settings/SettingsPage.tsx'))
const SessionTwinPage = lazy(() => import('#features/session-twin/SessionTwinPage.tsx'))
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

/** The page of each tab of a deployment; the layout gives it what it is about. */
const deploymentPages: Record<DeploymentTab, ComponentType<{ subject: Subject }>> = {
  workloads: lazy(() => import('#features/workloads/WorkloadsPage.tsx')),
  timeline: lazy(() => import('#features/timeline/TimelinePage.tsx')),
  topology: lazy(() => import('#features/topology/TopologyPage.tsx')),
  signatures: lazy(() => import('#features/signatures/SignaturesPage.tsx')),
  raw: lazy(() => import('#features/raw/RawPage.tsx')),
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
      <Route path={patterns.deployments}>
        <View id="deployments">
          <DeploymentsPage />
        </View>
      </Route>
      <Route path={patterns.deployment}>
        {(params) => {
          const nodeId = asNode(params.nodeId)
          const contractId = readContract(params.contractId)
          const tab = asDeploymentTab(params.tab)
          if (nodeId === undefined || contractId === undefined || tab === undefined) {
            return <Missing />
          }
          const Tab = deploymentPages[tab]
          const id = `deployment ${nodeId} ${contractId}`
          return (
            <View id={id}>
              <DeploymentLayout nodeId={nodeId} contractId={contractId} tab={tab}>
                {(subject) => (
                  <View id={`${id} ${tab}`}>
                    <Tab subject={subject} />
                  </View>
                )}
              </DeploymentLayout>
            </View>
          )
        }}
      </Route>
      <Route path={patterns.contracts}>
        <View id="contracts">
          <ContractsPage />
        </View>
      </Route>
      <Route path={patterns.contract}>
        {(params) => {
          const contractId = readContract(params.contractId)
          return contractId === undefined ? (
            <Missing />
          ) : (
            <View id={`contract ${contractId}`}>
              <ContractPage contractId={contractId} />
            </View>
          )
        }}
      </Route>
      <Route path={patterns.account}>
        <View id="account">
          <AccountPage />
        </View>
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
      <Route path={patterns.sessionTwin}>
        <View id="session-twin">
          <SessionTwinPage />
        </View>
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
