import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { monthOf, openingMoney, type Spent, spendingOf } from "../../src/budget/ledger.ts"
import type { AccountId, Address, DataExportId, Instant } from "../../src/domain.ts"
import type { LedgerEntry, StateRecord } from "../../src/state/Record.ts"
import { canonicalOf, stateOf } from "../plan/samples.ts"
import { credits, fingerprint } from "./samples.ts"

const instant = (text: string) => text as Instant
const JUNE = instant("2024-06-15T12:00:00Z")

const charge = (as_of: string, amount: number | null): LedgerEntry => ({
  fingerprint: fingerprint("it"),
  address: "it" as Address,
  data_export_id: "data_export_1" as DataExportId,
  as_of: instant(as_of),
  credits: amount === null ? null : credits(amount),
  type: "transactions",
  account_ids: []
})

const opening = (ledger: ReadonlyArray<LedgerEntry>, timezone = "UTC", records: ReadonlyArray<StateRecord> = []) =>
  openingMoney({ unknownCost: "block" }, undefined, { ...stateOf(...records), ledger }, JUNE, timezone, () =>
    credits(9)
  )

describe("the money that a run begins with", () => {
  it("is nothing spent, and nothing known of the balance", () => {
    expect(opening([])).toStrictEqual({
      caps: {},
      unknownCost: "block",
      spentRun: 0,
      spentMonth: 0,
      unknownCharge: false,
      unknownRunCharge: false,
      balance: undefined,
      reserved: new Map(),
      unattended: new Set()
    })
  })

  it("counts the charges of the month of its as_of, in the manifest's time zone", () => {
    const ledger = [
      charge("2024-05-31T21:59:59Z", 1),
      charge("2024-05-31T22:00:00Z", 10),
      charge("2024-06-30T21:59:59Z", 100),
      charge("2024-06-30T22:00:00Z", 1000),
      charge("2023-06-15T12:00:00Z", 10_000)
    ]
    expect(opening(ledger, "Europe/Berlin").spentMonth).toBe(110)
    expect(opening(ledger).spentMonth).toBe(1100)
  })

  it("knows of a charge without an amount, in this month alone", () => {
    expect(opening([charge("2024-06-01T00:00:00Z", null), charge("2024-06-02T00:00:00Z", 5)])).toMatchObject({
      spentMonth: 5,
      unknownCharge: true,
      unknownRunCharge: false
    })
    expect(opening([charge("2024-05-31T23:59:59Z", null)]).unknownCharge).toBe(false)
  })

  it("holds back what a scrape that is on its way may charge by itself, whoever is about it", () => {
    const base = { request: canonicalOf({ type: "fans", options: { type: "all" } }), as_of: JUNE, attempt: 1 }
    const named = (name: string) => ({ ...base, address: name as Address, fingerprint: fingerprint(name) })
    const id = "data_export_1" as DataExportId
    const plain = { ...named("plain"), request: canonicalOf() }
    const money = opening([], "UTC", [
      { phase: "creating", ...named("creating"), since: JUNE },
      { phase: "ambiguous", ...named("ambiguous"), since: JUNE, candidates: [id] },
      { phase: "created", ...named("created"), data_export_id: id },
      { phase: "created", ...plain, data_export_id: id },
      { phase: "priced", ...named("priced"), data_export_id: id, credits: credits(3) }
    ])
    const held = ["creating", "ambiguous", "created"].map((name) => fingerprint(name))
    expect(money.reserved).toEqual(new Map(held.map((one) => [one, 9])))
    expect(money.unattended).toEqual(new Set(held))
  })

  it("holds back what starts without an answer may have cost, and waits for nobody to give it back", () => {
    const remote = (name: string) => ({
      fingerprint: fingerprint(name),
      request: canonicalOf(),
      address: name as Address,
      as_of: JUNE,
      attempt: 1,
      data_export_id: `data_export_${name}` as DataExportId
    })
    const records: ReadonlyArray<StateRecord> = [
      { phase: "starting", ...remote("a"), credits: credits(30) },
      { phase: "starting", ...remote("b"), credits: null },
      { phase: "priced", ...remote("c"), credits: credits(7) }
    ]
    const money = opening([], "UTC", records)
    expect([...money.reserved]).toEqual([
      [fingerprint("a"), 30],
      [fingerprint("b"), 0]
    ])
    expect([...money.unattended]).toEqual([fingerprint("a"), fingerprint("b")])
  })

  it.each([
    ["neither", undefined, undefined, undefined],
    ["the manifest's", 100, undefined, 100],
    ["the command line's", undefined, 50, 50],
    ["the lower one: the command line's", 100, 50, 50],
    ["the lower one: the manifest's", 100, 500, 100],
    ["nothing at all", 100, 0, 0]
  ])("caps the run at %s", (_, perRun, budget, expected) => {
    const settings = { unknownCost: "allow" as const, ...(perRun === undefined ? {} : { perRun: credits(perRun) }) }
    const money = openingMoney(
      settings,
      budget === undefined ? undefined : credits(budget),
      stateOf(),
      JUNE,
      "UTC",
      () => undefined
    )
    expect(money.caps).toStrictEqual(expected === undefined ? {} : { perRun: expected })
    expect(money.unknownCost).toBe("allow")
  })

  it("takes the other caps from the manifest alone", () => {
    const settings = { unknownCost: "block" as const, perMonth: credits(1000), keepBalance: credits(500) }
    expect(openingMoney(settings, credits(5), stateOf(), JUNE, "UTC", () => undefined).caps).toStrictEqual({
      perRun: 5,
      perMonth: 1000,
      keepBalance: 500
    })
  })
})

