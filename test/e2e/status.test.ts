/** `exporter status`, as its users run it. */
import { rm } from "node:fs/promises"
import { Ajv2020 } from "ajv/dist/2020.js"
import { expect } from "vitest"
import schema from "../../schema/status.schema.json" with { type: "json" }
import { it } from "./place.ts"

const MANIFEST = `version: 1
accounts: { main: acct_1, studio: acct_2 }
defaults: { account_ids: all, start_date: 2024-01-01, end_date: 2024-03-31 }
budget: { per_month: 5000 }
exports:
  ledger: { type: transactions, split: { by: month, account: true } }
  payouts: { type: payouts }
`

const describes = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema)

it("tells what is there before and after a run, and what a file that is gone means", async ({ place }) => {
  await place.write("exports.yaml", MANIFEST)
  const before = await place.run(["status", "--sandbox", "--as-of", "2024-03-15"])
  expect(before).toMatchObject({ exitCode: 0, stderr: "" })
  expect(before.stdout).toContain("    main    --.\n    studio  --.\n")
  expect(before.stdout).toContain("0 of 7 done, 2 open, 5 missing.")

  expect((await place.run(["apply", "--sandbox", "--auto-approve"])).exitCode).toBe(0)
  const after = await place.run(["status", "--sandbox"])
  expect(after.stdout).toContain("    main    ###\n    studio  ###\n")
  expect(after.stdout).toMatch(/7 of 7 done\.\nCredits: \d+ of 5000 charged in \d{4}-\d\d, /)

  await rm(place.path("sandbox/data/payouts.csv"))
  const json = await place.run(["status", "--sandbox", "--json"])
  const document: unknown = JSON.parse(json.stdout)
  expect(describes(document)).toBe(true)
  expect(document).toMatchObject({
    summary: { done: 6, paid: 1 },
    exports: [{ name: "ledger" }, { cells: [{ address: "payouts", phase: "done", reason: "paid; its file is gone" }] }]
  })
  const target = await place.run(["status", "--sandbox", "--target", "ledger/main/*"])
  expect(target.stdout).toContain("3 of 3 done.")
})

it("says what is wrong as all commands do, and calls nobody", async ({ place, serve }) => {
  const server = await serve((_, response) => void response.writeHead(500).end())
  await place.write("exports.yaml", MANIFEST)
  expect((await place.run(["status"], { server })).exitCode).toBe(0)
  await place.write("exports.state.json", "{")
  const damaged = await place.run(["status", "--json"], { server })
  expect(damaged.exitCode).toBe(6)
  expect(describes(JSON.parse(damaged.stdout))).toBe(true)
  expect(server.calls).toEqual([])
})
