import type { Dmi } from '#node/schemas.ts'

/** A leaf or branch as ui/Tree draws it. */
export interface Item {
  key: string
  name: string
  value?: string
  copyable?: boolean
  remark?: string
  children?: readonly Item[]
}

type DmiSection = Dmi['sections'][number]
type Subsection = DmiSection['subsections'][number]

/** What boards write where nobody filled a field in. */
const BLANKS = new Set(
  [
    'not specified',
    'not provided',
    'not present',
    'not available',
    'unknown',
    'none',
    'n/a',
    'no module installed',
    'to be filled by o.e.m.',
    'default string',
    'system serial number',
    '0123456789',
  ].map((text) => text.toLowerCase()),
)
export const isBlank = (value: string): boolean => BLANKS.has(value.trim().toLowerCase())

/** Names of what a person takes to a supplier or a search. */
const COPYABLE = /serial|uuid|part number|asset tag|product name|sku/i

/** All of a property: its value, and its items where it has some. */
const textOf = ({ value, items }: Subsection['properties'][string]): string =>
  [value, ...items].filter((part) => part !== '').join('; ')

function facts(subsection: Subsection, key: string): Item[] {
  return Object.entries(subsection.properties).map(([name, property]) => {
    const value = textOf(property)
    return {
      key: `${key}.${name}`,
      name,
      value,
      copyable: value !== '' && !isBlank(value) && COPYABLE.test(name),
    }
  })
}

/** What tells one of many apart: the slot or socket it sits in. */
const PLACES = ['Locator', 'Socket Designation', 'Designation', 'External Reference Designator']
const placeOf = (section: DmiSection): string | undefined =>
  PLACES.map((name) => fact(section, name)).find((value) => value !== undefined)

function branch(section: DmiSection, key: string, name: string): Item {
  const { subsections, handleline } = section
  const [only] = subsections
  return {
    key,
    name,
    ...(handleline === '' ? {} : { remark: handleline }),
    children:
      only !== undefined && subsections.length === 1
        ? facts(only, key)
        : subsections.map((sub, i) => ({
            key: `${key}.${i}`,
            name: sub.title || `Part ${i + 1}`,
            children: facts(sub, `${key}.${i}`),
          })),
  }
}

/** The title of a section: its subsection's, for `typestr` is one word (`MemoryDevice`). */
const titleOf = ({ typestr, typenum, subsections }: DmiSection): string =>
  typestr || subsections[0]?.title || (typenum === null ? 'Unnamed' : `Type ${typenum}`)

/**
 * The sections as a tree, in the node's order; those of one type, which may come many times (processors,
 * memory), stand together under it (facts: node-api.md 1.1).
 */
export function treeOf({ sections }: Dmi): Item[] {
  const groups = new Map<string, DmiSection[]>()
  for (const section of sections) {
    const title = titleOf(section)
    groups.set(title, [...(groups.get(title) ?? []), section])
  }
  return [...groups].map(([title, group]) => {
    const [only] = group
    if (only !== undefined && group.length === 1) return branch(only, title, title)
    return {
      key: title,
      name: title,
      remark: `${group.length} entries`,
      children: group.map((section, i) =>
        branch(section, `${title}.${i}`, placeOf(section) ?? `${title} ${i + 1}`),
      ),
    }
  })
}

/** A property of a section by its name; undefined when it is not there, empty or a blank. */
function fact(section: DmiSection | undefined, name: string): string | undefined {
  for (const { properties } of section?.subsections ?? []) {
    const value = Object.hasOwn(properties, name) ? textOf(properties[name]!) : '' // hasOwn says so
    if (value !== '' && !isBlank(value)) return value
  }
  return undefined
}

/** `2 × Intel Xeon …`: equal words counted, in order of first appearance. */
export function counted(words: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].map(([word, count]) => (count > 1 ? `${count} × ${word}` : word))
}

/** What most people come for, in one list; parts the node does not tell are left out. */
export interface Glance {
  system: string | undefined
  serial: string | undefined
  board: string | undefined
  bios: string | undefined
  processors: string[]
  memory: string[]
  emptySlots: number
}
export function glanceOf({ sections }: Dmi): Glance {
  // types by number: names vary with the decoder (SMBIOS: 0 BIOS, 1 system, 2 board, 4 CPU, 17 memory)
  const of = (typenum: number) => sections.filter((section) => section.typenum === typenum)
  const joined = (section: DmiSection | undefined, ...names: string[]) =>
    names
      .map((name) => fact(section, name))
      .filter((value) => value !== undefined)
      .join(' ') || undefined
  const slots = of(17)
  const filled = slots.filter((slot) => fact(slot, 'Size') !== undefined)
  return {
    system: joined(of(1)[0], 'Manufacturer', 'Product Name'),
    serial: fact(of(1)[0], 'Serial Number'),
    board: joined(of(2)[0], 'Manufacturer', 'Product Name'),
    bios: joined(of(0)[0], 'Vendor', 'Version', 'Release Date'),
    processors: counted(
      of(4)
        .map((cpu) => fact(cpu, 'Version'))
        .filter((version) => version !== undefined),
    ),
    memory: counted(
      filled.map((slot) => joined(slot, 'Size', 'Type', 'Speed', 'Manufacturer') ?? ''),
    ),
    emptySlots: slots.length - filled.length,
  }
}

/**
 * The tables as the node wrote them: the reader fills in what Go leaves out when it is empty (`items`,
 * `properties`) or what the node did not tell (null).
 */
export const wireOf = ({ sections, ...dmi }: Dmi): unknown => ({
  ...told(dmi),
  sections: sections.map(({ subsections, ...section }) => ({
    ...told(section),
    subsections: subsections.map(({ properties, ...subsection }) => ({
      ...subsection,
      ...(Object.keys(properties).length > 0 && {
        properties: Object.fromEntries(
          Object.entries(properties).map(([name, { items, ...property }]) => [
            name,
            { ...property, ...(items.length > 0 && { items }) },
          ]),
        ),
      }),
    })),
  })),
})

const told = (object: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))
