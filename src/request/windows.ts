/**
 * Splits a range into calendar-aligned windows.
 *
 * Invariant (test/request/windows.test.ts): the windows of a range partition it to the second: the first begins where
 * it begins, the last ends where it ends, each begins one second after the one before it ends. An end that is relative
 * lies where its window does: a window that it would cut is whole, and closes once the end has come to it.
 */
import * as DateTime from "effect/DateTime"
import type { Period, Window } from "../domain.ts"
import type { SplitPeriod } from "../manifest/Manifest.ts"
import type { Relative } from "../manifest/relative.ts"
import { type Day, dayOf, nextDay, startOfDay, toInstant } from "./dates.ts"
import { addPeriod, firstDayOf, firstDayWhen, later, resolve } from "./relative.ts"

export interface Range {
  readonly start: DateTime.Utc
  readonly end: DateTime.Utc
  /** How its ends are written, where they move with the day of the run. */
  readonly relative?: { readonly start?: Relative; readonly end?: Relative }
}

/** How a range is cut. */
export interface Cut {
  readonly by: SplitPeriod
  readonly zone: DateTime.TimeZone
  /** 0 is Sunday. */
  readonly weekStart: number
  /** How long after its end a window counts as closed. */
  readonly settleAfter?: Period
}

export const windows = (range: Range, cut: Cut): ReadonlyArray<Window> => {
  const { by, zone, weekStart } = cut
  const result: Array<Window> = []
  const { start: begin, end } = whole(range, cut)
  let first = firstDayOf(dayOf(begin, zone), by, weekStart)
  let start = begin
  while (DateTime.lessThanOrEqualTo(start, end)) {
    const following = addPeriod(first, { count: 1, unit: by })
    const next = startOfDay(following, zone)
    const last = DateTime.min(DateTime.subtract(next, { seconds: 1 }), end)
    // A zone that jumps over the date line leaves a whole day out (Samoa, 30 December 2011): no window for it.
    if (DateTime.lessThanOrEqualTo(start, last)) {
      const closes = closing(last, range, cut)
      result.push({
        label: labelOf(first, by, weekStart),
        start: toInstant(start),
        end: toInstant(last),
        closes: toInstant(closes),
        ...(isLeftBehind(last, closes, range, cut) ? { leftBehind: true } : {})
      })
    }
    first = following
    start = next
  }
  return result
}

/** Ends that move would cut another piece off every day: the windows that they are in are whole. */
const whole = ({ start, end, relative }: Range, { by, zone, weekStart }: Cut): Range => {
  const aligned = (at: DateTime.Utc) => firstDayOf(dayOf(at, zone), by, weekStart)
  const after = addPeriod(aligned(end), { count: 1, unit: by })
  return {
    start: relative?.start === undefined ? start : startOfDay(aligned(start), zone),
    end: relative?.end === undefined ? end : DateTime.subtract(startOfDay(after, zone), { seconds: 1 })
  }
}

const closing = (last: DateTime.Utc, { relative }: Range, { zone, weekStart, settleAfter }: Cut): DateTime.Utc => {
  const over = DateTime.add(last, { seconds: 1 })
  const settled = settleAfter === undefined ? over : later(over, settleAfter, zone)
  if (relative?.end === undefined) return settled
  const lastDay = dayOf(last, zone)
  const reached = startOfDay(firstDayWhen(relative.end, lastDay, nextDay(lastDay), weekStart), zone)
  return DateTime.max(settled, reached)
}

/** On the day on which it closes its export begins with a later window. */
const isLeftBehind = (
  last: DateTime.Utc,
  closes: DateTime.Utc,
  { relative }: Range,
  { by, zone, weekStart }: Cut
): boolean => {
  if (relative?.start === undefined) return false
  const begin = resolve(relative.start, dayOf(closes, zone), weekStart)
  return DateTime.greaterThan(startOfDay(firstDayOf(begin, by, weekStart), zone), last)
}

/** When the window that is `n` after this one closes, whether or not the range has such a window. */
export const closesAfter = (window: Window, n: number, cut: Cut): DateTime.Utc => {
  const first = firstDayOf(dayOf(DateTime.unsafeMake(window.start), cut.zone), cut.by, cut.weekStart)
  const over = startOfDay(addPeriod(first, { count: n + 1, unit: cut.by }), cut.zone)
  return cut.settleAfter === undefined ? over : later(over, cut.settleAfter, cut.zone)
}

/** How many windows there would be, without making them: a range of centuries by day must not fill the memory. */
export const countWindows = (range: Range, { by, zone, weekStart }: Cut): number => {
  const first = firstDayOf(dayOf(range.start, zone), by, weekStart)
  const last = firstDayOf(dayOf(range.end, zone), by, weekStart)
  const days = (last.epochMillis - first.epochMillis) / 86_400_000
  const a = DateTime.toPartsUtc(first)
  const b = DateTime.toPartsUtc(last)
  const months = (b.year - a.year) * 12 + (b.month - a.month)
  return 1 + { day: days, week: days / 7, month: months, quarter: months / 3, year: months / 12 }[by]
}

const MONDAY = 1

const labelOf = (first: Day, by: SplitPeriod, weekStart: number): string => {
  const iso = DateTime.formatIsoDateUtc(first)
  switch (by) {
    case "day":
      return iso
    case "week":
      return weekStart === MONDAY ? isoWeek(first) : `${iso}_${DateTime.formatIsoDateUtc(addPeriod(first, SIX_DAYS))}`
    case "month":
      return iso.slice(0, 7)
    case "quarter":
      return `${iso.slice(0, 4)}-Q${Math.ceil(DateTime.getPartUtc(first, "month") / 3)}`
    case "year":
      return iso.slice(0, 4)
  }
}

const SIX_DAYS: Period = { count: 6, unit: "day" }

/** `2024-W05`. A week belongs to the year that its Thursday is in (ISO 8601). */
const isoWeek = (monday: Day): string => {
  const thursday = DateTime.add(monday, { days: 3 })
  const dayOfYear = (thursday.epochMillis - DateTime.startOf(thursday, "year").epochMillis) / 86_400_000
  const year = String(DateTime.getPartUtc(thursday, "year")).padStart(4, "0")
  return `${year}-W${String(1 + Math.floor(dayOfYear / 7)).padStart(2, "0")}`
}
