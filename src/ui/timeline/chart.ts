import { MARGIN, axisOf, gridOf } from './axis.ts'
import { clear, paint } from './canvas.ts'
import { type Colours, readColours, watchLooks } from './colours.ts'
import type { TimelineLink, TimelineTick, TimelineWindow } from './data.ts'
import type { Place } from './items.ts'
import { layoutLane } from './layout.ts'
import type { Prepared } from './prepare.ts'
import { AXIS, BAR, type Of, type Primitive, hit, reach } from './primitives.ts'
import { type Scale, pixelOf, scaleOf } from './scale.ts'
import { isWhole, within } from './window.ts'

/** How often the page hears of a window that is being moved, ms. */
const TELL_MS = 100
/** Without a turn of the wheel for so long, it has come to rest. */
const REST_MS = 140

/** What the drawing shows; rows are numbers of lanes, `last` not among them. */
export interface Scene {
  prepared: Prepared
  ticks: readonly TimelineTick[]
  links: readonly TimelineLink[]
  now: number
  bounds: TimelineWindow
  /** px of the plot. */
  width: number
  laneHeight: number
  barTop: number
  first: number
  last: number
  chosen: Place | undefined
  /** The lane whose links are drawn. */
  linked: number | undefined
}

/**
 * The drawing itself, outside of React: it draws once a frame at most, only what changed wants it, and
 * keeps the window that is seen while somebody moves it, ahead of the page's.
 */
export class Chart {
  scene: Scene | undefined
  view: TimelineWindow = { from: 0, to: 1 }
  /** Somebody is moving it: the page's window waits. */
  moving = false
  #tell: (window: TimelineWindow | undefined) => void = () => undefined
  #axis: HTMLCanvasElement | null = null
  #body: HTMLCanvasElement | null = null
  #overview: HTMLElement | null = null
  #overviewRoom = 0
  #drawn: Primitive[] = []
  #frame = 0
  #told = 0
  #rest: ReturnType<typeof setTimeout> | undefined
  #colours: Colours | undefined

