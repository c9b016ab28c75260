import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type { RunReport } from "../../src/apply/report.ts"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import { StalePlan } from "../../src/plan/planfile.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const THREE = manifestOf(`ledger: { type: transactions }
payouts: { type: payouts }
refunds: { type: chargebacks }`)

const movedOf = (result: Either.Either<unknown, unknown>): unknown =>
  Either.isLeft(result) && result.left instanceof StalePlan ? result.left.moved : "not refused"

const isPost = (entry: string): boolean => /^call (create|start)/.test(entry)

describe.concurrent("a run", () => {
  it.effect("buys each purchase once, and a second one charges nothing", () =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      const first = yield* project.apply()
      expect(outcomes(first)).toEqual(["ledger done", "payouts done", "refunds done"])
      expect(first.credits).toMatchObject({ charged: 30, budget: null, unexplained: 0 })
      expect(exitCodeOf(first)).toBe(EXIT.done)
      expect(new Set(project.charged).size).toBe(3)

      const before = project.log.length
      const second = yield* project.apply()
      expect(outcomes(second)).toEqual(["ledger kept", "payouts kept", "refunds kept"])
      expect(second.credits.charged).toBe(0)
      expect(project.log.slice(before)).toEqual([])
    })
  )

  it.effect("goes on with the others when one fails", () =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      const errors = { account_ids: ["The selected account is not linked."] }
      project.vendor.disturb({
        on: "create",
        type: "payouts",
        do: { answer: { status: 422, json: { message: "The given data was invalid.", errors } } }
      })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger done", "payouts failed refused-by-server", "refunds done"])
      expect(report.results[1]).toMatchObject({ phase: "refused", credits: null, problem: { fields: errors } })
      expect(exitCodeOf(report)).toBe(EXIT.partial)

      project.vendor.disturb()
      expect(outcomes(yield* project.apply())).toEqual(["ledger kept", "payouts done", "refunds kept"])
      expect(project.charged).toHaveLength(3)
    })
  )

  it.effect("buys twins once and writes both files from one download", () =>
    Effect.gen(function* () {
      const project = new Project(
        manifestOf(`a: { type: payouts, output: "a.csv" }\nb: { type: payouts, output: "b.csv" }`)
      )
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["a done", "b done"])
      expect(report.credits.charged).toBe(10)
      expect(project.charged).toHaveLength(1)
      expect(project.disk.files.get("a.csv")).toEqual(project.disk.files.get("b.csv"))
      expect(project.log.filter((entry) => entry.startsWith("download"))).toEqual(["download a.csv"])
    })
  )

  it.effect("reports its results as events, then itself", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf("ledger: { type: transactions }"))
      const report = yield* project.apply()
      expect(project.events[0]).toEqual({
        type: "run-started",
        run_id: "run",
        as_of: "2024-06-01T12:00:00Z",
        addresses: 1,
        purchases: 1,
        concurrency: 100
      })
      expect(project.events.flatMap((event) => (event.type === "phase" ? [event.phase] : []))).toEqual([
        "creating",
        "created",
        "priced",
        "starting",
        "started",
        "ready",
        "done"
      ])
      expect(project.events.slice(-2)).toEqual([
        { type: "result", result: report.results[0] },
        { type: "run-finished", report }
      ])
    })
  )

  it.effect("calls a purchase by the name that it has now, in every event", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf("ledger: { type: transactions }"))
      yield* project.apply({ commits: 3 })
      expect((yield* project.record("ledger"))?.phase).toBe("priced")
      project.edit(manifestOf("book: { type: transactions }"))
      project.events.length = 0
      yield* project.apply()
      const addresses = project.events.flatMap((event) => ("address" in event ? [event.address] : []))
      expect(addresses.length).toBeGreaterThan(4)
      expect(new Set(addresses)).toEqual(new Set(["book"]))
    })
  )

  it.effect("tells nobody a signed address: no event, no report, no state", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf("ledger: { type: transactions }"))
      project.vendor.disturb({ on: "download", nth: 1, do: { expire_url: true } })
      const report = yield* project.apply()
      const { records, ledger } = yield* project.state
      const told = JSON.stringify([report, project.events, [...records.values()], ledger])
      expect(told).toContain("data_export_")
      expect(told).not.toMatch(/https?:|store\.test|expires/)
    })
  )

  it.effect("works on no more purchases at once than it was told", () =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      yield* project.apply({ concurrency: 1 })
      const phases = project.log.filter((entry) => /^commit (creating|done)/.test(entry))
      expect(phases).toEqual(
        ["ledger", "payouts", "refunds"].flatMap((name) => [`commit creating ${name}`, `commit done ${name}`])
      )
    })
  )
})

describe.concurrent("a run that cannot go on", () => {
  it.effect("ends at a key that is not accepted, before anything is asked for", () =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      project.vendor.disturb({ on: "list", do: { answer: { status: 401, json: { message: "Unauthenticated." } } } })
      const report = yield* project.apply()
      expect(report.stopped?.code).toBe("unauthenticated")
      expect(new Set(report.results.map(({ problem }) => problem?.code))).toEqual(new Set(["stopped"]))
      expect(exitCodeOf(report)).toBe(EXIT.failure)
      expect(project.posts).toEqual([])
    })
  )

  it.effect("ends for all when the key is withdrawn in the middle; the next one loses and doubles nothing", () =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      project.vendor.disturb({ on: "start", nth: 2, do: { answer: { status: 401 } } })
      const report = yield* project.apply()
      expect(report.stopped?.code).toBe("unauthenticated")

      project.vendor.disturb()
      const second = yield* project.apply()
      expect(exitCodeOf(second)).toBe(EXIT.done)
      expect(new Set(project.charged).size).toBe(3)
      expect(project.charged).toHaveLength(3)
    })
  )

  it.effect("says that the server is not there", () =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      project.vendor.disturb({ on: "any", do: { drop: "before" } })
      const report = yield* project.apply()
      expect(report.stopped?.code).toBe("unreachable")
      expect(project.posts).toEqual([])
    })
  )
})

describe.concurrent("a run that is told to stop", () => {
  const stoppedAt = (project: Project, ms: number) =>
    Effect.gen(function* () {
      let entries = Number.POSITIVE_INFINITY
      const stop = Effect.zipRight(
        Effect.sleep(ms),
        Effect.sync(() => {
          entries = project.log.length
        })
      )
      const report: RunReport = yield* project.apply({ stop })
      return { report, afterwards: project.log.slice(entries) }
    })

  // Among them: before the first answer, with creates, starts and downloads on their way, and between all of these.
  const instants = [10, 30, 50, 1_050, 1_070, 2_090, 11_180, 11_200]

  it.effect.each(instants)("after %i ms sends no further POST, and the next run finishes what it began", (ms) =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      const { report, afterwards } = yield* stoppedAt(project, ms)
      expect(report.stopped?.code).toBe("interrupted")
      expect(exitCodeOf(report)).toBe(EXIT.interrupted)
      expect(afterwards.filter(isPost)).toEqual([])
      // Each answer that came is recorded: what was charged is in the ledger.
      expect((yield* project.state).ledger.map((entry) => entry.data_export_id).sort()).toEqual(
        [...project.charged].sort()
      )

      const second = yield* project.apply()
      expect(exitCodeOf(second)).toBe(EXIT.done)
      expect(new Set(project.charged).size).toBe(3)
      expect(project.charged).toHaveLength(3)
      expect(project.log.filter((entry) => entry.startsWith("call create"))).toHaveLength(3)
      expect(project.disk.files.size).toBe(3)
    })
  )
})

describe.concurrent("a run of an approved plan", () => {
  it.effect("does it once, and refuses it afterwards", () =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      const file = yield* project.planFile
      expect(exitCodeOf(yield* project.apply({ approvedPlan: file }))).toBe(EXIT.done)
      const refused = yield* Effect.flip(project.apply({ approvedPlan: file }))
      expect(refused).toMatchObject({ _tag: "StalePlan", moved: ["it was applied already"] })
      expect(project.charged).toHaveLength(3)
    })
  )

  it.effect.each([3, 6, 9, 12])("is carried on where it was cut off (after %i writes), and then refused", (commits) =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      const file = yield* project.planFile
      expect(exitCodeOf(yield* project.apply({ approvedPlan: file, commits }))).toBe(EXIT.state)
      const report = yield* project.apply({ approvedPlan: file })
      expect(exitCodeOf(report)).toBe(EXIT.done)
      expect(report.results.map(({ address }) => address)).toEqual(file.plan.actions.map(({ address }) => address))
      expect(project.charged).toHaveLength(3)
      expect(yield* Effect.flip(project.apply({ approvedPlan: file }))).toMatchObject({ _tag: "StalePlan" })
    })
  )

  it.effect("is not carried on with what it did not say", () =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      yield* project.apply()
      project.disk.files.delete("data/ledger.csv")
      const file = yield* project.planFile
      yield* project.apply({ approvedPlan: file, commits: 1 })
      yield* project.forget("ledger")
      project.disk.files.delete("data/ledger.csv")
      const refused = yield* Effect.either(project.apply({ approvedPlan: file }))
      expect(movedOf(refused)).toEqual([expect.stringContaining("ledger: planned to download, now it would create")])
      expect(project.charged).toHaveLength(3)
    })
  )

  it.effect("is refused when the manifest has changed since, before any call", () =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      const file = yield* project.planFile
      project.edit(manifestOf("ledger: { type: transactions, file_type: xlsx }"))
      const refused = yield* Effect.flip(project.apply({ approvedPlan: file }))
      expect(refused).toMatchObject({ _tag: "StalePlan" })
      expect(project.log).toEqual([])
    })
  )
})

describe.concurrent("a run that was cut off, and is carried on as the same one", () => {
  /** Each costs 10 credits; the first one is paid for when the state can be written no more. */
  const cutOff = (budget?: number) =>
    Effect.gen(function* () {
      const project = new Project(THREE)
      const approvedPlan = yield* project.planFile
      const options = { approvedPlan, concurrency: 1, ...(budget === undefined ? {} : { budget }) }
      yield* project.apply({ ...options, commits: 8 })
      expect((yield* project.state).ledger).toHaveLength(1)
      return {
        project,
        again: {
          ...options,
          continued: { again: true, planned: approvedPlan.plan, ledgerFrom: () => Effect.succeed(0) }
        }
      }
    })

  it.effect("reports as its own what it had done until then", () =>
    Effect.gen(function* () {
      const { project, again } = yield* cutOff()
      const report = yield* project.apply(again)
      expect(outcomes(report)).toEqual(["ledger done", "payouts done", "refunds done"])
      expect(report.credits.charged).toBe(30)
      // Finished, and its report lost: it is made again, and nothing is bought.
      const last = yield* project.apply(again)
      expect(outcomes(last)).toEqual(["ledger done", "payouts done", "refunds done"])
      expect([last.credits.charged, project.charged.length]).toEqual([30, 3])
    })
  )

  it.effect("has no new budget", () =>
    Effect.gen(function* () {
      const { project, again } = yield* cutOff(25)
      const report = yield* project.apply(again)
      expect(outcomes(report)).toEqual(["ledger done", "payouts done", "refunds blocked over-budget"])
      expect([report.credits.charged, project.charged.length]).toEqual([20, 2])
    })
  )

  it.effect("and another run of a plan that is finished is refused", () =>
    Effect.gen(function* () {
      const { project, again } = yield* cutOff()
      yield* project.apply(again)
      const other = yield* Effect.either(project.apply({ approvedPlan: again.approvedPlan }))
      expect(movedOf(other)).toEqual(["it was applied already"])
    })
  )
})
