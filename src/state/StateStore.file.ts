/**
 * The state in a file, for one machine: the default.
 *
 * A run appends its changes to a journal and folds them into the state file at its end. It never appends to a journal that
 * it found: what an earlier run left is folded in first, so that a writer that was stopped, and wakes up as the owner of
 * nothing, holds a file open that has no name any more.
 */
import { randomUUID } from "node:crypto"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import { inPieces } from "../pieces.ts"
import { emptyState, inPlaceOf } from "./change.ts"
import { type Fault, type Moved, VERSION } from "./fault.ts"
import { type Disk, type DiskError, nodeDisk } from "./file/Disk.ts"
import { notWritten, unreadable, unwritable } from "./file/errors.ts"
import { faultyState } from "./file/faultyState.ts"
import { type FoldEnv, finish, fold, leave, putAway, rewrite } from "./file/fold.ts"
import * as Journal from "./file/Journal.ts"
import * as Lock from "./file/Lock.ts"
import { nodeProcesses, type Processes } from "./file/Processes.ts"
import { type Paths, pathsOf } from "./file/paths.ts"
import * as Writer from "./file/Writer.ts"
import { MIGRATIONS, type Migration } from "./migration.ts"
import { type Found, type Restored, restoring } from "./restore.ts"
import type { State } from "./State.ts"
import { type Replacement, type StateError, StateStore, type StateWriter } from "./StateStore.ts"
import { encodingState } from "./statefile.ts"

export interface Options {
  /** How long a holder on this host may show no sign of life before its lock may be taken; a minute by default. */
  readonly life?: Duration.DurationInput
  readonly disk?: Disk
  readonly processes?: Processes
  readonly migrations?: ReadonlyArray<Migration>
}

/** @param file absolute path of the state file; a symbolic link is followed, and its target's neighbours are used */
export const layer = (file: string, options: Options = {}): Layer.Layer<StateStore> =>
  Layer.succeed(StateStore, make(file, options))

export const make = (file: string, options: Options = {}): StateStore["Type"] => {
  const disk = options.disk ?? nodeDisk
  const migrations = options.migrations ?? MIGRATIONS
  const paths = Effect.mapBoth(disk.resolve(file), { onSuccess: pathsOf, onFailure: unreadable })
  const lockEnv = (at: Paths): Lock.LockEnv => ({
    disk,
    paths: at,
    processes: options.processes ?? nodeProcesses,
    life: Duration.toMillis(options.life ?? "1 minute")
  })

  const lockFor = (at: Paths, command: string) =>
    Effect.gen(function* () {
      yield* Effect.mapError(disk.ensureFolder(at.folder), unwritable)
      const lock = lockEnv(at)
      const held = yield* Effect.acquireRelease(Lock.acquire(lock, command), (it) => Lock.release(lock, it))
      yield* Effect.forkScoped(Effect.interruptible(Lock.heartbeat(lock, held)))
      return { held, env: { disk, paths: at, workshop: held.workshop } }
    })

  return {
    read: Effect.flatMap(paths, (at) =>
      load(disk, at, migrations).pipe(
        // A writer at work may have been caught between two steps.
        Effect.retry({ times: 1, while: (error) => error.reason === "damaged" }),
        Effect.map((restored) => restored?.state ?? emptyState(""))
      )
    ),
    open: (command) =>
      Effect.gen(function* () {
        const at = yield* paths
        const { held, env } = yield* lockFor(at, command)
        // Whole: an interrupted step on disk would go on behind the back of whoever comes next.
        return yield* Effect.uninterruptible(
          Effect.flatMap(load(disk, at, migrations), (restored) => openWriter(env, held, restored))
        )
      }),
    holder: Effect.flatMap(paths, (at) => Lock.holder(lockEnv(at))),
    unlock: Effect.flatMap(paths, (at) => Effect.uninterruptible(Lock.breakLock(lockEnv(at)))),
    replace: (command, decide) =>
      Effect.scoped(
        Effect.gen(function* () {
          const at = yield* paths
          const { held, env } = yield* lockFor(at, command)
          yield* held.verify
          const old = yield* Effect.uninterruptible(Effect.flatMap(found(env, migrations), settleFound(env)))
          const next = yield* decide({ state: old.state, movedTo: old.moved?.to })
          yield* Effect.uninterruptible(
            Effect.zipRight(held.verify, Effect.mapError(putInPlace(env, old, next), notWritten(at.lock)))
          )
        })
      )
  }
}

/** What `replace` finds: a state, nothing, or a note that it has moved. */
interface Old extends Base {
  readonly moved: Moved | undefined
}

const found = ({ disk, paths }: FoldEnv, migrations: ReadonlyArray<Migration>) =>
  Effect.flatMap(
    lookAt(disk, paths, migrations),
    ({ files, restored }): Effect.Effect<Moved | Restored | undefined, StateError> =>
      Either.isLeft(restored) && restored.left.moved !== undefined
        ? Effect.succeed(restored.left.moved)
        : judged(disk, paths, migrations, files, restored)
  )

