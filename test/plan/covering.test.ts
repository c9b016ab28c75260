/** What stands for what, one example each; test/plan/covering.property.test.ts has the rest. */
import { describe, expect, it } from "vitest"
import type { AccountId, Request } from "../../src/domain.ts"
import { coverageOf } from "../../src/plan/coverage.ts"
import { diff, type FileFacts, filesToLookAt } from "../../src/plan/diff.ts"
import type { Action } from "../../src/plan/Plan.ts"
import { staleness } from "../../src/plan/planfile.ts"
import type { TeamExport } from "../../src/plan/TeamExports.ts"
import type { Done, StateRecord } from "../../src/state/Record.ts"
import { requestsOf } from "../request/manifests.ts"
import {
  baseOf,
  canonicalOf,
  credits,
  dataExportId,
  doneOf,
  fileAt,
  inputOf,
  instant,
  remoteOf,
  requestOf,
  stateOf
} from "./samples.ts"

const AS_OF = instant("2025-03-01T00:00:00Z")
const BOUGHT = instant("2025-02-01T00:00:00Z")

/** The requests of one export of transactions, all of 2024. */
const declare = (more: string, name = "ledger", year = 2024): ReadonlyArray<Request> =>
  requestsOf(
    `version: 1
accounts: { main: acct_1, studio: acct_2 }
defaults: { account_ids: [main], start_date: ${year}-01-01, end_date: ${year}-12-31 }
exports: { ${name}: { ${more.startsWith("type:") ? "" : "type: transactions, "}${more} } }`,
    AS_OF
  )

/** Bought once the year was over, its file at its place. */
const bought = (request: Request, over: Partial<Done> = {}): Done => {
  const record = doneOf(request)
  if (record.phase !== "done") throw new Error("not done")
  return { ...record, as_of: BOUGHT, ...over }
}

const filesOf = (records: ReadonlyArray<StateRecord>): FileFacts =>
  new Map(
    records.flatMap((record) =>
      record.phase === "done" ? record.files.map(({ path, bytes }) => [path, { bytes }] as const) : []
    )
  )

interface Facts {
  readonly files?: FileFacts
  readonly asOf?: typeof AS_OF
  readonly team?: ReadonlyMap<Request["fingerprint"], TeamExport>
}

const planOf = (
  requests: ReadonlyArray<Request>,
  records: ReadonlyArray<StateRecord>,
  { files = filesOf(records), asOf = AS_OF, team }: Facts = {}
) => diff(inputOf({ requests, state: stateOf(...records), files, asOf, ...(team === undefined ? {} : { team }) }))

/** The actions of what is declared. */
const planned = (...args: Parameters<typeof planOf>): ReadonlyArray<Action> =>
  planOf(...args).actions.filter(({ action }) => action !== "orphan")

const one = (requests: ReadonlyArray<Request>, at = 0): Request => {
  const request = requests[at]
  if (request === undefined) throw new Error("no such request")
  return request
}

const year = one(declare("split: year"))
const months = declare("split: month")
const both = one(declare("account_ids: all, split: year"))

