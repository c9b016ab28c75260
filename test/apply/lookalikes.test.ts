import { describe, expect, it } from "@effect/vitest"
import * as FC from "effect/FastCheck"
import type { RemoteExport } from "../../src/api/ExportApi.ts"
import { lookalikeKey, settle } from "../../src/apply/lookalikes.ts"
import type { AccountId, CanonicalRequest, DataExportId, Instant } from "../../src/domain.ts"

const SINCE = "2024-06-01T12:00:00Z" as Instant

const REQUEST: CanonicalRequest = {
  type: "fans",
  account_ids: ["acct_1" as AccountId, "acct_2" as AccountId],
  start_date: "2024-01-01T00:00:00Z" as Instant,
  end_date: "2024-01-31T23:59:59Z" as Instant,
  file_type: "csv",
  export_columns: ["a", "b"],
  options: { type: "all" }
}

const id = (n: number) => `data_export_${n}` as DataExportId

/** What the listing shows of an export that was made from the request, a second after it was intended. */
const LISTED: RemoteExport = {
  id: id(1),
  status: "calculating_credits",
  type: "fans",
  startDate: REQUEST.start_date,
  endDate: REQUEST.end_date,
  fileType: "csv",
  exportColumns: ["a", "b"],
  accountIds: ["acct_1", "acct_2"],
  createdAt: "2024-06-01T12:00:01Z" as Instant
}

const without = (...keys: ReadonlyArray<keyof RemoteExport>): RemoteExport => {
  const left = Object.entries(LISTED).filter(([key]) => !(keys as ReadonlyArray<string>).includes(key))
  return { id: LISTED.id, status: LISTED.status, ...Object.fromEntries(left) }
}

const verdict = (listed: ReadonlyArray<RemoteExport>, known: ReadonlyArray<DataExportId> = [], request = REQUEST) =>
  settle(request, SINCE, listed, new Set(known))

describe("an export is the lost one", () => {
  it.each([
    ["as it was asked for", LISTED],
    ["whatever became of it since", { ...LISTED, status: "completed" }],
    ["with its accounts in another order, and the other prefix", { ...LISTED, accountIds: ["acc_2", "acct_1"] }],
    ["with its columns in another order", { ...LISTED, exportColumns: ["b", "a"] }],
    [
      "without the fields that may be missing",
      without("type", "startDate", "endDate", "fileType", "exportColumns", "accountIds")
    ],
    ["with no accounts told", { ...LISTED, accountIds: [] }],
    [
      "made in the second before the intent: the server cuts its times",
      { ...LISTED, createdAt: "2024-06-01T11:59:59Z" as Instant }
    ]
  ])("%s", (_, one) => {
    expect(verdict([one])).toEqual({ kind: "certain", export: one })
  })

  it("though it is listed twice, as pages shift", () => {
    expect(verdict([LISTED, LISTED])).toEqual({ kind: "certain", export: LISTED })
  })

  it("though the request names no columns, and the server lists all", () => {
    const { export_columns: _, ...all } = REQUEST
    expect(verdict([LISTED], [], all)).toEqual({ kind: "certain", export: LISTED })
  })

  it("of a type that takes no accounts", () => {
    const { account_ids: _, ...profiles } = { ...REQUEST, type: "public_profiles" }
    const one = { ...LISTED, type: "public_profiles", accountIds: [] }
    expect(verdict([one], [], profiles)).toEqual({ kind: "certain", export: one })
  })
})

describe("an export is not the lost one", () => {
  it.each([
    ["of another type", { ...LISTED, type: "followings" }],
    ["of another start", { ...LISTED, startDate: "2024-01-02T00:00:00Z" as Instant }],
    ["of another end", { ...LISTED, endDate: "2024-01-31T00:00:00Z" as Instant }],
    ["of another file type", { ...LISTED, fileType: "xlsx" }],
    ["of fewer accounts", { ...LISTED, accountIds: ["acct_1"] }],
    ["of other accounts", { ...LISTED, accountIds: ["acct_1", "acct_3"] }],
    ["of other columns", { ...LISTED, exportColumns: ["a"] }],
    ["made before the intent", { ...LISTED, createdAt: "2024-06-01T11:59:58Z" as Instant }]
  ])("%s", (_, one) => {
    expect(verdict([one])).toEqual({ kind: "none" })
  })

  it("that the state knows as another purchase", () => {
    expect(verdict([LISTED], [LISTED.id])).toEqual({ kind: "none" })
  })

  it("where there is none", () => {
    expect(verdict([])).toEqual({ kind: "none" })
  })
})

describe("a person decides", () => {
  it("between two that fit", () => {
    expect(verdict([{ ...LISTED, id: id(9) }, LISTED, { ...LISTED, id: id(3), type: "payouts" }])).toEqual({
      kind: "several",
      ids: [id(1), id(9)]
    })
  })

  it("over one of which it is not known when it was made", () => {
    expect(verdict([without("createdAt")])).toEqual({ kind: "several", ids: [id(1)] })
  })
})

describe("look-alikes", () => {
  const request: FC.Arbitrary<CanonicalRequest> = FC.record(
    {
      type: FC.constantFrom("fans", "followings"),
      account_ids: FC.subarray(["acc_1", "acct_1", "acct_2"] as Array<AccountId>, { minLength: 1 }),
      start_date: FC.constantFrom(REQUEST.start_date, "2024-02-01T00:00:00Z" as Instant),
      end_date: FC.constant(REQUEST.end_date),
      file_type: FC.constantFrom("csv" as const, "xlsx" as const),
      export_columns: FC.uniqueArray(FC.constantFrom("a", "b"), { minLength: 1 }),
      options: FC.record({ type: FC.constantFrom("all", "active") })
    },
    { requiredKeys: ["type", "account_ids", "start_date", "end_date", "file_type"] }
  )

  it("a listed export of one request passes for another only where both have the same key", () => {
    FC.assert(
      FC.property(request, request, (one, other) => {
        const listed: RemoteExport = {
          ...LISTED,
          type: one.type,
          startDate: one.start_date,
          endDate: one.end_date,
          fileType: one.file_type,
          accountIds: one.account_ids ?? [],
          exportColumns: one.export_columns ?? ["a", "b"]
        }
        expect(verdict([listed], [], one).kind).toBe("certain")
        if (verdict([listed], [], other).kind !== "none") expect(lookalikeKey(one)).toBe(lookalikeKey(other))
      }),
      { numRuns: 500 }
    )
  })

  it("differ in nothing but what no listing tells for certain: options and columns", () => {
    expect(lookalikeKey({ ...REQUEST, options: { type: "active" } })).toBe(lookalikeKey(REQUEST))
    expect(lookalikeKey({ ...REQUEST, export_columns: ["c"] })).toBe(lookalikeKey(REQUEST))
    for (const change of [{ type: "followings" }, { account_ids: [] }, { file_type: "xlsx" as const }])
      expect(lookalikeKey({ ...REQUEST, ...change })).not.toBe(lookalikeKey(REQUEST))
  })
})
