/** Windows whose ends move with the day of the run: when they count as closed, and what is asked for before. */
import { describe, expect, it } from "vitest"
import type { Instant } from "../../src/domain.ts"
import { found, problemsOf, requestsOf } from "./manifests.ts"

const at = (text: string) => text as Instant

const manifest = (rest: string, head = "") => `version: 1
${head}exports:
  it: { type: transactions, account_ids: [acct_1], ${rest} }
`

/** Window, range as it is asked for, and when it closes. */
const windowsOf = (text: string, asOf: string) =>
  requestsOf(text, at(asOf)).map(({ window, canonical }) =>
    [window?.label, canonical.start_date, canonical.end_date, window?.closes].join(" ")
  )

describe("a range with a relative end", () => {
  const nightly = manifest("start_date: 2024-01-15, end_date: yesterday, split: month")

  it("has whole windows: the one that is running is no other purchase every night", () => {
    expect(windowsOf(nightly, "2024-03-10T02:00:00Z")).toEqual([
      "2024-01 2024-01-15T00:00:00Z 2024-01-31T23:59:59Z 2024-02-01T00:00:00Z",
      "2024-02 2024-02-01T00:00:00Z 2024-02-29T23:59:59Z 2024-03-01T00:00:00Z",
      "2024-03 2024-03-01T00:00:00Z 2024-03-09T23:59:59Z 2024-04-01T00:00:00Z"
    ])
    const fingerprintOn = (asOf: string) => requestsOf(nightly, at(asOf)).map(({ fingerprint }) => fingerprint)
    expect(fingerprintOn("2024-03-31T02:00:00Z")).toEqual(fingerprintOn("2024-03-10T02:00:00Z"))
    expect(fingerprintOn("2024-04-01T02:00:00Z")).toEqual(fingerprintOn("2024-03-10T02:00:00Z"))
  })

  it("is the same purchase, once it is closed, as the window of an absolute range", () => {
    const plain = manifest("start_date: 2024-01-15, end_date: 2024-03-31, split: month")
    const [moving, fixed] = [nightly, plain].map((text) => requestsOf(text, at("2024-04-01T02:00:00Z")))
    expect(moving?.map(({ canonical, fingerprint }) => [canonical, fingerprint])).toEqual(
      fixed?.map(({ canonical, fingerprint }) => [canonical, fingerprint])
    )
  })

  it.each([
    ["yesterday", "2024-02-01T00:00:00Z"],
    ["today", "2024-02-01T00:00:00Z"],
    ["today - 3d", "2024-02-03T00:00:00Z"],
    ["start_of_month - 1mo", "2024-03-01T00:00:00Z"],
    ["end_of_month - 1mo", "2024-02-01T00:00:00Z"],
    ["end_of_quarter - 1q", "2024-04-01T00:00:00Z"]
  ])("closes a window once '%s' has come to its end", (end, closes) => {
    const [first] = requestsOf(
      manifest(`start_date: 2024-01-01, end_date: ${end}, split: month`),
      at("2024-06-15T00:00:00Z")
    )
    expect(first?.window).toMatchObject({ label: "2024-01", closes })
  })

  it("has nothing in it yet, where it comes before the begin", () => {
    const text = manifest("start_date: start_of_month, end_date: yesterday, split: day")
    expect(requestsOf(text, at("2024-03-01T02:00:00Z"))).toEqual([])
    expect(requestsOf(text, at("2024-03-02T02:00:00Z"))).toHaveLength(1)
  })

  it("needs windows, or to be told when it is bought again", () => {
    const text = (more: string) => manifest(`start_date: 2024-01-01, end_date: yesterday${more}`)
    expect(found(problemsOf(text("")))).toEqual(["3:86 moving-range"])
    expect(found(problemsOf(manifest("start_date: today - 30d, end_date: 2024-12-31")))).toEqual(["3:64 moving-range"])
    for (const more of [", split: week", ", refresh: 7d", ", refresh: never"])
      expect(problemsOf(text(more))).toEqual([])
  })
})

it("a range with a relative begin has whole windows too", () => {
  expect(
    windowsOf(manifest("start_date: today - 1mo, end_date: yesterday, split: month"), "2024-03-10T02:00:00Z")
  ).toEqual([
    "2024-02 2024-02-01T00:00:00Z 2024-02-29T23:59:59Z 2024-03-01T00:00:00Z",
    "2024-03 2024-03-01T00:00:00Z 2024-03-09T23:59:59Z 2024-04-01T00:00:00Z"
  ])
})

describe("settle_after", () => {
  it("closes a window so much later, by the clock of the zone", () => {
    const text = manifest(
      "start_date: 2024-03-01, end_date: 2024-04-30, split: month, settle_after: 3d",
      "timezone: Europe/Berlin\n"
    )
    expect(requestsOf(text).map(({ window }) => window?.closes)).toEqual([
      "2024-04-03T22:00:00Z",
      "2024-05-03T22:00:00Z"
    ])
  })

  it("and a relative end: the later of the two", () => {
    const closes = (end: string) =>
      requestsOf(
        manifest(`start_date: 2024-01-01, end_date: ${end}, split: month, settle_after: 5d`),
        at("2024-02-20T00:00:00Z")
      )[0]?.window?.closes
    expect([closes("yesterday"), closes("today - 10d")]).toEqual(["2024-02-06T00:00:00Z", "2024-02-10T00:00:00Z"])
  })
})

describe("weeks", () => {
  it("begin on the day that is wanted, and have its name where that is no Monday", () => {
    const labels = (split: string) =>
      requestsOf(manifest(`start_date: 2024-12-28, end_date: 2025-01-08, split: ${split}`)).map(
        ({ address }) => address
      )
    expect(labels("week")).toEqual(["it/2024-W52", "it/2025-W01", "it/2025-W02"])
    expect(labels("{ by: week, week_start: sunday }")).toEqual([
      "it/2024-12-22_2024-12-28",
      "it/2024-12-29_2025-01-04",
      "it/2025-01-05_2025-01-11"
    ])
  })
})

describe("what is bought again", () => {
  const only = (rest: string, asOf = "2024-03-10T02:00:00Z") => requestsOf(manifest(rest), at(asOf))[0]

  it("without windows is one purchase in generations, whatever the day", () => {
    const snapshot = "start_date: 2020-01-01, end_date: today, refresh: 7d"
    const [before, after] = [only(snapshot), only(snapshot, "2024-03-17T02:00:00Z")]
    expect(after?.fingerprint).toBe(before?.fingerprint)
    expect([before?.canonical.end_date, after?.canonical.end_date]).toEqual([
      "2024-03-10T23:59:59Z",
      "2024-03-17T23:59:59Z"
    ])
    expect(before?.renewal).toEqual({ every: { count: 7, unit: "day" } })
    expect(only("start_date: 2020-01-01, end_date: today, refresh: never")?.renewal).toBeUndefined()
  })

  it("of windows: those that are open, and the newest that are closed", () => {
    const month = "start_date: 2024-01-01, end_date: yesterday"
    expect(only(`${month}, split: { by: month, open_window: include }, refresh: 1w`)?.renewal).toEqual({
      whileOpen: true,
      every: { count: 1, unit: "week" }
    })
    expect(only(`${month}, split: month, rebuy: { window: last 2, every: 1d }`)?.renewal).toEqual({
      recent: { every: { count: 1, unit: "day" }, until: "2024-04-01T00:00:00Z" }
    })
  })
})