describe("what is there covers", () => {
  it("the months of a year", () => {
    const actions = planned(months, [bought(year)])
    expect(actions).toHaveLength(12)
    for (const action of actions)
      expect(action).toMatchObject({
        action: "keep",
        reason: "covered by ledger/2024 (data/ledger/2024.csv)",
        estimate: { low: 0, high: 0, basis: "none" },
        covered_by: ["ledger/2024"]
      })
  })

  it("the year of its months, which it tells of", () => {
    const [action] = planned(
      [year],
      months.map((month) => bought(month))
    )
    expect(action).toMatchObject({
      action: "keep",
      reason: "covered by 12 purchases: ledger/2024-01 … ledger/2024-12",
      covered_by: months.map(({ address }) => address)
    })
  })

  it("one account of two", () => {
    const [action] = planned(declare("split: { by: month, account: true }"), [bought(both)])
    expect(action).toMatchObject({ action: "keep", covered_by: ["ledger/2024"] })
  })

  it("two accounts that were bought on their own, and only both of them", () => {
    const apart = declare("account_ids: all, split: { by: year, account: true }")
    const [action] = planned(
      [both],
      apart.map((request) => bought(request))
    )
    expect(action).toMatchObject({ action: "keep", covered_by: ["ledger/main/2024", "ledger/studio/2024"] })
    const [half] = planned([both], [bought(one(apart))])
    expect(half).toMatchObject({
      action: "create",
      reason: "not bought yet; 366 of its 732 account-days are there already (ledger/main/2024)"
    })
  })

  it("a range without windows, and what a range without windows has", () => {
    const range = one(declare("start_date: 2024-02-10, end_date: 2024-04-02", "spring"))
    expect(planned([range], [bought(year)])[0]).toMatchObject({ action: "keep" })
    const march = months.slice(2, 3)
    expect(planned(march, [bought(range)])[0]).toMatchObject({ action: "keep", covered_by: ["spring"] })
  })

  it("weeks that lie across months", () => {
    const weeks = declare("split: week")
    expect(
      planned(
        weeks,
        months.map((month) => bought(month))
      ).map(({ action }) => action)
    ).toEqual(weeks.map(() => "keep"))
    expect(
      planned(
        weeks.slice(4, 5),
        months.slice(0, 2).map((month) => bought(month))
      )[0]
    ).toMatchObject({
      address: "ledger/2024-W05",
      reason: "covered by 2 purchases: ledger/2024-01, ledger/2024-02"
    })
  })

  it("with what earlier generations have", () => {
    const rolling = bought(one(declare("start_date: 2024-11-01, end_date: 2024-12-31", "rolling")), {
      earlier: [
        {
          as_of: instant("2024-12-01T00:00:00Z"),
          data_export_id: dataExportId("data_export_0"),
          start_date: instant("2024-10-01T00:00:00Z"),
          end_date: instant("2024-11-30T23:59:59Z"),
          credits: credits(3),
          completed_at: instant("2024-12-01T00:00:00Z"),
          files: [fileAt("data/.generations/rolling.csv")]
        }
      ]
    })
    const quarter = declare("split: quarter").slice(3)
    const files = new Map([...filesOf([rolling]), ["data/.generations/rolling.csv", { bytes: 10 }]])
    expect(planned(quarter, [rolling], { files })[0]).toMatchObject({
      action: "keep",
      reason: "covered by 2 purchases: rolling",
      covered_by: ["rolling"]
    })
    expect(planned(quarter, [rolling])[0]).toMatchObject({ action: "create" })
  })

  it("what a purchase that failed, was refused, or was not started would have brought", () => {
    const month = one(months)
    const lives: ReadonlyArray<StateRecord> = [
      { phase: "refused", ...baseOf(month), reason: "422" },
      { phase: "failed", ...remoteOf(month), credits: null, charged: false, reason: "broken" },
      { phase: "cancelled", ...remoteOf(month), credits: null, charged: false },
      { phase: "created", ...remoteOf(month) },
      { phase: "priced", ...remoteOf(month), credits: credits(7) }
    ]
    for (const record of lives)
      expect(planned([month], [bought(year), record])[0]).toMatchObject({
        action: "keep",
        covered_by: ["ledger/2024"]
      })
  })
})

describe("nothing else is covered", () => {
  it.each([
    ["another type", "type: payouts, split: month"],
    ["another file type", "file_type: xlsx, split: month"],
    ["other columns", "export_columns: [id], split: month"],
    ["another account", "account_ids: [studio], split: month"],
    ["exact: true", "exact: true, split: month"]
  ])("%s", (_, more) => {
    expect(planned(declare(more), [bought(year)])[0]).toMatchObject({ action: "create", reason: "not bought yet" })
  })

  it("a snapshot", () => {
    const fans = (split: string) => declare(`type: fans, options: { type: all }, split: ${split}`)
    expect(planned(fans("month"), [bought(one(fans("year")))])[0]).toMatchObject({ action: "create" })
  })

  it("what lacks a second", () => {
    const short = requestOf("short", {
      canonical: { ...year.canonical, end_date: instant("2024-12-31T23:59:58Z") }
    })
    const actions = planned(months, [bought(short)])
    expect(actions.map(({ action }) => action)).toEqual([...months.slice(1).map(() => "keep"), "create"])
    expect(actions.at(-1)?.reason).toBe("not bought yet; 31 of its 31 days are there already (short)")
  })

  it.each([
    ["incomplete", (record: Done): StateRecord => ({ ...record, phase: "incomplete", reason: "1 row short" })],
    [
      "cancelled",
      (record: Done): StateRecord => ({ phase: "cancelled", ...remoteOf(year), credits: record.credits, charged: true })
    ]
  ])("by what is %s", (_, change) => {
    const record = bought(year)
    expect(planned(months, [change(record)], { files: filesOf([record]) })[0]).toMatchObject({ action: "create" })
  })

  it("an open window: it is to come", () => {
    const days = declare("split: day", "days", 2025)
    const actions = planned(
      declare("split: month", "ledger", 2025),
      days.map((day) => bought(day, { as_of: AS_OF }))
    )
    expect(actions.slice(0, 3).map(({ action }) => action)).toEqual(["keep", "keep", "wait"])
  })

  it("an address whose twin is exact", () => {
    const twins = [one(months), { ...one(declare("exact: true, split: month", "exactly")), output: "other.csv" }]
    expect(planned(twins, [bought(year)]).map(({ action }) => action)).toEqual(["create", "download"])
  })
})

