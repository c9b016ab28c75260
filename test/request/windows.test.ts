import * as DateTime from "effect/DateTime"
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type { SplitPeriod } from "../../src/manifest/Manifest.ts"
import { type Cut, countWindows, type Range, windows } from "../../src/request/windows.ts"

const PERIODS: ReadonlyArray<SplitPeriod> = ["day", "week", "month", "quarter", "year"]

const rangeOf = (start: string | number, end: string | number): Range => ({
  start: DateTime.toUtc(DateTime.unsafeMake(start)),
  end: DateTime.toUtc(DateTime.unsafeMake(end))
})

const cutBy = (by: SplitPeriod, zone: DateTime.TimeZone, weekStart = 1): Cut => ({ by, zone, weekStart })

const split = (by: SplitPeriod, start: string, end: string, zone = "UTC") =>
  windows(rangeOf(start, end), cutBy(by, DateTime.zoneUnsafeMakeNamed(zone))).map(
    ({ label, start, end }) => `${label}: ${start} ${end}`
  )

const count = (by: SplitPeriod, start: string, end: string, zone = "UTC") =>
  countWindows(rangeOf(start, end), cutBy(by, DateTime.zoneUnsafeMakeNamed(zone)))

describe("windows", () => {
  it.each<readonly [SplitPeriod, ReadonlyArray<string>]>([
    [
      "day",
      [
        "2024-02-28: 2024-02-28T12:00:00Z 2024-02-28T23:59:59Z",
        "2024-02-29: 2024-02-29T00:00:00Z 2024-02-29T23:59:59Z",
        "2024-03-01: 2024-03-01T00:00:00Z 2024-03-01T06:00:00Z"
      ]
    ],
    ["week", ["2024-W09: 2024-02-28T12:00:00Z 2024-03-01T06:00:00Z"]],
    [
      "month",
      ["2024-02: 2024-02-28T12:00:00Z 2024-02-29T23:59:59Z", "2024-03: 2024-03-01T00:00:00Z 2024-03-01T06:00:00Z"]
    ],
    ["quarter", ["2024-Q1: 2024-02-28T12:00:00Z 2024-03-01T06:00:00Z"]],
    ["year", ["2024: 2024-02-28T12:00:00Z 2024-03-01T06:00:00Z"]]
  ])("by %s are aligned to the calendar and cut by the range", (by, expected) => {
    expect(split(by, "2024-02-28T12:00:00Z", "2024-03-01T06:00:00Z")).toEqual(expected)
  })

  it("by quarter begin in January, April, July and October", () => {
    expect(split("quarter", "2023-11-15T00:00:00Z", "2024-07-01T00:00:00Z")).toEqual([
      "2023-Q4: 2023-11-15T00:00:00Z 2023-12-31T23:59:59Z",
      "2024-Q1: 2024-01-01T00:00:00Z 2024-03-31T23:59:59Z",
      "2024-Q2: 2024-04-01T00:00:00Z 2024-06-30T23:59:59Z",
      "2024-Q3: 2024-07-01T00:00:00Z 2024-07-01T00:00:00Z"
    ])
  })

  it("of a range of one second are one", () => {
    for (const by of PERIODS)
      expect(split(by, "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z")).toEqual([
        `${{ day: "2024-01-01", week: "2024-W01", month: "2024-01", quarter: "2024-Q1", year: "2024" }[by]}: 2024-01-01T00:00:00Z 2024-01-01T00:00:00Z`
      ])
  })

  it("begin with the zone's days", () => {
    expect(split("month", "2024-02-29T23:00:00Z", "2024-04-30T21:59:59Z", "Europe/Berlin")).toEqual([
      "2024-03: 2024-02-29T23:00:00Z 2024-03-31T21:59:59Z",
      "2024-04: 2024-03-31T22:00:00Z 2024-04-30T21:59:59Z"
    ])
  })

  it("leave out the day that a zone leaves out, and the others meet", () => {
    const range = ["2011-12-29T10:00:00Z", "2011-12-31T09:59:59Z", "Pacific/Apia"] as const
    expect(split("day", ...range)).toEqual([
      "2011-12-29: 2011-12-29T10:00:00Z 2011-12-30T09:59:59Z",
      "2011-12-31: 2011-12-30T10:00:00Z 2011-12-31T09:59:59Z"
    ])
    expect(count("day", ...range)).toBe(3)
  })

  it("never begin before the range, also where the clock shows the day before again", () => {
    expect(split("day", "2006-10-29T03:00:00Z", "2006-10-30T04:00:00Z", "America/St_Johns")).toEqual([
      "2006-10-29: 2006-10-29T03:00:00Z 2006-10-30T03:29:59Z",
      "2006-10-30: 2006-10-30T03:30:00Z 2006-10-30T04:00:00Z"
    ])
  })

  it("are counted without being made", () => {
    expect(count("day", "1000-01-01T00:00:00Z", "9999-12-31T23:59:59Z")).toBe(3_287_182)
    expect(count("week", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59Z")).toBe(53)
  })

  const zones = Intl.supportedValuesOf("timeZone")
  const SECOND = 1000
  /** Long enough for several windows, short enough to be quick. */
  const LONGEST_DAYS = { day: 40, week: 200, month: 900, quarter: 2000, year: 5000 }
  const shortest = Date.UTC(1970, 0, 1)
  const cases = fc
    .record({
      zone: fc.constantFrom(...zones),
      by: fc.constantFrom(...PERIODS),
      start: fc.integer({ min: shortest / SECOND, max: Date.UTC(2040, 0, 1) / SECOND }),
      length: fc.double({ min: 0, max: 1, noNaN: true }),
      weekStart: fc.nat(6)
    })
    .map(({ zone, by, start, length, weekStart }) => {
      const seconds = Math.floor(length * LONGEST_DAYS[by] * 86_400)
      return { zone, by, weekStart, range: rangeOf(start * SECOND, (start + seconds) * SECOND) }
    })

  it("partition every range in every zone to the second", () => {
    fc.assert(
      fc.property(cases, ({ zone: name, by, range, weekStart }) => {
        const zone = DateTime.zoneUnsafeMakeNamed(name)
        const parts = windows(range, cutBy(by, zone, weekStart))
        expect(Date.parse(parts[0]?.start ?? "")).toBe(range.start.epochMillis)
        expect(Date.parse(parts.at(-1)?.end ?? "")).toBe(range.end.epochMillis)
        for (const [index, part] of parts.entries()) {
          expect(part.start <= part.end).toBe(true)
          const before = parts[index - 1]
          if (before !== undefined) expect(Date.parse(part.start)).toBe(Date.parse(before.end) + SECOND)
        }
        expect(new Set(parts.map(({ label }) => label)).size).toBe(parts.length)
      }),
      { numRuns: 400 }
    )
  })

  it("begin on the first day that their label names, by the clock of the zone", () => {
    fc.assert(
      fc.property(cases, ({ zone, by, range, weekStart }) => {
        const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" })
        for (const part of windows(range, cutBy(by, DateTime.zoneUnsafeMakeNamed(zone), weekStart)).slice(1)) {
          const first = local.format(Date.parse(part.start))
          if (by === "week") expect(new Date(first).getUTCDay()).toBe(weekStart)
          else expect(first).toBe(firstDayOf[by](part.label))
        }
      }),
      { numRuns: 200 }
    )
  })

  const firstDayOf = {
    day: (label: string) => label,
    month: (label: string) => `${label}-01`,
    quarter: (label: string) => `${label.slice(0, 4)}-${String(Number(label.slice(6)) * 3 - 2).padStart(2, "0")}-01`,
    year: (label: string) => `${label}-01-01`
  }

  /** Zones that have left out a whole day since 1970 (tzdata: moves over the date line). */
  const LEAPERS = [
    "Pacific/Apia",
    "Pacific/Fakaofo",
    "Pacific/Kiritimati",
    "Pacific/Enderbury",
    "Pacific/Kanton",
    "Pacific/Kwajalein"
  ]

  it("are as many as were counted, but for days that a zone has left out", () => {
    fc.assert(
      fc.property(cases, ({ zone: name, by, range, weekStart }) => {
        const zone = DateTime.zoneUnsafeMakeNamed(name)
        const made = windows(range, cutBy(by, zone, weekStart)).length
        const counted = countWindows(range, cutBy(by, zone, weekStart))
        if (LEAPERS.includes(name)) expect(counted - made === 0 || (by === "day" && counted - made === 1)).toBe(true)
        else expect(counted).toBe(made)
      }),
      { numRuns: 300 }
    )
  })
})

describe("the label of a week", () => {
  // As Python's date.isocalendar has them.
  it.each([
    ["1999-12-31", "1999-W52"],
    ["2000-01-01", "1999-W52"],
    ["2005-01-01", "2004-W53"],
    ["2008-12-29", "2009-W01"],
    ["2009-12-31", "2009-W53"],
    ["2010-01-03", "2009-W53"],
    ["2016-01-03", "2015-W53"],
    ["2016-01-04", "2016-W01"],
    ["2018-12-31", "2019-W01"],
    ["2020-12-28", "2020-W53"],
    ["2021-01-03", "2020-W53"],
    ["2021-01-04", "2021-W01"],
    ["2022-01-01", "2021-W52"],
    ["2022-01-02", "2021-W52"],
    ["2023-01-01", "2022-W52"],
    ["2024-02-29", "2024-W09"],
    ["2024-12-29", "2024-W52"],
    ["2024-12-30", "2025-W01"],
    ["2026-12-31", "2026-W53"],
    ["2027-01-04", "2027-W01"],
    ["2032-12-31", "2032-W53"]
  ])("of %s is %s", (day, label) => {
    expect(split("week", `${day}T12:00:00Z`, `${day}T12:00:00Z`)).toEqual([
      `${label}: ${day}T12:00:00Z ${day}T12:00:00Z`
    ])
  })
})
