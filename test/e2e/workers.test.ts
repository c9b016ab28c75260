/** Plans that are handed over, and the workers that carry them out: watched from elsewhere, killed, frozen, cut off. */
import { describe, expect } from "vitest"
import { newDatabase, urlOf } from "../postgres/database.ts"
import { startPostgres } from "../postgres/Postgres.ts"
import { errorOf, expectValid, reportOf } from "./documents.ts"
import { until } from "./place.ts"
import { crewIn, deskOf, expectBoughtOnce, handOver, isOver, it, manifestOf, postgres } from "./workers.ts"

/** What a state says was bought, without what no two runs share: times, and the ids that the server gave. */
const bought = (state: string): unknown => {
  const { records, ledger } = JSON.parse(state) as {
    readonly records: object
    readonly ledger: ReadonlyArray<{ readonly fingerprint: string }>
  }
  // What is started first is a matter of when prices come.
  const charges = ledger.toSorted((one, other) => (one.fingerprint < other.fingerprint ? -1 : 1))
  return JSON.parse(
    JSON.stringify({ records, charges }, (key, value) =>
      ["sum", "data_export_id", "created_at", "completed_at", "as_of"].includes(key) ? undefined : value
    )
  )
}

describe.skipIf(postgres === undefined).concurrent("a plan that is handed over", () => {
  it("waits for a worker, is carried out, and can be followed from anywhere", async ({
    place,
    sandbox,
    crew: crewFor
  }) => {
    const api = await sandbox()
    const crew = await crewFor(api)
    const hooks = `hooks: { after_run: [[sh, -c, "echo {done} >> runs.txt"]] }
defaults: { hooks: { after_download: [[sh, -c, "echo {address} >> files.txt"]] } }`
    await place.write("exports.yaml", manifestOf(4, hooks))
    const handed = await place.run(["apply", "--detach", "--auto-approve", "--json"], crew.options)
    expect([handed.exitCode, handed.stderr]).toEqual([0, expect.stringContaining("no worker of this API key is there")])
    expect(handed.durationMs).toBeLessThan(10_000)
    await expectValid("commands", JSON.parse(handed.stdout))
    const { id } = (JSON.parse(handed.stdout) as { readonly run: { readonly id: string } }).run
    expect(api.stats().calls).toMatchObject({ list: 0, create: 0 })

    const watcher = place.start(["status", "--follow"], crew.options)
    await crew.hire()
    const watched = await watcher.ended
    expect([watched.exitCode, watched.stdout, watched.stderr]).toEqual([
      0,
      expect.stringContaining("4 done."),
      expect.stringMatching(new RegExp(`Run ${id}, handed over by .*no worker has begun.*[\\s\\S]*saved data/`))
    ])
    await expectBoughtOnce(place, crew, api, id, 4)
    const events = await place.run(["status", "--follow", "--events", "-"], crew.options)
    for (const line of events.stdout.trim().split("\n")) await expectValid("events", JSON.parse(line))

    const again = await place.run(["apply", "--detach", "--auto-approve", "--json"], crew.options)
    expect(JSON.parse(again.stdout)).toMatchObject({ run: null })
    expect((await place.read("files.txt")).trim().split("\n").sort()).toEqual(
      ["01", "02", "03", "04"].map((month) => `ledger/2024-${month}`)
    )
    expect(await place.read("runs.txt")).toBe("4\n")
    const [records] = await crew.database.query(
      "SELECT string_agg(DISTINCT record->>'phase', ' ') AS phases FROM exporter.records"
    )
    expect(records).toEqual({ phases: "done" })
    const plan = await place.run(["plan", "--detailed-exitcode"], crew.options)
    expect(plan.exitCode).toBe(0)
  })

  it("is refused where what it depends on has moved on", async ({ place, sandbox, crew: crewFor }) => {
    const api = await sandbox()
    const crew = await crewFor(api)
    await place.write("exports.yaml", manifestOf(1))
    expect((await place.run(["plan", "--out", "plan.json"], crew.options)).exitCode).toBe(0)
    for (const _ of [1, 2]) {
      const handed = await place.run(["apply", "plan.json", "--detach", "--json"], crew.options)
      expect(handed.exitCode).toBe(0)
    }
    const [second, first] = await crew.database.query("SELECT id FROM exporter.runs ORDER BY position DESC")
    await crew.hire()
    await expectBoughtOnce(place, crew, api, String(first?.["id"]), 1)
    const refused = await place.run(["status", "--follow", "--run", String(second?.["id"]), "--json"], crew.options)
    expect([refused.exitCode, errorOf(refused)]).toMatchObject([
      6,
      { code: "stale-plan", message: expect.stringContaining("applied already") }
    ])
  })

  it("is stopped from elsewhere, and the next one goes on", async ({ place, sandbox, crew: crewFor }) => {
    const api = await sandbox({ speed: 1, runMs: 12_000 })
    const crew = await crewFor(api)
    await place.write("exports.yaml", manifestOf(2))
    await crew.hire()
    const run = await handOver(place, crew)
    await until(() => api.stats().ledger.length === 2)
    const stopped = await place.run(["cancel", "--run", run, "--json"], crew.options)
    await expectValid("commands", JSON.parse(stopped.stdout))
    expect(JSON.parse(stopped.stdout)).toMatchObject({ stopping: { run, was_over: false } })
    const ended = await place.run(["status", "--follow", "--run", run, "--json"], crew.options)
    expect([ended.exitCode, reportOf(ended).stopped?.code]).toEqual([130, "interrupted"])
    const next = await handOver(place, crew)
    const done = await place.run(["status", "--follow", "--run", next, "--json"], crew.options)
    const { done: bought = 0, kept = 0 } = reportOf(done).summary
    expect([done.exitCode, bought + kept]).toEqual([0, 2])
    expect(api.stats().ledger).toHaveLength(2)
  })

  it("has a purchase cancelled from elsewhere", async ({ place, sandbox, crew: crewFor }) => {
    const api = await sandbox({ speed: 1, runMs: 20_000 })
    const crew = await crewFor(api)
    await place.write("exports.yaml", manifestOf(1))
    await crew.hire()
    const run = await handOver(place, crew)
    await until(async () => {
      const [row] = await crew.database.query("SELECT record->>'phase' AS phase FROM exporter.records").catch(() => [])
      return row?.["phase"] === "started"
    })
    const cancelled = await place.run(["cancel", "ledger/2024-01", "--auto-approve", "--json"], crew.options)
    await expectValid("commands", JSON.parse(cancelled.stdout))
    expect([cancelled.exitCode, cancelled.stderr]).toEqual([
      0,
      expect.stringContaining("in the run that workers carry out")
    ])
    const ended = await place.run(["status", "--follow", "--run", run, "--json"], crew.options)
    expect([ended.exitCode, reportOf(ended).results[0]?.problem?.code]).toEqual([5, "cancelled-at-server"])
  })
})

