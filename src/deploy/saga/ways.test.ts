import { expect, test } from 'vitest'
import { asContract } from '#lib/ids.ts'
import { choose } from './choose.ts'
import { next } from './next.ts'
import { withPart, type Part, type Saga, type Trouble } from './saga.ts'
import { create, disk, PLACE, sagaOf, textOf } from './samples.ts'
import { waysOn } from './ways.ts'

const seen = { now: 0, looked: true, rests: new Map<number, number>() }
const trouble = (code: string): Trouble => ({ code, message: '', details: null, at: 0 })
const ways = (saga: Saga) =>
  waysOn(saga).map(({ way, part }) => (part === null ? way : `${way} ${part}`))
const paid: Partial<Part> = { contractId: asContract(7n), stage: 'known' }
const one = sagaOf('s', [create('one')], { signed: true })
const made = withPart(one, 0, paid)
const signed = { hash: '0x1', account: 'a', nonce: 1, born: 2, dies: 3, genesisHash: '0x2' }
const contractId = asContract(7n)
const update = sagaOf('u', [
  {
    kind: 'update',
    contractId,
    ...PLACE,
    text: textOf([disk('one', 1)], { version: 1, contract_id: 7 }),
    data: '',
  },
])
const before = { hash: '0'.repeat(32), data: '' }

test('nothing but looking is offered while money is on its way', () => {
  const calls = [{ call: 'cancel' as const, part: 0, contractId }]
  expect(ways({ ...one, tx: { calls, signed } })).toEqual(['continue'])
  expect(ways(one)).toEqual(['continue', 'leave'])
  expect(ways({ ...one, closed: 'done' })).toEqual([])
})

test('what stands on the chain alone can be sent again, cancelled or left', () => {
  expect(ways(made)).toEqual(['continue', 'cancel 0'])
  const refused = withPart(made, 0, { stage: 'failed', trouble: trouble('kyc') })
  expect(ways(refused)).toEqual(['send-again 0', 'cancel 0', 'leave'])
  const broken = withPart(made, 0, { stage: 'failed', trouble: trouble('workloads') })
  expect(ways(broken)).toEqual(['cancel 0', 'leave'])
})

test('a batch of which a part failed leaves a choice for each part', () => {
  let saga = sagaOf('b', [create('one'), create('two')], { signed: true })
  saga = withPart(saga, 0, { ...paid, stage: 'done' })
  saga = withPart(saga, 1, { ...paid, stage: 'failed', trouble: trouble('refused') })
  expect(ways(saga)).toEqual(['cancel 0', 'send-again 1', 'cancel 1', 'leave'])
  const all = choose(choose(saga, { way: 'cancel', part: 0 }), { way: 'cancel', part: 1 })
  expect(next(all, seen)).toMatchObject({
    step: 'pay',
    calls: [
      { call: 'cancel', part: 0 },
      { call: 'cancel', part: 1 },
    ],
  })
})

test('a contract whose new hash its node does not have is never just left', () => {
  const failed = withPart(update, 0, { stage: 'failed', before, trouble: trouble('kyc') })
  expect(ways(failed)).toEqual(['send-again 0', 'put-back 0'])
  const back = choose(failed, { way: 'put-back', part: 0 })
  expect(next(back, seen)).toMatchObject({ calls: [{ call: 'update-node', ...before }] })
  const taken = withPart(failed, 0, { trouble: trouble('workloads') })
  expect(ways(taken)).toEqual(['leave'])
})

test('a way that is not open is not taken', () => {
  expect(() => choose(one, { way: 'cancel', part: 0 })).toThrow('not possible')
})

test('nothing is paid before it is signed and the chain was looked at', () => {
  const fresh = sagaOf('s', [create('one')])
  expect(next(fresh, seen)).toEqual({ step: 'sign' })
  expect(next(one, { ...seen, looked: false })).toEqual({ step: 'look' })
  expect(next(one, seen)).toMatchObject({ step: 'pay', calls: [{ call: 'create-node' }] })
  const calls = [{ call: 'cancel' as const, part: 0, contractId }]
  expect(next({ ...one, tx: { calls, signed: null } }, seen)).toEqual({ step: 'unask' })
  expect(next({ ...one, tx: { calls, signed } }, seen)).toEqual({ step: 'find' })
})

test('what may have been sent is asked for, and a node that rests is left alone', () => {
  const sending = withPart(made, 0, { stage: 'sending' })
  expect(next(sending, seen)).toEqual({ step: 'ask', part: 0 })
  const rests = new Map([[0, 500]])
  expect(next(sending, { ...seen, rests })).toEqual({ step: 'rest', until: 500 })
  const two = withPart(sagaOf('b', [create('one'), create('two')]), 0, {
    ...paid,
    stage: 'sending',
  })
  expect(next(withPart(two, 1, paid), { ...seen, rests })).toEqual({ step: 'send', part: 1 })
})
