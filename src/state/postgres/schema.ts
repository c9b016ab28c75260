/** The tables, and how those of earlier versions become those of today. Versions are never taken out once released. */
import * as Migrator from "@effect/sql/Migrator"
import { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Effect from "effect/Effect"
import type { StateError } from "../StateStore.ts"
import { failed, foreign, newer } from "./errors.ts"
import type { Session } from "./Session.ts"

/** By number and name, as `1_tables`. */
export type Migrations = Readonly<Record<string, Effect.Effect<void, SqlError, SqlClient>>>

/** Records and charges are kept as the text that was sealed: `json`, not `jsonb`, whose keys have another order. */
const tables = Effect.gen(function* () {
  const sql = yield* SqlClient
  yield* sql`CREATE TABLE exporter.states (
    name text PRIMARY KEY,
    lineage text NOT NULL,
    serial bigint NOT NULL,
    format integer NOT NULL,
    moved_to text
  )`
  yield* sql`CREATE TABLE exporter.records (
    state text NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    record json NOT NULL,
    PRIMARY KEY (state, fingerprint)
  )`
  yield* sql`CREATE TABLE exporter.ledger (
    state text NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    charge json NOT NULL,
    PRIMARY KEY (state, position)
  )`
  yield* sql`CREATE TABLE exporter.applied_plans (
    state text NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    digest text NOT NULL,
    finished boolean NOT NULL,
    PRIMARY KEY (state, digest)
  )`
  yield* sql`CREATE TABLE exporter.locks (
    state text PRIMARY KEY,
    token text NOT NULL,
    owner text NOT NULL,
    host text NOT NULL,
    pid integer NOT NULL,
    command text NOT NULL,
    since text NOT NULL,
    renewed_at timestamptz NOT NULL,
    commits bigint NOT NULL
  )`
})

/** What is handed over to workers, and what they tell of it (src/workers/runs.ts). */
const runs = Effect.gen(function* () {
  const sql = yield* SqlClient
  yield* sql`CREATE TABLE exporter.runs (
    id text PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    state text NOT NULL,
    key text NOT NULL,
    submitted_by text NOT NULL,
    submitted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    submission json NOT NULL,
    worker text,
    started_at timestamptz,
    ledger_from bigint,
    stopping boolean NOT NULL DEFAULT false,
    finished_at timestamptz,
    messages boolean NOT NULL DEFAULT true,
    ended json
  )`
  yield* sql`CREATE INDEX runs_unfinished ON exporter.runs (key, position) WHERE finished_at IS NULL`
  yield* sql`CREATE TABLE exporter.run_events (
    run text NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    at bigint NOT NULL,
    passing text,
    event json NOT NULL,
    PRIMARY KEY (run, position)
  )`
  yield* sql`CREATE TABLE exporter.run_cancels (
    id text PRIMARY KEY,
    state text NOT NULL,
    fingerprint text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    answer json
  )`
  yield* sql`CREATE INDEX run_events_passing ON exporter.run_events (run, passing) WHERE passing IS NOT NULL`
})

export const MIGRATIONS: Migrations = { "1_tables": tables, "2_runs": runs }

const TABLE = "exporter.migrations"

/** Programs that migrate one database at the same time wait for each other: `exporter` in ASCII. */
const MIGRATING = "7311152742193292658"

/** What is there: nothing, tables that this program can use, or those of an earlier one. */
export type Standing = "nothing" | "present" | "earlier"

export const standing = (session: Session, migrations: Migrations): Effect.Effect<Standing, StateError> =>
  Effect.gen(function* () {
    const { sql, name } = session
    const [there] = yield* sql<{ readonly migrated: boolean; readonly tables: number }>`SELECT
      to_regclass(${TABLE}) IS NOT NULL AS migrated,
      (SELECT count(*)::int FROM pg_class WHERE relnamespace = to_regnamespace('exporter')) AS tables`
    if (there?.migrated !== true) return (there?.tables ?? 0) === 0 ? "nothing" : yield* Effect.fail(foreign(name))
    const known = Object.keys(migrations)
    const applied = (yield* sql<{ readonly id: number; readonly name: string }>`
      SELECT migration_id AS id, name FROM exporter.migrations ORDER BY migration_id`).map(
      (it) => `${it.id}_${it.name}`
    )
    // A program that died between the two left a table without a line: what it would have made is not there either.
    if (applied.length > known.length)
      return yield* Effect.fail(newer(name, `tables of version ${applied.length}, this one knows ${known.length}`))
    if (applied.some((it, index) => it !== known[index])) return yield* Effect.fail(foreign(name))
    return applied.length < known.length ? "earlier" : "present"
  }).pipe(Effect.catchTag("SqlError", (error) => Effect.fail(failed(session.name, error))))

/** Makes the tables those of today, whoever does the same at this moment. */
export const migrate = (session: Session, migrations: Migrations): Effect.Effect<void, StateError> =>
  Effect.gen(function* () {
    if ((yield* standing(session, migrations)) === "present") return
    const { sql, name } = session
    yield* Effect.acquireUseRelease(
      sql`SELECT pg_advisory_lock(${MIGRATING}::bigint)`,
      () =>
        Effect.gen(function* () {
          if ((yield* standing(session, migrations)) === "nothing") yield* sql`CREATE SCHEMA IF NOT EXISTS exporter`
          yield* run(session, migrations)
        }),
      () => Effect.ignore(sql`SELECT pg_advisory_unlock(${MIGRATING}::bigint)`)
    ).pipe(Effect.catchTag("SqlError", (error) => Effect.fail(failed(name, error))))
  })

/** The pending ones, in one transaction. */
export const run = ({ sql, name }: Session, migrations: Migrations): Effect.Effect<void, SqlError> =>
  Migrator.make({})({ loader: Migrator.fromRecord(migrations), table: TABLE }).pipe(
    Effect.provideService(SqlClient, sql),
    // What fails in a migration comes as a defect.
    Effect.catchAllDefect((defect) => (isMigrationError(defect) ? Effect.fail(defect) : Effect.die(defect))),
    Effect.catchTag("MigrationError", ({ cause, message }) =>
      isSqlError(cause) ? Effect.fail(cause) : Effect.die(new Error(`${name}: ${message}`))
    ),
    Effect.asVoid
  )

const isMigrationError = (value: unknown): value is Migrator.MigrationError => value instanceof Migrator.MigrationError

const isSqlError = (value: unknown): value is SqlError =>
  typeof value === "object" && value !== null && "_tag" in value && value._tag === "SqlError"
