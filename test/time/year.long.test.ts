import { describe, expect, it } from "vitest"
import { live } from "./year.ts"

describe("a manifest that is applied every night of a year", () => {
  it("buys each window once, and what is bought again on its day", async () => {
    await live({ first: "2025-01-01", last: "2025-12-31", rebuyDays: 7, cuts: 0, seed: 1 })
  })

  for (const seed of [11, 12, 13])
    it(`buys the same where half of the runs are killed or stopped (${seed})`, async () => {
      const struck = await live({ first: "2025-01-01", last: "2025-12-31", rebuyDays: 1, cuts: 0.5, seed })
      expect(struck.size).toBeGreaterThan(8)
    })
})
