/**
 * Counts the data rows of a CSV as it streams by (RFC 4180: a line break inside quotes belongs to the value).
 *
 * A quote opens a value only where one begins, so that a stray one in the middle (`5" pipe`) hides no line break.
 */

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

/** Where the reading stands: at the beginning of a record or of a value, within one, or just after its closing quote. */
const RECORD = 0
const VALUE = 1
const WITHIN = 2
const QUOTED = 3
const CLOSED = 4

/** Comma, semicolon, tab: which of them separates is not documented. */
const isSeparator = (byte: number | undefined): boolean => byte === 0x2c || byte === 0x3b || byte === 0x09

/** The chunk as words of four bytes, from its first byte on that may begin one. */
const wordsOf = (chunk: Uint8Array, head: number): Int32Array =>
  chunk.length - head < 4 ? NO_WORDS : new Int32Array(chunk.buffer, chunk.byteOffset + head, (chunk.length - head) >> 2)

const NO_WORDS = new Int32Array(0)

/** A byte of a word is 0 where this leaves a bit (Hacker's Delight, 6-1). */
const LOWEST = 0x01010101
const HIGHEST = 0x80808080
const LFS = 0x0a0a0a0a
const QUOTES = 0x22222222

/** The next word with a line break or a quote in it: there are few. */
const nextMark = (words: Int32Array, from: number): number => {
  for (let i = from; i < words.length; i++) {
    const word = words[i] ?? 0
    const lfs = word ^ LFS
    const quotes = word ^ QUOTES
    if (((((lfs - LOWEST) & ~lfs) | ((quotes - LOWEST) & ~quotes)) & HIGHEST) !== 0) return i
  }
  return words.length
}

export class CsvRows {
  #records = 0
  #at = RECORD

  update(chunk: Uint8Array): void {
    // Every byte of every file comes through here: locals are several times faster than fields.
    let at = this.#at
    let records = this.#records
    const head = Math.min(chunk.length, -chunk.byteOffset & 3)
    const words = wordsOf(chunk, head)
    for (let from = 0, to = head, word = 0; ; word++) {
      for (let i = from; i < to; i++) {
        const byte = chunk[i]
        if (at === QUOTED) {
          if (byte === QUOTE) at = CLOSED
        } else if (byte === LF) {
          // An empty line is no record.
          if (at !== RECORD) records++
          at = RECORD
        } else if (byte === QUOTE) at = at === WITHIN ? WITHIN : QUOTED
        else if (byte !== CR) at = isSeparator(byte) ? VALUE : WITHIN
      }
      if (to === chunk.length) break
      word = nextMark(words, word)
      from = head + 4 * word
      if (at !== QUOTED) {
        // Of the bytes that were passed over, the last one tells.
        let last = from - 1
        while (last >= to && chunk[last] === CR) last--
        if (last >= to) at = isSeparator(chunk[last]) ? VALUE : WITHIN
      }
      to = word < words.length ? from + 4 : chunk.length
    }
    this.#at = at
    this.#records = records
  }

  /** Data rows so far, the header not counted. */
  get rows(): number {
    return Math.max(0, this.#records + (this.#at === RECORD ? 0 : 1) - 1)
  }
}
