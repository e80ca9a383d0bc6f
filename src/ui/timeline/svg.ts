import { axisOf, gridOf } from './axis.ts'
import { type Colours, readColours } from './colours.ts'
import {
  legendLooks,
  type Look,
  type LookWords,
  type TimelineData,
  type TimelineWindow,
  wordOf,
} from './data.ts'
import { layoutLane } from './layout.ts'
import { prepare } from './prepare.ts'
import { AXIS, BAR, LANE, type Primitive, monoWidth, reach } from './primitives.ts'
import { scaleOf } from './scale.ts'
import { barShape, escape, glyphShape, n, shape, textShape } from './svgshapes.ts'
import { extentOf, withRoom } from './window.ts'
import { inState, laneName } from './words.ts'

export interface TimelineSvgOptions {
  /** Stands above the drawing and names it. */
  title: string
  /** A second line: of what, when, from where. */
  subtitle?: string
  /** What is shown; undefined: everything. */
  window?: TimelineWindow | undefined
  words?: LookWords
  head?: string
  durationHead?: string
  /** px of the whole; at least 640. */
  width?: number
  /** The theme's colours, written into the file; undefined: those of the page now. */
  colours?: Colours
}

const PADDING = 24
const NAMES = 228
const TOLD = 112
const HEAD = 84
/** Signs of a name and its remark that have room. */
const NAME_SIGNS = 26

/**
 * The timeline as the text of an SVG file: all lanes, title and legend, with colours written in, so that it
 * is the same wherever it is opened. Texts are escaped; names too long for their column are cut.
 */
export function timelineSvg(data: TimelineData, options: TimelineSvgOptions): string {
  const { title, subtitle = '', words, head = '', durationHead = 'In this state' } = options
  const colours = options.colours ?? readColours()
  const width = Math.max(640, Math.round(options.width ?? 1200))
  const plot = width - 2 * PADDING - NAMES - TOLD
  const scale = scaleOf(options.window ?? withRoom(extentOf(data)), plot)
  const prepared = prepare(data)
  const lanesHeight = data.lanes.length * LANE
  const top = HEAD + AXIS
  const height = top + lanesHeight + PADDING
  const left = PADDING + NAMES
  // what the second line leaves of the row; no sign of the face is wider than 10 px on average
  const signs = Math.floor((width - 2 * PADDING - 24 - monoWidth(subtitle, 11)) / 10)

  const barTop = (LANE - BAR) / 2
  const grid = gridOf(scale, data.now, lanesHeight, { laneHeight: LANE, barTop })
  const drawn: Primitive[] = grid.filter(({ kind }) => kind === 'rule')
  for (const [i, lane] of prepared.lanes.entries()) {
    layoutLane(lane, i, i * LANE + barTop, scale, data.now, drawn)
  }
  const seen = new Set(
    drawn.flatMap((one) => {
      if (!('lane' in one)) return []
      const [from, to] = reach(one)
      return to > 0 && from < plot ? [one.lane] : []
    }),
  )
  const inside = drawn.filter(({ kind }) => kind === 'bar' || kind === 'dash' || kind === 'rule')
  const above = [
    ...drawn.filter(({ kind }) => kind === 'point' || kind === 'box'),
    ...grid.filter(({ kind }) => kind === 'now'),
  ]
  const paint = (primitives: readonly Primitive[]) =>
    primitives.map((one) => shape(one, colours)).join('')
  const faint = { size: 12, fill: colours.ink3, family: colours.sans }
  const rows = data.lanes.map((lane, i) => {
    const y = i * LANE
    const name = cut(lane.name, NAME_SIGNS)
    const remark = cut(lane.remark, Math.max(0, NAME_SIGNS - name.length))
    const struck = lane.struck ? ' text-decoration="line-through"' : ''
    return (
      `<g><title>${escape(laneName(lane, data.now, words))}</title>` +
      `<path d="M${-left} ${y + LANE - 0.5}H${width - left}" stroke="${colours.line}"/>` +
      glyphShape(lane.state, -NAMES, y + 10, 12, colours) +
      `<text x="${20 - NAMES}" y="${y + 20}" font-size="12">` +
      `<tspan font-family="${escape(colours.mono)}" font-weight="500" fill="${colours.ink}"${struck}>${escape(name)}</tspan>` +
      `<tspan dx="8" fill="${colours.ink3}">${escape(remark)}</tspan></text>` +
      textShape(inState(lane, data.now), plot + TOLD, y + 20, {
        size: 12,
        fill: lane.state === 'busy' ? colours.accentInk : colours.ink2,
        family: colours.mono,
        anchor: 'end',
      }) +
      (seen.has(i) ? '' : textShape('nothing in this time', 8, y + 20, faint)) +
      '</g>'
    )
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(colours.sans)}" role="img">` +
    `<title>${escape(title)}</title>` +
    `<rect width="${width}" height="${height}" fill="${colours.surface}"/>` +
    `<text x="${PADDING}" y="34" font-size="16" font-weight="600" fill="${colours.ink}">${escape(cut(title, signs))}</text>` +
    textShape(subtitle, width - PADDING, 34, { ...faint, anchor: 'end' }) +
    legend(data, colours, words) +
    `<g transform="translate(${left} ${HEAD})">${paint(axisOf(scale, data.ticks, data.now))}` +
    textShape(head, -NAMES, 41, faint) +
    textShape(durationHead, plot + TOLD, 41, { ...faint, anchor: 'end' }) +
    `<path d="M${-left} ${AXIS - 0.5}H${width - left}" stroke="${colours.line}"/></g>` +
    `<clipPath id="plot"><rect width="${n(plot)}" height="${lanesHeight}"/></clipPath>` +
    `<g transform="translate(${left} ${top})">${rows.join('')}` +
    `<g clip-path="url(#plot)">${paint(inside)}</g>${paint(above)}</g></svg>\n`
  )
}

/** Place in the legend; looks that it does not name come last. */
const placeOf = (look: Look) => {
  const place = legendLooks.findIndex((one) => one === look)
  return place < 0 ? legendLooks.length : place
}

/** The looks that occur, as bars with their words, in one row and in the page's order. */
function legend(data: TimelineData, colours: Colours, words: LookWords | undefined): string {
  const looks = new Set<Look>()
  for (const { spans, marks } of data.lanes) {
    for (const { look } of spans) looks.add(look)
    for (const { look } of marks) looks.add(look)
  }
  let x = PADDING
  const parts: string[] = []
  for (const look of [...looks].toSorted((a, b) => placeOf(a) - placeOf(b))) {
    const word = wordOf(look, words)
    const bar =
      look === 'unchanged'
        ? glyphShape(look, x + 3, 57, 12, colours)
        : look === 'deleted'
          ? shape({ kind: 'dash', x1: x, x2: x + 20, y: 63, lane: 0, first: 0, last: 0 }, colours)
          : barShape({ x, y: 56, width: 20, look }, colours)
    parts.push(bar, textShape(word, x + 28, 67, { size: 12, fill: colours.ink3 }))
    x += 28 + word.length * 7 + 18
  }
  return parts.join('')
}

const cut = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, Math.max(0, most - 1))}…` : text
