/** What is read from the tables, and written to them. Each statement says which state of the database it is about. */
import type { SqlError } from "@effect/sql/SqlError"
import * as Effect from "effect/Effect"
import { inPieces } from "../../pieces.ts"
import { VERSION } from "../fault.ts"
import type { Migration } from "../migration.ts"
import type { AppliedPlan, State } from "../State.ts"
import type { StateError } from "../StateStore.ts"
import { seal } from "../sum.ts"
import { damaged, newer } from "./errors.ts"
import { type Delta, NO_ROWS, opening, type Rows } from "./rows.ts"
import type { Session } from "./Session.ts"

/** To be called in a transaction: the tables are read one after the other. */
export const load = ({ sql, state }: Session): Effect.Effect<Rows, SqlError> =>
  Effect.gen(function* () {
    const [head] = yield* sql<{ lineage: string; serial: number; format: number; moved_to: string | null }>`
      SELECT lineage, serial::int AS serial, format, moved_to FROM exporter.states WHERE name = ${state}`
    if (head === undefined) return NO_ROWS
    return {
      lineage: head.lineage,
      serial: head.serial,
      format: head.format,
      movedTo: head.moved_to ?? undefined,
      records: yield* sql<Rows["records"][number]>`
        SELECT fingerprint, record::text AS record FROM exporter.records WHERE state = ${state} ORDER BY fingerprint`,
      ledger: yield* sql<Rows["ledger"][number]>`
        SELECT charge::text AS charge FROM exporter.ledger WHERE state = ${state} ORDER BY position`,
      plans: yield* sql<AppliedPlan>`
        SELECT digest, finished FROM exporter.applied_plans WHERE state = ${state} ORDER BY position`
    }
  })

/** The state that rows hold. */
export const stateOf = (
  { name }: Session,
  rows: Rows,
  migrations: ReadonlyArray<Migration>
): Effect.Effect<State, StateError> =>
  Effect.flatMap(inPieces(opening(rows, migrations)), (opened) => {
    if ("state" in opened) return Effect.succeed(opened.state)
    return Effect.fail("newer" in opened ? newer(name, opened.newer) : damaged(name, opened.wrong))
  })

/** Under which lock, and which of its commits it is: they count from 1, so that none is ever made twice or too late. */
export interface Fence {
  readonly token: string
  readonly commit: number
}

/**
 * One statement, so one transaction, which no standstill of this process can leave half done; durable, also where the
 * server is told not to wait for its disk. `false`: the fence refused it.
 */
export const commit = ({ sql, state }: Session, fence: Fence, delta: Delta): Effect.Effect<boolean, SqlError> =>
  Effect.map(
    sql<{ readonly held: number }>`
      WITH held AS (
        UPDATE exporter.locks SET commits = ${fence.commit}, renewed_at = clock_timestamp()
        WHERE state = ${state} AND token = ${fence.token} AND commits = ${fence.commit - 1}
        RETURNING state
      ), changed AS (
        SELECT held.state, key AS fingerprint, value::json AS record
        FROM held, json_each_text(${JSON.stringify(delta.records)}::json)
      ), put AS (
        INSERT INTO exporter.records AS r (state, fingerprint, record)
        SELECT state, fingerprint, record FROM changed WHERE record IS NOT NULL
        ON CONFLICT (state, fingerprint) DO UPDATE SET record = excluded.record
      ), removed AS (
        DELETE FROM exporter.records r USING changed c
        WHERE c.record IS NULL AND r.state = c.state AND r.fingerprint = c.fingerprint
      ), charged AS (
        INSERT INTO exporter.ledger (state, charge)
        SELECT held.state, value::json
        FROM held, json_array_elements_text(${JSON.stringify(delta.charges)}::json) WITH ORDINALITY AS c (value, n)
        ORDER BY n
      ), applied AS (
        INSERT INTO exporter.applied_plans AS p (state, digest, finished)
        SELECT held.state, key, value::boolean FROM held, json_each_text(${JSON.stringify(delta.applied)}::json)
        ON CONFLICT (state, digest) DO UPDATE SET finished = p.finished OR excluded.finished
      ), finished AS (
        UPDATE exporter.applied_plans p SET finished = true
        FROM held, json_array_elements_text(${JSON.stringify(delta.finished)}::json)
        WHERE p.state = held.state AND p.digest = value
      ), counted AS (
        UPDATE exporter.states s SET serial = serial + 1 FROM held WHERE s.name = held.state AND ${fence.commit}::int = 1
      )
      SELECT count(*)::int AS held,
        CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END
      FROM held`,
    ([row]) => row?.held === 1
  )

/** Puts a whole state in place of what is there. To be called in a transaction, under the lock. */
export const replace = ({ sql, state: name }: Session, state: State): Effect.Effect<void, SqlError> =>
  Effect.gen(function* () {
    const records = [...state.records.values()].map((it) => ({ fingerprint: it.fingerprint, record: seal(it) }))
    const charges = state.ledger.map((it) => seal(it))
    yield* sql`DELETE FROM exporter.records WHERE state = ${name}`
    yield* sql`DELETE FROM exporter.ledger WHERE state = ${name}`
    yield* sql`DELETE FROM exporter.applied_plans WHERE state = ${name}`
    yield* sql`INSERT INTO exporter.records (state, fingerprint, record)
      SELECT ${name}, fingerprint, record::json
      FROM json_to_recordset(${JSON.stringify(records)}::json) AS it (fingerprint text, record text)`
    yield* sql`INSERT INTO exporter.ledger (state, charge)
      SELECT ${name}, value::json
      FROM json_array_elements_text(${JSON.stringify(charges)}::json) WITH ORDINALITY AS it (value, n) ORDER BY n`
    yield* sql`INSERT INTO exporter.applied_plans (state, digest, finished)
      SELECT ${name}, value->>'digest', (value->>'finished')::boolean
      FROM json_array_elements(${JSON.stringify(state.appliedPlans)}::json) WITH ORDINALITY AS it (value, n) ORDER BY n`
    yield* sql`UPDATE exporter.states
      SET lineage = ${state.lineage}, serial = ${state.serial}, format = ${VERSION}, moved_to = NULL WHERE name = ${name}`
  })

/** Leaves a note that the state is elsewhere; its rows stay for whoever looks into the database. */
export const leave = ({ sql, state }: Session, to: string): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`UPDATE exporter.states SET moved_to = ${to} WHERE name = ${state}`)
