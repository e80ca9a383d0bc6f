import { expect, test } from 'vitest'
import { asContract, asNode, asTwin } from '#lib/ids.ts'
import { meet, send } from '#mock/chain/meet.ts'
import { hashOf } from '#mock/chain/testing.ts'
import {
  unavailableWords,
  whyNotDeploy,
  whyNotRent,
  type NodeOffer,
  type Unavailable,
} from './available.ts'
import * as reads from './reads.ts'
import { createNodeContract, createRentContract } from './writes.ts'

const [ME, OTHER] = [asTwin(2)!, asTwin(1)!]
const offer = (
  change: Partial<NodeOffer['terms']> = {},
  rest: Partial<NodeOffer> = {},
): NodeOffer => ({
  terms: {
    power: { state: null, target: 'Up' },
    extraFee: 0n,
    rentContract: undefined,
    activeContracts: [],
    billingOptOut: false,
    ...change,
  },
  dedicatedFarm: false,
  rentedBy: undefined,
  ...rest,
})
const down = { state: 5, target: 'Up' } as const
const falling = { state: null, target: 'Down' } as const

test.each<[NodeOffer, Unavailable | undefined, Unavailable | undefined]>([
  [offer(), undefined, undefined],
  [offer({ power: down }), 'standby', undefined],
  [offer({ power: falling }), 'standby', undefined],
  [offer({ extraFee: 1n }), 'dedicated', undefined],
  [offer({}, { dedicatedFarm: true }), 'dedicated', undefined],
  [offer({}, { rentedBy: OTHER }), 'rented', 'rented'],
  [offer({}, { rentedBy: ME, dedicatedFarm: true }), undefined, 'rented'],
  [offer({ activeContracts: [asContract(1n)] }), undefined, 'in-use'],
  [offer({ activeContracts: [asContract(1n)] }, { dedicatedFarm: true }), 'dedicated', undefined],
  [offer({ billingOptOut: true }), 'opted-out', 'opted-out'],
])('%#: deploying %s, renting %s', (given, deploying, renting) => {
  expect(whyNotDeploy(given, ME)).toBe(deploying)
  expect(whyNotRent(given)).toBe(renting)
  for (const why of [deploying, renting]) if (why) expect(unavailableWords[why]).toMatch(/\.$/)
})

test('the chain refuses where this says so, and nowhere else', async () => {
  const world = await meet()
  const { api, client, tenant } = world
  for (const id of [asNode(1)!, asNode(2)!, asNode(3)!]) {
    const node = (await reads.node(api, id))!
    const farm = (await reads.farm(api, node.farmId))!
    const terms = await reads.nodeTerms(api, id)
    const why = whyNotDeploy({ terms, dedicatedFarm: farm.dedicatedFarm, rentedBy: undefined }, ME)
    const write = createNodeContract({ nodeId: id, hash: hashOf(id), data: '', publicIps: 0 })
    const { error } = await send(client, tenant, write)
    if (why === undefined) expect(error).toBeUndefined()
    else expect(error).toMatchObject({ refusal: { name: 'NodeNotAvailableToDeploy' } })
  }
  // the node that was just deployed on cannot be rented as a whole
  const rented = await send(client, tenant, createRentContract(asNode(1)!))
  expect(rented.error).toMatchObject({ code: 'module', landed: 'yes' })
  await world.close()
})
