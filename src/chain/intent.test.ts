import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { asContract, asNode } from '#lib/ids.ts'
import { apiOf, hashOf, village } from '#mock/chain/testing.ts'
import {
  describeIntent,
  intentShape,
  outcomeWords,
  spends,
  writeOf,
  type Intent,
} from './intent.ts'

const TO = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const TERMS = { link: 'https://example.org/terms', hash: '0123456789abcdef0123456789abcdef' }
const PK = `02${'ab'.repeat(32)}`
const DATA = '{"version":4,"type":"vm","name":"web","projectName":"shop"}'
const contract = { kind: 'name', contractId: asContract(9n) }

/** One of each kind, the call that it becomes, and what its result reads as. */
const all: [Intent, string, unknown, string][] = [
  [
    { kind: 'accept-terms', ...TERMS },
    'tfgridModule.userAcceptTc',
    undefined,
    'The terms and conditions are accepted.',
  ],
  [
    { kind: 'create-twin', relay: 'relay.example.org', pk: PK, terms: TERMS },
    'utility.batchAll(tfgridModule.userAcceptTc, tfgridModule.createTwin)',
    { twinId: 7 },
    'Twin 7 is created.',
  ],
  [
    { kind: 'create-twin', relay: null, pk: null },
    'tfgridModule.createTwin',
    { twinId: 7 },
    'Twin 7 is created.',
  ],
  [
    { kind: 'update-twin', relay: 'relay.example.org', pk: PK },
    'tfgridModule.updateTwin',
    undefined,
    'The twin has its new relay and key.',
  ],
  [
    { kind: 'transfer', to: TO, units: 12_5000000n },
    'balances.transferKeepAlive',
    undefined,
    '12.50 TFT went to 5Grwva…utQY.',
  ],
  [
    { kind: 'transfer-all', to: TO },
    'balances.transferAll',
    { units: 21_356n },
    '0.0021356 TFT went to 5Grwva…utQY.',
  ],
  [
    { kind: 'cancel-contracts', ids: [asContract(2n ** 63n + 1n)] },
    'smartContractModule.cancelContract',
    { cancelled: [asContract(2n ** 63n + 1n)] },
    '1 contract cancelled: 9223372036854775809.',
  ],
  [
    { kind: 'cancel-contracts', ids: [asContract(4n), asContract(3n)] },
    'utility.batchAll(smartContractModule.cancelContract, smartContractModule.cancelContract)',
    { cancelled: [asContract(4n), asContract(3n)], billed: 12_5000000n },
    '2 contracts cancelled: 4, 3. Their last bills took 12.50 TFT.',
  ],
  [
    { kind: 'bill-contracts', ids: [asContract(4n)] },
    'smartContractModule.billContractForBlock',
    { billed: 5_0000000n },
    '5.00 TFT was billed.',
  ],
  [
    { kind: 'create-name', name: 'shop' },
    'smartContractModule.createNameContract',
    contract,
    'The name shop is yours, by contract 9.',
  ],
  [
    { kind: 'rent-node', nodeId: asNode(3)! },
    'smartContractModule.createRentContract',
    contract,
    'Node 3 is rented, by contract 9.',
  ],
  [
    { kind: 'create-node-contract', nodeId: asNode(1)!, hash: hashOf(1), data: DATA, publicIps: 1 },
    'smartContractModule.createNodeContract',
    contract,
    'Contract 9 is made.',
  ],
  [
    { kind: 'update-node-contract', id: asContract(9n), hash: hashOf(2), data: DATA },
    'smartContractModule.updateNodeContract',
    undefined,
    'Contract 9 has the new hash.',
  ],
]

test('every kind is among these', () => {
  const kinds = new Set(all.map(([{ kind }]) => kind))
  expect([...kinds]).toHaveLength(11)
})

test.each(all)('$kind is the same after it was kept', (intent) => {
  expect(intentShape.parse(structuredClone(intent))).toEqual(intent)
})

test.each(all)('$kind says what it does and what came of it', (intent, _call, result, came) => {
  expect(describeIntent(intent)).toMatch(/^[A-Z].*\.$/)
  expect(outcomeWords(intent as never, result as never)).toBe(came) // a result of that kind, by the table
})

test('each becomes the call of its kind', async () => {
  const { chain } = await village()
  const api = await apiOf(chain)
  for (const [intent, call] of all) {
    const { method } = writeOf(intent as never).build(api) // by its own kind, inside
    const [inner] = method.args
    const calls = method.method === 'batchAll' && Array.isArray(inner) ? inner : []
    const named = calls.map((one) =>
      z.looseObject({ section: z.string(), method: z.string() }).parse(one),
    )
    const within = named.map((one) => `${one.section}.${one.method}`).join(', ')
    expect(`${method.section}.${method.method}${within && `(${within})`}`).toBe(call)
  }
  await api.disconnect()
  chain.close()
})

test.each([
  { kind: 'transfer', to: TO, units: 0n },
  { kind: 'transfer', to: TO, units: 12 },
  { kind: 'cancel-contracts', ids: [] },
  { kind: 'cancel-contracts', ids: [-1n] },
  { kind: 'rent-node', nodeId: -1 },
  { kind: 'give-it-all-away', to: TO },
  null,
])('what is none is not taken for one: %o', (given) => {
  expect(intentShape.safeParse(given).success).toBe(false)
})

test('only payments spend beside the fee', () => {
  expect(all.map(([intent]) => spends(intent)).filter((units) => units !== 0n)).toEqual([
    12_5000000n,
    null,
  ])
})
