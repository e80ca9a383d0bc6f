import type { Bytes } from '#lib/bytes.ts'

export type Curve = 'ed25519' | 'sr25519'

/** What must be known of a twin to speak with it: read from the grid proxy or the chain. */
export interface Twin {
  twin: number
  /** 32-byte account key: what the twin's signatures are checked against. */
  account: Bytes
  /** Compressed secp256k1 point as the chain has it, 33 bytes when it is sound; absent when none is published. */
  pk?: Bytes | undefined
  /** Relay hosts of the twin, joined by `_`; absent or empty when none is set. */
  relay?: string
}

/** Finds a twin; undefined when no such twin exists. Rejects when the source cannot be asked. */
export type TwinDirectory = (
  twin: number,
  options?: { signal?: AbortSignal },
) => Promise<Twin | undefined>

/**
 * A twin's key at work. The key itself stays behind these functions: in the page they are messages to
 * a Worker, in Node plain calls.
 */
export interface Identity {
  readonly twin: number
  readonly curve: Curve
  readonly account: Bytes
  /**
   * The public half of the secp256k1 secret that answers are deciphered with, to compare with the chain's:
   * derived from the same secret (facts: rmb.md section 4), or one of its own. Undefined where there is none
   * (an sr25519 keystore: section 7.5 F): then nothing can be enciphered or deciphered.
   */
  readonly pk: Bytes | undefined
  /** A token for one connection attempt (rmb.md section 1.2); times in Unix seconds. */
  token(claims: { sid: string; iat: number; exp: number }): Promise<string>
  /** Enciphers (when `peerPk` is given), signs and encodes one request: the frame to send. */
  seal(draft: Draft, peerPk: Bytes | undefined): Promise<Bytes>
  /** Checks the signature of a received frame against `peer` and deciphers its payload. Never rejects for what the frame holds. */
  open(frame: Bytes, peer: Twin): Promise<Opened>
}

/** A request before it is sealed. */
export interface Draft {
  uid: string
  command: string
  /** Unix seconds of sending. */
  timestamp: number
  /** Seconds the message may live. */
  expiration: number
  source: { twin: number; connection: string }
  destination: { twin: number }
  /** UTF-8 JSON, or empty: then `plain` is sent present and empty. */
  payload: Bytes
  tags?: string
  relays: readonly string[]
}

export type Opened =
  | { ok: true; payload: Bytes; enciphered: boolean; verifyMs: number; decipherMs: number }
  | { ok: false; why: 'signature' | 'decipher' | 'payload' }
