/**
 * The state in a bucket of an S3-compatible store that honours conditional writes.
 *
 * ```
 *  lock ─ If-None-Match ─> state 7 + journal/7/1, /2, … ─ If-Match ─> state 8 ─> remove journal/7/ ─> remove lock
 * ```
 * A commit is one segment of the journal, which all commits that wait at the same time share. At each arrow the state and
 * its journal make together what was committed. See src/state/s3/Segments.ts for what keeps a writer out that lost its lock.
 */
import { randomUUID } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Scope from "effect/Scope"
import { inPieces } from "../pieces.ts"
import { emptyState, inPlaceOf } from "./change.ts"
import { type Moved, VERSION } from "./fault.ts"
import { lostLock } from "./file/errors.ts"
import type { Processes } from "./file/Processes.ts"
import * as Writer from "./file/Writer.ts"
import { decodeLock } from "./lock.ts"
import { MIGRATIONS, type Migration } from "./migration.ts"
import type { State } from "./State.ts"
import type { Replacement, StateError, StateStore, StateWriter } from "./StateStore.ts"
import { type Access, type Bucket, type BucketError, overHttp, type Stored } from "./s3/Bucket.ts"
import { faulty, inMotion, unreadable, unwritable } from "./s3/errors.ts"
import * as Lock from "./s3/Lock.ts"
import { type Found, type LoadEnv, load } from "./s3/load.ts"
import { namesOf } from "./s3/names.ts"
import * as Segments from "./s3/Segments.ts"
import { encodeMoved, encodingState } from "./statefile.ts"

export interface Options extends Access {
  readonly key: string
}

export const make = ({ key, ...access }: Options): StateStore["Type"] =>
  inBucket(overHttp(access), { key, title: `s3://${access.bucket}/${key}` })

export interface Place {
  readonly key: string
  /** How messages name the state. */
  readonly title: string
  readonly migrations?: ReadonlyArray<Migration>
  readonly processes?: Processes
}

export const inBucket = (
  bucket: Bucket,
  { key, title, migrations = MIGRATIONS, processes }: Place
): StateStore["Type"] => {
  const env: Env = { bucket, names: namesOf(key), title, migrations, ...(processes === undefined ? {} : { processes }) }
  const held = (command: string) => Effect.acquireRelease(Lock.acquire(env, command), (lock) => Lock.release(env, lock))

  return {
    read: Effect.map(foundState(env), ({ state }) => state ?? emptyState("")),
    open: (command) =>
      Effect.flatMap(held(command), (lock) =>
        // Whole: an interrupted step would go on behind the back of whoever comes next.
        Effect.uninterruptible(Effect.flatMap(settled(env, lock), (base) => openWriter(env, lock, base)))
      ),
    holder: Lock.holder(env),
    unlock: Effect.uninterruptible(unlock(env)),
    replace: (command, decide) =>
      Effect.scoped(
        Effect.gen(function* () {
          const lock = yield* held(command)
          const old = yield* Effect.uninterruptible(settledOrMoved(env, lock))
          const next = yield* decide({ state: old.state, movedTo: old.moved?.to })
          yield* Effect.uninterruptible(Effect.zipRight(lock.verify, putInPlace(env, lock, old, next)))
        })
      )
  }
}

interface Env extends LoadEnv, Lock.LockEnv {}

const told =
  ({ title }: Env) =>
  (error: BucketError | StateError): StateError =>
    error._tag === "BucketError" ? unwritable(title)(error) : error

/** A state without a journal, and its object; `undefined` = there is none yet. */
interface Base {
  readonly state: State
  readonly stored: Pick<Stored, "etag"> | undefined
}

const foundState = (env: Env): Effect.Effect<Found, StateError> =>
  Effect.flatMap(
    load(env),
    Either.match({ onLeft: (fault) => Effect.fail(faulty(env.title, fault)), onRight: Effect.succeed })
  )

const openWriter = (env: Env, lock: Lock.Held, base: Base): Effect.Effect<StateWriter, StateError, Scope.Scope> =>
  Effect.gen(function* () {
    const { lineage, serial } = base.state
    const segments = Segments.make(env.bucket, env.names, { lineage, serial, lock: lock.info.id })
    const writer = Writer.make(base.state, {
      lock: env.title,
      verify: lock.verify,
      append: (changes) =>
        Effect.gen(function* () {
          const isNew = segments.isNew()
          if (!(yield* Effect.mapError(segments.append(changes), unwritable(env.title)))) return yield* lostTo(env)
          if (isNew) yield* lock.verify
        }),
      close: Effect.void
    })
    yield* Effect.addFinalizer(() =>
      Effect.gen(function* () {
        if (!(yield* writer.close)) return
        const next = { ...(yield* writer.current), serial: serial + 1 }
        if ((yield* Effect.mapError(write(env, base.stored, next), unwritable(env.title))) === undefined)
          return yield* lostTo(env)
        yield* clear(env, serial)
      }).pipe(
        Effect.catchAll((error) =>
          Effect.logWarning(
            `${error.message}. The changes of this run are safe in its journal; the next run takes them over.`
          )
        )
      )
    )
    return writer
  })

/** Ends what an earlier run left: after it there is no journal. */
const settled = (env: Env, lock: Lock.Held): Effect.Effect<Base, StateError> =>
  Effect.gen(function* () {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const base = yield* settle(env, yield* foundState(env))
      if (base !== undefined) return base
      yield* lock.verify
    }
    return yield* inMotion(env.title)
  })

