import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import type { RunEvent } from "../../src/apply/Reporter.ts"
import type { Output } from "../../src/cli/Output.ts"
import * as ReporterLive from "../../src/cli/Reporter.live.ts"
import { finished, look, MINUTE, phase, result, retry, SECOND, saved, standing, started } from "./progress/runs.ts"
import { Screen } from "./terminal.ts"

const USAGE = { limit: 60, used: 7, reserve: 0, windowMs: MINUTE }

const OUTPUT: Output = {
  out: () => {},
  err: () => {},
  style: () => (_, text) => text,
  isTerminal: true,
  width: 80
}

interface Watched {
  readonly screen: Screen
  readonly emit: (...events: ReadonlyArray<RunEvent>) => Effect.Effect<void>
  readonly output: Output
  readonly lines: Effect.Effect<ReadonlyArray<string>>
}

const watching = (columns: number, rows: number, script: (watched: Watched) => Effect.Effect<void>) =>
  Effect.gen(function* () {
    const screen = new Screen(columns, rows)
    const terminal = {
      write: screen.write,
      columns: () => screen.columns,
      rows: () => screen.rows,
      isUnicode: true,
      timeOfDay: () => "12:00"
    }
    const lines = Effect.promise(() => screen.lines())
    yield* Effect.gen(function* () {
      const { reporter, output } = yield* ReporterLive.make(
        { ...OUTPUT, err: (text) => screen.write(text.endsWith("\n") ? text : `${text}\n`) },
        terminal,
        Effect.succeed(USAGE)
      )
      const emit = (...events: ReadonlyArray<RunEvent>) => Effect.forEach(events, reporter.emit, { discard: true })
      yield* script({ screen, emit, output, lines })
    }).pipe(Effect.scoped)
    return { screen, lines: yield* lines }
  })

const ACTIVE = ["a", "b", "c"].map((address) => phase(`ledger/${address}`, "started"))

const SUMS = [
  "  done     ░░░░░░░░░░░░░░░  0 of 3, 3 under way",
  "  credits  ██░░░░░░░░░░░░░  120 of 2000 charged, 30 held, month 1530 of 20000",
  "  calls    ██░░░░░░░░░░░░░  7 of 60 a minute"
]

const ROWS = ["a", "b", "c"].map((address) => `  ledger/${address}  running                                  0:00`)

describe("the frame", () => {
  it.effect("stands at the end; what is said goes above it, and no trace of it is left", () =>
    Effect.gen(function* () {
      const { lines } = yield* watching(80, 24, ({ screen, emit, output, lines: now }) =>
        Effect.gen(function* () {
          screen.write("Plan\n")
          yield* emit(started(3), standing(), ...ACTIVE)
          yield* TestClock.adjust(200)
          expect(yield* now).toEqual(["Plan", "", ...ROWS, "", ...SUMS, "  time     0:00, time left: -"])
          yield* emit(saved("ledger/b"), retry("ledger/a"), result("ledger/b"))
          output.err("a word of somebody else\n")
          yield* TestClock.adjust(200)
          expect((yield* now).slice(0, 7)).toEqual([
            "Plan",
            "00:00  saved data/ledger/b.csv (1.0 kB, 12 rows)",
            "00:00  ledger/a: create again in 1.5 s: the server cannot for now",
            "a word of somebody else",
            "",
            ROWS[0],
            ROWS[2]
          ])
          yield* emit(finished)
          output.err("Report")
        })
      )
      expect(lines).toEqual([
        "Plan",
        "00:00  saved data/ledger/b.csv (1.0 kB, 12 rows)",
        "00:00  ledger/a: create again in 1.5 s: the server cannot for now",
        "a word of somebody else",
        "Report"
      ])
    })
  )

  it.effect("is taken away where the run is cut off", () =>
    Effect.gen(function* () {
      const { lines } = yield* watching(80, 24, ({ emit }) =>
        Effect.gen(function* () {
          yield* emit(started(3), ...ACTIVE)
          yield* TestClock.adjust(SECOND)
          yield* emit(saved("ledger/a"))
        })
      )
      expect(lines).toEqual(["00:01  saved data/ledger/a.csv (1.0 kB, 12 rows)"])
    })
  )

  it.effect("grows, shrinks and scrolls over hundreds of events, and no line of it stays behind", () =>
    Effect.gen(function* () {
      const names = Array.from({ length: 120 }, (_, n) => `export/${n}`)
      const { lines } = yield* watching(80, 24, ({ emit }) =>
        Effect.gen(function* () {
          yield* emit(started(120), standing())
          for (const [n, name] of names.entries()) {
            yield* emit(phase(name, "creating"))
            if (n % 3 === 0) yield* TestClock.adjust(130)
          }
          for (const [n, name] of names.entries()) {
            yield* emit(
              look(name, n % 100),
              phase(name, "started"),
              look(name, 50, n, 2 * n),
              saved(name),
              result(name)
            )
            if (n % 2 === 0) yield* TestClock.adjust(130)
          }
          yield* emit(finished)
        })
      )
      expect(lines.map((line) => line.slice(7))).toEqual(
        names.map((name) => `saved data/${name}.csv (1.0 kB, 12 rows)`)
      )
    })
  )

  it.effect.each([
    { name: "narrower", to: [50, 24] },
    { name: "much narrower", to: [40, 24] },
    { name: "wider", to: [120, 24] },
    { name: "taller", to: [80, 40] },
    { name: "lower", to: [80, 16] }
  ] as const)(
    "a terminal that becomes $name keeps what was said, and nothing of an older frame",
    ({ to: [columns, rows] }) =>
      Effect.gen(function* () {
        const { lines } = yield* watching(80, 24, ({ screen, emit, lines: now }) =>
          Effect.gen(function* () {
            screen.write("Plan\n")
            yield* emit(started(3), standing(), ...ACTIVE, saved("x"))
            yield* TestClock.adjust(SECOND)
            // The screen takes what was written before its size changes.
            yield* now
            screen.resize(columns, rows)
            yield* emit(look("ledger/a", 10))
            yield* TestClock.adjust(SECOND)
            const shown = (yield* now).filter((line) => line.startsWith("  done"))
            expect(shown).toHaveLength(1)
            yield* emit(finished)
          })
        )
        expect(lines.join("").replaceAll(/\s+/g, " ")).toBe("Plan00:00 saved data/x.csv (1.0 kB, 12 rows)")
      })
  )

  it.effect("is drawn no more than 8 times a second, and once a second where nothing happens", () =>
    Effect.gen(function* () {
      let writes = 0
      yield* watching(80, 24, ({ screen, emit }) =>
        Effect.gen(function* () {
          yield* emit(started(3), ...ACTIVE)
          const before = screen.draws
          for (let n = 0; n < 200; n++) {
            yield* emit(look("ledger/a", n / 2))
            yield* TestClock.adjust(10)
          }
          writes = screen.draws - before
          const quiet = screen.draws
          yield* TestClock.adjust(10 * SECOND)
          expect(screen.draws - quiet).toBeGreaterThanOrEqual(9)
          expect(screen.draws - quiet).toBeLessThanOrEqual(11)
        })
      )
      expect(writes).toBeGreaterThan(10)
      expect(writes).toBeLessThanOrEqual(16)
    })
  )
})
