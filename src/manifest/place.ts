/** Offsets of a text as places that can be shown. */
import type { LineCounter } from "yaml"
import type { Place } from "./Problem.ts"

interface ShownText {
  readonly file: string
  readonly text: string
  readonly lines: LineCounter
  /** Masks secrets, and keeps the length. */
  readonly redact: (text: string) => string
}

/** From `start` to `end` (not included), or to the end of the line where the piece has several. */
export const placeOf = ({ file, text, lines, redact }: ShownText, start: number, end: number): Place => {
  const { line, col } = lines.linePos(Math.min(start, text.length))
  const lineStart = start - (col - 1)
  const source = lineAt(text, lineStart)
  const lineEnd = lineStart + source.length
  return { file, line, column: col, length: Math.max(1, Math.min(end, lineEnd) - start), source: redact(source) }
}

const lineAt = (text: string, start: number): string => {
  const end = text.indexOf("\n", start)
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, "")
}
