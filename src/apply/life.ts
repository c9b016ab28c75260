/**
 * The life of one purchase, for any interpreter: a run that carries it through in one process, or workers that pass it on.
 *
 *   price ──> start ──> ready ──> save         a round; what failed at the server begins a new one, where it may
 *     └ rests: nobody is to start it
 */
import * as Effect from "effect/Effect"

/** In their order. `price`: it exists and its price is known. `ready`: its file waits at the server. */
export const STEPS = ["price", "start", "ready", "save"] as const
export type StepName = (typeof STEPS)[number]

/**
 * What follows a step:
 *  - `next`: the one after it
 *  - `rest`: nothing; its price was all that was asked for
 *  - `again`: a new round, for it came to nothing at the server and is bought anew
 */
export type After =
  | { readonly kind: "next" }
  | { readonly kind: "rest" }
  | { readonly kind: "again"; readonly delayMs: number }

export interface Interpreter<E, R> {
  /** Takes the purchase as far as the step says; one that is further already passes through. `round`: from 1. */
  readonly step: (name: StepName, round: number) => Effect.Effect<After, E, R>
  readonly pause: (delayMs: number, round: number) => Effect.Effect<void, E, R>
}

export const live = <E, R>(interpreter: Interpreter<E, R>, round = 1): Effect.Effect<void, E, R> =>
  Effect.gen(function* () {
    for (const name of STEPS) {
      const after = yield* interpreter.step(name, round)
      if (after.kind === "rest") return
      if (after.kind === "again") {
        yield* interpreter.pause(after.delayMs, round)
        return yield* live(interpreter, round + 1)
      }
    }
  })
