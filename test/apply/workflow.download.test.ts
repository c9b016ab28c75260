import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const LEDGER = manifestOf('ledger: { type: transactions, output: "ledger.csv" }')

const FOREIGN = { bytes: 3, sha256: "f".repeat(64) }

const downloads = (project: Project): number => project.log.filter((entry) => entry.startsWith("download")).length

describe.concurrent("a download", () => {
  it.effect("goes on with a fresh address when the one at hand has run out", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "download", nth: [1, 2], do: { expire_url: true } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(downloads(project)).toBe(3)
      expect(project.log.slice(-5).filter((entry) => entry.startsWith("call get"))).toHaveLength(2)
    })
  )

  it.effect("is tried again when it comes short, and taken when it is whole", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "download", nth: 1, do: { truncate: { bytes: 500, clean: true } } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(project.disk.files.get("ledger.csv")?.bytes).toBe(20_000)
    })
  )

  it.effect("that comes short twice is kept as it is, and said to be incomplete", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "create", do: { fate: { missing_rows: 5 } } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger incomplete incomplete"])
      expect(report.results[0]).toMatchObject({
        output: { rows: 195 },
        problem: { message: expect.stringContaining("195 of 200 rows") }
      })
      expect(exitCodeOf(report)).toBe(EXIT.partial)
      expect(downloads(project)).toBe(2)

      yield* project.apply()
      expect([downloads(project), project.charged.length]).toEqual([2, 1])
    })
  )

  it.effect("of which the server could not collect all is incomplete", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "create", do: { fate: { failed_downloads: 2 } } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger incomplete incomplete"])
      expect(report.results[0]?.problem?.message).toContain("could not collect 2")
    })
  )

  it.effect("that does not succeed is paid for once, and made by a later run", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "download", do: { answer: { status: 503 } } })
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger failed download-failed"])
      expect(report.results[0]).toMatchObject({ phase: "ready", credits: 10, output: null })

      project.vendor.disturb()
      const second = yield* project.apply()
      expect(outcomes(second)).toEqual(["ledger done"])
      expect([second.credits.charged, project.charged.length]).toEqual([0, 1])
    })
  )

  it.effect("is made again, free of charge, when its file is gone", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      yield* project.apply()
      const saved = project.disk.files.get("ledger.csv")
      project.disk.files.clear()
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(project.disk.files.get("ledger.csv")).toEqual(saved)
      expect(project.charged).toHaveLength(1)
    })
  )
})

describe.concurrent("a file that exporter did not write", () => {
  it.effect("keeps a purchase from being made in the first place", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.disk.files.set("ledger.csv", FOREIGN)
      expect(outcomes(yield* project.apply())).toEqual(["ledger blocked blocked"])
      expect(project.posts).toEqual([])
    })
  )

  it.effect("that appears after the purchase stays as it is; the download waits for its place", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      yield* project.apply({ stop: Effect.sleep(5_000) })
      project.disk.files.set("ledger.csv", FOREIGN)
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger failed output-occupied"])
      expect(project.disk.files.get("ledger.csv")).toEqual(FOREIGN)

      project.disk.files.delete("ledger.csv")
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(project.charged).toHaveLength(1)
    })
  )
})
