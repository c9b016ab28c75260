/**
 * The lock of a state: a row with a token, new for every acquisition, that every commit names.
 *
 * ```
 *  row ── there is none, or its session is gone, or it is silent past its life ──> a new token: the old one commits no more
 *    └─── otherwise ─────────────────────────────────────────────────────────────> locked, and who has it
 * ```
 *
 * Invariants (test/state/StateStore.postgres.test.ts):
 *  D1. Only the token decides: a commit that names another one, or its own out of turn, changes nothing. What a writer
 *      that stood still had sent, or sends once it wakes, meets that.
 *  D2. The session of the holder has an advisory lock of the token's number: when the process dies or its connection
 *      breaks, the server gives it up, and the next one need not wait.
 *  D3. The server's clock alone says how long a holder was silent.
 */
import { randomBytes } from "node:crypto"
import type { SqlError } from "@effect/sql/SqlError"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { lostLock } from "../file/errors.ts"
import type { Processes } from "../file/Processes.ts"
import type { LockInfo, StateError } from "../StateStore.ts"
import { locked } from "./errors.ts"
import type { Session } from "./Session.ts"

export interface LockEnv {
  readonly processes: Processes
  /** ms without a sign of life after which a holder may lose the lock. */
  readonly life: number
}

/** Signs of life per life: a few may be late. */
const BEATS_PER_LIFE = 12

interface Row extends Omit<LockInfo, "id"> {
  readonly token: string
  readonly commits: number
}

const infoOf = ({ token: id, owner, host, pid, command, since }: Row): LockInfo => ({
  id,
  owner,
  host,
  pid,
  command,
  since
})

/** To be called in a transaction. What comes after it there sees all that earlier holders have committed. */
export const acquire = (
  session: Session,
  env: LockEnv,
  command: string
): Effect.Effect<LockInfo, SqlError | StateError> =>
  Effect.gen(function* () {
    const { sql, state } = session
    // Should this process stand still here, the server ends the transaction, and others need not wait for it.
    yield* sql`SELECT set_config('lock_timeout', '10s', true),
      set_config('idle_in_transaction_session_timeout', '10s', true),
      pg_advisory_xact_lock(hashtextextended(${`exporter/${state}`}, 0))`
    const [row] = yield* sql<Row & { readonly gone: boolean; readonly silent: boolean }>`
      SELECT token, owner, host, pid, command, since, commits::int AS commits,
        pg_try_advisory_xact_lock(('x' || token)::bit(64)::bigint) AS gone,
        renewed_at < clock_timestamp() - make_interval(secs => ${env.life / 1000}::float8) AS silent
      FROM exporter.locks WHERE state = ${state}`
    if (row !== undefined && !row.gone && !row.silent) return yield* Effect.fail(locked(session.name, infoOf(row)))
    const { host, pid } = env.processes.self()
    const since = new Date(yield* Clock.currentTimeMillis).toISOString()
    const own = { id: randomBytes(8).toString("hex"), owner: env.processes.owner(), host, pid, command, since }
    yield* sql`
      INSERT INTO exporter.locks (state, token, owner, host, pid, command, since, renewed_at, commits)
      VALUES (${state}, ${own.id}, ${own.owner}, ${host}, ${pid}, ${command}, ${since}, clock_timestamp(), 0)
      ON CONFLICT (state) DO UPDATE SET token = excluded.token, owner = excluded.owner, host = excluded.host,
        pid = excluded.pid, command = excluded.command, since = excluded.since,
        renewed_at = excluded.renewed_at, commits = 0`
    yield* sql`SELECT pg_advisory_lock(('x' || ${own.id}::text)::bit(64)::bigint)`
    return own
  })

/** Shows that this process is alive, until it is interrupted; after a new connection, by its lock as well. */
export const heartbeat = ({ sql, state }: Session, { life }: LockEnv, { id }: LockInfo): Effect.Effect<void> =>
  sql`
    WITH held AS (
      UPDATE exporter.locks SET renewed_at = clock_timestamp() WHERE state = ${state} AND token = ${id} RETURNING token
    )
    SELECT pg_try_advisory_lock(('x' || token)::bit(64)::bigint) FROM held`.pipe(
    Effect.ignore,
    Effect.schedule(Schedule.spaced(life / BEATS_PER_LIFE)),
    Effect.asVoid
  )

/** Gives the lock back, unless it is somebody else's by now. What fails is left to the next one, who finds us gone. */
export const release = ({ sql, state }: Session, { id }: LockInfo): Effect.Effect<void> =>
  sql`DELETE FROM exporter.locks WHERE state = ${state} AND token = ${id}`.pipe(
    Effect.disconnect,
    Effect.timeout("2 seconds"),
    Effect.ignore
  )

/** Not one that died: its session has given up its advisory lock. Nothing is taken to find out. */
export const holder = ({ sql, state }: Session): Effect.Effect<LockInfo | undefined, SqlError> =>
  Effect.map(
    sql<Row>`SELECT token, owner, host, pid, command, since, commits::int AS commits FROM exporter.locks
      WHERE state = ${state} AND EXISTS (SELECT 1 FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 1 AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (classid::bigint << 32) | objid::bigint = ('x' || token)::bit(64)::bigint)`,
    ([row]) => (row === undefined ? undefined : infoOf(row))
  )

/** Breaks the lock, whoever holds it; what it said, or `undefined` where there was none. */
export const breakLock = ({ sql, state }: Session): Effect.Effect<LockInfo | undefined, SqlError> =>
  Effect.map(
    sql<Row>`DELETE FROM exporter.locks WHERE state = ${state}
      RETURNING token, owner, host, pid, command, since, commits::int AS commits`,
    ([row]) => (row === undefined ? undefined : infoOf(row))
  )

/** How many commits were made under the lock; fails with `lost-lock` once it is not this one any more. */
export const verify = (session: Session, { id }: LockInfo): Effect.Effect<number, SqlError | StateError> =>
  Effect.gen(function* () {
    const { sql, state, name } = session
    const [row] = yield* sql<Row>`
      SELECT token, owner, host, pid, command, since, commits::int AS commits FROM exporter.locks WHERE state = ${state}`
    if (row?.token === id) return row.commits
    return yield* Effect.fail(lostLock(name, row === undefined ? undefined : infoOf(row)))
  })

/** Holds the lock until the end of the transaction that it is called in; fails with `lost-lock` where it is not ours. */
export const hold = (session: Session, lock: LockInfo): Effect.Effect<void, SqlError | StateError> =>
  Effect.gen(function* () {
    const { sql, state } = session
    yield* sql`SELECT set_config('idle_in_transaction_session_timeout', '10s', true)`
    yield* sql`UPDATE exporter.locks SET renewed_at = clock_timestamp() WHERE state = ${state} AND token = ${lock.id}`
    yield* verify(session, lock)
  })
