import { describe, expect, it } from "vitest"
import { monthOf, openingMoney } from "../../src/budget/ledger.ts"
import type { Address, DataExportId, Instant } from "../../src/domain.ts"
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
