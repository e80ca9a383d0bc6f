import { expect, test } from 'vitest'
import type { Served } from '#deploy/served.ts'
import { stringifyJson } from '#lib/json.ts'
import { toCsv } from '#ui/export.ts'
import { exportColumns, jsonOf, workloadWords } from './export.ts'
import { rowWith } from './testing.ts'

const served: Served = {
  contract_id: 1n,
  twin_id: 42,
  version: 0,
  metadata: 'a secret',
  ips: [],
  workloads: [{ name: 'vm', type: 'zmachine', state: 'error', message: 'a secret', created: 7 }],
}
const answered = { kind: 'answered', served: [], unsure: new Map() } as const
const failed = rowWith({
  contractId: 41_811n,
  createdAt: 1_800_000_000,
  heard: answered,
  served,
  states: [{ state: 'error', count: 1 }],
  shown: 'errors',
})
const orphan = rowWith({
  contractId: 41_260n,
  name: '',
  project: '',
  contractState: 'GracePeriod',
  createdAt: undefined,
  heard: answered,
  served: null,
  truth: { class: 'orphan', why: '' },
  shown: 'orphan',
})

test('a CSV says when a contract was made, how it stands and that its node has nothing', () => {
  expect(toCsv(exportColumns, [failed, orphan]).split('\r\n')).toEqual([
    'Name,Project,Type,Node,Workloads,Public IPs,created_at,Contract,Contract state,Verdict',
    'web,vm/web,vm,11,1 error,,2027-01-15T08:00:00.000Z,41811,Created,Has errors',
    'Contract 41260,,vm,11,not on the node,,,41260,GracePeriod,"Billed, not served"',
    '',
  ])
})

test('what was not heard is not told as nothing', () => {
  const words = (heard: Parameters<typeof rowWith>[0]['heard']) =>
    workloadWords(rowWith(heard ? { heard } : {}))
  expect(words({ kind: 'waiting' })).toBe('being asked')
  expect(words({ kind: 'unreadable', short: 'unreadable', why: '' })).toBe('unreadable')
  expect(words({ kind: 'unasked', short: '', why: '' })).toBe('not asked')
  expect(words(answered)).toBe('silent')
})

test('JSON goes by the names of the wire, and keeps apart what is agreed and what is shown', () => {
  const about = { network: 'demo', twin: 42, address: '/', now: 0 }
  const { deployments } = jsonOf([failed, orphan], about)
  expect(deployments[0]).toMatchObject({
    contract_id: 41_811n,
    state: 'Created',
    created_at: '2027-01-15T08:00:00.000Z',
    verdict: 'in-step',
    shown: 'errors',
    on_node: true,
    workloads: [{ name: 'vm', type: 'zmachine', state: 'error' }],
  })
  expect(deployments[1]).toMatchObject({ name: 'Contract 41260', on_node: false, workloads: null })
  expect(stringifyJson(deployments)).not.toContain('a secret')
})
