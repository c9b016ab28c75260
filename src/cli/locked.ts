/** Work under the lock of the state. */
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { RunStopped } from "../apply/failures.ts"
import type { NotPossible } from "../apply/recover.ts"
import type { State } from "../state/State.ts"
import type { StateError, StateStore, StateWriter } from "../state/StateStore.ts"
import { awaitingLock } from "./awaitingLock.ts"
import { type Failure, failureOf } from "./Failure.ts"
import { type Output, withoutKey } from "./Output.ts"
import { Stop } from "./Stop.ts"

interface Setting {
  readonly store: StateStore["Type"]
  /** How long a lock of somebody else is waited for, in seconds. */
  readonly lockTimeout: Option.Option<number>
  /** What is said after Ctrl-C. */
  readonly interrupted: Failure
}

/** `command`: for whoever finds the state locked. */
export const locked = <A, R>(
  output: Output,
  { store, lockTimeout, interrupted }: Setting,
  command: string,
  work: (writer: StateWriter, state: State) => Effect.Effect<A, Failure | NotPossible | RunStopped | StateError, R>
) =>
  Effect.gen(function* () {
    const writer = yield* store.open(withoutKey(command))
    const { signalled } = yield* Stop
    return yield* Effect.raceFirst(work(writer, yield* writer.current), Effect.zipRight(signalled, interrupted))
  }).pipe(
    Effect.scoped,
    awaitingLock(output, lockTimeout),
    Effect.mapError((error) => (error._tag === "Failure" ? error : failureOf(error)))
  )
