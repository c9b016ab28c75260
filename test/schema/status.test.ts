import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { encodeLastRun, RunTimes } from "../../src/apply/lastRun.ts"
import { OUTCOMES, REQUEST_PROBLEM_CODES } from "../../src/apply/report.ts"
import { CELL_KINDS } from "../../src/plan/coverage.ts"
import { ACTION_KINDS } from "../../src/plan/Plan.ts"
import { LAST_RUN, looking } from "../cli/looking.ts"
import { stopCodes } from "../codes.ts"
import { records } from "../state/samples.ts"
import { documents } from "./documents.ts"
import { type Json, open, schemaOf, undescribed, validator, withUnknownKeys, wordsOf, written } from "./schemas.ts"

const PHASES = records.map(({ phase }) => phase)

describe("schema/status.schema.json", () => {
  const schema = schemaOf("status")
  const problems = validator(schema)
  const document = written(looking().status)

  it("describes what `status` prints, in which every kind of cell is", () => {
    const { summary } = looking().status
    expect(CELL_KINDS.filter((kind) => summary[kind] === 0)).toEqual([])
    expect(problems(document)).toEqual([])
  })

  it("refuses a key that nobody knows, wherever it stands", () => {
    // One of each is enough of the cells: there are a hundred of them.
    const few = { ...(document as { exports: ReadonlyArray<Json> }), exports: [] as ReadonlyArray<Json> }
    const one = (document as { exports: ReadonlyArray<{ cells: ReadonlyArray<Json> }> }).exports[0]
    if (one === undefined) throw new Error("there are exports")
    const short = { ...few, exports: [{ ...one, cells: one.cells.slice(0, 1) }] }
    expect(problems(short)).toEqual([])
    for (const changed of withUnknownKeys(short)) expect(problems(changed)).not.toEqual([])
  })

  it("names the words of the code, all of them and no other", () => {
    expect(wordsOf(schema, "cell", "kind")).toEqual(CELL_KINDS)
    expect(wordsOf(schema, "cell", "action")).toEqual(ACTION_KINDS)
    expect(wordsOf(schema, "cell", "phase")).toEqual(["none", ...PHASES])
    expect((schema.$defs["phase"] as { enum: ReadonlyArray<string> }).enum).toEqual(PHASES)
  })

  it("describes every key, and takes no other", () => {
    expect(undescribed(schema)).toEqual([])
    expect(open(schema)).toEqual([])
  })
})

describe("schema/last-run.schema.json", () => {
  const schema = schemaOf("last-run")
  const problems = validator(schema)

  it.effect("describes the times of runs in which everything happens", () =>
    Effect.gen(function* () {
      const { events } = yield* documents
      const times = new RunTimes()
      for (const [index, event] of events.entries()) {
        times.add(event, 1_717_243_200_000 + index)
        const run = times.lastRun
        if (run !== undefined && event.type.startsWith("run-"))
          expect(problems(JSON.parse(encodeLastRun(run)))).toEqual([])
      }
      expect(times.lastRun?.stopped).not.toBeNull()
      expect(problems(written(LAST_RUN))).toEqual([])
    })
  )

  it("refuses a key that nobody knows, wherever it stands", () => {
    const run = written({ ...LAST_RUN, stopped: { code: "state", message: "x" } })
    expect(problems(run)).toEqual([])
    for (const changed of withUnknownKeys(run)) expect(problems(changed)).not.toEqual([])
  })

  it("names the words of the code, all of them and no other", () => {
    expect(wordsOf(schema, "request", "outcome")).toEqual([...OUTCOMES, null])
    const said = (definition: string, key: string) =>
      (
        schema.$defs[definition] as {
          properties: Record<
            string,
            { oneOf: ReadonlyArray<{ properties?: { code: { enum: ReadonlyArray<string> } } }> }
          >
        }
      ).properties[key]?.oneOf[1]?.properties?.code.enum
    expect(said("request", "problem")).toEqual(REQUEST_PROBLEM_CODES)
    expect(said("lastRun", "stopped")).toEqual(stopCodes)
    const step = schema.$defs["request"] as {
      properties: { steps: { items: { properties: { step: { enum: ReadonlyArray<string> } } } } }
    }
    expect(step.properties.steps.items.properties.step.enum).toEqual([...PHASES, "downloading", "saved"])
  })

  it("describes every key, and takes no other", () => {
    expect(undescribed(schema)).toEqual([])
    expect(open(schema)).toEqual([])
  })
})
