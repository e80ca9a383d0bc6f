import { Metadata, TypeRegistry } from '@polkadot/types'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { compose } from '#mock/chain/metadata.ts'
import { describe as describeRuntime } from '#mock/chain/description.ts'
import { bytesHex, bytesText, read, uint } from './codec.ts'
import {
  accountShape,
  contractShape,
  farmShape,
  lockShape,
  nodeShape,
  paymentShape,
  policyShape,
  powerShape,
  twinShape,
} from './shapes.ts'

const registryOf = (spec: 144 | 152) => {
  const registry = new TypeRegistry()
  registry.setMetadata(new Metadata(registry, compose(describeRuntime(spec))), undefined, {
    ContractIdProvides: { extrinsic: {}, payload: {} },
  })
  return registry
}
const registries = { 144: registryOf(144), 152: registryOf(152) }
const BIG = 18_446_744_073_709_551_615n // u64
const HUGE = (1n << 128n) - 1n
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

/** Reads a value after it was written to bytes and taken out of them again, as it comes from the chain. */
function through<T extends z.ZodMiniType>(
  spec: 144 | 152,
  type: string,
  value: unknown,
  shape: T,
): z.output<T> {
  const registry = registries[spec]
  const bytes = registry.createType(type, value).toU8a()
  return read(shape, registry.createType(type, bytes), type)
}

test.each([144, 152] as const)(
  'all three kinds of contract of spec %i are read, ids exact',
  (spec) => {
    const base = { version: 4, contractId: BIG, twinId: 7, solutionProviderId: null }
    const node = {
      nodeId: 11,
      deploymentHash: '93ba846a1ad3050baaea7a68f6afd570',
      deploymentData: '{"version":4,"type":"vm","name":"Zürich"}',
      publicIps: 1,
      publicIpsList: [{ ip: '185.69.166.2/24', gateway: '185.69.166.1', contractId: BIG }],
    }
    const contract = (state: unknown, contractType: unknown) =>
      through(spec, 'PalletSmartContractContract', { ...base, state, contractType }, contractShape)
    expect(contract({ Created: null }, { NodeContract: node })).toEqual({
      contractId: BIG,
      twinId: 7,
      solutionProviderId: null,
      state: 'Created',
      kind: 'node',
      ...node,
    })
    expect(contract({ GracePeriod: 5n }, { NameContract: { name: 'shop' } })).toMatchObject({
      state: 'GracePeriod',
      since: 5n,
      kind: 'name',
      name: 'shop',
    })
    expect(contract({ Deleted: 'OutOfFunds' }, { RentContract: { nodeId: 3 } })).toMatchObject({
      state: 'Deleted',
      cause: 'OutOfFunds',
      kind: 'rent',
      nodeId: 3,
    })
  },
)

test('a hash made of raw bytes shows as such, instead of as text that looks right', () => {
  const contract = through(
    152,
    'PalletSmartContractContract',
    {
      contractId: 1,
      contractType: { NodeContract: { deploymentHash: `0x${'93'.repeat(32)}` } },
    },
    contractShape,
  )
  expect(contract).toMatchObject({ deploymentHash: `0x${'93'.repeat(32)}` })
})

test('a twin is read with its relay as text and its key as hex, absent ones as null', () => {
  const pk = `02${'ab'.repeat(32)}`
  const twin = { id: 7, accountId: ALICE, relay: 'relay.grid.tf', entities: [], pk: `0x${pk}` }
  expect(through(152, 'PalletTfgridTwin', twin, twinShape)).toEqual({
    id: 7,
    accountId: ALICE,
    relay: 'relay.grid.tf',
    pk,
  })
  expect(
    through(152, 'PalletTfgridTwin', { ...twin, relay: null, pk: null }, twinShape),
  ).toMatchObject({ relay: null, pk: null })
})

