import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { RunEvent } from "../../src/apply/Reporter.ts"
import type { Output } from "../../src/cli/Output.ts"
import * as ReporterNdjson from "../../src/cli/Reporter.ndjson.ts"
import { documents } from "./documents.ts"
import { type Json, open, schemaOf, undescribed, validator, withUnknownKeys, wordsOf } from "./schemas.ts"

const schema = schemaOf("events")
const problems = validator(schema)

// Does not compile when one is added, until it stands here.
const TYPES: Record<RunEvent["type"], true> = {
  "run-started": true,
  phase: true,
  downloading: true,
  saved: true,
  progress: true,
  retry: true,
  hook: true,
  standing: true,
  notice: true,
  result: true,
  "run-finished": true
}

/** The lines that the events of a run are written as. */
const lines = Effect.gen(function* () {
  const { events } = yield* documents
  const written: Array<string> = []
  const output: Output = {
    out: (text) => void written.push(text),
    err: () => {},
    style: () => (_, text) => text,
    isTerminal: false,
    width: 80
  }
  const reporter = yield* ReporterNdjson.make("-", output)
  yield* Effect.forEach(events, reporter.emit)
  return written.map((line) => JSON.parse(line) as Json)
}).pipe(Effect.scoped)

describe("schema/events.schema.json", () => {
  it.effect("describes each line of a run in which everything happens", () =>
    Effect.gen(function* () {
      const written = yield* lines
      const types = written.map((line) => (line as { readonly type: string }).type)
      expect(new Set(types)).toEqual(new Set(Object.keys(TYPES)))
      for (const line of written) expect(problems(line)).toEqual([])
    })
  )

  it.effect("refuses a key that nobody knows, wherever it stands", () =>
    Effect.gen(function* () {
      for (const line of (yield* lines).flatMap((one) => withUnknownKeys(one))) expect(problems(line)).not.toEqual([])
    })
  )

  it("has one shape for each type of event", () => {
    const types = Object.entries(schema.$defs).flatMap(([name, of]) =>
      name.endsWith("Event") ? [(of as { properties: { type: { const: string } } }).properties.type.const] : []
    )
    expect(types).toEqual(Object.keys(TYPES))
  })

  it("says of results and reports what their own schema says", () => {
    const report = schemaOf("report")
    for (const name of ["report", "result", "file", "requestProblem", "stop", "address", "fingerprint", "exportId"])
      expect(schema.$defs[name], name).toEqual(report.$defs[name])
    expect(["none", ...wordsOf(schema, "phaseEvent", "phase")]).toEqual(wordsOf(report, "result", "phase"))
  })

  it("describes every key, and takes no other", () => {
    expect(undescribed(schema)).toEqual([])
    expect(open(schema)).toEqual([])
  })
})
