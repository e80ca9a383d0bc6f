import * as z from 'zod/mini'
import { describe, expect, test } from 'vitest'
import { GridNode } from '#gridproxy/schemas.ts'
import { Counters } from '#node/schemas.ts'
import type { Reply } from '#queries/standing.ts'
import { fileName, csvOf, jsonOf } from './export.ts'
import { countersOf, gpuWords, shortVerdict, silenceWords, supplyOf, usedWords } from './row.ts'

const GIB = 1024 ** 3
const gridNode = (patch: object = {}) =>
  z.parse(GridNode, {
    nodeId: 11,
    farmId: 7,
    farmName: 'Lochristi Rack 2',
    twinId: 2908,
    country: 'Belgium',
    city: 'Ghent',
    updatedAt: 1_795_000_000,
    status: 'up',
    total_resources: { cru: 32, mru: 128 * GIB, sru: 1024 * GIB, hru: 0 },
    used_resources: { cru: 40, mru: 64 * GIB, sru: 100 * GIB, hru: 0 },
    ...patch,
  })
const capacity = (cru: number, gib: number) => ({ cru, mru: gib * GIB, sru: 0, hru: 0, ipv4u: 0 })
const counters = z.parse(Counters, {
  total: capacity(32, 128),
  used: capacity(8, 32),
  system: capacity(0, 4),
})
const answered: Reply = { kind: 'answered', counters, tookMs: 412.7 }
const silent: Reply = { kind: 'silent', why: 'Nothing came.', tookMs: 10_020 }
const away: Reply = { kind: 'away', why: 'The relay says so.', tookMs: 40 }
const faulty: Reply = { kind: 'faulty', why: 'No JSON.', tookMs: 40 }

describe('what is left', () => {
  test('threads promised twice leave nothing, never less', () => {
    expect(supplyOf(gridNode(), undefined, 'cru')).toEqual({
      total: 32n,
      used: 40n,
      free: 0n,
      share: 1,
    })
  })

  test('a node’s own counters replace the proxy’s copy', () => {
    expect(supplyOf(gridNode(), undefined, 'mru')).toMatchObject({ share: 0.5 })
    expect(supplyOf(gridNode(), countersOf(answered), 'mru')).toMatchObject({
      free: BigInt(96 * GIB),
      share: 0.25,
    })
    expect(countersOf(silent)).toBeUndefined()
  })

  test('what a node does not have is neither free nor full', () => {
    expect(supplyOf(gridNode(), undefined, 'hru')).toMatchObject({ total: 0n, free: 0n, share: 0 })
  })

  test('the words count threads and bytes', () => {
    const node = gridNode()
    expect(usedWords('cru', supplyOf(node, undefined, 'cru'))).toBe('40 of 32 threads used')
    expect(usedWords('mru', supplyOf(node, undefined, 'mru'))).toBe('64.0 GiB of 128.0 GiB used')
  })
})

describe('cards', () => {
  const card = (device: string) => ({ id: 'x', vendor: 'v', device, contract: 0 })
  const words = (...devices: string[]) => gpuWords(gridNode({ gpus: devices.map(card) }))

  test('alike cards are counted', () =>
    expect(words('GA102GL [RTX A6000]', 'GA102GL [RTX A6000]')).toBe('RTX A6000 ×2'))
  test('others stand beside each other', () =>
    expect(words('AD102GL [L40S]', 'Navi 31')).toBe('L40S, Navi 31'))
  test('the word for the slot is left out', () =>
    expect(words('GA100 [A100 PCIe 80GB]')).toBe('A100 80GB'))
  test('a card without a name is still a card', () => expect(words('')).toBe('unnamed card'))
  test('cards that are counted but not listed are counted', () => {
    expect(gpuWords(gridNode({ num_gpu: 2, gpus: null }))).toBe('2 cards')
    expect(gpuWords(gridNode())).toBe('')
  })
  test('hostile text is text', () =>
    expect(words('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>'))
})

describe('the end of a row', () => {
  test.each([
    [silent, 'up', 'silent 10 s', 'Silent, proxy says up'],
    [away, 'up', 'offline', 'Offline, proxy says up'],
    [away, 'standby', 'asleep', 'Standby'],
    [silent, 'down', 'no answer', 'No answer'],
    [away, 'down', 'no answer', 'No answer'],
    [faulty, 'down', 'unreadable', 'Unreadable answer'],
  ] as const)('%o of a node that is %s', (reply, status, word, long) => {
    expect(silenceWords(reply, status).word).toBe(word)
    expect(shortVerdict(reply, status)).toBe(long)
  })
})

describe('the export', () => {
  const NOW = Date.UTC(2026, 10, 21, 14)
  const rows = [
    { node: gridNode({ farmName: '=HYPERLINK("http://x","y"),z' }), reply: answered },
    { node: gridNode({ nodeId: 1406, twinId: 9 }), reply: silent },
  ]
  const cells = (line: string | undefined) => line?.split(',') ?? []

  test('CSV has a head, a line per node, and exact bytes', () => {
    const lines = csvOf([rows[1]!], NOW).split('\r\n') // rows has two
    expect(lines).toHaveLength(3)
    const record = Object.fromEntries(cells(lines[0]).map((name, i) => [name, cells(lines[1])[i]]))
    expect(cells(lines[0])).toHaveLength(cells(lines[1]).length)
    expect(record).toMatchObject({
      nodeId: '1406',
      verdict: 'Disagree',
      total_mru: '137438953472',
      free_cru: '0',
      capacity_source: 'proxy',
      live: 'silent',
      live_ms: '',
    })
  })

  test('a farm’s name can neither break a line nor run as a formula', () => {
    expect(csvOf([rows[0]!], NOW)).toContain(`,"'=HYPERLINK(""http://x"",""y""),z",`) // rows has two
  })

  test('JSON says where and when, and what the node said itself', () => {
    const json = jsonOf(rows, { network: 'main', address: '/nodes?status=up', now: NOW })
    expect(json).toMatchObject({
      exported_at: '2026-11-21T14:00:00.000Z',
      network: 'main',
      address: '/nodes?status=up',
    })
    expect(json.nodes[0]).toMatchObject({
      free_mru: BigInt(96 * GIB),
      capacity_source: 'node',
      live: 'answered',
      live_ms: 413,
    })
  })

  test('the file is named by network and day', () =>
    expect(fileName('main', NOW)).toBe('nodes-main-2026-11-21'))
})
