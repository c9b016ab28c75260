import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { execa } from "execa"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { commandCodes, manifestCodes, stateCodes } from "../codes.ts"
import { type Json, schemaOf, validator, withUnknownKeys, wordsOf } from "../schema/schemas.ts"
import { cachesIn } from "./build.ts"

const plan = schemaOf("plan")
const report = schemaOf("report")
const status = schemaOf("status")
const prune = schemaOf("prune")
const commands = schemaOf("commands")

describe("what is printed instead of a document", () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "exporter-schema-"))
    await writeFile(join(folder, "broken.yaml"), "version: 1\nexports: { a: { type: payout }, a: { kind: 1 } }\n")
    await writeFile(
      join(folder, "good.yaml"),
      "version: 1\nexports: { a: { type: payouts, account_ids: [acct_1], start_date: 2024-01-01, end_date: 2024-01-02 } }\n"
    )
    await writeFile(join(folder, "plan.json"), "{}")
    await writeFile(join(folder, "damaged.json"), "{")
  })

  afterAll(() => rm(folder, { recursive: true }))

  const cases = [
    { words: ["plan", "--nonsense"], code: "usage", exit: 1 },
    { words: ["plan", "-f", "nowhere.yaml"], code: "invalid-manifest", exit: 3 },
    { words: ["plan", "-f", "broken.yaml"], code: "invalid-manifest", exit: 3 },
    { words: ["plan", "-f", "good.yaml", "--state", "damaged.json"], code: "state-damaged", exit: 6 },
    { words: ["status", "-f", "good.yaml", "--state", "damaged.json"], code: "state-damaged", exit: 6 },
    { words: ["report", "-f", "good.yaml", "--out", "good.yaml"], code: "usage", exit: 1 },
    { words: ["prune", "-f", "good.yaml", "--state", "damaged.json"], code: "state-damaged", exit: 6 },
    { words: ["apply", "-f", "good.yaml", "plan.json"], code: "bad-plan-file", exit: 6 },
    { words: ["apply", "-f", "good.yaml", "--auto-approve"], code: "usage", exit: 1 }
  ]

  it.each(cases)("is the error that the schemas describe: $words", async ({ words, code, exit }) => {
    const { stdout, exitCode } = await execa(process.execPath, [inject("program"), ...words, "--json"], {
      cwd: folder,
      reject: false,
      env: { ONLYFANSAPI_API_KEY: "", ...cachesIn(inject("packageFolder")) }
    })
    const document = JSON.parse(stdout) as Json
    expect(document).toMatchObject({ error: { code } })
    expect(exitCode).toBe(exit)
    for (const schema of [plan, report, status, prune, commands]) {
      expect(validator(schema)(document)).toEqual([])
      for (const changed of withUnknownKeys(document)) expect(validator(schema)(changed)).not.toEqual([])
    }
  })

  it("is described alike by all schemas, with the codes of the source, all of them and no other", () => {
    for (const name of ["failure", "manifestProblem", "place"])
      for (const schema of [report, status, prune, commands]) expect(schema.$defs[name], name).toEqual(plan.$defs[name])
    const { error } = (plan.$defs["failure"] as { properties: { error: Json } }).properties as {
      readonly error: { readonly properties: { readonly code: { readonly enum: ReadonlyArray<string> } } }
    }
    expect([...error.properties.code.enum].sort()).toEqual([...commandCodes, ...stateCodes].sort())
    expect(wordsOf(plan, "manifestProblem", "code")).toEqual(manifestCodes)
  })
})
