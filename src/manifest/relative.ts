/**
 * What the manifest writes of time: relative dates, and periods.
 *
 *   today · yesterday · start_of_week|month|quarter|year · end_of_…, each with `± 3d 2w 1mo 1q 1y` behind it
 */
import type { Period } from "../domain.ts"

const RELATIVE = /^(today|yesterday|(start|end)_of_(week|month|quarter|year))((?: *[+-] *\d{1,4}(?:d|w|mo|q|y))*)$/
const STEP = /([+-]) *(\d{1,4})(d|w|mo|q|y)/g

/** A date relative to the day of a run, read. */
export interface Relative {
  readonly anchor:
    | "today"
    | "yesterday"
    | { readonly side: "start" | "end"; readonly of: Exclude<Period["unit"], "day"> }
  /** Added one after another. */
  readonly steps: ReadonlyArray<Period>
  /** As it is written in one way only: what means the same is the same purchase. */
  readonly text: string
}

/** `undefined` for what is no relative date. */
export const parseRelative = (text: string): Relative | undefined => {
  const [, word = "", side, of, chain = ""] = RELATIVE.exec(text) ?? []
  if (word === "") return undefined
  const steps = [...chain.matchAll(STEP)].map(([, sign, count, unit = ""]) => ({
    count: Number(count) * (sign === "-" ? -1 : 1),
    unit: UNITS[unit] ?? "day"
  }))
  const anchor =
    word === "today" || word === "yesterday"
      ? word
      : { side: side as "start" | "end", of: of as Exclude<Period["unit"], "day"> }
  return { anchor, steps, text: text.replaceAll(" ", "") }
}

const UNITS: Readonly<Record<string, Period["unit"]>> = { d: "day", w: "week", mo: "month", q: "quarter", y: "year" }

/** `7d`, `1mo`. The schema has let no other text through. */
export const parsePeriod = (text: string): Period => {
  const [, count, unit = ""] = /^(\d+)(d|w|mo|q|y)$/.exec(text) ?? []
  return { count: Number(count), unit: UNITS[unit] ?? "day" }
}
