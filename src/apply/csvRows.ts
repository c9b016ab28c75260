/** Counts the data rows of a CSV as it streams by (RFC 4180: a line break inside quotes belongs to the value). */

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

export class CsvRows {
  #records = 0
  #quoted = false
  /** The record that is being read has something in it: an empty line is no record. */
  #begun = false

  update(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte === QUOTE) {
        this.#quoted = !this.#quoted
        this.#begun = true
      } else if (byte === LF && !this.#quoted) {
        if (this.#begun) this.#records++
        this.#begun = false
      } else if (byte !== CR) this.#begun = true
    }
  }

  /** Data rows so far, the header not counted. */
  get rows(): number {
    return Math.max(0, this.#records + (this.#begun ? 1 : 0) - 1)
  }
}
