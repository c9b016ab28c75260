/**
 * Dates as people write them, in the manifest's time zone, as instants of the wire.
 * All calendar arithmetic is done by effect/DateTime: it knows leap days, and days that have 23 or 25 hours.
 */
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import type { Instant } from "../domain.ts"

/** A day of the calendar, without a zone: midnight UTC of that day. Only ever used for arithmetic. */
export type Day = DateTime.Utc

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/

/** `2024-02-29` as a day; `undefined` where the calendar has no such day. */
export const parseDay = (text: string): Day | undefined => {
  const match = DATE.exec(text)
  if (match === null) return undefined
  const day = Option.getOrUndefined(DateTime.make(`${text}T00:00:00Z`))
  // `Date` rolls 30 February over into March: what comes back must be what went in.
  return day !== undefined && DateTime.formatIsoDateUtc(day) === text ? DateTime.toUtc(day) : undefined
}

/** UTC needs no calendars of zones, which take their time to load. */
export const zoneOf = (timezone: string): DateTime.TimeZone =>
  timezone === "UTC" ? DateTime.zoneMakeOffset(0) : DateTime.zoneUnsafeMakeNamed(timezone)

/** The first instant of a day in a zone. Where midnight is skipped, the day begins with the first time that exists. */
export const startOfDay = (day: Day, zone: DateTime.TimeZone): DateTime.Utc => {
  const known = begins.get(zone) ?? new Map<number, DateTime.Utc>()
  begins.set(zone, known)
  const begin = known.get(day.epochMillis) ?? findStartOfDay(day, zone)
  known.set(day.epochMillis, begin)
  return begin
}

/** Once for each: calendars of zones are slow, and windows, their ends and renewals ask for the same days. */
const begins = new WeakMap<DateTime.TimeZone, Map<number, DateTime.Utc>>()

const findStartOfDay = (day: Day, zone: DateTime.TimeZone): DateTime.Utc =>
  DateTime.toUtc(DateTime.unsafeMakeZoned(DateTime.toPartsUtc(day), { timeZone: zone, adjustForTimeZone: true }))

export const nextDay = (day: Day): Day => DateTime.add(day, { days: 1 })

/** The day whose first instant is the last one not after `instant`: days follow each other without gap or overlap. */
export const dayOf = (instant: DateTime.Utc, zone: DateTime.TimeZone): Day => {
  const { year, month, day } = DateTime.toParts(DateTime.setZone(instant, zone))
  const shown = DateTime.unsafeMake({ year, month, day })
  const following = nextDay(shown)
  // A clock set back over midnight shows the old date again (St John's, 2006: from 00:01): the new day has begun by then.
  return DateTime.lessThanOrEqualTo(startOfDay(following, zone), instant) ? following : shown
}

/**
 * A bound of a range. A bare `start` is the first second of its day, a bare `end` the last one (docs/api.md: both ends
 * belong to the range). A date with a time needs an offset. `undefined` for what is no date, and for the years that the
 * wire or the calendars of zones cannot express (before 1000 and after 9999, in UTC).
 */
export const parseBound = (text: string, side: "start" | "end", zone: DateTime.TimeZone): DateTime.Utc | undefined => {
  const at = boundOf(text, side, zone)
  if (at === undefined) return undefined
  const year = DateTime.getPartUtc(at, "year")
  return year >= 1000 && year <= 9999 ? at : undefined
}

const boundOf = (text: string, side: "start" | "end", zone: DateTime.TimeZone): DateTime.Utc | undefined => {
  const day = parseDay(text)
  if (day !== undefined)
    return side === "start" ? startOfDay(day, zone) : DateTime.subtract(startOfDay(nextDay(day), zone), { seconds: 1 })
  const date = text.slice(0, 10)
  if (!DATE_TIME.test(text) || parseDay(date) === undefined) return undefined
  return Option.getOrUndefined(Option.map(DateTime.make(text), DateTime.toUtc))
}

/**
 * Whole seconds, UTC, as the wire has it. `epochMillis` as of `Date`. What lies before or after all years of four digits,
 * as a period of 8000 years can, is the first or last second of them: anything else would not compare as text.
 */
export const instantAt = (epochMillis: number): Instant =>
  `${new Date(Math.min(LAST_MS, Math.max(FIRST_MS, epochMillis))).toISOString().slice(0, 19)}Z` as Instant

const FIRST_MS = Date.parse("0000-01-01T00:00:00Z")
const LAST_MS = Date.parse("9999-12-31T23:59:59Z")

export const toInstant = (at: DateTime.Utc): Instant => instantAt(at.epochMillis)

export const fromInstant = (instant: Instant): DateTime.Utc => DateTime.unsafeMake(instant)
