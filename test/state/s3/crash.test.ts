/** A run that ends at calls to the store, before them or after; crash.long.test.ts has every call. */
import { describe, it } from "@effect/vitest"
import { expectSurvives, expectTakenOver } from "./crashes.ts"

/** Each kind of run has other calls: together they have every one. */
const EVERY = 4

describe.each([
  { first: "the first run", before: [], from: 1 },
  { first: "a later run", before: ["0"], from: 2 }
])("$first", ({ before, from }) => {
  it.scopedLive.each([
    { how: "before", carriedOut: false, more: 0 },
    { how: "after", carriedOut: true, more: 2 }
  ])("that is gone $how any call", ({ carriedOut, more }) =>
    expectSurvives(before, carriedOut, { from: from + more, every: EVERY })
  )
})

describe("a takeover of what a run left", () => {
  it.scopedLive("that is gone itself before any call is taken over in turn", () =>
    expectTakenOver({ from: 1, every: 2 })
  )
})
