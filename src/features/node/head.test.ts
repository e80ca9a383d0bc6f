import { expect, test } from 'vitest'
import { longSpan } from '#lib/time.ts'
import { placeOf, uptimeOf } from './head.ts'

test('a place is as much of it as is known', () => {
  expect(placeOf({ city: 'Ghent', country: 'Belgium' })).toBe('Ghent, Belgium')
  expect(placeOf({ city: 'Unknown', country: 'Belgium' })).toBe('Belgium')
  expect(placeOf({ city: '', country: 'Unknown' })).toBeUndefined()
})

test('uptime runs on while the node is up or answers, and stands still otherwise', () => {
  const node = { uptime: 86_400, updatedAt: 1000, status: 'up' }
  const later = (1000 + 3600) * 1000
  expect(uptimeOf(node, false, later, longSpan)).toBe('up 1 d 1 h')
  expect(uptimeOf({ ...node, status: 'down' }, true, later, longSpan)).toBe('up 1 d 1 h')
  expect(uptimeOf({ ...node, status: 'down' }, false, later, longSpan)).toBe(
    'was up 1 d 0 h at its last report',
  )
  expect(uptimeOf({ ...node, uptime: 0 }, true, later, longSpan)).toBe('uptime not reported')
})

test('a report from the future adds nothing', () =>
  expect(uptimeOf({ uptime: 3600, updatedAt: 9000, status: 'up' }, true, 1_000_000, longSpan)).toBe(
    'up 1 h 0 min',
  ))
