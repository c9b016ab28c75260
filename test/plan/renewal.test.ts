/** When what was bought is bought again: one request from day to day. */
import { describe, expect, it } from "vitest"
import type { Instant, Request } from "../../src/domain.ts"
import { diff, filesToLookAt } from "../../src/plan/diff.ts"
import { generationOf } from "../../src/state/generations.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import { requestsOf } from "../request/manifests.ts"
import { baseOf, credits, doneOf, fileAt, inputOf, remoteOf, stateOf } from "./samples.ts"

const at = (text: string) => text as Instant

const manifest = (rest: string) => `version: 1
timezone: Europe/Berlin
exports:
  it: { type: transactions, account_ids: [acct_1], ${rest} }
`

/** The one request of a manifest that speaks of `label`, as of a day. */
const requestOn = (text: string, asOf: string, label?: string): Request => {
  const request = requestsOf(text, at(asOf)).find(({ window }) => window?.label === label)
  if (request === undefined) throw new Error(`no request of ${label} as of ${asOf}`)
  return request
}

type Past = (request: Request) => StateRecord

const boughtOn =
  (asOf: string): Past =>
  (request) => {
    const record = doneOf(request, [fileAt(request.output)])
    return { ...record, as_of: at(asOf) }
  }

const actionOn = (text: string, asOf: string, past: Past | undefined, label?: string) => {
  const request = requestOn(text, asOf, label)
  const record = past?.(request)
  const input = {
    requests: [request],
    state: record === undefined ? stateOf() : stateOf(record),
    asOf: at(asOf),
    timezone: "Europe/Berlin"
  }
  const files = new Map(filesToLookAt(input).map((path) => [path, { bytes: 10 }]))
  const [action] = diff(
    inputOf({ ...input, files: record !== undefined && "files" in record ? files : new Map() })
  ).actions
  return action
}

