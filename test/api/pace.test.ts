import { describe, expect, it } from "@effect/vitest"
import * as FC from "effect/FastCheck"
import {
  answered,
  delay,
  initialPace,
  type Pace,
  type RateNews,
  type Sent,
  sent,
  withdrawn
} from "../../src/api/pace.ts"
import { KINDS, type Scene, simulate } from "./simulate.ts"

const WINDOW = 60_000
/** Not at the beginning of an aligned window, nor of a day. */
const START = Date.parse("2024-06-01T12:00:17Z")

/** Calls one after another, each answered after 100 ms. */
const following = (pace: Pace, at: number, ...news: ReadonlyArray<RateNews>): Pace =>
  news.reduce((before, told, i) => {
    const after = sent(before)
    return answered(after, { at: at + i * 100, step: after.steps }, at + (i + 1) * 100, told)
  }, pace)

/** Drawn from a seed, so that a counterexample is short. */
const randomOf = (seed: number) => {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const told = (remaining: number, limit = 60): RateNews => ({ limit, remaining })

describe("while nobody else calls", () => {
  const scene = FC.record({
    kind: FC.constantFrom(...KINDS),
    limit: FC.integer({ min: 2, max: 120 }),
    reserve: FC.constant(0),
    windowMs: FC.constantFrom(1_000, 10_000, WINDOW),
    concurrency: FC.constantFrom(1, 3, 10, 300),
    startMs: FC.integer({ min: START, max: START + WINDOW }),
    seed: FC.integer({ min: 1, max: 1_000_000 })
  })

  it("R1: no call is ever answered 429, whatever the window, the jitter and the concurrency", () => {
    FC.assert(
      FC.property(scene, FC.integer({ min: 0, max: 400 }), FC.integer({ min: 0, max: 4_000 }), (base, least, more) => {
        const random = randomOf(base.seed)
        const latencyMs = [least, least + more] as const
        const seen = simulate({ ...base, others: [], latencyMs, forMs: 6 * base.windowMs, random })
        expect(seen.refused).toEqual([])
        // An answer that takes longer than the window tells of one that is over: then others may be suspected for nothing.
        if (least + more < base.windowMs) expect(seen.pace.busy).toBe(false)
        for (const at of seen.admitted)
          expect(seen.admitted.filter((one) => one >= at && one < at + base.windowMs).length).toBeLessThanOrEqual(
            base.limit
          )
      }),
      { numRuns: 100 }
    )
  })

  it.each(KINDS)("and what there is of a limit in a %s window is used: 0.95 of it at least", (kind) => {
    FC.assert(
      FC.property(scene, (base) => {
        const random = randomOf(base.seed)
        // One after another, calls could not use it up: they are short enough that they can.
        const latencyMs = [0, Math.min(base.windowMs / 100, base.windowMs / base.limit / 4)] as const
        const windows = 20
        const seen = simulate({ ...base, kind, others: [], latencyMs, forMs: windows * base.windowMs, random })
        expect(seen.admitted.length / (windows * base.limit)).toBeGreaterThanOrEqual(0.95)
      }),
      { numRuns: 15 }
    )
  })

  it("the reserve is left to others, and one call at least is taken", () => {
    for (const [reserve, calls] of [
      [0, 60],
      [10, 50],
      [59, 1],
      [60, 1],
      [1_000, 1]
    ] as const) {
      const scene: Scene = {
        kind: "sliding",
        limit: 60,
        reserve,
        windowMs: WINDOW,
        concurrency: 100,
        latencyMs: [10, 10],
        others: [],
        forMs: WINDOW - 1,
        startMs: START,
        random: () => 0
      }
      expect(simulate(scene).admitted).toHaveLength(calls)
    }
  })
})

describe("while others call too", () => {
  const scene = FC.record({
    kind: FC.constantFrom(...KINDS),
    limit: FC.constant(60),
    reserve: FC.integer({ min: 0, max: 12 }),
    windowMs: FC.constant(WINDOW),
    concurrency: FC.constantFrom(1, 10, 100),
    latencyMs: FC.constantFrom([0, 0] as const, [10, 100] as const, [20, 1_500] as const),
    startMs: FC.integer({ min: START, max: START + WINDOW }),
    seed: FC.integer({ min: 1, max: 1_000_000 })
  })
  const WINDOWS = 6
  const at = (startMs: number, moments: ReadonlyArray<number>) =>
    moments.map((moment) => startMs + Math.round(moment * WINDOWS * WINDOW)).sort((a, b) => a - b)
  // Of all doubles between 0 and 1, most are next to 0.
  const moment = FC.integer({ min: 0, max: 1_000_000 }).map((n) => n / 1_000_000)
  const moments = FC.array(moment, { maxLength: WINDOWS * 30, size: "max" })

  it("R5: once they are known of, a 429 of ours means that they took more than the reserve between the word it was sent on and itself", () => {
    FC.assert(
      FC.property(scene, moments, (base, calls) => {
        const random = randomOf(base.seed)
        const seen = simulate({ ...base, others: at(base.startMs, calls), forMs: WINDOWS * WINDOW, random })
        for (const { busy, othersSince } of seen.refused) if (busy) expect(othersSince).toBeGreaterThan(base.reserve)
        // Before others were known of, it takes one answer to learn of them.
        expect(seen.refused.filter(({ busy }) => !busy).length).toBeLessThanOrEqual(base.concurrency)
      }),
      { numRuns: 100 }
    )
  })

  it("R6: what they took while we rested costs us one call at the most: the others go on a fresh word", () => {
    // All at once, at any time: no word that was heard before knows of them.
    const bursts = FC.array(FC.record({ moment, calls: FC.integer({ min: 1, max: 60 }) }), {
      minLength: 4,
      maxLength: 12
    })
    FC.assert(
      FC.property(scene, bursts, FC.integer({ min: 1, max: 30 }), (base, them, calls) => {
        const others = at(
          base.startMs,
          them.flatMap(({ moment, calls }) => Array.from({ length: calls }, () => moment))
        )
        const random = randomOf(base.seed)
        const seen = simulate({
          ...base,
          reserve: base.reserve + 1,
          bunches: { calls, everyMs: WINDOW / 3 },
          others,
          forMs: WINDOWS * WINDOW,
          random
        })
        for (const { alone, wordAgeMs } of seen.refused) if (!alone) expect(wordAgeMs).toBeLessThanOrEqual(WINDOW / 60)
      }),
      { numRuns: 100 }
    )
  })

  it("R1: they get what they call for, as long as it is no more than the reserve, and so do we", () => {
    FC.assert(
      FC.property(scene, (base) => {
        const random = randomOf(base.seed)
        const others = Array.from({ length: WINDOWS * base.reserve }, (_, i) =>
          Math.ceil(base.startMs + (i * WINDOW) / base.reserve)
        )
        const seen = simulate({ ...base, others, forMs: WINDOWS * WINDOW, random })
        expect(seen.refused).toEqual([])
        expect(seen.others).toEqual(others)
      }),
      { numRuns: 100 }
    )
  })

  it.each(
    KINDS.flatMap((kind) =>
      [1, 10, 100].flatMap((concurrency) => [10, 30].map((calls) => ({ kind, concurrency, calls })))
    )
  )(
    "$calls regular calls of theirs in a $kind window, $concurrency of ours at once: no 429, and the rest is used",
    (one) => {
      const windows = 10
      const seen = simulate({
        ...one,
        limit: 60,
        reserve: 6,
        windowMs: WINDOW,
        latencyMs: [10, 90],
        others: Array.from(
          { length: windows * one.calls },
          (_, i) => START + Math.round(((i + 0.5) * WINDOW) / one.calls)
        ),
        forMs: windows * WINDOW,
        startMs: START,
        random: randomOf(1)
      })
      expect(seen.refused).toEqual([])
      expect(seen.admitted.length / (windows * (60 - 6 - one.calls))).toBeGreaterThan(0.8)
    }
  )

  it("R5: calls of the window before do not hide theirs: a window that counts fewer than ours has begun anew", () => {
    // 50 of ours, then a reset, 30 of theirs, and one more of ours: 31 is fewer than 50, and more than the one.
    const first = following(initialPace(WINDOW, 0), START, ...Array.from({ length: 50 }, (_, i) => told(59 - i)))
    expect(first.busy).toBe(false)
    const second = following(first, START + 10_000, told(29))
    expect(second.busy).toBe(true)
    expect(following(first, START + 10_000, told(59)).busy).toBe(false)
    // All that remains may be sent; after it nothing, though most of ours have left any sliding window.
    const spent = following(second, START + 55_000, ...Array.from({ length: 29 }, (_, i) => told(28 - i)))
    const lastAt = START + 55_000 + 2_900
    expect(delay(spent, START + WINDOW + 5_000)).toBe(lastAt + WINDOW - (START + WINDOW + 5_000))
  })
})

describe("R2: what remains", () => {
  it("bounds the calls on their way: others have called, so what is used up stays so for a window", () => {
    let pace = following(initialPace(WINDOW, 2), START, told(5))
    expect(pace.busy).toBe(true)
    for (let calls = 0; calls < 3; calls++) {
      expect(delay(pace, START + 200)).toBe(0)
      pace = sent(pace)
    }
    expect(delay(pace, START + 200)).toBe(WINDOW - 100)
  })

  it("bounds them while nobody else calls: the window may count on, so one at a time looks whether it does", () => {
    const pace = following(initialPace(WINDOW, 0), START, told(3, 4), told(2, 4), told(1, 4), told(0, 4))
    expect(delay(pace, START + WINDOW)).toBe(100)
    expect(delay(pace, START + WINDOW + 350)).toBe(0)
    expect(delay(sent(pace), START + WINDOW + 350)).toBeUndefined()
    const looked = following(pace, START + WINDOW + 350, told(3, 4))
    expect(delay(sent(sent(looked)), START + WINDOW + 450)).toBe(0)
  })

  it("counts calls that ended without a word on it, until a later answer says more", () => {
    let pace = following(initialPace(WINDOW, 0), START, told(59), told(2), {}, {})
    expect(delay(sent(pace), START + 500)).toBe(START + 200 + WINDOW - (START + 500))
    pace = following(pace, START + 1_000, told(40))
    expect(delay(sent(pace), START + 1_500)).toBe(0)
  })

  it("is taken from the later of two answers, and from the lower one where they overlap", () => {
    const first = following(initialPace(WINDOW, 0), START, told(59))
    const one = sent(first)
    const both = sent(one)
    const [a, b] = [one, both].map(({ steps }) => ({ at: START + 200, step: steps }))
    const ended = (pace: Pace, call: Sent | undefined, remaining: number) =>
      call === undefined ? pace : answered(pace, call, START + 300, told(remaining))
    const overtaken = ended(ended(both, b, 57), a, 58)
    const inOrder = ended(ended(both, a, 58), b, 57)
    expect([overtaken, inOrder].map((pace) => pace.told?.remaining)).toEqual([57, 57])
    expect(following(overtaken, START + 400, told(59)).told?.remaining).toBe(59)
    expect([overtaken, inOrder].map(({ busy }) => busy)).toEqual([false, false])
  })
})

describe("R3: being held", () => {
  const open = following(initialPace(WINDOW, 0), START, told(59))

  it("Retry-After holds everything back, and then lets one call see", () => {
    const held = following(open, START + 1_000, { limit: 60, remaining: 0, retryAfterMs: 7_000 })
    expect(delay(held, START + 1_100)).toBe(7_000)
    expect(delay(held, START + 8_099)).toBe(1)
    expect(delay(held, START + 8_100)).toBe(0)
    expect(delay(sent(held), START + 8_100)).toBeUndefined()
  })

  it("the longer of two holds", () => {
    const twice = following(open, START + 1_000, { retryAfterMs: 9_000 }, { retryAfterMs: 1_000 })
    expect(delay(twice, START + 1_200)).toBe(8_900)
  })

  it("a 429 that does not say how long: one window, as others must have called", () => {
    const held = following(open, START + 1_000, { limit: 60, remaining: 0 })
    expect(held.busy).toBe(true)
    expect(delay(held, START + 1_100)).toBe(WINDOW)
  })

  it("the last call of the day: until the next one, in UTC", () => {
    const spent = following(open, START + 1_000, { limit: 60, remaining: 58, remainingDay: 0 })
    expect(delay(spent, START + 1_100)).toBe(Date.parse("2024-06-02T00:00:00Z") - (START + 1_100))
    const some = following(open, START + 1_000, { limit: 60, remaining: 58, remainingDay: 1 })
    expect(delay(some, START + 1_100)).toBe(0)
  })
})

it("R5: where something is reserved, what is used up stays so for a window, though nobody else was seen", () => {
  const pace = following(initialPace(WINDOW, 2), START, told(3, 4), told(2, 4))
  expect(pace.busy).toBe(false)
  // The first of ours has left the window by then; what was told last has not.
  expect(delay(pace, START + 100 + WINDOW)).toBe(100)
})

describe("R6: a word that has grown old", () => {
  it("lets one call go at a time where others are known of or reserved for, and no other", () => {
    const busy = following(initialPace(WINDOW, 0), START, told(40))
    const reserved = following(initialPace(WINDOW, 5), START, told(59))
    const alone = following(initialPace(WINDOW, 0), START, told(59))
    const later = START + WINDOW / 2
    for (const pace of [busy, reserved]) {
      expect(delay(sent(pace), START + 200)).toBe(0)
      expect(delay(pace, later)).toBe(0)
      expect(delay(sent(pace), later)).toBeUndefined()
      const looked = following(pace, later, told(30))
      expect(delay(sent(sent(looked)), later + 200)).toBe(0)
    }
    expect(delay(sent(alone), later)).toBe(0)
  })

  it("so others who call while we rest cost us one call at the most, however many calls wait by then", () => {
    // Five of ours, a rest of half a window in which they take all that is left but one, and ours again.
    const rested = following(initialPace(WINDOW, 5), START, ...Array.from({ length: 5 }, (_, i) => told(59 - i)))
    const looked = following(rested, START + WINDOW / 2, told(1))
    expect(delay(looked, START + WINDOW / 2 + 100)).toBeGreaterThan(0)
  })
})

describe("R7: the calls of a day", () => {
  const word = (remainingDay: number): RateNews => ({ limit: 60, remaining: 50, remainingDay })
  const midnight = Date.parse("2024-06-02T00:00:00Z")

  it("no more are on their way than are left", () => {
    let pace = following(initialPace(WINDOW, 0), START, word(3))
    for (let calls = 0; calls < 3; calls++) {
      expect(delay(pace, START + 200)).toBe(0)
      pace = sent(pace)
    }
    expect(delay(pace, START + 200)).toBeUndefined()
  })

  it("those that ended without a word on it count, and a later word wins", () => {
    const silent = following(initialPace(WINDOW, 0), START, word(3), {}, {}, {})
    expect(delay(silent, START + 500)).toBe(midnight - (START + 500))
    expect(delay(following(silent, START + 500, word(7)), START + 600)).toBe(0)
  })

  it("the next day, one call looks first", () => {
    const spent = following(initialPace(WINDOW, 0), START, word(0))
    expect(delay(spent, midnight - 1)).toBe(1)
    expect(delay(spent, midnight)).toBe(0)
    expect(delay(sent(spent), midnight)).toBeUndefined()
    const looked = following(spent, midnight, word(9))
    expect(delay(sent(sent(looked)), midnight + 200)).toBe(0)
  })

  it("is kept by a plan that names no limit a minute", () => {
    let pace = following(initialPace(WINDOW, 0), START, { limit: null, remainingDay: 2 }, { limit: null })
    expect(delay(pace, START + 300)).toBe(0)
    pace = sent(pace)
    expect(delay(pace, START + 300)).toBeUndefined()
  })
})

describe("R4: until the limit is told", () => {
  const fresh = initialPace(WINDOW, 0)

  it("one call at a time", () => {
    expect(delay(fresh, START)).toBe(0)
    expect(delay(sent(fresh), START)).toBeUndefined()
  })

  it("a call without any word on it changes nothing: it failed, or its answer was cached", () => {
    const still = following(fresh, START, {}, {}, {})
    expect(still.limit).toBeUndefined()
    expect(delay(still, START + 400)).toBe(0)
    expect(delay(sent(still), START + 400)).toBeUndefined()
  })

  it("a server that names none is taken at its word, as long as it does not answer 429", () => {
    const free = following(fresh, START, { limit: null })
    let pace = free
    for (let calls = 0; calls < 5_000; calls++) pace = sent(pace)
    expect(delay(pace, START + 200)).toBe(0)
    const held = following(free, START + 200, { remaining: 0, retryAfterMs: 3_000 })
    expect(delay(held, START + 300)).toBe(3_000)
    expect(delay(following(held, START + 3_300, { limit: null }), START + 3_400)).toBe(0)
  })

  it("a limit once told is not forgotten over an answer without one, and follows a new one", () => {
    const known = following(fresh, START, told(59))
    expect(following(known, START + 100, { limit: null }).limit).toBe(60)
    expect(following(known, START + 100, {}).limit).toBe(60)
    expect(following(known, START + 100, told(28, 30)).limit).toBe(30)
  })

  it("after a whole window without an answer, one call looks first", () => {
    const idle = following(fresh, START, told(59))
    expect(delay(sent(idle), START + 100 + WINDOW - 1)).toBe(0)
    expect(delay(idle, START + 100 + WINDOW)).toBe(0)
    expect(delay(sent(idle), START + 100 + WINDOW)).toBeUndefined()
  })
})

it("a turn that was given back counts for nothing", () => {
  const open = following(initialPace(WINDOW, 0), START, told(1, 2))
  expect(delay(sent(open), START + 200)).toBe(WINDOW - 100)
  expect(delay(withdrawn(sent(open)), START + 200)).toBe(0)
})
