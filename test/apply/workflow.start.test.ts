import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { moveBalance } from "../../src/sandbox/World.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const LEDGER = "ledger: { type: transactions }"
const TWO = `${LEDGER}\npayouts: { type: payouts }`

const calls = (project: Project, call: string): number =>
  project.log.filter((entry) => entry.startsWith(`call ${call}`)).length

describe.concurrent("a start whose answer was lost", () => {
  const lost: ReadonlyArray<{ readonly name: string; readonly does: Rule["do"]; readonly starts: number }> = [
    { name: "it happened, the connection broke", does: { drop: "after" }, starts: 1 },
    { name: "it happened, a proxy answered 502", does: { answer: { status: 502, when: "after" } }, starts: 1 },
    { name: "it happened, and 422 is its echo", does: { answer: { status: 422, when: "after" } }, starts: 1 },
    { name: "it did not happen, the connection broke", does: { drop: "before" }, starts: 2 },
    { name: "it did not happen, a proxy answered 503", does: { answer: { status: 503 } }, starts: 2 }
  ]

  it.effect.each(lost)("is settled by the status, and charged once ($name)", ({ does, starts }) =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(LEDGER))
      project.vendor.disturb({ on: "start", nth: 1, do: does })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger done"])
      expect(report.credits.charged).toBe(10)
      expect(project.charged).toHaveLength(1)
      expect(calls(project, "start")).toBe(starts)
      expect((yield* project.state).ledger).toMatchObject([{ credits: 10, data_export_id: project.charged[0] }])
    })
  )

  it.effect("is given up after three, and carried on by the next run", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(LEDGER))
      project.vendor.disturb({ on: "start", do: { drop: "before" } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger failed answer-lost"])
      expect(report.results[0]).toMatchObject({ phase: "priced", credits: 10 })
      expect(calls(project, "start")).toBe(3)

      project.vendor.disturb()
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([calls(project, "create"), project.charged.length]).toEqual([1, 1])
    })
  )

  it.effect("counts as spent until it is settled", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(TWO, "budget: { per_run: 10 }"))
      project.vendor.disturb({ on: "start", nth: 1, do: { drop: "after" } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger done", "payouts blocked over-budget"])
      expect(project.charged).toHaveLength(1)
    })
  )
})

describe.concurrent("a start that is refused", () => {
  it.effect("for too few credits charges nothing; with more of them that very export is started", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(TWO), { balance: 15 })
      const report = yield* project.apply({ concurrency: 1 })
      expect(outcomes(report)).toEqual(["ledger done", "payouts blocked insufficient-credits"])
      expect(report.results[1]).toMatchObject({ phase: "priced", credits: 10 })
      expect(exitCodeOf(report)).toBe(EXIT.budget)

      project.vendor.world = moveBalance(project.vendor.world, 100)
      expect(outcomes(yield* project.apply())).toEqual(["ledger kept", "payouts done"])
      expect([calls(project, "create"), project.charged.length]).toEqual([2, 2])
    })
  )

  it.effect("for its contents is not sent again, and stays priced", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(LEDGER))
      project.vendor.disturb({ on: "start", do: { answer: { status: 422, json: { message: "Not now." } } } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger failed refused-by-server"])
      expect(report.results[0]?.phase).toBe("priced")
      expect([calls(project, "start"), project.charged.length]).toEqual([1, 0])
    })
  )

  it.effect("gives its reservation back: what fits now is bought", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(TWO, "budget: { per_run: 10 }"))
      project.vendor.disturb({ on: "start", type: "transactions", do: { answer: { status: 402 } } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger blocked insufficient-credits", "payouts done"])
    })
  )
})

describe.concurrent("the budget", () => {
  const three = `${TWO}\nrefunds: { type: chargebacks }`

  it.effect("starts what fits; the rest stays priced, and later runs start those very exports", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(three, "budget: { per_run: 15 }"))
      const first = yield* project.apply()
      expect(outcomes(first)).toEqual(["ledger done", "payouts blocked over-budget", "refunds blocked over-budget"])
      expect(first.results[1]).toMatchObject({ phase: "priced", credits: 10 })
      expect(first.credits).toMatchObject({ charged: 10, budget: 15, unexplained: 0 })
      expect(exitCodeOf(first)).toBe(EXIT.budget)

      expect(outcomes(yield* project.apply())).toEqual(["ledger kept", "payouts done", "refunds blocked over-budget"])
      expect(outcomes(yield* project.apply())).toEqual(["ledger kept", "payouts kept", "refunds done"])
      expect([calls(project, "create"), project.charged.length]).toEqual([3, 3])
    })
  )

  it.effect("of the command line can only lower that of the manifest", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(TWO, "budget: { per_run: 15 }"))
      expect((yield* project.apply({ budget: 5 })).credits).toMatchObject({ charged: 0, budget: 5, unexplained: 0 })
      expect((yield* project.apply({ budget: 100 })).credits).toMatchObject({ charged: 10, budget: 15, unexplained: 0 })
    })
  )

  it.effect("of a month counts what earlier runs have charged", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(LEDGER, "budget: { per_month: 15 }"))
      yield* project.apply()
      project.edit(manifestOf(TWO, "budget: { per_month: 15 }"))
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger kept", "payouts blocked over-budget"])
      expect(report.results[1]?.problem?.message).toContain("per_month (15) leaves 5")
    })
  )

  it.effect("keeps the balance that the manifest wants kept, whoever else spends", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(TWO, "budget: { keep_balance: 50 }"), { balance: 75 })
      // Somebody else spends 10 while the first one is on its way.
      project.vendor.disturb({ on: "start", nth: 1, do: { move_balance: -10 } })
      const report = yield* project.apply({ concurrency: 1 })
      expect(outcomes(report)).toEqual(["ledger done", "payouts blocked over-budget"])
      expect(project.vendor.world.balance).toBe(55)
    })
  )

  it.effect("of one export holds for it alone", () =>
    Effect.gen(function* () {
      const project = new Project(
        manifestOf("ledger: { type: transactions, max_credits: 9 }\npayouts: { type: payouts }")
      )
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger blocked over-budget", "payouts done"])
      expect(report.results[0]?.problem?.message).toContain("max_credits")
    })
  )

  it.effect("decides on the price that the server names, not on an estimate", () =>
    Effect.gen(function* () {
      // 100 messages are about 5 credits by the list price; the server asks for 10.
      const project = new Project(manifestOf("chats: { type: chat_messages, options: { maxMessages: 100 } }"))
      expect((yield* project.plan).credits).toEqual({ low: 0, high: 5, basis: "bound" })
      const report = yield* project.apply({ budget: 9 })
      expect(outcomes(report)).toEqual(["chats blocked over-budget"])
      expect([calls(project, "start"), (yield* project.plan).credits.high]).toEqual([0, 10])

      expect(outcomes(yield* project.apply({ budget: 10 }))).toEqual(["chats done"])
      expect([calls(project, "create"), project.charged.length]).toEqual([1, 1])
    })
  )
})

describe.concurrent("auto_start: false", () => {
  it.effect("stops once the price is known, until the manifest says otherwise", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf("ledger: { type: transactions, auto_start: false }"))
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger pending"])
      expect(report.results[0]).toMatchObject({ phase: "priced", credits: 10 })
      expect(exitCodeOf(report)).toBe(EXIT.done)
      expect(outcomes(yield* project.apply())).toEqual(["ledger kept"])
      expect(project.charged).toEqual([])

      project.edit(manifestOf(LEDGER))
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([calls(project, "create"), project.charged.length]).toEqual([1, 1])
    })
  )
})
