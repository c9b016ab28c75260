/**
 * The time that an export is about: its range, the windows that it is cut into, and when each is bought again.
 */
import * as DateTime from "effect/DateTime"
import type { Instant, Renewal, Window } from "../domain.ts"
import type { ExportDeclaration } from "../manifest/Manifest.ts"
import { parseRelative, type Relative } from "../manifest/relative.ts"
import { isOwn, type Report, type Variant } from "./cells.ts"
import { type Day, parseBound, toInstant, zoneOf } from "./dates.ts"
import { resolve, todayOf } from "./relative.ts"
import { type Cut, closesAfter, countWindows, type Range, windows } from "./windows.ts"

/** What dates of a manifest mean. Thousands of exports share a few, and calendars of zones are slow: each is asked once. */
export interface Calendar {
  readonly zone: DateTime.TimeZone
  readonly bound: (text: string, side: "start" | "end", weekStart: number) => Bound | undefined
  /** `toInstant`. */
  readonly instant: (at: DateTime.Utc) => Instant
  /** The windows of a range. */
  readonly windows: (range: Range, cut: Cut) => ReadonlyArray<Window>
}

interface Bound {
  readonly at: DateTime.Utc
  /** Where it moves with the day of the run. */
  readonly relative?: Relative
}

/** @param asOf what relative dates are relative to */
export const calendarOf = (timezone: string, asOf: Instant): Calendar => {
  const zone = zoneOf(timezone)
  const bounds = new Map<string, Bound | undefined>()
  let today: Day | undefined
  const instants = new Map<number, Instant>()
  const cuts = new Map<string, ReadonlyArray<Window>>()
  return {
    zone,
    instant: (at) => {
      const known = instants.get(at.epochMillis) ?? toInstant(at)
      instants.set(at.epochMillis, known)
      return known
    },
    windows: (range, cut) => {
      const { start, end, relative } = range
      const { by, weekStart, settleAfter } = cut
      const moves = [relative?.start?.text, relative?.end?.text]
      const key = JSON.stringify([start.epochMillis, end.epochMillis, moves, by, weekStart, settleAfter])
      const known = cuts.get(key) ?? windows(range, cut)
      cuts.set(key, known)
      return known
    },
    bound: (text, side, weekStart) => {
      const key = `${side} ${weekStart} ${text}`
      if (bounds.has(key)) return bounds.get(key)
      const relative = parseRelative(text)
      today ??= relative && todayOf(asOf, zone)
      const day = relative && today && DateTime.formatIsoDateUtc(resolve(relative, today, weekStart))
      const at = parseBound(day ?? text, side, zone)
      const bound = at === undefined ? undefined : { at, ...(relative === undefined ? {} : { relative }) }
      bounds.set(key, bound)
      return bound
    }
  }
}

const MONDAY = 1

/** The time that each cell of a variant is about. */
export interface Times {
  readonly range: Range
  /** How it is cut into windows, where it is. */
  readonly cut?: Cut
  readonly count: number
}

/** `undefined`, where the dates are no range. */
export const timesOf = (variant: Variant, calendar: Calendar, report: Report): Times | undefined => {
  const range = rangeOf(variant, calendar, report)
  const { split, settleAfter } = variant.declaration
  if (range === undefined || split?.by === undefined) return range && { range, count: 1 }
  const cut: Cut = {
    by: split.by,
    zone: calendar.zone,
    weekStart: split.weekStart ?? MONDAY,
    ...(settleAfter === undefined ? {} : { settleAfter })
  }
  return { range, cut, count: countWindows(range, cut) }
}

const rangeOf = (variant: Variant, calendar: Calendar, report: Report): Range | undefined => {
  const { split, startDate, endDate, refresh } = variant.declaration
  const bound = (side: "start" | "end", text: string) => {
    const found = calendar.bound(text, side, split?.weekStart ?? MONDAY)
    if (found === undefined)
      report(variant, `${side}_date`, {
        code: "bad-date",
        message: `\`${text}\` is not a date of the years 1000 to 9999 (in UTC)`,
        hint: "write a day that exists as YYYY-MM-DD, or a time with its offset: 2024-01-31T12:00:00+01:00"
      })
    return found
  }
  const start = bound("start", startDate)
  const end = bound("end", endDate)
  if (start === undefined || end === undefined) return undefined
  const moves = start.relative !== undefined || end.relative !== undefined
  if (moves && split?.by === undefined && refresh === undefined) {
    const [key, text] =
      end.relative === undefined ? (["start_date", startDate] as const) : (["end_date", endDate] as const)
    report(variant, key, {
      code: "moving-range",
      message: `'${text}' moves on, and without windows all of it would be another purchase every day`,
      hint: "cut it into windows (`split: month`), or say when it is bought again: `refresh: 7d`, or `never`"
    })
    return undefined
  }
  if (DateTime.greaterThan(start.at, end.at)) {
    // Of a range that moves there is nothing yet: `start_of_month` to `yesterday`, on the first of a month.
    if (!moves)
      report(variant, isOwn(variant.override, "start_date") ? "start_date" : "end_date", {
        code: "end-before-start",
        message: `end_date ${endDate} is before start_date ${startDate}`,
        hint: "swap them, or correct the one that is wrong"
      })
    return undefined
  }
  const relative = {
    ...(start.relative === undefined ? {} : { start: start.relative }),
    ...(end.relative === undefined ? {} : { end: end.relative })
  }
  return { start: start.at, end: end.at, ...(moves ? { relative } : {}) }
}

/** What one request of an export asks for of its range, and when again. */
export interface Part {
  readonly start: Instant
  readonly end: Instant
  readonly window?: Window
  readonly renewal?: Renewal
  /** What is the same in all generations, where it is not what is asked for now. */
  readonly identity?: { readonly start: Instant; readonly end: Instant }
}

export const partsOf = (
  declaration: ExportDeclaration,
  { range, cut }: Times,
  calendar: Calendar
): ReadonlyArray<Part> =>
  cut === undefined ? [uncut(declaration, range, calendar)] : cutUp(declaration, range, cut, calendar)

/** A range without windows. */
const uncut = ({ refresh }: ExportDeclaration, { start, end, relative }: Range, { instant }: Calendar): Part => {
  const range = { start: instant(start), end: instant(end) }
  const written = (side: "start" | "end") => (relative?.[side]?.text as Instant | undefined) ?? range[side]
  return {
    ...range,
    ...(refresh === undefined || refresh === "never" ? {} : { renewal: { every: refresh } }),
    ...(relative === undefined ? {} : { identity: { start: written("start"), end: written("end") } })
  }
}

/** The windows of a range. One that has not closed is asked for as far as the range has come. */
const cutUp = (
  { split, refresh, rebuy }: ExportDeclaration,
  range: Range,
  cut: Cut,
  { instant, windows }: Calendar
): ReadonlyArray<Part> => {
  const last = instant(range.end)
  return windows(range, cut).map((window) => {
    const { start, end } = window
    const whileOpen = split?.includesOpen === true
    const isCut = last < end
    const renewal: Renewal = {
      ...(whileOpen ? { whileOpen } : {}),
      ...(whileOpen && refresh !== undefined && refresh !== "never" ? { every: refresh } : {}),
      ...(rebuy === undefined
        ? {}
        : { recent: { every: rebuy.every, until: instant(closesAfter(window, rebuy.last, cut)) } })
    }
    return {
      start,
      end: isCut ? last : end,
      window,
      ...(Object.keys(renewal).length === 0 ? {} : { renewal }),
      ...(isCut ? { identity: { start, end } } : {})
    }
  })
}
