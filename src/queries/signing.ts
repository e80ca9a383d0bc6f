import { fromHex } from '#lib/bytes.ts'
import { BaseError } from '#lib/error.ts'
import { asTwin, type TwinId } from '#lib/ids.ts'
import { fromSs58 } from '#lib/ss58.ts'
import type { Patience } from '#wallet/limit.ts'
import type { HashSignature } from './accountkey.ts'
import { chain } from './chain.ts'
import { grid } from './grid.ts'
import { type Session, session } from './session.ts'
import type { SessionState } from './sessionstate.ts'
import type { By } from './signers.ts'
import { walletLink } from './wallet.ts'
import type { WalletLink } from './walletlink.ts'

/**
 * Why nothing was signed; nothing is paid before something is.
 * - `bad-hash` no hash of a deployment · `style` one that the signer at hand, or nobody, can sign in
 * - `gone` neither the wallet nor an unlocked key has the account · `bad-signature` what came back does not hold
 * - `no-twin` a twin whose account is to be read does not exist
 */
export type SigningErrorCode = 'bad-hash' | 'style' | 'gone' | 'bad-signature' | 'no-twin'

export class SigningError extends BaseError<SigningErrorCode> {
  override readonly name = 'SigningError'
}

/** Who signs a deployment. */
export interface SignAs {
  /** SS58, format 42. */
  address: string
  /** The deployment's `signature_style`. */
  style: string
  /** Without it the wallet, where it has the account and can sign in this style; else the unlocked key. */
  by?: By | undefined
  patience?: Patience | undefined
}

interface Home {
  wallet: Pick<WalletLink, 'state' | 'signHash'>
  session: () => { state: () => Pick<SessionState, 'key'> } & Pick<Session, 'signHash'>
}

const GONE: Readonly<Record<By | 'either', string>> = {
  wallet:
    'The wallet does not show this account, so nothing was signed. Connect the wallet, or let this site see the account there.',
  key: 'The key of this account is locked, so nothing was signed. Unlock it, then sign again.',
  either:
    'Neither a wallet nor an unlocked key has this account here, so nothing was signed. Connect its wallet, or unlock its key.',
}

/** Makes `signDeployment` over a wallet and the keys of the Worker. */
export function createSignDeployment({ wallet, session }: Home) {
  function choose({ address, style, by }: SignAs): By {
    const isInWallet = wallet.state().status.accounts.some((one) => one.address === address)
    const isHeld = session().state().key?.address === address
    if (by === 'wallet' ? !isInWallet : by === 'key' ? !isHeld : !isInWallet && !isHeld) {
      throw new SigningError('gone', GONE[by ?? 'either'], { details: address })
    }
    if (by) return by
    return isInWallet && (style === 'polka-wallet' || !isHeld) ? 'wallet' : 'key'
  }

  return async (hash: string, as: SignAs): Promise<HashSignature> => {
    const { address, style, patience } = as
    if (!/^[0-9a-f]{32}$/.test(hash)) {
      throw new SigningError(
        'bad-hash',
        'A deployment’s hash has 32 hex digits in lower case. Nothing was signed.',
      )
    }
    if (style !== '' && style !== 'polka-wallet') {
      throw new SigningError(
        'style',
        'Nobody here signs in the style that this deployment asks for.',
      )
    }
    if (choose(as) === 'key')
      return verified(hash, style, address, await session().signHash(hash, style, address))
    if (style === 'polka-wallet') {
      return verified(hash, style, address, await wallet.signHash(address, hash, patience))
    }
    throw new SigningError(
      'style',
      'A wallet cannot sign this deployment: it is to be signed as bytes, and wallets sign text only. Make it one that wallets sign, or unlock the key of the account.',
    )
  }
}

/** Whoever signed, nothing leaves that a node would refuse. */
async function verified(
  hash: string,
  style: string,
  address: string,
  { signature, signature_type }: HashSignature,
): Promise<HashSignature> {
  const { signedMessage, verifySignature } = await import('#gridtypes/signature.ts')
  const key = fromSs58(address)
  if (
    key &&
    fromHex(signature)?.length === 64 &&
    verifySignature({ signature, signature_type }, signedMessage(hash, style), key)
  ) {
    return { signature, signature_type }
  }
  throw new SigningError(
    'bad-signature',
    'The signature is not of this deployment by this account, so it was thrown away. Sign again.',
  )
}

/**
 * Signs a deployment's hash, 32 lower-case hex digits, with the wallet or with the key that is unlocked, and
 * verifies it. Nothing is paid and nothing is sent by it. Rejects with SigningError, and with what the signer
 * itself says: WalletError (`cancelled`, `popup-dead` …), SessionError, VaultError.
 */
export const signDeployment = createSignDeployment({ wallet: walletLink, session })

interface KeyHome {
  /** The chain's, where it is connected already; undefined where it is not. */
  onChain: (twin: TwinId, signal?: AbortSignal) => Promise<string | null> | undefined
  /** As the grid proxy copied it. */
  copied: (twin: TwinId, signal?: AbortSignal) => Promise<string | null>
}

/** Makes `accountKeyOf`. */
export function createAccountKeyOf({ onChain, copied }: KeyHome) {
  return async (twin: number, signal?: AbortSignal): Promise<Uint8Array> => {
    const id = asTwin(twin)
    const address = id && (await (onChain(id, signal) ?? copied(id, signal)))
    const key = address ? fromSs58(address) : undefined
    if (key) return key
    throw new SigningError('no-twin', `There is no twin ${twin} on this network.`)
  }
}

/**
 * The 32-byte account key of a twin, which is what its signatures are verified with: of the chain where it is
 * connected already, else of the grid proxy, so that who opens a draft does not load the chain. Rejects with
 * SigningError `no-twin`, ChainError, ProxyError.
 */
export const accountKeyOf = createAccountKeyOf({
  onChain: (twin, signal) =>
    chain.state().status.state === 'connected' ? ofChain(twin, signal) : undefined,
  async copied(twin, signal) {
    const { items } = await grid.proxy().twins({ twin_id: twin }, { ...(signal && { signal }) })
    // a service that ignored the filter must not hand out somebody else's key
    return items.find(({ twinId }) => twinId === twin)?.accountId ?? null
  },
})

async function ofChain(id: TwinId, signal?: AbortSignal): Promise<string | null> {
  const [api, { twin }] = await Promise.all([chain.api(signal), import('#chain/reads.ts')])
  return (await twin(api, id))?.accountId ?? null
}