/** Each further one means that a run that lost its lock got on. */
const MOST_ATTEMPTS = 10

/** `undefined`: it has changed since it was found. */
const settle = (env: Env, found: Found): Effect.Effect<Base | undefined, StateError> =>
  Effect.mapError(settling(env, found), told(env))

const settling = (env: Env, found: Found): Effect.Effect<Base | undefined, BucketError> =>
  Effect.gen(function* () {
    const state = found.state ?? emptyState(randomUUID())
    if (found.segments === 0) return { state, stored: found.stored }
    const { bucket, names } = env
    const sealed = found.isSealed ? found.segments : found.segments + 1
    if (!found.isSealed && !(yield* Segments.seal(bucket, names, state.serial, found.segments))) return undefined
    if (found.stored !== undefined && found.version !== undefined && found.version < VERSION)
      yield* bucket.put(names.old(found.version), found.stored.text)
    const next = { ...state, serial: state.serial + 1 }
    const etag = yield* write(env, found.stored, next)
    if (etag === undefined) return undefined
    yield* clear(env, state.serial, sealed)
    return { state: next, stored: { etag } }
  })

/** The answer is the new ETag; `undefined`: the state has changed, so that nothing was written. */
const write = (
  { bucket, names }: Env,
  over: Pick<Stored, "etag"> | undefined,
  state: State
): Effect.Effect<string | undefined, BucketError> =>
  Effect.gen(function* () {
    const etag = yield* bucket.put(names.state, yield* inPieces(encodingState(state)), over?.etag)
    // Once and for all: with it, a state that is missing has been lost.
    if (etag !== undefined) yield* bucket.put(names.origin, originOf(state))
    return etag
  })

const originOf = ({ lineage }: State): string => `${JSON.stringify({ kind: "exporter-origin", lineage })}\n`

/** What stays behind is never looked at again. */
const clear = ({ bucket, names }: Env, serial: number, sealed?: number): Effect.Effect<void> =>
  Effect.ignore(Segments.remove(bucket, names, serial, sealed))

const unlock = (env: Env) =>
  Effect.gen(function* () {
    const { bucket, names, title } = env
    const found = yield* Effect.mapError(bucket.get(names.lock), unreadable(title))
    if (found === undefined) return undefined
    yield* Effect.mapError(fence(env), told(env))
    yield* Effect.mapError(bucket.remove(names.lock, found.etag), unwritable(title))
    return decodeLock(found.text).info
  })

/** Whoever writes there writes no more. A state that cannot be read has no writer. */
const fence = (env: Env): Effect.Effect<void, StateError | BucketError> =>
  Effect.gen(function* () {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const found = yield* load(env)
      if (Either.isLeft(found) || found.right.isSealed) return
      const { state, segments } = found.right
      if (yield* Segments.seal(env.bucket, env.names, state?.serial ?? 0, segments)) return
    }
    return yield* inMotion(env.title)
  })

/** What `replace` finds: a state, nothing, or a note that it has moved. */
interface Old extends Base {
  readonly moved: Moved | undefined
}

const settledOrMoved = (env: Env, lock: Lock.Held): Effect.Effect<Old, StateError> =>
  Effect.gen(function* () {
    const found = yield* load(env)
    const moved = Either.isLeft(found) ? found.left.moved : undefined
    if (moved === undefined) return { ...(yield* settled(env, lock)), moved }
    const state = { ...emptyState(moved.lineage), serial: moved.serial }
    const stored = yield* Effect.mapError(env.bucket.get(env.names.state), unreadable(env.title))
    return stored?.text === encodeMoved(moved) ? { state, stored, moved } : yield* inMotion(env.title)
  })

const putInPlace = (env: Env, lock: Lock.Held, old: Old, next: Replacement): Effect.Effect<void, StateError> =>
  Effect.gen(function* () {
    const { bucket, names } = env
    // Whoever lost the lock unheard of must not write to the journal of what goes.
    if (old.moved === undefined && !(yield* Segments.seal(bucket, names, old.state.serial, 0)))
      return yield* inMotion(env.title)
    const written =
      next.kind === "state"
        ? yield* write(env, old.stored, inPlaceOf(old.state, next.state))
        : yield* leave(env, old, next.to)
    if (written === undefined) yield* Effect.zipRight(lock.verify, inMotion(env.title))
  }).pipe(Effect.mapError(told(env)))

/** Leaves a note where the state was, which is kept beside it under another name. */
const leave = (
  { bucket, names }: Env,
  { state, stored }: Old,
  to: string
): Effect.Effect<string | undefined, BucketError> =>
  Effect.gen(function* () {
    const { lineage, serial } = state
    if (state.records.size > 0 || state.ledger.length > 0)
      yield* bucket.put(names.away(serial), yield* inPieces(encodingState(state)))
    const etag = yield* bucket.put(names.state, encodeMoved({ lineage, serial, to }), stored?.etag)
    if (etag !== undefined) yield* bucket.put(names.origin, originOf(state))
    return etag
  })

const lostTo = ({ bucket, names, title }: Env): Effect.Effect<never, StateError> =>
  Effect.flatMap(Effect.mapError(bucket.get(names.lock), unwritable(title)), (taker) =>
    Effect.fail(lostLock(title, taker === undefined ? undefined : decodeLock(taker.text).info))
  )
