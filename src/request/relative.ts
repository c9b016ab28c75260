/**
 * What relative dates mean, and periods of the calendar.
 *
 * Lengths are applied one after another, from left to right. `end_of_…` is the day before the next period begins, also
 * once it was moved: `end_of_month - 1mo` is the last day of the month before, however long that is.
 */
import * as DateTime from "effect/DateTime"
import type { Instant, Period } from "../domain.ts"
import type { Relative } from "../manifest/relative.ts"
import { type Day, dayOf, fromInstant, startOfDay, toInstant } from "./dates.ts"

/** The day that a relative date means on the day `today`. */
export const resolve = ({ anchor, steps }: Relative, today: Day, weekStart: number): Day => {
  if (anchor === "today" || anchor === "yesterday") {
    const day = steps.reduce(addPeriod, today)
    return anchor === "today" ? day : previous(day)
  }
  const first = firstDayOf(today, anchor.of, weekStart)
  if (anchor.side === "start") return steps.reduce(addPeriod, first)
  return previous(steps.reduce(addPeriod, addPeriod(first, { count: 1, unit: anchor.of })))
}

const previous = (day: Day): Day => DateTime.subtract(day, { days: 1 })

/** A day of a month that is too short for it is its last one. */
export const addPeriod = (day: Day, period: Period): Day => DateTime.add(day, partsOf(period))

/** As effect/DateTime has it, which knows no quarters. */
const partsOf = ({ count, unit }: Period): Partial<DateTime.DateTime.PartsForMath> =>
  unit === "quarter" ? { months: 3 * count } : { [`${unit}s`]: count }

/** The first day of the calendar's period that a day belongs to. `weekStart`: 0 is Sunday. */
export const firstDayOf = (day: Day, unit: Period["unit"], weekStart: number): Day => {
  if (unit !== "quarter") return DateTime.startOf(day, unit, { weekStartsOn: weekStart as 0 })
  const month = DateTime.startOf(day, "month")
  return DateTime.subtract(month, { months: (DateTime.getPartUtc(month, "month") - 1) % 3 })
}

/**
 * The first day on which a relative date means `target` or a later day. It never moves back as days go by, so it is found
 * by halving.
 */
export const firstDayWhen = (relative: Relative, target: Day, from: Day, weekStart: number): Day => {
  const reaches = (day: Day) => DateTime.greaterThanOrEqualTo(resolve(relative, day, weekStart), target)
  if (reaches(from)) return from
  let low = 0
  let high = 1
  while (!reaches(DateTime.add(from, { days: high }))) {
    low = high
    high *= 2
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (reaches(DateTime.add(from, { days: middle }))) high = middle
    else low = middle
  }
  return DateTime.add(from, { days: high })
}

/** The day of a run in a zone. */
export const todayOf = (asOf: Instant, zone: DateTime.TimeZone): Day => dayOf(fromInstant(asOf), zone)

/** The same, `YYYY-MM-DD`. */
export const dayLabel = (instant: Instant, zone: DateTime.TimeZone): string =>
  DateTime.formatIsoDateUtc(todayOf(instant, zone))

/** So much later by the calendar of a zone: days have 23 or 25 hours where its clocks are changed. */
export const later = (at: DateTime.Utc, period: Period, zone: DateTime.TimeZone): DateTime.Utc =>
  DateTime.toUtc(DateTime.add(DateTime.setZone(at, zone), partsOf(period)))

/** The first instant of the day on which what was bought then is so old. */
export const dueAfter = (bought: Instant, period: Period, zone: DateTime.TimeZone): Instant =>
  toInstant(startOfDay(addPeriod(todayOf(bought, zone), period), zone))