describe("a snapshot with refresh", () => {
  const weekly = manifest("start_date: 2020-01-01, end_date: today, refresh: 7d")

  it.each([
    ["2024-03-01T03:00:00Z", "keep", "2024-03-07T23:00:00Z"],
    ["2024-03-07T22:59:59Z", "keep", "2024-03-07T23:00:00Z"],
    ["2024-03-07T23:00:00Z", "refresh", undefined],
    ["2024-05-01T03:00:00Z", "refresh", undefined]
  ])("bought on 1 March is, as of %s: %s", (asOf, action, due) => {
    const made = actionOn(weekly, asOf, boughtOn("2024-03-01T03:00:00Z"))
    expect([made?.action, made?.due]).toEqual([action, due])
  })

  it("is not due again before its time where that is after all the years that there are", () => {
    const once = manifest("start_date: 2020-01-01, end_date: today, refresh: 8000y")
    const kept = actionOn(once, "2024-03-09T03:00:00Z", boughtOn("2024-03-01T03:00:00Z"))
    expect([kept?.action, kept?.due]).toEqual(["keep", "9999-12-31T23:59:59Z"])
  })

  it("says when it is bought again, and why it is bought", () => {
    const past = boughtOn("2024-03-01T03:00:00Z")
    expect(actionOn(weekly, "2024-03-02T03:00:00Z", past)?.reason).toBe("done; bought again 2024-03-08, every 7 days")
    expect(actionOn(weekly, "2024-03-08T03:00:00Z", past)?.reason).toBe("bought 2024-03-01, and again every 7 days")
  })

  it("asks for what its dates mean now; what is on its way for what they meant", () => {
    const past = boughtOn("2024-03-01T03:00:00Z")
    expect(actionOn(weekly, "2024-03-08T03:00:00Z", past)?.request.end_date).toBe("2024-03-08T22:59:59Z")
    const begun = requestOn(weekly, "2024-03-07T03:00:00Z").canonical
    const started: Past = (request) => ({
      phase: "started",
      ...remoteOf(request),
      request: begun,
      as_of: at("2024-03-07T03:00:00Z"),
      credits: credits(3)
    })
    const made = actionOn(weekly, "2024-03-08T03:00:00Z", started)
    expect([made?.action, made?.request]).toEqual(["resume", begun])
  })

  it("dates its file by the day on which it is bought", () => {
    const dated = manifest('start_date: 2020-01-01, end_date: today, refresh: 7d, output: "data/{as_of}.csv"')
    const past: Past = (request) => ({
      ...doneOf(request, [fileAt("data/2024-03-01.csv")]),
      as_of: at("2024-03-01T03:00:00Z")
    })
    expect(actionOn(dated, "2024-03-02T03:00:00Z", past)?.output).toBe("data/2024-03-01.csv")
    expect(actionOn(dated, "2024-03-09T03:00:00Z", past)?.output).toBe("data/2024-03-09.csv")
  })

  it.each(["{window}", "{start}_{end}"])("names its file by the days that it was bought for: %s", (name) => {
    const named = manifest(`start_date: 2020-01-01, end_date: today, refresh: 7d, output: "data/${name}.csv"`)
    const past: Past = (request) => ({
      ...doneOf({ ...request, canonical: requestOn(named, "2024-03-01T03:00:00Z").canonical }, [
        fileAt("data/2020-01-01_2024-03-01.csv")
      ]),
      as_of: at("2024-03-01T03:00:00Z")
    })
    const kept = actionOn(named, "2024-03-02T03:00:00Z", past)
    expect([kept?.action, kept?.output]).toEqual(["keep", "data/2020-01-01_2024-03-01.csv"])
    expect(actionOn(named, "2024-03-09T03:00:00Z", past)?.output).toBe("data/2020-01-01_2024-03-09.csv")
    expect(actionOn(named, "2024-03-09T03:00:00Z", undefined)?.output).toBe("data/2020-01-01_2024-03-09.csv")
  })

  it("names the file of an open window by the days that it was bought for", () => {
    const named = manifest(
      'start_date: start_of_month, end_date: yesterday, split: { by: month, open_window: include }, output: "data/{start}_{end}.csv"'
    )
    const past: Past = (request) => ({
      ...doneOf({ ...request, canonical: requestOn(named, "2024-03-05T03:00:00Z", "2024-03").canonical }, [
        fileAt("data/2024-03-01_2024-03-04.csv")
      ]),
      as_of: at("2024-03-05T03:00:00Z")
    })
    const kept = actionOn(named, "2024-03-09T03:00:00Z", past, "2024-03")
    expect([kept?.action, kept?.output]).toEqual(["keep", "data/2024-03-01_2024-03-04.csv"])
  })

  it("runs the hooks that it owes before it is bought again", () => {
    const hooked = manifest(
      'start_date: 2020-01-01, end_date: today, refresh: 7d, hooks: { after_download: [["./load"]] }'
    )
    const owing: Past = (request) => {
      const record = boughtOn("2024-03-01T03:00:00Z")(request)
      return record.phase === "done" ? { ...record, hooks_owed: [request.output] } : record
    }
    expect(actionOn(hooked, "2024-03-09T03:00:00Z", owing)?.action).toBe("resume")
    expect(actionOn(hooked, "2024-03-09T03:00:00Z", boughtOn("2024-03-01T03:00:00Z"))?.action).toBe("refresh")
  })

  it("is bought again whatever is owed for a place that it has no more", () => {
    const moved = manifest(
      'start_date: 2020-01-01, end_date: today, refresh: 7d, output: data/now.csv, hooks: { after_download: [["./load"]] }'
    )
    const owing: Past = (request) => {
      const record = doneOf(request, [fileAt("data/before.csv"), fileAt("data/now.csv")])
      return record.phase === "done"
        ? { ...record, as_of: at("2024-03-01T03:00:00Z"), hooks_owed: ["data/before.csv"] }
        : record
    }
    expect(actionOn(moved, "2024-03-09T03:00:00Z", owing)?.action).toBe("refresh")
  })

  const failed: Past = (request) => ({
    phase: "failed",
    ...remoteOf(request),
    as_of: at("2024-03-01T03:00:00Z"),
    credits: credits(3),
    charged: true,
    reason: "no rows"
  })

  it("that failed after it was charged waits for a person until the next one is due", () => {
    expect(actionOn(weekly, "2024-03-02T03:00:00Z", failed)?.action).toBe("blocked")
    expect(actionOn(weekly, "2024-03-08T03:00:00Z", failed)).toMatchObject({
      action: "create",
      reason: expect.stringContaining("failed last time: no rows")
    })
    expect(
      actionOn(manifest("start_date: 2020-01-01, end_date: 2024-01-01"), "2025-01-01T03:00:00Z", failed)?.action
    ).toBe("blocked")
  })

  it("that was refused is asked for again, and is no first purchase", () => {
    const refused: Past = (request) => ({
      phase: "refused",
      ...baseOf(request),
      as_of: at("2024-03-08T03:00:00Z"),
      reason: "not now",
      earlier: [
        {
          as_of: at("2024-03-01T03:00:00Z"),
          data_export_id: remoteOf(request).data_export_id,
          start_date: request.canonical.start_date,
          end_date: request.canonical.end_date,
          credits: credits(3),
          completed_at: at("2024-03-01T03:05:00Z"),
          files: [fileAt(request.output)]
        }
      ]
    })
    expect(actionOn(weekly, "2024-03-09T03:00:00Z", refused)).toMatchObject({
      action: "refresh",
      reason: "not created last time: not now"
    })
  })

  it.each(["start_date: 2020-01-01, end_date: today, refresh: never", "start_date: 2020-01-01, end_date: 2024-01-31"])(
    "that nothing asks for is never bought again: %s",
    (rest) => {
      expect(actionOn(manifest(rest), "2034-01-01T03:00:00Z", boughtOn("2024-03-01T03:00:00Z"))).toMatchObject({
        action: "keep",
        reason: "done"
      })
    }
  )
})

