/**
 * Splits a range into calendar-aligned windows.
 *
 * Invariant (test/request/windows.test.ts): the windows of a range partition it to the second: the first begins where
 * it begins, the last ends where it ends, each begins one second after the one before it ends.
 */
import * as DateTime from "effect/DateTime"
import type { Window } from "../domain.ts"
import type { SplitPeriod } from "../manifest/Manifest.ts"
import { type Day, dayOf, startOfDay, toInstant } from "./dates.ts"

export interface Range {
  readonly start: DateTime.Utc
  readonly end: DateTime.Utc
}

export const windows = (range: Range, by: SplitPeriod, zone: DateTime.TimeZone): ReadonlyArray<Window> => {
  const result: Array<Window> = []
  let first = firstDay(dayOf(range.start, zone), by)
  let start = range.start
  while (DateTime.lessThanOrEqualTo(start, range.end)) {
    const following = addPeriods(first, by, 1)
    const next = startOfDay(following, zone)
    const end = DateTime.min(DateTime.subtract(next, { seconds: 1 }), range.end)
    // A zone that jumps over the date line leaves a whole day out (Samoa, 30 December 2011): no window for it.
    if (DateTime.lessThanOrEqualTo(start, end))
      result.push({ label: labelOf(first, by), start: toInstant(start), end: toInstant(end) })
    first = following
    start = next
  }
  return result
}

/** How many windows there would be, without making them: a range of centuries by day must not fill the memory. */
export const countWindows = (range: Range, by: SplitPeriod, zone: DateTime.TimeZone): number => {
  const first = firstDay(dayOf(range.start, zone), by)
  const last = firstDay(dayOf(range.end, zone), by)
  const days = (last.epochMillis - first.epochMillis) / 86_400_000
  const a = DateTime.toPartsUtc(first)
  const b = DateTime.toPartsUtc(last)
  const months = (b.year - a.year) * 12 + (b.month - a.month)
  return 1 + { day: days, week: days / 7, month: months, quarter: months / 3, year: months / 12 }[by]
}

/** The first day of the period that a day belongs to. Weeks begin on Monday (ISO 8601). */
const firstDay = (day: Day, by: SplitPeriod): Day => {
  if (by !== "quarter") return DateTime.startOf(day, by, { weekStartsOn: 1 })
  const month = DateTime.startOf(day, "month")
  return DateTime.subtract(month, { months: (DateTime.getPartUtc(month, "month") - 1) % 3 })
}

const addPeriods = (day: Day, by: SplitPeriod, n: number): Day => {
  switch (by) {
    case "day":
      return DateTime.add(day, { days: n })
    case "week":
      return DateTime.add(day, { weeks: n })
    case "month":
      return DateTime.add(day, { months: n })
    case "quarter":
      return DateTime.add(day, { months: 3 * n })
    case "year":
      return DateTime.add(day, { years: n })
  }
}

const labelOf = (first: Day, by: SplitPeriod): string => {
  const iso = DateTime.formatIsoDateUtc(first)
  switch (by) {
    case "day":
      return iso
    case "week":
      return isoWeek(first)
    case "month":
      return iso.slice(0, 7)
    case "quarter":
      return `${iso.slice(0, 4)}-Q${Math.ceil(DateTime.getPartUtc(first, "month") / 3)}`
    case "year":
      return iso.slice(0, 4)
  }
}

/** `2024-W05`. A week belongs to the year that its Thursday is in (ISO 8601). */
const isoWeek = (monday: Day): string => {
  const thursday = DateTime.add(monday, { days: 3 })
  const dayOfYear = (thursday.epochMillis - DateTime.startOf(thursday, "year").epochMillis) / 86_400_000
  const year = String(DateTime.getPartUtc(thursday, "year")).padStart(4, "0")
  return `${year}-W${String(1 + Math.floor(dayOfYear / 7)).padStart(2, "0")}`
}
