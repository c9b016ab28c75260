/** The library as a program of somebody else uses it: type-checked and run, from the built package. */
import { readFileSync, writeFileSync } from "node:fs"
import { cp, mkdir, readFile, symlink } from "node:fs/promises"
import { join, resolve } from "node:path"
import { execa } from "execa"
import { expect, inject } from "vitest"
import { it, KEY, type Place } from "./place.ts"

const ROOT = resolve(import.meta.dirname, "../..")

const MANIFEST = `version: 1
prices: { rows_per_account_day: { transactions: 5 } }
defaults: { hooks: { after_download: [[sh, -c, 'echo "$EXPORTER_ADDRESS" >> handed-on.txt; env > env.txt']] } }
exports:
  ledger: { type: transactions, account_ids: [acct_1], start_date: 2024-01-01, end_date: 2024-03-31, split: month }
`

const MONTHS = ["2024-01", "2024-02", "2024-03"]

/** A project that has the package and its peers. */
const project = async (place: Place) => {
  await mkdir(place.path("node_modules/@effect"), { recursive: true })
  // Copied, as it is when it is installed: what it imports is looked for beside it.
  for (const name of ["package.json", "dist"])
    await cp(join(inject("packageFolder"), name), place.path(`node_modules/exporter/${name}`), { recursive: true })
  for (const name of ["effect", "@effect/platform"])
    await symlink(join(ROOT, "node_modules", name), place.path(`node_modules/${name}`))
  await mkdir(place.path("node_modules/@types"))
  await symlink(join(ROOT, "node_modules/@types/node"), place.path("node_modules/@types/node"))
  await place.write("package.json", '{"type":"module"}')
  await place.write("exports.yaml", MANIFEST)
}

const example = async (): Promise<string> => {
  const page = await readFile(join(ROOT, "docs/library.md"), "utf8")
  return /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? ""
}

it("the example of docs/library.md is checked by TypeScript, runs, and buys once", { timeout: 90_000 }, async ({
  place,
  sandbox
}) => {
  await project(place)
  await place.write("nightly.ts", await example())
  const options =
    "--module nodenext --target es2023 --strict --exactOptionalPropertyTypes --skipLibCheck false --types node"
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc")
  const compiled = await execa(process.execPath, [tsc, ...options.split(" "), "nightly.ts"], {
    cwd: place.folder,
    reject: false
  })
  expect(compiled.stdout.split("\n").slice(0, 5)).toEqual([""])
  expect(compiled.exitCode).toBe(0)

  const server = await sandbox()
  const run = () =>
    execa(process.execPath, ["nightly.js"], {
      cwd: place.folder,
      env: { ONLYFANSAPI_BASE_URL: server.url, ONLYFANSAPI_API_KEY: KEY },
      reject: false
    })
  const first = await run()
  expect({ stdout: first.stdout, stderr: first.stderr }).toMatchObject({
    stdout: expect.stringContaining('"done":3'),
    stderr: ""
  })
  expect((await run()).stdout).toContain('"kept":3')
  expect(server.stats().ledger).toHaveLength(3)
  expect(await place.read("data/ledger/2024-02.csv")).toContain("\n")
  expect((await place.read("handed-on.txt")).split("\n").sort()).toEqual([
    "",
    ...MONTHS.map((month) => `ledger/${month}`)
  ])
  expect(await place.read("env.txt")).not.toContain(KEY)

  await place.write("exports.yaml", MANIFEST.replace("transactions,", "transaction,"))
  const broken = await run()
  expect([broken.exitCode, broken.stderr]).toEqual([3, expect.stringMatching(/^5:19 unknown-type: /)])
  expect(first.stdout + first.stderr).not.toContain(KEY)
})

it("has the names that it says, and no other", async ({ place }) => {
  await project(place)
  await place.write("names.js", 'console.log(Object.keys(await import("exporter")).sort().join("\\n"))')
  const { stdout } = await execa(process.execPath, ["names.js"], { cwd: place.folder })
  const file = join(ROOT, "test/golden/library.txt")
  if (process.env["UPDATE"] === "1") writeFileSync(file, `${stdout}\n`)
  expect(`${stdout}\n`).toBe(readFileSync(file, "utf8"))
})