describe("a window", () => {
  const nightly = (more: string) => manifest(`start_date: 2024-01-01, end_date: yesterday, ${more}`)
  const include = nightly("split: { by: month, open_window: include }")
  const on = (text: string, asOf: string, past?: Past) => actionOn(text, asOf, past, "2024-03")

  it("that is open waits, and says until when", () => {
    expect(on(nightly("split: month"), "2024-03-10T03:00:00Z")).toMatchObject({
      action: "wait",
      reason: "its window is open; due 2024-04-01",
      due: "2024-03-31T22:00:00Z"
    })
    expect(on(nightly("split: month, settle_after: 3d"), "2024-04-02T03:00:00Z")).toMatchObject({
      action: "wait",
      reason: "its window is open; due 2024-04-04"
    })
    expect(on(nightly("split: month, settle_after: 3d"), "2024-04-04T03:00:00Z")?.action).toBe("create")
  })

  it("that is open and included is bought, once, and again when it has closed", () => {
    expect(on(include, "2024-03-10T03:00:00Z")).toMatchObject({
      action: "create",
      reason: "not bought yet; bought again 2024-04-01, once its window has closed",
      request: { end_date: "2024-03-09T22:59:59Z" }
    })
    const past = boughtOn("2024-03-10T03:00:00Z")
    expect(on(include, "2024-03-31T03:00:00Z", past)).toMatchObject({ action: "keep", due: "2024-03-31T22:00:00Z" })
    expect(on(include, "2024-04-01T03:00:00Z", past)).toMatchObject({
      action: "refresh",
      reason: "bought 2024-03-10, while its window was open",
      request: { start_date: "2024-02-29T23:00:00Z", end_date: "2024-03-31T21:59:59Z" }
    })
    expect(on(include, "2024-04-02T03:00:00Z", boughtOn("2024-04-01T03:00:00Z"))).toMatchObject({
      action: "keep",
      reason: "done"
    })
  })

  it("that is open and included is bought every so often, and then once more", () => {
    const weekly = nightly("split: { by: month, open_window: include }, refresh: 7d")
    const past = boughtOn("2024-03-10T03:00:00Z")
    expect(["16", "17"].map((day) => on(weekly, `2024-03-${day}T03:00:00Z`, past)?.action)).toEqual(["keep", "refresh"])
    const late = boughtOn("2024-03-28T03:00:00Z")
    expect(on(weekly, "2024-03-29T03:00:00Z", late)?.due).toBe("2024-03-31T22:00:00Z")
    expect(on(weekly, "2024-06-01T03:00:00Z", boughtOn("2024-04-01T03:00:00Z"))?.action).toBe("keep")
  })

  it("that has not begun is not bought, also where open ones are", () => {
    const ahead = manifest(
      "start_date: 2024-01-01, end_date: end_of_quarter, split: { by: month, open_window: include }"
    )
    expect(actionOn(ahead, "2024-02-10T03:00:00Z", undefined, "2024-03")).toMatchObject({
      action: "wait",
      reason: "its window has not begun; due 2024-03-01"
    })
  })

  it("that is one of the newest is bought again, and then rests", () => {
    const rebuy = nightly("split: month, rebuy: { window: last 2, every: 1d }")
    expect(on(rebuy, "2024-04-02T03:00:00Z", boughtOn("2024-04-01T03:00:00Z"))).toMatchObject({
      action: "refresh",
      reason: "bought 2024-04-01, and again every day while it is one of the newest windows"
    })
    // April and May have closed: March is none of the newest two.
    expect(on(rebuy, "2024-05-31T03:00:00Z", boughtOn("2024-05-30T03:00:00Z"))?.action).toBe("refresh")
    expect(on(rebuy, "2024-06-01T03:00:00Z", boughtOn("2024-05-31T03:00:00Z"))?.action).toBe("keep")
  })
})

