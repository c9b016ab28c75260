/** Why a text is not a date of the manifest. The schema has already said that it is none. */
import type { Finding } from "./Finding.ts"
import { quote } from "./words.ts"

const RELATIVE = /^(?:today|yesterday|tomorrow|now|(?:start|end)_?of_?[a-z_]*)/i
const SHAPE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/
const NO_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/
const FRACTION = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d+/
const SPACE = /^(\d{4}-\d{2}-\d{2}) +(\d{2}:\d{2}.*)$/

/** `mayMove`: a relative date may stand there. */
export const explainDate = (key: string, text: string, mayMove: boolean): Omit<Finding, "at"> => {
  if (mayMove && RELATIVE.test(text)) {
    const message = `${key} is ${quote(text)}, which is no relative date`
    return { code: "bad-date", message, hint: RELATIVE_HINT }
  }
  return { code: "bad-date", message: `${key} is ${quote(text)}, which is no date`, hint: hintFor(text) }
}

const RELATIVE_HINT =
  "write today, yesterday, start_of_ or end_of_ week, month, quarter or year, and lengths behind it: `start_of_month - 1mo + 3d` (d, w, mo, q, y)"

const hintFor = (text: string): string => {
  if (SHAPE.test(text)) return "the calendar has no such day, or the clock no such time"
  if (NO_OFFSET.test(text))
    return `say in which zone: \`${text}Z\` for UTC, or with an offset such as \`${text}+01:00\``
  if (FRACTION.test(text)) return "whole seconds only"
  const spaced = SPACE.exec(text)
  if (spaced !== null) return `write a \`T\` between date and time: \`${spaced[1]}T${spaced[2]}\``
  return "write 2024-01-31, or 2024-01-31T08:00:00Z"
}
