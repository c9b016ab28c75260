/** Three workers that buy 300 exports, beside a local run, and while one of them is killed every few seconds for a minute. */
import { describe, expect } from "vitest"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { randomFrom, seedFrom } from "./crash.ts"
import { expectFilesAsReported, reportOf } from "./documents.ts"
import type { Place } from "./place.ts"
import { type Crew, handOver, isOver, it, manifestOf, postgres } from "./workers.ts"

const SEED = seedFrom("EXPORTER_SEED")
const COUNT = 300
/** Calls in a window of two seconds: two and a half for each export take about a minute. */
const SANDBOX = { limitPerWindow: 24, balance: 1_000_000 }

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const tell = (what: string, api: RunningSandbox, begun: number) => {
  const { calls, throttled, exports, ledger } = api.stats()
  const all = Object.values(calls).reduce((sum, count) => sum + count, 0)
  console.info(
    `${what}: ${((Date.now() - begun) / 1_000).toFixed(1)} s, ${(all / COUNT).toFixed(2)} calls an export (${JSON.stringify(calls)}), ${throttled} answers 429, ${exports} created, ${ledger.length} charged`
  )
}

const expectBoughtOnce = async (place: Place, crew: Crew, api: RunningSandbox, run: string) => {
  const ended = await place.run(["status", "--follow", "--run", run, "--json"], crew.options)
  expect(ended.exitCode).toBe(0)
  const report = reportOf(ended)
  expect(report.summary).toMatchObject({ done: COUNT, failed: 0 })
  await expectFilesAsReported(place, report)
  const { throttled, charged, exports, ledger } = api.stats()
  expect(new Set(ledger.map(({ data_export_id }) => data_export_id)).size).toBe(COUNT)
  expect([ledger.length, exports, throttled]).toEqual([COUNT, COUNT, 0])
  const books = await crew.database.query(
    "SELECT sum((charge->>'credits')::float8) AS charged, count(*)::int AS count FROM exporter.ledger"
  )
  expect(books).toEqual([{ charged, count: COUNT }])
  expect(report.credits.charged).toBe(charged)
}

describe.skipIf(postgres === undefined)("three workers", () => {
  it("buy 300 exports with as many calls as a local run, and in about the same time", async ({
    place,
    newPlace,
    sandbox,
    crew: crewFor
  }) => {
    const ours = await sandbox(SANDBOX)
    const local = await newPlace()
    await local.write("exports.yaml", manifestOf(COUNT).replace(/^state:.*$/m, ""))
    const localBegun = Date.now()
    expect((await local.run(["apply", "--auto-approve", "--json"], { server: ours })).exitCode).toBe(0)
    tell("local", ours, localBegun)

    const theirs = await sandbox(SANDBOX)
    const crew = await crewFor(theirs)
    await place.write("exports.yaml", manifestOf(COUNT))
    await Promise.all([crew.hire(), crew.hire(), crew.hire()])
    const begun = Date.now()
    const run = await handOver(place, crew)
    console.info(`handed over within ${Date.now() - begun} ms`)
    while (!(await isOver(crew, run))) await pause(100)
    tell("three workers", theirs, begun)
    await expectBoughtOnce(place, crew, theirs, run)
    expect(theirs.stats().calls.create + theirs.stats().calls.start).toBe(2 * COUNT)
  })

  it("buy 300 exports, each once, while one of them is killed every few seconds for a minute", async ({
    place,
    sandbox,
    crew: crewFor
  }) => {
    const random = randomFrom(SEED)
    const api = await sandbox(SANDBOX)
    const crew = await crewFor(api)
    await place.write("exports.yaml", manifestOf(COUNT))
    const workers = await Promise.all([crew.hire(), crew.hire(), crew.hire()])
    const begun = Date.now()
    const run = await handOver(place, crew)
    let kills = 0
    while (Date.now() - begun < 60_000 && !(await isOver(crew, run))) {
      await pause(2_000 + 2_000 * random())
      const victim = Math.floor(random() * workers.length)
      workers[victim]?.kill("SIGKILL")
      await workers[victim]?.ended
      kills++
      workers[victim] = await crew.hire()
    }
    while (!(await isOver(crew, run))) await pause(100)
    tell(`seed ${SEED}, three workers and ${kills} kills`, api, begun)
    await expectBoughtOnce(place, crew, api, run)
  })
})
