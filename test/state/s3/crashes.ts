/** Runs that end at a call to the store, before it or after: what they were answered for is there, and the next one goes on. */
import { expect } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Bucket } from "../../../src/state/s3/Bucket.ts"
import { names, put } from "../samples.ts"
import { serve } from "./S3Server.ts"
import { bucketOf, run, storeIn, storeOf } from "./stores.ts"

/** From its `n`th call on the process is gone. `carriedOut`: that call still reaches the store. */
const dyingAt = (bucket: Bucket, n: number, carriedOut: boolean) => {
  let calls = 0
  const dying = <A, E>(call: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => {
      calls++
      if (calls < n) return call
      return calls === n && carriedOut ? Effect.zipRight(call, Effect.die("gone")) : Effect.die("gone")
    })
  const mortal: Bucket = {
    get: (key) => dying(bucket.get(key)),
    isStill: (key, etag) => dying(bucket.isStill(key, etag)),
    put: (key, text, over) => dying(bucket.put(key, text, over)),
    refusesConditions: (key, text) => dying(bucket.refusesConditions(key, text)),
    list: (prefix) => dying(bucket.list(prefix)),
    remove: (key, etag) => dying(bucket.remove(key, etag))
  }
  return { mortal, isAlive: () => calls < n }
}

const NAMES = ["a", "b", "c"]

/** Which calls: every nth, from one of the first on. */
export interface Some {
  readonly from: number
  readonly every: number
}

export const ALL: Some = { from: 1, every: 1 }

/** A run after others have recorded `before`. */
export const expectSurvives = (before: ReadonlyArray<string>, carriedOut: boolean, { from, every }: Some) =>
  Effect.gen(function* () {
    for (let n = from; ; n += every) {
      const server = yield* serve
      const [bucket, next] = [bucketOf(server), storeOf(server)]
      if (before.length > 0) yield* run(next, ...before)
      const { mortal, isAlive } = dyingAt(bucket, n, carriedOut)
      const answered: Array<string> = []
      yield* Effect.exit(
        Effect.scoped(
          Effect.flatMap(storeIn(mortal).open("apply"), (writer) =>
            Effect.forEach(NAMES, (name) =>
              Effect.zipRight(
                writer.commit(put(name)),
                Effect.sync(() => answered.push(name))
              )
            )
          )
        )
      )
      const read = names(yield* next.read)
      // What was answered for is there, in order; at most the one that was on its way besides.
      expect(read, `call ${n}`).toEqual([...before, ...NAMES].slice(0, read.length))
      expect(read.length - before.length - answered.length, `call ${n}`).toBeOneOf([0, 1])
      yield* next.unlock
      yield* run(next, "next")
      expect(names(yield* next.read), `call ${n}`).toEqual([...read, "next"])
      expect([...server.objects.keys()].filter((key) => key.endsWith(".lock"))).toEqual([])
      if (isAlive()) {
        expect(n).toBeGreaterThan(12)
        return
      }
    }
  })

/** A takeover of what a run left, that is gone itself. */
export const expectTakenOver = ({ from, every }: Some) =>
  Effect.gen(function* () {
    for (let n = from; ; n += every) {
      const server = yield* serve
      const next = storeOf(server)
      yield* run(next, "0")
      const killed = dyingAt(bucketOf(server), Number.POSITIVE_INFINITY, false)
      // It never gives its lock back.
      const lost = { ...killed.mortal, remove: () => Effect.void }
      yield* Effect.exit(
        Effect.scoped(
          Effect.flatMap(storeIn(lost).open("apply"), (writer) =>
            Effect.zipRight(writer.commit(put("a")), Effect.zipRight(next.unlock, writer.commit(put("never"))))
          )
        )
      )
      yield* next.unlock
      const { mortal, isAlive } = dyingAt(bucketOf(server), n, false)
      yield* Effect.exit(run(storeIn(mortal), "b"))
      yield* next.unlock
      yield* run(next, "c")
      expect(
        names(yield* next.read).filter((name) => name !== "b"),
        `call ${n}`
      ).toEqual(["0", "a", "c"])
      if (isAlive()) return
    }
  })