it("addresses of one purchase are served by the new generation together", () => {
  const text = `version: 1
exports:
  a: { type: fans, options: { type: all }, account_ids: [acct_1], start_date: 2020-01-01, end_date: today, refresh: 7d }
  b: { type: fans, options: { type: all }, account_ids: [acct_1], start_date: 2020-01-01, end_date: today, refresh: 7d }
`
  const requests = requestsOf(text, at("2024-03-10T03:00:00Z"))
  const [first] = requests
  if (first === undefined) throw new Error("nothing is declared")
  const record = { ...doneOf(first, [fileAt("data/a.csv"), fileAt("data/b.csv")]), as_of: at("2024-03-01T03:00:00Z") }
  const files = new Map(["data/a.csv", "data/b.csv"].map((path) => [path, { bytes: 10 }]))
  const plan = diff(inputOf({ requests, state: stateOf(record), asOf: at("2024-03-10T03:00:00Z"), files }))
  expect(plan.actions.map(({ action, same_as }) => [action, same_as])).toEqual([
    ["refresh", undefined],
    ["download", "a"]
  ])
})

it.each([
  ["start_date: 9998-01-01, end_date: 9999-12-31, split: year", "9999"],
  ["start_date: 2024-01-01, end_date: 2024-01-31, split: month, settle_after: 8000y", "2024-01"]
])("a window that closes after all the years that there are is open: %s", (rest, label) => {
  expect(actionOn(manifest(rest), "2024-03-09T03:00:00Z", undefined, label)).toMatchObject({ action: "wait" })
})

