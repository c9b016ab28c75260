import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import type { RateUsage } from "../../src/api/ExportApi.ts"
import type { RunEvent } from "../../src/apply/Reporter.ts"
import { withStanding } from "../../src/apply/Standing.ts"
import type { Money } from "../../src/budget/admit.ts"
import type { Credits, Fingerprint } from "../../src/domain.ts"
import { finished, look, phase, result, SECOND, started } from "../cli/progress/runs.ts"

const MONEY: Money = {
  caps: { perRun: 200 as Credits },
  unknownCost: "block",
  spentRun: 12,
  spentMonth: 40,
  unknownCharge: false,
  unknownRunCharge: false,
  balance: 900,
  reserved: new Map([
    ["v1:a" as Fingerprint, 7],
    ["v1:b" as Fingerprint, 8]
  ]),
  unattended: new Set()
}

const USAGE: RateUsage = { limit: 60, used: 3, reserve: 5, windowMs: 60_000 }

interface Watched {
  readonly emit: (...events: ReadonlyArray<RunEvent>) => Effect.Effect<void>
  /** How many were told so far. */
  readonly told: () => number
  readonly seen: ReadonlyArray<RunEvent>
}

const telling = (script: (watched: Watched) => Effect.Effect<void>, usage: () => RateUsage = () => USAGE) =>
  Effect.gen(function* () {
    const seen: Array<RunEvent> = []
    const reporter = yield* withStanding(
      { emit: (event) => Effect.sync(() => void seen.push(event)) },
      { money: Effect.succeed(MONEY), usage: Effect.sync(usage) }
    )
    yield* script({
      emit: (...events) => Effect.forEach(events, reporter.emit, { discard: true }),
      told: () => seen.filter(({ type }) => type === "standing").length,
      seen
    })
  }).pipe(Effect.scoped)

describe("where a run stands", () => {
  it.effect("is told with the first event, and says money, calls and outcomes", () =>
    telling(({ emit, seen }) =>
      Effect.gen(function* () {
        yield* emit(started(3))
        expect(seen.map(({ type }) => type)).toEqual(["run-started", "standing"])
        yield* emit(phase("a", "started"), phase("b", "started"), result("b", "failed"))
        yield* TestClock.adjust(2 * SECOND)
        expect(seen.at(-1)).toEqual({
          type: "standing",
          outcomes: { done: 0, kept: 0, failed: 1, blocked: 0, incomplete: 0, pending: 0 },
          active: 1,
          credits: { charged: 12, reserved: 15, budget: 200, month: { charged: 40, budget: null }, balance: 900 },
          rate: { used: 3, limit: 60, reserve: 5, window_ms: 60_000 },
          estimated_end: null
        })
      })
    )
  )

  it.effect("is told every 2 s and no sooner, and what came last is told too", () =>
    telling(({ emit, told }) =>
      Effect.gen(function* () {
        yield* emit(started(3), phase("a", "started"))
        for (let n = 0; n < 100; n++) {
          yield* emit(look("a", n))
          yield* TestClock.adjust(100)
        }
        expect(told()).toBe(6)
        yield* TestClock.adjust(1_999)
        yield* emit(look("a", 100))
        yield* TestClock.adjust(1)
        expect(told()).toBe(7)
      })
    )
  )

  it.effect("is not told where nothing happens, for no timer runs", () =>
    telling(({ emit, told }) =>
      Effect.gen(function* () {
        yield* emit(started(3))
        yield* TestClock.adjust(3_600 * SECOND)
        expect(told()).toBe(1)
      })
    )
  )

  it.effect("is not told before an answer has told the limit, nor after the end", () => {
    let limit: number | undefined
    return telling(
      ({ emit, told, seen }) =>
        Effect.gen(function* () {
          yield* emit(started(3), phase("a", "creating"))
          expect(told()).toBe(0)
          limit = 60
          yield* emit(phase("a", "created"), phase("a", "priced"), finished)
          yield* TestClock.adjust(10 * SECOND)
          expect(told()).toBe(1)
          expect(seen.at(-1)).toBe(finished)
        }),
      () => ({ ...USAGE, limit })
    )
  })

  it.effect("what nothing may interrupt does not keep its timer", () =>
    Effect.gen(function* () {
      yield* telling(({ emit }) => Effect.uninterruptible(emit(started(3), phase("a", "creating"))))
    })
  )
})
