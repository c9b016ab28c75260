import { describe, expect, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FC from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import type { RateNews } from "../../src/api/pace.ts"
import { PRIORITY, type Priority, RateLimiter } from "../../src/api/RateLimiter.ts"

const WINDOW = 60_000
const limiterOf = (reserve = 0) => RateLimiter.layer({ windowMs: WINDOW, reserve })

/** Lets every other fiber go as far as it can without time passing. */
const settle = TestClock.adjust(0)

/** A call that takes no time, and whose answer says so. */
const call = (priority: Priority, news: RateNews, log: Array<string> = [], name = "") =>
  Effect.flatMap(RateLimiter, (limiter) =>
    limiter.through(priority, (learn) =>
      Effect.sync(() => {
        log.push(name)
        learn(news)
      })
    )
  )

/** A server of `limit` calls in any span of a window. */
const makeServer = (limit: number) => {
  const counted: Array<number> = []
  let refused = 0
  return {
    counted,
    refused: () => refused,
    answer: (now: number): RateNews => {
      const used = counted.filter((at) => at > now - WINDOW).length
      if (used >= limit) {
        refused++
        return { limit, remaining: 0, retryAfterMs: 1_000 }
      }
      counted.push(now)
      return { limit, remaining: limit - used - 1 }
    }
  }
}

describe("order", () => {
  it.effect("starts before creates before reads, and who came first among equals", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const limiter = yield* RateLimiter
      // The limit is not known: the rest waits for the answer.
      const answer = yield* Deferred.make<void>()
      const first = yield* Effect.fork(limiter.through(PRIORITY.read, () => Deferred.await(answer)))
      yield* settle
      const names: ReadonlyArray<readonly [Priority, string]> = [
        [PRIORITY.read, "read 1"],
        [PRIORITY.create, "create 1"],
        [PRIORITY.start, "start 1"],
        [PRIORITY.read, "read 2"],
        [PRIORITY.start, "start 2"],
        [PRIORITY.create, "create 2"]
      ]
      const fibers = yield* Effect.forEach(names, ([priority, name]) =>
        Effect.fork(call(priority, {}, log, name)).pipe(Effect.zipLeft(settle))
      )
      expect(log).toEqual([])
      yield* Deferred.succeed(answer, undefined)
      yield* Fiber.joinAll([first, ...fibers])
      expect(log).toEqual(["start 1", "start 2", "create 1", "create 2", "read 1", "read 2"])
    }).pipe(Effect.provide(limiterOf()))
  )

  it.effect("one read goes first once a window has passed without any: it may be what the others wait for", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const server = makeServer(4)
      const limiter = yield* RateLimiter
      const through = (priority: Priority, name: string) =>
        limiter.through(priority, (learn) =>
          Effect.map(Clock.currentTimeMillis, (now) => {
            log.push(name)
            learn(server.answer(now))
          })
        )
      const fibers = yield* Effect.forEach(
        Array.from({ length: 16 }, () => [PRIORITY.create, "create"] as const),
        ([priority, name]) => Effect.fork(through(priority, name))
      )
      yield* settle
      for (let n = 0; n < 2; n++) fibers.push(yield* Effect.fork(through(PRIORITY.read, "read")))
      yield* TestClock.adjust(6 * WINDOW)
      yield* Fiber.joinAll(fibers)
      const reads = log.flatMap((name, at) => (name === "read" ? [at] : []))
      // Within the two windows of four that follow its coming, and not both of them.
      expect(reads[0]).toBeLessThanOrEqual(12)
      expect((reads[1] ?? 0) - (reads[0] ?? 0)).toBeGreaterThanOrEqual(4)
      expect(server.refused()).toBe(0)
    }).pipe(Effect.provide(limiterOf()))
  )

  it.effect("one at a time until an answer tells the limit, then as many as it allows", () =>
    Effect.gen(function* () {
      const limiter = yield* RateLimiter
      const answer = yield* Deferred.make<void>()
      let onTheWay = 0
      const fibers = yield* Effect.forEach(Array.from({ length: 8 }), () =>
        Effect.fork(
          limiter.through(PRIORITY.read, (learn) =>
            Effect.sync(() => onTheWay++).pipe(
              Effect.zipRight(Deferred.await(answer)),
              Effect.tap(() => Effect.sync(() => learn({ limit: 5, remaining: 4 })))
            )
          )
        )
      )
      yield* settle
      expect(onTheWay).toBe(1)
      expect(yield* limiter.usage).toMatchObject({ limit: undefined, used: 1 })
      yield* Deferred.succeed(answer, undefined)
      yield* settle
      expect(onTheWay).toBe(5)
      expect(yield* limiter.usage).toMatchObject({ limit: 5, used: 5 })
      yield* TestClock.adjust(WINDOW)
      yield* Fiber.joinAll(fibers)
    }).pipe(Effect.provide(limiterOf()))
  )
})

