import type { Bytes } from '#lib/bytes.ts'
import type { CallContext } from '#lib/rpc.ts'
import { localIdentity } from '#rmb/crypto.ts'
import type { Draft, Identity, Twin } from '#rmb/identity.ts'
import { cipherSecret, keyPair, miniSecret, pkOf } from '#rmb/keys.ts'
import type { Curve } from '#vault/crypto.ts'
import { createKeyHolder, type LockReason } from '#vault/holder.ts'
import type { Kdf, SealedKey } from '#vault/record.ts'
import { signedExtrinsic, signedHash, type SignatureStyle } from './accountkey.ts'

/**
 * What the key Worker can be asked: the vault's holder over the message bus's crypto. Nothing it answers
 * carries the secret; frames and public facts are all that goes out.
 */
export type KeyEvents = { locked: LockReason }
export type KeyHandlers = ReturnType<typeof keyHandlers>

const work = (context: CallContext) => ({
  onProgress: (done: number) => context.progress(done),
  signal: context.signal,
})

/** Hands an array's memory over with the answer, alone: never the rest of a larger buffer. */
function moved(bytes: Bytes, { transfer }: CallContext): Bytes {
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
  transfer.push(own.buffer)
  return own
}

/** The Worker's calls over a holder of their own; plain functions, so that Node can call them too. */
export function keyHandlers(onLock: (why: LockReason) => void, options: { kdf?: Kdf } = {}) {
  const holder = createKeyHolder<Identity & { dispose(): void }>(
    { miniSecret, pair: keyPair, identity: localIdentity, cipherSecret, pkOf },
    { ...options, onLock },
  )

  return {
    derive: (input: { secret: string; curve: Curve }) => holder.derive(input.secret, input.curve),
    openKeystore: (input: { file: string; password: string }, context: CallContext) =>
      holder.open(input.file, input.password, work(context)),
    makeKey: (input: { password: string; network: string }, context: CallContext) =>
      holder.make(input.password, input.network, work(context)),
    adopt: (input: { twin: number | null; curve?: Curve }) => holder.adopt(input.twin, input.curve),
    unlock: (input: { record: SealedKey; password: string }, context: CallContext) =>
      holder.unlock(input.record, input.password, work(context)),
    speak: (input: { twin: number; address: string }) => holder.speak(input.twin, input.address),
    sealWithCipher: (
      input: { password: string; network: string; record: SealedKey | undefined },
      context: CallContext,
    ) => holder.sealWithCipher(input, work(context)),
    useCipher: (_nothing: null) => holder.useCipher(),
    signExtrinsic: (input: { address: string; bytes: Bytes }) =>
      signedExtrinsic(holder.pair(input.address), input.bytes),
    signHash: (input: { address: string; hash: string; style: SignatureStyle }) =>
      signedHash(holder.pair(input.address), input.hash, input.style),
    sealKey: (input: { password: string; network: string }, context: CallContext) =>
      holder.seal(input.password, input.network, work(context)),
    token: (input: { ref: number; sid: string; iat: number; exp: number }) => {
      const { ref, ...claims } = input
      return holder.identity(ref).token(claims)
    },
    sealFrame: async (
      input: { ref: number; draft: Draft; peerPk: Bytes | undefined },
      context: CallContext,
    ) => moved(await holder.identity(input.ref).seal(input.draft, input.peerPk), context),
    openFrame: async (input: { ref: number; frame: Bytes; peer: Twin }, context: CallContext) => {
      const opened = await holder.identity(input.ref).open(input.frame, input.peer)
      return opened.ok ? { ...opened, payload: moved(opened.payload, context) } : opened
    },
    setIdle: (ms: number | null) => holder.setIdle(ms),
    touch: (_nothing: null) => holder.touch(),
    discard: (_nothing: null) => holder.discard(),
    lock: (_nothing: null) => holder.lock('asked'),
  }
}
