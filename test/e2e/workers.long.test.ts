/** Three workers that buy 300 exports, beside a local run, and while one of them is killed every few seconds for a minute. */
import { describe, expect } from "vitest"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { randomFrom, seedFrom } from "./crash.ts"
import { until } from "./place.ts"
import { deskOf, expectBoughtOnce, handOver, isOver, it, lineTo, manifestOf, postgres } from "./workers.ts"

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

describe.skipIf(postgres === undefined)("workers", () => {
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
    await expectBoughtOnce(place, crew, theirs, run, COUNT)
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
    await expectBoughtOnce(place, crew, api, run, COUNT)
  })

  it("that are cut off from the database lose what they had, and nothing else", { timeout: 120_000 }, async ({
    place,
    sandbox,
    crew: crewFor,
    onTestFinished
  }) => {
    if (postgres === undefined) throw new Error("there is no PostgreSQL for this platform")
    const api = await sandbox({ limitPerWindow: 12 })
    const crew = await crewFor(api)
    await place.write("exports.yaml", manifestOf(8))
    const line = await lineTo(`${postgres.folder}/.s.PGSQL.${postgres.port}`)
    onTestFinished(line.close)
    const far = await crew.hire(`postgres://exporter@127.0.0.1:${line.port}/${crew.database.name}`)
    const run = await handOver(place, crew)
    await until(async () => api.stats().ledger.length >= 2 && (await deskOf(crew)) === far.pid)
    line.cut()
    await crew.hire()
    await until(async () => (await deskOf(crew)) !== far.pid)
    const before = api.stats().ledger.length
    await until(() => api.stats().ledger.length > before || before === 8)
    line.mend()
    await expectBoughtOnce(place, crew, api, run, 8)
  })
})
