/**
 * The lock object: written where there is none, removed at the end. Whether its holder lives cannot be known from here, so
 * it is never taken over: `exporter state unlock` breaks it, on somebody's word.
 *
 * It tells people apart, and keeps two runs from beginning. What keeps a writer that lost it from writing is the journal
 * (Segments.ts) and the ETag of the state.
 */
import { randomBytes } from "node:crypto"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { locked, lostLock } from "../file/errors.ts"
import { nodeProcesses, type Processes } from "../file/Processes.ts"
import { decodeLock, encodeLock } from "../lock.ts"
import type { LockInfo, StateError } from "../StateStore.ts"
import type { Bucket } from "./Bucket.ts"
import { inMotion, unconditional, unreadable, unwritable } from "./errors.ts"
import type { Names } from "./names.ts"

export interface LockEnv {
  readonly bucket: Bucket
  readonly names: Names
  /** How messages name the state. */
  readonly title: string
  readonly processes?: Processes
}

export interface Held {
  readonly info: LockInfo
  readonly text: string
  /** Fails with `lost-lock` once the lock is not this one any more. */
  readonly verify: Effect.Effect<void, StateError>
}

/** Others gave it back between two looks so often. */
const MOST_ATTEMPTS = 20

export const acquire = (env: LockEnv, command: string): Effect.Effect<Held, StateError> =>
  Effect.gen(function* () {
    const { bucket, names, title, processes = nodeProcesses } = env
    const self = processes.self()
    const info: LockInfo = {
      id: randomBytes(8).toString("hex"),
      owner: processes.owner(),
      host: self.host,
      pid: self.pid,
      command,
      since: new Date(yield* Clock.currentTimeMillis).toISOString()
    }
    const text = encodeLock(info, self)
    const held: Held = { info, text, verify: verify(env, text) }
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const taken = yield* take(env, held)
      if (taken) return held
      const other = yield* Effect.mapError(bucket.get(names.lock), unreadable(title))
      if (other !== undefined) return yield* locked(title, decodeLock(other.text), true)
    }
    return yield* inMotion(title)
  })

/** What was written before it failed is taken away again. A store without conditions gives everybody the lock. */
const take = (env: LockEnv, held: Held): Effect.Effect<boolean, StateError> =>
  Effect.gen(function* () {
    const { bucket, names, title } = env
    if ((yield* bucket.put(names.lock, held.text)) === undefined) return false
    return (yield* bucket.refusesConditions(names.lock, held.text)) || (yield* unconditional(title))
  }).pipe(
    Effect.mapError((error) => (error._tag === "BucketError" ? unwritable(env.title)(error) : error)),
    Effect.tapError(() => release(env, held))
  )

/** Gives the lock back, unless it is somebody else's by now. */
export const release = ({ bucket, names }: LockEnv, { text }: Held): Effect.Effect<void> =>
  Effect.ignore(
    Effect.flatMap(bucket.get(names.lock), (found) =>
      found?.text === text ? bucket.remove(names.lock, found.etag) : Effect.void
    )
  )

export const holder = ({ bucket, names, title }: LockEnv): Effect.Effect<LockInfo | undefined, StateError> =>
  Effect.map(Effect.mapError(bucket.get(names.lock), unreadable(title)), (found) =>
    found === undefined ? undefined : decodeLock(found.text).info
  )

const verify = ({ bucket, names, title }: LockEnv, text: string): Effect.Effect<void, StateError> =>
  Effect.flatMap(Effect.mapError(bucket.get(names.lock), unwritable(title)), (found) =>
    found?.text === text
      ? Effect.void
      : Effect.fail(lostLock(title, found === undefined ? undefined : decodeLock(found.text).info))
  )
