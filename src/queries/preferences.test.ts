import { expect, test } from 'vitest'
import { customFaults, networkOf, readPreferences, writePreferences } from './preferences.ts'

const KEY = 'zos-console.preferences'
const stored = (value: unknown) => ({
  getItem: (key: string) =>
    key === KEY ? (typeof value === 'string' ? value : JSON.stringify(value)) : null,
})
const good = {
  version: 1,
  network: 'custom',
  custom: { gridproxy: 'https://proxy.example.org', relay: 'wss://relay.example.org', chain: '' },
  refreshMs: 10_000,
  autoLockMs: null,
}
const fresh = readPreferences({ getItem: () => null }, { demo: false })

test('without any memory the main network is chosen, or the demo grid where there is one', () => {
  expect(fresh).toMatchObject({ network: 'main', refreshMs: 60_000, autoLockMs: 900_000 })
  expect(readPreferences({ getItem: () => null }, { demo: true }).network).toBe('demo')
})

test('what was written is read again', () => {
  const held: Record<string, string> = {}
  const { version: _, ...chosen } = good
  writePreferences({ setItem: (key, value) => void (held[key] = value) }, chosen as typeof fresh)
  expect(readPreferences(stored(held[KEY]!), { demo: false })).toEqual(chosen)
})

test.each([
  ['no JSON', '{"version":1,'],
  ['another version', { ...good, version: 2 }],
  ['an unknown network', { ...good, network: 'evil' }],
  ['a pace that is no choice', { ...good, refreshMs: 1 }],
  ['an idle time as text', { ...good, autoLockMs: '5' }],
  ['an array', []],
  ['missing endpoints', { ...good, custom: {} }],
])('%s becomes the default', (_, value) => {
  expect(readPreferences(stored(value), { demo: false })).toEqual(fresh)
})

test('endpoints that are not sound are kept for mending but not used', () => {
  const bad = { ...good, custom: { ...good.custom, relay: 'ws://relay.example.org' } }
  const chosen = readPreferences(stored(bad), { demo: false })
  expect(chosen.network).toBe('main')
  expect(chosen.custom.relay).toBe('ws://relay.example.org')
})

test('the demo network is not chosen in a build without it', () => {
  const demo = { ...good, network: 'demo' }
  expect(readPreferences(stored(demo), { demo: false }).network).toBe('main')
  expect(readPreferences(stored(demo), { demo: true }).network).toBe('demo')
})

test('a browser that forbids its storage is no fault', () => {
  const forbidden = {
    getItem: () => {
      throw new DOMException('denied', 'SecurityError')
    },
    setItem: () => {
      throw new DOMException('denied', 'SecurityError')
    },
  }
  expect(readPreferences(forbidden, { demo: false })).toEqual(fresh)
  expect(() => writePreferences(forbidden, fresh)).not.toThrow()
})

test('the chain may be left empty, the other two may not', () => {
  expect(customFaults({ gridproxy: '', relay: '', chain: '' })).toEqual({
    gridproxy: 'Needed.',
    relay: 'Needed.',
    chain: undefined,
  })
  expect(networkOf('custom', { gridproxy: '', relay: '', chain: '' })).toBeUndefined()
})

test('services beside a grid of one’s own may be named, and are checked where they are', () => {
  const own = { gridproxy: 'http://127.0.0.1:1', relay: 'ws://127.0.0.1:2', chain: '' }
  expect(networkOf('custom', { ...own, kyc: ' http://127.0.0.1:3/ ', activation: '' })).toEqual({
    name: 'custom',
    ...own,
    kyc: 'http://127.0.0.1:3',
  })
  const bad = { ...own, kyc: 'http://kyc.example.org' }
  expect(customFaults(bad).kyc).toContain('Only on this machine')
  expect(networkOf('custom', bad)).toBeUndefined()
})
