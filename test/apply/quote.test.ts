import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import { jobsOf } from "../../src/sandbox/World.ts"
import { NOON, TRANSACTIONS } from "../sandbox/fixtures.ts"
import { quote } from "./quoting.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const TWO = manifestOf("ledger: { type: transactions }\npayouts: { type: payouts }")
const FANS = "fans: { type: fans, options: { type: all }, max_credits: 12 }"
const MIXED = manifestOf(`ledger: { type: transactions }\n${FANS}`)

const exactly = (credits: number) => ({ low: credits, high: credits, basis: "exact" })
const idsAt = (project: Project) => jobsOf(project.vendor.world).map(({ id }) => id)
const jobOfType = (project: Project, type: string) => {
  const job = jobsOf(project.vendor.world).find(({ purchase }) => purchase.type === type)
  if (job === undefined) throw new Error(`no export of ${type}`)
  return job
}

describe.concurrent("a quote", () => {
  it.effect("starts nothing, charges nothing, and records the prices", () =>
    Effect.gen(function* () {
      const project = new Project(TWO)
      const { report, plan, after } = yield* quote(project, TWO)
      expect(project.posts).toEqual(["call create transactions", "call create payouts"])
      expect(project.charged).toEqual([])
      expect(report).toMatchObject({ stopped: null, credits: { charged: 0 } })
      expect(outcomes(report)).toEqual(["ledger pending", "payouts pending"])
      expect(exitCodeOf(report)).toBe(EXIT.done)
      expect(plan.actions.map(({ action }) => action)).toEqual(["resume", "resume"])
      expect(plan.credits).toEqual(exactly(20))
      expect(yield* after.record("ledger")).toMatchObject({ phase: "priced", credits: 10 })
      expect((yield* after.state).ledger).toEqual([])
    })
  )

  it.effect("is what apply starts: those very exports, and no others", () =>
    Effect.gen(function* () {
      const { after } = yield* quote(new Project(TWO), TWO)
      const quoted = idsAt(after)
      expect(quoted).toHaveLength(2)
      expect(outcomes(yield* after.apply())).toEqual(["ledger done", "payouts done"])
      expect(after.posts).toEqual(["call start transactions", "call start payouts"])
      expect([...after.charged].sort()).toEqual(quoted.sort())
    })
  )

  it.effect("holds an approval to its prices: one that rose since is shown, not started", () =>
    Effect.gen(function* () {
      const { after } = yield* quote(new Project(TWO), TWO)
      const approvedPlan = yield* after.planFile
      const { world } = after.vendor
      const dearer = HashMap.modify(world.jobs, jobOfType(after, "transactions").id, (job) => ({ ...job, credits: 11 }))
      after.vendor.world = { ...world, jobs: dearer }
      expect(outcomes(yield* after.apply({ approvedPlan }))).toEqual(["ledger blocked price-rose", "payouts done"])
      expect(after.charged).toEqual([jobOfType(after, "payouts").id])
      expect((yield* after.plan).actions[0]).toMatchObject({ address: "ledger", estimate: exactly(11) })
    })
  )

  it.effect("of what is quoted already asks for nothing", () =>
    Effect.gen(function* () {
      const { after } = yield* quote(new Project(TWO), TWO)
      const again = yield* quote(after, TWO)
      expect(after.log.filter((entry) => entry.startsWith("call"))).toEqual([])
      expect(again.report.results).toEqual([])
      expect(again.plan.credits).toEqual(exactly(20))
    })
  )

  it.effect("carries on what was asked for and not answered, or not priced, and starts none of it", () =>
    Effect.gen(function* () {
      for (const commits of [1, 2]) {
        const project = new Project(TWO)
        yield* project.apply({ commits, concurrency: 1 })
        const before = project.posts.length
        const { plan, after } = yield* quote(project, TWO)
        expect(project.posts.slice(before)).toEqual(["call create payouts"])
        expect([idsAt(after).length, project.charged.length, plan.credits]).toEqual([2, 0, exactly(20)])
      }
    })
  )

  it.effect("leaves alone what is paid", () =>
    Effect.gen(function* () {
      const project = new Project(TWO)
      yield* project.apply({ stop: Effect.sleep(5_000) })
      expect(project.charged).toHaveLength(2)
      const before = project.log.length
      const { report, plan } = yield* quote(project, TWO)
      expect(project.log.slice(before)).toEqual([])
      expect(report.results).toEqual([])
      expect(plan.credits).toMatchObject({ high: 0 })
    })
  )

  it.effect("asks once for a purchase of two addresses, and downloads nothing", () =>
    Effect.gen(function* () {
      const twins = manifestOf("ledger: { type: transactions }\ntwin: { type: transactions }")
      const project = new Project(twins)
      const { plan } = yield* quote(project, twins)
      expect(project.posts).toEqual(["call create transactions"])
      expect(project.log.filter((entry) => entry.startsWith("download"))).toEqual([])
      expect(plan.credits).toEqual(exactly(10))
    })
  )

  it.effect("tells the price of what is not to be started", () =>
    Effect.gen(function* () {
      const kept = manifestOf("ledger: { type: transactions, auto_start: false }")
      const { plan } = yield* quote(new Project(kept), kept)
      expect(plan.actions[0]).toMatchObject({ action: "keep", reason: expect.stringContaining("10 credits") })
    })
  )

  it.effect("says what has no price, and prices the rest", () =>
    Effect.gen(function* () {
      const project = new Project(TWO)
      project.vendor.disturb({ on: "create", type: "payouts", do: { fate: { calculation_fails: "no data" } } })
      const { report, plan, after } = yield* quote(project, TWO)
      expect(outcomes(report)).toEqual(["ledger pending", "payouts failed failed-at-server"])
      expect(exitCodeOf(report)).toBe(EXIT.partial)
      expect(plan.actions.map(({ action }) => action)).toEqual(["resume", "create"])
      expect(yield* after.record("payouts")).toMatchObject({ phase: "failed", charged: false })
    })
  )

  it.effect("adopts nothing: what the team has is in the plan, and the rest is asked for", () =>
    Effect.gen(function* () {
      const columns = "export_columns: [transaction_id, amount]"
      const manifest = manifestOf(`ledger: { type: transactions, ${columns} }\npayouts: { type: payouts }`)
      const project = new Project(manifest)
      const body = { ...TRANSACTIONS, export_columns: ["transaction_id", "amount"] }
      project.vendor.elsewhere("create", { body }, NOON - 3_600_000)
      const { plan } = yield* quote(project, manifest, { refresh: true })
      expect(plan.actions.map(({ action }) => action)).toEqual(["adopt", "resume"])
      expect(plan.credits).toEqual(exactly(20))
      expect(project.posts).toEqual(["call create payouts"])
    })
  )
})

