/** The state in memory: what the file keeps, without files, for tests and simulations. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Draft, emptyState, inPlaceOf } from "./change.ts"
import type { Change, State } from "./State.ts"
import { type LockInfo, StateError, StateStore, type StateWriter } from "./StateStore.ts"

export interface Options {
  /** What earlier runs left; nothing by default. */
  readonly initial?: State
  /** Runs before each change is taken; where it fails, the writer fails from then on, as after a failed write. */
  readonly onCommit?: (change: Change) => Effect.Effect<void, StateError>
}

export const layer = (options: Options = {}): Layer.Layer<StateStore> => Layer.sync(StateStore, () => make(options))

export const make = (options: Options = {}): StateStore["Type"] => {
  // A change costs the same whatever the size of the state: it is copied at the first one after each look at it.
  let draft = new Draft(options.initial ?? emptyState(""))
  const committed = () => draft.snapshot()
  const put = (state: State) => {
    draft = new Draft(state)
  }
  let lock: LockInfo | undefined
  let moved: { readonly to: string } | undefined
  let acquisitions = 0
  const here = Effect.suspend(() => (moved === undefined ? Effect.void : Effect.fail(movedAway(moved.to))))

  const acquire = (command: string) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      if (lock !== undefined) return Effect.fail(lockedBy(lock))
      acquisitions++
      const since = new Date(now).toISOString()
      const mine = { id: `${acquisitions}`, owner: "memory", host: "memory", pid: process.pid, command, since }
      lock = mine
      return Effect.succeed(mine)
    })

  const release = (mine: LockInfo) =>
    Effect.sync(() => {
      if (lock?.id === mine.id) lock = undefined
    })

  const writer = (mine: LockInfo): StateWriter & { readonly close: Effect.Effect<void> } => {
    if (committed().lineage === "") put({ ...committed(), lineage: "memory" })
    const first = committed()
    let fault: StateError | undefined

    const held = Effect.suspend(() => {
      if (fault === undefined && lock?.id !== mine.id) fault = lost(lock)
      return fault === undefined ? Effect.void : Effect.fail(fault)
    })
    const hook = (change: Change) => options.onCommit?.(change) ?? Effect.void

    return {
      current: Effect.sync(committed),
      assertHeld: held,
      commit: (change) =>
        Effect.uninterruptible(
          held.pipe(
            Effect.andThen(() => hook(change)),
            Effect.tapError((error) =>
              Effect.sync(() => {
                fault ??= error
              })
            ),
            // The hook may have waited: the lock is looked at again.
            Effect.andThen(held),
            Effect.andThen(Effect.sync(() => draft.apply(change)))
          )
        ),
      close: Effect.sync(() => {
        const last = committed()
        if (fault === undefined && lock?.id === mine.id && last !== first) put({ ...last, serial: last.serial + 1 })
        fault ??= lost(undefined)
      })
    }
  }

  return {
    read: Effect.andThen(here, Effect.sync(committed)),
    open: (command) =>
      Effect.acquireRelease(acquire(command), release).pipe(
        Effect.tap(here),
        Effect.andThen((mine) =>
          Effect.acquireRelease(
            Effect.sync(() => writer(mine)),
            (it) => it.close
          )
        )
      ),
    holder: Effect.sync(() => lock),
    unlock: Effect.sync(() => {
      const broken = lock
      lock = undefined
      return broken
    }),
    replace: (command, decide) =>
      Effect.acquireRelease(acquire(command), release).pipe(
        Effect.andThen(decide({ state: committed(), movedTo: moved?.to })),
        Effect.andThen((next) =>
          Effect.sync(() => {
            moved = next.kind === "moved" ? next : undefined
            if (next.kind === "state") put(inPlaceOf(committed(), next.state))
          })
        ),
        Effect.scoped
      )
  }
}

const FILE = "state in memory"

const lockedBy = (lock: LockInfo): StateError =>
  new StateError({
    reason: "locked",
    file: FILE,
    detail: `in use by pid ${lock.pid} since ${lock.since}`,
    hint: "Wait for that run to end.",
    lock
  })

const movedAway = (to: string): StateError =>
  new StateError({
    reason: "moved",
    file: FILE,
    detail: `was moved to ${to}`,
    hint: "Use it there."
  })

const lost = (taker: LockInfo | undefined): StateError =>
  new StateError({
    reason: "lost-lock",
    file: FILE,
    detail: "the lock was broken",
    hint: "Run the same command again.",
    ...(taker === undefined ? {} : { lock: taker })
  })
