/** Three workers, one of which is killed every few seconds for a minute, while they buy 300 exports. */
import { describe, expect } from "vitest"
import { randomFrom, seedFrom } from "./crash.ts"
import { expectFilesAsReported, reportOf } from "./documents.ts"
import { handOver, isOver, it, manifestOf, postgres } from "./workers.ts"

const SEED = seedFrom("EXPORTER_SEED")

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe.skipIf(postgres === undefined)("three workers", () => {
  it("buy 300 exports, each once, while one of them is killed every few seconds for a minute", async ({
    place,
    sandbox,
    crew: crewFor
  }) => {
    const random = randomFrom(SEED)
    const api = await sandbox({ limitPerWindow: 24, balance: 1_000_000 })
    const crew = await crewFor(api)
    await place.write("exports.yaml", manifestOf(300))
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
    const ended = await place.run(["status", "--follow", "--run", run, "--json"], crew.options)
    const took = Date.now() - begun
    const { calls, throttled, charged, exports, ledger } = api.stats()
    console.info(
      `seed ${SEED}: ${kills} kills, ${Math.round(took / 1_000)} s, ${JSON.stringify(calls)}, ${throttled} answers 429, ${exports} created, ${ledger.length} charged`
    )
    for (const worker of workers) if (worker.said().split("\n").length > 2) console.info(worker.said().slice(0, 3_000))
    expect(ended.exitCode).toBe(0)
    const report = reportOf(ended)
    expect(report.summary).toMatchObject({ done: 300, failed: 0 })
    await expectFilesAsReported(place, report)
    expect(new Set(ledger.map(({ data_export_id }) => data_export_id)).size).toBe(ledger.length)
    expect(ledger).toHaveLength(300)
    expect(throttled).toBe(0)
    const books = await crew.database.query(
      "SELECT sum((charge->>'credits')::float8) AS charged, count(*)::int AS count FROM exporter.ledger"
    )
    expect(books).toEqual([{ charged, count: 300 }])
  })
})
