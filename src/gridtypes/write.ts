import { canonicalCidr, canonicalIp } from '#lib/address.ts'
import { GridTypesError } from './error.ts'
import { hexFault } from './hex.ts'

// The primitives of the challenge (facts: node-api.md section 3): text, integers and booleans are written as
// a template writes them; what follows has one canonical form, whichever way it was written.

/** What Go prints for an address that is not there. */
const NIL = '<nil>'

/** A CIDR in the node's form. Throws GridTypesError `shape` for what is none. */
export function writeCidr(text: string): string {
  if (text === '') return NIL
  const written = canonicalCidr(text)
  if (written === undefined) throw new GridTypesError('shape', `invalid CIDR address: ${text}`)
  return written
}

/** An address in the node's form. Throws GridTypesError `shape` for what is none. */
export function writeIp(text: string): string {
  if (text === '') return NIL
  const written = canonicalIp(text)
  if (written === undefined) throw new GridTypesError('shape', `invalid IP address: ${text}`)
  return written
}

/** Lower-case hex. Throws GridTypesError `shape` for what is none. */
export function writeHex(text: string): string {
  const fault = hexFault(text)
  if (fault !== undefined) throw new GridTypesError('shape', fault)
  return text.toLowerCase()
}

/** A map: `key=value` by the UTF-8 bytes of the keys, which is the order of their code points. */
export function writeMap(map: Readonly<Record<string, string>>): string {
  return Object.entries(map)
    .toSorted(([a], [b]) => byCodePoint(a, b))
    .map(([key, value]) => `${key}=${value}`)
    .join('')
}

function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue
    // the first unit that differs begins a code point in both, or ends one with an equal first half
    return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0)
  }
  return a.length - b.length
}
