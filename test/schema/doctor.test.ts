import { describe, expect, it } from "vitest"
import { CHECKS, ok, problem, warning } from "../../src/cli/doctor/Check.ts"
import { open, schemaOf, undescribed, validator, withUnknownKeys, wordsOf, written } from "./schemas.ts"

describe("schema/doctor.schema.json", () => {
  const schema = schemaOf("doctor")
  const problems = validator(schema)
  const document = written({
    version: 1,
    checks: CHECKS.flatMap((name) => [ok(name, "as it is"), warning(name, "odd", "look"), problem(name, "bad", "mend")])
  })
  const failure = written({ version: 1, error: { code: "usage", message: "no", hint: null, problems: [] } })

  it("describes what is looked at, however it is, and what is said instead", () => {
    expect(problems(document)).toEqual([])
    expect(problems(failure)).toEqual([])
    expect(wordsOf(schema, "check", "name")).toEqual(CHECKS)
  })

  it("refuses a key that nobody knows, wherever it stands", () => {
    for (const changed of [document, failure].flatMap((one) => withUnknownKeys(one)))
      expect(problems(changed)).not.toEqual([])
  })

  it("describes every key, and takes no other", () => {
    expect(undescribed(schema)).toEqual([])
    expect(open(schema)).toEqual([])
  })
})
