/** What would be bought twice. */
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type { AccountId, Instant, Request } from "../../src/domain.ts"
import { atOnce } from "../../src/pieces.ts"
import { diff } from "../../src/plan/diff.ts"
import { overlapping } from "../../src/plan/overlaps.ts"
import type { Estimate, Overlap } from "../../src/plan/Plan.ts"
import { instantAt } from "../../src/request/dates.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import { requestsOf } from "../request/manifests.ts"
import {
  canonicalOf,
  credits,
  doneOf,
  fileAt,
  filesOf,
  inputOf,
  instant,
  remoteOf,
  requestOf,
  stateOf
} from "./samples.ts"

const AS_OF = instant("2024-06-15T12:00:00Z")

/** Exports of transactions, where they do not say another type, by their names. */
const declare = (exports: Readonly<Record<string, string>>): ReadonlyArray<Request> =>
  requestsOf(
    `version: 1
accounts: { main: acct_1, studio: acct_2 }
defaults: { account_ids: [main], start_date: 2024-01-01, end_date: 2024-03-31 }
exports: { ${Object.entries(exports)
      .map(([name, more]) => `${name}: { ${more.startsWith("type:") ? "" : "type: transactions, "}${more} }`)
      .join(", ")} }`,
    AS_OF
  )

const prices = { rowsPerCredit: 20, rowsPerAccountDay: { transactions: 20 } }
const overlapsOf = (requests: ReadonlyArray<Request>, ...records: ReadonlyArray<StateRecord>): ReadonlyArray<Overlap> =>
  diff(inputOf({ requests, prices, asOf: AS_OF, state: stateOf(...records) })).overlaps ?? []

describe("two exports of one manifest", () => {
  it("that ask for the same days of an account: what that costs is paid twice", () => {
    expect(overlapsOf(declare({ ledger: "split: month", january: "end_date: 2024-01-31T12:00:00Z" }))).toEqual([
      { exports: ["ledger", "january"], requests: 1, account_ids: ["acct_1"], account_days: 30.5, credits: 31 }
    ])
  })

  it("of accounts together and apart: the days of each count", () => {
    expect(
      overlapsOf(declare({ all: "account_ids: all", ledger: "account_ids: all, split: { by: month, account: true }" }))
    ).toEqual([
      { exports: ["all", "ledger"], requests: 6, account_ids: ["acct_1", "acct_2"], account_days: 182, credits: 182 }
    ])
  })

  it("where one has an account more: its share of the price", () => {
    expect(overlapsOf(declare({ all: "account_ids: all, end_date: 2024-01-31", ledger: "" }))).toEqual([
      { exports: ["all", "ledger"], requests: 1, account_ids: ["acct_1"], account_days: 31, credits: 31 }
    ])
  })

  it("also of what waits for its window to close, at what it is going to cost", () => {
    expect(overlapsOf(declare({ year: "end_date: 2024-12-31, split: year", ledger: "split: month" }))).toEqual([
      { exports: ["year", "ledger"], requests: 3, account_ids: ["acct_1"], account_days: 91, credits: 91 }
    ])
  })

  it("without a price that anybody knows", () => {
    const [overlap] = overlapsOf(declare({ a: "type: payouts", b: "type: payouts, end_date: 2024-02-01" }))
    expect(overlap).toMatchObject({ exports: ["a", "b"], account_days: 32, credits: null })
  })

  it("with an exact price, once it was asked for", () => {
    const [ledger, january] = declare({ ledger: "", january: "end_date: 2024-01-31" })
    if (ledger === undefined || january === undefined) throw new Error("two exports")
    const priced: StateRecord = { phase: "priced", ...remoteOf(january), credits: credits(14) }
    expect(overlapsOf([ledger, january], priced)).toEqual([
      { exports: ["ledger", "january"], requests: 1, account_ids: ["acct_1"], account_days: 31, credits: 14 }
    ])
  })

  it("many of them: each but one is told of once", () => {
    const three = overlapsOf(declare({ a: "", b: "end_date: 2024-01-31", c: "end_date: 2024-01-10" }))
    expect(three.map((overlap) => [overlap.exports, overlap.account_days])).toEqual([
      [["a", "b"], 31],
      [["a", "c"], 10]
    ])
  })

  it.each([
    ["of other accounts", { a: "", b: "account_ids: [studio]" }],
    ["of another type", { a: "", b: "type: payouts" }],
    ["of other columns", { a: "", b: "export_columns: [id], end_date: 2024-01-31" }],
    ["of days that follow", { a: "end_date: 2024-01-31", b: "start_date: 2024-02-01" }],
    ["of the same purchase", { a: "", b: "output: b.csv" }],
    ["of which one is exact", { a: "", b: "end_date: 2024-01-31, exact: true" }],
    ["of snapshots", { a: "type: trial_links", b: "type: trial_links, end_date: 2024-01-31" }]
  ] as ReadonlyArray<[string, Readonly<Record<string, string>>]>)("%s do not overlap", (_, exports) => {
    expect(overlapsOf(declare(exports))).toEqual([])
    expect(diff(inputOf({ requests: declare(exports), asOf: AS_OF }))).not.toHaveProperty("overlaps")
  })

  it("of which one is there: the other is covered, or buys the rest", () => {
    const requests = declare({ a: "", b: "end_date: 2024-04-30" })
    const [a] = requests
    if (a === undefined) throw new Error("two exports")
    const plan = diff(
      inputOf({
        requests,
        prices,
        asOf: AS_OF,
        state: stateOf({ ...doneOf(a, [fileAt(a.output)]), as_of: AS_OF }),
        files: filesOf([a.output, 10])
      })
    )
    expect(plan).not.toHaveProperty("overlaps")
    expect(plan.actions[1]?.reason).toBe("not bought yet; 91 of its 121 days are there already (a)")
  })
})

