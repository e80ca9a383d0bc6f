import { asNode, asTwin } from '#lib/ids.ts'
import type { Bytes } from '#lib/bytes.ts'
import { ownerOf, type Owner, type Place } from './draft.ts'
import type { NetPlace } from './network.ts'
import type { Random } from './random.ts'

// What the tests of this folder and of the plan share.

/** The same bytes in every run: a counter, spread over all values. */
export function countingRandom(start = 1): Random {
  let next = start
  return (length) => {
    const bytes: Bytes = new Uint8Array(length)
    for (let i = 0; i < length; i++) bytes[i] = next = (next * 167 + 13) % 251
    return bytes
  }
}

export const placeOf = (node: number, light = false): Place => ({
  node: asNode(node)!, // a u32, as is the twin
  nodeTwin: asTwin(node + 1000)!,
  light,
})

export const netPlace = (node: number, host: string | null = null, light = false): NetPlace => ({
  ...placeOf(node, light),
  host,
  takenPorts: [],
})

/** Twin 143, as in the sample of grid-services.md C.7. */
export const owner: Owner = ownerOf(asTwin(143)!)
