import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import { NOON } from "../sandbox/fixtures.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const TWO = manifestOf("ledger: { type: transactions }\npayouts: { type: payouts }")

describe.concurrent("an export that is waited for", () => {
  it.effect("may be in a status that nobody knows: it is shown, and waited on", () =>
    Effect.gen(function* () {
      const project = new Project(TWO)
      const lingers = { status: "polishing", ms: 1_800_000 }
      project.vendor.disturb({ on: "create", type: "payouts", do: { fate: { lingers } } })
      expect(outcomes(yield* project.apply({ tickMs: 60_000 }))).toEqual(["ledger done", "payouts done"])
      const seen = project.events.flatMap((event) => (event.type === "progress" ? [event.status] : []))
      expect(seen).toContain("polishing")
    })
  )

  it.effect("is asked about rarely when it takes hours", () =>
    Effect.gen(function* () {
      const project = new Project(TWO, { rules: { runMs: 3 * 3_600_000 } })
      expect(outcomes(yield* project.apply({ tickMs: 60_000 }))).toEqual(["ledger done", "payouts done"])
      const looks = project.log.filter((entry) => /^call (list|get)/.test(entry))
      expect(looks.length).toBeLessThan(40)
    })
  )

  it.effect("may be lost sight of for minutes", () =>
    Effect.gen(function* () {
      const project = new Project(TWO)
      project.vendor.disturb({ on: ["list", "get"], nth: [3, 4, 5, 6, 7], do: { answer: { status: 503 } } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done", "payouts done"])
      expect(project.events.filter(({ type }) => type === "retry")).toHaveLength(5)
      expect(project.charged).toHaveLength(2)
    })
  )
})

describe.concurrent("an export that comes to nothing", () => {
  it.effect("before its price was known costs nothing, and is asked for anew by the next run", () =>
    Effect.gen(function* () {
      const project = new Project(TWO)
      project.vendor.disturb({ on: "create", type: "payouts", do: { fate: { calculation_fails: "no data" } } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger done", "payouts failed failed-at-server"])
      expect(yield* project.record("payouts")).toMatchObject({ phase: "failed", charged: false, reason: "no data" })
      expect(exitCodeOf(report)).toBe(EXIT.partial)

      project.vendor.disturb()
      expect(outcomes(yield* project.apply())).toEqual(["ledger kept", "payouts done"])
      expect(yield* project.record("payouts")).toMatchObject({ attempt: 2 })
      expect(project.charged).toHaveLength(2)
    })
  )

  it.effect("after its start stays charged, and is not bought again by itself", () =>
    Effect.gen(function* () {
      const project = new Project(TWO)
      project.vendor.disturb({ on: "create", type: "payouts", do: { fate: { run_fails: "the account is gone" } } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger done", "payouts failed failed-at-server"])
      expect(report.credits.charged).toBe(20)
      expect(yield* project.record("payouts")).toMatchObject({ phase: "failed", charged: true, credits: 10 })

      expect(outcomes(yield* project.apply())).toEqual(["ledger kept", "payouts blocked blocked"])
      expect(project.charged).toHaveLength(2)
    })
  )

  it.effect("was cancelled by somebody: that never means that it was not charged", () =>
    Effect.gen(function* () {
      const project = new Project(TWO)
      yield* project.apply({ stop: Effect.sleep(5_000) })
      const payouts = yield* project.record("payouts")
      const id = payouts !== undefined && "data_export_id" in payouts ? payouts.data_export_id : ""
      project.vendor.elsewhere("cancel", { id }, NOON + 5_000)

      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger done", "payouts failed cancelled-at-server"])
      expect(yield* project.record("payouts")).toMatchObject({ phase: "cancelled", charged: true, credits: 10 })
      expect((yield* project.state).ledger).toHaveLength(2)
      expect(outcomes(yield* project.apply())).toEqual(["ledger kept", "payouts blocked blocked"])
    })
  )
})