it("a month begins where days begin", () => {
  expect(monthOf(instant("2024-06-30T23:30:00Z"), "UTC")).toBe("2024-06")
  expect(monthOf(instant("2024-06-30T23:30:00Z"), "Asia/Tokyo")).toBe("2024-07")
  expect(monthOf(instant("2024-01-01T04:59:59Z"), "America/New_York")).toBe("2023-12")
})

describe("spending", () => {
  const entry = (as_of: string, amount: number | null, type: string, ...ids: ReadonlyArray<string>): LedgerEntry => ({
    ...charge(as_of, amount),
    type,
    account_ids: ids as ReadonlyArray<AccountId>
  })
  const LEDGER = [
    entry("2024-04-10T00:00:00Z", 3, "payouts", "a"),
    entry("2024-06-01T00:00:00Z", 0.1, "transactions", "a"),
    entry("2024-06-02T00:00:00Z", 0.2, "transactions", "a", "b"),
    entry("2024-06-30T23:30:00Z", null, "transactions", "a", "b"),
    entry("2024-06-03T00:00:00Z", 7, "public_profiles")
  ]

  it("is the ledger by month, by type, and by whom a charge was for", () => {
    const spent = (sum: number, charges: number, unknown = 0) => ({ credits: sum, charges, unknown })
    expect(spendingOf(LEDGER, JUNE, "UTC")).toStrictEqual({
      month: "2024-06",
      // Not 0.30000000000000004: nobody was charged that.
      this_month: spent(7.3, 4, 1),
      total: spent(10.3, 5, 1),
      by_month: [
        { month: "2024-04", ...spent(3, 1) },
        { month: "2024-06", ...spent(7.3, 4, 1) }
      ],
      by_type: [
        { type: "public_profiles", ...spent(7, 1), this_month: spent(7, 1) },
        { type: "payouts", ...spent(3, 1), this_month: spent(0, 0) },
        { type: "transactions", ...spent(0.3, 3, 1), this_month: spent(0.3, 3, 1) }
      ],
      by_account: [
        { accounts: [], ...spent(7, 1), this_month: spent(7, 1) },
        { accounts: ["a"], ...spent(3.1, 2), this_month: spent(0.1, 1) },
        { accounts: ["a", "b"], ...spent(0.2, 2, 1), this_month: spent(0.2, 2, 1) }
      ]
    })
  })

  it("counts a charge where its day is, and has the month of today, spent in or not", () => {
    const { by_month, month, this_month } = spendingOf(LEDGER, instant("2024-08-01T00:00:00Z"), "Asia/Tokyo")
    expect(by_month.map((one) => [one.month, one.charges])).toEqual([
      ["2024-04", 1],
      ["2024-06", 3],
      ["2024-07", 1],
      ["2024-08", 0]
    ])
    expect([month, this_month.charges]).toEqual(["2024-08", 0])
  })

  it("adds up, whichever way it is summed up", () => {
    const entries = fc.array(
      fc
        .record({
          month: fc.integer({ min: 1, max: 9 }),
          amount: fc.option(fc.integer({ min: 0, max: 500 })),
          type: fc.constantFrom("a", "b", "c"),
          ids: fc.subarray(["x", "y", "z"])
        })
        .map(({ month, amount, type, ids }) => entry(`2024-0${month}-15T00:00:00Z`, amount, type, ...ids))
    )
    fc.assert(
      fc.property(entries, (ledger) => {
        const { total, by_month, by_type, by_account, this_month } = spendingOf(ledger, JUNE, "UTC")
        for (const key of ["credits", "charges", "unknown"] as const) {
          const sum = (all: ReadonlyArray<Spent>) => all.reduce((so, one) => so + one[key], 0)
          for (const all of [by_month, by_type, by_account]) expect(sum(all)).toBe(total[key])
          for (const all of [by_type, by_account]) expect(sum(all.map((one) => one.this_month))).toBe(this_month[key])
        }
        expect(total.charges).toBe(ledger.length)
      })
    )
  })
})
