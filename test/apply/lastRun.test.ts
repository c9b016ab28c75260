import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { decodeLastRun, encodeLastRun, type LastRun, RunTimes } from "../../src/apply/lastRun.ts"
import type { RunEvent } from "../../src/apply/Reporter.ts"
import type { Address, DataExportId } from "../../src/domain.ts"
import { documents } from "../schema/documents.ts"
import { manifestOf, Project } from "./simulation/Project.ts"

const T0 = Date.parse("2024-06-01T12:00:00Z")

/** The times of events that come a second after one another. */
const timesOf = (events: ReadonlyArray<RunEvent>): LastRun | undefined => {
  const times = new RunTimes()
  for (const [index, event] of events.entries()) times.add(event, T0 + 1_000 * index)
  return times.lastRun
}

const ofRun = Effect.gen(function* () {
  const project = new Project(
    manifestOf('ledger: { type: transactions }\ntwin: { type: transactions, output: "b.csv" }')
  )
  const report = yield* Effect.orDie(project.apply())
  return { project, report, run: timesOf(project.events) }
})

describe("the times of a run", () => {
  it.effect("say when each of its requests came to which phase, and what became of it", () =>
    Effect.gen(function* () {
      const { run, report, project } = yield* ofRun
      expect(run).toMatchObject({
        version: 1,
        run_id: report.run_id,
        started_at: "2024-06-01T12:00:00.000Z",
        ended_at: new Date(T0 + 1_000 * (project.events.length - 1)).toISOString(),
        credits: { charged: report.credits.charged, budget: null },
        stopped: null
      })
      expect(run?.requests.map(({ address, outcome }) => [address, outcome])).toEqual([
        ["ledger", "done"],
        ["twin", "done"]
      ])
      const [ledger, twin] = run?.requests ?? []
      expect(ledger?.steps.map(({ step }) => step)).toEqual([
        "creating",
        "created",
        "priced",
        "starting",
        "started",
        "ready",
        ...(ledger?.steps.slice(6).map(({ step }) => step) ?? [])
      ])
      expect(ledger?.steps.slice(6).map(({ step }) => step)).toContain("saved")
      expect(twin?.steps.map(({ step }) => step)).toEqual(["saved"])
      for (const { steps } of run?.requests ?? [])
        expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).toSorted((a, b) => a - b))
    })
  )

  it.effect("of a run that had nothing to do are none: those of the one before it stay", () =>
    Effect.gen(function* () {
      const { project } = yield* ofRun
      const before = project.events.length
      yield* Effect.orDie(project.apply())
      expect(project.events.length).toBeGreaterThan(before)
      expect(timesOf(project.events.slice(before))).toBeUndefined()
      expect(new RunTimes().lastRun).toBeUndefined()
    })
  )

  it.effect("of a run that goes on, or was cut off, have no end", () =>
    Effect.gen(function* () {
      const { project } = yield* ofRun
      const run = timesOf(project.events.slice(0, 3))
      expect(run).toMatchObject({ ended_at: null, credits: null, stopped: null })
      expect(run?.requests).toMatchObject([{ address: "ledger", outcome: null, credits: null }])
    })
  )

  it.effect("say what went wrong, and nothing of what was only kept", () =>
    Effect.gen(function* () {
      const { events, reports } = yield* documents
      const first = events.slice(0, events.findIndex(({ type }) => type === "run-finished") + 1)
      const run = timesOf(first)
      expect(run?.stopped).toBeNull()
      const problems = new Map(run?.requests.map(({ address, problem }) => [address as string, problem?.code]))
      for (const { address, problem, outcome } of reports[0]?.results ?? [])
        if (outcome === "failed") expect([address, problems.get(address)]).toEqual([address, problem?.code])
      expect(run?.requests.some(({ outcome }) => outcome === "kept")).toBe(false)
    })
  )
})

describe("its file", () => {
  const run: LastRun = {
    version: 1,
    run_id: "r",
    as_of: "2024-06-01T12:00:00Z" as LastRun["as_of"],
    started_at: "2024-06-01T12:00:00.000Z",
    ended_at: null,
    credits: null,
    stopped: { code: "interrupted", message: "</script>\u202e\n" },
    requests: []
  }

  it.effect("is read as it was written, one request a line", () =>
    Effect.gen(function* () {
      const { run: real } = yield* ofRun
      if (real === undefined) throw new Error("a run has times")
      const text = encodeLastRun(real)
      expect(decodeLastRun(text)).toEqual(real)
      expect(text.split("\n").filter((line) => line.includes('"address"'))).toHaveLength(2)
      expect(decodeLastRun(encodeLastRun(run))).toEqual(run)
    })
  )

  it("has no ids and no addresses of the vendor's files", () => {
    const events: ReadonlyArray<RunEvent> = [
      { type: "run-started", run_id: "r", as_of: run.as_of, addresses: 1, purchases: 1, concurrency: 1 },
      { type: "phase", address: "a" as Address, phase: "started", data_export_id: "data_export_1" as DataExportId },
      { type: "retry", what: "download", reason: "GET https://store.example/x?signature=s", delay_ms: 1 }
    ]
    const text = encodeLastRun(timesOf(events) ?? run)
    expect(text).toContain('"started"')
    expect(text).not.toMatch(/data_export|signature/)
  })

  it.each([
    ["nothing", ""],
    ["half of it", encodeLastRun(run).slice(0, 60)],
    ["a list", "[]"],
    ["another version", encodeLastRun(run).replace('"version": 1', '"version": 2')],
    ["a time that is none", encodeLastRun(run).replace("2024-06-01T12:00:00.000Z", "yesterday")],
    [
      "a number in words",
      encodeLastRun({ ...run, credits: { charged: 1, budget: 2 } }).replace('"budget": 2', '"budget": "2"')
    ],
    [
      "a step without a time",
      encodeLastRun({
        ...run,
        requests: [
          { address: "a" as Address, outcome: null, credits: null, problem: null, steps: [{ step: "done", at: 1 }] }
        ]
      }).replace(',"at":1', "")
    ]
  ])("is not read where it is %s", (_, text) => {
    expect(decodeLastRun(text)).toBeUndefined()
  })
})
