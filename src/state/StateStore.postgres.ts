/**
 * The state in a PostgreSQL database, for many machines. Each state there has a name, and its rows in the tables of the
 * schema `exporter`.
 *
 * A commit is one statement that looks at the lock, changes all of its rows or none, and is durable when it returns. Where
 * the connection is lost meanwhile, the writer waits for the server and sends it again: commits are numbered, so that one
 * that had come through is not made twice.
 */
import { randomUUID } from "node:crypto"
import type { SqlError } from "@effect/sql/SqlError"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import * as Scope from "effect/Scope"
import { emptyState, inPlaceOf } from "./change.ts"
import { VERSION } from "./fault.ts"
import { nodeProcesses, type Processes } from "./file/Processes.ts"
import * as Writer from "./file/Writer.ts"
import { MIGRATIONS, type Migration } from "./migration.ts"
import { failed, moved, notCommitted, rolledBack } from "./postgres/errors.ts"
import * as Lock from "./postgres/Lock.ts"
import { deltaOf, NO_ROWS, type Rows } from "./postgres/rows.ts"
import { open, patiently, type Session } from "./postgres/Session.ts"
import * as schema from "./postgres/schema.ts"
import * as tables from "./postgres/tables.ts"
import type { Change, State } from "./State.ts"
import { type LockInfo, type Replacement, type StateError, StateStore } from "./StateStore.ts"

export interface Options {
  /** `postgres://…`, with its password: it is in no message. */
  readonly url: string
  /** Which state of the database it is. */
  readonly name: string
  /** How long a holder may show no sign of life before its lock may be taken; a minute by default. */
  readonly life?: Duration.DurationInput
  /** How long a writer waits for a server that is away; half a minute by default. */
  readonly patience?: Duration.DurationInput
  readonly processes?: Processes
  readonly migrations?: ReadonlyArray<Migration>
  /** Of the tables. */
  readonly schema?: schema.Migrations
}

export const layer = (options: Options): Layer.Layer<StateStore> => Layer.sync(StateStore, () => make(options))

export const make = (options: Options): StateStore["Type"] => {
  const { url, name, patience = "30 seconds", migrations = MIGRATIONS } = options
  const ours = options.schema ?? schema.MIGRATIONS
  const lockEnv: Lock.LockEnv = {
    processes: options.processes ?? nodeProcesses,
    life: Duration.toMillis(options.life ?? "1 minute")
  }
  // Whoever starts at the same time in one process takes one connection after the other.
  const gate = Effect.unsafeMakeSemaphore(1).withPermits(1)

  const take = (session: Session, command: string): Effect.Effect<Taken, StateError> => {
    const taking = Effect.gen(function* () {
      yield* session.sql`INSERT INTO exporter.states (name, lineage, serial, format)
        VALUES (${name}, ${randomUUID()}, 0, ${VERSION}) ON CONFLICT (name) DO NOTHING`
      const lock = yield* Lock.acquire(session, lockEnv, command)
      const rows = yield* tables.load(session)
      const state = yield* tables.stateOf(session, rows, migrations)
      if (rows.format < VERSION) yield* tables.replace(session, state)
      return { session, lock, state, movedTo: rows.movedTo }
    })
    return told(session, session.sql.withTransaction(taking))
  }

  const holding = (command: string): Effect.Effect<Taken, StateError, Scope.Scope> =>
    gate(
      whole(
        Effect.gen(function* () {
          const session = yield* open(url, name)
          yield* schema.migrate(session, ours)
          const taken = yield* Effect.acquireRelease(take(session, command), ({ lock }) => Lock.release(session, lock))
          yield* Effect.forkScoped(Effect.interruptible(Lock.heartbeat(session, lockEnv, taken.lock)))
          return taken
        })
      )
    )

  const onTables = <A>(
    work: (session: Session) => Effect.Effect<A, SqlError>
  ): Effect.Effect<A | undefined, StateError> =>
    Effect.scoped(
      Effect.gen(function* () {
        const session = yield* open(url, name)
        if ((yield* schema.standing(session, ours)) === "nothing") return undefined
        return yield* told(session, work(session))
      })
    )

  return {
    read: Effect.scoped(
      Effect.gen(function* () {
        const session = yield* open(url, name)
        const standing = yield* schema.standing(session, ours)
        if (standing === "nothing") return emptyState("")
        const rows = yield* told(session, standing === "present" ? reading(session) : readingEarlier(session, ours))
        if (rows.movedTo !== undefined) return yield* Effect.fail(moved(session.name, rows.movedTo))
        return yield* tables.stateOf(session, rows, migrations)
      })
    ),
    open: (command) =>
      Effect.gen(function* () {
        const taken = yield* holding(command)
        if (taken.movedTo !== undefined) return yield* Effect.fail(moved(taken.session.name, taken.movedTo))
        return yield* Effect.acquireRelease(
          Effect.sync(() => writerOf(taken, patience, lockEnv.life / 4)),
          ({ close }) => close
        )
      }),
    holder: onTables(Lock.holder),
    unlock: onTables(Lock.breakLock),
    replace: (command, decide) =>
      Effect.scoped(
        Effect.gen(function* () {
          const { session, lock, state, movedTo } = yield* holding(command)
          const left = movedTo === undefined ? state : { ...emptyState(state.lineage), serial: state.serial }
          const next = yield* decide({ state: left, movedTo })
          const work = Effect.andThen(Lock.hold(session, lock), putInPlace(session, state, next))
          yield* told(session, Effect.uninterruptible(session.sql.withTransaction(work)))
        })
      )
  }
}

