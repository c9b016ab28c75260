/** The same as budget.property.test.ts for many more situations: BUDGET_SITUATIONS, beginning with BUDGET_SEED. */
import { describe, it } from "@effect/vitest"
import { expectMoneyKept } from "./budget.property.checks.ts"
import { situations } from "./budget.property.situations.ts"

const SITUATIONS = Number(process.env["BUDGET_SITUATIONS"] ?? 2_000)
const SEED = Number(process.env["BUDGET_SEED"] ?? Math.floor(Math.random() * 1_000_000_000))
const TIMEOUT_MS = 15 * 60_000

/** Side by side, for each of them mostly waits. */
const PARTS = 16
const EACH = Math.ceil(SITUATIONS / PARTS)

/** Not shrunk, for that outlasts the test: a failure names its seed, its path and its situation. */
describe.concurrent(`in ${EACH} situations a seed`, () => {
  for (let seed = SEED; seed < SEED + PARTS; seed++)
    it.effect.prop(
      `money out never passes a cap, and what fits is bought (seed ${seed})`,
      { situation: situations },
      ({ situation }) => expectMoneyKept(situation),
      { timeout: TIMEOUT_MS, fastCheck: { numRuns: EACH, seed, endOnFailure: true } }
    )
})