const settleFound =
  (env: FoldEnv) =>
  (it: Moved | Restored | undefined): Effect.Effect<Old, StateError> =>
    it !== undefined && "to" in it
      ? Effect.succeed({ state: { ...emptyState(it.lineage), serial: it.serial }, version: VERSION, moved: it })
      : Effect.map(Effect.mapError(settle(env, it), notWritten(env.paths.lock)), (base) => ({
          ...base,
          moved: undefined
        }))

const putInPlace = (env: FoldEnv, old: Old, next: Replacement): Effect.Effect<void, DiskError> =>
  next.kind === "state" ? rewrite(env, inPlaceOf(old.state, next.state), old.version) : leave(env, old.state, next.to)

const openWriter = (
  env: FoldEnv,
  held: Lock.Held,
  restored: Restored | undefined
): Effect.Effect<StateWriter, StateError, Scope.Scope> =>
  Effect.gen(function* () {
    yield* held.verify
    const base = yield* Effect.mapError(settle(env, restored), notWritten(env.paths.lock))
    const { lineage, serial } = base.state
    const journal = Journal.make(env.disk, env.paths, env.workshop, { lineage, serial, lock: held.info.id })
    const writer = Writer.make(base.state, {
      lock: env.paths.lock,
      verify: held.verify,
      append: (changes) =>
        held.verify.pipe(
          Effect.andThen(Effect.mapError(journal.append(changes), notWritten(env.paths.lock))),
          Effect.andThen(held.verify)
        ),
      close: journal.close
    })
    yield* Effect.addFinalizer(() =>
      Effect.gen(function* () {
        if (yield* writer.close)
          yield* Effect.andThen(held.verify, fold(env, yield* writer.current, base.version)).pipe(
            Effect.catchAll((error) => Effect.logWarning(unfolded(env.paths, error)))
          )
      })
    )
    return writer
  })

/** A state, and the version of its file; `undefined` = there is none. */
interface Base {
  readonly state: State
  readonly version: number | undefined
}

/** Ends what an earlier run began: after it there is no journal. */
const settle = (env: FoldEnv, restored: Restored | undefined): Effect.Effect<Base, DiskError> => {
  if (restored === undefined) return Effect.succeed({ state: emptyState(randomUUID()), version: undefined })
  const { state, version, journal } = restored
  switch (journal) {
    case "none":
      return Effect.succeed({ state, version })
    case "pending":
      return Effect.map(fold(env, state, version), (next) => ({ state: next, version: VERSION }))
    case "spent": {
      const done =
        version === undefined
          ? putAway(env, state.serial)
          : Effect.flatMap(inPieces(encodingState(state)), (text) => finish(env, text, state.serial))
      return Effect.as(done, { state, version })
    }
  }
}

const load = (
  disk: Disk,
  paths: Paths,
  migrations: ReadonlyArray<Migration>
): Effect.Effect<Restored | undefined, StateError> =>
  Effect.gen(function* () {
    const { files, restored } = yield* lookAt(disk, paths, migrations)
    return yield* judged(disk, paths, migrations, files, restored)
  })

const judged = (
  disk: Disk,
  paths: Paths,
  migrations: ReadonlyArray<Migration>,
  files: Found,
  restored: Either.Either<Restored | undefined, Fault>
): Effect.Effect<Restored | undefined, StateError> =>
  Either.match(restored, {
    onLeft: (fault) =>
      Effect.flatMap(readOptional(disk, paths.backup), (backup) =>
        Effect.fail(faultyState(paths, fault, { ...files, backup }, migrations))
      ),
    onRight: Effect.succeed
  })

const lookAt = (disk: Disk, paths: Paths, migrations: ReadonlyArray<Migration>) =>
  Effect.gen(function* () {
    // The journal first: whatever a writer folds in meanwhile, the state file that is read afterwards has it.
    const journal = yield* readOptional(disk, paths.journal)
    const state = yield* readOptional(disk, paths.state)
    const backup = state === undefined ? yield* readOptional(disk, paths.backup) : undefined
    const files: Found = { state, journal, backup }
    return { files, restored: yield* inPieces(restoring(files, migrations)) }
  })

const readOptional = (disk: Disk, file: string): Effect.Effect<string | undefined, StateError> =>
  disk.read(file).pipe(
    Effect.catchIf(
      (error) => error.code === "ENOENT",
      () => Effect.succeed(undefined)
    ),
    Effect.mapError(unreadable)
  )

const unfolded = (paths: Paths, error: StateError | DiskError): string => {
  const told = error._tag === "DiskError" ? unwritable(error) : error
  return `${told.message}. The changes of this run are safe in ${paths.journal}; the next run takes them over.`
}
