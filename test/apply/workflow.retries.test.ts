import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FC from "effect/FastCheck"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { jobsOf } from "../../src/sandbox/World.ts"
import { NOON } from "../sandbox/fixtures.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const withRetries = (retries: number, rest = "") =>
  manifestOf(`ledger: { type: transactions, retries: ${retries} }`, rest)

/** Exports of which these fail after their start, counted from 1. */
const failing = (...nth: ReadonlyArray<number>): Rule => ({
  on: "create",
  nth,
  do: { fate: { run_fails: "the account is gone" } }
})
const ALL = Array.from({ length: 20 }, (_, index) => index + 1)

const count = (project: Project, entry: string) => project.log.filter((one) => one.startsWith(entry)).length
const retriesOf = (project: Project) =>
  project.events.flatMap((event) => (event.type === "retry" && event.what.startsWith("export") ? [event] : []))
const ledgerOf = (project: Project) =>
  Effect.map(project.state, ({ ledger }) => ledger.map(({ data_export_id }) => data_export_id))

describe.concurrent("an export that fails at the server", () => {
  it.effect("is created anew while its retries last, and each one is charged", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(2))
      project.vendor.disturb(failing(1, 2))
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger done"])
      expect(report.credits).toMatchObject({ charged: 30, unexplained: 0 })
      expect([count(project, "call create"), count(project, "call start")]).toEqual([3, 3])
      expect(new Set(project.charged).size).toBe(3)
      expect(yield* ledgerOf(project)).toEqual(project.charged)
      expect(yield* project.record("ledger")).toMatchObject({ phase: "done", attempt: 3, failures: 2 })
      expect(exitCodeOf(report)).toBe(EXIT.done)
    })
  )

  it.effect("says so each time, with the reason, and waits a little", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(2))
      project.vendor.disturb(failing(1, 2))
      yield* project.apply()
      const reason = "the server gave up on it after it was started: the account is gone"
      expect(retriesOf(project)).toEqual(
        [1, 2].map((n) => ({
          type: "retry",
          what: `export (retry ${n} of 2)`,
          address: "ledger",
          reason,
          delay_ms: 5_000
        }))
      )
      const madeAt = jobsOf(project.vendor.world).map(({ createdAt }) => createdAt)
      const endedAt = jobsOf(project.vendor.world).map(
        ({ startedAt, pendingMs, runMs }) => (startedAt ?? 0) + pendingMs + runMs / 2
      )
      expect(madeAt[0]).toBeGreaterThanOrEqual((endedAt[1] ?? 0) + 5_000)
    })
  )

  it.effect("is given up once its retries are used, by this run and by the next", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(1))
      project.vendor.disturb(failing(...ALL))
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger failed failed-at-server"])
      expect(report.results[0]?.problem?.hint).toContain("exporter state rm ledger")
      expect([project.charged.length, retriesOf(project).length]).toEqual([2, 1])
      expect(yield* project.record("ledger")).toMatchObject({ phase: "failed", charged: true, failures: 2 })

      const before = project.log.length
      expect(outcomes(yield* project.apply())).toEqual(["ledger blocked blocked"])
      expect(project.log.slice(before)).toEqual([])
    })
  )

  it.effect("is bought anew by a later run that allows it, and that counts what has failed before", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(0))
      project.vendor.disturb(failing(...ALL))
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed failed-at-server"])
      expect(project.charged).toHaveLength(1)

      project.edit(withRetries(2))
      expect((yield* project.plan).actions[0]).toMatchObject({
        action: "create",
        reason: "failed after it was started: the account is gone; bought anew (retry 1 of 2)"
      })
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed failed-at-server"])
      expect(project.charged).toHaveLength(3)
      expect(retriesOf(project).map(({ what }) => what)).toEqual(["export (retry 2 of 2)"])
    })
  )

  it.effect("is carried on by the next run when this one is stopped in between", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(1))
      project.vendor.disturb(failing(1))
      const isRetried = Effect.repeat(Effect.sleep(100), { until: () => retriesOf(project).length > 0 })
      const report = yield* project.apply({ stop: Effect.asVoid(isRetried) })
      expect(report.stopped?.code).toBe("interrupted")
      expect(count(project, "call create")).toBe(1)
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(project.charged).toHaveLength(2)
    })
  )

  it.effect("before it is priced costs nothing, and is asked for anew as often", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(2))
      project.vendor.disturb({ on: "create", nth: [1, 2], do: { fate: { calculation_fails: "no data" } } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([count(project, "call create"), project.charged.length]).toEqual([3, 1])
      expect(retriesOf(project)[0]?.reason).toBe("the server gave up on it: no data")
    })
  )

  it.effect("holds up no other", () =>
    Effect.gen(function* () {
      const project = new Project(
        manifestOf("ledger: { type: transactions, retries: 1 }\npayouts: { type: payouts, retries: 1 }")
      )
      project.vendor.disturb({ ...failing(1, 2), type: "transactions" })
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed failed-at-server", "payouts done"])
      expect(project.charged).toHaveLength(3)
    })
  )
})

