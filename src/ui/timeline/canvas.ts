import type { Colours } from './colours.ts'
import type { Look } from './data.ts'
import { boxLine, colourOf, glyphs } from './glyphs.ts'
import { BAR, type Primitive, boxWidth } from './primitives.ts'
import {
  HATCH_STEP,
  HATCH_WIDTH,
  NARROW,
  STROKE,
  STROKE_OPACITY,
  STROKE_STEP,
  narrowHeight,
  textures,
} from './textures.ts'

type Context = CanvasRenderingContext2D
type Bar = Extract<Primitive, { kind: 'bar' }>

/** Makes the canvas `width` × `height` px in the screen's own pixels, empty, with x 0 `left` px inside. */
export function clear(canvas: HTMLCanvasElement, width: number, height: number, left: number) {
  const ratio = globalThis.devicePixelRatio || 1
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w
    canvas.height = h
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
  }
  const context = canvas.getContext('2d')
  if (!context) return undefined
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, w, h)
  context.setTransform(ratio, 0, 0, ratio, left * ratio, 0)
  return context
}

/** Paints in the order given, all bars of one look at once; bars and lines stay inside 0 … `width`. */
export function paint(
  context: Context,
  primitives: readonly Primitive[],
  colours: Colours,
  width: number,
  height: number,
): void {
  context.save()
  context.beginPath()
  context.rect(0, 0, width, height)
  context.clip()
  paintLines(context, primitives, colours)
  const byLook = new Map<Look, Bar[]>()
  for (const one of primitives) {
    if (one.kind !== 'bar') continue
    const others = byLook.get(one.look)
    if (others) others.push(one)
    else byLook.set(one.look, [one])
  }
  for (const [look, bars] of byLook) paintBars(context, look, bars, colours)
  context.restore()
  for (const one of primitives) paintOther(context, one, colours)
}

function paintLines(context: Context, primitives: readonly Primitive[], colours: Colours) {
  context.fillStyle = colours.line
  for (const one of primitives) {
    if (one.kind === 'rule') context.fillRect(one.x, one.y1, 1, one.y2 - one.y1)
  }
  context.strokeStyle = colours.idle
  context.globalAlpha = 0.6
  context.lineWidth = 1
  context.setLineDash([4, 2])
  context.beginPath()
  for (const one of primitives) {
    if (one.kind !== 'dash') continue
    context.moveTo(one.x1 + 1, one.y + 0.5)
    context.lineTo(one.x2, one.y + 0.5)
  }
  context.stroke()
  context.setLineDash([])
  context.globalAlpha = 1
}

function paintBars(context: Context, look: Look, bars: readonly Bar[], colours: Colours) {
  const texture = textures[look]
  const wide = bars.filter((bar) => bar.width >= NARROW)
  const narrow = bars.filter((bar) => bar.width < NARROW)
  if (narrow.length > 0) {
    context.fillStyle = colours[texture.narrow]
    context.beginPath()
    const high = narrowHeight(look)
    for (const { x, y, width } of narrow) {
      context.roundRect(x, y + (BAR - high) / 2, width, high, 1)
    }
    context.fill()
  }
  if (wide.length === 0) return
  if (texture.strokes) {
    context.fillStyle = colours[texture.strokes]
    context.globalAlpha = STROKE_OPACITY
    context.beginPath()
    for (const { x, y, width } of wide) {
      for (let at = 0; at + STROKE <= width; at += STROKE_STEP) context.rect(x + at, y, STROKE, BAR)
    }
    context.fill()
    context.globalAlpha = 1
  }
  if (texture.fill) {
    context.fillStyle = colours[texture.fill]
    context.beginPath()
    for (const { x, y, width } of wide) context.roundRect(x, y, width, BAR, 3)
    context.fill()
  }
  if (texture.hatch) {
    context.strokeStyle = colours[texture.hatch]
    context.lineWidth = HATCH_WIDTH
    for (const bar of wide) hatch(context, bar)
  }
  if (texture.line) {
    context.strokeStyle = colours[texture.line]
    context.globalAlpha = texture.lineOpacity ?? 1
    context.lineWidth = 1
    context.beginPath()
    for (const { x, y, width } of wide) {
      context.roundRect(x + 0.5, y + 0.5, width - 1, BAR - 1, 2.5)
    }
    context.stroke()
    context.globalAlpha = 1
  }
}

