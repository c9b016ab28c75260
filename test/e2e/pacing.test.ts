/** The goals of `npm run bench -- pacing` that are counts, in a short form: few calls per export, and no 429. */
import { describe } from "vitest"
import { type Case, expectPaced } from "./pacing.ts"
import { it } from "./place.ts"

const CASES: ReadonlyArray<Case> = (["fixed", "aligned", "sliding"] as const).map((windowKind) => ({
  exports: 50,
  limitPerWindow: 60,
  windowKind,
  most: 2.2
}))

describe.concurrent("calls", () => {
  it.for(CASES)(
    "$exports exports, $limitPerWindow calls per $windowKind window: at most $most calls each, and no 429",
    async (one, { place, sandbox }) => {
      await expectPaced(one, { place, sandbox })
    }
  )
})
