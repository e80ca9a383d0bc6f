import { boards } from './boards.ts'
import { random } from './random.ts'
import type { Db, NodeRow } from './schema.ts'

type Properties = Record<string, { value: string; items?: string[] }>

const GIB = 2 ** 30

/** The board of a node. */
export const boardOf = (node: NodeRow) => boards[node.board] ?? boards[0]! // the list is not empty

/** What `zos.system.dmi` answers (facts: node-api.md section 1.1). */
export function dmi(db: Db, node: NodeRow) {
  const board = boardOf(node)
  const r = random(db.seed, 'dmi', node.nodeId)
  let handle = 0
  const section = (typestr: string, typenum: number, title: string, properties: Properties) => ({
    handleline: `Handle 0x${(handle++).toString(16).padStart(4, '0').toUpperCase()}, DMI type ${typenum}, ${r.int(16, 64)} bytes`,
    typestr,
    typenum,
    subsections: [{ title, properties }],
  })
  const value = (text: string) => ({ value: text })
  const perSlot = Math.max(4, Math.round(node.total.mru / GIB / board.memory.slots / 4) * 4)
  return {
    tooling: { aggregator: 'dmidecode 3.3', decoder: '0-core Go dmi decoder v0.2.0' },
    sections: [
      section('BIOS', 0, 'BIOS Information', {
        Vendor: value(board.bios.vendor),
        Version: value(board.bios.version),
        'Release Date': value(board.bios.date),
        'ROM Size': value('32 MB'),
        Characteristics: {
          value: '',
          items: [
            'PCI is supported',
            'BIOS is upgradeable',
            'ACPI is supported',
            'UEFI is supported',
          ],
        },
      }),
      section('System', 1, 'System Information', {
        Manufacturer: value(board.maker),
        'Product Name': value(board.model),
        'Serial Number': value(node.serial),
        UUID: value(r.uuid()),
        'Wake-up Type': value('Power Switch'),
      }),
      section('Baseboard', 2, 'Base Board Information', {
        Manufacturer: value(board.maker),
        'Product Name': value(board.baseboard),
        'Serial Number': value(`.${node.serial}.CN${r.hex(10).toUpperCase()}.`),
        Features: { value: '', items: ['Board is a hosting board', 'Board is replaceable'] },
      }),
      section('Chassis', 3, 'Chassis Information', {
        Manufacturer: value(board.maker),
        Type: value('Rack Mount Chassis'),
        'Serial Number': value(node.serial),
        'Thermal State': value('Safe'),
      }),
      ...Array.from({ length: board.cpu.sockets }, (_, i) =>
        section('Processor', 4, 'Processor Information', {
          'Socket Designation': value(`CPU${i + 1}`),
          Manufacturer: value(board.cpu.maker),
          Version: value(board.cpu.version),
          'Core Count': value(String(board.cpu.cores)),
          'Thread Count': value(String(board.cpu.threads)),
          'Max Speed': value('4000 MHz'),
          Flags: {
            value: '',
            items: ['FPU (Floating-point unit on-chip)', 'VMX (Virtual machine extensions)', 'AES'],
          },
        }),
      ),
      section('PhysicalMemoryArray', 16, 'Physical Memory Array', {
        Location: value('System Board Or Motherboard'),
        'Error Correction Type': value('Multi-bit ECC'),
        'Number Of Devices': value(String(board.memory.slots)),
      }),
      ...Array.from({ length: board.memory.slots }, (_, i) =>
        section('MemoryDevice', 17, 'Memory Device', {
          Size: value(`${perSlot} GB`),
          Locator: value(`A${i + 1}`),
          Type: value('DDR4'),
          Speed: value(board.memory.speed),
          Manufacturer: value(board.memory.maker),
          'Serial Number': value(r.hex(8).toUpperCase()),
          'Part Number': value(board.memory.part),
        }),
      ),
      section('TempratureProbe', 28, 'Temperature Probe', {
        Description: value('CPU1 Temp'),
        Status: value('OK'),
      }),
      section('PowerSupply', 39, 'System Power Supply', {
        Location: value('PSU.Slot.1'),
        'Max Power Capacity': value('750 W'),
        Status: value('Present, OK'),
      }),
    ],
  }
}
