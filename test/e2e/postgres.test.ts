/** A run whose state is in PostgreSQL: killed, cut off, frozen, and two at once. */
import { readdir } from "node:fs/promises"
import { describe, expect } from "vitest"
import { type Database, newDatabase, sharedServer, urlOf } from "../postgres/database.ts"
import { PASSWORD, startPostgres, WITH_PASSWORD } from "../postgres/Postgres.ts"
import { expectChargedOnce } from "./crash.ts"
import { errorOf, expectFilesAsReported, reportOf } from "./documents.ts"
import { FOUR } from "./manifests.ts"
import { it as inPlace, type Place, type Running, type RunOptions, until } from "./place.ts"

const server = await sharedServer()

const it = inPlace.extend<{ readonly database: Database }>({
  database: async ({ onTestFinished }, use) => {
    if (server === undefined) throw new Error("there is no PostgreSQL for this platform")
    const database = await newDatabase(server)
    onTestFinished(database.drop)
    await database.admit()
    await database.query(`GRANT CREATE ON DATABASE ${database.name} TO ${WITH_PASSWORD}`)
    await use(database)
  }
})

const MANIFEST = `${FOUR}
state: { backend: postgres, url: "\${env:EXPORTER_STATE_URL}" }
`

const APPLY = ["apply", "--auto-approve"]

const withState = (url: string, api: { readonly url: string }): RunOptions => ({
  server: api,
  env: { EXPORTER_STATE_URL: url }
})

/** Over loopback, encrypted. */
const byPort = ({ name }: Database): string =>
  `postgres://${WITH_PASSWORD}:${PASSWORD}@127.0.0.1:${server?.port}/${name}?sslmode=require`

/** Once the run holds the lock, and as many of its commits are durable. */
const hasCommitted = ({ query }: Database, run: Running, commits: number): Promise<void> =>
  until(async () => {
    const rows = await query("SELECT pid, commits::int FROM exporter.locks").catch(() => [])
    return rows.some((it) => it["pid"] === run.pid && Number(it["commits"]) >= commits)
  })

const expectDone = async (place: Place, options: RunOptions): Promise<void> => {
  const ended = await place.run([...APPLY, "--json"], options)
  expect([ended.exitCode, reportOf(ended).results.flatMap(({ problem }) => problem ?? [])]).toEqual([0, []])
  await expectFilesAsReported(place, reportOf(ended))
}