  /** Begins to follow the theme; returns the end of everything. */
  start(): () => void {
    const stop = watchLooks(() => {
      this.#colours = undefined
      this.ask()
    })
    this.ask()
    return () => {
      stop()
      clearTimeout(this.#rest)
      cancelAnimationFrame(this.#frame)
      this.#frame = 0
      this.moving = false
    }
  }

  /** Where it is painted. */
  on(axis: HTMLCanvasElement | null, body: HTMLCanvasElement | null): void {
    this.#axis = axis
    this.#body = body
    this.ask()
  }

  /** The frame in the overview, and the width it moves in, px. */
  framed(element: HTMLElement | null, room: number): void {
    this.#overview = element
    this.#overviewRoom = room
    this.ask()
  }

  /** `window` is the page's; `tell` hears of another one. */
  show(
    scene: Scene,
    window: TimelineWindow,
    tell: (window: TimelineWindow | undefined) => void,
  ): void {
    this.scene = scene
    this.#tell = tell
    if (!this.moving) this.view = window
    this.ask()
  }

  /** Moves what is seen; `settled` is the end of the movement, else it ends by itself after a rest. */
  move(window: TimelineWindow, settled: boolean): void {
    if (!this.scene) return
    this.view = within(window, this.scene.bounds)
    this.moving = true
    clearTimeout(this.#rest)
    if (settled) this.settle()
    else {
      this.#rest = setTimeout(() => this.settle(), REST_MS)
      if (performance.now() - this.#told > TELL_MS) this.#say()
    }
    this.ask()
  }

  /** The movement has come to an end. */
  settle(): void {
    clearTimeout(this.#rest)
    if (!this.moving) return
    this.moving = false
    this.#say()
  }

  #say(): void {
    this.#told = performance.now()
    const { bounds } = this.scene! // only said after a move, which needs a scene
    this.#tell(isWhole(this.view, bounds) ? undefined : this.view)
  }

  scale(): Scale {
    return scaleOf(this.view, this.scene?.width ?? 1)
  }

  ask(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.draw())
  }

  /** What lies at `x` px of the plot in lane number `lane`. */
  at(lane: number, x: number): (Primitive & Of) | undefined {
    return hit(this.#drawn, lane, x)
  }

  draw(): void {
    this.#frame = 0
    const scene = this.scene
    const axis = this.#axis
    const body = this.#body
    if (!scene || !axis || !body || scene.width < 1) return
    const colours = (this.#colours ??= readColours())
    const scale = this.scale()
    const wide = scene.width + 2 * MARGIN
    const height = (scene.last - scene.first) * scene.laneHeight
    const grid = gridOf(scale, scene.now, height, scene)
    const lanes: Primitive[] = grid.filter(({ kind }) => kind === 'rule')
    for (let i = scene.first; i < scene.last; i++) {
      const lane = scene.prepared.lanes[i]
      if (lane) layoutLane(lane, i, this.#top(scene, i), scale, scene.now, lanes)
    }
    this.#drawn = lanes
    const extra = [...linksOf(scene, scale), ...ringOf(scene, lanes)]
    const above = grid.filter(({ kind }) => kind === 'now')
    const onBody = clear(body, wide, height, MARGIN)
    if (onBody) paint(onBody, [...lanes, ...extra, ...above], colours, scene.width, height)
    const onAxis = clear(axis, wide, AXIS, MARGIN)
    const tags = axisOf(scale, scene.ticks, scene.now)
    if (onAxis) paint(onAxis, tags, colours, scene.width, AXIS)
    this.#place(scene)
  }

  #top(scene: Scene, lane: number) {
    return (lane - scene.first) * scene.laneHeight + scene.barTop
  }

  /** The window's frame over the overview. */
  #place({ bounds }: Scene) {
    const frame = this.#overview
    if (!frame) return
    const perMs = this.#overviewRoom / (bounds.to - bounds.from)
    const { from, to } = within(this.view, bounds)
    const width = Math.max(8, (to - from) * perMs)
    const left = Math.min(this.#overviewRoom - width, (from - bounds.from) * perMs)
    frame.style.transform = `translateX(${left.toFixed(1)}px)`
    frame.style.width = `${width.toFixed(1)}px`
  }
}

function linksOf(scene: Scene, scale: Scale): Primitive[] {
  if (scene.linked === undefined) return []
  const id = scene.prepared.lanes[scene.linked]?.lane.id
  const top = (lane: number) => (lane - scene.first) * scene.laneHeight + scene.barTop
  return scene.links.flatMap(({ from, to, at }): Primitive[] => {
    const waited = scene.prepared.byId.get(from)
    const came = scene.prepared.byId.get(to)
    const seen = at >= scale.from && at <= scale.to
    if (waited === undefined || came === undefined || waited === came || !seen) return []
    if (id !== from && id !== to) return []
    const x = pixelOf(scale, at)
    // from the one's middle to the nearer edge of the other's bar
    const end = came < waited ? top(waited) - 1 : top(waited) + BAR + 1
    return [{ kind: 'link', x, y1: top(came) + BAR / 2, y2: end }]
  })
}

function ringOf(scene: Scene, drawn: readonly Primitive[]): Primitive[] {
  const { chosen } = scene
  const item = chosen?.item
  if (!chosen || !item) return []
  for (const one of drawn) {
    if (!('lane' in one) || one.lane !== chosen.lane) continue
    if ((one.kind === 'box') !== (item.kind === 'mark')) continue
    if (item.index < one.first || item.index > one.last) continue
    // of what reaches beyond the plot, the part inside
    const [from, to] = reach(one)
    const [a, b] = [Math.max(0, from), Math.min(scene.width, to)]
    if (b < a) return []
    const high = one.kind === 'bar' ? BAR : one.kind === 'box' ? 16 : 8
    const y = one.kind === 'bar' ? one.y : one.y - high / 2
    return [{ kind: 'ring', x: a, y, width: b - a, height: high }]
  }
  return []
}
