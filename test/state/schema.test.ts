import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import { Ajv2020 } from "ajv/dist/2020.js"
import * as Effect from "effect/Effect"
import type { Phase } from "../../src/state/Record.ts"
import * as FileStore from "../../src/state/StateStore.file.ts"
import { put, records } from "./samples.ts"

const schema: unknown = JSON.parse(readFileSync(new URL("../../schema/state.schema.json", import.meta.url), "utf8"))
const ajv = new Ajv2020({ allowUnionTypes: true, allErrors: true })
const validate = ajv.compile(schema as object)

/** The state file of a run that committed a record of every phase, a charge and a plan. */
const realFile = Effect.gen(function* () {
  const folder = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "exporter-schema-"))),
    (it) => Effect.sync(() => rmSync(it, { recursive: true }))
  )
  const file = join(folder, "exports.state.json")
  yield* Effect.scoped(
    Effect.gen(function* () {
      const writer = yield* FileStore.make(file).open("apply")
      for (const record of records) yield* writer.commit({ kind: "put", record })
      yield* writer.commit(put("charged"))
      yield* writer.commit({ kind: "plan-applied", digest: "sha256:aa" })
    })
  )
  return JSON.parse(readFileSync(file, "utf8"))
})

describe("schema/state.schema.json", () => {
  it.scopedLive("describes the file that the program writes", () =>
    Effect.gen(function* () {
      const document = yield* realFile
      validate(document)
      expect(validate.errors).toBeNull()
      expect(document.records).toHaveLength(records.length + 1)
    })
  )

  it.scopedLive("refuses a record with a key of another phase, or without one of its own", () =>
    Effect.gen(function* () {
      const document = yield* realFile
      const [first, ...rest] = document.records
      expect(validate({ ...document, records: [{ ...first, unheard_of: 1 }, ...rest] })).toBe(false)
      const { address: _, ...nameless } = first
      expect(validate({ ...document, records: [nameless, ...rest] })).toBe(false)
    })
  )

  it("is tried on every phase that there is", () => {
    // Does not compile when a phase is added, until it has its sample.
    const every: Record<Phase, true> = {
      creating: true,
      refused: true,
      ambiguous: true,
      created: true,
      priced: true,
      starting: true,
      started: true,
      ready: true,
      done: true,
      incomplete: true,
      failed: true,
      cancelled: true
    }
    expect(new Set(records.map((record) => record.phase))).toEqual(new Set(Object.keys(every)))
  })

  it("describes every key", () => {
    const missing: Array<string> = []
    const visit = (node: unknown, path: string) => {
      if (typeof node !== "object" || node === null) return
      for (const [key, value] of Object.entries(node)) {
        if (key === "properties" || key === "$defs")
          for (const [name, of] of Object.entries(value as object))
            if (typeof of !== "object" || of === null || !("description" in of)) missing.push(`${path}/${key}/${name}`)
        visit(value, `${path}/${key}`)
      }
    }
    visit(schema, "")
    expect(missing).toEqual([])
  })
})