/** Lines from the lower left to the upper right; they begin with the bar, so they move with it. */
function hatch(context: Context, { x, y, width }: Bar) {
  context.save()
  context.beginPath()
  context.roundRect(x + 1, y + 1, width - 2, BAR - 2, 2)
  context.clip()
  context.beginPath()
  for (let at = -BAR; at < width; at += HATCH_STEP) {
    context.moveTo(x + at, y + BAR)
    context.lineTo(x + at + BAR, y)
  }
  context.stroke()
  context.restore()
}

function paintOther(context: Context, one: Primitive, colours: Colours) {
  switch (one.kind) {
    case 'point':
      context.fillStyle = colours.surface
      context.beginPath()
      context.arc(one.x, one.y, 5, 0, 7)
      context.fill()
      context.fillStyle = colours[textures[one.look].narrow]
      context.beginPath()
      if (one.look === 'error') context.rect(one.x - 3, one.y - 3, 6, 6)
      else context.arc(one.x, one.y, 3, 0, 7)
      context.fill()
      return
    case 'box':
      return paintBox(context, one, colours)
    case 'ring':
      context.strokeStyle = colours.accent
      context.lineWidth = 2
      context.beginPath()
      context.roundRect(one.x - 2, one.y - 2, one.width + 4, one.height + 4, 4)
      context.stroke()
      return
    case 'link':
      return paintLink(context, one, colours)
    case 'now':
      context.fillStyle = colours.accent
      context.fillRect(one.x, one.y1, 1, one.y2 - one.y1)
      return
    case 'tag':
      context.fillStyle = colours.surface
      context.strokeStyle = colours.edge
      context.lineWidth = 1
      context.beginPath()
      context.roundRect(one.x + 0.5, one.y + 0.5, one.width - 1, 15, 3.5)
      context.fill()
      context.stroke()
      context.fillStyle = colours.ink2
      context.font = `500 10.5px ${colours.mono}`
      context.textAlign = 'center'
      context.fillText(one.text, one.x + one.width / 2, one.y + 11.5)
      return
    case 'text':
      context.fillStyle = one.tone === 'now' ? colours.accentInk : colours.ink3
      context.font = one.tone === 'now' ? `12px ${colours.sans}` : `11px ${colours.mono}`
      context.textAlign = 'center'
      context.fillText(one.text, one.x, one.y + 4)
  }
}

function paintBox(
  context: Context,
  { x, y, look, count }: Extract<Primitive, { kind: 'box' }>,
  colours: Colours,
) {
  const width = boxWidth(count)
  const left = x - Math.round(width / 2)
  context.fillStyle = colours.surface
  context.strokeStyle = colours[boxLine[look]]
  context.lineWidth = 1
  context.beginPath()
  context.roundRect(left + 0.5, y - 7.5, width - 1, 15, 3.5)
  context.fill()
  context.stroke()
  glyph(context, look, left + 3, y - 5, 10, colours)
  if (count < 2) return
  context.fillStyle = colours.ink2
  context.font = `500 10px ${colours.mono}`
  context.textAlign = 'left'
  context.fillText(String(count), left + 14.5, y + 3.5)
}

function paintLink(
  context: Context,
  { x, y1, y2 }: Extract<Primitive, { kind: 'link' }>,
  colours: Colours,
) {
  const down = Math.sign(y2 - y1)
  context.strokeStyle = context.fillStyle = colours.accentInk
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(x + 0.5, y1)
  context.lineTo(x + 0.5, y2)
  context.moveTo(x - 2, y2 - down * 3)
  context.lineTo(x + 0.5, y2)
  context.lineTo(x + 3, y2 - down * 3)
  context.globalAlpha = 0.7
  context.stroke()
  context.globalAlpha = 1
  context.beginPath()
  context.arc(x + 0.5, y1, 2, 0, 7)
  context.fill()
}

const paths = new Map<string, Path2D>()

function glyph(
  context: Context,
  look: Look,
  x: number,
  y: number,
  size: number,
  colours: Colours,
): void {
  context.save()
  context.translate(x, y)
  context.scale(size / 12, size / 12)
  context.lineCap = 'round'
  for (const { d, fill, stroke, width = 1, dash } of glyphs[look]) {
    let path = paths.get(d)
    if (!path) paths.set(d, (path = new Path2D(d)))
    if (fill) {
      context.fillStyle = colourOf(colours, fill)
      context.fill(path)
    }
    if (stroke) {
      context.strokeStyle = colourOf(colours, stroke)
      context.lineWidth = width
      context.setLineDash(dash ?? [])
      context.stroke(path)
    }
  }
  context.restore()
}
