/** `exporter worker` */
import { createServer } from "node:net"
import { hostname } from "node:os"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as DownloaderHttp from "../../apply/Downloader.http.ts"
import * as HooksExeca from "../../apply/Hooks.execa.ts"
import { keyIn } from "../../manifest/secrets.ts"
import * as OutputFiles from "../../plan/OutputFiles.node.ts"
import { connect } from "../../state/postgres/Session.ts"
import * as StateStorePostgres from "../../state/StateStore.postgres.ts"
import { StateError } from "../../state/StateStore.ts"
import type { Address } from "../../workers/cluster.ts"
import { keyIdOf } from "../../workers/Submission.ts"
import { Workplace } from "../../workers/Workplace.ts"
import { work } from "../../workers/worker.ts"
import { type CommonOptions, surroundings } from "../context.ts"
import { declared } from "../declared.ts"
import { EXIT } from "../exit.ts"
import { type Failure, stateFailure, usage } from "../Failure.ts"
import type { Output } from "../Output.ts"
import { Stop } from "../Stop.ts"
import { apiLayer, serverFromEnvironment, tickMsOf } from "../server.ts"
import { databaseOf, withheldFromHooks } from "../stateStore.ts"
import { workerHttp } from "../workerHttp.ts"

export interface WorkerOptions extends CommonOptions {
  readonly http: Option.Option<string>
  readonly address: Option.Option<string>
}

/** A holder that is silent for so long may lose the lock of the state: part of how long a takeover takes. */
const LOCK_LIFE = "5 seconds"

/** Connections of one worker, the one of the lock of a state not counted. */
const CONNECTIONS = 6

/**
 * The cluster's tables lie beside those of the state. What workers have said to each other is durable, whatever the server
 * does by default. And it ends what a worker has left open that was cut off from it, or stands still: others wait for its rows.
 */
const SETTINGS = "-c search_path=exporter -c synchronous_commit=on -c idle_in_transaction_session_timeout=4000"

export const worker = (output: Output, options: WorkerOptions) =>
  Effect.gen(function* () {
    const around = yield* surroundings({ ...options, sandbox: false })
    const { manifest } = yield* declared(output, { file: options.file, asOf: around.asOf })
    const { url: database } = yield* databaseOf(manifest.state)
    const server = yield* serverFromEnvironment
    const address = yield* addressOf(options.address)
    const { signalled } = yield* Stop
    const key = keyIdOf(Redacted.value(server.apiKey))
    const { sql, name } = yield* Effect.mapError(
      connect(database, { connections: CONNECTIONS, settings: SETTINGS }),
      stateFailure
    )
    yield* Effect.mapError(StateStorePostgres.prepare(database), stateFailure)
    const withheld = withheldFromHooks(manifest, process.env)
    const me = `${hostname()}:${process.pid}`
    const webhookSecret = process.env["EXPORTER_WEBHOOK_SECRET"]?.trim() || undefined
    const http = yield* Effect.transposeMapOption(options.http, (at) =>
      Effect.flatMap(httpAddressOf(at), (listen) => workerHttp({ ...listen, worker: me, key, sql, webhookSecret }))
    )
    const { hints, takesWebhooks } = Option.getOrElse(http, () => ({ hints: Effect.never, takesWebhooks: false }))
    const answers = Option.isNone(http)
      ? ""
      : ` It answers GET /healthz${takesWebhooks ? " and POST /webhook" : ""} at ${options.http.pipe(Option.getOrElse(() => ""))}.`
    const outdated = yield* Deferred.make<never, Failure>()
    const workplace = Layer.succeed(Workplace, {
      worker: me,
      key,
      server: server.baseUrl,
      tickMs: tickMsOf(server),
      sql,
      hints,
      hinted: takesWebhooks,
      api: (reserve) => apiLayer(server, reserve),
      store: (state) => StateStorePostgres.make({ url: database, name: state, life: LOCK_LIFE }),
      here: Layer.mergeAll(
        DownloaderHttp.layer({ root: around.outputRoot, idleMs: 60_000 }),
        HooksExeca.layer({
          root: around.outputRoot,
          apiKey: keyIn(process.env),
          withheld: {
            names: [...withheld.names, "EXPORTER_WEBHOOK_SECRET"],
            secrets: [...withheld.secrets, webhookSecret ?? ""]
          }
        }),
        OutputFiles.layer(around.outputRoot)
      ),
      leave: (why) => Effect.zipRight(Deferred.fail(outdated, stateFailure(why)), Effect.never)
    })
    const ready = Effect.sync(() =>
      output.err(
        `Worker ${me} is at work for ${name}, at ${address.host}:${address.port}. Files go below ${around.outputRoot}. Ctrl-C ends it; what it had goes to the others.${answers}`
      )
    )
    const working = Effect.provide(work({ address }, ready), workplace).pipe(
      Effect.catchTag("SocketServerError", () =>
        usage(
          `this worker cannot be reached at ${address.host}:${address.port}: nobody can listen there`,
          "name an address of this machine, and a port that is free, by --address"
        )
      ),
      Effect.catchTag("SqlError", () => Effect.fail(unreadable(name)))
    )
    // The cluster's layer asks twice at once on a connection of its own, which the driver of today allows.
    process.noDeprecation = true
    yield* Effect.raceFirst(working, Effect.raceFirst(signalled, Deferred.await(outdated)))
    output.err("Ended: what was begun is recorded, and goes on with the other workers, or with the next one.")
    return EXIT.done
  }).pipe(Effect.scoped)

const unreadable = (file: string) =>
  stateFailure(
    new StateError({
      reason: "unreadable",
      file,
      detail: "the tables by which workers find each other cannot be made there",
      hint: "the user of its URL must be allowed to create tables, and the URL that of the server, not of a pooler; then start the worker again"
    })
  )

/** `HOST:PORT`, or `HOST`; by default this machine alone, at any port that is free. */
const addressOf = (given: Option.Option<string>): Effect.Effect<Address, Failure> =>
  Effect.gen(function* () {
    const text = given._tag === "Some" ? given.value : "127.0.0.1"
    const [, host, port] = /^([^:\s]+)(?::(\d{1,5}))?$/.exec(text) ?? []
    if (host === undefined || Number(port ?? 0) > 65_535)
      return yield* usage(`--address ${text} is not HOST:PORT`, "it is where the other workers reach this one")
    return { host, port: port === undefined ? yield* freePort : Number(port) }
  })

/** `[HOST:]PORT`; by default to this machine alone. */
const httpAddressOf = (text: string): Effect.Effect<Address, Failure> => {
  const [, host, port] = /^(?:([^:\s]+):)?(\d{1,5})$/.exec(text) ?? []
  return port === undefined || Number(port) < 1 || Number(port) > 65_535
    ? usage(`--http ${text} is not [HOST:]PORT`, "0.0.0.0:PORT listens on every address of this machine")
    : Effect.succeed({ host: host ?? "127.0.0.1", port: Number(port) })
}

const freePort = Effect.async<number>((resume) => {
  const server = createServer()
  server.listen(0, () => {
    const address = server.address()
    server.close(() => resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : 0)))
  })
})
