import { BaseError } from '#lib/error.ts'
import { ChainError, lost, type ChainErrorCode, type Refusal } from './errors.ts'
import { moduleWords, spaced, tokenWords } from './words.ts'

/*
 * What the chain, the endpoint, the socket and the wallet say when something fails, as our one error. `landed`
 * follows from the code.
 */

/** The part of the library's `DispatchError` that is read here. */
export interface DispatchErrorLike {
  readonly type: string
  readonly isModule: boolean
  readonly asModule: unknown
  readonly isToken: boolean
  readonly asToken: { readonly type: string }
  readonly isArithmetic: boolean
  readonly asArithmetic: { readonly type: string }
}

/** Why an extrinsic that is in a block failed; `find` is the registry's `findMetaError`. */
export function dispatchFailure(
  error: DispatchErrorLike,
  find: (module: unknown) => { section: string; name: string },
): ChainError {
  if (error.isModule) {
    let refusal: Refusal
    try {
      const { section, name } = find(error.asModule)
      refusal = { pallet: section, name }
    } catch (cause) {
      // the metadata at hand does not know the number: the runtime is newer
      return new ChainError(
        'dispatch',
        'The chain refused for a reason this console cannot read.',
        {
          cause,
        },
      )
    }
    const { pallet, name } = refusal
    return new ChainError('module', moduleWords(pallet, name), {
      details: `${pallet}.${name}`,
      refusal,
    })
  }
  if (error.isToken) {
    const kind = error.asToken.type
    return new ChainError('token', tokenWords(kind), { details: `Token.${kind}` })
  }
  if (error.isArithmetic) {
    const kind = error.asArithmetic.type
    const message =
      kind === 'Underflow'
        ? 'The balance does not cover this.'
        : 'An amount is beyond what the chain can count.'
    return new ChainError('arithmetic', message, { details: `Arithmetic.${kind}` })
  }
  if (error.type === 'BadOrigin') {
    return new ChainError('bad-origin', 'This account may not do this.', { details: 'BadOrigin' })
  }
  return new ChainError('dispatch', `The chain refused: ${spaced(error.type)}.`, {
    details: error.type,
  })
}

interface Rule {
  says: RegExp
  code: ChainErrorCode
  message: string
}

/** What the pool of a node answers with 1010, by its own text or by the name of the variant. */
const INVALID: readonly Rule[] = [
  {
    says: /payment|pay some fees/i,
    code: 'payment',
    message: 'The account cannot pay the fee. Fund it with a little TFT, then try again.',
  },
  {
    says: /stale|outdated/i,
    code: 'stale',
    message:
      'Another transaction of this account came first. Nothing was done; try again, and the next number is taken.',
  },
  {
    says: /future/i,
    code: 'future',
    message:
      'An earlier transaction of this account is still missing. Wait until it is in a block, then try again.',
  },
  {
    says: /bad ?proof|bad ?sign|signing address/i,
    code: 'bad-proof',
    message:
      'The signature does not fit this chain. The wallet may hold another network or an old version of this one; update it there and sign again.',
  },
  {
    says: /ancient ?birth ?block/i,
    code: 'expired',
    message: 'The signature is too old. Sign again.',
  },
  {
    says: /exhaust/i,
    code: 'exhausted',
    message: 'The transaction does not fit into a block. Do less at once, or try again later.',
  },
]

const NUMBERS: Readonly<Record<number, Omit<Rule, 'says'>>> = {
  1002: { code: 'undecodable', message: 'The chain’s runtime cannot read the transaction.' },
  1010: { code: 'invalid', message: 'The chain does not take the transaction.' },
  1011: { code: 'undecodable', message: 'The chain’s runtime cannot judge the transaction.' },
  1012: {
    code: 'banned',
    message: 'The endpoint keeps this transaction out for a while. It may still be in a block.',
  },
  1013: {
    code: 'known',
    message: 'The endpoint has this very transaction already. Look for what becomes of it.',
  },
  1014: {
    code: 'priority',
    message:
      'Another transaction of this account is waiting with the same number. Wait until it is in a block, then try again.',
  },
  1016: {
    code: 'pool-full',
    message: 'The endpoint has no room for transactions. Try again later.',
  },
}

