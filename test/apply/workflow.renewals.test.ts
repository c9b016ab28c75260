/** What is bought again and again, where some of its purchases come to nothing. */
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Instant } from "../../src/domain.ts"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const on = (day: string) => `${day}T12:00:00Z` as Instant

const weekly = (rest = "") => manifestOf(`ledger: { type: transactions, refresh: 7d${rest} }`)

/** Exports of which these fail after their start, counted from 1. */
const failing = (...nth: ReadonlyArray<number>): Rule => ({
  on: "create",
  nth,
  do: { fate: { run_fails: "the account is gone" } }
})

const starts = (project: Project) => project.log.filter((one) => one.startsWith("call start")).length

describe.concurrent("a purchase that failed after it was charged", () => {
  it.effect("waits for a person until the next one is due, and that one is bought", () =>
    Effect.gen(function* () {
      const project = new Project(weekly())
      project.vendor.disturb(failing(1))
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed failed-at-server"])
      project.edit(weekly(), on("2024-06-02"))
      expect(outcomes(yield* project.apply())).toEqual(["ledger blocked blocked"])

      project.edit(weekly(), on("2024-06-08"))
      expect((yield* project.plan).actions[0]?.action).toBe("create")
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(project.charged).toHaveLength(2)
    })
  )

  it.effect("is created anew as often as its retries say, whatever was bought before it", () =>
    Effect.gen(function* () {
      const project = new Project(weekly())
      project.vendor.disturb(failing(2, 3))
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      project.edit(weekly(), on("2024-06-08"))
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed failed-at-server"])

      project.edit(weekly(", retries: 1"), on("2024-06-09"))
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed failed-at-server"])
      expect(starts(project)).toBe(3)
      expect(yield* project.record("ledger")).toMatchObject({ phase: "failed", failures: 2 })
      expect(outcomes(yield* project.apply())).toEqual(["ledger blocked blocked"])

      // The next one is a purchase of its own.
      project.edit(weekly(", retries: 1"), on("2024-06-16"))
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(yield* project.record("ledger")).not.toHaveProperty("failures")
    })
  )
})
