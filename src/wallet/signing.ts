import { fromHex, toHex, utf8 } from '#lib/bytes.ts'
import { worksOn, type KeyType, type WalletAccount } from './accounts.ts'
import { WalletError } from './error.ts'
import type { Extension } from './hooks.ts'
import { patiently, type Patience } from './limit.ts'
import { walletError } from './said.ts'

/** A person reads, thinks and types a password first. */
const SIGN_MS = 120_000

/** What a deployment carries of a wallet, beside the twin: facts: node-api.md section 4. */
export interface HashSignature {
  /** 128 hex digits, no `0x`, no byte of the type before them. */
  signature: string
  signature_type: KeyType
}

/** Whether a signature holds over a message by a 32-byte key: `verifySignature` of gridtypes. */
export type Verify = (
  signature: HashSignature,
  message: Uint8Array,
  publicKey: Uint8Array,
) => boolean | Promise<boolean>

/**
 * Lets an account's extension sign a deployment hash (32 lower-case hex digits) in the style `polka-wallet`,
 * and verifies the result before giving it. Rejects with WalletError.
 *
 * The extension gets the hex of the text's UTF-8 bytes, which no wallet can mistake for the 16 bytes of the
 * hash, and signs them between `<Bytes>` and `</Bytes>` (facts: node-api.md section 4, the wallet's recipe).
 */
export async function signHashWith(
  { signer }: Pick<Extension, 'signer'>,
  { asked, publicKey, type }: WalletAccount,
  hash: string,
  verify: Verify,
  patience?: Patience,
): Promise<HashSignature> {
  if (!/^[0-9a-f]{32}$/.test(hash)) {
    throw new WalletError('bad-request', 'A deployment hash has 32 hex digits in lower case.', {
      details: hash,
    })
  }
  if (!signer.signRaw) {
    throw new WalletError('failed', 'This wallet signs transactions only, no deployments.')
  }
  const data = `0x${toHex(utf8(hash))}`
  const answer = signer.signRaw({ address: asked, type: 'bytes', data })
  const given = await patiently(answer, SIGN_MS, patience).catch(rethrow)
  const bytes = fromHex(given.signature)
  const signed = { signature: bytes ? toHex(bytes) : '', signature_type: type }
  const message = utf8(`<Bytes>${hash}</Bytes>`)
  if (bytes?.length !== 64 || !(await verify(signed, message, publicKey))) {
    throw new WalletError(
      'bad-signature',
      'The wallet’s signature does not belong to this account and this deployment, so it was thrown away. Sign again; if it happens again, use another wallet.',
      { details: given.signature },
    )
  }
  return signed
}

function rethrow(error: unknown): never {
  throw walletError(error)
}

/** What signs extrinsics, in the library's own shape. */
export interface ExtrinsicSigner {
  signPayload: NonNullable<Extension['signer']['signPayload']>
}

/**
 * An account's injected signer for `@polkadot/api`, with a time limit and errors of ours. The payload's
 * address is put as the extension itself writes it.
 */
export function extrinsicSigner(
  { signer }: Pick<Extension, 'signer'>,
  account: WalletAccount,
  patience?: Patience,
): ExtrinsicSigner {
  return {
    async signPayload(payload) {
      if (!worksOn(account, payload.genesisHash)) {
        throw new WalletError(
          'wrong-metadata',
          'The wallet allows this account on another network only. Choose “use on any chain” for it in the wallet, or take another account.',
          { ...(account.genesisHash !== undefined && { details: account.genesisHash }) },
        )
      }
      if (!signer.signPayload) {
        throw new WalletError('failed', 'This wallet signs no transactions.')
      }
      const answer = signer.signPayload({ ...payload, address: account.asked })
      return await patiently(answer, SIGN_MS, patience).catch(rethrow)
    },
  }
}
