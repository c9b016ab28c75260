import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type { AccountId, CanonicalRequest } from "../../src/domain.ts"
import { estimateBegun, estimateNew, exactly, FREE, lower, ratesOf, sum, worstCase } from "../../src/plan/estimate.ts"
import type { Estimate } from "../../src/plan/Plan.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import { AS_OF, canonicalOf, credits, doneOf, instant, remoteOf, requestOf, stateOf } from "./samples.ts"

const PRICES = { rowsPerCredit: 20, rowsPerAccountDay: { payouts: 3 } }
const accounts = (count: number) => Array.from({ length: count }, (_, index) => `acct_${index}` as AccountId)
const chats = (maxMessages: number, over: Partial<CanonicalRequest> = {}) =>
  canonicalOf({ type: "chat_messages", options: { maxMessages }, ...over })
const UNKNOWN: Estimate = { low: credits(0), high: null, basis: "unknown" }

describe("the worst case", () => {
  const { account_ids: _, ...everybody } = canonicalOf({ type: "public_profiles", options: { maxResults: 41 } })
  it.each<readonly [string, CanonicalRequest, number | undefined]>([
    ["messages at the list price", chats(1000), 50],
    ["messages per account", chats(1000, { account_ids: accounts(3) }), 150],
    ["a part of a credit counts whole", chats(1), 1],
    ["no messages", chats(0), 0],
    ["results, of all accounts together", everybody, 3],
    ["no limit", canonicalOf(), undefined],
    [
      "a limit of another type says nothing",
      canonicalOf({ type: "fans", options: { maxMessages: 5, type: "all" } }),
      undefined
    ],
    ["search without a limit", canonicalOf({ type: "public_profiles" }), undefined]
  ])("%s", (_, request, expected) => {
    expect(worstCase(request, PRICES)).toBe(expected)
  })

  it("follows the price list", () => {
    expect(worstCase(chats(1000), { ...PRICES, rowsPerCredit: 3 })).toBe(334)
  })
})

describe("an estimate of something new", () => {
  /** `days` days of one account that have cost so much. */
  const bought = (name: string, days: number, cost: number | null, over: Partial<CanonicalRequest> = {}) => {
    const end = new Date(Date.UTC(2023, 0, 1 + days)).toISOString().replace(".000Z", "Z")
    const canonical = canonicalOf({ start_date: instant("2023-01-01T00:00:00Z"), end_date: instant(end), ...over })
    return doneOf(requestOf(name, { canonical }), [], cost === null ? null : credits(cost))
  }
  const tenDays = { start_date: instant("2024-01-01T00:00:00Z"), end_date: instant("2024-01-11T00:00:00Z") }
  const estimate = (request: CanonicalRequest, ...records: ReadonlyArray<StateRecord>) =>
    estimateNew(request, PRICES, ratesOf(stateOf(...records)))

  it("is unknown without a limit and without history", () => {
    expect(estimate(canonicalOf())).toEqual(UNKNOWN)
  })

  it("is bounded by its own limits", () => {
    expect(estimate(chats(1000))).toEqual({ low: 0, high: 50, basis: "bound" })
  })

  it("is what purchases of its kind have cost, by account and day", () => {
    const request = canonicalOf({ ...tenDays, account_ids: accounts(2) })
    expect(estimate(request, bought("a", 10, 30), bought("b", 20, 80))).toEqual({ low: 60, high: 80, basis: "history" })
    expect(estimate(request, bought("a", 10, 33.3))).toEqual({ low: 66, high: 67, basis: "history" })
  })

  it("is what the manifest expects of its type, until there is history", () => {
    const payouts = canonicalOf({ ...tenDays, type: "payouts", account_ids: accounts(2) })
    expect(estimate(payouts)).toEqual({ low: 3, high: 3, basis: "list" })
    expect(estimate(payouts, bought("a", 10, 30, { type: "payouts" }))).toEqual({ low: 60, high: 60, basis: "history" })
    expect(estimateNew(payouts, PRICES, new Map(), credits(2))).toEqual({ low: 2, high: 2, basis: "list" })
  })

  it("is never more than its own limits, whatever history says", () => {
    const options = { maxMessages: 100 }
    const dear = bought("a", 10, 30, { type: "chat_messages", options })
    expect(estimate(chats(100, tenDays), dear)).toEqual({ low: 5, high: 5, basis: "history" })
  })

  it.each([
    ["where it has no other", canonicalOf(), 12.5, 0, 12.5, "bound"],
    ["where it is the lower one", chats(1000), 12.5, 0, 12.5, "bound"],
    ["where it is the higher one", chats(1000), 80, 0, 50, "bound"],
    ["where history says more", canonicalOf(tenDays), 12.5, 12, 12.5, "history"],
    ["where history says less", canonicalOf(tenDays), 80, 30, 30, "history"]
  ] as const)("is bounded by max_credits %s", (_, request, maxCredits, low, high, basis) => {
    const rates = ratesOf(stateOf(bought("a", 10, 30)))
    const known = basis === "history" ? rates : new Map()
    expect(estimateNew(request, PRICES, known, credits(maxCredits))).toEqual({ low, high, basis })
  })

  it("learns from what is done and has a price, of the same type and options", () => {
    const request = canonicalOf({ ...tenDays, type: "fans", options: { type: "all" } })
    const others: ReadonlyArray<StateRecord> = [
      bought("a", 10, null, { type: "fans", options: { type: "all" } }),
      bought("b", 10, 30, { type: "fans", options: { type: "active" } }),
      bought("c", 10, 30, { type: "followings", options: { type: "all" } }),
      {
        phase: "failed",
        ...remoteOf(requestOf("d", { canonical: request })),
        credits: credits(30),
        charged: true,
        reason: "x"
      }
    ]
    expect(estimate(request, ...others)).toEqual(UNKNOWN)
    const same = bought("e", 10, 30, { type: "fans", options: { type: "all" }, file_type: "xlsx" })
    expect(estimate(request, ...others, same)).toEqual({ low: 30, high: 30, basis: "history" })
  })

  it("takes less than a day for a day, so that one second does not make a year dear", () => {
    const second = canonicalOf({ start_date: AS_OF, end_date: AS_OF })
    expect(estimate(second, bought("a", 10, 30))).toEqual({ low: 3, high: 3, basis: "history" })
    expect(estimate(canonicalOf(tenDays), bought("a", 0, 2))).toEqual({ low: 20, high: 20, basis: "history" })
  })

  it("has no low end above its high end", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(400), fc.nat(10_000)), { maxLength: 4 }),
        fc.option(fc.nat(100_000)),
        (history, limit) => {
          const options = limit === null ? {} : { options: { maxMessages: limit } }
          const records = history.map(([days, cost], index) =>
            bought(`r${index}`, days, cost, { type: "chat_messages", ...options })
          )
          const { low, high } = estimate(canonicalOf({ type: "chat_messages", ...options }), ...records)
          expect(low).toBeLessThanOrEqual(high ?? Number.POSITIVE_INFINITY)
          if (limit !== null) expect(high ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(Math.ceil(limit / 20))
        }
      )
    )
  })
})

