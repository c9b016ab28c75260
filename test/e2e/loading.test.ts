/** The examples of docs/hooks.md: files come into real databases, and no row of them twice. */
import { chmod, cp, readdir, rm } from "node:fs/promises"
import { join, resolve } from "node:path"
import { execa } from "execa"
import { describe, expect } from "vitest"
import { newDatabase, sharedServer } from "../postgres/database.ts"
import { SUPERUSER } from "../postgres/Postgres.ts"
import { reportOf } from "./documents.ts"
import { it, type Place, type RunOptions } from "./place.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const EXAMPLES = join(ROOT, "docs/examples")

const withExamples = async (place: Place): Promise<void> => {
  for (const name of await readdir(EXAMPLES)) await cp(join(EXAMPLES, name), place.path(name))
}

interface Database {
  /** One text a row, its columns parted by `|`. */
  readonly query: (sql: string) => Promise<ReadonlyArray<string>>
}

/** The whole story, in any database: every row there once, whatever is loaded how often. */
const expectLoadsOnce = async (place: Place, options: RunOptions, { query }: Database, ruin: () => Promise<void>) => {
  const first = await place.run(["apply", "--auto-approve", "--json"], options)
  const report = reportOf(first)
  expect([first.exitCode, report.results.map(({ problem }) => problem)]).toEqual([0, Array(7).fill(null)])
  const rowsOf = (name: string) =>
    report.results.flatMap(({ address, output }) =>
      address.startsWith(name) ? [`${address}|${output?.rows ?? "none"}`] : []
    )
  const counted = (table: string) =>
    query(`select _address, count(*) from ${table} group by _address order by _address`)
  expect(await counted("ledger")).toEqual(rowsOf("ledger"))
  expect(await counted("payouts")).toEqual(rowsOf("payouts"))
  const [header = "", line = ""] = (await place.read("data/payouts.csv")).split(/\r?\n/)
  const cells = await query(`select "${header.split(",")[0]}" from payouts`)
  expect(cells).toContain(line.split(",")[0])

  // Downloaded anew, it is loaded anew: in the place of what was there.
  await rm(place.path("data/ledger/main/2024-01.csv"))
  const again = await place.run(["apply", "--auto-approve"], options)
  expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining("Hooks: 1 done.")])
  expect(await counted("ledger")).toEqual(rowsOf("ledger"))

  // A load that fails leaves the rows that were there, and is made up for by the next run.
  await ruin()
  await rm(place.path("data/payouts.csv"))
  const failed = await place.run(["apply", "--auto-approve"], options)
  expect(failed.exitCode).toBe(5)
  expect(failed.stdout).toMatch(
    /failed payouts: its file is saved, and its hook \.\/load-\w+\.sh exited with \d+\n {6}\| /
  )
  await query("drop table payouts")
  const mended = await place.run(["apply", "--auto-approve"], options)
  expect(mended.exitCode).toBe(0)
  expect(await counted("payouts")).toEqual(rowsOf("payouts"))
}

describe("docs/examples/load-postgres.sh", () => {
  it("loads every row once, and replaces what is loaded again", { timeout: 120_000 }, async ({
    place,
    sandbox,
    skip,
    onTestFinished
  }) => {
    const server = await sharedServer()
    const { failed: isMissing } = await execa("psql", ["--version"], { reject: false })
    if (server === undefined || isMissing) return skip("PostgreSQL is not installed here")
    const database = await newDatabase(server)
    onTestFinished(database.drop)
    await withExamples(place)
    await place.write(
      "exports.yaml",
      (await place.read("exports.yaml")).replace('["./load-duckdb.sh', '["./load-postgres.sh')
    )
    const env = {
      PGHOST: server.folder,
      PGPORT: `${server.port}`,
      PGUSER: SUPERUSER,
      PGDATABASE: database.name
    }
    const query = async (sql: string) => (await database.query(sql)).map((row) => Object.values(row).join("|"))
    await expectLoadsOnce(place, { server: await sandbox(), env }, { query }, async () => {
      await query("drop table payouts")
      await query("create table payouts (something_else text)")
    })
  })
})

/** The engine behind the command line's `[-bail] FILE -c SQL`, for machines that have the engine alone. */
const STAND_IN = `#!${process.execPath}
const { DuckDBInstance } = require(${JSON.stringify(join(ROOT, "node_modules/@duckdb/node-api"))})
const [file, option, sql, ...rest] = process.argv.slice(2).filter((word) => word !== "-bail")
if (option !== "-c" || rest.length > 0) throw new Error("not what the stand-in knows")
DuckDBInstance.create(file)
  .then((db) => db.connect())
  .then((connection) => connection.run(sql))
  .catch((error) => {
    console.error("Error: " + error.message)
    process.exitCode = 1
  })
`

describe("docs/examples/load-duckdb.sh", () => {
  it("loads every row once, and replaces what is loaded again", { timeout: 120_000 }, async ({
    place,
    sandbox,
    skip
  }) => {
    const duckdb = await import("@duckdb/node-api").catch(() => undefined)
    if (duckdb === undefined) return skip("DuckDB has no package for this platform")
    await withExamples(place)
    const { failed: isMissing } = await execa("duckdb", ["--version"], { reject: false })
    if (isMissing) {
      await place.write(".bin/duckdb", STAND_IN)
      await chmod(place.path(".bin/duckdb"), 0o755)
    }
    const query = async (sql: string) => {
      // A file is open to one process at a time.
      const instance = await duckdb.DuckDBInstance.create(place.path("warehouse.duckdb"))
      const connection = await instance.connect()
      const result = await connection.runAndReadAll(sql)
      const rows = result.getRowsJson().map((row) => row.join("|"))
      connection.closeSync()
      instance.closeSync()
      return rows
    }
    await expectLoadsOnce(place, { server: await sandbox() }, { query }, async () => {
      await query("drop table payouts")
      await query("create table payouts (something_else varchar)")
    })
  })
})