describe("a purchase knows nothing of what came after it", () => {
  const early = bought(year, { as_of: instant("2024-06-15T12:00:00Z") })

  it("so it covers what was over by then", () => {
    const actions = planned(months, [early]).map(({ action }) => action)
    expect(actions).toEqual(months.map((_, index) => (index < 5 ? "keep" : "create")))
  })

  it("nor of what came after it was made, whenever it was asked for", () => {
    const made = bought(year, { created_at: instant("2024-03-01T00:00:00Z") })
    const actions = planned(months, [made]).map(({ action }) => action)
    expect(actions).toEqual(months.map((_, index) => (index < 2 ? "keep" : "create")))
  })

  it("nor of what had not settled", () => {
    const late = declare("settle_after: 15d, split: month")
    const actions = planned(late, [bought(year, { as_of: instant("2024-06-16T00:00:00Z") })])
    expect(actions.slice(3, 6).map(({ action }) => action)).toEqual(["keep", "keep", "create"])
    const sooner = planned(late, [bought(year, { as_of: instant("2024-06-15T23:59:59Z") })])
    expect(sooner.slice(3, 6).map(({ action }) => action)).toEqual(["keep", "create", "create"])
  })

  it("what settled as its own windows closed has settled for others", () => {
    // A month before 29 February is 29 January; a month after 31 January is 29 February, too.
    const days = requestOf("days", {
      canonical: canonicalOf({ start_date: year.canonical.start_date, end_date: instant("2024-01-30T23:59:59Z") })
    })
    const late = { ...one(months), canonical: days.canonical, settleAfter: { count: 1, unit: "month" } as const }
    const cover = bought({ ...days, fingerprint: year.fingerprint }, { as_of: instant("2024-02-29T00:00:00Z") })
    expect(planned([late], [cover])[0]).toMatchObject({ action: "keep" })
  })
})

describe("what is bought again for its age", () => {
  it("is covered by what is younger, until that is as old", () => {
    const range = one(declare("end_date: 2024-06-30, refresh: 40d", "half"))
    expect(planned([range], [bought(year)])[0]).toMatchObject({
      action: "keep",
      reason: `covered by ledger/2024 (${year.output}); bought 2025-03-13, and again every 40 days`,
      due: "2025-03-13T00:00:00Z"
    })
    expect(planned([one(declare("end_date: 2024-06-30, refresh: 28d", "half"))], [bought(year)])[0]).toMatchObject({
      action: "create"
    })
  })

  it("the newest windows are bought again for late data, whatever was there sooner", () => {
    const rebought = declare("rebuy: { window: last 2, every: 7d }, split: month")
    const asOf = instant("2025-02-10T00:00:00Z")
    const actions = planned(rebought, [bought(year)], { asOf }).map(({ action }) => action)
    expect(actions.slice(0, 10)).toEqual(Array(10).fill("keep"))
    expect(actions.slice(10)).toEqual(["keep", "create"])
  })
})

describe("messages up to a number", () => {
  const messages = (split: string) => declare(`type: chat_messages, options: { maxMessages: 100 }, split: ${split}`)
  const all = one(messages("year"))

  it.each([
    [99, "keep"],
    [100, "create"],
    [undefined, "create"]
  ])("%s of 100 rows", (rows, action) => {
    const record = bought(all, rows === undefined ? {} : { total_rows: rows })
    expect(planned(messages("month"), [record])[0]?.action).toBe(action)
  })

  it("what chats are left out, nobody knows", () => {
    const some = (split: string) =>
      declare(`type: chat_messages, options: { maxMessages: 100, maxChats: 5 }, split: ${split}`)
    expect(planned(some("month"), [bought(one(some("year")), { total_rows: 1 })])[0]?.action).toBe("create")
  })
})