describe.skipIf(server === undefined).concurrent("the state in PostgreSQL", () => {
  it("is all there is of it: no file, and nowhere the password", async ({ place, sandbox, database }) => {
    const api = await sandbox()
    await place.write("exports.yaml", `${MANIFEST}hooks: { after_run: [[sh, -c, "env > env.txt"]] }\n`)
    const options = withState(byPort(database), api)
    const first = await place.run(APPLY, options)
    expect(first.exitCode).toBe(0)
    expectChargedOnce(api, 4)
    expect(await place.read("env.txt")).not.toMatch(new RegExp(`EXPORTER_STATE_URL|${PASSWORD}`))
    const again = await place.run([...APPLY, "--json"], options)
    expect(reportOf(again)).toMatchObject({ summary: { kept: 4 }, credits: { charged: 0 } })
    const plan = await place.run(["plan", "--detailed-exitcode"], options)
    expect(plan.exitCode).toBe(0)

    expect((await readdir(place.folder)).filter((name) => /state\.(json|journal|lock|backup)$/.test(name))).toEqual([])
    const wrong = await place.run(APPLY, withState(byPort({ ...database, name: "nowhere" }), api))
    expect([wrong.exitCode, wrong.stderr]).toEqual([6, expect.stringContaining("there is no such database")])
    const [kept] = await database.query(`SELECT string_agg(record::text, ' ') AS records,
      (SELECT string_agg(charge::text, ' ') FROM exporter.ledger) AS charges,
      (SELECT count(*)::int FROM exporter.locks) AS locks, count(*)::int AS count FROM exporter.records`)
    expect(kept).toMatchObject({ count: 4, locks: 0 })
    expect(JSON.stringify([kept, first, again, plan, wrong])).not.toContain(PASSWORD)
  })

  it("comes through kills: each purchase is charged once", { timeout: 120_000 }, async ({
    place,
    sandbox,
    database
  }) => {
    const api = await sandbox({ limitPerWindow: 12 })
    await place.write("exports.yaml", MANIFEST)
    const options = withState(database.url, api)
    for (const commits of [1, 4, 2]) {
      const run = place.start(APPLY, options)
      await Promise.race([hasCommitted(database, run, commits), run.ended])
      run.kill("SIGKILL")
      await run.ended
    }
    await expectDone(place, options)
    expectChargedOnce(api, 4)
  })

  it("takes a state from a file, and gives it back", async ({ place, sandbox, database }) => {
    const api = await sandbox()
    const options = withState(byPort(database), api)
    await place.write("exports.yaml", FOUR)
    expect((await place.run(APPLY, options)).exitCode).toBe(0)
    const before = JSON.parse(await place.read("exports.state.json"))
    await place.write("exports.yaml", MANIFEST)
    const there = await place.run(["state", "migrate", "--json"], options)
    expect([there.exitCode, JSON.parse(there.stdout)]).toMatchObject([0, { migrated: { records: 4, charges: 4 } }])
    const again = await place.run([...APPLY, "--json"], options)
    expect(reportOf(again)).toMatchObject({ summary: { kept: 4 }, credits: { charged: 0 } })
    expect((await place.run(["state", "migrate", "--to", "file"], options)).exitCode).toBe(0)
    const moved = await place.run(["plan", "--json"], options)
    expect([moved.exitCode, errorOf(moved).code]).toEqual([6, "state-moved"])
    const { lineage, records, ledger } = JSON.parse(await place.read("exports.state.json"))
    expect({ lineage, records, ledger }).toEqual({
      lineage: before.lineage,
      records: before.records,
      ledger: before.ledger
    })
    expect(there.stdout + there.stderr + moved.stdout).not.toContain(PASSWORD)
    expectChargedOnce(api, 4)
  })

  it("has one writer: a second run is told who that is", async ({ place, sandbox, database }) => {
    const hanging = { version: 1, rules: [{ on: "list", times: 1, do: { hang: { ms: 60_000 } } }] } as const
    const api = await sandbox({ scenario: hanging })
    await place.write("exports.yaml", MANIFEST)
    const options = withState(database.url, api)
    const first = place.start(APPLY, options)
    await hasCommitted(database, first, 0)
    const second = await place.run([...APPLY, "--json"], options)
    expect(second.exitCode).toBe(6)
    expect(errorOf(second)).toMatchObject({
      code: "state-locked",
      message: expect.stringMatching(new RegExp(`in use by .*\\(pid ${first.pid}, \`apply\`\\) since 20`))
    })
    expect((await place.run(["state", "unlock"], options)).stderr).toContain(`pid ${first.pid}`)
    first.kill("SIGINT")
    await first.ended
  })

  it("takes nothing from a writer that stood still past its life, once another one has it", async ({
    place,
    sandbox,
    database
  }) => {
    const api = await sandbox({ limitPerWindow: 12 })
    await place.write("exports.yaml", MANIFEST)
    const options = withState(database.url, api)
    const frozen = place.start(APPLY, options)
    await hasCommitted(database, frozen, 2)
    frozen.kill("SIGSTOP")
    expect((await place.run(APPLY, options)).exitCode).toBe(6)
    await database.query("UPDATE exporter.locks SET renewed_at = now() - interval '2 minutes'")
    await expectDone(place, options)
    const before = await database.query("SELECT record::text FROM exporter.records ORDER BY fingerprint")
    frozen.kill("SIGCONT")
    const woken = await frozen.ended
    expect([woken.exitCode, woken.stderr + woken.stdout]).toEqual([6, expect.stringMatching(/lock of this run was/)])
    expect(await database.query("SELECT record::text FROM exporter.records ORDER BY fingerprint")).toEqual(before)
    // What it may have asked for just before it stood still was never started.
    const charged = api.stats().ledger.map(({ data_export_id }) => data_export_id)
    expect([charged.length, new Set(charged).size]).toEqual([4, 4])
  })

  it("goes on after a restart of the database, and loses nothing", { timeout: 120_000 }, async ({
    place,
    sandbox,
    onTestFinished
  }) => {
    // One that does not wait for its disk by itself: killed, it would lose the last seconds.
    const own = await startPostgres(["synchronous_commit=off", "wal_writer_delay=10000"])
    if (own === undefined) throw new Error("there is no PostgreSQL for this platform")
    onTestFinished(own.stop)
    const database = await newDatabase(own)
    const api = await sandbox({ limitPerWindow: 12 })
    await place.write("exports.yaml", MANIFEST)
    const options = withState(urlOf(own, database.name), api)
    const run = place.start([...APPLY, "--json"], options)
    await hasCommitted(database, run, 2)
    await own.restart()
    const ended = await run.ended
    expect(ended.exitCode).toBe(0)
    expectChargedOnce(api, 4)

    // Away before a run begins: nothing is called.
    await own.halt()
    const calls = api.stats().calls
    const refused = await place.run([...APPLY, "--json"], options)
    expect([refused.exitCode, errorOf(refused).code]).toEqual([6, "state-unreadable"])
    expect(api.stats().calls).toEqual(calls)
    await own.start()
    await expectDone(place, options)
  })
})
