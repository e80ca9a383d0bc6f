import type { Decoder } from './decode.ts'
import { GridTypesError } from './error.ts'

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|([+-])(\d\d):(\d\d))$/

/** Unix seconds of an RFC 3339 text, fractions dropped; undefined when it is none. */
function seconds(text: string): bigint | undefined {
  const found = RFC3339.exec(text)
  if (!found) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map(Number)
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  const [zoneHour, zoneMinute] = [Number(found[8] ?? 0), Number(found[9] ?? 0)]
  if (!exists || hour > 23 || minute > 59 || second > 59 || zoneMinute > 59) return undefined
  const zone = (zoneHour * 60 + zoneMinute) * 60 * (found[7] === '-' ? -1 : 1)
  return BigInt(date.getTime() / 1000 + (hour * 60 + minute) * 60 + second - zone)
}

/** Unix seconds, written as an integer or as RFC 3339; null is 0 (facts: node-api.md section 2.1). */
export const timestamp: Decoder<bigint> = (tree, prior = 0n) => {
  if (tree === undefined) return prior
  if (tree.kind === 'null') return 0n
  if (tree.kind === 'number' && /^-?\d{1,19}$/.test(tree.source)) {
    const value = BigInt(tree.source)
    if (BigInt.asIntN(64, value) === value) return value
  }
  const read = tree.kind === 'string' ? seconds(tree.value) : undefined
  if (read !== undefined) return read
  const message = 'unknown timestamp format, expecting a timestamp or an ISO-8601 date'
  throw new GridTypesError('shape', message)
}
