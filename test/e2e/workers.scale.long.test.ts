/**
 * What workers leave in the database for each request, and what a purchase that waits takes of a worker's memory: measured
 * over a real PostgreSQL, with the real program. The figures are those of docs/scale.md.
 */
import { describe, expect } from "vitest"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { newDatabase } from "../postgres/database.ts"
import { expectFilesAsReported, reportOf } from "./documents.ts"
import { it as inPlace, type Place, type Running, until } from "./place.ts"
import { type Crew, crewIn, handOver, isOver, postgres } from "./workers.ts"

/** Several crews in one test, each in a place of its own. */
const it = inPlace.extend<{ readonly newCrew: (place: Place, api: RunningSandbox) => Promise<Crew> }>({
  newCrew: async ({ onTestFinished }, use) => {
    await use(async (place, api) => {
      if (postgres === undefined) throw new Error("there is no PostgreSQL for this platform")
      const database = await newDatabase(postgres)
      onTestFinished(database.drop)
      return crewIn(place, database, api)
    })
  }
})

/** One request for each account. */
const manifestOf = (accounts: number): string => {
  const names = Array.from({ length: accounts }, (_, index) => `a${String(index).padStart(4, "0")}`)
  return `version: 1
accounts: { ${names.map((name) => `${name}: acct_${name}`).join(", ")} }
state: { backend: postgres, url: "\${env:EXPORTER_STATE_URL}" }
exports:
  ledger:
    type: transactions
    account_ids: all
    split: { by: month, account: true }
    start_date: 2024-01-01
    end_date: 2024-01-31
    output: "{export}/{account}/{window}.{ext}"
`
}

const TABLES = ["records", "ledger", "runs", "run_events", "cluster_messages", "cluster_replies"] as const
type Table = (typeof TABLES)[number]

interface Size {
  readonly rows: number
  /** The table with its indexes and what is kept out of line, once nothing dead is left in it. */
  readonly bytes: number
  /** What it takes before that: the server of the tests never clears up by itself. */
  readonly raw: number
}

type Sizes = Readonly<Record<Table, Size>>

const sizesOf = async ({ database }: Crew): Promise<Sizes> => {
  const sizes: Array<readonly [Table, Size]> = []
  for (const table of TABLES) {
    const size = async () => {
      const [row] = await database.query(
        `SELECT count(*)::int AS rows, pg_total_relation_size('exporter.${table}')::float8 AS bytes FROM exporter.${table}`
      )
      return { rows: Number(row?.["rows"]), bytes: Number(row?.["bytes"]) }
    }
    const { bytes: raw } = await size()
    await database.query(`VACUUM FULL exporter.${table}`)
    sizes.push([table, { ...(await size()), raw }])
  }
  return Object.fromEntries(sizes) as unknown as Sizes
}

const print = (title: string, requests: number, sizes: Sizes): void => {
  const lines = TABLES.map((table) => {
    const { rows, bytes, raw } = sizes[table]
    const each = (amount: number) => (amount / requests).toFixed(amount / requests < 10 ? 2 : 0)
    return `  ${table.padEnd(17)} rows ${rows} (${each(rows)} each), bytes ${bytes} (${each(bytes)} each), before clearing ${raw} (${each(raw)} each)`
  })
  console.info([`${title}, ${requests} requests:`, ...lines].join("\n"))
}

/** What each further request takes, from a run of few and one of many: what is there anyway falls out. */
const slope = (few: Sizes, many: Sizes, requests: number, of: (size: Size) => number, table: Table): number =>
  (of(many[table]) - of(few[table])) / requests

const [FEW, MANY] = [50, 200] as const

