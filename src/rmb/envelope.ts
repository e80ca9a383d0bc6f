import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import { md5 } from '@noble/hashes/legacy.js'
import { utf8, type Bytes } from '#lib/bytes.ts'
import { EnvelopeSchema, type Envelope } from './envelope_pb.ts'

export type { Address, Envelope } from './envelope_pb.ts'

/** Fields of an envelope; what is left out is absent on the wire. */
export type EnvelopeInit = MessageInitShape<typeof EnvelopeSchema>

/** What every request and answer of the grid says of its payload; nodes stay silent on another one (facts: rmb.md section 0.4). */
export const SCHEMA = 'application/json'

/** An envelope of its fields. */
export const envelope = (init: EnvelopeInit): Envelope => create(EnvelopeSchema, init)

/**
 * Protobuf bytes in ascending order of fields. Presence is kept: an empty `plain` is written as `6a 00`,
 * without which a node says nothing (facts: rmb.md section 2).
 */
export const encode = (message: Envelope): Bytes => toBinary(EnvelopeSchema, message)

/** The envelope of a frame; undefined when it cannot be parsed. Unknown fields are kept, not judged. */
export function decode(frame: Uint8Array): Envelope | undefined {
  try {
    return fromBinary(EnvelopeSchema, frame)
  } catch {
    return undefined // damaged or foreign: every caller drops such a frame
  }
}

/** The same memory with the type that WebCrypto and sockets ask for; copied only if it is shared memory. */
export function ownBytes(bytes: Uint8Array): Bytes {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes)
}

/**
 * What MD5 is fed before the payload, as text: facts: rmb.md section 3, points 1 to 9, in order and with
 * nothing between the parts. Values are taken as received: an absent part and an empty one add nothing.
 */
function head(message: Envelope): string {
  let out = message.uid
  if (message.tags !== undefined) out += message.tags
  out += message.timestamp.toString()
  out += message.expiration.toString()
  for (const address of [message.source, message.destination]) {
    if (address === undefined) continue
    out += address.twin.toString()
    if (address.connection !== undefined) out += address.connection
  }
  if (message.message.case === 'request') out += message.message.value.command
  if (message.message.case === 'error') {
    out += message.message.value.code.toString() + message.message.value.message
  }
  if (message.schema !== undefined) out += message.schema
  if (message.federation !== undefined) out += message.federation
  return out
}

/**
 * The 16 bytes that a signature of an envelope is made over (facts: rmb.md section 3;
 * rmb-rs@15f2092 src/types/mod.rs, `challenge`). `federation` and `relays` are deprecated and still hashed.
 */
export function challenge(message: Envelope): Bytes {
  const hash = md5.create().update(utf8(head(message)))
  // the payload goes in as it is on the wire: cipher stays cipher
  if (message.payload.case !== undefined) hash.update(message.payload.value)
  for (const relay of message.relays) hash.update(utf8(relay))
  return ownBytes(hash.digest())
}
