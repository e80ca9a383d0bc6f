import { expect, test } from 'vitest'
import { placeWords, powerWords, tenancyWords } from './grid.ts'

test('a place is as much of it as is known', () => {
  expect(placeWords('Ghent', 'Belgium')).toBe('Ghent, Belgium')
  expect(placeWords('Unknown', '')).toBeUndefined()
})

test('power in words: set or not, and where it goes', () => {
  expect(powerWords({ state: '', target: '' })).toBe('on, never set')
  expect(powerWords({ state: 'Up', target: 'Up' })).toBe('on')
  expect(powerWords({ state: 'Down', target: 'Up' })).toBe('off, target on')
  expect(powerWords({ state: 'Up', target: '' })).toBe('on, target not set')
  expect(powerWords({ state: 'Sleepy', target: 'Down' })).toBe('Sleepy, target off')
})

test('who may use a node', () => {
  const node = { rented: false, rentedByTwinId: 0, rentable: false, inDedicatedFarm: false }
  expect(tenancyWords({ ...node, rented: true, rentedByTwinId: 77 })).toBe('rented by twin 77')
  expect(tenancyWords({ ...node, rentable: true })).toBe('shared, can be rented whole')
  expect(tenancyWords({ ...node, rentable: true, inDedicatedFarm: true })).toBe(
    'to be rented whole only',
  )
  expect(tenancyWords(node)).toBe('shared, in use by others')
})
