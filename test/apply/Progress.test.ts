import * as HashMap from "effect/HashMap"
import { describe, expect, it } from "vitest"
import { endedCount, NOTHING_YET, type Progress, progressed, waitingCount } from "../../src/apply/Progress.ts"
import type { RunEvent } from "../../src/apply/Reporter.ts"
import type { Address } from "../../src/domain.ts"
import {
  downloading,
  finished,
  folded,
  look,
  phase,
  result,
  retry,
  saved,
  standing,
  started,
  T0
} from "../cli/progress/runs.ts"

const active = (progress: Progress) =>
  [...HashMap.values(progress.active)]
    .sort((a, b) => a.place - b.place)
    .map(({ address, stage, since, look: seen }) => ({
      address,
      stage,
      since: since - T0,
      ...(seen?.percent === undefined ? {} : { percent: seen.percent })
    }))

describe("what is under way", () => {
  it("goes from stage to stage, and keeps its place and its age", () => {
    const progress = folded(
      [0, started(3)],
      [10, phase("a", "creating")],
      [20, phase("b", "creating")],
      [30, phase("a", "created")],
      [40, phase("a", "started")],
      [50, look("a", 40)],
      [60, look("a", 70)]
    )
    expect(active(progress)).toEqual([
      { address: "a", stage: "started", since: 10, percent: 70 },
      { address: "b", stage: "creating", since: 20 }
    ])
    expect(waitingCount(progress)).toBe(1)
  })

  it("a new stage begins without a word on its progress", () => {
    const progress = folded([0, started(1)], [0, phase("a", "started")], [1, look("a", 99)], [2, phase("a", "ready")])
    expect(active(progress)).toEqual([{ address: "a", stage: "ready", since: 0 }])
  })

  it.each([
    { status: "calculating_credits", stage: "created" },
    { status: "calculating_credits_completed", stage: "priced" },
    { status: "in_progress", stage: "started" },
    { status: "never_heard_of", stage: "started" }
  ])("one that an earlier run has begun is $stage when it is $status", ({ status, stage }) => {
    expect(active(folded([0, started(1)], [5, look("a", 0, undefined, undefined, status)]))).toMatchObject([{ stage }])
  })

  it("has its hooks as its last stage; a further address of it has no row of its own", () => {
    const hook = (address: string, status: "started" | "done"): RunEvent => ({
      type: "hook",
      hook: "after_download",
      address: address as Address,
      program: "./load.sh",
      status
    })
    const heard = (...events: ReadonlyArray<RunEvent>) =>
      active(folded([0, started(2)], [0, phase("a", "done")], ...events.map((event) => [5, event] as const)))
    expect(heard()).toEqual([{ address: "a", stage: "done", since: 0 }])
    expect(heard(hook("a", "started"), hook("a", "done"))).toEqual([{ address: "a", stage: "hooks", since: 0 }])
    expect(heard(hook("twin", "started"))).toEqual([{ address: "a", stage: "done", since: 0 }])
    expect(heard({ type: "hook", hook: "after_run", program: "./close.sh", status: "started" })).toHaveLength(1)
  })

  it("ends with its result; those of its twins end nothing else", () => {
    const progress = folded(
      [0, started(2, { addresses: 3 })],
      [0, phase("a", "started")],
      [5, downloading("a", "data/twin.csv")],
      [9, saved("a")],
      [9, saved("twin")],
      [10, result("a")],
      [10, result("twin", "done", { purchase: "a" })]
    )
    expect(active(progress)).toEqual([])
    expect({ ended: endedCount(progress), waiting: waitingCount(progress) }).toEqual({ ended: 2, waiting: 1 })
    expect(progress.pace).toMatchObject({ ended: 1, reached: 1, tookMs: 10 })
    expect(progress.files).toEqual({ count: 2, bytes: 2_000 })
  })

  it("one that never began has a result, and no part in the pace", () => {
    const progress = folded([0, started(2)], [1, result("a", "blocked")])
    expect(progress.outcomes).toMatchObject({ blocked: 1, done: 0 })
    expect(progress.pace.ended).toBe(0)
    expect(waitingCount(progress)).toBe(1)
  })

  it("nothing is, once the run is over", () => {
    const progress = folded([0, started(2)], [1, phase("a", "started")], [2, finished])
    expect(active(progress)).toEqual([])
    expect(progress.isOver).toBe(true)
  })

  it("retries and notices change nothing, and what stands is the last that was told", () => {
    const before = folded([0, started(1)], [1, standing({ active: 7 })])
    expect(progressed(before, retry("a"), T0)).toBe(before)
    expect(progressed(before, { type: "notice", message: "!" }, T0)).toBe(before)
    expect(before.standing?.active).toBe(7)
  })
})

it("an event costs the same, whatever the number of requests", () => {
  const filled = (count: number): Progress => {
    let progress = progressed(NOTHING_YET, started(count, { concurrency: count }), T0)
    for (let n = 0; n < count; n++) progress = progressed(progress, phase(`a/${n}`, "started"), T0)
    return progress
  }
  const cost = (progress: Progress): number => {
    let best = Number.POSITIVE_INFINITY
    for (let round = 0; round < 20; round++) {
      const from = performance.now()
      for (let n = 0; n < 500; n++) progressed(progress, look(`a/${n % 100}`, n % 100), T0)
      best = Math.min(best, performance.now() - from)
    }
    return best
  }
  const few = filled(100)
  const many = filled(10_000)
  cost(few)
  // A copy of all of them would be a hundred times as dear.
  expect(cost(many)).toBeLessThan(15 * cost(few))
})