describe("an estimate of something begun", () => {
  const request = requestOf("it")
  const fresh: Estimate = { low: credits(1), high: credits(9), basis: "history" }
  const remote = remoteOf(request)
  const { data_export_id: _, ...base } = remote
  it.each<readonly [StateRecord, Estimate]>([
    [{ phase: "creating", ...base, since: AS_OF }, fresh],
    [{ phase: "created", ...remote }, fresh],
    [{ phase: "priced", ...remote, credits: credits(7) }, exactly(credits(7))],
    [{ phase: "priced", ...remote, credits: null }, fresh],
    [
      { phase: "starting", ...remote, credits: credits(7) },
      { low: credits(0), high: credits(7), basis: "exact" }
    ],
    [{ phase: "starting", ...remote, credits: null }, fresh],
    [{ phase: "started", ...remote, credits: null }, FREE],
    [{ phase: "ready", ...remote, credits: credits(7), files: [] }, FREE],
    [doneOf(request), FREE]
  ])("$phase", (record, expected) => {
    expect(estimateBegun(record, () => fresh)).toEqual(expected)
  })
})

it("the lower of two amounts is the one that there is, or the lower one", () => {
  const amounts = [undefined, credits(0), credits(5)]
  expect(amounts.map((a) => amounts.map((b) => lower(a, b)))).toEqual([
    [undefined, 0, 5],
    [0, 0, 0],
    [5, 0, 5]
  ])
})

describe("a sum", () => {
  const of = (low: number, high: number | null, basis: Estimate["basis"]): Estimate => ({
    low: credits(low),
    high: high === null ? null : credits(high),
    basis
  })
  it.each<readonly [string, ReadonlyArray<Estimate>, Estimate]>([
    ["of nothing costs nothing", [], FREE],
    ["of exact prices is exact", [of(5, 5, "exact"), FREE, of(7, 7, "exact")], of(12, 12, "exact")],
    ["is as certain as history", [of(5, 5, "exact"), of(1, 9, "history")], of(6, 14, "history")],
    ["is as certain as a bound", [of(0, 50, "bound"), of(1, 9, "history")], of(1, 59, "bound")],
    [
      "has no high end where one part has none",
      [of(5, 5, "exact"), UNKNOWN, of(0, 50, "bound")],
      of(5, null, "unknown")
    ]
  ])("%s", (_, parts, expected) => {
    expect(sum(parts)).toEqual(expected)
    expect(sum([...parts].reverse())).toEqual(expected)
  })
})
