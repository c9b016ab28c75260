import { describe, expect, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as FC from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import { ApiError, type ApiErrorReason } from "../../src/api/ExportApi.ts"
import { BRIEF, isWithoutEffect, PATIENT, type RetryPolicy, retryDelay, retrying } from "../../src/apply/retry.ts"

const errorOf = (reason: ApiErrorReason, rest: { effect?: ApiError["effect"]; retryAfterMs?: number } = {}) =>
  new ApiError({ operation: "get", effect: "unknown", reason, detail: reason, ...rest })

const isApiError = (error: unknown): error is ApiError => error instanceof ApiError

describe("the delay", () => {
  it("doubles with each try, up to its bound, and jitter takes away up to half of it", () => {
    const delays = (jitter: number) =>
      [1, 2, 3, 4, 5, 6, 7, 8, 40].map((attempt) => retryDelay(PATIENT, errorOf("server"), attempt, 0, jitter))
    expect(delays(0)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000])
    expect(delays(0.5)).toEqual([375, 750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500, 22_500])
  })

  it("is not shorter than the server asks for, but after a 429, where the door waits", () => {
    const asked = { retryAfterMs: 20_000 }
    expect(retryDelay(PATIENT, errorOf("server", asked), 1, 0, 0)).toBe(20_000)
    expect(retryDelay(PATIENT, errorOf("rate-limited", asked), 1, 0, 0)).toBe(250)
    expect(retryDelay(PATIENT, errorOf("server", { retryAfterMs: 1 }), 1, 0, 0)).toBe(250)
  })

  it("ends with the time that the policy gives", () => {
    expect(retryDelay(BRIEF, errorOf("connection"), 1, BRIEF.withinMs - 250, 0)).toBe(250)
    expect(retryDelay(BRIEF, errorOf("connection"), 1, BRIEF.withinMs - 249, 0)).toBeUndefined()
    expect(retryDelay(BRIEF, errorOf("server", { retryAfterMs: 60_000 }), 1, 0, 0)).toBeUndefined()
  })

  it.each(["rate-limited", "connection", "timeout", "server", "garbled"] as const)("is there after %s", (reason) => {
    expect(retryDelay(PATIENT, errorOf(reason), 1, 0, 0)).toBe(250)
  })

  it.each([
    "unauthenticated",
    "insufficient-credits",
    "not-found",
    "conflict",
    "invalid",
    "rejected",
    "interrupted"
  ] as const)("is none after %s: a further try would say the same", (reason) => {
    expect(retryDelay(PATIENT, errorOf(reason), 1, 0, 0)).toBeUndefined()
  })

  it("all of them together fit into the time that the policy gives", () => {
    const policy = FC.record({
      baseMs: FC.integer({ min: 1, max: 5_000 }),
      maxMs: FC.integer({ min: 2_000, max: 60_000 }),
      withinMs: FC.integer({ min: 0, max: 600_000 })
    })
    FC.assert(
      FC.property(policy, FC.double({ min: 0, max: 0.999, noNaN: true }), (one, jitter) => {
        let elapsed = 0
        for (let attempt = 1; ; attempt++) {
          const wait = retryDelay(one, errorOf("server"), attempt, elapsed, jitter)
          if (wait === undefined) break
          expect(wait).toBeGreaterThan(0)
          elapsed += wait
        }
        expect(elapsed).toBeLessThanOrEqual(one.withinMs)
      })
    )
  })
})

it("only what is refused or was not sent is without effect", () => {
  expect(
    (["refused", "not-sent", "unknown"] as const).map((effect) => isWithoutEffect(errorOf("connection", { effect })))
  ).toEqual([true, true, false])
})

describe("retrying", () => {
  const POLICY: RetryPolicy = { baseMs: 1_000, maxMs: 8_000, withinMs: 60_000 }

  /** Fails with these, one after another, and then succeeds; notes when it was tried and what was told of it. */
  const attempts = (errors: ReadonlyArray<ApiError | string>, mayRepeat: (error: ApiError) => boolean = () => true) => {
    const tried: Array<number> = []
    const told: Array<string> = []
    const call = Effect.gen(function* () {
      tried.push(yield* Clock.currentTimeMillis)
      const error = errors[tried.length - 1]
      return error === undefined ? "done" : yield* Effect.fail(error)
    })
    const run = retrying(call, isApiError, {
      policy: POLICY,
      mayRepeat,
      onRetry: (error, delay) => Effect.sync(() => told.push(`${error.reason} ${delay >= 500}`))
    })
    return { run, tried, told }
  }

  it.effect("tries until it succeeds, and says so each time", () =>
    Effect.gen(function* () {
      const { run, tried, told } = attempts([errorOf("server"), errorOf("timeout"), errorOf("garbled")])
      const fiber = yield* Effect.fork(run)
      yield* TestClock.adjust("1 minute")
      expect(yield* Fiber.join(fiber)).toBe("done")
      expect(told).toEqual(["server true", "timeout true", "garbled true"])
      const waits = tried.slice(1).map((at, i) => at - (tried[i] ?? 0))
      waits.forEach((wait, i) => {
        expect(wait).toBeGreaterThanOrEqual(500 * 2 ** i)
        expect(wait).toBeLessThan(1_000 * 2 ** i + 1)
      })
    })
  )

  it.effect("gives up with the last error once its time is over", () =>
    Effect.gen(function* () {
      const { run, tried } = attempts(Array.from({ length: 1_000 }, () => errorOf("server")))
      const fiber = yield* Effect.fork(Effect.flip(run))
      yield* TestClock.adjust("1 hour")
      expect(yield* Fiber.join(fiber)).toMatchObject({ reason: "server" })
      expect(tried.at(-1)).toBeLessThanOrEqual(POLICY.withinMs)
      expect(tried.length).toBeGreaterThan(8)
    })
  )

  it.effect.each([
    ["a failure that may have had an effect", errorOf("timeout"), isWithoutEffect],
    ["a refusal for good", errorOf("insufficient-credits", { effect: "refused" }), () => true],
    ["what is no failure of the API", "the disk is full", () => true]
  ] as const)("does not repeat %s", ([_, error, mayRepeat]) =>
    Effect.gen(function* () {
      const { run, tried, told } = attempts([error], mayRepeat)
      expect(yield* Effect.flip(run)).toBe(error)
      expect([tried.length, told]).toEqual([1, []])
    })
  )

  it.effect("can be interrupted while it waits", () =>
    Effect.gen(function* () {
      const { run, tried } = attempts([errorOf("server")])
      const fiber = yield* Effect.fork(run)
      yield* TestClock.adjust(1)
      yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust("1 minute")
      expect(tried).toHaveLength(1)
    })
  )
})
