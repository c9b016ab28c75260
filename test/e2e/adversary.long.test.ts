/** Faults of adversary.test.ts that `npm test` has among others alone, each by itself. */
import { describe } from "vitest"
import { it } from "./place.ts"
import { expectOutcome, TRIALS } from "./trials.ts"

describe.concurrent("an adversary", () => {
  it.for(TRIALS.filter(([, { isMetElsewhere }]) => isMetElsewhere))("%s", async ([, trial], { place, sandbox }) => {
    await expectOutcome(trial, { place, sandbox })
  })
})
