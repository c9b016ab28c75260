/** Lets the test's time pass while somebody waits. */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as TestClock from "effect/TestClock"
import { NOON } from "../sandbox/fixtures.ts"

/** Waits that go on for longer are a hang. */
const PATIENCE_MS = 3_600_000

/** The work, from noon or later, in steps of `stepMs` and of whatever is slept for within them. */
export const timePasses = <A, E, R>(work: Effect.Effect<A, E, R>, stepMs = 1_000): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    if ((yield* TestClock.currentTimeMillis) < NOON) yield* TestClock.setTime(NOON)
    const fiber = yield* Effect.fork(work)
    for (let waited = 0; waited < PATIENCE_MS; waited += stepMs) {
      if (Option.isSome(yield* Fiber.poll(fiber))) return yield* Fiber.join(fiber)
      yield* TestClock.adjust(stepMs)
    }
    return yield* Effect.die("the work does not end")
  })