/**
 * What the library threw, as our error. `sent` says that an extrinsic was on its way: then a broken
 * connection means that nobody knows, instead of that nothing happened.
 */
export function rpcFailure(error: unknown, sent = false): ChainError {
  if (error instanceof ChainError) return error
  const said = error instanceof Error ? error.message : String(error)
  // the socket's error carries the whole request behind this line; nobody needs to read that
  const details = said.split('\nFailed WS Request')[0] ?? said
  const number = numberOf(error, said)
  const byNumber = number === undefined ? undefined : NUMBERS[number]
  if (byNumber) {
    const rule = number === 1010 ? INVALID.find(({ says }) => says.test(said)) : undefined
    const { code, message } = rule ?? byNumber
    return new ChainError(code, message, { details, cause: error })
  }
  // a socket that is not open yet never took the request
  if (/WebSocket is not connected/i.test(said)) return disconnected(details, error)
  if (/disconnected from|socket closed/i.test(said)) {
    return sent ? lost(details, error) : disconnected(details, error)
  }
  if (/No response received/i.test(said)) {
    return sent
      ? lost(details, error)
      : new ChainError('timeout', 'The chain did not answer in time. Try again.', {
          details,
          cause: error,
        })
  }
  if (number === undefined) {
    return new ChainError('bad-answer', 'The chain’s answer cannot be read.', {
      details,
      cause: error,
    })
  }
  return new ChainError('rpc', 'The chain’s endpoint answered with an error.', {
    details,
    cause: error,
  })
}

/** The code of a JSON-RPC error; the library has it as a field, and as the start of the message. */
function numberOf(error: unknown, said: string): number | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'number') return error.code
  const start = /^(-?\d{3,6}): /.exec(said)?.[1]
  return start === undefined ? undefined : Number(start)
}

const disconnected = (details: string, cause?: unknown) =>
  new ChainError(
    'disconnected',
    'No endpoint of the chain answers. Check the network, or try later.',
    {
      details,
      cause,
    },
  )

/** The states in which a node stops following an extrinsic. */
const ENDED: Readonly<Record<string, Omit<Rule, 'says'>>> = {
  Dropped: {
    code: 'dropped',
    message: 'The endpoint dropped the transaction. It may still be in a block until it expires.',
  },
  Usurped: {
    code: 'usurped',
    message:
      'Another transaction of this account with the same number took its place. This one will never be in a block.',
  },
  Invalid: {
    code: 'retracted',
    message:
      'The endpoint no longer takes the transaction. It may be in a block already; the console looks for it.',
  },
  Retracted: {
    code: 'retracted',
    message: 'The block with the transaction was taken back. It may come again until it expires.',
  },
  FinalityTimeout: {
    code: 'finality-timeout',
    message:
      'The transaction is in a block, but the network did not make it final in time. Look again later.',
  },
}

/** The error of a status after which nothing more is pushed; undefined for those on the way to the end. */
export function statusFailure(status: string): ChainError | undefined {
  const ended = Object.hasOwn(ENDED, status) ? ENDED[status] : undefined
  return ended && new ChainError(ended.code, ended.message, { details: status })
}

/** What a wallet threw instead of a signature: nothing was sent. */
export function walletFailure(error: unknown): ChainError {
  if (error instanceof ChainError) return error
  // what asks the wallet, or holds the key, has told it in words already
  if (error instanceof BaseError) {
    const told = error.details === undefined ? {} : { details: error.details }
    const code = error.code === 'cancelled' ? 'refused' : 'wallet'
    return new ChainError(code, error.message, { ...told, cause: error })
  }
  const details = error instanceof Error ? error.message : String(error)
  if (/^(user )?(cancelled|canceled|rejected)|denied by/i.test(details)) {
    return new ChainError('refused', 'You refused in the wallet. Nothing was sent.', {
      details,
      cause: error,
    })
  }
  return new ChainError('wallet', 'The wallet did not sign. Nothing was sent.', {
    details,
    cause: error,
  })
}
