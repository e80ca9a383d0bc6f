import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { installed } from '#wallet/hooks.ts'
import { page } from '#wallet/testing.ts'
import { startDemoWallet } from './install.ts'
import { isMood, moods, ordinary } from './switches.ts'

let kept: Map<string, string>
const replaceState = vi.fn<(state: unknown, unused: string, address: URL) => void>()

beforeEach(() => {
  page({})
  kept = new Map()
  replaceState.mockReset()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
  vi.stubGlobal('document', {})
  vi.stubGlobal(
    'CSSStyleSheet',
    class {
      replaceSync() {}
    },
  )
  vi.stubGlobal('history', { state: 7, replaceState })
})
afterEach(() => vi.unstubAllGlobals())

const at = (address: string) => {
  vi.stubGlobal('location', { href: address, origin: 'https://console.example' })
  startDemoWallet(address, Promise.resolve([]))
}

test('a mood of the address holds for the tab, and the address is left without it', () => {
  at('https://console.example/settings?wallet=absent&mock=empty')
  expect(installed()).toEqual([])
  expect(String(replaceState.mock.calls[0]?.[2])).toBe(
    'https://console.example/settings?mock=empty',
  )
  at('https://console.example/nodes')
  expect(installed()).toEqual([])
  at('https://console.example/nodes?wallet=ordinary')
  expect(installed().map(({ key }) => key)).toEqual(['demo-wallet'])
})

test('what is no mood is the ordinary one', () => {
  at('https://console.example/?wallet=toString')
  expect(installed()).toHaveLength(1)
  expect(isMood('toString')).toBe(false)
})

test('every switch can be reached by a mood', () => {
  const reached = new Set(Object.values(moods).flatMap(({ switches }) => Object.keys(switches)))
  expect([...reached].sort()).toEqual(Object.keys(ordinary).sort())
})
