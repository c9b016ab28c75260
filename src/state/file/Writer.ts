/**
 * The one writer of a state, wherever it is kept: commits that wait at the same time share one write.
 *
 * Invariants (test/state/file/crash.test.ts, fencing.test.ts):
 *  W1. `commit` returns after its line is durable and the lock was still held then.
 *  W2. After a failure, or a lost lock, nothing is written any more: every commit fails with the same error.
 */
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { Draft } from "../change.ts"
import type { Change, State } from "../State.ts"
import type { StateError, StateWriter } from "../StateStore.ts"
import { closed } from "./errors.ts"

export interface Writer extends StateWriter {
  /** Ends it. The answer is whether there are changes to fold in, by a writer that knows what is on disk. */
  readonly close: Effect.Effect<boolean>
}

/** What it writes to. */
export interface Place {
  /** How messages name the lock. */
  readonly lock: string
  /** Fails with `lost-lock` once the lock is somebody else's. */
  readonly verify: Effect.Effect<void, StateError>
  /** Durable, and by the holder of the lock, once it returns. After a failure nothing is known. */
  readonly append: (changes: ReadonlyArray<Change>) => Effect.Effect<void, StateError>
  readonly close: Effect.Effect<void>
}

interface Waiting {
  readonly change: Change
  readonly done: Deferred.Deferred<void, StateError>
}

export const make = (base: State, place: Place): Writer => {
  const draft = new Draft(base)
  const one = Effect.unsafeMakeSemaphore(1).withPermits(1)
  let waiting: Array<Waiting> = []
  let flushing = false
  let changed = false
  let fault: StateError | undefined

  const failing = Effect.suspend(() => (fault === undefined ? Effect.void : Effect.fail(fault)))

  /** After any failure, be it a bug, what is on disk is not known. */
  const poisoned = <A>(work: Effect.Effect<A, StateError>): Effect.Effect<A, StateError> =>
    Effect.andThen(failing, work).pipe(
      Effect.onError((cause) =>
        Effect.sync(() => {
          if (!Cause.isInterruptedOnly(cause))
            fault ??= Option.getOrElse(Cause.failureOption(cause), () => closed(place.lock))
        })
      )
    )

  const write = (changes: ReadonlyArray<Change>): Effect.Effect<void, StateError> =>
    Effect.andThen(
      place.append(changes),
      Effect.sync(() => {
        changed = true
        for (const change of changes) draft.apply(change)
      })
    )

  const flush = Effect.suspend(() => {
    const batch = waiting
    waiting = []
    return Effect.flatMap(Effect.exit(poisoned(write(batch.map((it) => it.change)))), (exit) =>
      Effect.forEach(batch, (it) => Deferred.done(it.done, exit), { discard: true })
    )
  })

  /** In a fiber of its own: whoever waits has its own change alone to wait for. */
  const flushAll = Effect.suspend(() => {
    if (flushing) return Effect.void
    flushing = true
    const all = Effect.whileLoop({ while: () => waiting.length > 0, body: () => flush, step: () => {} })
    const end = Effect.sync(() => {
      flushing = false
    })
    return Effect.forkDaemon(one(Effect.andThen(all, end)))
  })

  return {
    current: Effect.sync(() => draft.snapshot()),
    commit: (change) =>
      Effect.uninterruptible(
        Effect.gen(function* () {
          const done = yield* Deferred.make<void, StateError>()
          waiting.push({ change, done })
          yield* flushAll
          yield* Deferred.await(done)
        })
      ),
    assertHeld: poisoned(place.verify),
    close: one(
      Effect.gen(function* () {
        yield* place.close
        const sound = fault === undefined
        fault ??= closed(place.lock)
        return changed && sound
      })
    )
  }
}
