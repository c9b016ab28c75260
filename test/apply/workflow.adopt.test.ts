import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import type { DataExportId } from "../../src/domain.ts"
import { planFileOf, targetOf } from "../../src/plan/planfile.ts"
import { jobsOf } from "../../src/sandbox/World.ts"
import { NOON, TRANSACTIONS } from "../sandbox/fixtures.ts"
import { type ApplyOptions, manifestOf, outcomes, Project, type ProjectOptions } from "./simulation/Project.ts"

const COLUMNS = ["transaction_id", "amount"]
/** Its columns are asked for by name: then the listing proves that an export is the same. */
const ledger = (rest = "") => `ledger: { type: transactions, export_columns: [${COLUMNS.join(", ")}]${rest} }`
const LEDGER = manifestOf(ledger())

const MINUTE = 60_000
const BODY = { ...TRANSACTIONS, export_columns: COLUMNS }

/** An export that a colleague has made, and perhaps started, so many ms before the run. */
const colleague = (
  project: Project,
  { madeMs, startedMs, body = BODY }: { readonly madeMs: number; readonly startedMs?: number; readonly body?: object }
): DataExportId => {
  project.vendor.elsewhere("create", { body }, NOON - madeMs)
  const id = (jobsOf(project.vendor.world)[0]?.id ?? "") as DataExportId
  if (startedMs !== undefined) project.vendor.elsewhere("start", { id }, NOON - startedMs)
  return id
}

const THEIRS = {
  completed: { madeMs: 60 * MINUTE, startedMs: 50 * MINUTE },
  running: { madeMs: 60 * MINUTE, startedMs: 1_000 },
  priced: { madeMs: 60 * MINUTE },
  calculating: { madeMs: 500 }
}

/** A project whose team has one export already, which is its `id`. */
const withTeam = (stage: keyof typeof THEIRS, manifest = LEDGER, options: ProjectOptions = {}) => {
  const project = new Project(manifest, options)
  return { project, id: colleague(project, THEIRS[stage]) }
}

const refreshing = (project: Project, options: ApplyOptions = {}) => project.apply({ refresh: true, ...options })

/** Something that happens after the plan was made, and before the run looks at the export again. */
const meanwhile = (happens: () => unknown): ApplyOptions => ({
  stop: Effect.zipRight(Effect.zipRight(Effect.sleep(30), Effect.sync(happens)), Effect.never)
})

describe.concurrent("what the team has paid already", () => {
  it.effect.each(["completed", "running"] as const)("is taken over and downloaded, for nothing: %s", (stage) =>
    Effect.gen(function* () {
      const { project, id } = withTeam(stage, manifestOf(ledger(), "budget: { per_run: 0 }"))
      const report = yield* refreshing(project)
      expect(outcomes(report)).toEqual(["ledger done"])
      expect(report.credits).toMatchObject({ charged: 0, estimate: { high: 0 }, unexplained: 0 })
      expect(project.posts).toEqual([])
      expect(project.charged).toEqual([id])
      expect(yield* project.record("ledger")).toMatchObject({ phase: "done", data_export_id: id, credits: 10 })
      expect((yield* project.state).ledger).toEqual([])
      expect(exitCodeOf(report)).toBe(EXIT.done)

      expect(outcomes(yield* refreshing(project))).toEqual(["ledger kept"])
    })
  )

  it.effect("is as old as it is: that is the date in its path", () =>
    Effect.gen(function* () {
      const { project } = withTeam("completed", manifestOf(ledger(`, output: "data/{as_of}.csv"`)))
      const before = { madeMs: 3 * 24 * 60 * MINUTE, startedMs: 3 * 24 * 60 * MINUTE - MINUTE }
      const older = new Project(manifestOf(ledger(`, output: "data/{as_of}.csv"`)))
      colleague(older, before)
      expect((yield* refreshing(project)).results[0]?.output?.path).toBe("data/2024-06-01.csv")
      expect((yield* refreshing(older)).results[0]?.output?.path).toBe("data/2024-05-29.csv")
    })
  )

  it.effect("is taken over once, for every address of the purchase", () =>
    Effect.gen(function* () {
      const twins = manifestOf(`${ledger()}\ntwin: { type: transactions, export_columns: [${COLUMNS.join(", ")}] }`)
      const { project, id } = withTeam("completed", twins)
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger done", "twin done"])
      expect([project.posts, project.charged]).toEqual([[], [id]])
      expect([...project.disk.files.keys()]).toEqual(["data/ledger.csv", "data/twin.csv"])
    })
  )

  it.effect("and failed since, counts as charged to them, and is not bought again by itself", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      const id = colleague(project, THEIRS.running)
      const { world } = project.vendor
      const jobs = HashMap.modify(world.jobs, id, (job) => ({ ...job, fate: { run_fails: "the account is gone" } }))
      project.vendor.world = { ...world, jobs }
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger failed failed-at-server"])
      expect(yield* project.record("ledger")).toMatchObject({ phase: "failed", charged: true })
      expect((yield* project.state).ledger).toEqual([])
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger blocked blocked"])
      expect(project.posts).toEqual([])
    })
  )
})

