/** Three ways in which a lost answer once led to a wrong or a second purchase; each was found by the model. */
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { jobsOf } from "../../src/sandbox/World.ts"
import { NOON } from "../sandbox/fixtures.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const ALIKE = manifestOf("a: { type: fans, options: { type: all } }\nb: { type: fans, options: { type: active } }")

/** What each record asked for, and what the export that it names was made for. */
const optionsOf = (project: Project) =>
  Effect.map(project.state, ({ records }) => {
    const made = new Map(jobsOf(project.vendor.world).map(({ id, purchase }) => [String(id), purchase.options]))
    return [...records.values()].map((record) => ({
      asked: record.request.options,
      holds: "data_export_id" in record ? made.get(record.data_export_id) : undefined
    }))
  })

describe("look-alikes, one of which could not be settled", () => {
  it.effect.each([
    ["the first was made, the second not", "after", "before", 2],
    ["the first was not made, the second was", "before", "after", [2, 3, 4, 5]]
  ] as const)("%s: the second is not asked for beside it", ([_, first, second, unread]) =>
    Effect.gen(function* () {
      const project = new Project(ALIKE)
      project.vendor.disturb(
        { on: "create", nth: 1, do: { drop: first } },
        { on: "list", nth: typeof unread === "number" ? unread : [...unread], do: { answer: { status: 422 } } },
        { on: "create", nth: 2, do: { drop: second } }
      )
      expect(outcomes(yield* project.apply())).toEqual(["a failed refused-by-server", "b blocked ambiguous"])
      expect(project.posts).toEqual(["call create fans"])
      project.vendor.disturb()
      expect(outcomes(yield* project.apply())).toEqual(["a done", "b done"])
      for (const { asked, holds } of yield* optionsOf(project)) expect(holds).toEqual(asked)
      expect(project.charged).toHaveLength(2)
      expect(jobsOf(project.vendor.world)).toHaveLength(2)
    })
  )
})

it.effect("an export that started by itself and was cancelled counts as charged, and is not bought again", () =>
  Effect.gen(function* () {
    const project = new Project(manifestOf("fans: { type: fans, options: { type: all } }"), {
      rules: { scrapedStartThemselves: true }
    })
    yield* project.apply({ stop: Effect.sleep(500) })
    const id = jobsOf(project.vendor.world)[0]?.id ?? ""
    project.vendor.elsewhere("cancel", { id }, NOON + 9_000)
    expect(outcomes(yield* project.apply())).toEqual(["fans failed cancelled-at-server"])
    expect(outcomes(yield* project.apply())).toEqual(["fans blocked blocked"])
    expect(project.charged).toHaveLength(1)
    const { ledger } = yield* project.state
    expect(ledger.map(({ credits }) => credits)).toEqual(project.vendor.world.ledger.map(({ credits }) => credits))
  })
)

it.effect("a look-alike of a colleague is not taken at the first look: the lost create may still come", () =>
  Effect.gen(function* () {
    const project = new Project(manifestOf("fans: { type: fans, options: { type: all } }"))
    project.vendor.disturb({ on: "create", nth: 1, do: { drop: "before" } })
    const body = {
      type: "fans",
      account_ids: ["acct_1"],
      start_date: "2024-01-01T00:00:00Z",
      end_date: "2024-01-31T23:59:59Z",
      file_type: "csv",
      auto_start: false
    }
    yield* TestClock.setTime(NOON)
    const madeAfter = (ms: number, type: string) =>
      Effect.delay(
        Effect.sync(() => project.vendor.elsewhere("create", { body: { ...body, options: { type } } }, NOON + ms)),
        ms
      )
    yield* Effect.fork(madeAfter(500, "active"))
    // What was lost on its way is processed between the two looks.
    yield* Effect.fork(madeAfter(3_000, "all"))
    expect(outcomes(yield* project.apply())).toEqual(["fans blocked ambiguous"])
    expect(project.charged).toHaveLength(0)
  })
)
