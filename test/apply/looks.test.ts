import { describe, expect, it } from "vitest"
import {
  expecting,
  hintedLook,
  isHintExpected,
  learned,
  NO_EXPERIENCE,
  nextLook,
  patience
} from "../../src/apply/looks.ts"

const TICK = 1_000
const FEW = patience(1, 0)

/** The latest time of a look at one that is as old as it was waited for. */
const latestAt = (ageMs: number, progress?: number, patient = FEW) =>
  nextLook({ ageMs, waitedMs: ageMs, progress }, TICK, patient, NO_EXPERIENCE).latest

describe("the time to the next look", () => {
  it("grows with age, between one tick and 180", () => {
    expect([0, 1_000, 10_000, 60_000, 600_000, 3_600_000].map((age) => latestAt(age))).toEqual([
      1_000, 1_000, 1_500, 9_000, 90_000, 180_000
    ])
  })

  it("is the expected end, where the progress tells it and it is not far; one that stands still there costs few calls", () => {
    const lookAt = (progress: number) =>
      nextLook({ ageMs: 100_000, waitedMs: 100_000, progress }, TICK, FEW, NO_EXPERIENCE)
    expect([1, 50, 80, 90, 100].map((progress) => lookAt(progress).hopeful)).toEqual([
      30_000, 30_000, 25_000, 11_111, 1_000
    ])
    for (const progress of [1, 50, 80, 90, 100]) {
      const { hopeful, latest } = lookAt(progress)
      expect(latest).toBeGreaterThanOrEqual(hopeful)
      expect(latest).toBeGreaterThanOrEqual(5_000)
      expect(latest).toBeLessThanOrEqual(40_000)
    }
  })

  it("counts the progress from when it began to run, and the patience from when it was first waited for", () => {
    // Half of it took 10 s: it takes 10 s more, however long its price took.
    const { hopeful } = nextLook({ ageMs: 200_000, waitedMs: 10_000, progress: 50 }, TICK, FEW, NO_EXPERIENCE)
    expect(hopeful).toBe(10_000)
  })

  it("is within ten minutes of ticks, whatever was seen so far", () => {
    for (const exports of [1, 50, 10_000])
      for (const looks of [0, 10, 1_000])
        for (const ageMs of [0, 500, 5_000, 50_000, 5_000_000])
          for (const waitedMs of [0, ageMs / 2, ageMs])
            for (const progress of [undefined, 0, 1, 60, 100]) {
              const known = { quickest: 9_000, vain: 4_000, typical: 20_000 }
              const { hopeful, latest } = nextLook({ ageMs, waitedMs, progress }, TICK, patience(exports, looks), known)
              expect(hopeful).toBeGreaterThanOrEqual(TICK)
              expect(latest).toBeGreaterThanOrEqual(hopeful)
              expect(latest).toBeLessThanOrEqual(600 * TICK)
            }
  })
})

describe("patience", () => {
  it("of a few exports is short, whatever it costs", () => {
    expect(patience(24, 0)).toEqual(patience(1, 1_000))
    expect(patience(1, 0)).toMatchObject({ share: 0.15, shortest: 1 })
  })

  it("of many grows with every look, and is less the more exports share it", () => {
    const shares = [0, 5, 10, 20].map((looks) => patience(200, looks).share)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(new Set(shares).size).toBe(4)
    expect(patience(50, 10).share).toBeGreaterThan(patience(200, 10).share)
    expect(patience(50, 1_000).share).toBe(0.6)
  })
})

describe("experience", () => {
  const many = patience(200, 0)
  const first = (known: typeof NO_EXPERIENCE) => nextLook({ ageMs: 0, waitedMs: 0 }, TICK, many, known).hopeful

  it("spares the first looks that were in vain for all others, as soon as one has come so far", () => {
    const vain = learned(NO_EXPERIENCE, 12_000, false)
    expect(first(vain)).toBe(5_000)
    const one = learned(vain, 20_000, true)
    expect(one).toMatchObject({ quickest: 20_000, vain: 12_000 })
    expect(first(one)).toBe(12_000)
    // A quicker one shows that they would not be in vain.
    expect(first(learned(one, 6_000, true))).toBe(5_000)
  })

  it("of slow ones does not keep a quick one waiting for long", () => {
    const slow = learned(learned(NO_EXPERIENCE, 3_000_000, false), 3_600_000, true)
    expect(first(slow)).toBe(30_000)
  })
})

describe("a look that a hint asks for", () => {
  const many = patience(200, 0)
  const at = (cameMs: number, inVain: number, waitedMs = 50_000, patient = FEW) => {
    const waited = { ageMs: waitedMs, waitedMs }
    const ordinary = nextLook(waited, TICK, patient, NO_EXPERIENCE)
    return hintedLook({ cameMs, inVain }, waited, ordinary, TICK, patient, NO_EXPERIENCE)
  }

  it("is made half a tick after it, and no sooner than a tick after the last one", () => {
    expect(at(30_000, 0)).toEqual({ hopeful: 30_000, latest: 30_500 })
    expect(at(100, 0)).toEqual({ hopeful: 1_000, latest: 1_000 })
    expect(at(-2_000, 0)).toEqual({ hopeful: 1_000, latest: 1_000 })
    expect(at(100, 0, 0)).toEqual({ hopeful: 100, latest: 600 })
  })

  it("is none but the clock's, once two were in vain", () => {
    expect(at(1_000, 1).latest).toBe(1_500)
    expect(at(1_000, 2)).toEqual({ hopeful: 7_500, latest: 7_500 })
    expect(at(20_000, 2)).toEqual({ hopeful: 20_000, latest: 20_500 })
  })

  it("waits for others among many, the longer the older it is", () => {
    const waits = [0, 100_000, 1_000_000, 10_000_000].map((age) => at(5_000, 0, age, many).latest - 5_000)
    expect(waits).toEqual([12_000, 12_000, 90_000, 90_000])
  })

  it("is expected, and others are put off, until three came to their end without one", () => {
    expect([0, 2, 3, 100].map(isHintExpected)).toEqual([true, true, false, false])
    for (const patient of [FEW, many, patience(50, 1_000)]) {
      const put = expecting(patient)
      expect(put.share).toBeGreaterThanOrEqual(patient.share)
      expect(put).toMatchObject({ shortest: 10, longest: 600 })
    }
  })
})
