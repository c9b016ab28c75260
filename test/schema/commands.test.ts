import { describe, expect, it } from "vitest"
import state from "../../schema/state.schema.json" with { type: "json" }
import { charge, records } from "../state/samples.ts"
import { open, schemaOf, undescribed, validator, withUnknownKeys, written } from "./schemas.ts"

const failure = { error: { code: "usage", message: "no", hint: null, problems: [] } }
const facts = { lineage: "7b1f0000-0000-4000-8000-000000000000", serial: 3, records: 2, charges: 1 }
const holder = { owner: "ada", host: "engine", pid: 7, command: "apply", since: "2024-01-01T00:00:00.000Z" }

describe("schema/commands.schema.json", () => {
  const schema = schemaOf("commands")
  const problems = validator(schema)
  const documents = [
    { valid: true, exports: 1, requests: 2, purchases: 1, state: "file" },
    { written: ["exports.yaml", ".gitignore"] },
    { file: "report.html", bytes: 12_345 },
    { serial: 3, records, ledger: [charge("one")] },
    ...records.flatMap((record) => [
      { forgotten: record },
      { adopted: record, doubts: ["its options"] },
      { abandoned: record },
      { cancelled: record }
    ]),
    { run: null },
    { run: { id: "5f0c3a52-7f0e-4a57-9d54-3f2b8f1c7d11", digest: "a".repeat(64), workers: 2 } },
    { stopping: { run: "5f0c3a52-7f0e-4a57-9d54-3f2b8f1c7d11", was_over: false } },
    { unlocked: holder },
    { unlocked: null },
    { pulled: { from: "s3://acme-exports/ledger.json", file: "copy.json", ...facts } },
    { pushed: { to: "s3://acme-exports/ledger.json", ...facts, replaced: null } },
    { pushed: { to: "exports.state.json", ...facts, replaced: { file: "exports.state.replaced.json", ...facts } } },
    { migrated: { from: "exports.state.json", to: "postgres:exports", ...facts } },
    failure
  ].map((body) => written({ version: 1, ...body }))

  it.each(documents)("describes %j", (document) => {
    expect(problems(document)).toEqual([])
  })

  it("refuses a key that nobody knows, wherever it stands", () => {
    for (const changed of documents.flatMap((one) => withUnknownKeys(one)))
      expect(problems(changed), JSON.stringify(changed)).not.toEqual([])
  })

  it("describes every key, and takes no other", () => {
    expect(undescribed(schema)).toEqual([])
    expect(open(schema).filter((path) => !path.includes("/options"))).toEqual([])
  })

  it("has the records of the state file, without their checksums", () => {
    for (const name of ["record", "charge", "request", "file", "instant", "credits", "fingerprint"] as const)
      expect(schema.$defs[name], name).toEqual(withoutSums(state.$defs[name]))
  })
})

const withoutSums = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.filter((item) => item !== "sum").map(withoutSums)
  if (typeof node !== "object" || node === null) return node
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => (key === "sum" ? [] : [[key, withoutSums(value)]]))
  )
}
