import { expect, test } from 'vitest'
import { ChainError } from './errors.ts'
import { dispatchFailure, rpcFailure, statusFailure, walletFailure } from './failures.ts'
import { moduleWords, spaced, wordedErrors } from './words.ts'

const none = {
  type: 'Other',
  isModule: false,
  asModule: undefined,
  isToken: false,
  asToken: { type: '' },
  isArithmetic: false,
  asArithmetic: { type: '' },
}
const find = (module: unknown) => {
  if (module !== 7) throw new Error('findMetaError: unknown')
  return { section: 'smartContractModule', name: 'NameExists' }
}

/** As the library throws what a node's pool answers. */
const rpc = (code: number, message: string, data?: unknown) =>
  Object.assign(
    new Error(
      `${code}: ${message}${data === undefined ? '' : `: ${typeof data === 'string' ? data : JSON.stringify(data)}`}`,
    ),
    { code },
  )

test('a module error carries pallet and name, plain words, and that the fee is paid', () => {
  const error = dispatchFailure({ ...none, type: 'Module', isModule: true, asModule: 7 }, find)
  expect(error).toMatchObject({
    code: 'module',
    landed: 'yes',
    refusal: { pallet: 'smartContractModule', name: 'NameExists' },
    message: 'The name is taken. Choose another.',
    details: 'smartContractModule.NameExists',
  })
})

test('a module error that the metadata does not know is told as unreadable, not guessed', () => {
  const error = dispatchFailure({ ...none, type: 'Module', isModule: true, asModule: 8 }, find)
  expect(error).toMatchObject({ code: 'dispatch', landed: 'yes', refusal: undefined })
})

test('an error without words of its own shows its name spaced out', () => {
  expect(moduleWords('dao', 'NotCouncilMember')).toBe(
    'The chain refused: not council member (dao).',
  )
  expect(spaced('FarmHasNotEnoughPublicIPsFree')).toBe('farm has not enough public IPs free')
  expect(moduleWords('toString', 'constructor')).toContain('constructor')
})

test('a payment above the balance reads the same whichever way the chain says it', () => {
  const underflow = {
    ...none,
    type: 'Arithmetic',
    isArithmetic: true,
    asArithmetic: { type: 'Underflow' },
  }
  const token = { ...none, type: 'Token', isToken: true, asToken: { type: 'FundsUnavailable' } }
  expect(dispatchFailure(underflow, find)).toMatchObject({
    code: 'arithmetic',
    message: 'The balance does not cover this.',
  })
  expect(dispatchFailure(token, find)).toMatchObject({
    code: 'token',
    message: 'The balance does not cover this.',
  })
})

test.each([
  ['BadOrigin', 'bad-origin'],
  ['CannotLookup', 'dispatch'],
  ['ConsumerRemaining', 'dispatch'],
] as const)('%s becomes %s', (type, code) => {
  expect(dispatchFailure({ ...none, type }, find)).toMatchObject({ code, landed: 'yes' })
})

