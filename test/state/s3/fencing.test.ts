/** A writer that lost its lock, whether it knows or not, harms nobody; and nothing that it was answered for is lost. */
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import type { StateStore } from "../../../src/state/StateStore.ts"
import { names, put, stateOf } from "../samples.ts"
import { type S3Server, serve } from "./S3Server.ts"
import { run, storeOf } from "./stores.ts"

/** A run that is stopped, and ends when it is told to. */
const paused = (store: StateStore["Type"], ...committed: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    const writer = yield* Scope.extend(store.open("apply"), scope)
    for (const name of committed) yield* writer.commit(put(name))
    return { writer, end: Scope.close(scope, Exit.void) }
  })

/** As somebody does who removes the lock object with another tool. */
const removeLock = ({ objects }: S3Server) => void objects.delete("ledger/exports.state.lock")

const lostLock = { reason: "lost-lock" }

describe("a writer whose lock was broken", () => {
  it.scopedLive("before its first change commits none", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const [store, other] = [storeOf(server), storeOf(server)]
      const sleeper = yield* paused(store)
      yield* other.unlock
      expect(yield* Effect.flip(sleeper.writer.commit(put("a")))).toMatchObject(lostLock)
      yield* run(other, "b")
      yield* sleeper.end
      expect(names(yield* other.read)).toEqual(["b"])
    })
  )

  it.scopedLive("and that ends before anybody takes over loses nothing", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const [store, other] = [storeOf(server), storeOf(server)]
      const sleeper = yield* paused(store, "a")
      yield* other.unlock
      yield* sleeper.end
      expect(names(yield* other.read)).toEqual(["a"])
      yield* run(other, "b")
      expect(names(yield* other.read)).toEqual(["a", "b"])
    })
  )

  it.scopedLive("and wakes when others have come and gone changes nothing, and leaves their lock alone", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const [store, other] = [storeOf(server), storeOf(server)]
      const sleeper = yield* paused(store, "a")
      yield* other.unlock
      yield* run(other, "b")
      yield* run(other, "c")
      const now = yield* paused(other, "d")
      expect(yield* Effect.flip(sleeper.writer.commit(put("never")))).toMatchObject({
        ...lostLock,
        lock: { command: "apply" }
      })
      expect(yield* Effect.flip(sleeper.writer.assertHeld)).toMatchObject(lostLock)
      yield* sleeper.end
      yield* now.writer.assertHeld
      yield* now.writer.commit(put("e"))
      yield* now.end
      expect(names(yield* other.read)).toEqual(["a", "b", "c", "d", "e"])
    })
  )
})

describe("a lock object that is removed with another tool", () => {
  it.scopedLive("lets the next run take over what was committed, and no change of the first one after that", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const [store, other] = [storeOf(server), storeOf(server)]
      yield* run(store, "0")
      const sleeper = yield* paused(store, "a")
      removeLock(server)
      const next = yield* paused(other)
      expect(names(yield* next.writer.current)).toEqual(["0", "a"])
      expect(yield* Effect.flip(sleeper.writer.commit(put("never")))).toMatchObject(lostLock)
      yield* sleeper.end
      yield* next.writer.commit(put("b"))
      yield* next.end
      expect(names(yield* other.read)).toEqual(["0", "a", "b"])
    })
  )

  it.scopedLive("lets one of two go on at most, where neither has committed anything", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const [store, other] = [storeOf(server), storeOf(server)]
      yield* run(store, "0")
      const sleeper = yield* paused(store)
      removeLock(server)
      const next = yield* paused(other)
      const exits = yield* Effect.all(
        [sleeper.writer.commit(put("a")), next.writer.commit(put("b"))].map(Effect.exit),
        { concurrency: "unbounded" }
      )
      const answered = ["a", "b"].filter((_, index) => Exit.isSuccess(exits[index] ?? Exit.void))
      expect(answered.length).toBeLessThanOrEqual(1)
      yield* sleeper.end
      yield* next.end
      // What was written and not answered for may be there too: nothing was bought for it.
      expect(names(yield* other.read)).toEqual(expect.arrayContaining(["0", ...answered]))
      yield* other.unlock
      yield* run(other, "c")
    })
  )

  it.scopedLive("lets nobody who had committed nothing go on once others have come and gone", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const [store, other] = [storeOf(server), storeOf(server)]
      const sleeper = yield* paused(store)
      removeLock(server)
      yield* run(other, "b")
      expect(yield* Effect.flip(sleeper.writer.commit(put("never")))).toMatchObject(lostLock)
      yield* sleeper.end
      yield* run(other, "c")
      expect(names(yield* other.read)).toEqual(["b", "c"])
    })
  )

  it.scopedLive("lets nobody write to the journal of a state that was replaced", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const [store, other] = [storeOf(server), storeOf(server)]
      yield* run(store, "0")
      const sleeper = yield* paused(store)
      removeLock(server)
      yield* other.replace("state push", () => Effect.succeed({ kind: "state", state: stateOf(put("new").record) }))
      expect(yield* Effect.flip(sleeper.writer.commit(put("never")))).toMatchObject(lostLock)
      yield* sleeper.end
      expect(names(yield* other.read)).toEqual(["new"])
    })
  )
})
