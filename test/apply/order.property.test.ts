/** Under a cap the money goes to purchases in their order, although they are worked on at once and their prices come in any. */

import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { type Backfill, backfills, byHand, live } from "./order.nights.ts"

/** Shorter than anybody waits for one before it. */
const SOON_MS = 60_000
const HOURS_MS = 5 * 3_600_000

describe("a backfill, night after night", () => {
  it.each([1, 2, 3])("buys what one would buy who goes through it by hand (seed %i)", (seed) => {
    fc.assert(
      fc.property(backfills(SOON_MS), (backfill) => {
        const expected = byHand(backfill)
        const { nights } = live(backfill, expected.length, (night) => (expected[night] ?? []).length > 0)
        expect(nights).toEqual(expected)
      }),
      { seed, numRuns: 10 }
    )
  })

  it("keeps its caps and comes to its end, however long prices take", () => {
    fc.assert(
      fc.property(backfills(HOURS_MS), (backfill) => {
        const expected = byHand(backfill)
        const { nights, charged } = live({ ...backfill, perMonth: undefined }, expected.length + 40)
        for (const credits of charged) expect(credits).toBeLessThanOrEqual(backfill.perRun)
        expect(nights.flat()).toHaveLength(expected.flat().length)
      }),
      { seed: 4, numRuns: 8 }
    )
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