test('a node is read with its place, resources and public config', () => {
  const node = {
    id: 11,
    farmId: 1,
    twinId: 20,
    resources: { hru: BIG, sru: 2n, cru: 3n, mru: 4n },
    location: { city: 'Gent', country: 'Belgium', latitude: '51.05', longitude: '3.72' },
    publicConfig: { ip4: { ip: '1.2.3.4/24', gw: '1.2.3.1' }, ip6: null, domain: 'gent.example' },
    created: 1_700_000_000n,
    certification: 'Certified',
    serialNumber: 'S1',
  }
  expect(through(152, 'TfchainSupportNode', node, nodeShape)).toEqual({
    ...node,
    secureBoot: false,
    virtualized: false,
  })
})

test('a farm is read with its public addresses', () => {
  const farm = {
    id: 1,
    name: 'Gent',
    twinId: 2,
    pricingPolicyId: 1,
    certification: 'Gold',
    publicIps: [{ ip: '1.2.3.4/24', gateway: '1.2.3.1', contractId: 0n }],
    dedicatedFarm: true,
  }
  expect(through(152, 'TfchainSupportFarm', farm, farmShape)).toEqual(farm)
})

test('power is up, or down since a block', () => {
  const power = (state: unknown) =>
    through(152, 'TfchainSupportNodePower', { state, target: 'Down' }, powerShape)
  expect(power({ Up: null })).toEqual({ state: null, target: 'Down' })
  expect(power({ Down: 17 })).toEqual({ state: 17, target: 'Down' })
})

test('both shapes of what is put aside are read', () => {
  expect(
    through(
      144,
      'PalletSmartContractContractLock',
      { amountLocked: HUGE, extraAmountLocked: 0n, lockUpdated: 9n, cycles: 3 },
      lockShape,
    ),
  ).toEqual({ amountLocked: HUGE, extraAmountLocked: 0n, lockUpdated: 9n, cycles: 3 })
  const payment = {
    standardReserve: 1n,
    additionalReserve: 2n,
    standardOverdraft: HUGE,
    additionalOverdraft: 4n,
    lastUpdatedSeconds: 5n,
    cycles: 6,
  }
  expect(through(152, 'PalletSmartContractContractPaymentState', payment, paymentShape)).toEqual(
    payment,
  )
})

test('an account of any amount is read exactly', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: HUGE }), (free) => {
      const account = { nonce: 3, data: { free, reserved: 1n, frozen: 2n, flags: 1n << 127n } }
      expect(through(152, 'FrameSystemAccountInfo', account, accountShape).data.free).toBe(free)
    }),
  )
})

test('a pricing policy is read with its units', () => {
  const rate = { value: 50_000n, unit: 'Gigabytes' }
  const policy = {
    id: 1,
    name: 'p',
    su: rate,
    cu: rate,
    nu: { value: 1n, unit: 'Bytes' },
    ipu: rate,
    uniqueName: rate,
    domainName: rate,
    discountForDedicationNodes: 50,
  }
  expect(through(152, 'PalletTfgridPricingPolicy', policy, policyShape)).toEqual(policy)
})

test('any text survives the way through bytes, ASCII or not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      // what reads as hex is the one text that bytes could also be; it stays what was written
      expect(through(152, 'Bytes', text.startsWith('0x') ? ` ${text}` : text, bytesText)).toBe(
        text.startsWith('0x') ? ` ${text}` : text,
      )
    }),
  )
  expect(through(152, 'Bytes', '0x30783431', bytesText)).toBe('0x41') // the text 0x41, in bytes
  expect(through(152, 'Bytes', '0xff', bytesText)).toBe('0xff') // no text
})

test('bytes that happen to be ASCII are still the same bytes', () => {
  expect(through(152, 'Bytes', '0x3132', bytesHex)).toBe('3132')
  expect(through(152, 'Bytes', '0x02ff', bytesHex)).toBe('02ff')
})

test('what is not of the shape is told with its place, never made up', () => {
  expect(() => read(uint, { toPrimitive: () => -1 }, 'price')).toThrow('The chain’s price')
  const broken = { toPrimitive: () => ({ nonce: 1, data: { free: 1, reserved: null, frozen: 1 } }) }
  expect(() => read(accountShape, broken, 'account')).toThrow(
    expect.objectContaining({
      code: 'bad-answer',
      details: expect.stringContaining('data.reserved'),
    }),
  )
})
