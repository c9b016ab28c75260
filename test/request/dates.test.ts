import * as DateTime from "effect/DateTime"
import { describe, expect, it } from "vitest"
import { dayOf, parseBound, parseDay, startOfDay, toInstant } from "../../src/request/dates.ts"

const zoneOf = (name: string) => DateTime.zoneUnsafeMakeNamed(name)

const bound = (text: string, side: "start" | "end", zone = "UTC") => {
  const at = parseBound(text, side, zoneOf(zone))
  return at === undefined ? undefined : toInstant(at)
}

const dayAt = (instant: string, zone: string) =>
  DateTime.formatIsoDateUtc(dayOf(DateTime.unsafeMake(instant), zoneOf(zone)))

const startOf = (day: string, zone: string) => toInstant(startOfDay(DateTime.unsafeMake(day), zoneOf(zone)))

describe("a bound", () => {
  it.each([
    ["2024-01-31", "start", "2024-01-31T00:00:00Z"],
    ["2024-01-31", "end", "2024-01-31T23:59:59Z"],
    ["2024-02-29", "end", "2024-02-29T23:59:59Z"],
    ["2000-02-29", "start", "2000-02-29T00:00:00Z"],
    ["1000-01-01", "start", "1000-01-01T00:00:00Z"],
    ["9999-12-31", "end", "9999-12-31T23:59:59Z"],
    ["2024-01-31T12:30Z", "start", "2024-01-31T12:30:00Z"],
    ["2024-01-31T12:30:15Z", "end", "2024-01-31T12:30:15Z"],
    ["2024-01-31T23:30:00-05:30", "start", "2024-02-01T05:00:00Z"],
    ["2024-03-01T00:00:00+14:00", "end", "2024-02-29T10:00:00Z"],
    ["2024-01-31T12:30:15-00:00", "start", "2024-01-31T12:30:15Z"]
  ] as const)("%s as %s is %s", (text, side, instant) => {
    expect(bound(text, side)).toBe(instant)
  })

  it.each([
    ["no such day", "2024-02-30"],
    ["no leap year", "2023-02-29"],
    ["no leap century", "1900-02-29"],
    ["no such month", "2024-13-01"],
    ["month 0", "2024-00-10"],
    ["no such day, with a time", "2024-02-30T00:00:00Z"],
    ["no such hour", "2024-01-31T24:00:00Z"],
    ["a leap second", "2024-06-30T23:59:60Z"],
    ["no such offset", "2024-01-31T00:00:00+24:00"],
    ["no offset", "2024-01-31T12:00:00"],
    ["fractions", "2024-01-31T12:00:00.5Z"],
    ["no colon in the offset", "2024-01-31T12:00:00+0100"],
    ["a space", "2024-01-31 12:00:00Z"],
    ["short numbers", "2024-1-1"],
    ["words", "yesterday"],
    ["nothing", ""],
    ["a year that zones do not reach", "0999-12-31"],
    ["a typing mistake for 2024", "0204-01-01"],
    ["later than the wire can say", "9999-12-31T23:59:59-12:00"]
  ])("%s: %j is none", (_, text) => {
    expect(bound(text, "start")).toBeUndefined()
    expect(bound(text, "end")).toBeUndefined()
  })

  it("belongs to the years of the wire in UTC, not in its zone", () => {
    expect(bound("9999-12-31", "end", "America/New_York")).toBeUndefined()
    expect(bound("9999-12-31", "end", "Asia/Tokyo")).toBe("9999-12-31T14:59:59Z")
  })

  it("with an offset means the same in every zone", () => {
    for (const zone of ["UTC", "Pacific/Apia", "America/Sao_Paulo"])
      expect(bound("2024-01-31T12:30:00+01:00", "end", zone)).toBe("2024-01-31T11:30:00Z")
  })
})

describe("a day", () => {
  // First and last second, as the time zone database has them (checked against Python's zoneinfo).
  it.each([
    ["UTC", "2024-03-31", "2024-03-31T00:00:00Z", "2024-03-31T23:59:59Z"],
    ["Asia/Kathmandu, 5 h 45 min", "2024-01-01", "2023-12-31T18:15:00Z", "2024-01-01T18:14:59Z"],
    ["Europe/Berlin, 23 hours", "2024-03-31", "2024-03-30T23:00:00Z", "2024-03-31T21:59:59Z"],
    ["Europe/Berlin, 25 hours", "2024-10-27", "2024-10-26T22:00:00Z", "2024-10-27T22:59:59Z"],
    ["Asia/Beirut, midnight is skipped", "2024-03-31", "2024-03-30T22:00:00Z", "2024-03-31T20:59:59Z"],
    ["Asia/Beirut, its last hour comes twice", "2024-10-26", "2024-10-25T21:00:00Z", "2024-10-26T21:59:59Z"],
    ["America/Sao_Paulo, midnight is skipped", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T01:59:59Z"],
    ["America/Sao_Paulo, its last hour comes twice", "2018-02-17", "2018-02-17T02:00:00Z", "2018-02-18T02:59:59Z"],
    ["America/Havana, its first hour comes twice", "2024-11-03", "2024-11-03T04:00:00Z", "2024-11-04T04:59:59Z"],
    ["Australia/Lord_Howe, 24 hours and a half", "2024-04-07", "2024-04-06T13:00:00Z", "2024-04-07T13:29:59Z"],
    ["America/St_Johns, midnight comes twice", "2006-10-29", "2006-10-29T02:30:00Z", "2006-10-30T03:29:59Z"],
    ["Pacific/Apia, the day before the one left out", "2011-12-29", "2011-12-29T10:00:00Z", "2011-12-30T09:59:59Z"],
    ["Pacific/Apia, the day after the one left out", "2011-12-31", "2011-12-30T10:00:00Z", "2011-12-31T09:59:59Z"]
  ])("in %s: %s", (place, day, first, last) => {
    const zone = place.split(",")[0] ?? ""
    expect([bound(day, "start", zone), bound(day, "end", zone)]).toEqual([first, last])
    expect([dayAt(first, zone), dayAt(last, zone)]).toEqual([day, day])
  })

  it("that a zone leaves out begins where the next one does", () => {
    expect(startOf("2011-12-30", "Pacific/Apia")).toBe("2011-12-30T10:00:00Z")
    expect(startOf("2011-12-31", "Pacific/Apia")).toBe("2011-12-30T10:00:00Z")
  })

  it("has begun, also where the clock is set back over midnight and shows the day before again", () => {
    const shown = DateTime.formatIsoDate(
      DateTime.setZone(DateTime.unsafeMake("2006-10-29T03:00:00Z"), zoneOf("America/St_Johns"))
    )
    expect(shown).toBe("2006-10-28")
    expect(dayAt("2006-10-29T03:00:00Z", "America/St_Johns")).toBe("2006-10-29")
    expect(dayAt("2006-10-29T02:29:59Z", "America/St_Johns")).toBe("2006-10-28")
  })

  it("is read from its text, or is none", () => {
    expect(parseDay("2024-02-29")?.epochMillis).toBe(Date.UTC(2024, 1, 29))
    expect(parseDay("2023-02-29")).toBeUndefined()
    expect(parseDay("2024-02-29T00:00:00Z")).toBeUndefined()
  })
})
