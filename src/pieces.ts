/**
 * Long work of pure code, in pieces. What decides stays a plain function that can be run at once; run in pieces, it lets
 * everybody else have a turn in between: signals are heard, locks give signs of life, calls are answered.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

/** Each `yield` ends a piece; make it one of much less than a millisecond. */
export type Pieces<A> = Generator<undefined, A>

export const atOnce = <A>(work: Pieces<A>): A => {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}

/** The others have a turn after so long, in ms. */
const TURN_MS = 15

/** Asking the clock costs about as much as a small piece. */
const PIECES_PER_LOOK = 16

export const inPieces = <A>(work: Pieces<A>): Effect.Effect<A> =>
  Effect.flatMap(Clock.clockWith(Effect.succeed), (clock) => {
    const turn: Effect.Effect<A> = Effect.suspend(() => {
      const end = clock.unsafeCurrentTimeMillis() + TURN_MS
      for (let count = 1; ; count++) {
        const next = work.next()
        if (next.done) return Effect.succeed(next.value)
        // Who comes next, and when timers and sockets do, is the scheduler's to say (src/cli/Scheduler.ts).
        if (count % PIECES_PER_LOOK === 0 && clock.unsafeCurrentTimeMillis() >= end)
          return Effect.zipRight(Effect.yieldNow(), turn)
      }
    })
    return turn
  })
