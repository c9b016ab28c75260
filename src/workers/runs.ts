/** The runs that were handed over, and what happens in them: tables beside the state, the meeting place of all workers. */
import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Effect from "effect/Effect"
import type { RunEvent } from "../apply/Reporter.ts"
import type { RunReport } from "../apply/report.ts"
import type { Fingerprint } from "../domain.ts"
import type { Submission } from "./Submission.ts"
import { shardsOf } from "./shards.ts"

/** A run as a list names it. Times are the database's, ISO 8601. */
export interface RunInfo {
  readonly id: string
  /** The name of the state in the database. */
  readonly state: string
  readonly key: string
  readonly submitted_by: string
  readonly submitted_at: string
  readonly started_at: string | null
  readonly finished_at: string | null
  /** The worker that has the run's API key, the last one that took it over. */
  readonly worker: string | null
  /** It was asked to stop. */
  readonly stopping: boolean
}

/** Why a run ended that never came to a report. */
export interface Refusal {
  readonly code: string
  readonly message: string
  readonly hint: string
}

/** What became of a run: its report, or why it was refused as a whole. */
export type Ended =
  | { readonly kind: "report"; readonly report: RunReport }
  | { readonly kind: "refused"; readonly refusal: Refusal }

type Sql<A> = Effect.Effect<A, SqlError>

export interface NewRun {
  readonly id: string
  readonly state: string
  readonly key: string
  readonly submittedBy: string
  readonly submission: Submission
}

/** Durable once it returns: some worker takes it up, now or later. */
export const submit = (sql: SqlClient, { id, state, key, submittedBy, submission }: NewRun): Sql<void> =>
  Effect.asVoid(sql`INSERT INTO exporter.runs (id, state, key, submitted_by, submission)
    VALUES (${id}, ${state}, ${key}, ${submittedBy}, ${JSON.stringify(submission)}) ON CONFLICT (id) DO NOTHING`)

