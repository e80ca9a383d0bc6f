import { expect, test } from 'vitest'
import { asContract } from '#lib/ids.ts'
import { believed, nothingTold, unlocking } from './deployment.ts'

const answered = <Data>(data: Data) =>
  ({
    status: 'success',
    fetchStatus: 'idle',
    data,
    error: null,
    isFetching: false,
    dataUpdatedAt: 1,
    errorUpdatedAt: 0,
    refetch: () => Promise.reject(new Error('not asked here')),
  }) satisfies Parameters<typeof believed>[0]

test('that a node has nothing is believed only where the asking twin may be told', () => {
  expect(believed(answered(null), false)).toMatchObject({ status: 'pending', data: undefined })
  expect(believed(answered(null), true)).toMatchObject({ status: 'success', data: null })
})

test('what a node did tell stands in any case', () => {
  const told = { text: '{}' }
  expect(believed(answered(told), false)).toMatchObject({ status: 'success', data: told })
})

test('while nobody knows whose the contract is, the node is not said to have nothing', () => {
  const place = { node: { nodeId: 11, twinId: 611 }, contractId: asContract(41_532n) }
  expect(nothingTold({ ...place, owner: undefined })).toBe(
    'Node 11 tells you of no deployment of contract 41532.',
  )
  expect(nothingTold({ ...place, owner: 42 })).toBe('Node 11 has no deployment of contract 41532.')
})

test('a visitor is told which twin has to be unlocked, where that is known', () => {
  expect(unlocking('Nobody speaks.', { owner: 42 })).toBe(
    'Nobody speaks. This deployment is twin 42’s, so it has to be twin 42 that is unlocked.',
  )
  expect(unlocking('Nobody speaks.', { owner: undefined })).toBe('Nobody speaks.')
  expect(unlocking(undefined, { owner: 42 })).toBeUndefined()
})