describe("interruption", () => {
  it.effect("of one that waits frees its place, and lets it go at once", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* call(PRIORITY.read, { limit: 1, remaining: 0 })
      const gone = yield* Effect.fork(call(PRIORITY.start, { limit: 1, remaining: 0 }, log, "gone"))
      const next = yield* Effect.fork(call(PRIORITY.read, { limit: 1, remaining: 0 }, log, "next"))
      yield* settle
      yield* Fiber.interrupt(gone)
      yield* TestClock.adjust(WINDOW)
      yield* Fiber.join(next)
      expect(log).toEqual(["next"])
    }).pipe(Effect.provide(limiterOf()))
  )

  it.effect("of one that waits in a region that cannot be interrupted, too", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      yield* call(PRIORITY.read, { limit: 1, remaining: 0 })
      const paid = yield* Effect.fork(Effect.uninterruptible(call(PRIORITY.start, { limit: 1 }, log, "paid")))
      yield* settle
      yield* Fiber.interrupt(paid)
      yield* TestClock.adjust(WINDOW)
      expect(log).toEqual([])
    }).pipe(Effect.provide(limiterOf()))
  )

  it.effect("of a call on its way counts: the server may have seen it", () =>
    Effect.gen(function* () {
      const limiter = yield* RateLimiter
      yield* call(PRIORITY.read, { limit: 2, remaining: 1 })
      const lost = yield* Effect.fork(limiter.through(PRIORITY.read, () => Effect.never))
      yield* settle
      yield* Fiber.interrupt(lost)
      expect(yield* limiter.usage).toMatchObject({ limit: 2, used: 2 })
      const log: Array<string> = []
      const next = yield* Effect.fork(call(PRIORITY.read, { limit: 2, remaining: 1 }, log, "next"))
      yield* TestClock.adjust(WINDOW - 1)
      expect(log).toEqual([])
      yield* TestClock.adjust(1)
      yield* Fiber.join(next)
    }).pipe(Effect.provide(limiterOf()))
  )

  it.effect("of a call on its way does not reach it where it must not be cut short", () =>
    Effect.gen(function* () {
      const limiter = yield* RateLimiter
      const answer = yield* Deferred.make<string>()
      const recorded: Array<string> = []
      const paid = yield* Effect.fork(
        limiter
          .through(PRIORITY.start, () => Deferred.await(answer))
          .pipe(
            Effect.tap((text) => Effect.sync(() => recorded.push(text))),
            Effect.uninterruptible
          )
      )
      yield* settle
      const interrupting = yield* Effect.fork(Fiber.interrupt(paid))
      yield* settle
      yield* Deferred.succeed(answer, "charged")
      yield* Fiber.join(interrupting)
      expect(recorded).toEqual(["charged"])
    }).pipe(Effect.provide(limiterOf()))
  )

  it.effect("in the very moment of being let through gives the turn to the next one", () =>
    Effect.gen(function* () {
      const limiter = yield* RateLimiter
      const first = yield* Deferred.make<void>()
      // The limit is not known, so one call at a time: the turn passes on as soon as this one ends.
      const holder = yield* Effect.fork(limiter.through(PRIORITY.read, () => Deferred.await(first)))
      yield* settle
      const log: Array<string> = []
      const gone = yield* Effect.fork(call(PRIORITY.read, {}, log, "gone"))
      const next = yield* Effect.fork(call(PRIORITY.read, {}, log, "next"))
      yield* settle
      yield* Deferred.succeed(first, undefined)
      // The holder's call and a second one count: it was let through, and has not run yet.
      while ((yield* limiter.usage).used < 2) yield* Effect.yieldNow()
      yield* Fiber.interruptAsFork(gone, FiberId.none)
      yield* settle
      expect(log).toEqual(["next"])
      yield* Fiber.joinAll([holder, next])
    }).pipe(Effect.provide(limiterOf()))
  )
})

