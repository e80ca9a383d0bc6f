import { expect, test } from 'vitest'
import type { Contract } from '#chain/shapes.ts'
import type { GridContract } from '#gridproxy/schemas.ts'
import { asContract, asNode, asTwin } from '#lib/ids.ts'
import { corrected } from './contract.ts'

const copy: GridContract = {
  contract_id: 7n,
  twin_id: 42,
  state: 'Created',
  created_at: 1_700_000_000,
  type: 'node',
  details: {
    nodeId: 11,
    deployment_data: 'old',
    deployment_hash: 'aa',
    number_of_public_ips: 0,
    farm_name: 'freefarm',
    farm_id: 7,
    name: '',
  },
}
const said: Contract = {
  contractId: asContract(7n),
  twinId: asTwin(42)!, // 42 and 11 are u32s
  solutionProviderId: null,
  state: 'GracePeriod',
  since: 9n,
  kind: 'node',
  nodeId: asNode(11)!,
  deploymentHash: 'bb',
  deploymentData: 'new',
  publicIps: 2,
  publicIpsList: [],
}

test('without the chain the proxy’s copy stands, and says that it is one', () => {
  expect(corrected(copy, undefined)).toEqual({ contract: copy, from: 'proxy' })
  expect(corrected(null, undefined)).toEqual({ contract: null, from: 'proxy' })
  expect(corrected(undefined, undefined)).toEqual({ contract: undefined, from: 'proxy' })
})

test('what the chain says replaces what the proxy has copied, and keeps the rest', () => {
  expect(corrected(copy, said)).toMatchObject({
    from: 'chain',
    contract: {
      state: 'GracePeriod',
      created_at: 1_700_000_000,
      details: {
        deployment_hash: 'bb',
        deployment_data: 'new',
        number_of_public_ips: 2,
        farm_name: 'freefarm',
      },
    },
  })
})

test('a contract that only the chain knows is there, whatever the proxy says', () => {
  for (const nothing of [null, undefined]) {
    expect(corrected(nothing, said)).toMatchObject({
      from: 'chain',
      contract: { twin_id: 42, details: { nodeId: 11, deployment_hash: 'bb' } },
    })
  }
})

test('what the chain has forgotten has ended, however old the proxy’s copy is', () => {
  expect(corrected(copy, null).contract?.state).toBe('Deleted')
  expect(corrected({ ...copy, state: 'OutOfFunds' }, null).contract?.state).toBe('OutOfFunds')
  expect(corrected(null, null).contract).toBeNull()
})