test.each([
  [
    rpc(1010, 'Invalid Transaction', 'Inability to pay some fees (e.g. account balance too low)'),
    'payment',
    'no',
  ],
  [rpc(1010, 'Invalid Transaction', { invalid: { payment: null } }), 'payment', 'no'],
  [rpc(1010, 'Invalid Transaction', 'Transaction is outdated'), 'stale', 'no'],
  [rpc(1010, 'Invalid Transaction', { invalid: { stale: null } }), 'stale', 'no'],
  [rpc(1010, 'Invalid Transaction', 'Transaction will be valid in the future'), 'future', 'no'],
  [rpc(1010, 'Invalid Transaction', 'Transaction has a bad signature'), 'bad-proof', 'no'],
  [rpc(1010, 'Invalid Transaction', { invalid: { badProof: null } }), 'bad-proof', 'no'],
  [rpc(1010, 'Invalid Transaction', 'Transaction has an ancient birth block'), 'expired', 'no'],
  [
    rpc(1010, 'Invalid Transaction', 'Transaction would exhaust the block limits'),
    'exhausted',
    'no',
  ],
  [rpc(1010, 'Invalid Transaction', 'Custom error: 7'), 'invalid', 'no'],
  [rpc(1002, 'Verification Error', 'Runtime error: Execution failed'), 'undecodable', 'no'],
  [rpc(1011, 'Unknown Transaction Validity'), 'undecodable', 'no'],
  [rpc(1012, 'Transaction is temporarily banned'), 'banned', 'unknown'],
  [rpc(1013, 'Transaction Already Imported'), 'known', 'unknown'],
  [rpc(1014, 'Priority is too low', '(100 vs 100)'), 'priority', 'no'],
  [rpc(1016, 'Immediately Dropped'), 'pool-full', 'no'],
  [rpc(-32601, 'Method not found'), 'rpc', 'no'],
] as const)('%s becomes %s, landed: %s', (error, code, landed) => {
  expect(rpcFailure(error, true)).toMatchObject({ code, landed, details: error.message })
})

test('the code is found in the message where the field is missing', () => {
  expect(rpcFailure(new Error('1014: Priority is too low: (1 vs 1)')).code).toBe('priority')
})

test('a broken connection means nothing before sending, and anything after', () => {
  const broken = new Error('disconnected from wss://chain.test: 1006:: Abnormal Closure')
  expect(rpcFailure(broken)).toMatchObject({ code: 'disconnected', landed: 'no' })
  expect(rpcFailure(broken, true)).toMatchObject({ code: 'lost', landed: 'unknown' })
  const silent = new Error('No response received from RPC endpoint in 60s')
  expect(rpcFailure(silent)).toMatchObject({ code: 'timeout', landed: 'no' })
  expect(rpcFailure(silent, true)).toMatchObject({ code: 'lost', landed: 'unknown' })
})

test('a socket that is not open took nothing, and its error does not repeat the request', () => {
  const error = new Error(
    'WebSocket is not connected\nFailed WS Request: {"method":"author_submitAndWatchExtrinsic","params":["0x39"]}',
  )
  expect(rpcFailure(error, true)).toMatchObject({
    code: 'disconnected',
    landed: 'no',
    details: 'WebSocket is not connected',
  })
})

test.each([
  ['Dropped', 'dropped', 'unknown'],
  ['Usurped', 'usurped', 'no'],
  ['Invalid', 'retracted', 'unknown'],
  ['FinalityTimeout', 'finality-timeout', 'unknown'],
] as const)('the status %s ends it as %s, landed: %s', (status, code, landed) => {
  expect(statusFailure(status)).toMatchObject({ code, landed })
})

test('states on the way to the end are no failures', () => {
  for (const status of ['Ready', 'Future', 'Broadcast', 'InBlock', 'Finalized']) {
    expect(statusFailure(status)).toBeUndefined()
  }
})

test('a refusal in the wallet is told from a wallet that failed', () => {
  for (const said of ['Cancelled', 'Rejected by user', 'User rejected the request']) {
    expect(walletFailure(new Error(said))).toMatchObject({ code: 'refused', landed: 'no' })
  }
  expect(walletFailure(new Error('Unable to retrieve keypair'))).toMatchObject({ code: 'wallet' })
})

test('one of our own errors passes through whatever reads it', () => {
  const error = new ChainError('refused', 'x')
  expect(rpcFailure(error)).toBe(error)
  expect(walletFailure(error)).toBe(error)
})

test('every sentence ends as one, and blames nobody', () => {
  for (const key of wordedErrors) {
    const [pallet = '', name = ''] = key.split('.')
    expect(moduleWords(pallet, name)).toMatch(/^[A-Z].*[.]$/)
    expect(moduleWords(pallet, name)).not.toMatch(/!|please|oops/i)
  }
})
