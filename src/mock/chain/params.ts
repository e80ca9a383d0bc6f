import { fromHex, type Bytes } from '#lib/bytes.ts'
import { badParams } from './rpcerror.ts'

/** Bytes of a parameter in hex; throws what a node answers to anything else. */
export function bytesOf(param: unknown): Bytes {
  const bytes = typeof param === 'string' && param.startsWith('0x') ? fromHex(param) : undefined
  if (!bytes) throw badParams('0x-prefixed hex expected')
  return bytes
}

/** A text that must be there. */
export function textOf(param: unknown): string {
  if (typeof param !== 'string') throw badParams('a text expected')
  return param
}

/** A block's hash; undefined when none is given, which means the newest. */
export const hashOf = (param: unknown): string | undefined =>
  param === undefined || param === null ? undefined : textOf(param)

/** A list of storage keys in hex. */
export function keysOf(param: unknown): string[] {
  if (!Array.isArray(param)) throw badParams('a list of keys expected')
  return param.map(textOf)
}