describe.concurrent("what the vendor scrapes for its price", () => {
  it.effect("is not asked for, unless that is wanted", () =>
    Effect.gen(function* () {
      const project = new Project(MIXED)
      const { plan } = yield* quote(project, MIXED)
      expect(project.posts).toEqual(["call create transactions"])
      expect(plan.actions.map(({ action }) => action)).toEqual(["resume", "create"])

      const wanted = new Project(MIXED)
      const quoted = yield* quote(wanted, MIXED, { scraped: true })
      expect(wanted.posts).toEqual(["call create transactions", "call create fans"])
      expect(quoted.plan.credits).toEqual(exactly(20))
    })
  )

  it.effect("is not asked for where its worst case does not fit", () =>
    Effect.gen(function* () {
      const manifest = manifestOf(FANS, "budget: { per_run: 11 }")
      const project = new Project(manifest)
      const { report } = yield* quote(project, manifest, { scraped: true })
      expect(outcomes(report)).toEqual(["fans blocked over-budget"])
      expect(project.posts).toEqual([])
    })
  )

  it.effect.each([
    ["is priced", {}, "fans-all pending"],
    ["has no price", { fate: { calculation_fails: "no data" } }, "fans-all failed failed-at-server"]
  ] as const)("holds its worst case only until it %s: then others are asked for", ([_, does, outcome]) =>
    Effect.gen(function* () {
      const both = ["all", "active"].map(
        (type) => `fans-${type}: { type: fans, options: { type: ${type} }, max_credits: 12 }`
      )
      const manifest = manifestOf(both.join("\n"), "budget: { per_run: 22 }")
      const project = new Project(manifest)
      project.vendor.disturb({ on: "create", nth: 1, do: does })
      const { report } = yield* quote(project, manifest, { scraped: true })
      expect(outcomes(report)).toEqual([outcome, "fans-active pending"])
    })
  )

  it.effect("and charges by itself, is recorded as charged, and only downloaded by apply", () =>
    Effect.gen(function* () {
      const manifest = manifestOf(FANS)
      const rules = { scrapedStartThemselves: true }
      const project = new Project(manifest, { rules })
      const { report, after } = yield* quote(project, manifest, { scraped: true, rules })
      expect(report.credits).toMatchObject({ charged: 10, unexplained: 0 })
      expect(yield* after.record("fans")).toMatchObject({ phase: "started", credits: 10 })
      expect(outcomes(yield* after.apply())).toEqual(["fans done"])
      expect([after.posts, after.charged.length]).toEqual([[], 1])
    })
  )
})
