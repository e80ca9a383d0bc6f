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

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for an element or attribute of an XML file; signs that XML does not know are left out. */
export function escape(text: string): string {
  return (
    text
      // XML 1.0, production [2] Char: no control signs but tab and line ends, no lone surrogates, no FFFE and FFFF
      .replace(
        // oxlint-disable-next-line no-control-regex -- they are what is looked for
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu,
        '',
      )
      .replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
  )
}

/** A number without a long tail. */
export const n = (value: number) => String(Math.round(value * 100) / 100)

/** A text by the beginning of its base line, or its middle or end; nothing for an empty one. */
export function textShape(
  text: string,
  x: number,
  y: number,
  look: { size: number; fill: string; family?: string; anchor?: 'middle' | 'end'; weight?: number },
): string {
  if (text === '') return ''
  const { size, fill, family, anchor, weight } = look
  return (
    `<text x="${n(x)}" y="${n(y)}" font-size="${size}" fill="${fill}"` +
    (family ? ` font-family="${escape(family)}"` : '') +
    (anchor ? ` text-anchor="${anchor}"` : '') +
    (weight ? ` font-weight="${weight}"` : '') +
    `>${escape(text)}</text>`
  )
}

/** The glyph of a look, `size` px, by its left upper corner. */
export function glyphShape(look: Look, x: number, y: number, size: number, colours: Colours) {
  const paths = glyphs[look].map(({ d, fill, stroke, width = 1, dash }) => {
    const inside = fill ? colourOf(colours, fill) : 'none'
    const line = stroke
      ? ` stroke="${colourOf(colours, stroke)}" stroke-width="${width}" stroke-linecap="round"`
      : ''
    return `<path d="${d}" fill="${inside}"${line}${dash ? ` stroke-dasharray="${dash.join(' ')}"` : ''}/>`
  })
  return `<g transform="translate(${n(x)} ${n(y)}) scale(${n(size / 12)})">${paths.join('')}</g>`
}

/** A bar with its texture. */
export function barShape(
  { x, y, width, look }: { x: number; y: number; width: number; look: Look },
  colours: Colours,
): string {
  const texture = textures[look]
  if (width < NARROW) {
    const high = narrowHeight(look)
    return `<rect x="${x}" y="${y + (BAR - high) / 2}" width="${width}" height="${high}" rx="1" fill="${colours[texture.narrow]}"/>`
  }
  const out: string[] = []
  if (texture.strokes) {
    const strokes: string[] = []
    for (let at = 0; at + STROKE <= width; at += STROKE_STEP) {
      strokes.push(`M${x + at} ${y}h${STROKE}v${BAR}h${-STROKE}z`)
    }
    out.push(
      `<path d="${strokes.join('')}" fill="${colours[texture.strokes]}" opacity="${STROKE_OPACITY}"/>`,
    )
  }
  if (texture.fill) {
    out.push(
      `<rect x="${x}" y="${y}" width="${width}" height="${BAR}" rx="3" fill="${colours[texture.fill]}"/>`,
    )
  }
  if (texture.hatch) {
    out.push(
      `<path d="${hatchPath(x, y, width)}" stroke="${colours[texture.hatch]}" stroke-width="${HATCH_WIDTH}"/>`,
    )
  }
  if (texture.line) {
    out.push(
      `<rect x="${x + 0.5}" y="${y + 0.5}" width="${width - 1}" height="${BAR - 1}" rx="2.5" fill="none" stroke="${colours[texture.line]}" stroke-opacity="${texture.lineOpacity ?? 1}"/>`,
    )
  }
  return out.join('')
}

/** Diagonals cut at the bar's edges, for a file without a clip for each bar. */
function hatchPath(x: number, y: number, width: number): string {
  const lines: string[] = []
  for (let at = -BAR; at < width; at += HATCH_STEP) {
    const from = Math.max(1, at)
    const to = Math.min(width - 1, at + BAR)
    if (to <= from) continue
    // as far up as it has gone to the right
    lines.push(`M${x + from} ${n(y + BAR - (from - at))}L${x + to} ${n(y + BAR - (to - at))}`)
  }
  return lines.join('')
}

/** Any primitive but links and rings, which belong to somebody pointing. */
export function shape(one: Primitive, colours: Colours): string {
  switch (one.kind) {
    case 'bar':
      return barShape(one, colours)
    case 'dash':
      return `<path d="M${one.x1 + 1} ${one.y + 0.5}H${one.x2}" stroke="${colours.idle}" opacity="0.6" stroke-dasharray="4 2"/>`
    case 'point':
      return (
        `<circle cx="${one.x}" cy="${one.y}" r="5" fill="${colours.surface}"/>` +
        (one.look === 'error'
          ? `<rect x="${one.x - 3}" y="${one.y - 3}" width="6" height="6" fill="${colours.err}"/>`
          : `<circle cx="${one.x}" cy="${one.y}" r="3" fill="${colours[textures[one.look].narrow]}"/>`)
      )
    case 'box': {
      const width = boxWidth(one.count)
      const left = one.x - Math.round(width / 2)
      return (
        `<rect x="${left + 0.5}" y="${one.y - 7.5}" width="${width - 1}" height="15" rx="3.5" fill="${colours.surface}" stroke="${colours[boxLine[one.look]]}"/>` +
        glyphShape(one.look, left + 3, one.y - 5, 10, colours) +
        (one.count > 1
          ? textShape(String(one.count), left + 14.5, one.y + 3.5, {
              size: 10,
              fill: colours.ink2,
              family: colours.mono,
              weight: 500,
            })
          : '')
      )
    }
    case 'rule':
      return `<rect x="${one.x}" y="${one.y1}" width="1" height="${one.y2 - one.y1}" fill="${colours.line}"/>`
    case 'now':
      return `<rect x="${one.x}" y="${one.y1}" width="1" height="${one.y2 - one.y1}" fill="${colours.accent}"/>`
    case 'tag':
      return (
        `<rect x="${one.x + 0.5}" y="${one.y + 0.5}" width="${one.width - 1}" height="15" rx="3.5" fill="${colours.surface}" stroke="${colours.edge}"/>` +
        textShape(one.text, one.x + one.width / 2, one.y + 11.5, {
          size: 10.5,
          fill: colours.ink2,
          family: colours.mono,
          anchor: 'middle',
          weight: 500,
        })
      )
    case 'text':
      return textShape(one.text, one.x, one.y + 4, {
        size: one.tone === 'now' ? 12 : 11,
        fill: one.tone === 'now' ? colours.accentInk : colours.ink3,
        family: one.tone === 'now' ? colours.sans : colours.mono,
        anchor: 'middle',
      })
    case 'ring':
    case 'link':
      return ''
  }
}
