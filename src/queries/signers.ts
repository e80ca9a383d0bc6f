import type { ApiPromise } from '@polkadot/api'
import type { ExtrinsicSigner } from '#chain/submit.ts'
import { WalletError } from '#wallet/error.ts'
import type { Patience } from '#wallet/limit.ts'
import { chain } from './chain.ts'
import { type Session, session } from './session.ts'
import type { SessionState } from './sessionstate.ts'
import { walletLink } from './wallet.ts'
import type { WalletLink } from './walletlink.ts'

/** By whom an account signs where both the wallet and the unlocked key have it. */
export type By = 'wallet' | 'key'

interface SignerHome {
  wallet: Pick<WalletLink, 'state' | 'signer'>
  session: () => { state: () => Pick<SessionState, 'key'> } & Pick<Session, 'signExtrinsic'>
  chain: { api: () => Promise<Pick<ApiPromise, 'registry'>> }
}

/** Makes `signerOf` over a wallet, the keys of the Worker, and the chain's runtime. */
export function createSignerOf({ wallet, session, chain }: SignerHome) {
  /** In the shape of an extension's signer (facts: tfchain.md section 11). */
  const keySigner = (address: string): ExtrinsicSigner => ({
    async signPayload(payload) {
      const { registry } = await chain.api()
      const bytes = registry
        .createType('ExtrinsicPayload', payload, { version: payload.version })
        .toU8a({ method: true })
      return { id: 1, signature: await session().signExtrinsic(bytes, address) }
    },
  })

  return async (address: string, by?: By, patience?: Patience): Promise<ExtrinsicSigner> => {
    const isInWallet = wallet.state().status.accounts.some((one) => one.address === address)
    const isHeld = session().state().key?.address === address
    const wanted = by ?? (isHeld && !isInWallet ? 'key' : 'wallet')
    if (wanted === 'wallet') return wallet.signer(address, patience)
    if (isHeld) return keySigner(address)
    throw new WalletError(
      'gone',
      'The key of this account is locked. Unlock it, then sign again.',
      {
        details: address,
      },
    )
  }
}

/**
 * What signs extrinsics of an account (format 42): the injected signer of its wallet, or the key that is
 * unlocked in the Worker. Without `by` it is the wallet where it has the account. Rejects with WalletError
 * `gone` when neither has it; its signPayload with WalletError, SessionError or VaultError.
 */
export const signerOf = createSignerOf({ wallet: walletLink, session, chain })
