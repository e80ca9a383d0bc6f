import type { Description } from './description.ts'

/** Why a call was not done, in the runtime's words. */
export type Reason =
  | { module: string; error: string }
  | { token: 'FundsUnavailable' | 'BelowMinimum' | 'Frozen' | 'NotExpendable' | 'OnlyProvider' }
  | { arithmetic: 'Underflow' }
  | 'BadOrigin'
  | 'CannotLookup'

/** Thrown by a pallet's rule; everything the call did is taken back. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reason: Reason

  constructor(reason: Reason) {
    super(JSON.stringify(reason))
    this.reason = reason
  }
}

/** Refuses with a pallet's own error. */
export function refuse(module: string, error: string): never {
  throw new Refusal({ module, error })
}

/** Refuses unless something holds. */
export function ensure(holds: boolean, module: string, error: string): asserts holds {
  if (!holds) refuse(module, error)
}

/** The value of a DispatchError. A module's error is its pallet's number and [its own, 0, 0, 0]. */
export function dispatchError(reason: Reason, { pallets }: Description): unknown {
  if (typeof reason === 'string') return reason
  if ('token' in reason) return { Token: reason.token }
  if ('arithmetic' in reason) return { Arithmetic: reason.arithmetic }
  const pallet = pallets.find(({ name }) => name === reason.module)
  const index = pallet?.errors.indexOf(reason.error) ?? -1
  if (!pallet || index < 0) {
    throw new Error(`The demo chain has no error ${reason.module}.${reason.error}.`)
  }
  return { Module: { index: pallet.index, error: Uint8Array.of(index, 0, 0, 0) } }
}
