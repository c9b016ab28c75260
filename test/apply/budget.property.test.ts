/** Money out never passes a cap, and what fits is bought: whatever is declared, costs, is capped, and happens meanwhile. */
import { describe, it } from "@effect/vitest"
import { expectMoneyKept } from "./budget.property.checks.ts"
import { situations } from "./budget.property.situations.ts"

/** Always the same, so that no commit fails by chance; the long form looks further. */
const SEEDS = [1, 2, 3, 4]
const SITUATIONS = 6

/** Not shrunk, for that outlasts the test: a failure names its seed, its path and its situation. */
describe.concurrent(`in ${SITUATIONS} situations a seed`, () => {
  for (const seed of SEEDS)
    it.effect.prop(
      `money out never passes a cap, and what fits is bought (seed ${seed})`,
      { situation: situations },
      ({ situation }) => expectMoneyKept(situation),
      { fastCheck: { numRuns: SITUATIONS, seed, endOnFailure: true } }
    )
})
