import { describe, expect, it } from "vitest"
import { environmentOf, fileValues, fillCommand, runValues } from "../../src/apply/hookTexts.ts"
import type { RunReport } from "../../src/apply/report.ts"
import type { DataExportId, Instant } from "../../src/domain.ts"
import { fileVariables, runVariables } from "../../src/manifest/placeholders.ts"
import type { Done } from "../../src/state/Record.ts"

const record = {
  as_of: "2024-02-01T10:00:00Z" as Instant,
  data_export_id: "data_export_1" as DataExportId,
  request: { start_date: "2024-01-01T00:00:00Z" as Instant, end_date: "2024-01-20T23:59:59Z" as Instant }
} as Done
const file = { path: "data/a.csv", bytes: 10, sha256: "ab".repeat(32), rows: 3 }
const known = {
  address: "ledger",
  export: "ledger",
  account: "main",
  window: "2024-01",
  start: "2024-01-01",
  end: "2024-01-31",
  type: "transactions",
  ext: "csv",
  fingerprint: "0123abcd"
}
const values = fileValues(known, record, file, "/project/data/a.csv", { runId: "run", timezone: "UTC" })

describe("the words of a command", () => {
  it("take their variables, as often as they stand there, and nothing else", () => {
    expect(fillCommand(["./{export}.sh", "{path}", "--rows={rows}/{rows}", "{}", "{ path }", "$HOME"], values)).toEqual(
      ["./ledger.sh", "/project/data/a.csv", "--rows=3/3", "{}", "{ path }", "$HOME"]
    )
  })

  it("take a value as it is: it is not looked at for further variables", () => {
    expect(fillCommand(["a", "{path}"], { path: "{rows}$&", rows: "3" })).toEqual(["a", "{rows}$&"])
  })

  it("have every variable that the manifest may name", () => {
    expect(Object.keys(values).sort()).toEqual([...fileVariables].sort())
    const report = {
      run_id: "run",
      summary: { done: 1, kept: 2, failed: 3, blocked: 4, incomplete: 5, pending: 6 },
      credits: { charged: 7.5, budget: null, estimate: { low: 0, high: 0, basis: "none" }, unexplained: 0 }
    } as unknown as RunReport
    expect(Object.keys(runValues(report, "/tmp/report.json")).sort()).toEqual([...runVariables].sort())
    expect(runValues(report, "/tmp/report.json")).toMatchObject({ charged: "7.5", pending: "6" })
  })
})

describe("the environment", () => {
  it("has the same under names of its own", () => {
    expect(environmentOf({ path: "/a", data_export_id: "x" })).toEqual({
      EXPORTER_PATH: "/a",
      EXPORTER_DATA_EXPORT_ID: "x"
    })
    expect(values).toMatchObject({ as_of: "2024-02-01", rows: "3", bytes: "10" })
  })

  it("has the dates of the purchase where they have moved on since", () => {
    const moving = { window: "{start}_{end}", start: "{start}", end: "{end}" }
    expect(fileValues(moving, record, file, "/a", { runId: "run", timezone: "UTC" })).toMatchObject({
      window: "2024-01-01_2024-01-20",
      start: "2024-01-01",
      end: "2024-01-20"
    })
  })

  it("says nothing of rows that nobody counts", () => {
    const { rows: _, ...xlsx } = file
    expect(fileValues({}, record, xlsx, "/a", { runId: "run", timezone: "UTC" })["rows"]).toBe("")
  })
})