describe.concurrent("what is not an export that failed", () => {
  it.effect("is not bought anew: it was cancelled by somebody", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(3))
      yield* project.apply({ stop: Effect.sleep(5_000) })
      project.vendor.elsewhere("cancel", { id: project.charged[0] ?? "" }, NOON + 5_000)
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed cancelled-at-server"])
      expect([project.charged.length, retriesOf(project)]).toEqual([1, []])
    })
  )

  it.effect("is not bought anew: its file cannot be written", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(3))
      project.vendor.disturb({ on: "download", do: { answer: { status: 500 } } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed download-failed"])
      expect([project.charged.length, retriesOf(project)]).toEqual([1, []])
    })
  )

  it.effect("is not asked for anew: the server refuses it", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(3))
      project.vendor.disturb({ on: "create", do: { answer: { status: 422 } } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed refused-by-server"])
      expect([count(project, "call create"), retriesOf(project)]).toEqual([1, []])
    })
  )
})

describe.concurrent("the budget of what is bought anew", () => {
  it.effect("is that of the run: what does not fit stays priced, and the next run starts that very export", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(3, "budget: { per_run: 25 }"))
      project.vendor.disturb(failing(1, 2))
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger blocked over-budget"])
      expect(report.credits).toMatchObject({ charged: 20, budget: 25 })
      expect(report.results[0]).toMatchObject({ phase: "priced", credits: 10 })

      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([count(project, "call create"), project.charged.length]).toEqual([3, 3])
    })
  )

  it.effect("is that of the month, over runs", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(9, "budget: { per_month: 25 }"))
      project.vendor.disturb(failing(...ALL))
      for (let run = 1; run <= 3; run++)
        expect(outcomes(yield* project.apply())).toEqual(["ledger blocked over-budget"])
      expect(project.charged).toHaveLength(2)
    })
  )

  it.effect("leaves others what the failed one has held and not used", () =>
    Effect.gen(function* () {
      const fans = "fans: { type: fans, options: { type: all }, max_credits: 12 }"
      const project = new Project(manifestOf(`${fans}\npayouts: { type: payouts }`, "budget: { per_run: 12 }"))
      project.vendor.disturb({ on: "create", type: "fans", do: { fate: { calculation_fails: "no data" } } })
      expect(outcomes(yield* project.apply())).toEqual(["fans failed failed-at-server", "payouts done"])
    })
  )

  it.effect("must hold the worst case of a scraped one each time: else that is said, and nothing is tried again", () =>
    Effect.gen(function* () {
      const fans = "fans: { type: fans, options: { type: all }, max_credits: 12, retries: 3 }"
      const project = new Project(manifestOf(fans, "budget: { per_run: 15 }"))
      project.vendor.disturb(failing(...ALL))
      expect(outcomes(yield* project.apply())).toEqual(["fans blocked over-budget"])
      expect([project.charged.length, retriesOf(project).length, count(project, "call create")]).toEqual([1, 1, 1])
      expect(yield* project.record("fans")).toMatchObject({ phase: "failed", charged: true, failures: 1 })
    })
  )
})

describe.concurrent("the create of a retry", () => {
  it.effect("that is refused ends this run, and the next one asks anew, with the retries that are left", () =>
    Effect.gen(function* () {
      const project = new Project(withRetries(1))
      project.vendor.disturb(failing(1, 3), { on: "create", nth: 2, do: { answer: { status: 422 } } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed refused-by-server"])
      expect(yield* project.record("ledger")).toMatchObject({ phase: "refused", failures: 1 })

      expect(outcomes(yield* project.apply())).toEqual(["ledger failed failed-at-server"])
      expect(outcomes(yield* project.apply())).toEqual(["ledger blocked blocked"])
      expect([count(project, "call create"), project.charged.length]).toEqual([3, 2])
    })
  )

  it.effect.each(["before", "after"] as const)("whose answer is lost (%s it happened) is not made twice", (drop) =>
    Effect.gen(function* () {
      const project = new Project(withRetries(1))
      project.vendor.disturb(failing(1), { on: "create", nth: 2, do: { drop } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([jobsOf(project.vendor.world).length, project.charged.length]).toEqual([2, 2])
    })
  )
})

describe("whatever becomes of each export, over any number of runs", () => {
  const fate = FC.constantFrom("done", "fails", "fails", "unpriced", "refused", "lost")
  const deeds: Readonly<Record<string, Rule["do"]>> = {
    done: {},
    fails: { fate: { run_fails: "the account is gone" } },
    unpriced: { fate: { calculation_fails: "no data" } },
    refused: { answer: { status: 422 } },
    lost: { drop: "after" }
  }

  it.effect.prop(
    "it is charged once and as often again as its retries say, at the most, and the ledger has every charge",
    [FC.array(fate, { maxLength: 8 }), FC.nat(2), FC.integer({ min: 1, max: 4 })],
    ([fates, retries, runs]) =>
      Effect.gen(function* () {
        const project = new Project(withRetries(retries))
        project.vendor.disturb(
          ...fates.map((name, index): Rule => ({ on: "create", nth: index + 1, do: deeds[name] ?? {} }))
        )
        for (let run = 1; run <= runs; run++) yield* project.apply()
        expect(project.charged.length).toBeLessThanOrEqual(1 + retries)
        expect(yield* ledgerOf(project)).toEqual(project.charged)
        // It ends where it may not be bought anew; what is done is done once.
        const isDone = (yield* project.record("ledger"))?.phase === "done"
        const failed = jobsOf(project.vendor.world).filter(
          (job) => job.startedAt !== null && job.fate.run_fails !== undefined
        )
        expect(project.charged.length).toBe(failed.length + (isDone ? 1 : 0))
      }),
    { fastCheck: { numRuns: 20 } }
  )
})
