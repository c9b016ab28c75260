import { expect, it } from "@effect/vitest"
import { applyChange, Draft, emptyState } from "../../src/state/change.ts"
import { charge, names, put, remove } from "./samples.ts"

it("leaves the state that it was given as it is", () => {
  const empty = emptyState("l")
  const one = applyChange(empty, put("a"))
  const two = applyChange(one, remove("a"))
  expect([empty, one, two].map(names)).toEqual([[], ["a"], []])
  expect([empty, one, two].map((state) => state.ledger.length)).toEqual([0, 1, 1])
})

it("enters a charge once per change, and an applied plan once", () => {
  const twice = applyChange(applyChange(emptyState("l"), put("a")), put("a"))
  expect(twice.ledger).toEqual([charge("a"), charge("a")])
  const plan = { kind: "plan-applied", digest: "d" } as const
  const applied = applyChange(applyChange(twice, plan), plan)
  expect(applied.appliedPlans).toEqual([{ digest: "d", finished: false }])
  const finished = applyChange(applied, { kind: "plan-finished", digest: "d" })
  expect(finished.appliedPlans).toEqual([{ digest: "d", finished: true }])
  expect(applyChange(finished, plan)).toEqual(finished)
})

it("gives snapshots that later changes do not touch", () => {
  const draft = new Draft(emptyState("l"))
  draft.apply(put("a"))
  const before = draft.snapshot()
  draft.apply(put("b"))
  draft.apply(remove("a"))
  expect(names(before)).toEqual(["a"])
  expect(before.ledger).toHaveLength(1)
  expect(names(draft.snapshot())).toEqual(["b"])
  expect(draft.snapshot()).toBe(draft.snapshot())
})