const columns = (sql: SqlClient) =>
  sql.literal(`id, state, key, submitted_by, worker, stopping,
  ${["submitted_at", "started_at", "finished_at"]
    .map((name) => `to_char(${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${name}`)
    .join(", ")}`)

/** The runs of a key that are not over, in the order in which they were handed over. */
export const unfinished = (sql: SqlClient, key: string): Sql<ReadonlyArray<RunInfo>> =>
  sql<RunInfo>`SELECT ${columns(sql)} FROM exporter.runs WHERE key = ${key} AND finished_at IS NULL ORDER BY position`

/** The runs of a state, the newest first. */
export const ofState = (sql: SqlClient, state: string, limit: number): Sql<ReadonlyArray<RunInfo>> =>
  sql<RunInfo>`SELECT ${columns(sql)} FROM exporter.runs WHERE state = ${state} ORDER BY position DESC LIMIT ${limit}`

export const find = (sql: SqlClient, id: string): Sql<RunInfo | undefined> =>
  Effect.map(sql<RunInfo>`SELECT ${columns(sql)} FROM exporter.runs WHERE id = ${id}`, ([row]) => row)

export const submissionOf = (sql: SqlClient, id: string): Sql<Submission | undefined> =>
  Effect.map(
    sql<{ readonly submission: Submission }>`SELECT submission FROM exporter.runs WHERE id = ${id}`,
    ([row]) => row?.submission
  )

/** A worker begins with it, or takes it over. */
export const begun = (sql: SqlClient, id: string, worker: string): Sql<void> =>
  Effect.asVoid(sql`UPDATE exporter.runs SET worker = ${worker}, started_at = coalesce(started_at, clock_timestamp())
    WHERE id = ${id} AND finished_at IS NULL`)

/** How many charges the ledger had when the run first had its state; `null`: it never had it. */
export const ledgerFrom = (sql: SqlClient, id: string): Sql<number | null> =>
  Effect.map(
    sql<{ readonly from: number | null }>`SELECT ledger_from::float8 AS from FROM exporter.runs WHERE id = ${id}`,
    ([row]) => row?.from ?? null
  )

/** Keeps how many there are, the first time; answers how many there were then. */
export const keepLedgerFrom = (sql: SqlClient, id: string, now: number): Sql<number> =>
  Effect.map(
    sql<{ readonly from: number }>`UPDATE exporter.runs SET ledger_from = coalesce(ledger_from, ${now}) WHERE id = ${id}
      RETURNING ledger_from::float8 AS from`,
    ([row]) => row?.from ?? now
  )

export const finished = (sql: SqlClient, id: string, ended: Ended): Sql<void> =>
  Effect.asVoid(sql`UPDATE exporter.runs SET ended = ${JSON.stringify(ended)}, finished_at = clock_timestamp(),
    submission = '{}' WHERE id = ${id} AND finished_at IS NULL`)

/** What became of it; `undefined` while it is not over. */
export const endedAs = (sql: SqlClient, id: string): Sql<Ended | undefined> =>
  Effect.map(
    sql<{ readonly ended: Ended | null }>`SELECT ended FROM exporter.runs WHERE id = ${id}`,
    ([row]) => row?.ended ?? undefined
  )

/** Asks a run to stop; whether there is one that is not over. */
export const stop = (sql: SqlClient, id: string): Sql<boolean> =>
  Effect.map(
    sql`UPDATE exporter.runs SET stopping = true WHERE id = ${id} AND finished_at IS NULL RETURNING id`,
    (rows) => rows.length > 0
  )

export const isStopping = (sql: SqlClient, id: string): Sql<boolean> =>
  Effect.map(
    sql<{ readonly stopping: boolean }>`SELECT stopping FROM exporter.runs WHERE id = ${id}`,
    ([row]) => row?.stopping ?? true
  )

export interface KeptEvent {
  readonly position: number
  /** When it happened, by the clock of the worker, ms. */
  readonly at: number
  readonly event: RunEvent
}

/** Of what is told again and again, the newest is kept: what a run leaves here does not grow with the time that it takes. */
const isPassing = ({ type }: RunEvent): boolean => type === "progress" || type === "standing"

export const append = (
  sql: SqlClient,
  run: string,
  events: ReadonlyArray<Pick<KeptEvent, "at" | "event">>
): Sql<void> => {
  const latest = new Map(events.map(({ event }, index) => [passingKey(event) ?? `#${index}`, index]))
  const rows = events.flatMap(({ at, event }, index) => {
    const passing = passingKey(event)
    return passing !== undefined && latest.get(passing) !== index
      ? []
      : [{ run, at, passing: passing ?? null, event: JSON.stringify(event) }]
  })
  const superseded = rows.flatMap(({ passing }) => (passing === null ? [] : [passing]))
  const insert = sql`INSERT INTO exporter.run_events ${sql.insert(rows)}`
  return rows.length === 0
    ? Effect.void
    : superseded.length === 0
      ? Effect.asVoid(insert)
      : Effect.asVoid(
          sql.withTransaction(
            Effect.zipRight(
              sql`DELETE FROM exporter.run_events WHERE run = ${run} AND ${sql.in("passing", superseded)}`,
              insert
            )
          )
        )
}

const passingKey = (event: RunEvent): string | undefined =>
  isPassing(event) ? `${event.type} ${"address" in event ? event.address : ""}` : undefined

/** What has happened in a run after that position, in its order. */
export const eventsAfter = (sql: SqlClient, run: string, position: number): Sql<ReadonlyArray<KeptEvent>> =>
  sql<KeptEvent>`SELECT position::float8 AS position, at::float8 AS at, event FROM exporter.run_events
    WHERE run = ${run} AND position > ${position} ORDER BY position LIMIT 1000`

/** Forgets what happened in all but the newest runs of a state that are over; their reports stay. */
export const forgetEvents = (sql: SqlClient, state: string, keep: number): Sql<void> =>
  Effect.asVoid(sql`DELETE FROM exporter.run_events WHERE run IN (
    SELECT id FROM exporter.runs WHERE state = ${state} AND finished_at IS NOT NULL ORDER BY position DESC OFFSET ${keep})`)

/**
 * Has messages read again that were read that long ago and have no answer yet. The cluster itself does so after ten minutes,
 * which is how long one would wait whose reader lost its connection in that moment. One that is worked on is known to be.
 */
export const readAgain = (sql: SqlClient, key: string, afterMs: number): Sql<void> =>
  // By the name of each shard: that is what the cluster's index begins with. Messages that are done with are many.
  Effect.asVoid(sql`UPDATE exporter.cluster_messages SET last_read = NULL
    WHERE NOT processed AND ${sql.in("shard_id", shardsOf(key))}
      AND last_read < (now() - make_interval(secs => ${afterMs / 1_000}::float8))::timestamp`)

/** Forgets what workers have said to each other in runs that were over this long ago; the cluster itself keeps it for ever. */
export const forgetMessages = (sql: SqlClient, key: string, afterMs: number): Sql<void> => {
  const isOver = sql`key = ${key} AND messages
    AND finished_at < clock_timestamp() - make_interval(secs => ${afterMs / 1_000}::float8)`
  return Effect.gen(function* () {
    // Mostly there is none, and all messages would be read to find nothing.
    if ((yield* sql`SELECT id FROM exporter.runs WHERE ${isOver} LIMIT 1`).length === 0) return
    yield* sql`
    WITH over AS (
      UPDATE exporter.runs SET messages = false WHERE ${isOver} RETURNING id
    ), said AS (
      SELECT m.id, m.entity_type, m.entity_id FROM exporter.cluster_messages m JOIN over ON m.payload::json->>'run' = over.id
      WHERE m.tag IN ('run', 'Carry', 'Ask')
    ), gone AS (
      DELETE FROM exporter.cluster_messages WHERE id IN (SELECT id FROM said)
        OR entity_id IN (SELECT entity_id FROM said WHERE entity_type LIKE 'Workflow/%') RETURNING id
    )
    DELETE FROM exporter.cluster_replies WHERE request_id IN (SELECT id FROM gone)`
  })
}

/** What came of asking the run that has a state to cancel a purchase at the server. */
export type CancelAnswer =
  | { readonly kind: "told" }
  | { readonly kind: "refused"; readonly message: string; readonly hint: string }

export interface CancelAsked {
  readonly id: string
  readonly fingerprint: Fingerprint
}

export const askToCancel = (sql: SqlClient, state: string, { id, fingerprint }: CancelAsked): Sql<void> =>
  Effect.asVoid(sql`INSERT INTO exporter.run_cancels (id, state, fingerprint) VALUES (${id}, ${state}, ${fingerprint})`)

/** Those of the last minutes that have no answer: whoever asked before that has gone. */
export const cancelsAsked = (sql: SqlClient, state: string): Sql<ReadonlyArray<CancelAsked>> =>
  sql<CancelAsked>`SELECT id, fingerprint FROM exporter.run_cancels
    WHERE state = ${state} AND answer IS NULL AND asked_at > clock_timestamp() - interval '5 minutes' ORDER BY asked_at`

export const answerCancel = (sql: SqlClient, id: string, answer: CancelAnswer): Sql<void> =>
  Effect.asVoid(sql`UPDATE exporter.run_cancels SET answer = ${JSON.stringify(answer)} WHERE id = ${id}`)

/** The answer, once there is one; it is forgotten then. */
export const cancelAnswer = (sql: SqlClient, id: string): Sql<CancelAnswer | undefined> =>
  Effect.map(
    sql<{
      readonly answer: CancelAnswer
    }>`DELETE FROM exporter.run_cancels WHERE id = ${id} AND answer IS NOT NULL RETURNING answer`,
    ([row]) => row?.answer
  )

export const forgetCancel = (sql: SqlClient, id: string): Sql<void> =>
  Effect.asVoid(sql`DELETE FROM exporter.run_cancels WHERE id = ${id}`)

/** How many workers of a key have shown themselves within the last seconds. */
export const workersOf = (sql: SqlClient, key: string): Sql<number> =>
  Effect.gen(function* () {
    const [there] = yield* sql<{
      readonly locks: boolean
    }>`SELECT to_regclass('exporter.cluster_locks') IS NOT NULL AS locks`
    if (there?.locks !== true) return 0
    const [row] = yield* sql<{ readonly workers: number }>`SELECT count(DISTINCT address)::int AS workers
      FROM exporter.cluster_locks
      WHERE ${sql.in("shard_id", shardsOf(key))} AND acquired_at > (now() - interval '10 seconds')::timestamp`
    return row?.workers ?? 0
  })
