import { describe, expect, it } from "vitest"
import type { Address, Instant } from "../../src/domain.ts"
import { escapes, fillOutput, resolveOutput } from "../../src/request/output.ts"

const variables = {
  export: "ledger",
  account: "main",
  window: "2024-01",
  start: "2024-01-01",
  end: "2024-01-31",
  type: "transactions",
  ext: "csv",
  address: "ledger/main/2024-01" as Address,
  fingerprint: "0123abcd"
}

describe("an output template", () => {
  it.each([
    ["data/{address}.{ext}", "data/ledger/main/2024-01.csv"],
    ["{export}_{account}_{window}_{type}", "ledger_main_2024-01_transactions"],
    ["{start}..{end}-{fingerprint}", "2024-01-01..2024-01-31-0123abcd"],
    ["{ext}{ext}", "csvcsv"],
    ["plain.csv", "plain.csv"],
    ["$&/$1/{ext}", "$&/$1/csv"]
  ])("%s is filled in", (template, path) => {
    expect(fillOutput(template, variables)).toBe(path)
  })

  it("keeps {as_of} for the plan, and braces that name nothing", () => {
    expect(fillOutput("{as_of}/{constructor}/{}/{ext}", variables)).toBe("{as_of}/{constructor}/{}/csv")
  })

  it("gets the day of the purchase, as often as it asks for it", () => {
    const born = {
      asOf: "2024-02-01T23:59:59Z" as Instant,
      start: "2023-12-31T23:00:00Z" as Instant,
      end: "2024-01-31T22:59:59Z" as Instant
    }
    expect(resolveOutput("{as_of}/fans-{as_of}.csv", born, "UTC")).toBe("2024-02-01/fans-2024-02-01.csv")
    expect(resolveOutput("{start}_{end}.csv", born, "Europe/Berlin")).toBe("2024-01-01_2024-01-31.csv")
    expect(resolveOutput("fans.csv", born, "UTC")).toBe("fans.csv")
  })
})

describe("a path", () => {
  it.each([
    "a.csv",
    "data/a.csv",
    "data/..a/b..csv",
    "...",
    "data/{as_of}.csv",
    "grüße/日本.csv",
    `${"a".repeat(220)}/b`
  ])("%j may be written", (path) => {
    expect(escapes(path)).toBeUndefined()
  })

  it.each([
    ["/etc/passwd", "it is absolute"],
    ["C:/data.csv", "it is absolute"],
    ["c:data.csv", "it is absolute"],
    ["../a.csv", "it leads out of the output root (`..`)"],
    ["data/../../a.csv", "it leads out of the output root (`..`)"],
    ["data/..", "it leads out of the output root (`..`)"],
    ["data\\..\\a.csv", "it has a backslash"],
    ["a\u0000.csv", "it has a control character"],
    ["a\n.csv", "it has a control character"],
    ["a\u007f.csv", "it has a control character"],
    ["", "it has an empty part"],
    ["data//a.csv", "it has an empty part"],
    ["data/", "it has an empty part"],
    ["./a.csv", "it has an empty part"],
    ["data/./a.csv", "it has an empty part"],
    ["a".repeat(221), "a part is longer than 220 bytes"],
    [`data/${"ü".repeat(111)}/x`, "a part is longer than 220 bytes"]
  ])("%j may not: %s", (path, reason) => {
    expect(escapes(path)).toBe(reason)
  })
})
