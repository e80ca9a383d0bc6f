import { toHex, type Bytes } from '#lib/bytes.ts'
import { BoundedMap } from './bounded.ts'
import { decipher, encipher, sharedKey } from './cipher.ts'
import { challenge, decode, encode, envelope, ownBytes, SCHEMA } from './envelope.ts'
import { RmbError } from './error.ts'
import { gate } from './gate.ts'
import type { Curve, Draft, Identity, Opened, Twin } from './identity.ts'
import { keyPair, pkOf, verify } from './keys.ts'
import { makeToken } from './token.ts'

/**
 * Answers opened at once. WebCrypto takes its jobs in the order they come: were all of hundreds begun
 * together, every one of them would be verified before the first is deciphered, and all would end last.
 * With a few at a time the first is done while the others wait, and the next call goes out meanwhile:
 * a third more calls per second (`npm run bench`).
 */
const OPENED_AT_ONCE = 4

/**
 * A twin's key in this realm: in the Worker of the console, in Node, in the demo grid. `secret` is a mini
 * secret, or the 64 bytes of an sr25519 keystore; of these no key to decipher with can be made, so `cipher`
 * may be one of its own, 32 bytes. Both are copied and live in this closure alone; `dispose` overwrites the
 * copies, after which everything rejects with RmbError('locked').
 */
export async function localIdentity(options: {
  twin: number
  secret: Bytes
  cipher?: Bytes | undefined
  curve: Curve
}): Promise<Identity & { dispose(): void }> {
  const { twin, curve } = options
  // copied before anything is awaited: the caller may wipe its own at once
  const secret = options.secret.slice()
  const cipher = options.cipher?.slice() ?? (secret.length === 32 ? secret.slice() : undefined)
  const pair = await keyPair(secret, curve).finally(() => secret.fill(0))
  let disposed = false
  const sharedKeys = new BoundedMap<string, Promise<CryptoKey>>(8192)
  const inTurn = gate(OPENED_AT_ONCE)

  const assertUnlocked = () => {
    if (disposed) throw new RmbError('locked', 'The key is locked. Unlock it and try again.')
  }

  async function keyWith(peerPk: Bytes): Promise<CryptoKey> {
    if (cipher === undefined) {
      throw new RmbError(
        'undecipherable',
        'This key has no secret to encipher or decipher with, so nothing was sent.',
      )
    }
    const id = toHex(peerPk)
    let key = sharedKeys.get(id)
    if (key === undefined) {
      key = sharedKey(cipher, peerPk)
      sharedKeys.set(id, key)
      key.catch(() => sharedKeys.delete(id))
    }
    return key
  }

  async function seal(draft: Draft, peerPk: Bytes | undefined): Promise<Bytes> {
    assertUnlocked()
    // an empty body goes out plain and present, as the reference client sends it (facts: rmb.md section 4)
    const payload =
      peerPk === undefined
        ? { case: 'plain' as const, value: draft.payload }
        : await enciphered(peerPk, draft.payload)
    const message = envelope({
      uid: draft.uid,
      ...(draft.tags !== undefined && { tags: draft.tags }),
      timestamp: BigInt(draft.timestamp),
      expiration: BigInt(draft.expiration),
      source: draft.source,
      destination: draft.destination,
      message: { case: 'request', value: { command: draft.command } },
      schema: SCHEMA,
      payload,
      relays: [...draft.relays],
    })
    assertUnlocked()
    message.signature = await pair.sign(challenge(message))
    return encode(message)
  }

  async function enciphered(peerPk: Bytes, payload: Bytes) {
    // the key is made even for an empty body: a peer whose key is unusable gets nothing at all
    const key = await keyWith(peerPk)
    return payload.length === 0
      ? { case: 'plain' as const, value: payload }
      : { case: 'cipher' as const, value: await encipher(key, payload) }
  }

  async function open(frame: Bytes, peer: Twin): Promise<Opened> {
    assertUnlocked()
    const started = performance.now()
    const message = decode(frame)
    const signature = message?.signature
    if (
      message === undefined ||
      signature === undefined ||
      !(await verify(peer.account, challenge(message), signature))
    ) {
      return { ok: false, why: 'signature' }
    }
    const verified = performance.now()
    const verifyMs = verified - started
    if (message.payload.case === undefined) return { ok: false, why: 'payload' }
    if (message.payload.case === 'plain') {
      const payload = ownBytes(message.payload.value)
      return { ok: true, payload, enciphered: false, verifyMs, decipherMs: 0 }
    }
    const payload = await plainOf(message.payload.value, peer.pk)
    if (payload === undefined) return { ok: false, why: 'decipher' }
    return {
      ok: true,
      payload,
      enciphered: true,
      verifyMs,
      decipherMs: performance.now() - verified,
    }
  }

  async function plainOf(cipher: Uint8Array, peerPk: Bytes | undefined) {
    if (peerPk === undefined) return undefined
    try {
      return await decipher(await keyWith(peerPk), cipher)
    } catch {
      assertUnlocked()
      return undefined // no secret of one's own, or the peer's published key is no point: nothing can be opened
    }
  }

  return {
    twin,
    curve,
    account: pair.account,
    pk: cipher && pkOf(cipher),
    token: async ({ sid, iat, exp }) => {
      assertUnlocked()
      return makeToken(pair, { sub: twin, iat, exp, sid })
    },
    seal,
    open: (frame, peer) => inTurn(() => open(frame, peer)),
    dispose() {
      disposed = true
      cipher?.fill(0)
      pair.dispose()
      sharedKeys.clear()
    },
  }
}
