/** What must be true of any backfill that is applied night after night. */
import * as fc from "effect/FastCheck"
import { expect } from "vitest"
import { backfills, byHand, live } from "./order.nights.ts"

/** Shorter than anybody waits for one before it. */
const SOON_MS = 60_000
export const HOURS_MS = 5 * 3_600_000

export const expectBoughtByHand = (seed: number, numRuns: number): void =>
  fc.assert(
    fc.property(backfills(SOON_MS), (backfill) => {
      const expected = byHand(backfill)
      const { nights } = live(backfill, expected.length, (night) => (expected[night] ?? []).length > 0)
      expect(nights).toEqual(expected)
    }),
    { seed, numRuns }
  )

export const expectCapsKept = (seed: number, numRuns: number): void =>
  fc.assert(
    fc.property(backfills(HOURS_MS), (backfill) => {
      const expected = byHand(backfill)
      const { nights, charged } = live({ ...backfill, perMonth: undefined }, expected.length + 40)
      for (const credits of charged) expect(credits).toBeLessThanOrEqual(backfill.perRun)
      expect(nights.flat()).toHaveLength(expected.flat().length)
    }),
    { seed, numRuns }
  )
