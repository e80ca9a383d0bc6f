/** What a node answers instead of a result, in its own words (facts: node-api.md). */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** Thrown by a node that did what was asked and whose answer is lost on the way. */
export class LostAnswer extends Error {
  override readonly name = 'LostAnswer'
}