describe("a window that closes later by now", () => {
  const nightly = (rest = "") => manifest(`start_date: 2024-01-01, end_date: yesterday, split: month${rest}`)
  const late =
    (as_of: string, bought = nightly()) =>
    (request: Request) => ({
      ...doneOf({ ...request, canonical: requestOn(bought, as_of, "2024-03").canonical }),
      as_of: at(as_of)
    })
  const onTheTenth = (rest: string, past: Past) =>
    actionOn(nightly(rest), "2024-04-10T03:00:00Z", past, "2024-03")?.action

  it("is not bought again where it was bought as a whole", () => {
    expect(onTheTenth(", settle_after: 3d", late("2024-04-01T03:00:00Z"))).toBe("keep")
  })

  it("is bought again where it was bought in part", () => {
    const open = manifest("start_date: 2024-01-01, end_date: today - 5d, split: { by: month, open_window: include }")
    expect(onTheTenth(", settle_after: 3d", late("2024-04-01T03:00:00Z", open))).toBe("refresh")
    expect(onTheTenth(", settle_after: 3d", late("2024-03-20T03:00:00Z"))).toBe("refresh")
  })
})

describe("a window that its begin has left behind by the time that it closes", () => {
  const month = (start: string, rest = "") =>
    manifest(`start_date: ${start}, end_date: yesterday, split: { by: month${rest} }`)
  const told = (text: string) => actionOn(text, "2024-03-10T03:00:00Z", undefined, "2024-03")

  it("is not promised to be bought then", () => {
    expect(told(month("start_of_month"))?.reason).toContain("no longer declared once it has closed")
    expect(told(month("start_of_month", ", open_window: include"))?.reason).toBe("not bought yet")
  })

  it("is one of those where the begin reaches back", () => {
    expect(told(month("start_of_month - 1mo"))?.reason).toBe("its window is open; due 2024-04-01")
    expect(told(month("start_of_month - 1mo", ", open_window: include"))?.reason).toContain("bought again 2024-04-01")
  })
})

describe("the next purchase, asked for and not paid", () => {
  const text = (rest: string) =>
    manifest(`start_date: 2024-01-01, end_date: today, output: "data/{as_of}.csv", ${rest}`)
  const begun =
    (over: Partial<StateRecord> & Pick<StateRecord, "phase">): Past =>
    (request) => {
      const first = { ...doneOf(request, [fileAt("data/2024-03-01.csv")]), as_of: at("2024-03-01T03:00:00Z") }
      if (first.phase !== "done") throw new Error("it is done")
      const next = { ...remoteOf(request), as_of: at("2024-03-08T03:00:00Z"), earlier: [generationOf(first)] }
      return { ...next, ...over } as StateRecord
    }
  const pasts: ReadonlyArray<Past> = [
    begun({ phase: "refused", reason: "no" }),
    begun({ phase: "created" }),
    begun({ phase: "priced", credits: credits(3) }),
    begun({ phase: "failed", credits: null, charged: false, reason: "no" }),
    begun({ phase: "cancelled", credits: null, charged: false })
  ]
  const told = (rest: string, asOf: string, isThere = true) =>
    pasts.map((past) => {
      const request = requestOn(text(rest), asOf)
      const files = new Map(isThere ? [["data/2024-03-01.csv", { bytes: 10 }]] : [])
      const state = stateOf(past(request))
      const input = { requests: [request], state, asOf: at(asOf), timezone: "Europe/Berlin" }
      const seen = new Map([...files].filter(([path]) => filesToLookAt(input).includes(path)))
      return diff(inputOf({ ...input, files: seen })).actions[0]
    })

  it.each([
    ["refresh: never", "2024-03-10T03:00:00Z"],
    ["refresh: 30d", "2024-03-10T03:00:00Z"],
    ["refresh: 7d", "2024-03-05T03:00:00Z"]
  ])("is left alone where nothing is due: %s, as of %s", (rest, asOf) => {
    const actions = told(rest, asOf)
    expect(actions.map((one) => [one?.action, one?.output])).toEqual(pasts.map(() => ["keep", "data/2024-03-01.csv"]))
  })

  it("goes on where it is due", () => {
    const actions = told("refresh: 7d", "2024-03-10T03:00:00Z").map((one) => one?.action)
    expect(actions).toEqual(["refresh", "resume", "resume", "refresh", "refresh"])
  })

  it("goes on where the file of the one before is gone", () => {
    const actions = told("refresh: never", "2024-03-10T03:00:00Z", false).map((one) => one?.action)
    expect(actions).toEqual(["refresh", "resume", "resume", "refresh", "refresh"])
  })
})

