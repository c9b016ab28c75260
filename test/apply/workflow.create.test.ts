import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { jobsOf } from "../../src/sandbox/World.ts"
import { NOON, TRANSACTIONS } from "../sandbox/fixtures.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const LEDGER = manifestOf("ledger: { type: transactions }")

/** What the vendor was asked for by the manifest above, for somebody else to ask for as well. */
const SAME = { ...TRANSACTIONS, account_ids: ["acct_1"] }

const made = (project: Project): number => project.vendor.world.sequence

const creates = (project: Project): number => project.log.filter((entry) => entry.startsWith("call create")).length

describe.concurrent("write-ahead", () => {
  it.effect("records the intent before each create and start, and each answer before the next step", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      yield* project.apply()
      expect(project.log.filter((entry) => !/^call (list|get)/.test(entry))).toEqual([
        "commit creating ledger",
        "call create transactions",
        "commit created ledger",
        "commit priced ledger",
        "commit starting ledger",
        "call start transactions",
        "commit started ledger",
        "commit ready ledger",
        "download data/ledger.csv",
        "commit done ledger"
      ])
    })
  )

  const commits = [
    { commits: 0, posts: [], charged: 0 },
    { commits: 1, posts: ["call create transactions"], charged: 0 },
    { commits: 2, posts: ["call create transactions"], charged: 0 },
    { commits: 3, posts: ["call create transactions"], charged: 0 },
    { commits: 4, posts: ["call create transactions", "call start transactions"], charged: 1 },
    { commits: 5, posts: ["call create transactions", "call start transactions"], charged: 1 },
    { commits: 6, posts: ["call create transactions", "call start transactions"], charged: 1 }
  ]

  it.effect.each(commits)("makes no call whose intent could not be recorded: $commits changes taken", (expected) =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      const report = yield* project.apply({ commits: expected.commits })
      expect(report.stopped?.code).toBe("state")
      expect(exitCodeOf(report)).toBe(EXIT.state)
      expect(project.posts).toEqual(expected.posts)
      expect(project.charged).toHaveLength(expected.charged)

      // Whatever was lost with the changes, the next run finds out and goes on.
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(project.charged).toHaveLength(1)
      expect(made(project)).toBe(1)
      expect((yield* project.state).ledger.map(({ data_export_id }) => data_export_id)).toEqual(project.charged)
    })
  )
})

describe.concurrent("a create whose answer was lost", () => {
  const afterwards: ReadonlyArray<{ readonly name: string; readonly does: Rule["do"] }> = [
    { name: "the connection broke", does: { drop: "after" } },
    { name: "a proxy answered 504", does: { answer: { status: 504, when: "after" } } }
  ]

  it.effect.each(afterwards)("is adopted when it did happen ($name)", ({ does }) =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "create", nth: 1, do: does })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([creates(project), made(project), project.charged.length]).toEqual([1, 1, 1])
      const notices = project.events.filter((event) => event.type === "notice")
      expect(notices).toMatchObject([
        { address: "ledger", message: expect.stringContaining("nothing was created twice") }
      ])
    })
  )

  it.effect("is sent again when the listing says, twice, that it did not happen", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "create", nth: 1, do: { drop: "before" } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([creates(project), made(project), project.charged.length]).toEqual([2, 1, 1])
      const between = project.log.slice(
        project.log.indexOf("call create transactions"),
        project.log.lastIndexOf("call create transactions")
      )
      expect(between.filter((entry) => entry.startsWith("call list"))).toHaveLength(2)
      // The intent is still the first one: what it says of the earliest time stays true.
      expect(project.log.filter((entry) => entry === "commit creating ledger")).toHaveLength(1)
    })
  )

  it.effect("is given up after three, and settled by the next run", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "create", do: { drop: "before" } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger failed answer-lost"])
      expect(report.results[0]?.phase).toBe("creating")
      expect(creates(project)).toBe(3)

      project.vendor.disturb()
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([made(project), project.charged.length]).toEqual([1, 1])
    })
  )

  it.effect("is not taken for an export that was there before", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.elsewhere("create", { body: SAME }, NOON - 3_600_000)
      const [old] = jobsOf(project.vendor.world)
      project.vendor.disturb({ on: "create", nth: 1, do: { drop: "after" } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(made(project)).toBe(2)
      expect(project.charged).toHaveLength(1)
      expect(project.charged).not.toContain(old?.id)
    })
  )

  it.effect("is left to a person when two exports could be it, and nothing is bought meanwhile", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf("ledger: { type: transactions }\npayouts: { type: payouts }"))
      project.vendor.elsewhere("create", { body: SAME }, NOON)
      project.vendor.disturb({ on: "create", type: "transactions", nth: 1, do: { drop: "after" } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger blocked ambiguous", "payouts done"])
      expect(exitCodeOf(report)).toBe(EXIT.partial)
      const ids = jobsOf(project.vendor.world)
        .filter(({ purchase }) => purchase.type === "transactions")
        .map(({ id }) => id)
        .sort()
      expect(yield* project.record("ledger")).toMatchObject({ phase: "ambiguous", candidates: ids })
      expect(report.results[0]?.problem?.message).toContain(ids.join(", "))

      const before = project.log.length
      expect(outcomes(yield* project.apply())).toEqual(["ledger blocked blocked", "payouts kept"])
      expect(project.log.slice(before)).toEqual([])
    })
  )

  const among: ReadonlyArray<{ readonly nth: ReadonlyArray<number>; readonly drop: "before" | "after" }> = [
    { nth: [2], drop: "before" },
    { nth: [2], drop: "after" },
    { nth: [1, 2], drop: "after" }
  ]

  it.effect.each(among)(
    "is decidable among requests that look alike when listed (calls $nth, lost $drop they happened)",
    ({ nth, drop }) =>
      Effect.gen(function* () {
        const project = new Project(
          manifestOf(
            ["all", "active", "expired"]
              .map((type) => `fans-${type}: { type: fans, options: { type: ${type} } }`)
              .join("\n")
          )
        )
        project.vendor.disturb({ on: "create", nth, do: { drop } })
        const report = yield* project.apply()
        expect(outcomes(report)).toEqual(["fans-all done", "fans-active done", "fans-expired done"])
        const options = new Map(jobsOf(project.vendor.world).map(({ id, purchase }) => [id, purchase.options]))
        for (const record of (yield* project.state).records.values())
          expect(record).toMatchObject({
            phase: "done",
            request: { options: options.get("data_export_id" in record ? record.data_export_id : "") }
          })
        expect([made(project), project.charged.length]).toEqual([3, 3])
      })
  )

  it.effect("is settled by the next run when this one was stopped before it could", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "create", nth: 1, do: { drop: "after" } })
      const report = yield* project.apply({ stop: Effect.sleep(500) })
      expect(report.results[0]).toMatchObject({ phase: "creating", outcome: "pending" })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([creates(project), made(project), project.charged.length]).toEqual([1, 1, 1])
    })
  )
})

