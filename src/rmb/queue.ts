interface Lane<Item> {
  waiting: Set<Item>
  running: number
}

/**
 * Back-pressure: at most `inFlight` items run at once and `perTwin` of one twin; the rest wait. Twins take
 * turns, so that one with a hundred calls delays nobody; within a twin, first come first served. All
 * operations take constant time.
 */
export class FairQueue<Item extends { readonly twin: number }> {
  readonly #inFlight: number
  readonly #perTwin: number
  readonly #lanes = new Map<number, Lane<Item>>()
  /** Twins that have something waiting and may run one more, in the order of their turns. */
  readonly #turns = new Set<number>()
  #running = 0
  #waiting = 0

  constructor(inFlight: number, perTwin: number) {
    this.#inFlight = inFlight
    this.#perTwin = perTwin
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#waiting
  }

  push(item: Item): void {
    let lane = this.#lanes.get(item.twin)
    if (lane === undefined) this.#lanes.set(item.twin, (lane = { waiting: new Set(), running: 0 }))
    lane.waiting.add(item)
    this.#waiting++
    this.#place(item.twin, lane)
  }

  /** The next item that may run, counted as running from now on; undefined when none may. */
  next(): Item | undefined {
    if (this.#running >= this.#inFlight) return undefined
    for (const twin of this.#turns) {
      this.#turns.delete(twin)
      const lane = this.#lanes.get(twin)
      if (lane === undefined) continue
      for (const item of lane.waiting) {
        lane.waiting.delete(item)
        lane.running++
        this.#waiting--
        this.#running++
        this.#place(twin, lane)
        return item
      }
    }
    return undefined
  }

  /** An item that `next` gave is over. */
  done(item: Item): void {
    const lane = this.#lanes.get(item.twin)
    if (lane === undefined) return
    lane.running--
    this.#running--
    this.#place(item.twin, lane)
  }

  /** Takes a waiting item out; false when it was not waiting. */
  remove(item: Item): boolean {
    const lane = this.#lanes.get(item.twin)
    if (lane?.waiting.delete(item) !== true) return false
    this.#waiting--
    this.#place(item.twin, lane)
    return true
  }

  /** Puts a twin at the end of the turns, out of them, or forgets it, as its lane asks for. */
  #place(twin: number, lane: Lane<Item>): void {
    if (lane.waiting.size > 0 && lane.running < this.#perTwin) this.#turns.add(twin)
    else this.#turns.delete(twin)
    if (lane.waiting.size === 0 && lane.running === 0) this.#lanes.delete(twin)
  }
}