describe.skipIf(postgres === undefined)("workers", () => {
  it("buy what a local run buys, and leave the same state", async ({ place, newPlace, sandbox, crew: crewFor }) => {
    const manifest = manifestOf(3)
    const theirs = await sandbox({ seed: 7 })
    const crew = await crewFor(theirs)
    await place.write("exports.yaml", manifest)
    await crew.hire()
    const run = await handOver(place, crew)
    await expectBoughtOnce(place, crew, theirs, run, 3)
    const there = await place.run(["state", "pull"], crew.options)

    const ours = await sandbox({ seed: 7 })
    const local = await newPlace()
    await local.write("exports.yaml", manifest.replace(/^state:.*$/m, ""))
    const applied = await local.run(["apply", "--auto-approve", "--json"], { server: ours })
    expect(applied.exitCode).toBe(0)
    const here = await local.run(["state", "pull"], { server: ours })
    expect(bought(there.stdout)).toEqual(bought(here.stdout))
    expect(theirs.stats().charged).toBe(ours.stats().charged)
  })

  it("take over from one that is killed, within ten seconds", { timeout: 120_000 }, async ({
    place,
    sandbox,
    crew: crewFor
  }) => {
    const api = await sandbox({ limitPerWindow: 24 })
    const crew = await crewFor(api)
    await place.write("exports.yaml", manifestOf(12))
    const workers = [await crew.hire(), await crew.hire()]
    const run = await handOver(place, crew)
    const took: Array<number> = []
    for (const charged of [2, 8]) {
      await until(() => api.stats().ledger.length >= charged)
      const first = await deskOf(crew)
      const killedAt = Date.now()
      for (const worker of workers) if (worker.pid === first) worker.kill("SIGKILL")
      await until(async () => ![undefined, first].includes(await deskOf(crew)))
      took.push(Date.now() - killedAt)
      workers.push(await crew.hire())
    }
    console.info(`taken over ${took.join(" and ")} ms after the kill`)
    expect(Math.max(...took)).toBeLessThan(10_000)
    await expectBoughtOnce(place, crew, api, run, 12)
  })

  it("that stood still past their locks start nothing twice once they wake", { timeout: 120_000 }, async ({
    place,
    sandbox,
    crew: crewFor
  }) => {
    const api = await sandbox({ limitPerWindow: 12 })
    const crew = await crewFor(api)
    await place.write("exports.yaml", manifestOf(8))
    const workers = [await crew.hire(), await crew.hire()]
    const run = await handOver(place, crew)
    await until(() => api.stats().ledger.length >= 2)
    const first = await deskOf(crew)
    const frozen = workers.find(({ pid }) => pid === first)
    frozen?.kill("SIGSTOP")
    const frozenAt = Date.now()
    await until(async () => ![undefined, first].includes(await deskOf(crew)))
    console.info(`taken over ${Date.now() - frozenAt} ms after it stood still`)
    const before = api.stats().ledger.length
    await until(() => api.stats().ledger.length > before || before === 8)
    frozen?.kill("SIGCONT")
    await expectBoughtOnce(place, crew, api, run, 8)
    expect(api.stats().exports).toBe(8)
  })

  it("go on after a restart of the database", { timeout: 120_000 }, async ({ place, sandbox, onTestFinished }) => {
    const own = await startPostgres(["synchronous_commit=off", "wal_writer_delay=10000"])
    if (own === undefined) throw new Error("there is no PostgreSQL for this platform")
    onTestFinished(own.stop)
    const database = await newDatabase(own)
    const api = await sandbox({ limitPerWindow: 12 })
    const crew = crewIn(place, { ...database, url: urlOf(own, database.name) }, api)
    await place.write("exports.yaml", manifestOf(8))
    await crew.hire()
    await crew.hire()
    const run = await handOver(place, crew)
    await until(() => api.stats().ledger.length >= 2)
    await own.restart()
    await until(() => isOver(crew, run))
    await expectBoughtOnce(place, crew, api, run, 8)
  })
})
