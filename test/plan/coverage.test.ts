import * as Either from "effect/Either"
import * as FC from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type { Address, Credits, DataExportId, Instant, Request } from "../../src/domain.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"
import { CELL_STATUSES, coverage } from "../../src/plan/coverage.ts"
import { diff, type FileFacts } from "../../src/plan/diff.ts"
import { expand } from "../../src/request/expand.ts"
import { emptyState } from "../../src/state/change.ts"
import type { StateRecord } from "../../src/state/Record.ts"

const AS_OF = "2024-03-15T00:00:00Z" as Instant

const requests: ReadonlyArray<Request> = Either.getOrThrow(
  Either.flatMap(
    readManifest(
      [
        {
          file: "exports.yaml",
          text: `version: 1
accounts: { main: acct_1, studio: acct_2 }
defaults: { account_ids: all, start_date: 2024-01-01, end_date: 2024-03-31 }
exports:
  ledger: { type: transactions, split: { by: month, account: true } }
  payouts: { type: payouts, split: quarter }
  fans: { type: fans, options: { type: all } }
  links: { type: trial_links, split: { account: true } }
`
        }
      ],
      {}
    ),
    ({ manifest, locate }) => expand(manifest, locate)
  )
)

const base = (request: Request) => ({
  fingerprint: request.fingerprint,
  request: request.canonical,
  address: request.address,
  as_of: AS_OF,
  attempt: 1
})

const id = "data_export_1" as DataExportId
const credits = 5 as Credits

const file = (request: Request) => ({ path: request.output, bytes: 3, sha256: "0".repeat(64) })

/** What may have happened to a request, and what its cell is then, where nothing else is in the way. */
const HISTORIES: ReadonlyArray<readonly [string, (request: Request) => StateRecord, boolean, string]> = [
  ["creating", (r) => ({ ...base(r), phase: "creating", since: AS_OF }), false, "under-way"],
  ["refused", (r) => ({ ...base(r), phase: "refused", reason: "no" }), false, "missing"],
  ["ambiguous", (r) => ({ ...base(r), phase: "ambiguous", since: AS_OF, candidates: [id] }), false, "failed"],
  ["started", (r) => ({ ...base(r), phase: "started", data_export_id: id, credits }), false, "under-way"],
  [
    "done",
    (r) => ({ ...base(r), phase: "done", data_export_id: id, credits, completed_at: AS_OF, files: [file(r)] }),
    true,
    "done"
  ],
  [
    "done, and its file is gone",
    (r) => ({ ...base(r), phase: "done", data_export_id: id, credits, completed_at: AS_OF, files: [file(r)] }),
    false,
    "under-way"
  ],
  [
    "incomplete",
    (r) => ({
      ...base(r),
      phase: "incomplete",
      data_export_id: id,
      credits,
      completed_at: AS_OF,
      files: [file(r)],
      reason: "short"
    }),
    true,
    "incomplete"
  ],
  [
    "failed after its start",
    (r) => ({ ...base(r), phase: "failed", data_export_id: id, credits, charged: true, reason: "no" }),
    false,
    "failed"
  ]
]

const coverageOf = (records: ReadonlyArray<StateRecord>, facts: FileFacts) => {
  const state = { ...emptyState("x"), records: new Map(records.map((record) => [record.fingerprint, record])) }
  const prices = { rowsPerCredit: 20, rowsPerAccountDay: {} }
  return coverage(requests, diff({ requests, state, asOf: AS_OF, prices, files: facts }), state)
}

const [first] = requests
if (first === undefined) throw new Error("no request")

describe("the cell of a request", () => {
  it.each(HISTORIES)("%s", (_, record, hasFile, expected) => {
    const facts: FileFacts = new Map(hasFile ? [[first.output, { bytes: 3 }]] : [])
    const { exports } = coverageOf([record(first)], facts)
    expect(exports[0]?.rows[0]?.cells[0]).toEqual({ address: first.address, window: "2024-01", status: expected })
  })

  it("is open as long as its window is", () => {
    const { exports } = coverageOf([], new Map())
    expect(exports[0]?.rows[1]?.cells.map(({ status }) => status)).toEqual(["missing", "missing", "open"])
  })
})

it("accounts are rows where the export is split by them, windows are columns", () => {
  const { exports } = coverageOf([], new Map())
  expect(
    exports.map(({ name, rows }) => [
      name,
      rows.map(({ account, cells }) => [account, cells.map(({ window }) => window)])
    ])
  ).toEqual([
    [
      "ledger",
      [
        ["main", ["2024-01", "2024-02", "2024-03"]],
        ["studio", ["2024-01", "2024-02", "2024-03"]]
      ]
    ],
    ["payouts", [[undefined, ["2024-Q1"]]]],
    ["fans", [[undefined, [undefined]]]],
    [
      "links",
      [
        ["main", [undefined]],
        ["studio", [undefined]]
      ]
    ]
  ])
})

it("every request is one cell, and the counts are those of the cells", () => {
  const history = FC.option(FC.tuple(FC.nat({ max: HISTORIES.length - 1 }), FC.boolean()), { nil: undefined })
  FC.assert(
    FC.property(FC.array(history, { minLength: requests.length, maxLength: requests.length }), (histories) => {
      const records: Array<StateRecord> = []
      const facts = new Map<string, { readonly bytes: number }>()
      for (const [index, chosen] of histories.entries()) {
        const request = requests[index]
        if (chosen === undefined || request === undefined) continue
        const [, record] = HISTORIES[chosen[0]] ?? []
        if (record !== undefined) records.push(record(request))
        if (chosen[1]) facts.set(request.output, { bytes: 3 })
      }
      const { exports, counts, underWay } = coverageOf(records, facts)
      const cells = exports.flatMap(({ rows }) => rows.flatMap((row) => row.cells))
      expect(cells.map(({ address }) => address).sort()).toEqual(requests.map(({ address }): Address => address).sort())
      for (const status of CELL_STATUSES)
        expect(counts[status]).toBe(cells.filter((cell) => cell.status === status).length)
      expect(underWay.length).toBeLessThanOrEqual(counts["under-way"])
    })
  )
})
