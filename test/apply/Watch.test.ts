import { describe, expect, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FC from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import { ApiError, type RemoteExport } from "../../src/api/ExportApi.ts"
import { Reporter } from "../../src/apply/Reporter.ts"
import { makeWatch } from "../../src/apply/Watch.ts"
import { address, events, idOf, isCompleted, makeServer, TICK, waitForAll, watching } from "./watched.ts"

describe("many at once", () => {
  it.scoped("one call tells of all of them", () =>
    Effect.gen(function* () {
      const server = makeServer()
      for (let n = 1; n <= 80; n++) server.complete(n, 500)
      const fibers = yield* waitForAll(yield* watching(server), 80)
      yield* TestClock.adjust(TICK)
      expect(yield* Fiber.join(Fiber.all(fibers))).toHaveLength(80)
      expect(server.calls).toEqual(["list 1"])
    })
  )

  it.scoped("one alone is asked for by itself", () =>
    Effect.gen(function* () {
      const server = makeServer()
      server.complete(1, 500)
      const [fiber] = yield* waitForAll(yield* watching(server), 1)
      yield* TestClock.adjust(TICK)
      expect(fiber && (yield* Fiber.join(fiber))).toBe(TICK)
      expect(server.calls).toEqual(["get data_export_1"])
    })
  )

  it.scoped("pages are read as far as they are needed", () =>
    Effect.gen(function* () {
      const server = makeServer({ newer: 50 })
      for (let n = 1; n <= 1_000; n++) server.complete(n, 0)
      const fibers = yield* waitForAll(yield* watching(server), 200, 801)
      yield* TestClock.adjust(TICK)
      yield* Fiber.join(Fiber.all(fibers))
      expect(server.calls).toEqual(["list 1", "list 2", "list 3"])
    })
  )

  it.scoped("what no page has is asked for by itself", () =>
    Effect.gen(function* () {
      const server = makeServer({ hidden: new Set([idOf(2), idOf(4)]) })
      for (let n = 1; n <= 5; n++) server.complete(n, 0)
      const fibers = yield* waitForAll(yield* watching(server), 5)
      yield* TestClock.adjust(TICK)
      yield* Fiber.join(Fiber.all(fibers))
      expect(server.calls).toEqual(["list 1", "get data_export_2", "get data_export_4"])
    })
  )

  it.scoped("behind any number of newer ones, no more than twice the calls that asking for each would take", () =>
    Effect.gen(function* () {
      for (const [waiting, calls] of [
        [2, ["list 1", "list 2", "get data_export_1", "get data_export_2"]],
        [60, Array.from({ length: 51 }, (_, i) => `list ${i + 1}`)]
      ] as const) {
        const server = makeServer({ newer: 5_000 })
        for (let n = 1; n <= waiting; n++) server.complete(n, 0)
        const fibers = yield* waitForAll(yield* watching(server), waiting)
        yield* TestClock.adjust(TICK)
        yield* Fiber.join(Fiber.all(fibers))
        expect(server.calls).toEqual(calls)
      }
    })
  )

  it.scoped("two that wait for the same one are both told", () =>
    Effect.gen(function* () {
      const server = makeServer({ hidden: new Set([idOf(1)]) })
      server.complete(1, 0)
      const watch = yield* watching(server)
      const fibers = [...(yield* waitForAll(watch, 1)), ...(yield* waitForAll(watch, 1))]
      yield* TestClock.adjust(2 * TICK)
      expect(yield* Fiber.join(Fiber.all(fibers))).toHaveLength(2)
    })
  )
})

describe("over time", () => {
  it.scoped("one that takes hours costs few calls, and is picked up within a share of its age", () =>
    Effect.gen(function* () {
      const server = makeServer()
      const hours = 4 * 3_600_000
      server.complete(1, hours)
      const [fiber] = yield* waitForAll(yield* watching(server), 1)
      yield* TestClock.adjust(hours + 200 * TICK)
      const endedAt = server.told.get(idOf(1))
      expect(fiber && (yield* Fiber.poll(fiber))._tag).toBe("Some")
      expect(endedAt).toBeGreaterThanOrEqual(hours)
      expect(endedAt).toBeLessThanOrEqual(hours + 180 * TICK)
      expect(server.calls.length).toBeLessThan(130)
    })
  )

  it.scoped("a new one is looked for soon, however long the others are left alone", () =>
    Effect.gen(function* () {
      const server = makeServer()
      server.complete(1, Number.POSITIVE_INFINITY)
      const watch = yield* watching(server)
      yield* waitForAll(watch, 1)
      yield* TestClock.adjust("1 hour")
      const begun = yield* Clock.currentTimeMillis
      server.complete(2, begun + 100)
      const [fiber] = yield* waitForAll(watch, 1, 2)
      yield* TestClock.adjust(3 * TICK)
      expect(fiber && (yield* Fiber.join(fiber))).toBeLessThanOrEqual(begun + 2 * TICK)
    })
  )

  /** Exports that are each waited for twice, as their price and their end are; how late each was seen, as a share of its age. */
  const run = (count: number, aMinute: number, lengths: (n: number) => readonly [number, number]) =>
    Effect.gen(function* () {
      const server = makeServer()
      const watch = yield* watching(server, { exports: count })
      const late: Array<number> = []
      const live = (n: number) =>
        Effect.gen(function* () {
          const begun = yield* Clock.currentTimeMillis
          let waited = 0
          for (const [stage, length] of lengths(n).entries()) {
            const from = yield* Clock.currentTimeMillis
            server.complete(n, from + length)
            yield* watch.until(idOf(n), address, stage === 0 ? isCompleted : isCompletedAgain)
            waited = (yield* Clock.currentTimeMillis) - from - length
            late.push(waited / (from + length - begun))
          }
        })
      const fiber = yield* Effect.fork(
        Effect.forEach(
          Array.from({ length: count }, (_, n) => n),
          (n) => Effect.zipRight(Effect.sleep(60_000 * Math.floor(n / aMinute)), live(n)),
          { concurrency: "unbounded" }
        )
      )
      yield* TestClock.adjust("2 hours")
      yield* Fiber.join(fiber)
      return { late: late.sort((a, b) => a - b), calls: server.calls.length / count }
    })
  const isCompletedAgain = (one: RemoteExport) => isCompleted(one)
  /** Evenly spread between the two, in no order. */
  const between = (least: number, most: number, n: number) => least + ((n * 7_919) % 101) * ((most - least) / 100)

  it.scoped.each([
    [50, 50, 9_000, 24_000],
    [50, 30, 9_000, 24_000],
    [50, 50, 27_000, 72_000],
    [200, 30, 9_000, 24_000],
    [200, 100, 9_000, 24_000],
    [200, 30, 27_000, 72_000],
    [1_000, 30, 9_000, 24_000]
  ] as const)(
    "%i exports, %i each minute, each stage taking %i to %i ms: few calls, none late",
    ([count, aMinute, least, most]) =>
      Effect.gen(function* () {
        const { late, calls } = yield* run(count, aMinute, (n) => [
          between(least, most, n),
          between(least, most, n + 1)
        ])
        expect(calls).toBeLessThanOrEqual(0.2)
        expect(late[Math.floor(late.length / 2)]).toBeLessThan(0.3)
        expect(late.at(-1)).toBeLessThan(1.7)
      })
  )

  it.scoped("it rests while nobody waits, and starts again for the next one", () =>
    Effect.gen(function* () {
      const server = makeServer()
      server.complete(1, 0)
      server.complete(2, 0)
      const watch = yield* watching(server)
      yield* waitForAll(watch, 1)
      yield* TestClock.adjust("1 hour")
      expect(server.calls).toHaveLength(1)
      const [next] = yield* waitForAll(watch, 1, 2)
      yield* TestClock.adjust(TICK)
      expect(next && (yield* Fiber.poll(next))._tag).toBe("Some")
      expect(server.calls).toHaveLength(2)
    })
  )
})

describe("what it says", () => {
  it.scoped("the status and the progress of each, every time that it is not there yet", () =>
    Effect.gen(function* () {
      const server = makeServer()
      const reporter = events()
      const told: RemoteExport = { id: idOf(1), status: "in_progress", progress: 40, rowsProcessed: 4, totalRows: 10 }
      const watch = yield* makeWatch({ ...server.port, get: () => Effect.succeed(told) }, TICK, 1).pipe(
        Effect.provideService(Reporter, reporter.layer)
      )
      yield* waitForAll(watch, 1)
      yield* TestClock.adjust(2 * TICK)
      const event = { type: "progress", address, data_export_id: idOf(1), status: "in_progress", percent: 40 }
      expect(reporter.seen).toEqual(Array.from({ length: 2 }, () => ({ ...event, rows: 4, total_rows: 10 })))
    })
  )
})

describe("failures", () => {
  const broken = new ApiError({ operation: "list", effect: "unknown", reason: "server", detail: "down" })

  it.scoped.each([1, 3])("reach all of the %i that wait; the next one is watched again", (count) =>
    Effect.gen(function* () {
      const server = makeServer()
      for (let n = 1; n <= 10; n++) server.complete(n, 0)
      server.fail(broken)
      const watch = yield* watching(server)
      const fibers = yield* waitForAll(watch, count)
      yield* TestClock.adjust(TICK)
      for (const fiber of fibers) expect(yield* Effect.flip(Fiber.join(fiber))).toBe(broken)
      server.fail(undefined)
      const [next] = yield* waitForAll(watch, 1, 9)
      yield* TestClock.adjust(TICK)
      expect(next && (yield* Fiber.poll(next))._tag).toBe("Some")
    })
  )

  it.scoped("of the program itself are not waited on for ever", () =>
    Effect.gen(function* () {
      const watch = yield* watching(makeServer())
      const fiber = yield* Effect.fork(
        watch.until(idOf(1), address, () => {
          throw new Error("a bug")
        })
      )
      yield* TestClock.adjust(TICK)
      const exit = yield* Fiber.await(fiber)
      expect(Exit.isFailure(exit) && Cause.pretty(exit.cause)).toContain("a bug")
    })
  )

  it.scoped("one that was interrupted is not asked for any more", () =>
    Effect.gen(function* () {
      const server = makeServer()
      const [fiber] = yield* waitForAll(yield* watching(server), 1)
      yield* TestClock.adjust(TICK)
      expect(server.calls).toHaveLength(1)
      yield* fiber === undefined ? Effect.void : Fiber.interrupt(fiber)
      yield* TestClock.adjust("1 hour")
      expect(server.calls).toHaveLength(1)
    })
  )
})

it("everybody is told, whoever comes, goes and fails in between", async () => {
  const one = FC.record({
    after: FC.constantFrom(0, 0, 10, TICK, 5 * TICK),
    takes: FC.integer({ min: 0, max: 40 * TICK }),
    hidden: FC.boolean(),
    leavesAfter: FC.option(FC.integer({ min: 0, max: 20 * TICK }), { nil: undefined })
  })
  await FC.assert(
    FC.asyncProperty(FC.array(one, { minLength: 1, maxLength: 40 }), (scripts) =>
      Effect.runPromise(
        Effect.gen(function* () {
          const server = makeServer({ hidden: new Set(scripts.flatMap(({ hidden }, n) => (hidden ? [idOf(n)] : []))) })
          const watch = yield* watching(server)
          const fibers = yield* Effect.forEach(scripts, ({ after, takes, leavesAfter }, n) =>
            Effect.gen(function* () {
              if (after > 0) yield* TestClock.adjust(after)
              server.complete(n, (yield* Clock.currentTimeMillis) + takes)
              const [fiber] = yield* waitForAll(watch, 1, n)
              if (fiber === undefined) return []
              if (leavesAfter !== undefined)
                yield* Effect.fork(Effect.zipRight(Effect.sleep(leavesAfter), Fiber.interruptFork(fiber)))
              return [fiber]
            })
          )
          yield* TestClock.adjust(60 * TICK)
          for (const fiber of fibers.flat()) expect((yield* Fiber.poll(fiber))._tag).toBe("Some")
          const calls = server.calls.length
          yield* TestClock.adjust("1 hour")
          expect(server.calls.length).toBe(calls)
        }).pipe(Effect.scoped, Effect.provide(TestContext.TestContext))
      )
    ),
    { numRuns: 25 }
  )
})
