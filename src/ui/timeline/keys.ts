import type { Chart } from './chart.ts'
import type { Item } from './items.ts'
import { panned, zoomed } from './window.ts'

/** What a key means on the chart. */
export type KeyAction =
  | { do: 'lane'; by: number }
  | { do: 'item'; by: number }
  | { do: 'pan'; by: number }
  | { do: 'zoom'; factor: number }
  | { do: 'first' | 'now' | 'whole' | 'choose' | 'leave' }

/** Left and right pan on the chart itself and go through the intervals on a lane's name. */
export function actionOf(key: string, onLane: boolean): KeyAction | undefined {
  switch (key) {
    case 'ArrowUp':
      return { do: 'lane', by: -1 }
    case 'ArrowDown':
      return { do: 'lane', by: 1 }
    case 'PageUp':
      return { do: 'lane', by: -10 }
    case 'PageDown':
      return { do: 'lane', by: 10 }
    case '[':
      return { do: 'item', by: -1 }
    case ']':
      return { do: 'item', by: 1 }
    case 'ArrowLeft':
      return onLane ? { do: 'item', by: -1 } : { do: 'pan', by: -0.1 }
    case 'ArrowRight':
      return onLane ? { do: 'item', by: 1 } : { do: 'pan', by: 0.1 }
    case '+':
    case '=':
      return { do: 'zoom', factor: 1 / 1.5 }
    case '-':
    case '_':
      return { do: 'zoom', factor: 1.5 }
    case 'Home':
      return { do: 'first' }
    case 'End':
      return { do: 'now' }
    case '0':
      return { do: 'whole' }
    case 'Enter':
      // a lane's name is a button and presses itself
      return onLane ? undefined : { do: 'choose' }
    case 'Escape':
      return { do: 'leave' }
    default:
      return undefined
  }
}

/** Moves the chart's window as a key wants; false when the key is about something else. */
export function moveByKey(chart: Chart, action: KeyAction): boolean {
  const bounds = chart.scene?.bounds
  if (!bounds) return false
  const { from, to } = chart.view
  const width = to - from
  switch (action.do) {
    case 'pan':
      chart.move(panned(chart.view, action.by * width, bounds), true)
      return true
    case 'zoom':
      chart.move(zoomed(chart.view, action.factor, (from + to) / 2, bounds), true)
      return true
    case 'first':
      chart.move({ from: bounds.from, to: bounds.from + width }, true)
      return true
    case 'now':
      chart.move({ from: bounds.to - width, to: bounds.to }, true)
      return true
    case 'whole':
      chart.move(bounds, true)
      return true
    default:
      return false
  }
}

/** A part of the item lies in what is seen. */
export function inView(chart: Chart, item: Item): boolean {
  return item.from <= chart.view.to && item.to >= chart.view.from
}

/** Moves the window to an item that lies outside of it; its width stays. */
export function bringIntoView(chart: Chart, item: Item): void {
  if (!chart.scene || inView(chart, item)) return
  const half = (chart.view.to - chart.view.from) / 2
  chart.move({ from: item.from - half, to: item.from + half }, true)
}
