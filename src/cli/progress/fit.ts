/** Text that takes a known number of columns: names of others may be wide, or long, or try to move the cursor. */
import stringWidth from "string-width"
import { harmless } from "../Output.ts"

export const widthOf = (text: string): number => (isAscii(text) ? text.length : stringWidth(text))

const isAscii = (text: string): boolean => /^[\u0020-\u007e]*$/.test(text)

/**
 * One line, of characters whose width every terminal agrees on: nothing that controls, joins, turns the direction of
 * writing, or chooses between two widths.
 */
export const inOneLine = (text: string): string =>
  isAscii(text)
    ? text
    : harmless(text.replace(/[\t\n\u2028\u2029]/g, " "))
        .replace(/\p{Cf}|\p{Variation_Selector}/gu, "")
        .replace(/\p{Cs}/gu, "\ufffd")

/** Cut to so many columns in its middle: names begin with what they are, and end with which one it is. */
export const cut = (text: string, columns: number, dots: string): string => {
  if (widthOf(text) <= columns) return text
  if (columns <= widthOf(dots)) return dots.slice(0, Math.max(0, columns))
  const room = columns - widthOf(dots)
  const letters = [...segments.segment(text)].map(({ segment }) => segment)
  const tail = taken(letters.toReversed(), Math.floor(room / 2)).toReversed()
  const head = taken(letters, room - widthOf(tail.join("")))
  return `${head.join("")}${dots}${tail.join("")}`
}

const segments = new Intl.Segmenter("en", { granularity: "grapheme" })

const taken = (letters: ReadonlyArray<string>, columns: number): ReadonlyArray<string> => {
  let left = columns
  const end = letters.findIndex((letter) => {
    left -= widthOf(letter)
    return left < 0
  })
  return end === -1 ? letters : letters.slice(0, end)
}

export const padEnd = (text: string, columns: number): string => text + " ".repeat(Math.max(0, columns - widthOf(text)))
