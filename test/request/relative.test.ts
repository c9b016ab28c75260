import * as DateTime from "effect/DateTime"
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type { Instant } from "../../src/domain.ts"
import { parsePeriod, parseRelative, type Relative } from "../../src/manifest/relative.ts"
import { type Day, parseDay, zoneOf } from "../../src/request/dates.ts"
import { dueAfter, firstDayWhen, later, resolve } from "../../src/request/relative.ts"

const MONDAY = 1

const day = (text: string): Day => {
  const found = parseDay(text)
  if (found === undefined) throw new Error(`${text} is no day`)
  return found
}
const read = (text: string): Relative => {
  const found = parseRelative(text)
  if (found === undefined) throw new Error(`${text} is no relative date`)
  return found
}
const label = (one: Day) => DateTime.formatIsoDateUtc(one)
const on = (today: string, text: string, weekStart = MONDAY) => label(resolve(read(text), day(today), weekStart))

describe("a relative date", () => {
  // 2024-03-31 is a Sunday, the last day of a quarter, and follows a February of 29 days.
  it.each([
    ["today", "2024-03-31"],
    ["yesterday", "2024-03-30"],
    ["start_of_week", "2024-03-25"],
    ["end_of_week", "2024-03-31"],
    ["start_of_month", "2024-03-01"],
    ["end_of_month", "2024-03-31"],
    ["start_of_quarter", "2024-01-01"],
    ["end_of_quarter", "2024-03-31"],
    ["start_of_year", "2024-01-01"],
    ["end_of_year", "2024-12-31"],
    ["today - 3d", "2024-03-28"],
    ["today+2w", "2024-04-14"],
    ["today - 1mo", "2024-02-29"],
    ["today - 13mo", "2023-02-28"],
    ["today - 1q", "2023-12-31"],
    ["today - 1y", "2023-03-31"],
    ["yesterday - 1mo", "2024-02-28"],
    ["start_of_month - 1mo", "2024-02-01"],
    ["end_of_month - 1mo", "2024-02-29"],
    ["end_of_month + 1mo", "2024-04-30"],
    ["end_of_quarter - 1q", "2023-12-31"],
    ["end_of_quarter + 1q", "2024-06-30"],
    ["end_of_year - 4y", "2020-12-31"],
    ["end_of_week - 1w", "2024-03-24"],
    ["start_of_year - 1y + 1q - 2w", "2023-03-18"],
    ["today - 1mo + 1mo", "2024-03-29"],
    ["today - 0d", "2024-03-31"]
  ])("'%s' on 31 March 2024 is %s", (text, expected) => {
    expect(on("2024-03-31", text)).toBe(expected)
  })

  it.each([
    ["end_of_month - 1mo", "2023-03-15", "2023-02-28"],
    ["today - 1y", "2024-02-29", "2023-02-28"],
    ["start_of_week", "2021-01-03", "2020-12-28"],
    ["end_of_year", "2020-12-31", "2020-12-31"]
  ])("'%s' on %s is %s", (text, today, expected) => {
    expect(on(today, text)).toBe(expected)
  })

  it("knows the day on which weeks begin", () => {
    expect([0, 1, 6].map((weekStart) => on("2024-03-31", "start_of_week", weekStart))).toEqual([
      "2024-03-31",
      "2024-03-25",
      "2024-03-30"
    ])
    expect(on("2024-03-31", "end_of_week", 0)).toBe("2024-04-06")
  })

  it("is written in one way, whatever its blanks", () => {
    expect(read("start_of_month  -1mo+ 3d").text).toBe(read("start_of_month - 1mo + 3d").text)
  })

  it.each(["", "now", "tomorrow", "Today", "today -", "today - 3", "today - 3 d", "start_of_day", "2024-01-01 - 3d"])(
    "'%s' is none",
    (text) => {
      expect(parseRelative(text)).toBeUndefined()
    }
  )
})

const steps = fc.array(
  fc
    .tuple(fc.constantFrom("+", "-"), fc.nat(20), fc.constantFrom("d", "w", "mo", "q", "y"))
    .map((parts) => parts.join("")),
  { maxLength: 3 }
)
const anchors = fc.constantFrom(
  "today",
  "yesterday",
  ...["week", "month", "quarter", "year"].flatMap((of) => [`start_of_${of}`, `end_of_${of}`])
)
const relatives = fc.tuple(anchors, steps).map(([anchor, chain]) => read(`${anchor}${chain.join("")}`))
const days = fc.integer({ min: 0, max: 25_000 }).map((n) => DateTime.add(day("1990-01-01"), { days: n }))
const weekStarts = fc.nat(6)

describe("relative dates", () => {
  it("never move back as days go by", () => {
    fc.assert(
      fc.property(relatives, days, weekStarts, (relative, today, weekStart) => {
        const next = resolve(relative, DateTime.add(today, { days: 1 }), weekStart)
        expect(DateTime.greaterThanOrEqualTo(next, resolve(relative, today, weekStart))).toBe(true)
      }),
      { numRuns: 500 }
    )
  })

  it("are found by the first day on which they come to a day", () => {
    fc.assert(
      fc.property(relatives, days, fc.nat(800), weekStarts, (relative, from, ahead, weekStart) => {
        const target = DateTime.add(from, { days: ahead })
        const first = firstDayWhen(relative, target, from, weekStart)
        const reaches = (one: Day) => DateTime.greaterThanOrEqualTo(resolve(relative, one, weekStart), target)
        expect(reaches(first)).toBe(true)
        if (label(first) !== label(from)) expect(reaches(DateTime.subtract(first, { days: 1 }))).toBe(false)
      }),
      { numRuns: 300 }
    )
  })
})

describe("a period", () => {
  const instant = (text: string) => text as Instant

  it.each([
    ["UTC", "2024-03-01T00:03:11Z", "7d", "2024-03-08T00:00:00Z"],
    // A run that is seconds earlier than the one a week before is not a day late for it.
    ["UTC", "2024-03-01T23:59:59Z", "7d", "2024-03-08T00:00:00Z"],
    ["UTC", "2024-01-31T03:00:00Z", "1mo", "2024-02-29T00:00:00Z"],
    // The clocks of Berlin are set forward between the two.
    ["Europe/Berlin", "2024-03-30T23:30:00Z", "1d", "2024-03-31T22:00:00Z"],
    ["America/Los_Angeles", "2024-03-01T03:00:00Z", "1q", "2024-05-29T07:00:00Z"]
  ])("in %s, after %s, of %s, is over at %s", (zone, bought, period, due) => {
    expect(dueAfter(instant(bought), parsePeriod(period), zoneOf(zone))).toBe(due)
  })

  it("is counted by the clock of the zone", () => {
    const at = DateTime.unsafeMake("2024-03-29T23:00:00Z")
    expect(DateTime.formatIso(later(at, parsePeriod("3d"), zoneOf("Europe/Berlin")))).toBe("2024-04-01T22:00:00.000Z")
  })
})
