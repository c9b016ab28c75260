/** The same as order.property.test.ts for more backfills, beginning with ORDER_SEED. */
import { describe, it } from "vitest"
import { expectBoughtByHand, expectCapsKept } from "./order.property.checks.ts"

const BACKFILLS = 25
const SEED = Number(process.env["ORDER_SEED"] ?? Math.floor(Math.random() * 1_000_000_000))
const SEEDS = Array.from({ length: 8 }, (_, n) => SEED + n)

describe("a backfill, night after night", () => {
  it.each(SEEDS)("buys what one would buy who goes through it by hand (seed %i)", (seed) => {
    expectBoughtByHand(seed, BACKFILLS)
  })

  it.each(SEEDS)("keeps its caps and comes to its end, however long prices take (seed %i)", (seed) => {
    expectCapsKept(seed, BACKFILLS)
  })
})
