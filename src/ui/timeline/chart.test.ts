import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Chart, type Scene } from './chart.ts'
import type { TimelineWindow } from './data.ts'
import { actionOf, moveByKey } from './keys.ts'
import { idOf } from './pointing.ts'
import { prepare } from './prepare.ts'

const bounds = { from: 0, to: 1_000_000 }
const scene: Scene = {
  prepared: prepare({ lanes: [], ticks: [] }),
  ticks: [],
  links: [],
  now: 1_000_000,
  bounds,
  width: 1000,
  laneHeight: 32,
  barTop: 9,
  first: 0,
  last: 0,
  chosen: undefined,
  linked: undefined,
}
let frames: (() => void)[] = []
let told: (TimelineWindow | undefined)[] = []
const tell = (window: TimelineWindow | undefined) => void told.push(window)
beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  frames = []
  told = []
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const shown = (window: TimelineWindow) => {
  const chart = new Chart()
  chart.show(scene, window, tell)
  return chart
}

test('while somebody moves the drawing it runs ahead of the page, and then follows it again', () => {
  const chart = shown({ from: 0, to: 500_000 })
  chart.move({ from: 100_000, to: 600_000 }, false)
  chart.show(scene, { from: 0, to: 500_000 }, tell)
  expect(chart.view).toEqual({ from: 100_000, to: 600_000 })
  vi.advanceTimersByTime(1000)
  expect(told.at(-1)).toEqual({ from: 100_000, to: 600_000 })
  chart.show(scene, { from: 200_000, to: 700_000 }, tell)
  expect(chart.view).toEqual({ from: 200_000, to: 700_000 })
})

test('a movement of a hundred steps in a second is told a dozen times and once at its end', () => {
  const chart = shown({ from: 0, to: 500_000 })
  for (let i = 1; i <= 100; i++) {
    chart.move({ from: i * 1000, to: 500_000 + i * 1000 }, false)
    vi.advanceTimersByTime(10)
  }
  expect(told.length).toBeGreaterThan(5)
  expect(told.length).toBeLessThan(14)
  vi.advanceTimersByTime(1000)
  expect(told.at(-1)).toEqual({ from: 100_000, to: 600_000 })
})

test('however often it is asked, it draws once a frame', () => {
  const chart = shown({ from: 0, to: 500_000 })
  for (let i = 0; i < 50; i++) chart.move({ from: i, to: 500_000 + i }, false)
  expect(frames.length).toBe(1)
  frames[0]?.()
  chart.ask()
  chart.ask()
  expect(frames.length).toBe(2)
})

test('everything is told as no window at all, so that the page follows now', () => {
  const chart = shown({ from: 0, to: 500_000 })
  chart.move(bounds, true)
  expect(told).toEqual([undefined])
})

test('keys pan by a tenth, zoom around the middle, and go to both ends', () => {
  const chart = shown({ from: 400_000, to: 600_000 })
  const press = (key: string) => {
    const action = actionOf(key, false)
    expect(action && moveByKey(chart, action)).toBe(true)
    return chart.view
  }
  expect(press('ArrowRight')).toEqual({ from: 420_000, to: 620_000 })
  expect(press('ArrowLeft')).toEqual({ from: 400_000, to: 600_000 })
  const near = press('+')
  expect(near.to - near.from).toBeCloseTo(200_000 / 1.5)
  expect((near.from + near.to) / 2).toBeCloseTo(500_000)
  press('-')
  expect(press('Home').from).toBe(0)
  expect(press('End').to).toBe(1_000_000)
  expect(press('0')).toEqual(bounds)
})

test('on a lane left and right go through its intervals, and other keys stay the browser’s', () => {
  expect(actionOf('ArrowRight', true)).toEqual({ do: 'item', by: 1 })
  expect(actionOf('[', false)).toEqual({ do: 'item', by: -1 })
  expect(actionOf('Enter', true)).toBeUndefined()
  expect(actionOf('Tab', true)).toBeUndefined()
  expect(actionOf('a', false)).toBeUndefined()
})

test('pressing a place that several share goes through all of them and then lets go', () => {
  const spans = ['a', 'b', 'c'].map((id, i) => ({
    id,
    from: i,
    to: i + 1,
    look: 'ok' as const,
    label: '',
  }))
  const lane = { id: 'l', name: 'l', remark: '', state: 'ok' as const, spans, marks: [] }
  const prepared = prepare({ lanes: [lane], ticks: [] })
  const place = { lane: 0, kind: 'span' as const, first: 0, last: 2, look: undefined }
  const press = (selected?: string) => idOf(prepared, { ...place, x: 0, y: 0, above: 0 }, selected)
  expect([press(), press('a'), press('b')]).toEqual(['a', 'b', 'c'])
  // the last one again: the page lets go of what is pressed twice
  expect(press('c')).toBe('c')
  expect(press('elsewhere')).toBe('a')
})
