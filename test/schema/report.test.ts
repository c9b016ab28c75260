import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { OUTCOMES, REQUEST_PROBLEM_CODES } from "../../src/apply/report.ts"
import type { Phase } from "../../src/state/Record.ts"
import { stopCodes } from "../codes.ts"
import { records } from "../state/samples.ts"
import { documents } from "./documents.ts"
import { open, schemaOf, undescribed, validator, withUnknownKeys, wordsOf, written } from "./schemas.ts"

const schema = schemaOf("report")
const problems = validator(schema)

/** A record of each phase: `test/state/schema.test.ts` holds that none is missing. */
const PHASES: ReadonlyArray<Phase> = records.map(({ phase }) => phase)

describe("schema/report.schema.json", () => {
  it.effect("describes the reports of runs that went well and badly", () =>
    Effect.gen(function* () {
      const { reports } = yield* documents
      const outcomes = new Set(reports.flatMap(({ results }) => results.map(({ outcome }) => outcome)))
      expect([...outcomes].sort()).toEqual([...OUTCOMES].sort())
      for (const report of reports) expect(problems(written(report))).toEqual([])
    })
  )

  it.effect("refuses a key that nobody knows, wherever it stands", () =>
    Effect.gen(function* () {
      const { reports } = yield* documents
      for (const document of reports.flatMap((report) => withUnknownKeys(written(report))))
        expect(problems(document)).not.toEqual([])
    })
  )

  it("names the words of the code, all of them and no other", () => {
    expect(wordsOf(schema, "result", "outcome")).toEqual(OUTCOMES)
    expect(wordsOf(schema, "result", "phase")).toEqual(["none", ...PHASES])
    expect(wordsOf(schema, "requestProblem", "code")).toEqual(REQUEST_PROBLEM_CODES)
    expect(wordsOf(schema, "stop", "code")).toEqual(stopCodes)
  })

  it("describes every key, and takes no other", () => {
    expect(undescribed(schema)).toEqual([])
    expect(open(schema)).toEqual([])
  })
})
