import type { Decoder } from './decode.ts'

/** What there is to know of a workload type for reading and hashing its data. */
export interface Kind<T> {
  /** The name of the Go type, which is in the node's texts. */
  go: string
  decode: Decoder<T>
  /** The data's part of the deployment's challenge, in the node's field order (facts: node-api.md section 3). */
  challenge: (data: T) => string
}
