import { utf8 } from './bytes.ts'

/*
 * A QR code for short texts such as a WireGuard file: byte mode, error correction M, any version (ISO/IEC 18004;
 * the section names below are its). Rows of modules, true is dark; whoever draws it leaves four light ones around.
 */

/** Error correction codewords per block, and blocks, by version (table 9, level M). */
const CODEWORDS =
  '10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 26 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28'
    .split(' ')
    .map(Number)
const BLOCKS =
  '1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 17 17 18 20 21 23 25 26 28 29 31 33 35 37 38 40 43 45 47 49'
    .split(' ')
    .map(Number)
const MOST_VERSION = 40

/** The modules of a text as UTF-8. Throws RangeError for more than 2,331 bytes. */
export function qr(text: string): boolean[][] {
  const bytes = utf8(text)
  const version = versionFor(bytes.length)
  const codewords = interleaved(dataWords(bytes, version), version)
  const grid = frame(version)
  fill(grid, codewords)
  let best: Grid | undefined
  let least = Infinity
  for (let mask = 0; mask < MASKS.length; mask++) {
    const tried = masked(grid, mask)
    const score = penalty(tried.dark)
    if (score < least) [best, least] = [tried, score]
  }
  return best?.dark ?? []
}

const sizeOf = (version: number) => 17 + 4 * version

function versionFor(length: number): number {
  for (let version = 1; version <= MOST_VERSION; version++) {
    if (length * 8 + 4 + lengthBits(version) <= dataCount(version) * 8) return version
  }
  throw new RangeError('The text is too long for a QR code.')
}

const lengthBits = (version: number) => (version < 10 ? 8 : 16)

/** Modules that carry codewords (7.1, table 1), in whole bytes. */
function allCount(version: number): number {
  let modules = (16 * version + 128) * version + 64
  if (version >= 2) {
    const aligns = Math.floor(version / 7) + 2
    modules -= (25 * aligns - 10) * aligns - 55
    if (version >= 7) modules -= 36
  }
  return Math.floor(modules / 8)
}

// the tables have an entry for every version
const perBlock = (version: number) => CODEWORDS[version - 1]!
const blocks = (version: number) => BLOCKS[version - 1]!
const dataCount = (version: number) => allCount(version) - perBlock(version) * blocks(version)

/** Mode, length, bytes, end, padding (7.4). */
function dataWords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const push = (value: number, count: number) => {
    for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1)
  }
  push(4, 4)
  push(bytes.length, lengthBits(version))
  for (const byte of bytes) push(byte, 8)
  const room = dataCount(version) * 8
  push(0, Math.min(4, room - bits.length))
  push(0, (8 - (bits.length % 8)) % 8)
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) push(pad, 8)
  return Array.from({ length: room / 8 }, (_, i) =>
    bits.slice(8 * i, 8 * i + 8).reduce((word, bit) => (word << 1) | bit, 0),
  )
}

/** The field of 256 with the polynomial 0x11d (7.5.2). */
function times(a: number, b: number): number {
  let product = 0
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d)
    product ^= ((b >> i) & 1) * a
  }
  return product
}

function generator(degree: number): number[] {
  const poly = [...Array<number>(degree - 1).fill(0), 1]
  let root = 1
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) {
      poly[j] = times(poly[j]!, root) ^ (poly[j + 1] ?? 0) // j is below the degree
    }
    root = times(root, 2)
  }
  return poly
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  const rest = divisor.map(() => 0)
  for (const word of data) {
    const factor = word ^ (rest.shift() ?? 0)
    rest.push(0)
    for (const [i, part] of divisor.entries()) rest[i] = rest[i]! ^ times(part, factor) // as long
  }
  return rest
}

/** Data and error correction words block by block, taken in turn (7.6). */
function interleaved(data: readonly number[], version: number): number[] {
  const count = blocks(version)
  const divisor = generator(perBlock(version))
  const short = Math.floor(data.length / count)
  const longer = data.length % count
  let at = 0
  const parts = Array.from({ length: count }, (_, i) => {
    const words = data.slice(at, (at += short + (i < count - longer ? 0 : 1)))
    return { words, check: remainder(words, divisor) }
  })
  const inTurn = (lists: readonly (readonly number[])[]) =>
    Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, i) =>
      lists.flatMap((list) => (i < list.length ? [list[i]!] : [])),
    ).flat()
  return [...inTurn(parts.map((part) => part.words)), ...inTurn(parts.map((part) => part.check))]
}

/** Modules, and which of them are patterns that no mask touches. */
interface Grid {
  version: number
  dark: boolean[][]
  fixed: boolean[][]
}

const square = (size: number) =>
  Array.from({ length: size }, () => Array.from({ length: size }, () => false))

