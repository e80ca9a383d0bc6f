import { utf8 } from '#lib/bytes.ts'

/**
 * What Go's encoding/hex says about a text that is no hex, undefined when it is; an invalid byte comes
 * before an odd length.
 */
export function hexFault(text: string): string | undefined {
  if (/^(?:[0-9a-f]{2})*$/i.test(text)) return undefined
  const bad = utf8(text).find((byte) => !/[0-9a-f]/i.test(String.fromCharCode(byte)))
  if (bad === undefined) return 'encoding/hex: odd length hex string'
  const code = bad.toString(16).toUpperCase().padStart(4, '0')
  return `encoding/hex: invalid byte: U+${code} '${String.fromCharCode(bad)}'`
}
