/** Hints move looks, and nothing depends on them: lost, late, doubled, out of order or false, they cost a delay or a call. */
import { describe, expect, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import type { RemoteExport } from "../../src/api/ExportApi.ts"
import { address, idOf, isCompleted, makeServer, TICK, waitForAll, watching } from "./watched.ts"

const MINUTE = 60_000
const isCompletedAgain = (one: RemoteExport) => isCompleted(one)

/** Evenly spread between the two, in no order. */
const between = (least: number, most: number, n: number) => least + ((n * 7_919) % 101) * ((most - least) / 100)

interface Course {
  readonly count: number
  readonly aMinute: number
  readonly lengths: readonly [number, number]
  readonly hinted?: boolean
  /** How long after a stage its hints come, ms; none: they are lost. */
  readonly hints?: (n: number, stage: number) => ReadonlyArray<number>
}

/** Exports that are each waited for twice, as their price and their end are: calls for each, and how late each was seen. */
const run = ({ count, aMinute, lengths: [least, most], hinted = true, hints = () => [300] }: Course) =>
  Effect.gen(function* () {
    const server = makeServer()
    const watch = yield* watching(server, { exports: count, hinted })
    const late: Array<number> = []
    const share: Array<number> = []
    const live = (n: number) =>
      Effect.gen(function* () {
        const begun = yield* Clock.currentTimeMillis
        for (const stage of [0, 1]) {
          const from = yield* Clock.currentTimeMillis
          const length = between(least, most, n + stage)
          server.complete(n, from + length)
          for (const after of hinted ? hints(n, stage) : [])
            yield* Effect.fork(Effect.zipRight(Effect.sleep(length + after), watch.hint(idOf(n))))
          yield* watch.until(idOf(n), address, stage === 0 ? isCompleted : isCompletedAgain)
          const waited = (yield* Clock.currentTimeMillis) - from - length
          late.push(waited)
          share.push(waited / (from + length - begun))
        }
      })
    const fiber = yield* Effect.fork(
      Effect.forEach(
        Array.from({ length: count }, (_, n) => n),
        (n) => Effect.zipRight(Effect.sleep(MINUTE * Math.floor(n / aMinute)), live(n)),
        { concurrency: "unbounded" }
      )
    )
    yield* TestClock.adjust("5 hours")
    yield* Fiber.join(fiber)
    late.sort((a, b) => a - b)
    share.sort((a, b) => a - b)
    return { late, share, calls: server.calls.length / count }
  })

/** The middle of a sorted list. */
const median = (sorted: ReadonlyArray<number>): number => sorted[sorted.length >> 1] ?? 0

describe("with hints", () => {
  it.scoped.each([
    // Alone, of minutes, and of hours: the looks that are left are the two hints, and one in a while.
    [1, 9_000, 24_000, 0.25],
    [1, 1_800_000, 7_200_000, 0.3],
    [10, 9_000, 24_000, 0.6],
    [10, 600_000, 3_600_000, 0.6]
  ] as const)(
    "%i exports of %i to %i ms take fewer calls, and are seen within a second",
    ([count, least, most, part]) =>
      Effect.gen(function* () {
        const course = { count, aMinute: count, lengths: [least, most] } as const
        const polled = yield* run({ ...course, hinted: false })
        const hinted = yield* run(course)
        expect(hinted.calls).toBeLessThanOrEqual(part * polled.calls)
        expect(hinted.late.at(-1)).toBeLessThanOrEqual(1_000)
      })
  )

  it.scoped("many, whose looks are shared anyway, take about as many calls, and are not seen later", () =>
    Effect.gen(function* () {
      const course = { count: 50, aMinute: 50, lengths: [600_000, 3_600_000] } as const
      const polled = yield* run({ ...course, hinted: false })
      const hinted = yield* run(course)
      expect(hinted.calls).toBeLessThanOrEqual(1.25 * polled.calls)
      expect(median(hinted.late)).toBeLessThan(0.6 * median(polled.late))
    })
  )
})

describe("hints that are", () => {
  const course = { count: 10, aMinute: 10, lengths: [60_000, 300_000] } as const

  it.scoped("lost delay, and no more: they come less often than looks of a clock", () =>
    Effect.gen(function* () {
      const polled = yield* run({ ...course, hinted: false })
      const lost = yield* run({ ...course, hints: () => [] })
      expect(lost.share.at(-1)).toBeLessThan(0.7)
      expect(lost.calls).toBeLessThanOrEqual(polled.calls)
    })
  )

  it.scoped("lost three times in a row are not waited for, until one proves true again", () =>
    Effect.gen(function* () {
      const server = makeServer()
      const watch = yield* watching(server, { hinted: true })
      const late = (n: number, hint: boolean) =>
        Effect.gen(function* () {
          const begun = yield* Clock.currentTimeMillis
          server.complete(n, begun + 110 * TICK)
          const [fiber] = yield* waitForAll(watch, 1, n)
          yield* TestClock.adjust(110 * TICK)
          if (hint) yield* watch.hint(idOf(n))
          yield* TestClock.adjust(110 * TICK)
          return fiber === undefined ? 0 : (yield* Fiber.join(fiber)) - begun - 110 * TICK
        })
      const seen = yield* Effect.forEach([1, 2, 3, 4, 5, 6, 7], (n) => late(n, n === 6))
      const [lost = 0, , , polled = 0, , hinted = 0] = seen
      expect(lost).toBeGreaterThan(2 * polled)
      expect(seen).toEqual([lost, lost, lost, polled, polled, hinted, lost])
      expect([lost < 0.6 * 220 * TICK, polled < 0.15 * 220 * TICK, hinted <= TICK]).toEqual([true, true, true])
    })
  )

  it.scoped("lost now and then leave the others as they are", () =>
    Effect.gen(function* () {
      const { late, share } = yield* run({ ...course, hints: (n) => (n % 5 === 0 ? [] : [300]) })
      expect(late.filter((ms) => ms <= 1_000).length).toBeGreaterThanOrEqual(16)
      expect(share.at(-1)).toBeLessThan(0.7)
    })
  )

  it.scoped("late come after the look that found it, and change nothing", () =>
    Effect.gen(function* () {
      const lost = yield* run({ ...course, hints: () => [] })
      const late = yield* run({ ...course, hints: () => [3_600_000] })
      expect(late.late).toEqual(lost.late)
    })
  )

  it.scoped("doubled cost a look or two where they come late, and no time", () =>
    Effect.gen(function* () {
      const once = yield* run(course)
      const twice = yield* run({ ...course, hints: () => [300, 310, 400, 5_000] })
      expect(twice.late.at(-1)).toBeLessThanOrEqual(1_000)
      expect(twice.calls).toBeLessThanOrEqual(once.calls + 1.5)
    })
  )

  it.scoped("false, however many, cost each export three calls more than none", () =>
    Effect.gen(function* () {
      for (const length of [20 * TICK, 2 * MINUTE]) {
        const calls = (flood: boolean) =>
          Effect.gen(function* () {
            const server = makeServer()
            server.complete(1, (yield* Clock.currentTimeMillis) + length)
            const watch = yield* watching(server, { hinted: flood })
            const [fiber] = yield* waitForAll(watch, 1)
            const hints = yield* Effect.fork(
              Effect.forever(Effect.zipRight(watch.hint(idOf(1)), Effect.sleep(TICK / 2)))
            )
            if (!flood) yield* Fiber.interrupt(hints)
            yield* TestClock.adjust(2 * length)
            yield* Fiber.interrupt(hints)
            expect(fiber && (yield* Fiber.poll(fiber))._tag).toBe("Some")
            return server.calls.length
          })
        expect(yield* Effect.scoped(calls(true))).toBeLessThanOrEqual((yield* Effect.scoped(calls(false))) + 3)
      }
    })
  )

  it.scoped("of exports that nobody waits for cost no call", () =>
    Effect.gen(function* () {
      const server = makeServer()
      const watch = yield* watching(server, { hinted: true })
      for (let n = 0; n < 3_000; n++) yield* watch.hint(idOf(n))
      yield* TestClock.adjust("1 hour")
      expect(server.calls).toEqual([])
    })
  )
})

describe("a hint", () => {
  it.scoped("is not believed: what is told was read after it", () =>
    Effect.gen(function* () {
      const server = makeServer()
      server.complete(1, 60 * TICK)
      const watch = yield* watching(server, { hinted: true })
      const [fiber] = yield* waitForAll(watch, 1)
      yield* watch.hint(idOf(1))
      yield* TestClock.adjust(TICK)
      expect(server.calls).toEqual(["get data_export_1"])
      expect(fiber && (yield* Fiber.poll(fiber))._tag).toBe("None")
      yield* TestClock.adjust(100 * TICK)
      expect(fiber && (yield* Fiber.join(fiber))).toBeGreaterThanOrEqual(60 * TICK)
    })
  )

  it.scoped("shares its look with others of the same half second", () =>
    Effect.gen(function* () {
      const server = makeServer()
      for (let n = 1; n <= 20; n++) server.complete(n, 3 * TICK)
      const watch = yield* watching(server, { hinted: true })
      const fibers = yield* waitForAll(watch, 20)
      yield* TestClock.adjust(3 * TICK)
      for (let n = 1; n <= 20; n++) {
        yield* watch.hint(idOf(n))
        yield* TestClock.adjust(20)
      }
      yield* TestClock.adjust(TICK)
      expect(yield* Fiber.join(Fiber.all(fibers))).toEqual(Array.from({ length: 20 }, () => 3.5 * TICK))
      expect(server.calls).toEqual(["list 1"])
    })
  )

  it.scoped("that came before its wait was begun counts for it, for a minute", () =>
    Effect.gen(function* () {
      for (const [wait, seen] of [
        [50 * TICK, TICK / 2],
        [70 * TICK, 10 * TICK]
      ] as const) {
        const server = makeServer()
        server.complete(1, 0)
        const watch = yield* watching(server, { hinted: true })
        yield* watch.hint(idOf(1))
        yield* TestClock.adjust(wait)
        const begun = yield* Clock.currentTimeMillis
        const [fiber] = yield* waitForAll(watch, 1)
        yield* TestClock.adjust(20 * TICK)
        expect(fiber && (yield* Fiber.join(fiber)) - begun).toBe(seen)
      }
    })
  )

  it.scoped("that comes while a look is under way, which another had asked for, is looked after again", () =>
    Effect.gen(function* () {
      const server = makeServer()
      server.complete(1, 401.5 * TICK)
      // Its answer is made when it is asked, and takes three seconds.
      const get: typeof server.port.get = (id) => Effect.tap(server.port.get(id), () => Effect.sleep(3 * TICK))
      const watch = yield* watching({ ...server, port: { ...server.port, get } }, { hinted: true })
      const [fiber] = yield* waitForAll(watch, 1)
      yield* TestClock.adjust(400 * TICK)
      const before = server.calls.length
      yield* watch.hint(idOf(1))
      yield* TestClock.adjust(2 * TICK)
      yield* watch.hint(idOf(1))
      yield* TestClock.adjust(10 * TICK)
      // Asked at 400.5 s, and again a second after the answer.
      expect(server.calls.length - before).toBe(2)
      expect(fiber && (yield* Fiber.join(fiber))).toBe(407.5 * TICK)
    })
  )

  it.scoped("whose look was answered with what was true before it is followed by one as soon as without hints", () =>
    Effect.gen(function* () {
      const server = makeServer()
      server.complete(1, 401 * TICK)
      const watch = yield* watching(server, { hinted: true })
      const [fiber] = yield* waitForAll(watch, 1)
      yield* TestClock.adjust(400 * TICK)
      yield* watch.hint(idOf(1))
      yield* TestClock.adjust(100 * TICK)
      // Looked at 400.5 s, in vain; and again after 15 % of its age, not 60 %.
      expect(fiber && (yield* Fiber.join(fiber))).toBe(460_575)
    })
  )

  it.scoped("works where none are expected, too", () =>
    Effect.gen(function* () {
      const server = makeServer()
      server.complete(1, 100 * TICK)
      const watch = yield* watching(server)
      const [fiber] = yield* waitForAll(watch, 1)
      yield* TestClock.adjust(100 * TICK)
      yield* watch.hint(idOf(1))
      yield* TestClock.adjust(TICK)
      expect(fiber && (yield* Fiber.join(fiber))).toBeLessThanOrEqual(101 * TICK)
    })
  )
})
