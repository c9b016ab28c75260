import { describe, expect, it } from "vitest"
import { viewOf } from "../../../src/cli/progress/View.ts"
import { renderAge, renderLeft, renderStage } from "../../../src/cli/progress/words.ts"
import { folded, HOUR, look, MINUTE, phase, result, SECOND, standing, started, T0, type Timed } from "./runs.ts"

const MANY: ReadonlyArray<Timed> = [
  [0, started(40)],
  ...["a", "b", "c", "d", "e"].map((address, n): Timed => [n, phase(address, "creating")]),
  [10, phase("b", "created")],
  [20, phase("d", "started")],
  [30, look("d", 63.7, 630, 1_000)],
  [40, result("c")],
  [50, result("x", "failed")]
]

describe("the view", () => {
  it("has a row for each request under way, in the order in which they began", () => {
    const { rows, folded: rest } = viewOf(folded(...MANY), T0 + MINUTE, 10)
    expect(
      rows.map(({ address, stage, percent, rows: done, totalRows }) => [address, stage, percent, done, totalRows])
    ).toEqual([
      ["a", "creating", undefined, undefined, undefined],
      ["b", "pricing", undefined, undefined, undefined],
      ["d", "running", 63.7, 630, 1_000],
      ["e", "creating", undefined, undefined, undefined]
    ])
    expect(rows.map(({ ageMs }) => ageMs)).toEqual([MINUTE, MINUTE - 1, MINUTE - 3, MINUTE - 4])
    expect(rest).toEqual({ count: 0, stages: [] })
  })

  it.each([
    { most: 3, shown: ["a", "b", "d"], stages: [["creating", 1]] },
    {
      most: 1,
      shown: ["a"],
      stages: [
        ["creating", 1],
        ["pricing", 1],
        ["running", 1]
      ]
    },
    {
      most: 0,
      shown: [],
      stages: [
        ["creating", 2],
        ["pricing", 1],
        ["running", 1]
      ]
    }
  ])("folds what has no room: $most rows", ({ most, shown, stages }) => {
    const { rows, folded: rest } = viewOf(folded(...MANY), T0 + MINUTE, most)
    expect(rows.map(({ address }) => address)).toEqual(shown)
    expect(rest).toEqual({ count: 4 - shown.length, stages })
  })

  it("counts", () => {
    expect(viewOf(folded(...MANY), T0 + MINUTE, 3)).toMatchObject({
      addresses: 40,
      ended: 2,
      active: 4,
      waiting: 34,
      outcomes: { done: 1, failed: 1 },
      elapsedMs: MINUTE
    })
  })

  it("what the server says of a request while its price is calculated is no progress", () => {
    const progress = folded(
      [0, started(1)],
      [0, phase("a", "created")],
      [1, look("a", 0, 0, 100, "calculating_credits")]
    )
    expect(viewOf(progress, T0, 1).rows).toMatchObject([{ stage: "pricing", percent: undefined, totalRows: undefined }])
  })

  it("money, calls and the end are those that were told; calls are fresher where they are asked for", () => {
    const told = standing({ estimated_end: new Date(T0 + HOUR).toISOString() })
    const progress = folded([0, started(1)], [0, told])
    const view = viewOf(progress, T0 + MINUTE, 1)
    expect(view).toMatchObject({ credits: { charged: 120 }, rate: { used: 41 }, leftMs: HOUR - MINUTE })
    const rate = { used: 3, limit: 60, reserve: 0, window_ms: MINUTE }
    expect(viewOf(progress, T0, 1, rate).rate).toEqual(rate)
  })

  it("knows nothing before anything was told", () => {
    expect(viewOf(folded([0, started(1)]), T0, 1)).toMatchObject({
      rows: [],
      credits: undefined,
      rate: undefined,
      leftMs: undefined
    })
  })
})

describe("words", () => {
  it.each([
    [0, "0:00"],
    [-5, "0:00"],
    [59_999, "0:59"],
    [3 * MINUTE + 7 * SECOND, "3:07"],
    [HOUR + 3 * MINUTE + 7 * SECOND, "1:03:07"],
    [30 * HOUR, "30:00:00"]
  ])("an age of %i ms is %s", (ms, text) => expect(renderAge(ms)).toBe(text))

  it.each([
    [undefined, undefined],
    [-MINUTE, undefined],
    [-SECOND, "less than a minute"],
    [59 * SECOND, "less than a minute"],
    [MINUTE, "about 1 min"],
    [8.4 * MINUTE, "about 8 min"],
    [33 * MINUTE, "about 35 min"],
    [59 * MINUTE, "about 1 h"],
    [127 * MINUTE, "about 2 h 10 min"],
    [14.3 * HOUR, "about 14 h"]
  ])("%s ms left: %s", (ms, text) => expect(renderLeft(ms)).toBe(text))

  it("a word of a newer server is shown as it is", () => {
    expect(renderStage({ stage: "started", look: { at: 0, status: "compressing" } })).toBe("compressing")
    expect(renderStage({ stage: "started", look: { at: 0, status: "pending" } })).toBe("queued")
  })
})
