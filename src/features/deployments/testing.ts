import type { DeploymentRow } from './rows.ts'

/** A row that is well, with what a test wants otherwise. */
export const rowWith = (rest: Partial<DeploymentRow>): DeploymentRow => ({
  key: `${rest.nodeId ?? 11} ${rest.contractId ?? 1n}`,
  contractId: 1n,
  nodeId: 11,
  farmName: 'Rack 2',
  name: 'web',
  project: 'vm/web',
  type: 'vm',
  contractState: 'Created',
  stateAt: undefined,
  age: 1,
  createdAt: 1,
  heard: { kind: 'waiting' },
  served: undefined,
  states: [],
  ips: [],
  reservedIps: 0,
  truth: { class: 'in-step', why: '' },
  shown: 'in-step',
  ...rest,
})