describe.concurrent("a create that is refused", () => {
  it.effect("for being one too many is sent again, by itself", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: ["create", "start"], nth: [1, 2, 4], do: { answer: { status: 429 } } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([creates(project), made(project), project.charged.length]).toEqual([3, 1, 1])
      expect(project.events.filter((event) => event.type === "retry").map(({ what }) => what)).toEqual([
        "create",
        "create",
        "start"
      ])
    })
  )

  it.effect("for an account that is not there is not sent again", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER, { rules: { accounts: ["acct_2"] } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger failed gone-at-server"])
      expect(report.results[0]?.phase).toBe("refused")
      expect(creates(project)).toBe(1)
    })
  )
})

describe.concurrent("a scraped export", () => {
  const fans = (type: string, rest: string) => `fans-${type}: { type: fans, options: { type: ${type} }, ${rest} }`

  it.effect("is not asked for where its worst case does not fit", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(fans("all", "max_credits: 20"), "budget: { per_run: 19 }"))
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["fans-all blocked over-budget"])
      expect(report.results[0]).toMatchObject({
        phase: "none",
        problem: { message: expect.stringContaining("20 credits") }
      })
      expect(exitCodeOf(report)).toBe(EXIT.budget)
      expect(project.posts).toEqual([])
    })
  )

  it.effect("without any bound is not asked for under a cap, unless the manifest allows it", () =>
    Effect.gen(function* () {
      const bare = `fans: { type: fans, options: { type: all } }`
      const project = new Project(manifestOf(bare, "budget: { per_run: 100 }"))
      expect(outcomes(yield* project.apply())).toEqual(["fans blocked over-budget"])
      expect(project.posts).toEqual([])
      project.edit(manifestOf(bare, "budget: { per_run: 100, unknown_cost: allow }"))
      expect(outcomes(yield* project.apply())).toEqual(["fans done"])
    })
  )

  it.effect("holds its worst case until its price is known, and others wait for what that leaves", () =>
    Effect.gen(function* () {
      // 12 + 12 do not fit together; once the first has its price, 10, the other's 12 do.
      const both = ["all", "active"].map((type) => fans(type, "max_credits: 12")).join("\n")
      const project = new Project(manifestOf(both, "budget: { per_run: 22 }"))
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["fans-all done", "fans-active done"])
      expect(report.credits).toMatchObject({ charged: 20, budget: 22, unexplained: 0 })
      const { log } = project
      expect(log.lastIndexOf("call create fans")).toBeGreaterThan(log.indexOf("commit priced fans-all"))
    })
  )

  it.effect("that is not to be started holds its worst case only until its price is known", () =>
    Effect.gen(function* () {
      const both = ["all", "active"].map((type) => fans(type, "max_credits: 12, auto_start: false")).join("\n")
      const project = new Project(manifestOf(both, "budget: { per_run: 22 }"))
      expect(outcomes(yield* project.apply())).toEqual(["fans-all pending", "fans-active pending"])
    })
  )

  it.effect("that starts by itself in a later run is charged, and nothing is left unexplained", () =>
    Effect.gen(function* () {
      const rules = { scrapedStartThemselves: true, calculateMs: 60_000 }
      const project = new Project(manifestOf("fans: { type: fans, options: { type: all } }"), { rules })
      yield* project.apply({ stop: Effect.sleep(2_000) })
      expect((yield* project.apply()).credits).toMatchObject({ charged: 10, unexplained: 0 })
    })
  )

  it.effect("that starts by itself is charged once, and recorded", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf(fans("all", "max_credits: 20"), "budget: { per_run: 20 }"), {
        rules: { scrapedStartThemselves: true }
      })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["fans-all done"])
      expect(report.credits.charged).toBe(10)
      expect(project.charged).toHaveLength(1)
      expect(project.log.filter((entry) => entry.startsWith("call start"))).toEqual([])
      expect((yield* project.state).ledger).toMatchObject([{ credits: 10 }])
    })
  )
})
