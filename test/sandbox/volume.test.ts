import { describe, expect, it } from "vitest"
import type { Purchase } from "../../src/sandbox/Purchase.ts"
import { seedOf, volumeOf } from "../../src/sandbox/volume.ts"

const rowsOf = (type: string, rest: Partial<Purchase> = {}): number => {
  const purchase: Purchase = {
    type,
    fileType: "csv",
    accountIds: ["acct_1"],
    start: Date.parse("2024-01-01T00:00:00Z"),
    end: Date.parse("2024-01-31T23:59:59Z"),
    columns: [],
    options: {},
    autoStart: false,
    ...rest
  }
  return volumeOf(purchase, 1).rows
}

describe("the rows of a purchase", () => {
  it("grow with the window and the accounts", () => {
    const year = { end: Date.parse("2024-12-31T23:59:59Z") }
    expect(rowsOf("transactions", year)).toBeGreaterThan(3 * rowsOf("transactions"))
    expect(rowsOf("transactions", { accountIds: ["acct_1", "acct_2"] })).toBeGreaterThan(rowsOf("transactions"))
    expect(rowsOf("profile_visitors")).toBe(31)
    expect(rowsOf("profile_visitors", { accountIds: ["acct_1", "acct_2"] })).toBe(62)
  })

  it("never pass what the request allows", () => {
    const accountIds = ["acct_1", "acct_2", "acct_3"]
    expect(rowsOf("chat_messages", { options: { maxMessages: 20 }, accountIds })).toBe(60)
    expect(rowsOf("chat_messages", { options: { maxMessages: 10_000, maxChats: 2 } })).toBe(60)
    expect(rowsOf("chat_messages", { options: { maxMessages: 10_000, chatIds: [5] } })).toBe(30)
    expect(rowsOf("public_profiles", { options: { maxResults: 7 }, accountIds: [] })).toBe(7)
  })

  it("are fewer behind a filter", () => {
    const all = rowsOf("fans", { options: { type: "all" } })
    for (const type of ["active", "expired", "latest"]) expect(rowsOf("fans", { options: { type } })).toBeLessThan(all)
    const unfiltered = rowsOf("public_profiles", { accountIds: [], options: {} })
    expect(rowsOf("public_profiles", { accountIds: [], options: { gender: "male", location: "US" } })).toBeLessThan(
      unfiltered
    )
  })

  it("belong to the accounts, not to their order", () => {
    const purchase = (accountIds: ReadonlyArray<string>): Purchase => ({
      type: "fans",
      fileType: "csv",
      accountIds,
      start: 0,
      end: 1,
      columns: [],
      options: {},
      autoStart: false
    })
    expect(seedOf(purchase(["acct_1", "acct_2"]), 1)).toBe(seedOf(purchase(["acct_2", "acct_1"]), 1))
    expect(seedOf(purchase(["acct_1"]), 1)).not.toBe(seedOf(purchase(["acct_2"]), 1))
    expect(seedOf(purchase(["acct_1"]), 1)).not.toBe(seedOf(purchase(["acct_1"]), 2))
  })
})
