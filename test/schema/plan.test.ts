import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Backfill } from "../../src/budget/nights.ts"
import { ACTION_KINDS, type EstimateBasis } from "../../src/plan/Plan.ts"
import { encodePlanFile, planFileOf } from "../../src/plan/planfile.ts"
import { documents } from "./documents.ts"
import { open, schemaOf, undescribed, validator, withUnknownKeys, wordsOf, written } from "./schemas.ts"

const TARGET = { server: "https://api.example", lineage: "a lineage" }

const schema = schemaOf("plan")
const problems = validator(schema)

// Does not compile when one is added, until it stands here.
const BASES: Record<EstimateBasis, true> = {
  none: true,
  exact: true,
  history: true,
  list: true,
  bound: true,
  unknown: true
}

describe("schema/plan.schema.json", () => {
  it.effect("describes the plans that the program makes, and the files that it writes them to", () =>
    Effect.gen(function* () {
      const { plans } = yield* documents
      const kinds = new Set(plans.flatMap(({ actions }) => actions.map(({ action }) => action)))
      expect([...kinds].sort()).toEqual(["blocked", "create", "download", "keep", "orphan", "resume", "wait"])
      for (const plan of plans) {
        expect(problems(written(plan))).toEqual([])
        expect(problems(JSON.parse(encodePlanFile(planFileOf(plan, TARGET))))).toEqual([])
      }
    })
  )

  it.effect("describes how long a backfill takes, and takes no other word for it", () =>
    Effect.gen(function* () {
      const [plan] = (yield* documents).plans
      if (plan === undefined) throw new Error("there is no plan")
      const backfill: Backfill = { nights: 4, last: "2026-11-28", never: [], unpriced: 1 }
      expect(problems(written({ ...plan, backfill }))).toEqual([])
      for (const wrong of [{ nights: -1 }, { last: "28 Nov" }, { never: [1] }, { unpriced: 0.5 }, { more: 1 }])
        expect(problems(written({ ...plan, backfill: { ...backfill, ...wrong } }))).not.toEqual([])
    })
  )

  it.effect("refuses a key that nobody knows, wherever it stands", () =>
    Effect.gen(function* () {
      const { plans } = yield* documents
      for (const document of plans.flatMap((plan) =>
        withUnknownKeys(JSON.parse(encodePlanFile(planFileOf(plan, TARGET))))
      ))
        expect(problems(document)).not.toEqual([])
    })
  )

  it("names the words of the code, all of them and no other", () => {
    expect(wordsOf(schema, "action", "action")).toEqual(ACTION_KINDS)
    expect(wordsOf(schema, "estimate", "basis")).toEqual(Object.keys(BASES))
  })

  it("describes every key, and takes no other", () => {
    expect(undescribed(schema)).toEqual([])
    expect(open(schema)).toEqual([])
  })
})
