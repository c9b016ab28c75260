/** Reproductions of what the simulation has found, each as small as it gets. To be moved beside the tests of its step. */
import { describe, expect, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { TRANSACTIONS } from "../sandbox/fixtures.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const LEDGER = "ledger: { type: transactions }"

describe.concurrent("found by the simulation", () => {
  it.effect("an export that somebody else has started and cancelled was charged: it is not bought anew", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(LEDGER))
      // Created and priced; the start is refused for want of credits.
      project.vendor.disturb({ on: "start", do: { answer: { status: 402 } } })
      yield* project.apply()
      const id = (yield* project.record("ledger")) as unknown as { readonly data_export_id: string }
      const now = yield* Clock.currentTimeMillis
      project.vendor.disturb()
      project.vendor.elsewhere("start", { id: id.data_export_id }, now)
      project.vendor.elsewhere("cancel", { id: id.data_export_id }, now + 100)
      yield* project.apply()
      yield* project.apply()
      expect(project.charged).toHaveLength(1)
      expect(yield* project.record("ledger")).toMatchObject({ phase: "cancelled", charged: true, credits: 10 })
    })
  )

  it.effect("a charge that is first seen in a failed export has the price that the server names", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(LEDGER), { rules: { calculateMs: 1_000, runMs: 0 } })
      project.vendor.disturb({ on: "create", do: { fate: { run_fails: "gave up" } } })
      // Stopped while the price is calculated; then somebody else starts it, and it fails.
      yield* project.apply({ stop: Effect.sleep(500) })
      const id = (yield* project.record("ledger")) as unknown as { readonly data_export_id: string }
      yield* project.apply({ stop: Effect.sleep(900) })
      const now = yield* Clock.currentTimeMillis
      project.vendor.elsewhere("start", { id: id.data_export_id }, now)
      yield* project.apply()
      expect((yield* project.state).ledger.map(({ credits }) => credits)).toEqual([10])
    })
  )

  it.effect("an export whose create is answered as priced is started in the same run, under a cap", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(LEDGER, "budget: { per_run: 20 }"), { rules: { calculateMs: 0 } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
    })
  )

  it.effect("a look-alike is not taken for a create that is processed a little late", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(LEDGER))
      yield* project.apply({ commits: 0 })
      project.vendor.disturb({ on: "create", nth: 1, do: { drop: "before" } })
      const late = Effect.gen(function* () {
        yield* Effect.sleep(100)
        project.vendor.elsewhere("create", { body: TRANSACTIONS }, yield* Clock.currentTimeMillis)
        yield* Effect.sleep(3_000)
        // The lost create itself, seen by the server only now.
        project.vendor.elsewhere("create", { body: TRANSACTIONS }, yield* Clock.currentTimeMillis)
      })
      yield* Effect.fork(late)
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger blocked ambiguous"])
    })
  )

  it.effect("a create that was lost in an earlier run counts against the caps while it is looked for", () =>
    Effect.gen(function* () {
      const fans = "fans: { type: fans, options: { type: all }, max_credits: 10 }"
      const cap = "budget: { per_month: 15 }"
      const project = new Project(manifestOf(fans, cap), { rules: { scrapedStartThemselves: true } })
      // Its create is processed, and nothing that comes after it is recorded.
      yield* project.apply({ commits: 1 })
      project.edit(manifestOf(`${fans}\npayouts: { type: payouts }`, cap))
      project.vendor.disturb({ on: "list", nth: [2, 3, 4], do: { answer: { status: 502 } } })
      yield* project.apply()
      expect(project.charged).toHaveLength(1)
    })
  )

  it.effect("the attempt before, which came to nothing, is no candidate for a create that was lost", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(LEDGER), { rules: { calculateMs: 0 } })
      project.vendor.disturb(
        { on: "create", nth: 1, do: { fate: { calculation_fails: "no data" } } },
        { on: "create", nth: 2, do: { drop: "after" } }
      )
      const tickMs = 10
      yield* project.apply({ tickMs })
      // The next run dies with its create on the way.
      yield* project.apply({ commits: 1, tickMs })
      expect(outcomes(yield* project.apply({ tickMs }))).toEqual(["ledger done"])
    })
  )
})
