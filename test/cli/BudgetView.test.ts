/** What a plan says of the budget is what a run would begin with. */
import { describe, expect, it } from "vitest"
import { barOf, budgetOf, capWords, warningsOf } from "../../src/cli/render/BudgetView.ts"
import type { AccountId, Credits, Request } from "../../src/domain.ts"
import type { BudgetSettings, Manifest } from "../../src/manifest/Manifest.ts"
import { diff } from "../../src/plan/diff.ts"
import type { LedgerEntry, StateRecord } from "../../src/state/Record.ts"
import {
  AS_OF,
  baseOf,
  canonicalOf,
  credits,
  dataExportId,
  inputOf,
  remoteOf,
  requestOf,
  stateOf
} from "../plan/samples.ts"

const ledger = requestOf("ledger")
const fans = requestOf("fans", { canonical: canonicalOf({ type: "fans", options: { type: "active" } }) })
const prices = { rowsPerCredit: 20, rowsPerAccountDay: {} }

const priced = (request: Request, price: number): StateRecord => ({
  ...remoteOf(request),
  phase: "priced",
  credits: credits(price)
})

const charge = (amount: number | null, as_of = AS_OF): LedgerEntry => ({
  fingerprint: ledger.fingerprint,
  address: ledger.address,
  data_export_id: dataExportId("data_export_0"),
  as_of,
  credits: amount as Credits | null,
  type: "transactions",
  account_ids: ["acct_1" as AccountId]
})

interface Case {
  readonly budget?: Partial<BudgetSettings>
  readonly run?: number
  readonly requests?: ReadonlyArray<Request>
  /** Narrowed to these. */
  readonly targets?: ReadonlyArray<Request>
  readonly records?: ReadonlyArray<StateRecord>
  readonly charges?: ReadonlyArray<LedgerEntry>
}

const budget = ({ budget: caps, run, requests = [ledger], targets = requests, records = [], charges = [] }: Case) => {
  const state = { ...stateOf(...records), ledger: charges }
  const declared = new Set(requests.map(({ fingerprint }) => fingerprint))
  const plan = diff(inputOf({ requests: targets, state, declared }))
  const manifest = { budget: { unknownCost: "block", ...caps }, timezone: "UTC", prices } as Manifest
  return budgetOf({ manifest, requests }, plan, state, run === undefined ? undefined : credits(run))
}

const said = (of: Case) => {
  const view = budget(of)
  if (view === undefined) throw new Error("nothing is spent")
  return {
    caps: view.caps.map((cap) => capWords(cap, view.estimate)),
    bars: view.caps.map((cap) => barOf(cap, view.estimate, 10)),
    fits: view.caps.map(({ fits }) => fits),
    warnings: warningsOf(view)
  }
}

const ends = "What does not fit is not started, and `exporter apply` exits with 4."

describe("a cap", () => {
  it("that holds whatever is known", () => {
    expect(said({ budget: { perRun: credits(20) }, records: [priced(ledger, 7)] })).toEqual({
      caps: ["7 of 20 credits of this run"],
      bars: ["[====......]"],
      fits: ["yes"],
      warnings: []
    })
  })

  it("to the last credit", () => {
    const exactly = { records: [priced(ledger, 7)], run: 7 }
    expect(said(exactly)).toMatchObject({ fits: ["yes"], bars: ["[==========]"] })
    expect(said({ ...exactly, run: 6 })).toMatchObject({
      fits: ["no"],
      warnings: [`per_run: not all of it fits into the 6 credits that are left. ${ends}`]
    })
  })

  it("of a run is the lower one of manifest and command line", () => {
    const records = [priced(ledger, 7)]
    expect(said({ budget: { perRun: credits(20) }, run: 10, records }).caps).toEqual(["7 of 10 credits of this run"])
    expect(said({ budget: { perRun: credits(20) }, run: 99, records }).caps).toEqual(["7 of 20 credits of this run"])
  })

  it("of a month has what was charged in it, and in no other", () => {
    const charges = [charge(12), charge(50, "2024-02-29T23:59:59Z" as typeof AS_OF)]
    expect(said({ budget: { perMonth: credits(20) }, records: [priced(ledger, 7)], charges })).toMatchObject({
      caps: ["12 charged, and 7 of 20 credits of 2024-03"],
      bars: ["[######====]"],
      fits: ["yes"]
    })
  })

  it("under which a charge of unknown amount stands lets nothing start", () => {
    const { fits, warnings } = said({
      budget: { perMonth: credits(20) },
      records: [priced(ledger, 7)],
      charges: [charge(null)]
    })
    expect(fits).toEqual(["no"])
    expect(warnings).toEqual([
      expect.stringMatching(/^per_month: a charge .* nobody knows, so nothing that costs is started/)
    ])
  })

  it("holds what others of the state may still cost", () => {
    const starting: StateRecord = { ...remoteOf(fans), phase: "starting", credits: credits(9) }
    const of = { budget: { perRun: credits(15) }, requests: [ledger, fans], records: [priced(ledger, 7), starting] }
    expect(said({ ...of, targets: [ledger] })).toMatchObject({
      caps: ["9 held for what is on its way, and 7 of 15 credits of this run"],
      fits: ["no"]
    })
    // In a plan of both it is part of what the plan may cost, not held beside it.
    expect(said(of)).toMatchObject({ caps: ["up to 16 of 15 credits of this run"], fits: ["maybe"] })
  })

  it("against a price that nobody knows", () => {
    expect(said({ budget: { perRun: credits(15) } })).toEqual({
      caps: ["not known yet, of 15 credits of this run"],
      bars: ["[----------]"],
      fits: ["maybe"],
      warnings: [`per_run: not every price is known yet, and 15 credits are left. ${ends}`]
    })
  })

  it("of one request, below its price", () => {
    const capped = requestOf("ledger", { maxCredits: credits(5) })
    expect(said({ requests: [capped], records: [priced(capped, 7)] }).warnings).toEqual([
      "max_credits: one purchase costs more than its own cap (ledger): not started, and `exporter apply` exits with 4."
    ])
    expect(said({ requests: [capped], records: [priced(capped, 5)] }).warnings).toEqual([])
  })

  it("of nothing", () => {
    expect(said({ budget: { perRun: credits(0) }, records: [priced(ledger, 7)] })).toMatchObject({
      bars: ["[==========]"],
      fits: ["no"]
    })
  })
})

it("where nothing is spent nothing is held against it", () => {
  const record: StateRecord = { ...baseOf(ledger), phase: "refused", reason: "no" }
  const waiting = requestOf("ledger", {
    window: { label: "2024-03", start: AS_OF, end: "2024-03-31T23:59:59Z" as typeof AS_OF }
  })
  expect(budget({ requests: [waiting], records: [record], budget: { perRun: credits(1) } })).toBeUndefined()
})
