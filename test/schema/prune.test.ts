import { describe, expect, it } from "vitest"
import { documentOf } from "../../src/cli/prune.ts"
import { pruned, surplus } from "../cli/pruning.ts"
import { AS_OF } from "../plan/samples.ts"
import { open, schemaOf, undescribed, validator, withUnknownKeys, wordsOf, written } from "./schemas.ts"

describe("schema/prune.schema.json", () => {
  const schema = schemaOf("prune")
  const problems = validator(schema)
  const document = written(documentOf(surplus, pruned, AS_OF))

  it("describes what `prune` prints", () => {
    expect(problems(document)).toEqual([])
    expect(problems(written(documentOf([], [], AS_OF)))).toEqual([])
  })

  it("refuses a key that nobody knows, wherever it stands", () => {
    for (const changed of withUnknownKeys(document)) expect(problems(changed)).not.toEqual([])
  })

  it("names the words of the code, all of them and no other", () => {
    const results = pruned.flatMap(({ files }) => files.map(({ result }) => result))
    expect(wordsOf(schema, "file", "result")).toEqual([...new Set(results)])
  })

  it("describes every key, and takes no other", () => {
    expect(undescribed(schema)).toEqual([])
    expect(open(schema)).toEqual([])
  })
})