const boughtBy = async (place: Place, crew: Crew, requests: number) => {
  await place.write("exports.yaml", manifestOf(requests))
  const run = await handOver(place, crew)
  const [handed] = await crew.database.query(
    `SELECT octet_length(submission::text) AS bytes, pg_column_size(submission) AS kept FROM exporter.runs WHERE id = '${run}'`
  )
  await crew.hire()
  await crew.hire()
  await until(() => isOver(crew, run))
  const ended = await place.run(["status", "--follow", "--run", run, "--json"], crew.options)
  expect([ended.exitCode, reportOf(ended).summary["done"]]).toEqual([0, requests])
  await expectFilesAsReported(place, reportOf(ended))
  const [report] = await crew.database.query(
    `SELECT octet_length(ended::text) AS bytes, pg_column_size(ended) AS kept FROM exporter.runs WHERE id = '${run}'`
  )
  return { run, handed, report, sizes: await sizesOf(crew) }
}

/** Loaded into a worker: says on request what it keeps, once its garbage is collected. */
const TELL_MEMORY = `
require("node:v8").setFlagsFromString("--expose-gc")
const collect = require("node:vm").runInNewContext("gc")
process.on("SIGUSR2", () => {
  collect()
  collect()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.stderr.write("memory " + JSON.stringify({ kept: heapUsed + external, rss }) + "\\n")
})
`

interface Memory {
  /** Megabytes: what is in use, and what the system has given. */
  readonly kept: number
  readonly rss: number
}

const memoryOf = async (worker: Running): Promise<Memory> => {
  const told = () =>
    worker
      .said()
      .split("\n")
      .filter((line) => line.startsWith("memory "))
  const before = told().length
  worker.kill("SIGUSR2")
  await until(() => told().length > before)
  const { kept, rss } = JSON.parse(told().at(-1)?.slice("memory ".length) ?? "{}") as Memory
  return { kept: kept / 1_048_576, rss: rss / 1_048_576 }
}

const inWords = ({ kept, rss }: Memory): string => `${kept.toFixed(1)} MB in use, ${rss.toFixed(0)} MB resident`

/** So many purchases wait at once; `EXPORTER_WAITING` says how many are many. */
const WAITING = [100, Number(process.env["EXPORTER_WAITING"] ?? 400)] as const

const HOUR_MS = 3_600_000

describe.skipIf(postgres === undefined).concurrent("the database of workers", () => {
  it("holds the same for each request, whether there are few or many, and forgets what was said", async ({
    newPlace,
    sandbox,
    newCrew
  }) => {
    const bought = async (requests: number) => {
      const api = await sandbox({ balance: 1_000_000, limitPerWindow: 400 })
      const place = await newPlace()
      const crew = await newCrew(place, api)
      return { api, crew, ...(await boughtBy(place, crew, requests)) }
    }
    const few = await bought(FEW)
    const many = await bought(MANY)
    for (const [requests, { api, handed, report, sizes }] of [
      [FEW, few],
      [MANY, many]
    ] as const) {
      print("at the end of the run", requests, sizes)
      const { calls, throttled } = api.stats()
      console.info(
        `  handed over ${handed?.["bytes"]} bytes (${handed?.["kept"]} kept), report ${report?.["bytes"]} (${report?.["kept"]} kept); calls ${JSON.stringify(calls)}, ${throttled} answers 429`
      )
      expect([throttled, calls.create, calls.start]).toEqual([0, requests, requests])
      expect([sizes.records.rows, sizes.ledger.rows]).toEqual([requests, requests])
    }
    for (const table of TABLES) {
      const rows = slope(few.sizes, many.sizes, MANY - FEW, (size) => size.rows, table)
      const bytes = slope(few.sizes, many.sizes, MANY - FEW, (size) => size.bytes, table)
      console.info(`  each further request: ${table} ${rows.toFixed(2)} rows, ${Math.round(bytes)} bytes`)
      const ofFew = few.sizes[table]
      // Of a purchase one word on its progress is kept, where there was time for one.
      const more = table === "run_events" ? 1.5 : 1.1
      expect([table, rows <= (more * ofFew.rows) / FEW, bytes <= (more * ofFew.bytes) / FEW]).toEqual([
        table,
        true,
        true
      ])
    }

    for (const { crew } of [few, many])
      await until(async () => (await crew.database.query("SELECT FROM exporter.cluster_messages LIMIT 1")).length === 0)
    const [fewLeft, manyLeft] = [await sizesOf(few.crew), await sizesOf(many.crew)]
    print("once it is forgotten", FEW, fewLeft)
    print("once it is forgotten", MANY, manyLeft)
    expect([manyLeft.cluster_messages.rows, manyLeft.cluster_replies.rows]).toEqual([0, 0])
  })
})