describe.concurrent("what the team has asked for, and not started", () => {
  it.effect.each(["priced", "calculating"] as const)("is taken over and started, not asked for again: %s", (stage) =>
    Effect.gen(function* () {
      const { project, id } = withTeam(stage)
      const report = yield* refreshing(project)
      expect(outcomes(report)).toEqual(["ledger done"])
      expect(project.posts).toEqual(["call start transactions"])
      expect(project.charged).toEqual([id])
      expect(report.credits).toMatchObject({ charged: 10, unexplained: 0 })
      expect((yield* project.state).ledger).toMatchObject([{ data_export_id: id, credits: 10 }])
    })
  )

  it.effect("is started within the budget alone: else it stays priced, and is carried on by the next run", () =>
    Effect.gen(function* () {
      const { project, id } = withTeam("priced", manifestOf(ledger(), "budget: { per_run: 9 }"))
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger blocked over-budget"])
      expect(yield* project.record("ledger")).toMatchObject({ phase: "priced", data_export_id: id, credits: 10 })
      project.edit(LEDGER)
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([project.posts, project.charged]).toEqual([["call start transactions"], [id]])
    })
  )

  it.effect("and fails once it was started, is created anew while its retries last", () =>
    Effect.gen(function* () {
      const { project } = withTeam("priced", manifestOf(ledger(", retries: 1")))
      project.vendor.disturb({ on: "start", nth: 1, do: { fate: { run_fails: "the account is gone" } } })
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger done"])
      expect(project.charged).toHaveLength(2)
      expect((yield* project.state).ledger).toHaveLength(2)
    })
  )

  it.effect("is not started where the manifest says so", () =>
    Effect.gen(function* () {
      const { project, id } = withTeam("priced", manifestOf(ledger(", auto_start: false")))
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger pending"])
      expect(yield* project.record("ledger")).toMatchObject({ phase: "priced", data_export_id: id })
      expect(project.posts).toEqual([])
    })
  )

  it.effect("is taken over durably before it is started", () =>
    Effect.gen(function* () {
      for (const commits of [0, 1, 2, 3]) {
        const { project, id } = withTeam("priced")
        expect((yield* refreshing(project, { commits })).stopped?.code).toBe("state")
        expect(outcomes(yield* refreshing(project))).toEqual(["ledger done"])
        expect(project.charged).toEqual([id])
        expect(project.posts).toEqual(["call start transactions"])
      }
    })
  )
})

describe.concurrent("what the team has, and an own export failed", () => {
  it.effect("is taken over in its place", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "create", nth: 1, do: { fate: { calculation_fails: "no data" } } })
      yield* project.apply()
      const id = colleague(project, THEIRS.priced)
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger done"])
      expect(project.charged).toEqual([id])
      expect(yield* project.record("ledger")).toMatchObject({ data_export_id: id, attempt: 2, failures: 1 })
    })
  )
})

