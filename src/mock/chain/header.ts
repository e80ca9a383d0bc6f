import { concat, toHex, utf8, type Bytes } from '#lib/bytes.ts'
import { blake256 } from './extrinsic.ts'
import { compact, littleEndian } from './scale.ts'

export interface Header {
  parentHash: Bytes
  number: number
  stateRoot: Bytes
  extrinsicsRoot: Bytes
  /** Encoded digest items. */
  logs: Bytes[]
}

export const hex = (bytes: Uint8Array): string => `0x${toHex(bytes)}`

/** The author's slot, as Aura puts it into every header (read off a recorded block, facts: tfchain.md section 12). */
export const slotLog = (slot: number): Bytes =>
  concat(Uint8Array.of(6), utf8('aura'), compact(8), littleEndian(slot, 8))

const encoded = ({ parentHash, number, stateRoot, extrinsicsRoot, logs }: Header): Bytes =>
  concat(parentHash, compact(number), stateRoot, extrinsicsRoot, compact(logs.length), ...logs)

/** blake2b-256 of the header: a client computes it itself, so it cannot be invented (facts: tfchain.md section 14). */
export const hashOf = (header: Header): Bytes => blake256(encoded(header))

/** The hash of a number that passed without a block, when time was made up for. */
export const pastHash = (number: number): string => hex(blake256(utf8(`past ${number}`)))

/** A header as JSON-RPC gives it. */
export const headerJson = ({ parentHash, number, stateRoot, extrinsicsRoot, logs }: Header) => ({
  parentHash: hex(parentHash),
  number: `0x${number.toString(16).padStart(8, '0')}`,
  stateRoot: hex(stateRoot),
  extrinsicsRoot: hex(extrinsicsRoot),
  digest: { logs: logs.map(hex) },
})
