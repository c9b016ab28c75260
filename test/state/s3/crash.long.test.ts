/** A run that ends at any call to the store, before it or after: what it was answered for is there, and the next run goes on. */
import { describe, it } from "@effect/vitest"
import { ALL, expectSurvives, expectTakenOver } from "./crashes.ts"

describe.each([
  { first: "the first run", before: [] },
  { first: "a later run", before: ["0"] }
])("$first", ({ before }) => {
  it.scopedLive.each([
    { how: "before", carriedOut: false },
    { how: "after", carriedOut: true }
  ])("that is gone $how any call", ({ carriedOut }) => expectSurvives(before, carriedOut, ALL))
})

describe("a takeover of what a run left", () => {
  it.scopedLive("that is gone itself before any call is taken over in turn", () => expectTakenOver(ALL))
})