describe.concurrent("what has changed since the plan was made", () => {
  it.effect("and was started by a colleague, is theirs to pay", () =>
    Effect.gen(function* () {
      const { project, id } = withTeam("priced")
      const report = yield* refreshing(
        project,
        meanwhile(() => project.vendor.elsewhere("start", { id }, NOON + 30))
      )
      expect(outcomes(report)).toEqual(["ledger done"])
      expect([project.posts, project.charged, report.credits.charged]).toEqual([[], [id], 0])
    })
  )

  it.effect("and was cancelled, is not taken over, and nothing is bought in its place", () =>
    Effect.gen(function* () {
      const { project, id } = withTeam("running")
      const report = yield* refreshing(
        project,
        meanwhile(() => project.vendor.elsewhere("cancel", { id }, NOON + 30))
      )
      expect(outcomes(report)).toEqual(["ledger failed gone-at-server"])
      expect(report.results[0]).toMatchObject({
        phase: "none",
        problem: { message: expect.stringContaining("cancelled") }
      })
      expect(project.posts).toEqual([])

      expect(outcomes(yield* refreshing(project))).toEqual(["ledger done"])
      expect(project.charged).toHaveLength(2)
    })
  )

  it.effect("and is not known any more, is not taken over either", () =>
    Effect.gen(function* () {
      const { project, id } = withTeam("completed")
      const forget = () => {
        const { world } = project.vendor
        project.vendor.world = { ...world, jobs: HashMap.remove(world.jobs, id) }
      }
      expect(outcomes(yield* refreshing(project, meanwhile(forget)))).toEqual(["ledger failed gone-at-server"])
      expect([project.posts, yield* project.record("ledger")]).toEqual([[], undefined])
    })
  )

  it.effect("and turns out to be something else, is not taken over", () =>
    Effect.gen(function* () {
      const { project, id } = withTeam("completed")
      const change = () => {
        const { world } = project.vendor
        const jobs = HashMap.modify(world.jobs, id, (job) => ({
          ...job,
          purchase: { ...job.purchase, accountIds: ["acct_2"] }
        }))
        project.vendor.world = { ...world, jobs }
      }
      expect(outcomes(yield* refreshing(project, meanwhile(change)))).toEqual(["ledger failed gone-at-server"])
      expect([project.posts, yield* project.record("ledger")]).toEqual([[], undefined])
    })
  )

  it.effect("and costs more, is taken over and not started", () =>
    Effect.gen(function* () {
      const { project, id } = withTeam("priced")
      const raise = () => {
        const { world } = project.vendor
        project.vendor.world = { ...world, jobs: HashMap.modify(world.jobs, id, (job) => ({ ...job, credits: 11 })) }
      }
      expect(outcomes(yield* refreshing(project, meanwhile(raise)))).toEqual(["ledger blocked price-rose"])
      expect(yield* project.record("ledger")).toMatchObject({ phase: "priced", data_export_id: id, credits: 11 })
      expect(project.posts).toEqual([])
    })
  )

  it.effect("makes an approved plan stale", () =>
    Effect.gen(function* () {
      const { project, id } = withTeam("priced")
      const offline = yield* project.planFile
      const state = yield* project.state
      const actions = offline.plan.actions.map((action) => ({
        ...action,
        action: "adopt" as const,
        data_export_id: id
      }))
      const approvedPlan = planFileOf({ ...offline.plan, actions }, targetOf(offline.target.server, state))
      const stale = yield* Effect.flip(project.apply({ approvedPlan }))
      expect(stale).toMatchObject({
        _tag: "StalePlan",
        moved: ["ledger: planned to adopt, now it would create (not bought yet)"]
      })
      expect(project.log.filter((entry) => entry.startsWith("call"))).toEqual([])
    })
  )
})

