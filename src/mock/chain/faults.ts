/** How the chain misbehaves. Plain switches: set them while it runs. */
export interface Faults {
  /** `stuck`: blocks come, none is final. */
  finality: 'on' | 'stuck'
  /** So many of the next blocks that hold somebody's extrinsic are taken back by the one after them. */
  retract: number
  /** What becomes of an extrinsic whose block was taken back: in the next block again, or never. */
  retracted: 'again' | 'lost'
  /** The next submission ends its socket: before its answer, when it is ready, or when it is in a block. */
  drop: 'never' | 'submitted' | 'ready' | 'in block'
  /** The next submission is refused with 1010. */
  refuse: 'never' | 'stale' | 'payment' | 'future' | 'badProof'
  /** The next extrinsic is thrown out of the pool before it comes into a block. */
  pool: 'keep' | 'dropped' | 'invalid'
  /** `down`: nobody is let in, and who is in is sent away. */
  endpoint: 'up' | 'down'
  /** `retract`, `drop` and `refuse` hold for everything that comes, until they are switched off: each extrinsic is retracted once. */
  lasting: boolean
  /** Live nodes say 1010 in English; the recorded simulator said it in JSON. */
  words: 'live' | 'recorded'
}

/** Nothing is wrong. */
export const noFaults = (): Faults => ({
  finality: 'on',
  retract: 0,
  retracted: 'again',
  drop: 'never',
  refuse: 'never',
  pool: 'keep',
  endpoint: 'up',
  lasting: false,
  words: 'live',
})
