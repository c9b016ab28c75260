/**
 * The port to where the state is kept.
 *
 * Invariants that every adapter keeps (test/state/StateStore.suite.ts):
 *  1. One writer at a time. A second one is told who holds the lock, and since when.
 *  2. `commit` returns once the change is durable; what it returned for is read back after any crash.
 *  3. A writer that lost its lock commits nothing more.
 *  4. "No state" is answered only where it is proven that there never was one.
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Change, State } from "./State.ts"

/** Where the state is kept. Whatever is behind it keeps the four rules at the head of src/state/StateStore.ts. */
export class StateStore extends Context.Tag("exporter/StateStore")<
  StateStore,
  {
    /** The state as last committed, without a lock: for plan and status. */
    readonly read: Effect.Effect<State, StateError>
    /** Takes the lock for the life of the scope; at its end folds the journal in and gives the lock back. */
    readonly open: (command: string) => Effect.Effect<StateWriter, StateError, Scope.Scope>
    /**
     * Whose the lock is, without a try to take it; `undefined` = nobody's. In a file or a bucket it may be that of a run
     * that died.
     */
    readonly holder: Effect.Effect<LockInfo | undefined, StateError>
    /** Breaks the lock of somebody else. The answer is what the lock said, or `undefined` where there was none. */
    readonly unlock: Effect.Effect<LockInfo | undefined, StateError>
    /**
     * Puts something else in place of the state, under the lock; durable once it returns. What `decide` is given is there
     * until then; where it fails, nothing is changed. Also in place of a state that has moved away.
     */
    readonly replace: <E>(
      command: string,
      decide: (found: Replaced) => Effect.Effect<Replacement, E>
    ) => Effect.Effect<void, E | StateError>
  }
>() {}

/** What is there to be replaced. */
export interface Replaced {
  /** With every committed change. Of one that moved away, lineage and serial alone. */
  readonly state: State
  /** Where it moved to; `undefined` = it is here. */
  readonly movedTo: string | undefined
}

/**
 * What comes in its place: another state, as it is but for its serial, which is raised where the one that is there has it
 * already: the serial of a place never falls. Or a note that it has moved away, so that nobody takes what is left for it.
 */
export type Replacement =
  | { readonly kind: "state"; readonly state: State }
  | { readonly kind: "moved"; readonly to: string }

/** The one that may change a state, for as long as it holds the lock. */
export interface StateWriter {
  /** The state with every committed change. */
  readonly current: Effect.Effect<State>
  /** Makes one change durable. Fails with nothing changed. */
  readonly commit: (change: Change) => Effect.Effect<void, StateError>
  /** Fails when the lock is no longer this writer's. Asked just before every paid call. */
  readonly assertHeld: Effect.Effect<void, StateError>
}

/** Who writes a state, and since when. */
export interface LockInfo {
  /** Random, new for every acquisition. */
  readonly id: string
  readonly owner: string
  readonly host: string
  readonly pid: number
  readonly command: string
  /** ISO 8601, this host's clock. */
  readonly since: string
}

/**
 * Why the state cannot be used. Exit code 6.
 *
 *  - `locked`: somebody else writes it now
 *  - `lost-lock`: this run's lock was taken over
 *  - `damaged`: it is there, and cannot be read as what it should be
 *  - `newer`: a later version of the program wrote it
 *  - `foreign`: the file is something else, or the journal belongs to another state
 *  - `moved`: it was moved to another place, which the note in its stead names
 *  - `unwritable`: a change could not be made durable
 *  - `unreadable`: the file system does not give it
 */
export class StateError extends Data.TaggedError("StateError")<{
  readonly reason: "locked" | "lost-lock" | "damaged" | "newer" | "foreign" | "moved" | "unwritable" | "unreadable"
  readonly file: string
  /** What is wrong, without the file's name. */
  readonly detail: string
  /** The command or the step that goes on from here. */
  readonly hint: string
  readonly lock?: LockInfo
  readonly cause?: unknown
}> {
  override get message(): string {
    return `${this.file}: ${this.detail}`
  }
}
