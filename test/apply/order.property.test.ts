/** Under a cap the money goes to purchases in their order, although they are worked on at once and their prices come in any. */

import { describe, expect, it } from "vitest"
import { type Backfill, live } from "./order.nights.ts"
import { expectBoughtByHand, expectCapsKept, HOURS_MS } from "./order.property.checks.ts"

/** Always the same; order.property.long.test.ts looks further. */
describe("a backfill, night after night", () => {
  it.each([1, 2])("buys what one would buy who goes through it by hand (seed %i)", (seed) => {
    expectBoughtByHand(seed, 8)
  })

  it("keeps its caps and comes to its end, however long prices take", () => {
    expectCapsKept(4, 3)
  })
})

describe("one whose price takes hours", () => {
  const slow = (perRun: number): Backfill => ({
    exports: [
      { months: 1, accounts: 1, priority: 1, newestFirst: false, isScraped: false },
      { months: 4, accounts: 1, priority: 0, newestFirst: true, isScraped: false }
    ],
    prices: [{ credits: 20, afterMs: HOURS_MS }, ...Array.from({ length: 4 }, () => ({ credits: 10, afterMs: 0 }))],
    perRun,
    perMonth: undefined,
    concurrency: 2
  })

  it("keeps the others waiting for a few minutes, and gets what they leave", () => {
    const { reports, nights } = live(slow(40), 2)
    expect(nights[0]).toEqual(["e1/acct_1/2024-01", "e1/acct_1/2024-02", "e1/acct_1/2024-03", "e1/acct_1/2024-04"])
    expect(nights[1]).toEqual(["e0/acct_1/2024-01"])
    expect(reports[0]?.credits.charged).toBe(40)
  })

  it("is bought in the same run, where they leave enough", () => {
    expect(live(slow(60), 1).reports[0]?.credits.charged).toBe(60)
  })
})
