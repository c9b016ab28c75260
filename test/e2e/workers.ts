/** Workers of a test: as many as it wants, in one place, with a database of their own. */
import { connect, createServer, type Socket } from "node:net"
import { expect } from "vitest"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { type Database, newDatabase, type Server, sharedServer } from "../postgres/database.ts"
import { expectFilesAsReported, expectValid, reportOf } from "./documents.ts"
import { it as inPlace, type Place, type Running, type RunOptions, until } from "./place.ts"

export const postgres = await sharedServer()

export interface Crew {
  /** What every command of the test needs. */
  readonly options: RunOptions
  readonly database: Database
  /** One more worker, at work once this returns: of another URL of the database, with further arguments and variables. */
  readonly hire: (url?: string, more?: More) => Promise<Running>
}

export interface More {
  readonly args?: ReadonlyArray<string>
  readonly env?: Readonly<Record<string, string>>
}

/** `count` requests of a month each. */
export const manifestOf = (count: number, more = ""): string => {
  const years = Math.ceil(count / 12)
  return `version: 1
accounts: { main: acct_9f2c41 }
state: { backend: postgres, url: "\${env:EXPORTER_STATE_URL}" }
${more}
exports:
  ledger:
    type: transactions
    account_ids: [main]
    split: { by: month }
    start_date: ${2025 - years}-01-01
    end_date: ${count % 12 === 0 ? "2024-12-31" : `2024-${String(count % 12).padStart(2, "0")}-28`}
`
}

export const crewIn = (place: Place, database: Database, api: { readonly url: string }): Crew => {
  const options: RunOptions = { server: api, env: { EXPORTER_STATE_URL: database.url } }
  return {
    options,
    database,
    hire: async (url = database.url, { args = [], env = {} } = {}) => {
      const worker = place.start(["worker", ...args], { ...options, env: { EXPORTER_STATE_URL: url, ...env } })
      await Promise.race([until(() => worker.said().includes("is at work")), worker.ended])
      return worker
    }
  }
}

export const it = inPlace.extend<{ readonly crew: (api: { readonly url: string }, place?: Place) => Promise<Crew> }>({
  crew: async ({ place: ownPlace, onTestFinished, onTestFailed }, use) => {
    if (postgres === undefined) throw new Error("there is no PostgreSQL for this platform")
    const server: Server = postgres
    await use(async (api, place = ownPlace) => {
      const database = await newDatabase(server)
      onTestFinished(database.drop)
      const crew = crewIn(place, database, api)
      const workers: Array<Running> = []
      // What they have logged is what a failure is understood by.
      onTestFailed(() => {
        for (const { pid, said } of workers) console.info(`worker ${pid}: ${said()}`)
      })
      return {
        ...crew,
        hire: async (url, more) => {
          const worker = await crew.hire(url, more)
          workers.push(worker)
          return worker
        }
      }
    })
  }
})

/** Hands over all that is to be done; the id of the run. */
export const handOver = async (place: Place, { options }: Crew): Promise<string> => {
  const handed = await place.run(["apply", "--detach", "--auto-approve", "--json"], options)
  expect([handed.exitCode, handed.stderr]).toEqual([0, expect.stringContaining("is handed over")])
  return (JSON.parse(handed.stdout) as { readonly run: { readonly id: string } }).run.id
}

export const isOver = async ({ database }: Crew, run: string): Promise<boolean> => {
  const [row] = await database.query(`SELECT finished_at FROM exporter.runs WHERE id = '${run}'`).catch(() => [])
  return row !== undefined && row["finished_at"] !== null
}

/** Which worker has the desk now: its process. */
export const deskOf = async ({ database }: Crew): Promise<number | undefined> => {
  const [row] = await database.query("SELECT pid FROM exporter.locks").catch(() => [])
  return row === undefined ? undefined : Number(row["pid"])
}

/** A way to a server that can be cut, and mended again. */
export interface Line {
  readonly port: number
  readonly cut: () => void
  readonly mend: () => void
  readonly close: () => Promise<void>
}

/** @param to a path of a socket */
export const lineTo = async (to: string): Promise<Line> => {
  const ends = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    const far = connect(to)
    for (const [one, other] of [
      [near, far],
      [far, near]
    ] as const) {
      ends.add(one)
      // A cut line says nothing: no bytes, and no end.
      one.on("data", (bytes) => void (isCut || other.write(bytes)))
      one.on("error", () => other.destroy())
      one.on("close", () => {
        ends.delete(one)
        if (!isCut) other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    cut: () => {
      isCut = true
    },
    mend: () => {
      isCut = false
      // What was on its way is lost, and with it every connection.
      for (const end of ends) end.destroy()
    },
    close: async () => {
      for (const end of ends) end.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    }
  }
}

/** As `apply` would end: all is there, each purchase was charged once, and the books say what the server does. */
export const expectBoughtOnce = async (place: Place, crew: Crew, api: RunningSandbox, run: string, count: number) => {
  const ended = await place.run(["status", "--follow", "--run", run, "--json"], crew.options)
  expect([ended.exitCode, reportOf(ended).results.flatMap(({ problem }) => problem ?? [])]).toEqual([0, []])
  await expectValid("report", JSON.parse(ended.stdout))
  expect(reportOf(ended)).toMatchObject({ summary: { done: count }, credits: { charged: api.stats().charged } })
  await expectFilesAsReported(place, reportOf(ended))
  const charged = api.stats().ledger.map(({ data_export_id }) => data_export_id)
  expect([charged.length, new Set(charged).size, api.stats().throttled]).toEqual([count, count, 0])
  const [books] = await crew.database.query(
    "SELECT count(*)::int AS count, sum((charge->>'credits')::float8) AS charged FROM exporter.ledger"
  )
  expect(books).toEqual({ count, charged: api.stats().charged })
}
