/** One connection to the database. The driver makes it anew when it was lost; what was under way then has failed. */
import * as Reactivity from "@effect/experimental/Reactivity"
import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import * as Pg from "pg"
import { StateError } from "../StateStore.ts"
import { connectionOf } from "./connection.ts"
import { failed, isConnectionLost } from "./errors.ts"

export interface Session {
  readonly sql: SqlClient
  /** The name of the state in the database. */
  readonly state: string
  /** The database and the state in it, as messages name them: without the password. */
  readonly name: string
}

/** A server that says nothing for so long is taken for gone, in ms. */
const CONNECT_MS = 10_000
const ANSWER_MS = 60_000

/** @param state name of the state in the database */
export const open = (url: string, state: string): Effect.Effect<Session, StateError, Scope.Scope> =>
  Effect.map(connect(url, { connections: 1 }), ({ sql, name }) => ({ sql, state, name: `${name} (${state})` }))

export interface ConnectOptions {
  /** How many at once, at the most. */
  readonly connections: number
  /** Further settings of each session, as `-c name=value`. */
  readonly settings?: string
}

/** A client of the database, and the database as messages name it: without the password. */
export const connect = (
  url: string,
  { connections, settings }: ConnectOptions
): Effect.Effect<{ readonly sql: PgClient.PgClient; readonly name: string }, StateError, Scope.Scope> =>
  Effect.gen(function* () {
    const { name, ...it } = yield* Either.mapLeft(
      connectionOf(url),
      ({ name, ...problem }) => new StateError({ reason: "unreadable", file: name, ...problem })
    )
    const acquire = Effect.acquireRelease(
      Effect.sync(() => {
        const pool = new Pg.Pool({
          ...it,
          max: connections,
          idleTimeoutMillis: 0,
          connectionTimeoutMillis: CONNECT_MS,
          query_timeout: ANSWER_MS,
          keepAlive: true,
          application_name: "exporter",
          ...(settings === undefined ? {} : { options: settings })
        })
        // A connection that is lost while nobody uses it: the next query finds out.
        pool.on("error", () => {})
        return pool
      }),
      (pool) => Effect.ignore(Effect.tryPromise(() => pool.end()).pipe(Effect.disconnect, Effect.timeout("1 second")))
    )
    const making = Effect.provide(PgClient.fromPool({ acquire }), Reactivity.layer)
    return { sql: yield* Effect.mapError(making, (error) => failed(name, error)), name }
  })

const PAUSES = Schedule.union(Schedule.exponential("50 millis"), Schedule.spaced("2 seconds"))

/** Goes on once the server is there again, for so long. For statements that may be made twice alone. */
export const patiently =
  (patience: Duration.DurationInput) =>
  <A>(work: Effect.Effect<A, SqlError | StateError>): Effect.Effect<A, SqlError | StateError> =>
    Effect.retry(work, {
      while: (error) => error._tag === "SqlError" && isConnectionLost(error),
      schedule: Schedule.intersect(PAUSES, Schedule.recurUpTo(Duration.decode(patience)))
    })