describe("one purchase of several addresses", () => {
  const twins = (a: string, b: string) => `version: 1
defaults: { account_ids: [acct_1] }
exports:
  a: { type: transactions, ${a} }
  b: { type: transactions, ${b} }
`
  const moving = "start_date: 2020-01-01, end_date: today"
  const march = "start_date: 2024-03-01, end_date: 2024-03-31"

  /** What is planned of each, of what the first one has bought on a day. */
  const both = (text: string, bought: string | undefined, asOf: string, before = text) => {
    const requests = requestsOf(text, at(asOf))
    const past = bought === undefined ? undefined : requestsOf(before, at(bought))[0]
    const records =
      past === undefined || bought === undefined
        ? []
        : [
            {
              ...doneOf(
                past,
                requests.map(({ output }) => fileAt(output.replace("{as_of}", bought.slice(0, 10))))
              ),
              as_of: at(bought)
            }
          ]
    const files = new Map(
      records.flatMap((one) => ("files" in one ? one.files : [])).map(({ path }) => [path, { bytes: 10 }])
    )
    return diff(inputOf({ requests, state: stateOf(...records), asOf: at(asOf), files })).actions
  }

  it.each([
    ["refresh: 7d", "refresh: never"],
    ["refresh: never", "refresh: 7d"],
    ["refresh: 1mo", "refresh: 7d"]
  ])("is bought again as soon as one of them asks for it: %s, %s", (first, second) => {
    const text = twins(`${moving}, ${first}, output: "a/{as_of}.csv"`, `${moving}, ${second}, output: "b/{as_of}.csv"`)
    const told = (asOf: string) =>
      both(text, "2024-03-01T03:00:00Z", asOf).map(({ action, output }) => `${action} ${output}`)
    expect(told("2024-03-07T03:00:00Z")).toEqual(["keep a/2024-03-01.csv", "keep b/2024-03-01.csv"])
    expect(told("2024-03-08T03:00:00Z")).toEqual(["refresh a/2024-03-08.csv", "download b/2024-03-08.csv"])
  })

  it.each([
    ["", ", settle_after: 3d"],
    [", settle_after: 3d", ""]
  ])("waits until its window has closed for all of them: '%s', '%s'", (first, second) => {
    const text = twins(`${march}, split: month${first}`, `${march}, split: month${second}`)
    const told = (asOf: string) => both(text, undefined, asOf).map(({ action }) => action)
    expect(told("2024-04-02T03:00:00Z")).toEqual(["wait", "wait"])
    expect(told("2024-04-04T03:00:00Z")).toEqual(["create", "download"])
  })

  it("is bought again once a window has closed, where another address took it before its end", () => {
    const text = twins(march, `${march}, split: month`)
    const told = (asOf: string) => both(text, "2024-03-10T03:00:00Z", asOf).map(({ action }) => action)
    expect(told("2024-03-31T03:00:00Z")).toEqual(["keep", "keep"])
    expect(told("2024-04-01T03:00:00Z")).toEqual(["refresh", "download"])
  })

  it("is not taken for a whole that was bought as an open window", () => {
    const before = twins(
      "start_date: start_of_month, end_date: yesterday, split: { by: month, open_window: include }",
      "start_date: 2019-01-01, end_date: 2019-01-31"
    )
    const text = twins(march, "start_date: 2019-01-01, end_date: 2019-01-31")
    const told = (asOf: string) => both(text, "2024-03-10T03:00:00Z", asOf, before)[0]
    expect(told("2024-03-31T03:00:00Z")).toMatchObject({ due: "2024-04-01T00:00:00Z" })
    expect(told("2024-04-01T03:00:00Z")?.action).toBe("refresh")
  })
})