describe("the files", () => {
  it("are looked at, where they could stand for something", () => {
    const state = stateOf(bought(year))
    const look = (requests: ReadonlyArray<Request>) =>
      filesToLookAt({ requests, state, asOf: AS_OF, timezone: "UTC" }).filter((path) => path === year.output)
    expect(look(months)).toEqual([year.output])
    expect(look(declare("split: month, exact: true"))).toEqual([])
    expect(look(declare("split: month", "ledger", 2023))).toEqual([])
  })

  it.each([
    ["gone", new Map()],
    ["of another size", new Map([[year.output, { bytes: 9 }]])],
    ["no file", new Map([[year.output, "not-a-file" as const]])]
  ])("cover nothing once they are %s, and that is said", (_, files) => {
    expect(planned(months, [bought(year)], { files })[0]).toMatchObject({
      action: "create",
      reason: `not bought yet; ledger/2024 covered it, but its file is gone or changed (${year.output}); declared again, it is downloaded free of charge`
    })
  })

  it("cover it where one of them is there", () => {
    const record = bought(year, { files: [fileAt("data/gone.csv"), fileAt("data/there.csv")] })
    const files = new Map([["data/there.csv", { bytes: 10 }]])
    expect(planned(months, [record], { files })[0]).toMatchObject({ action: "keep" })
  })

  it("cover it where they are downloaded again in the same run", () => {
    const actions = planned([...months, { ...year, output: "data/year.csv" }], [bought(year)], { files: new Map() })
    expect(actions.map(({ action }) => action)).toEqual([...months.map(() => "keep"), "download"])
  })

  it("that are still to come are told of", () => {
    const started: StateRecord = { phase: "started", ...remoteOf(year), as_of: BOUGHT, credits: credits(7) }
    expect(planned(months, [started])[0]).toMatchObject({
      action: "create",
      reason: "not bought yet; ledger/2024, paid and not downloaded yet, would cover it"
    })
  })
})

describe("in the plan", () => {
  it("an orphan says what it covers, and stays one", () => {
    const orphan = planOf(months, [bought(year)]).actions.find(({ action }) => action === "orphan")
    expect(orphan?.reason).toBe(
      "no longer declared (done); kept, for it covers ledger/2024-01 … ledger/2024-12. `exporter state rm ledger/2024` forgets it, and what it covers is bought then"
    )
  })

  it("an address that is the same purchase is covered, too", () => {
    const twin = one(declare("split: month, output: 'twin/{window}.csv'", "twin"))
    expect(planned([one(months), twin], [bought(year)])[1]).toMatchObject({
      action: "keep",
      same_as: "ledger/2024-01",
      covered_by: ["ledger/2024"]
    })
  })

  it("what the team has paid for is taken over: it is free, and a file of its own", () => {
    const month = one(months)
    const found = { id: dataExportId("data_export_9"), createdAt: BOUGHT, credits: credits(3) }
    const action = (isPaid: boolean) =>
      planned([month], [bought(year)], { team: new Map([[month.fingerprint, { ...found, isPaid }]]) })[0]?.action
    expect([action(true), action(false)]).toEqual(["adopt", "keep"])
  })

  it("what stands in the way of a file that is not written does not matter", () => {
    const month = one(months)
    const files = new Map([...filesOf([bought(year)]), [month.output, { bytes: 99 }]])
    expect(planned([month], [bought(year)], { files })[0]?.action).toBe("keep")
  })

  it("status counts it as done, without a file", () => {
    const records = [bought(year)]
    const plan = planOf(months, records)
    const { summary, exports } = coverageOf(months, plan, stateOf(...records))
    expect(summary.done).toBe(12)
    expect(exports[0]?.cells[0]).toMatchObject({ kind: "done", phase: "none", output: null })
  })

  it("a plan is stale once the file is gone, not when another one covers the same", () => {
    const target = { server: "s", lineage: null }
    const before = { plan: planOf(months, [bought(year)]), target }
    const other = bought(both)
    expect(staleness(before, planOf(months, [other]), target, "not")).toEqual([])
    const moved = staleness(before, planOf(months, [bought(year)], { files: new Map() }), target, "not")
    expect(moved).toHaveLength(12)
    expect(moved[0]).toContain("ledger/2024-01: planned to keep, now it would create")
  })
})

it("accounts are those of the vendor, whatever they are called", () => {
  const renamed = requestOf("renamed", {
    canonical: { ...one(months).canonical, account_ids: ["acct_1" as AccountId] }
  })
  expect(planned([{ ...renamed, fingerprint: one(months).fingerprint }], [bought(year)])[0]?.action).toBe("keep")
})
