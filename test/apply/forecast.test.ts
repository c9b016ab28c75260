import { describe, expect, it } from "vitest"
import { type Forecast, settled, timeLeft } from "../../src/apply/forecast.ts"
import { NOTHING_YET, type Progress, progressed } from "../../src/apply/Progress.ts"
import { renderLeft } from "../../src/cli/progress/words.ts"
import {
  folded,
  HOUR,
  look,
  MINUTE,
  phase,
  result,
  SECOND,
  standing,
  started,
  T0,
  type Timed
} from "../cli/progress/runs.ts"

const RATE = { used: 10, limit: 60, reserve: 0, window_ms: MINUTE }

/** So many purchases that took so long each, one after the other. */
const oneByOne = (count: number, tookMs: number): ReadonlyArray<Timed> =>
  Array.from({ length: count }, (_, n) => n).flatMap(
    (n): ReadonlyArray<Timed> => [
      [n * tookMs, phase(`done/${n}`, "creating")],
      [(n + 1) * tookMs, result(`done/${n}`)]
    ]
  )

interface Case {
  readonly name: string
  readonly events: ReadonlyArray<Timed>
  readonly at: number
  /** In s; `undefined`: nothing is said. */
  readonly left: number | undefined
}

const CASES: ReadonlyArray<Case> = [
  { name: "F1: before anything happened", events: [[0, started(3)]], at: 0, left: undefined },
  {
    name: "F1: the rate limit alone says nothing of what a purchase takes",
    events: [
      [0, started(3)],
      [0, standing({ rate: RATE })],
      [0, phase("a", "creating")],
      [10, phase("a", "started")]
    ],
    at: MINUTE,
    left: undefined
  },
  {
    name: "F1: a progress of 1 % is none",
    events: [
      [0, started(1)],
      [0, phase("a", "started")],
      [MINUTE, look("a", 1)]
    ],
    at: MINUTE,
    left: undefined
  },
  {
    name: "at its own pace: 25 % in a minute",
    events: [
      [0, started(1)],
      [0, phase("a", "started")],
      [MINUTE, look("a", 25)]
    ],
    at: MINUTE,
    left: 180
  },
  {
    name: "it goes on between two looks",
    events: [
      [0, started(1)],
      [0, phase("a", "started")],
      [MINUTE, look("a", 25)]
    ],
    at: 2 * MINUTE,
    left: 120
  },
  {
    name: "the time before it was started is no part of its pace",
    events: [
      [0, started(1)],
      [0, phase("a", "creating")],
      [HOUR, phase("a", "started")],
      [HOUR + MINUTE, look("a", 50)]
    ],
    at: HOUR + MINUTE,
    left: 60
  },
  {
    name: "one that an earlier run started has the pace that this one sees",
    events: [
      [0, started(1)],
      [MINUTE, look("a", 60)],
      [2 * MINUTE, look("a", 70)]
    ],
    at: 2 * MINUTE,
    left: 180
  },
  {
    name: "F1: and none before it was seen twice",
    events: [
      [0, started(1)],
      [MINUTE, look("a", 60)]
    ],
    at: MINUTE,
    left: undefined
  },
  {
    name: "F2: the slowest of those under way",
    events: [
      [0, started(2)],
      [0, phase("a", "started")],
      [0, phase("b", "started")],
      [MINUTE, look("a", 50)],
      [MINUTE, look("b", 20)]
    ],
    at: MINUTE,
    left: 240
  },
  {
    name: "one of which nothing is known takes what the others took",
    events: [[0, started(3)], ...oneByOne(2, MINUTE), [2 * MINUTE, phase("c", "creating")]],
    at: 2 * MINUTE + 20 * SECOND,
    left: 40
  },
  {
    name: "F2: the rate limit: 300 to come, 2.2 calls each, 60 a minute; then the last one",
    events: [[0, started(301)], [0, standing({ rate: RATE })], ...oneByOne(1, 10 * SECOND)],
    at: 10 * SECOND,
    left: 660 + 10
  },
  {
    name: "F2: what is left to others is not ours",
    events: [[0, started(301)], [0, standing({ rate: { ...RATE, reserve: 30 } })], ...oneByOne(1, 10 * SECOND)],
    at: 10 * SECOND,
    left: 1_320 + 10
  },
  {
    name: "without a limit the places side by side count: 10 to come, 2 at once, a minute each",
    events: [
      [0, started(11, { concurrency: 2 })],
      [0, standing({ rate: { ...RATE, limit: null } })],
      ...oneByOne(1, MINUTE)
    ],
    at: MINUTE,
    left: 300 + 60
  },
  {
    name: "the pace so far, where it is slower than all that",
    events: [[0, started(20)], [0, standing({ rate: RATE })], ...oneByOne(10, MINUTE)],
    at: 10 * MINUTE,
    left: 600 + 60
  },
  { name: "nothing is left", events: [[0, started(1)], ...oneByOne(1, MINUTE)], at: MINUTE, left: 0 }
]

