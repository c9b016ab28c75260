import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import type { RunEvent } from "../../src/apply/Reporter.ts"
import type { Output } from "../../src/cli/Output.ts"
import * as ReporterText from "../../src/cli/Reporter.text.ts"
import { finished, look, MINUTE, phase, result, retry, SECOND, saved, standing, started } from "./progress/runs.ts"

const PROBLEM = {
  code: "over-budget",
  message: "it costs 12 credits, and per_run (200) leaves 1",
  hint: "raise the cap"
} as const

const USAGE = { limit: 60, used: 7, reserve: 0, windowMs: MINUTE }

/** What is said while the script runs; time is the test's. */
const said = (script: (emit: (event: RunEvent) => Effect.Effect<void>) => Effect.Effect<void>) =>
  Effect.gen(function* () {
    const lines: Array<string> = []
    const output: Output = {
      out: () => {},
      err: (text) => void lines.push(text),
      style: () => (_, text) => `\u001b[1m${text}`,
      isTerminal: false,
      width: 80
    }
    const { emit } = yield* ReporterText.make(output, Effect.succeed(USAGE))
    yield* script(emit)
    return lines
  }).pipe(Effect.scoped)

const all = (emit: (event: RunEvent) => Effect.Effect<void>, events: ReadonlyArray<RunEvent>) =>
  Effect.forEach(events, emit, { discard: true })

const names = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, n) => `a/${n}`)

describe("a small run", () => {
  it.effect("tells each step, and each file", () =>
    Effect.gen(function* () {
      const lines = yield* said((emit) =>
        Effect.gen(function* () {
          yield* emit(started(1))
          for (const to of ["creating", "created", "priced", "starting", "started"] as const)
            yield* emit(phase("a", to))
          yield* TestClock.adjust(65 * SECOND)
          yield* emit(phase("a", "ready"))
          yield* emit(saved("a", 17_200))
          yield* emit(result("a"))
          yield* emit(finished)
        })
      )
      expect(lines.filter((line) => !line.includes("calls"))).toEqual([
        "00:00  a: created, its price is being calculated",
        "00:00  a: priced",
        "00:00  a: started",
        "01:05  a: ready",
        "01:05  a: saved data/a.csv (17.2 kB, 12 rows)"
      ])
    })
  )

  it.effect("says where it stands whenever nothing was said for 9 s", () =>
    Effect.gen(function* () {
      const lines = yield* said((emit) =>
        Effect.gen(function* () {
          yield* all(emit, [started(20), standing(), phase("a", "started"), look("a", 63.7, 12, 20)])
          yield* TestClock.adjust(8 * SECOND)
          yield* emit(retry("b"))
          yield* TestClock.adjust(20 * SECOND)
        })
      )
      const sum =
        "0 of 20 done, 1 under way; 120 of 2000 credits charged, 30 held, 1530 of 20000 this month; 7 of 60 calls a minute; - left; a: running 63 %, 12 of 20 rows"
      expect(lines).toEqual([
        "00:00  a: started",
        "00:08  b: create again in 1.5 s: the server cannot for now",
        `00:17  ${sum}`,
        `00:26  ${sum}`
      ])
    })
  )
})

describe("a run of thousands", () => {
  it.effect("is told in sums, at least every 10 s, however much happens", () =>
    Effect.gen(function* () {
      const lines = yield* said((emit) =>
        Effect.gen(function* () {
          yield* all(emit, [started(10_000), standing()])
          for (let second = 0; second < 120; second++) {
            const of = names(10).map((name) => `${second}/${name}`)
            for (const name of of)
              yield* all(emit, [
                phase(name, "creating"),
                phase(name, "created"),
                phase(name, "started"),
                saved(name),
                result(name)
              ])
            yield* TestClock.adjust(SECOND)
          }
          yield* emit(finished)
        })
      )
      expect(lines.length).toBeLessThan(2 * 15)
      const times = lines.map((line) => Number(line.slice(0, 2)) * 60 + Number(line.slice(3, 5)))
      for (const [n, time] of times.entries()) expect(time - (times[n - 1] ?? 0)).toBeLessThanOrEqual(10)
      expect(times.at(-1)).toBeGreaterThanOrEqual(110)
      expect(lines[0]).toBe("00:09  90 files saved (90.0 kB)")
      expect(lines[1]).toMatch(/^00:09 {2}90 of 10000 done; 120 of 2000 credits/)
    })
  )

  it.effect("says each trouble, until there are too many to read: then how many there were, and of late which", () =>
    Effect.gen(function* () {
      const lines = yield* said((emit) =>
        Effect.gen(function* () {
          yield* emit(started(10_000))
          yield* all(
            emit,
            names(100).map((name) => retry(name, `no room for ${name}`))
          )
          yield* all(
            emit,
            names(500).map((name) => result(name, "blocked", { problem: PROBLEM }))
          )
          yield* TestClock.adjust(9 * SECOND)
          yield* emit(retry("late"))
          yield* emit({ type: "notice", message: "something to know" })
        })
      )
      expect(lines.slice(0, 20).every((line) => line.includes("create again in 1.5 s: no room for a/"))).toBe(true)
      expect(lines.slice(20)).toEqual([
        "00:09  80 more retries, of late create: no room for a/99",
        "00:09  500 more blocked: the report names each",
        expect.stringContaining("0 of 10000 done, 500 blocked"),
        "00:09  late: create again in 1.5 s: the server cannot for now",
        "00:09  something to know"
      ])
    })
  )

  it.effect("what is untold at the end is told then", () =>
    Effect.gen(function* () {
      const lines = yield* said((emit) => all(emit, [started(500), saved("a"), saved("b"), finished]))
      expect(lines).toEqual(["00:00  2 files saved (2.0 kB)"])
    })
  )
})

it.effect("nothing is said before a run has begun, nor after it", () =>
  Effect.gen(function* () {
    const lines = yield* said((emit) =>
      Effect.gen(function* () {
        yield* TestClock.adjust(MINUTE)
        yield* all(emit, [started(1), finished])
        yield* TestClock.adjust(MINUTE)
      })
    )
    expect(lines).toEqual([])
  })
)

it.effect("no name brings a control code, and no style is used", () =>
  Effect.gen(function* () {
    const evil = "a\u001b[2J\u0007\r"
    const lines = yield* said((emit) =>
      Effect.gen(function* () {
        yield* all(emit, [
          started(2),
          phase(evil, "started"),
          look(evil, 5, 1, 2, "st\u001b[31matus"),
          saved(evil),
          retry(evil, evil)
        ])
        yield* TestClock.adjust(10 * SECOND)
        yield* all(emit, [result(evil, "failed", { problem: { ...PROBLEM, message: evil } }), finished])
      })
    )
    expect(lines).toHaveLength(5)
    expect(lines.join("")).not.toMatch(/\p{Cc}/u)
  })
)
