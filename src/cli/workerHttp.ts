/** What a worker answers over HTTP: whether it is well, and, where there is a secret for them, webhooks of the vendor. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { SqlClient } from "@effect/sql/SqlClient"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import { makeReceiver } from "../api/webhook/Receiver.http.ts"
import type { DataExportId } from "../domain.ts"
import * as runs from "../workers/runs.ts"
import { type Failure, usage } from "./Failure.ts"

export interface WorkerHttpOptions {
  readonly host: string
  readonly port: number
  readonly worker: string
  readonly key: string
  readonly sql: SqlClient
  /** Signs webhooks; without it none is taken. */
  readonly webhookSecret: string | undefined
}

/** Longest that the database may take to show that it is there, in ms. */
const DATABASE_MS = 3_000

/** What `GET /healthz` says. 200 where it is well, 503 where it can do nothing. */
interface Health {
  readonly status: "ok" | "no-database"
  readonly worker: string
  /** ISO 8601, this host's clock. */
  readonly since: string
  /** Runs of its API key that are not over; `null`: nobody knows. */
  readonly runs: number | null
}

/** Answers for as long as the scope lasts. `hints`: exports that may have come further; nothing where no webhook is taken. */
export const workerHttp = ({ host, port, worker, key, sql, webhookSecret }: WorkerHttpOptions) =>
  Effect.gen(function* () {
    const since = new Date().toISOString()
    const receiver =
      webhookSecret === undefined ? undefined : yield* makeReceiver({ secret: Redacted.make(webhookSecret) })
    const health: Effect.Effect<Health> = runs.unfinished(sql, key).pipe(
      // Giving up a query asks the database as well, and would wait for it.
      Effect.disconnect,
      Effect.timeout(DATABASE_MS),
      Effect.match({
        onSuccess: (open): Health => ({ status: "ok", worker, since, runs: open.length }),
        onFailure: (): Health => ({ status: "no-database", worker, since, runs: null })
      })
    )
    const answer = (request: IncomingMessage, response: ServerResponse) => {
      if (receiver?.handle(request, response) === true) return
      if (request.url !== "/healthz" || (request.method !== "GET" && request.method !== "HEAD")) {
        response.writeHead(404, { "Content-Type": "text/plain" }).end("there is nothing here but /healthz\n")
        return
      }
      void Effect.runPromise(health).then((it) => {
        response.writeHead(it.status === "ok" ? 200 : 503, {
          "Content-Type": "application/json",
          "Cache-Control": "no-store"
        })
        response.end(request.method === "HEAD" ? undefined : `${JSON.stringify(it)}\n`)
      })
    }
    const server = createServer({ headersTimeout: 10_000, requestTimeout: 15_000 }, answer)
    server.maxConnections = 256
    yield* Effect.acquireRelease(
      Effect.async<void, Failure>((resume) => {
        server.once("error", () =>
          resume(
            usage(`nobody can listen at ${host}:${port}`, "name an address of this machine, and a free port, by --http")
          )
        )
        server.listen(port, host, () => resume(Effect.void))
      }),
      () =>
        Effect.sync(() => {
          server.close()
          server.closeAllConnections()
        })
    )
    const hints: Effect.Effect<DataExportId> = receiver === undefined ? Effect.never : Queue.take(receiver.hints)
    return { hints, takesWebhooks: receiver !== undefined }
  })
