/** For what may be made again: until it has succeeded, whatever the database does meanwhile. */
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"

const PAUSES = Schedule.union(Schedule.exponential("100 millis"), Schedule.spaced("2 seconds"))

/** What comes as a defect is made again as well: the engine has no other way to say that its storage was away. */
export const surely = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, never, R> =>
  work.pipe(
    Effect.sandbox,
    Effect.tapError((cause) => Effect.logDebug("It is tried again.", cause)),
    Effect.retry(PAUSES),
    Effect.orDie
  )
