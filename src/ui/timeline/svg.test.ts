import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridOf, tagsOf } from './axis.ts'
import type { Colours } from './colours.ts'
import type { TimelineData, TimelineLane } from './data.ts'
import { scaleOf } from './scale.ts'
import { timelineSvg } from './svg.ts'
import { escape } from './svgshapes.ts'
import { duration, laneName, sentence, tellSpans } from './words.ts'
import { prepare } from './prepare.ts'

const colours: Colours = {
  surface: '#fff',
  line: '#e2e4e7',
  edge: '#c9ccd1',
  track: '#e4e6ea',
  idle: '#71747c',
  fill: '#555b66',
  ink: '#1b1e25',
  ink2: '#50545d',
  ink3: '#696d76',
  accent: '#3553d7',
  accentInk: '#2b45c5',
  accentSoft: '#edf2fe',
  ok: '#1ca786',
  okSoft: '#e3f9f0',
  warn: '#d88018',
  warnSoft: '#fff3df',
  err: '#ce222c',
  sans: '"Geist Variable", system-ui, sans-serif',
  mono: '"Geist Mono Variable", monospace',
}
const START = 1_763_000_000_000
const lane = (name: string, rest: Partial<TimelineLane> = {}): TimelineLane => ({
  id: name,
  name,
  remark: 'zmachine',
  state: 'ok',
  since: START + 60_000,
  spans: [
    { id: `${name}0`, from: START, to: START + 60_000, look: 'busy', label: 'version 0' },
    { id: `${name}1`, from: START + 60_000, to: null, look: 'ok', label: '' },
  ],
  marks: [],
  ...rest,
})
const dataOf = (lanes: TimelineLane[]): TimelineData => ({
  lanes,
  ticks: [{ at: START, label: 'v0' }],
  links: [],
  now: START + 711_000,
})

/** Opening and closing tags, told apart from text; throws when they do not match. */
function tagsIn(svg: string): string[] {
  const open: string[] = []
  const names: string[] = []
  for (const [, closing, name = '', rest = ''] of svg.matchAll(
    /<(\/?)([a-zA-Z]+)((?:\s[\w:-]+="[^"<]*")*\s*\/?)>/g,
  )) {
    if (closing) expect(open.pop()).toBe(name)
    else {
      names.push(name)
      if (!rest.trim().endsWith('/')) open.push(name)
    }
  }
  expect(open).toEqual([])
  // what is left beside the tags is text without a sign of its own meaning
  expect(svg.replace(/<\/?[a-zA-Z]+(?:\s[\w:-]+="[^"<]*")*\s*\/?>/g, '')).not.toMatch(/[<>]/)
  return names
}

test('names, messages and the title cannot add an element to the picture', () => {
  const hostile = '</text><script>alert("1")</script>&amp; \u0000\u0007<!-- ]]>'
  const svg = timelineSvg(dataOf([lane(hostile, { remark: '"><image href="x"/>' })]), {
    title: hostile,
    subtitle: hostile,
    words: { ok: hostile },
    colours,
  })
  const tags = tagsIn(svg)
  expect(tags).not.toContain('script')
  expect(tags).not.toContain('image')
  expect(svg).toContain('&lt;script&gt;')
})

test('any text becomes well-formed XML that says the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = escape(text)
      expect(escaped).not.toMatch(/[<>"']/)
      const read = escaped
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&')
      // oxlint-disable-next-line no-control-regex -- XML cannot say these
      expect(read).toBe(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, ''))
    }),
  )
  expect(escape('a\ud800b')).toBe('ab')
})

test('the picture carries its colours, its title, its legend and every lane', () => {
  const data = dataOf(Array.from({ length: 200 }, (_, i) => lane(`vm${i}`)))
  const svg = timelineSvg(data, { title: 'web-frontend', words: { busy: 'init' }, colours })
  tagsIn(svg)
  expect(svg).not.toContain('var(')
  expect(svg).not.toContain('NaN')
  expect(svg).toContain('<title>web-frontend</title>')
  for (const word of ['init', 'ok', 'vm0', 'vm199', 'v0', 'now']) expect(svg).toContain(`>${word}<`)
  expect(svg).toContain('vm7 zmachine, ok for 10 min')
})

