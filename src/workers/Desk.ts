/**
 * The seats of purchases at the desk of an API key: what is in memory there of the runs that are carried on. A seat is
 * taken for as long as its run works on the purchase; whoever asks for one that is not there yet waits for it.
 */
import type * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type { ExportApi } from "../api/ExportApi.ts"
import type { Downloader } from "../apply/Downloader.ts"
import type { RunStopped } from "../apply/failures.ts"
import type { Reporter } from "../apply/Reporter.ts"
import type { Run } from "../apply/Run.ts"
import type { Task } from "../apply/Task.ts"
import type { Budget } from "../budget/Budget.ts"
import type { Fingerprint } from "../domain.ts"
import type { StateError } from "../state/StateStore.ts"
import type { Ending } from "./protocol.ts"

/** What a step is made with. */
export type Surroundings = Context.Context<ExportApi | Budget | Downloader | Reporter>

export interface Seat {
  readonly run: Run
  readonly task: Task
  readonly around: Surroundings
  /** Done when the seat is given up: what is being done at it has to end. */
  readonly closed: Deferred.Deferred<void>
  /** The workflow of the purchase has come to its end. */
  readonly over: Deferred.Deferred<Ending>
  /** A step met what ends the whole run. */
  readonly broken: Deferred.Deferred<never, RunStopped | StateError>
  /** One step at a time; whoever gives the seat up waits for it. */
  readonly inTurn: Effect.Semaphore
  /** A step is being made, or waits for its turn: until it ends, the workflow of the purchase sleeps. */
  asked: number
}

/** A run at the desk. */
export interface Sitting {
  readonly seats: Map<Fingerprint, Seat>
  readonly awaited: Map<Fingerprint, Deferred.Deferred<Seat>>
  /** Done when the run has come to its end: nobody gets a seat any more. */
  readonly ended: Deferred.Deferred<void>
}

export interface Desk {
  readonly sitting: (run: string) => Effect.Effect<Sitting>
  /** Its seat, as soon as it has one; `undefined` once the run is over. */
  readonly seat: (run: string, fingerprint: Fingerprint) => Effect.Effect<Seat | undefined>
  /** Any purchase that is being worked on: all of a run share its watch. */
  readonly anySeat: () => Seat | undefined
  /** The run is over, and is forgotten here. */
  readonly end: (run: string) => Effect.Effect<void>
}

/** @param isOver whether a run that is not known here has ended before */
export const makeDesk = (isOver: (run: string) => Effect.Effect<boolean>): Desk => {
  const sittings = new Map<string, Sitting>()
  const sitting = (run: string) =>
    Effect.gen(function* () {
      const known = sittings.get(run)
      if (known !== undefined) return known
      const ended = yield* Deferred.make<void>()
      const fresh: Sitting = { seats: new Map(), awaited: new Map(), ended }
      // Somebody else may have been here while the deferred was made.
      const now = sittings.get(run) ?? fresh
      sittings.set(run, now)
      return now
    })
  return {
    sitting,
    seat: (run, fingerprint) =>
      Effect.gen(function* () {
        if (!sittings.has(run) && (yield* isOver(run))) return undefined
        const { seats, awaited, ended } = yield* sitting(run)
        const taken = seats.get(fingerprint)
        if (taken !== undefined) return taken
        const waiting = awaited.get(fingerprint) ?? (yield* Deferred.make<Seat>())
        awaited.set(fingerprint, waiting)
        return yield* Effect.raceFirst(Deferred.await(waiting), Effect.as(Deferred.await(ended), undefined))
      }),
    anySeat: () => {
      for (const { seats } of sittings.values()) for (const seat of seats.values()) return seat
      return undefined
    },
    end: (run) =>
      Effect.gen(function* () {
        const it = sittings.get(run)
        sittings.delete(run)
        if (it !== undefined) yield* Deferred.succeed(it.ended, undefined)
      })
  }
}

/** A seat for as long as `use` takes; then what is being done at it is ended, and awaited. */
export const seated = <A, E, R>(
  { seats, awaited }: Sitting,
  { run, task, around }: Pick<Seat, "run" | "task" | "around">,
  use: (seat: Seat) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.acquireUseRelease(
    Effect.gen(function* () {
      const seat: Seat = {
        run,
        task,
        around,
        closed: yield* Deferred.make<void>(),
        over: yield* Deferred.make<Ending>(),
        broken: yield* Deferred.make<never, RunStopped | StateError>(),
        inTurn: yield* Effect.makeSemaphore(1),
        asked: 0
      }
      seats.set(task.fingerprint, seat)
      const waiting = awaited.get(task.fingerprint)
      awaited.delete(task.fingerprint)
      if (waiting !== undefined) yield* Deferred.succeed(waiting, seat)
      return seat
    }),
    use,
    (seat) => {
      seats.delete(task.fingerprint)
      return Effect.zipRight(Deferred.succeed(seat.closed, undefined), seat.inTurn.withPermits(1)(Effect.void))
    }
  )
