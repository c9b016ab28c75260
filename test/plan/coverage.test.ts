import { describe, expect, it } from "vitest"
import type { Request } from "../../src/domain.ts"
import { type Cell, type Coverage, coverageOf, totalOf } from "../../src/plan/coverage.ts"
import { diff } from "../../src/plan/diff.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import {
  AS_OF,
  baseOf,
  canonicalOf,
  credits,
  dataExportId,
  doneOf,
  fileAt,
  filesOf,
  inputOf,
  instant,
  remoteOf,
  requestOf,
  stateOf,
  windowOf
} from "./samples.ts"

const request = requestOf("ledger")
const { output } = request

const coverage = (
  requests: ReadonlyArray<Request>,
  records: ReadonlyArray<StateRecord>,
  files = filesOf()
): Coverage => {
  const state = stateOf(...records)
  return coverageOf(requests, diff(inputOf({ requests, state, files })), state)
}

const cellsOf = ({ exports }: Coverage): ReadonlyArray<Cell> => exports.flatMap(({ cells }) => cells)

interface Case {
  readonly name: string
  readonly record?: StateRecord
  readonly request?: Request
  readonly files?: ReturnType<typeof filesOf>
  readonly kind: Cell["kind"]
}

const remote = remoteOf(request)
const there = filesOf([output, 10])
const openWindow = windowOf("2024-03", "2024-03-01T00:00:00Z", "2024-03-31T23:59:59Z")

const snapshot = requestOf("ledger", { renewal: { every: { count: 7, unit: "day" } } })

const cases: ReadonlyArray<Case> = [
  { name: "old enough to be bought again", request: snapshot, record: doneOf(snapshot), files: there, kind: "due" },
  { name: "old enough, and its file gone", request: snapshot, record: doneOf(snapshot), kind: "due" },
  {
    name: "not old enough yet",
    request: snapshot,
    record: { ...doneOf(snapshot), as_of: instant("2024-02-28T00:00:00Z") },
    files: there,
    kind: "done"
  },
  {
    name: "bought once, and the next one failed",
    request: snapshot,
    record: {
      phase: "failed",
      ...remoteOf(snapshot),
      credits: credits(7),
      charged: true,
      reason: "no luck",
      earlier: [
        {
          as_of: instant("2024-01-10T00:00:00Z"),
          data_export_id: dataExportId("data_export_0"),
          start_date: snapshot.canonical.start_date,
          end_date: snapshot.canonical.end_date,
          credits: credits(7),
          completed_at: instant("2024-01-10T00:00:00Z"),
          files: [fileAt(output)]
        }
      ]
    },
    files: there,
    kind: "due"
  },
  { name: "nothing is recorded", kind: "missing" },
  { name: "its window is open", request: requestOf("ledger", { window: openWindow }), kind: "open" },
  { name: "somebody else's file is in its place", files: there, kind: "failed" },
  { name: "done, and its file intact", record: doneOf(request), files: there, kind: "done" },
  { name: "done, and its file gone", record: doneOf(request), kind: "paid" },
  { name: "done, and its file changed", record: doneOf(request), files: filesOf([output, 11]), kind: "paid" },
  {
    name: "done, and a folder in its place",
    record: doneOf(request),
    files: filesOf([output, "not-a-file"]),
    kind: "failed"
  },
  {
    name: "incomplete",
    record: { ...doneOf(request), phase: "incomplete", reason: "short" } as StateRecord,
    files: there,
    kind: "incomplete"
  },
  {
    name: "its create was never answered",
    record: { phase: "creating", ...baseOf(request), since: AS_OF },
    kind: "begun"
  },
  { name: "its price is being calculated", record: { phase: "created", ...remote }, kind: "begun" },
  { name: "priced", record: { phase: "priced", ...remote, credits: credits(5) }, kind: "begun" },
  {
    name: "priced, and not to be started",
    request: requestOf("ledger", { autoStart: false }),
    record: { phase: "priced", ...remote, credits: credits(5) },
    kind: "begun"
  },
  { name: "its start was never answered", record: { phase: "starting", ...remote, credits: credits(5) }, kind: "paid" },
  { name: "started", record: { phase: "started", ...remote, credits: credits(5) }, kind: "paid" },
  { name: "ready", record: { phase: "ready", ...remote, credits: credits(5), files: [] }, kind: "paid" },
  {
    name: "two exports could be it",
    record: {
      phase: "ambiguous",
      ...baseOf(request),
      since: AS_OF,
      candidates: [dataExportId("a"), dataExportId("b")]
    },
    kind: "failed"
  },
  { name: "refused", record: { phase: "refused", ...baseOf(request), reason: "no" }, kind: "failed" },
  {
    name: "failed, not charged",
    record: { phase: "failed", ...remote, credits: null, charged: false, reason: "no" },
    kind: "failed"
  },
  {
    name: "failed, charged",
    record: { phase: "failed", ...remote, credits: credits(5), charged: true, reason: "no" },
    kind: "failed"
  },
  {
    name: "cancelled, not charged",
    record: { phase: "cancelled", ...remote, credits: null, charged: false },
    kind: "missing"
  },
  {
    name: "cancelled, charged",
    record: { phase: "cancelled", ...remote, credits: credits(5), charged: true },
    kind: "failed"
  }
]