/** Makes the tables those of this program, for whoever uses them without a state. */
export const prepare = (url: string): Effect.Effect<void, StateError> =>
  Effect.scoped(Effect.flatMap(open(url, ""), (session) => schema.migrate(session, schema.MIGRATIONS)))

/** A state, and the lock under which it may be changed. */
interface Taken {
  readonly session: Session
  readonly lock: LockInfo
  readonly state: State
  readonly movedTo: string | undefined
}

/** @param fresh ms for which an answer about the lock is good */
const writerOf = ({ session, lock, state }: Taken, patience: Duration.DurationInput, fresh: number): Writer.Writer => {
  const patient = <A>(work: Effect.Effect<A, SqlError | StateError>): Effect.Effect<A, StateError> =>
    Effect.catchTag(patiently(patience)(work), "SqlError", (error) => Effect.fail(notCommitted(session.name, error)))
  let commits = 0
  // An answer that lay there while this process stood still says nothing of now.
  const verify: Effect.Effect<void, StateError> = Effect.flatMap(
    Effect.timed(patient(Lock.verify(session, lock))),
    ([took, made]) => {
      if (made < commits) return Effect.fail(rolledBack(session.name))
      return Duration.toMillis(took) > fresh ? verify : Effect.void
    }
  )
  return Writer.make(state, {
    lock: session.name,
    verify,
    append: (changes: ReadonlyArray<Change>) =>
      Effect.gen(function* () {
        const fence = { token: lock.id, commit: commits + 1 }
        const isMade = yield* patient(tables.commit(session, fence, deltaOf(changes)))
        if (!isMade) {
          // Refused: the lock is lost, or this is the second sending of one that had come through.
          const made = yield* patient(Lock.verify(session, lock))
          if (made !== fence.commit) return yield* Effect.fail(rolledBack(session.name))
        }
        commits = fence.commit
      }),
    close: Effect.void
  })
}

const putInPlace = (session: Session, old: State, next: Replacement): Effect.Effect<void, SqlError> =>
  next.kind === "state" ? tables.replace(session, inPlaceOf(old, next.state)) : tables.leave(session, next.to)

const reading = (session: Session) => {
  const { sql } = session
  const snapshot = sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`
  return sql.withTransaction(Effect.andThen(snapshot, tables.load(session)))
}

/** Tables of an earlier version are read as those of today would be, and stay as they are: reading changes nothing. */
const readingEarlier = (session: Session, ours: schema.Migrations): Effect.Effect<Rows, SqlError> =>
  Effect.flatMap(Ref.make(NO_ROWS), (seen) =>
    Effect.andThen(schema.run(session, ours), tables.load(session)).pipe(
      Effect.andThen((rows) => Ref.set(seen, rows)),
      Effect.andThen(Effect.fail("undo" as const)),
      session.sql.withTransaction,
      Effect.catchAll((error) => (error === "undo" ? Ref.get(seen) : Effect.fail(error)))
    )
  )

const told = <A>(session: Session, work: Effect.Effect<A, SqlError | StateError>): Effect.Effect<A, StateError> =>
  Effect.catchTag(work, "SqlError", (error) => Effect.fail(failed(session.name, error)))

/** What fails leaves nothing open: whoever tries again and again would be left with all that it had opened. */
const whole = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R | Scope.Scope> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const result = yield* restore(Scope.extend(work, scope)).pipe(
        Effect.onError((cause) => Scope.close(scope, Exit.failCause(cause)))
      )
      yield* Effect.addFinalizer((exit) => Scope.close(scope, exit))
      return result
    })
  )
