/** How the socket is kept; times in ms unless the name says otherwise. Tests set them, nobody else should. */
export interface Timings {
  /** A ping this often; the ingress in front of public relays cuts idle sockets after 60 s (facts: rmb.md section 1.5). */
  pingEveryMs: number
  /** Without any traffic for this long, and a ping unanswered, the socket is dead. */
  deadAfterMs: number
  /** After waking, a socket from which nothing comes for this long is given up. */
  proveMs: number
  /** An attempt, its token included, that takes longer has failed. */
  handshakeMs: number
  /** Waking replaces an attempt that is under way, but none younger than this. */
  renewMs: number
  /** Pause after the first failed attempt; doubled by each further one, */
  backoffFromMs: number
  /** up to this. The real pause is between half of it and the whole. */
  backoffToMs: number
  /** Life of a token; checked by the relay at the handshake only (facts: rmb.md section 1.2). */
  tokenSeconds: number
}

export const timings: Timings = {
  pingEveryMs: 20_000,
  deadAfterMs: 40_000,
  proveMs: 5_000,
  handshakeMs: 15_000,
  renewMs: 1_000,
  backoffFromMs: 1_000,
  backoffToMs: 30_000,
  tokenSeconds: 600,
}

/** What one client takes on. */
export interface Limits {
  /** Calls under way at once, over all twins; the rest queue. */
  inFlight: number
  /** Calls under way at once to one twin. */
  perTwin: number
  /**
   * Answers to one call that are checked at once. Whoever can write to our session can repeat a pending uid
   * as often as they like, and each check costs the Worker a signature; the rest is dropped unread.
   */
  checksPerCall: number
  /** Bytes of the largest payload that is read. */
  replyBytes: number
  /** Traces kept. */
  traces: number
  /** How often a read is put on the wire again after a lost connection. */
  resends: number
  /** How long a twin's record is believed. */
  twinMs: number
  /** Twins remembered. */
  twins: number
  /**
   * Seconds that our clock and a node's may be apart before its answers count as expired. Nodes give their
   * answers 300 s (facts: rmb.md section 6.1), so a clock here may be 7 minutes ahead and still work.
   */
  skewSeconds: number
}

export const limits: Limits = {
  inFlight: 64,
  // a node page asks up to eight things at once
  perTwin: 8,
  checksPerCall: 4,
  replyBytes: 8 << 20,
  traces: 500,
  resends: 2,
  twinMs: 10 * 60_000,
  twins: 8192,
  skewSeconds: 120,
}
