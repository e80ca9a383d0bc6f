import { expect, test } from 'vitest'
import { find } from '#ui/palette.ts'
import { deploymentPlaces, lookup, places } from './places.ts'

test('a number leads to the node, its tabs and the farm', () => {
  const found = lookup('11')
  expect(found[0]).toMatchObject({ label: 'Node 11', href: '/nodes/11' })
  expect(found.map(({ href }) => href)).toContain('/nodes/11/farmer')
  expect(found.at(-1)).toMatchObject({ href: '/farms/11' })
})

test('a word beside the number chooses among them', () => {
  expect(lookup('node 11 cap').map(({ href }) => href)).toEqual(['/nodes/11/capacity'])
  expect(lookup('farm 7').map(({ href }) => href)).toEqual(['/nodes/7/farmer', '/farms/7'])
})

test('what is no id leads nowhere', () => {
  expect(lookup('capacity')).toEqual([])
  expect(lookup('99999999999')).toEqual([])
})

test('every place has an address of its own', () => {
  const hrefs = places.map(({ href }) => href)
  expect(new Set(hrefs).size).toBe(hrefs.length)
})

test('a deployment is found by its name, its project and its contract', () => {
  const details = {
    nodeId: 11,
    deployment_data: '{"version":3,"type":"vm","name":"shop","projectName":"fullvm/winter"}',
    deployment_hash: '',
    number_of_public_ips: 0,
    farm_name: '',
    farm_id: 7,
    name: '',
  }
  const contract = {
    contract_id: 41600n,
    twin_id: 42,
    state: 'Created',
    created_at: 1,
    type: 'node',
  }
  const unnamed = { ...contract, contract_id: 9n, details: { ...details, deployment_data: '' } }
  const items = deploymentPlaces([{ ...contract, details }, unnamed])
  for (const typed of ['shop', 'winter', '41600', 'contract 41600']) {
    expect(find(items, typed).map(({ href }) => href)).toEqual(['/deployments/11/41600'])
  }
  expect(items[1]?.label).toBe('Contract 9')
})