describe("a cell", () => {
  it.each(cases)("$name: $kind", ({ request: asked = request, record, files, kind }) => {
    const result = coverage([asked], record === undefined ? [] : [record], files)
    expect(cellsOf(result)).toMatchObject([{ address: "ledger", kind, phase: record?.phase ?? "none" }])
    expect(result.summary[kind]).toBe(1)
    expect(totalOf(result.summary)).toBe(1)
  })

  it("carries the decision of the plan, its words and its id", () => {
    const [cell] = cellsOf(coverage([request], [{ phase: "started", ...remote, credits: credits(5) }]))
    expect(cell).toEqual({
      address: "ledger",
      account: null,
      window: null,
      kind: "paid",
      action: "resume",
      reason: "paid; the server is working on it",
      fingerprint: request.fingerprint,
      phase: "started",
      data_export_id: "data_export_ledger",
      output
    })
  })
})

describe("a twin", () => {
  const twin = requestOf("again")

  it("is due with the purchase that it shares", () => {
    const cells = cellsOf(coverage([snapshot, { ...snapshot, ...twin }], [doneOf(snapshot)], there))
    expect(cells.map(({ kind }) => kind)).toEqual(["due", "due"])
  })

  it("is what its purchase is, until there is something to copy", () => {
    const kinds = (...records: ReadonlyArray<StateRecord>) =>
      cellsOf(coverage([request, twin], records)).map(({ kind }) => kind)
    expect(kinds()).toEqual(["missing", "missing"])
    expect(kinds({ phase: "priced", ...remote, credits: null })).toEqual(["begun", "begun"])
    expect(kinds({ phase: "started", ...remote, credits: null })).toEqual(["paid", "paid"])
    expect(kinds({ phase: "failed", ...remote, credits: null, charged: true, reason: "no" })).toEqual([
      "failed",
      "failed"
    ])
  })

  it("has a file of its own to wait for", () => {
    const result = coverage([request, twin], [doneOf(request)], there)
    expect(cellsOf(result).map(({ kind }) => kind)).toEqual(["done", "paid"])
  })
})

describe("the grid", () => {
  const window = (label: string) => windowOf(label, "2024-01-01T00:00:00Z", "2024-01-31T23:59:59Z")
  const cell = (address: string, label?: string) =>
    requestOf(address, {
      canonical: canonicalOf({ options: { only: address } }),
      ...(label === undefined ? {} : { window: window(label) })
    })

  it.each([
    ["ledger", undefined, null, null],
    ["ledger/2024-01", "2024-01", null, "2024-01"],
    ["ledger/main", undefined, "main", null],
    ["ledger/main/2024-01", "2024-01", "main", "2024-01"],
    // An account may be called as a window is.
    ["ledger/2024-01", undefined, "2024-01", null],
    ["ledger/2024-01/2024-01", "2024-01", "2024-01", "2024-01"],
    ["ledger/a/b/2024-01", "2024-01", "a/b", "2024-01"]
  ])("puts %s with window %s into row %s, column %s", (address, label, account, column) => {
    expect(cellsOf(coverage([cell(address, label)], []))).toMatchObject([{ account, window: column }])
  })

  it("has its rows and columns in the order of the manifest", () => {
    const requests = [
      cell("ledger/b/2024-01", "2024-01"),
      cell("ledger/b/2024-02", "2024-02"),
      cell("ledger/a/2024-01", "2024-01")
    ]
    expect(
      coverage([...requests, requestOf("payouts", { canonical: canonicalOf({ type: "payouts" }) })], []).exports
    ).toMatchObject([
      {
        name: "ledger",
        type: "transactions",
        accounts: ["b", "a"],
        windows: ["2024-01", "2024-02"],
        summary: { missing: 3 }
      },
      { name: "payouts", type: "payouts", accounts: [], windows: [], summary: { missing: 1 } }
    ])
  })
})

describe("what is in flight", () => {
  it("is each purchase once, with its id and since when, and what nobody declares any more", () => {
    const gone = requestOf("old", { canonical: canonicalOf({ type: "payouts" }) })
    const created = instant("2024-02-29T10:00:00Z")
    const { in_flight, orphans } = coverage(
      [request, requestOf("again")],
      [
        { phase: "started", ...remote, created_at: created, credits: credits(5) },
        { phase: "creating", ...baseOf(gone), since: AS_OF }
      ]
    )
    expect(in_flight).toEqual([
      {
        address: "ledger",
        fingerprint: request.fingerprint,
        phase: "started",
        data_export_id: "data_export_ledger",
        credits: 5,
        since: created
      },
      {
        address: "old",
        fingerprint: gone.fingerprint,
        phase: "creating",
        data_export_id: null,
        credits: null,
        since: AS_OF
      }
    ])
    expect(orphans).toEqual([{ address: "old", fingerprint: gone.fingerprint, phase: "creating" }])
  })

  it("is nothing that has come to its end", () => {
    expect(coverage([request], [doneOf(request)]).in_flight).toEqual([])
    expect(coverage([request], [{ phase: "refused", ...baseOf(request), reason: "no" }]).in_flight).toEqual([])
  })
})