describe.concurrent("what is not adopted", () => {
  it.effect("is what nobody looks for", () =>
    Effect.gen(function* () {
      const { project, id } = withTeam("completed")
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(project.posts).toEqual(["call create transactions", "call start transactions"])
      expect(project.charged).toHaveLength(2)
      expect(yield* project.record("ledger")).not.toMatchObject({ data_export_id: id })
    })
  )

  it.effect("is what may be another purchase: its columns are told, and nobody knows which are all", () =>
    Effect.gen(function* () {
      const { project, id } = withTeam("completed", manifestOf("ledger: { type: transactions }"))
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger done"])
      expect(project.charged).toHaveLength(2)
      expect(yield* project.record("ledger")).not.toMatchObject({ data_export_id: id })
    })
  )

  it.effect("becomes adoptable with the first own purchase: it tells which columns the server gives by itself", () =>
    Effect.gen(function* () {
      const manifest = manifestOf("first: { type: transactions }")
      const february = { start_date: "2024-02-01T00:00:00Z", end_date: "2024-02-29T23:59:59Z" }
      const project = new Project(manifest)
      const id = colleague(project, { ...THEIRS.completed, body: { ...TRANSACTIONS, ...february } })
      yield* project.apply()
      project.edit(
        manifestOf(
          "first: { type: transactions }\nsecond: { type: transactions, start_date: 2024-02-01, end_date: 2024-02-29 }"
        )
      )
      expect(outcomes(yield* refreshing(project))).toEqual(["first kept", "second done"])
      expect(yield* project.record("second")).toMatchObject({ data_export_id: id })
      expect(project.posts).toHaveLength(2)
    })
  )

  it.effect("is what this state has itself asked for", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "create", nth: 1, do: { fate: { run_fails: "the account is gone" } } })
      yield* project.apply()
      project.edit(manifestOf(ledger(", retries: 1")))
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger done"])
      expect([project.posts.length, project.charged.length]).toEqual([4, 2])
    })
  )
})

describe.concurrent("the look at what the team has", () => {
  const lists = (project: Project) => project.log.filter((entry) => entry.startsWith("call list")).length

  it.effect("is not taken where nothing is missing", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      yield* project.apply()
      const before = project.log.length
      yield* refreshing(project)
      expect(project.log.slice(before)).toEqual([])
    })
  )

  it.effect("goes through every page, of each missing type alone", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      const id = colleague(project, THEIRS.completed)
      for (let n = 0; n < 150; n++)
        colleague(project, { madeMs: 30 * MINUTE, body: { ...BODY, account_ids: [`acct_x${n}`] } })
      for (let n = 0; n < 150; n++)
        colleague(project, { madeMs: 30 * MINUTE, body: { ...BODY, type: "payouts", export_columns: undefined } })
      // Two pages, and the call that every run begins with.
      expect((yield* refreshing(project, { commits: 0 })).stopped?.code).toBe("state")
      expect(lists(project)).toBe(3)
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger done"])
      expect(yield* project.record("ledger")).toMatchObject({ data_export_id: id })
    })
  )

  it.effect.each([
    [401, "unauthenticated"],
    [422, "rejected"],
    [503, "unreachable"]
  ] as const)("that the server answers with %s ends the run before anything is asked for", ([status, code]) =>
    Effect.gen(function* () {
      const { project } = withTeam("completed")
      project.vendor.disturb({ on: "list", do: { answer: { status } } })
      expect(yield* Effect.flip(refreshing(project))).toMatchObject({ _tag: "RunStopped", reason: { code } })
      expect([project.posts, (yield* project.state).records.size]).toEqual([[], 0])
    })
  )

  it.effect("is taken again where the server is away for a moment", () =>
    Effect.gen(function* () {
      const { project } = withTeam("completed")
      project.vendor.disturb({ on: "list", nth: [1, 2], do: { answer: { status: 503 } } })
      expect(outcomes(yield* refreshing(project))).toEqual(["ledger done"])
      expect(project.events.filter(({ type }) => type === "retry")).toHaveLength(2)
      expect(project.posts).toEqual([])
    })
  )

  it.effect("ends when the run is told to stop", () =>
    Effect.gen(function* () {
      const { project } = withTeam("completed")
      const stopped = yield* Effect.flip(refreshing(project, { stop: Effect.sleep(10) }))
      expect(stopped).toMatchObject({ _tag: "RunStopped", reason: { code: "interrupted" } })
      expect(project.posts).toEqual([])
    })
  )
})