/** Entities that nobody talks to are put away by the cluster after a minute. */
const PUT_AWAY_MS = 100_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe.skipIf(postgres === undefined || process.platform === "win32").concurrent("a worker", () => {
  it("that has purchases waiting keeps kilobytes of each in memory", async ({ newPlace, sandbox, newCrew }) => {
    const waitingFor = async (requests: number) => {
      const place = await newPlace()
      const api = await sandbox({ balance: 1_000_000, limitPerWindow: 400, speed: 1, calculateMs: 500, runMs: HOUR_MS })
      const crew = await newCrew(place, api)
      await place.write("exports.yaml", manifestOf(requests))
      const file = await place.write("memory.cjs", TELL_MEMORY)
      const env = { EXPORTER_STATE_URL: crew.database.url, NODE_OPTIONS: `--require=${file}` }
      const worker = place.start(["worker"], { ...crew.options, env })
      await until(() => worker.said().includes("is at work"))
      const idle = await memoryOf(worker)
      const concurrency = ["--concurrency", String(requests)]
      const handed = await place.run(["apply", "--detach", "--auto-approve", ...concurrency, "--json"], crew.options)
      expect(handed.exitCode).toBe(0)
      await until(async () => {
        const [row] = await crew.database.query(
          "SELECT count(*) FILTER (WHERE record->>'phase' = 'started')::int AS started FROM exporter.records"
        )
        return row?.["started"] === requests
      })
      const atOnce = await memoryOf(worker)
      await pause(PUT_AWAY_MS)
      const later = await memoryOf(worker)
      print("while all of them wait", requests, await sizesOf(crew))
      console.info(`${requests} wait: ${inWords(idle)} before, ${inWords(atOnce)} at once, ${inWords(later)} later`)
      worker.kill("SIGKILL")
      await worker.ended
      return later
    }
    const [few, many] = await Promise.all([waitingFor(WAITING[0]), waitingFor(WAITING[1])])
    const each = ((many.kept - few.kept) * 1_024) / (WAITING[1] - WAITING[0])
    console.info(`each further one that waits: ${each.toFixed(0)} kB in use`)
    expect(each).toBeLessThan(400)
  })

  it("does not read again what is done with", async ({ place, sandbox, newCrew }) => {
    const crew = await newCrew(place, await sandbox())
    const { database } = crew
    await place.write("exports.yaml", manifestOf(1))
    await crew.hire()
    const run = await handOver(place, crew)
    await until(() => isOver(crew, run))
    // As many as 10,000 purchases of a run leave while it goes on.
    await database.query(`INSERT INTO exporter.cluster_messages
      SELECT (jsonb_populate_record(NULL::exporter.cluster_messages, to_jsonb(m) || jsonb_build_object('id', n,
        'request_id', n, 'message_id', 'many ' || n, 'rowid', 1000000 + n, 'processed', true))).*
      FROM generate_series(1, 120000) AS n, (SELECT * FROM exporter.cluster_messages LIMIT 1) AS m`)
    await database.query("ANALYZE exporter.cluster_messages")
    const read = async () => {
      const [row] = await database.query(
        "SELECT seq_tup_read::float8 AS rows FROM pg_stat_user_tables WHERE schemaname = 'exporter' AND relname = 'cluster_messages'"
      )
      return Number(row?.["rows"])
    }
    await database.query("UPDATE exporter.runs SET messages = false")
    await pause(2_000)
    const before = await read()
    await pause(70_000)
    console.info(`${(await read()) - before} rows of messages read one after the other in 70 s`)
    expect((await read()) - before).toBeLessThan(120_000)
  })
})
