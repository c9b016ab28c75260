import { describe, expect, it } from "vitest"
import { nearest } from "../../src/manifest/nearest.ts"

describe("nearest", () => {
  const keys = ["start_date", "end_date", "export_columns", "type", "maxMessages"]

  it.each([
    ["start_dat", "start_date"],
    ["startDate", "start_date"],
    ["export-columns", "export_columns"],
    ["exprt_colums", "export_columns"],
    ["MAXMESSAGES", "maxMessages"],
    ["typ", "type"],
    ["colour", undefined],
    ["x", undefined],
    ["", undefined]
  ])("%s -> %s", (word, expected) => {
    expect(nearest(word, keys)).toBe(expected)
  })

  it("has nothing to offer where there is nothing", () => {
    expect(nearest("type", [])).toBeUndefined()
  })
})