/** What one fiber of the property does, and when. */
const script = FC.record({
  priority: FC.constantFrom<Priority>(PRIORITY.start, PRIORITY.create, PRIORITY.read),
  /** Fibers begin in bunches. */
  after: FC.constantFrom(0, 0, 1, 1_000, 30_000),
  takes: FC.constantFrom(0, 0, 1, 250),
  fails: FC.boolean(),
  /** Interrupted so many yields after its bunch began, if at all. */
  interruptedAfter: FC.option(FC.integer({ min: 0, max: 12 }), { nil: undefined }),
  silent: FC.boolean()
})

it("no wake-up is lost, and no 429 provoked, however many come, fail and are interrupted", async () => {
  await FC.assert(
    FC.asyncProperty(
      FC.array(script, { minLength: 1, maxLength: 40 }),
      FC.integer({ min: 1, max: 8 }),
      (scripts, limit) =>
        Effect.runPromise(
          Effect.gen(function* () {
            const limiter = yield* RateLimiter
            const server = makeServer(limit)
            yield* limiter.through(PRIORITY.read, (learn) =>
              Effect.map(Clock.currentTimeMillis, (now) => learn(server.answer(now)))
            )
            const fibers = yield* Effect.forEach(scripts, (one) =>
              Effect.gen(function* () {
                yield* TestClock.adjust(one.after)
                const fiber = yield* Effect.fork(
                  limiter.through(one.priority, (learn) =>
                    Effect.gen(function* () {
                      const news = server.answer(yield* Clock.currentTimeMillis)
                      yield* Effect.sleep(one.takes)
                      if (!one.silent) learn(news)
                      if (one.fails) yield* Effect.fail("broken")
                    })
                  )
                )
                const { interruptedAfter } = one
                if (interruptedAfter !== undefined)
                  yield* Effect.fork(
                    Effect.zipRight(
                      Effect.replicateEffect(Effect.yieldNow(), interruptedAfter, { discard: true }),
                      Fiber.interruptFork(fiber)
                    )
                  )
                return fiber
              })
            )
            // One call a window at the least: after so many of them, everybody had a turn.
            yield* TestClock.adjust(WINDOW * (scripts.length + 2))
            for (const fiber of fibers) expect((yield* Fiber.poll(fiber))._tag).toBe("Some")
            expect(server.refused()).toBe(0)
            // Everything is given back: the door is as good as new.
            yield* TestClock.adjust(WINDOW)
            expect((yield* limiter.usage).used).toBe(0)
          }).pipe(Effect.provide(limiterOf()), Effect.provide(TestContext.TestContext), Effect.scoped)
        )
    ),
    { numRuns: 40 }
  )
})

it.effect("two thousand at once: every one has its turn, in as few windows as there can be", () =>
  Effect.gen(function* () {
    const limiter = yield* RateLimiter
    const server = makeServer(500)
    const fibers = yield* Effect.forEach(Array.from({ length: 2_000 }), () =>
      Effect.fork(
        limiter.through(PRIORITY.read, (learn) =>
          Effect.map(Clock.currentTimeMillis, (now) => learn(server.answer(now)))
        )
      )
    )
    yield* settle
    for (let windows = 1; windows < 4; windows++) {
      expect(server.counted).toHaveLength(500 * windows)
      yield* TestClock.adjust(WINDOW)
    }
    yield* Fiber.joinAll(fibers)
    expect([server.counted.length, server.refused()]).toEqual([2_000, 0])
  }).pipe(Effect.provide(limiterOf()))
)
