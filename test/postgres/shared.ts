/** One PostgreSQL for all tests of a run, started when the first of them asks for it. */
import { createServer } from "node:http"
import type { TestProject } from "vitest/node"
import { type Postgres, startPostgres } from "./Postgres.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Whoever asks there is told where the server is. */
    readonly postgres: string
  }
}

interface Shared {
  users: number
  server: Promise<Postgres | undefined> | undefined
}

/** Every project of the tests runs this file by itself, in one process. */
const here = globalThis as { [SHARED]?: Shared }
const SHARED: unique symbol = Symbol.for("exporter/test/postgres") as never

export default async (project: TestProject): Promise<() => Promise<void>> => {
  here[SHARED] ??= { users: 0, server: undefined }
  const shared = here[SHARED]
  shared.users++
  const door = createServer((_, response) => {
    shared.server ??= startPostgres()
    shared.server.then(
      (postgres) =>
        response.end(JSON.stringify(postgres === undefined ? null : { folder: postgres.folder, port: postgres.port })),
      (error) => response.writeHead(500).end(String(error))
    )
  })
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve))
  const address = door.address()
  project.provide("postgres", `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`)
  return async () => {
    door.closeAllConnections()
    door.close()
    shared.users--
    if (shared.users === 0) await (await shared.server)?.stop()
  }
}