test('the legend has the order of the page, and a lane with nothing to be seen says so', () => {
  const late = lane('late', {
    state: 'unchanged',
    since: START + 600_000,
    spans: [{ id: 'late0', from: START + 600_000, to: null, look: 'error', label: '' }],
    marks: [{ id: 'late1', at: START + 610_000, look: 'unchanged', label: '' }],
  })
  const window = { from: START - 10_000, to: START + 300_000 }
  const svg = timelineSvg(dataOf([late, lane('early')]), { title: 'web', window, colours })
  tagsIn(svg)
  const places = ['in progress', 'ok', 'error', 'unchanged'].map((word) => svg.indexOf(`>${word}<`))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(Math.min(...places)).toBeGreaterThan(0)
  const said = (text: string) => text.split('nothing in this time').length - 1
  expect(said(svg)).toBe(1)
  expect(svg.indexOf('nothing in this time')).toBeLessThan(svg.indexOf('>early<'))
  expect(said(timelineSvg(dataOf([late, lane('early')]), { title: 'web', colours }))).toBe(0)
})

test('the lines leave names and durations out where these stand above the bars', () => {
  const scale = scaleOf({ from: 0, to: 1000 }, 300)
  const narrow = gridOf(scale, 900, 88, { laneHeight: 44, barTop: 25 })
  const now = narrow.filter((one) => one.kind === 'now')
  expect(now.map(({ y1, y2 }) => [y1, y2])).toEqual([
    [23, 44],
    [67, 88],
  ])
  const wide = gridOf(scale, 900, 64, { laneHeight: 32, barTop: 9 })
  expect(wide.filter(({ kind }) => kind === 'now')).toHaveLength(1)
})

test('versions too close for a tag each become one that names the first and the last', () => {
  const scale = scaleOf({ from: 0, to: 1000 }, 1000)
  const ticks = [100, 110, 120, 500, 530, 900].map((at, i) => ({ at, label: `v${i + 3}` }))
  const tags = tagsOf(scale, ticks)
  expect(tags.map(({ text }) => text)).toEqual(['v3–v5', 'v6', 'v7', 'v8'])
  for (const [i, tag] of tags.entries()) {
    if (i > 0) expect(tag.x).toBeGreaterThan(tags[i - 1]!.x + tags[i - 1]!.width) // i > 0
  }
})

test('many versions never overlap and none is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 80 }), (places) => {
      const sorted = places.toSorted((a, b) => a - b)
      const ticks = sorted.map((at, i) => ({ at, label: `v${i}` }))
      const tags = tagsOf(scaleOf({ from: 0, to: 1000 }, 800), ticks)
      let next = 0
      for (const tag of tags) {
        const [first = '', last = first] = tag.text.split('–')
        expect(first).toBe(`v${next}`)
        next = Number(last.slice(1)) + 1
      }
      expect(next).toBe(ticks.length)
      for (let i = 1; i < tags.length; i++) {
        expect(tags[i]!.x).toBeGreaterThanOrEqual(tags[i - 1]!.x + tags[i - 1]!.width) // 0 < i < length
      }
    }),
  )
})

test('durations are told to the second below an hour, then in two units', () => {
  expect([0, 51_000, 60_000, 651_000, 11_100_000, 41.25 * 86_400_000, -5].map(duration)).toEqual([
    '0 s',
    '51 s',
    '1 min',
    '10 min 51 s',
    '3 h 5 min',
    '41 d 6 h',
    '0 s',
  ])
})

test('a lane and its intervals are told in words, open ones up to now', () => {
  const data = dataOf([lane('vm3', { state: 'busy', since: START + 60_000 })])
  expect(laneName(data.lanes[0]!, data.now, { busy: 'init' })).toBe(
    'vm3 zmachine, init for 10 min 51 s',
  ) // one lane
  const [prepared] = prepare(data).lanes
  expect(sentence(tellSpans(prepared!, 0, 0, data.now, { busy: 'init' }))).toMatch(
    /^init, version 0, 1 min, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d – \d\d:\d\d:\d\d$/,
  ) // one lane
  expect(tellSpans(prepared!, 1, 1, data.now, undefined).when).toMatch(/ – now$/) // one lane
  expect(tellSpans(prepared!, 0, 1, data.now, undefined, 'busy').word).toBe(
    '2 states, in progress among them',
  ) // one lane
})
