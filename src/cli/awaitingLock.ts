/** `--lock-timeout`: tries again while somebody else holds the state, and says for whom it waits. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { StateError } from "../state/StateStore.ts"
import { EXIT } from "./exit.ts"
import { Failure } from "./Failure.ts"
import type { Output } from "./Output.ts"
import { Stop } from "./Stop.ts"

/** Time between two tries, in ms. */
const TRY_MS = 250

/** A long wait says something at least this often, in ms. */
const SAY_MS = 10_000

/**
 * Repeats work that begins by taking the lock, up to so many seconds after its first try. Work that fails with the state
 * locked has done nothing yet.
 */
export const awaitingLock =
  (output: Output, seconds: Option.Option<number>) =>
  <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E | Failure, R | Stop> =>
    Effect.gen(function* () {
      const { signalled } = yield* Stop
      const begun = yield* Clock.currentTimeMillis
      const until = begun + 1000 * Option.getOrElse(seconds, () => 0)
      let said = Number.NEGATIVE_INFINITY
      for (;;) {
        const result = yield* Effect.either(work)
        if (result._tag === "Right") return result.right
        const now = yield* Clock.currentTimeMillis
        const error: unknown = result.left
        const isLocked = error instanceof StateError && error.reason === "locked"
        if (!isLocked || now >= until) return yield* Effect.fail(result.left)
        if (now - said >= SAY_MS) {
          output.err(`Waiting for the state: ${error.message}. Giving up in ${Math.ceil((until - now) / 1000)} s.`)
          said = now
        }
        const pause = Effect.as(Effect.sleep(Math.min(TRY_MS, until - now)), false)
        if (yield* Effect.raceFirst(pause, Effect.as(signalled, true)))
          return yield* new Failure({
            exit: EXIT.interrupted,
            code: "interrupted",
            message: "interrupted while waiting for the state: nothing was done",
            hint: "nothing was bought; run the same command again once the other one has ended"
          })
      }
    })