describe("what is left", () => {
  it.each(CASES)("$name", ({ events, at, left }) => {
    const said = timeLeft(folded(...events), T0 + at)
    expect(said === undefined ? undefined : Math.round(said / SECOND)).toBe(left)
  })
})

describe("F3: what was said moves, and does not jump", () => {
  const said: Forecast = { end: T0 + HOUR, at: T0 }

  it("the first word stands as it is", () => {
    expect(settled(undefined, MINUTE, T0)).toEqual({ end: T0 + MINUTE, at: T0 })
  })

  it("keeps what was said where nothing is known any more", () => {
    expect(settled(said, undefined, T0 + MINUTE)).toBe(said)
  })

  it("goes half of the way in half a minute", () => {
    const after30 = settled(said, 2 * HOUR, T0 + 30 * SECOND)
    expect((after30?.end ?? 0) - T0).toBeCloseTo((HOUR + 2 * HOUR + 30 * SECOND) / 2, -3)
  })

  it("and is there in a few minutes", () => {
    let now = T0
    let forecast: Forecast | undefined = said
    for (; now < T0 + 5 * MINUTE; now += 2 * SECOND) forecast = settled(forecast, 2 * HOUR + T0 - now, now)
    expect(Math.abs((forecast?.end ?? 0) - (T0 + 2 * HOUR))).toBeLessThan(MINUTE)
  })
})

/** A run of 500 purchases at 60 calls a minute, each running one to four minutes, looked at in turns. */
const simulated = function* (): Generator<{ readonly now: number; readonly progress: Progress; readonly end: number }> {
  const jobs = Array.from({ length: 500 }, (_, n) => ({
    address: `a/${n}`,
    from: n * 2.2 * SECOND,
    // Spread evenly, in no order.
    tookMs: MINUTE + ((n * 7_919) % 180) * SECOND
  }))
  const end = Math.max(...jobs.map(({ from, tookMs }) => from + tookMs))
  let progress = progressed(NOTHING_YET, started(500), T0)
  progress = progressed(progress, standing({ rate: RATE }), T0)
  for (let ms = 0; ms <= end; ms += 2 * SECOND) {
    const now = T0 + ms
    for (const { address, from, tookMs } of jobs) {
      if (from > ms - 2 * SECOND && from <= ms) progress = progressed(progress, phase(address, "started"), now)
      if (from <= ms && ms < from + tookMs && ms % (20 * SECOND) === 0)
        progress = progressed(progress, look(address, Math.floor((100 * (ms - from)) / tookMs)), now)
      if (from + tookMs > ms - 2 * SECOND && from + tookMs <= ms) progress = progressed(progress, result(address), now)
    }
    yield { now, progress, end: T0 + end }
  }
}

describe("over a run of 500", () => {
  it("what is said is true within a quarter and a minute, once a tenth is done, and never jumps", () => {
    let forecast: Forecast | undefined
    let before: Forecast | undefined
    const words: Array<string> = []
    for (const { now, progress, end } of simulated()) {
      before = forecast
      forecast = settled(forecast, timeLeft(progress, now), now)
      if (forecast === undefined) continue
      words.push(renderLeft(forecast.end - now) ?? "-")
      const left = end - now
      if (progress.outcomes.done >= 50 && left > MINUTE)
        expect(Math.abs(forecast.end - end), `${left} ms before the end`).toBeLessThan(0.25 * left + MINUTE)
      if (before !== undefined)
        expect(Math.abs(forecast.end - before.end)).toBeLessThan(Math.max(10 * SECOND, 0.1 * (end - now)))
    }
    expect(words.length).toBeGreaterThan(500)
    // A word stays for a while.
    const changes = words.filter((word, n) => n > 0 && word !== words[n - 1]).length
    expect(changes).toBeLessThan(words.length / 8)
  })
})
