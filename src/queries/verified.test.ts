import { expect, test } from 'vitest'
import type { Contract } from '#chain/shapes.ts'
import { asContract, asTwin } from '#lib/ids.ts'
import type { Payment } from './payments.ts'
import { lastAct, verdictsOf } from './verified.ts'

const ids = [asContract(7n), asContract(8n)]
const payment = (rest: Partial<Payment> = {}): Payment => ({
  id: 'one',
  place: 'demo',
  intent: { kind: 'cancel-contracts', ids },
  title: '',
  sentence: '',
  account: 'somebody',
  accountName: '',
  by: 'wallet',
  madeAt: 0,
  stage: 'settled',
  steps: [{ stage: 'settled', at: 1_000 }],
  signed: null,
  block: null,
  searched: null,
  trouble: null,
  outcome: { done: true, came: '', result: undefined, fee: undefined },
  ...rest,
})
const standing = (state: 'Created' | 'GracePeriod'): Contract => ({
  contractId: asContract(7n),
  twinId: asTwin(42)!, // 42 is a u32
  solutionProviderId: null,
  kind: 'name',
  name: 'shop',
  ...(state === 'Created' ? { state } : { state, since: 1n }),
})
const yes = () => true
const done = { payment: 'one', ids, at: 0, block: 4, billed: 1n } as const

test('the newest done payment that concerned contracts is shown for half an hour', () => {
  const failed = payment({
    outcome: { done: false, trouble: { code: 'dispatch', message: '', landed: 'yes' } },
  })
  const other = payment({ intent: { kind: 'create-name', name: 'shop' } })
  const open = payment({ outcome: null })
  const act = lastAct([failed, other, open, payment({ id: 'two' })], yes, 2_000)
  expect(act).toEqual({
    payment: 'two',
    kind: 'cancel-contracts',
    ids,
    at: 1_000,
    block: undefined,
    billed: undefined,
  })
  const told = payment({
    block: { hash: '0x1', number: 7, done: true, came: '' },
    outcome: { done: true, came: '', result: { cancelled: ids, billed: 5n }, fee: undefined },
  })
  expect(lastAct([told], yes, 2_000)).toMatchObject({ block: 7, billed: 5n })
  expect(lastAct([payment()], yes, 31 * 60_000)).toBeUndefined()
  expect(lastAct([payment()], () => false, 2_000)).toBeUndefined()
})

test('ended is what the chain has no more, and what it still has is told', () => {
  const act = { ...done, kind: 'cancel-contracts' } as const
  const [seven, eight] = ids.map((contractId) => ({ contractId }))
  const looked = {
    block: 5,
    contracts: [
      { contractId: ids[0]!, contract: null }, // two above
      { contractId: ids[1]!, contract: standing('Created') }, // two above
    ],
  }
  expect(verdictsOf(act, looked)).toMatchObject([
    { ...seven, ok: true },
    { ...eight, ok: false, sentence: 'Contract 8 still stands on the chain, as Created.' },
  ])
})

test('a bill has helped where the contract is active again', () => {
  const act = { ...done, kind: 'bill-contracts' } as const
  const of = (contract: Contract | null) =>
    verdictsOf(act, { block: 5, contracts: [{ contractId: asContract(7n), contract }] })[0]
  expect(of(standing('Created'))).toMatchObject({ ok: true })
  expect(of(standing('GracePeriod'))?.sentence).toMatch(/still in grace/)
  expect(of(null)?.sentence).toMatch(/too late/)
})