describe("of any number of exports", () => {
  const DAY = 86_400_000
  const day = (n: number): Instant => instantAt(Date.UTC(2024, 0, 1) + n * DAY)
  const accounts = ["acct_1", "acct_2", "acct_3"].map((id) => id as AccountId)

  const asked = fc.array(
    fc.record({
      name: fc.nat(5),
      start: fc.nat(30),
      days: fc.integer({ min: 1, max: 20 }),
      accounts: fc.subarray([...accounts], { minLength: 1 }),
      high: fc.option(fc.nat(100), { freq: 10 })
    }),
    { maxLength: 12 }
  )

  it("they sum up to what is asked for more than once by different exports", () => {
    fc.assert(
      fc.property(asked, (drawn) => {
        // Requests of one export never overlap: here each is an export of its own.
        const requests = drawn.map(({ name, start, days, accounts }, index) =>
          requestOf(`e${name}-${index}`, {
            canonical: canonicalOf({
              account_ids: accounts,
              start_date: day(start),
              end_date: instantAt(Date.parse(day(start + days)) - 1_000)
            })
          })
        )
        const outstanding = requests.flatMap((request, index) => {
          if (requests.findIndex(({ fingerprint }) => fingerprint === request.fingerprint) !== index) return []
          const high = drawn[index]?.high ?? null
          const estimate = { low: credits(0), high: high === null ? null : credits(high), basis: "list" } as Estimate
          return [{ request, estimate: () => estimate, days: drawn[index]?.days ?? 0, start: drawn[index]?.start ?? 0 }]
        })
        const overlaps = atOnce(overlapping(outstanding))
        let twice = 0
        for (const account of accounts)
          for (let n = 0; n < 60; n++) {
            const times = outstanding.filter(
              ({ request, start, days }) =>
                request.canonical.account_ids?.includes(account) && start <= n && n < start + days
            ).length
            twice += Math.max(0, times - 1)
          }
        expect(overlaps.reduce((sum, { account_days }) => sum + account_days, 0)).toBeCloseTo(twice)
        for (const { credits: wasted, exports } of overlaps) {
          const [first, second] = exports.map((name) => outstanding.findIndex(({ request }) => request.export === name))
          expect(first).toBeLessThan(second ?? -1)
          const highs = [first, second].map((index) => outstanding[index ?? -1]?.estimate().high)
          if (wasted !== null) expect(wasted).toBeLessThanOrEqual(Math.max(...highs.map((high) => high ?? 0)))
          else expect(highs).toContain(null)
        }
      })
    )
  })
})
