import type { Faults } from './faults.ts'

/** Refused with a JSON-RPC error: a code, a message and, mostly, a text that says more. */
export class RpcRefusal extends Error {
  override readonly name = 'RpcRefusal'
  readonly code: number
  readonly data: string | undefined

  constructor(code: number, message: string, data?: string) {
    super(message)
    this.code = code
    this.data = data
  }
}

/** Why a transaction is invalid, with the words of a live node (sp_runtime InvalidTransaction). */
const INVALID = {
  stale: 'Transaction is outdated',
  future: 'Transaction will be valid in the future',
  payment: 'Inability to pay some fees (e.g. account balance too low)',
  badProof: 'Transaction has a bad signature',
  ancientBirthBlock: 'Transaction has an ancient birth block',
} as const

export type Invalid = keyof typeof INVALID

/** 1010, in a live node's words or as it was recorded (facts: tfchain.md section 1). */
export const invalid = (why: Invalid, words: Faults['words']): RpcRefusal =>
  words === 'live'
    ? new RpcRefusal(1010, 'Invalid Transaction', INVALID[why])
    : new RpcRefusal(1010, JSON.stringify({ invalid: { [why]: null } }))

/** 1002: the runtime cannot read the call; its panic is all there is (facts: tfchain.md section 13, limits). */
export const undecodable = (): RpcRefusal =>
  new RpcRefusal(
    1002,
    'Verification Error: Runtime error: Execution failed: Execution aborted due to trap: wasm trap: wasm `unreachable` instruction executed',
    'RuntimeApi("Execution failed: Execution aborted due to trap: wasm trap: wasm `unreachable` instruction executed")',
  )

/** 1013: this very extrinsic waits already. */
export const alreadyImported = (hash: string): RpcRefusal =>
  new RpcRefusal(1013, 'Transaction Already Imported', `["${hash}"]`)

/** 1014: another extrinsic with the same nonce waits, and this one offers no higher tip. */
export const tooLowPriority = (): RpcRefusal =>
  new RpcRefusal(
    1014,
    'Priority is too low: (1 vs 1)',
    'The transaction has too low priority to replace another transaction already in the pool.',
  )

export const unknownMethod = (): RpcRefusal => new RpcRefusal(-32601, 'Method not found')

export const badParams = (what: string): RpcRefusal =>
  new RpcRefusal(-32602, 'Invalid params', what)

export const unknownBlock = (hash: string): RpcRefusal =>
  new RpcRefusal(
    4003,
    'Client error: UnknownBlock',
    `Header was not found in the database: ${hash}`,
  )
