import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { Dmi } from '#node/schemas.ts'
import { counted, glanceOf, treeOf, wireOf } from './hardware.ts'

const section = (typestr: string, typenum: number | undefined, properties: object | null) => ({
  handleline: `Handle 0x0001, DMI type ${typenum}, 27 bytes`,
  typestr,
  typenum,
  subsections: properties && [{ title: `${typestr} Information`, properties }],
})
const value = (text: string) => ({ value: text })
const dimm = (locator: string, size: string) =>
  section('MemoryDevice', 17, {
    Locator: value(locator),
    Size: value(size),
    Type: value('DDR4'),
    'Serial Number': value(size === 'No Module Installed' ? 'Not Specified' : 'F0A1'),
  })
const dmi = z.parse(Dmi, {
  tooling: { aggregator: 'unknown', decoder: '' },
  sections: [
    section('BIOS', 0, {
      Vendor: value('Dell Inc.'),
      Version: value('2.12.2'),
      Characteristics: { value: '', items: ['PCI is supported', 'BIOS is upgradeable'] },
    }),
    section('System', 1, {
      Manufacturer: value('Dell Inc.'),
      'Product Name': value('PowerEdge R640'),
      'Serial Number': value('5XK2M33'),
      'Asset Tag': value('Not Specified'),
    }),
    section('Processor', 4, {
      Version: value('Xeon Gold 6130'),
      'Socket Designation': value('CPU1'),
    }),
    section('Processor', 4, {
      Version: value('Xeon Gold 6130'),
      'Socket Designation': value('CPU2'),
    }),
    dimm('A1', '32 GB'),
    dimm('A2', '32 GB'),
    dimm('A3', 'No Module Installed'),
    section('TempratureProbe', 28, null),
    section('', undefined, { Odd: value('<img src=x onerror=alert(1)>') }),
  ],
})

test('sections of one type stand together, named by where they sit', () => {
  const tree = treeOf(dmi)
  expect(tree.map(({ name }) => name)).toEqual([
    'BIOS',
    'System',
    'Processor',
    'MemoryDevice',
    'TempratureProbe',
    ' Information',
  ])
  expect(tree[2]?.remark).toBe('2 entries')
  expect(tree[3]?.children?.map(({ name }) => name)).toEqual(['A1', 'A2', 'A3'])
})

test('items are part of a property’s value', () => {
  const [bios] = treeOf(dmi)
  expect(bios?.children?.at(-1)?.value).toBe('PCI is supported; BIOS is upgradeable')
})

test('serials can be copied, blanks cannot', () => {
  const system = treeOf(dmi)[1]?.children ?? []
  const copyable = system.filter((item) => item.copyable).map(({ name }) => name)
  expect(copyable).toEqual(['Product Name', 'Serial Number'])
})

test('a section without anything in it is there, without children', () =>
  expect(treeOf(dmi)[4]?.children).toEqual([]))

test('keys are unique, or a tree would lose branches', () => {
  const keys: string[] = []
  const walk = (items: readonly { key: string; children?: readonly never[] }[]) => {
    for (const item of items) {
      keys.push(item.key)
      walk(item.children ?? [])
    }
  }
  walk(treeOf(dmi) as never)
  expect(new Set(keys).size).toBe(keys.length)
})

test('at a glance: system, serial, processors and memory counted', () => {
  expect(glanceOf(dmi)).toEqual({
    system: 'Dell Inc. PowerEdge R640',
    serial: '5XK2M33',
    board: undefined,
    bios: 'Dell Inc. 2.12.2',
    processors: ['2 × Xeon Gold 6130'],
    memory: ['2 × 32 GB DDR4'],
    emptySlots: 1,
  })
})

test('nothing told is nothing shown', () => {
  const empty = z.parse(Dmi, { sections: null })
  expect(treeOf(empty)).toEqual([])
  expect(glanceOf(empty)).toEqual({
    system: undefined,
    serial: undefined,
    board: undefined,
    bios: undefined,
    processors: [],
    memory: [],
    emptySlots: 0,
  })
})

test('equal words are counted in order', () =>
  expect(counted(['b', 'a', 'b'])).toEqual(['2 × b', 'a']))

test('the raw JSON is what the node wrote, without what the reader fills in', () => {
  const wire = {
    tooling: { aggregator: 'dmidecode 3.3', decoder: '' },
    sections: [
      section('BIOS', 0, {
        Vendor: value('Dell Inc.'),
        Characteristics: { value: '', items: ['PCI is supported'] },
      }),
      { handleline: '', typestr: 'Odd', subsections: [{ title: 'Odd Information' }] },
    ],
  }
  expect(wireOf(z.parse(Dmi, wire))).toEqual(wire)
})
