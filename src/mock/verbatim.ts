/** An answer that is JSON text already: what was stored as it was sent goes back digit for digit, key for key. */
export class Verbatim {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
