/** Every fault of adversary.test.ts, each by itself. */
import { describe } from "vitest"
import { it } from "./place.ts"
import { expectOutcome, TRIALS } from "./trials.ts"

describe.concurrent("an adversary", () => {
  it.for(TRIALS)("%s", async ([, trial], { place, sandbox }) => {
    await expectOutcome(trial, { place, sandbox })
  })
})
