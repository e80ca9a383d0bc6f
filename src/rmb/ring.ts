/** The last `limit` items, oldest first. */
export class Ring<Item> {
  readonly #items: Item[] = []
  readonly #limit: number
  /** Where the next item goes once the ring is full: the oldest one. */
  #at = 0

  constructor(limit: number) {
    this.#limit = Math.max(1, limit)
  }

  push(item: Item): void {
    if (this.#items.length < this.#limit) {
      this.#items.push(item)
      return
    }
    this.#items[this.#at] = item
    this.#at = (this.#at + 1) % this.#limit
  }

  toArray(): Item[] {
    return [...this.#items.slice(this.#at), ...this.#items.slice(0, this.#at)]
  }
}