function set(grid: Grid, x: number, y: number, dark: boolean): void {
  const [row, fixed] = [grid.dark[y], grid.fixed[y]]
  if (!row || !fixed || x < 0 || x >= row.length) return // finders reach over the edge
  row[x] = dark
  fixed[x] = true
}

/** Finders, timing, alignment, and room for format and version (6.3). */
function frame(version: number): Grid {
  const size = sizeOf(version)
  const grid: Grid = { version, dark: square(size), fixed: square(size) }
  for (let i = 0; i < size; i++) {
    set(grid, 6, i, i % 2 === 0)
    set(grid, i, 6, i % 2 === 0)
  }
  const rings = (cx: number, cy: number, reach: number, light: readonly number[]) => {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy))
        set(grid, cx + dx, cy + dy, !light.includes(ring))
      }
    }
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    rings(x, y, 4, [2, 4])
  }
  const places = alignments(version)
  const last = places.length - 1
  for (const [i, x] of places.entries()) {
    for (const [j, y] of places.entries()) {
      const corner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)
      if (!corner) rings(x, y, 2, [1])
    }
  }
  writeFormat(grid, 0)
  writeVersion(grid)
  return grid
}

/** Centres of the alignment patterns (annex E). */
function alignments(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2
  const size = sizeOf(version)
  const rest = Array.from({ length: count - 1 }, (_, i) => size - 7 - i * step)
  return [6, ...rest.toReversed()]
}

/** Level M and the mask, twice (7.9). */
function writeFormat(grid: Grid, mask: number): void {
  let rest = mask // level M is 00
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537)
  const bits = ((mask << 10) | rest) ^ 0x5412
  const bit = (i: number) => ((bits >> i) & 1) === 1
  const size = sizeOf(grid.version)
  for (let i = 0; i < 6; i++) set(grid, 8, i, bit(i))
  set(grid, 8, 7, bit(6))
  set(grid, 8, 8, bit(7))
  set(grid, 7, 8, bit(8))
  for (let i = 9; i < 15; i++) set(grid, 14 - i, 8, bit(i))
  for (let i = 0; i < 8; i++) set(grid, size - 1 - i, 8, bit(i))
  for (let i = 8; i < 15; i++) set(grid, 8, size - 15 + i, bit(i))
  set(grid, 8, size - 8, true)
}

/** The version, twice, from version 7 on (7.10). */
function writeVersion(grid: Grid): void {
  const { version } = grid
  if (version < 7) return
  let rest = version
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let i = 0; i < 18; i++) {
    const [a, b] = [sizeOf(version) - 11 + (i % 3), Math.floor(i / 3)]
    set(grid, a, b, ((bits >> i) & 1) === 1)
    set(grid, b, a, ((bits >> i) & 1) === 1)
  }
}

/** Codewords in two columns at a time, up and down from the right (7.7.3). */
function fill({ dark, fixed }: Grid, words: readonly number[]): void {
  const size = dark.length
  let at = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5 // the timing column is stepped over
    for (let step = 0; step < size; step++) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        const row = dark[y]
        if (!row || fixed[y]?.[x] || at >= words.length * 8) continue
        row[x] = ((words[at >> 3]! >> (7 - (at & 7))) & 1) === 1 // within the words
        at++
      }
    }
  }
}

/** Table 10: x is the column, y the row. */
const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function masked(grid: Grid, mask: number): Grid {
  const flips = MASKS[mask]
  const dark = grid.dark.map((row, y) =>
    row.map((module, x) => module !== (!grid.fixed[y]?.[x] && flips?.(x, y) === true)),
  )
  const made = { ...grid, dark, fixed: grid.fixed.map((row) => [...row]) }
  writeFormat(made, mask)
  return made
}

/** How hard a pattern is to read (7.8.3): runs, blocks, what looks like a finder, imbalance. */
function penalty(dark: readonly (readonly boolean[])[]): number {
  const size = dark.length
  const columns = dark.map((_, x) => dark.map((row) => row[x] ?? false))
  let score = 0
  for (const line of [...dark, ...columns]) {
    const text = line.map((module) => (module ? '1' : '0')).join('')
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) score += run.length - 2
    // light around counts as there
    const edged = `0000${text}0000`
    for (let i = 0; i + 11 <= edged.length; i++) {
      const piece = edged.slice(i, i + 11)
      if (piece === '10111010000' || piece === '00001011101') score += 40
    }
  }
  for (let y = 0; y + 1 < size; y++) {
    for (let x = 0; x + 1 < size; x++) {
      const module = dark[y]?.[x]
      if (
        module === dark[y]?.[x + 1] &&
        module === dark[y + 1]?.[x] &&
        module === dark[y + 1]?.[x + 1]
      ) {
        score += 3
      }
    }
  }
  const count = dark.flat().filter(Boolean).length
  return score + Math.floor(Math.abs((count * 20) / (size * size) - 10)) * 10
}
