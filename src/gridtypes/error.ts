import { BaseError } from '#lib/error.ts'

/**
 * `json`: the text is no JSON; `shape`: a value the node's decoder refuses; `type`: no registered workload
 * type; `data`: a workload's data cannot be read as its type says.
 */
export type GridTypesErrorCode = 'json' | 'shape' | 'type' | 'data'

/** What the node would not take as a deployment. The message is the node's where its words are known. */
export class GridTypesError extends BaseError<GridTypesErrorCode> {
  override readonly name = 'GridTypesError'
}
