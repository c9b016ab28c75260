import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import { mix, unit } from "../../src/sandbox/random.ts"
import type { Rule, Target } from "../../src/sandbox/scenario.ts"
import { jobsOf } from "../../src/sandbox/World.ts"
import { manifestOf, Project } from "./simulation/Project.ts"

/** Every kind of purchase that matters here: plain, a twin, look-alikes that are scraped, bounded. */
const MANIFEST = manifestOf(
  `ledger: { type: transactions, output: "a.csv" }
twin: { type: transactions, output: "b.csv" }
payouts: { type: payouts }
fans-all: { type: fans, options: { type: all }, max_credits: 20 }
fans-active: { type: fans, options: { type: active }, max_credits: 20 }
chats: { type: chat_messages, options: { maxMessages: 1000 } }`,
  "budget: { per_run: 60 }"
)
const PURCHASES = 5

/** What goes wrong by chance, and how often; seeded, so that a failure comes again. */
const faults = (seed: number): ReadonlyArray<Rule> => {
  const probability = 0.12
  const rules: ReadonlyArray<readonly [ReadonlyArray<Target>, Rule["do"]]> = [
    [["create", "start"], { drop: "before" }],
    [["create", "start"], { drop: "after" }],
    [["create", "start"], { answer: { status: 503 } }],
    [["create", "start"], { answer: { status: 504, when: "after" } }],
    [["create", "start", "list", "get"], { answer: { status: 429 } }],
    [["list", "get"], { drop: "after" }],
    [["list", "get"], { answer: { status: 502 } }],
    [["create"], { fate: { calculation_fails: "no data today" } }],
    [["download"], { expire_url: true }],
    [["download"], { truncate: { bytes: 100 } }],
    [["download"], { answer: { status: 500 } }]
  ]
  // The scenario of a project has one seed: what differs from case to case is which calls a rule strikes.
  return rules.map(([on, does], index) => ({
    on,
    nth: Array.from({ length: 60 }, (_, call) => call + 1).filter(
      (call) => unit(mix(seed, index), `call ${call}`) < probability
    ),
    do: does
  }))
}

/** Enough for whatever the faults leave open; more would mean that a run does not get on. */
const RUNS = 8

describe.concurrent("under faults, with runs that are stopped or whose state fails", () => {
  const seeds = Array.from({ length: 8 }, (_, index) => index + 1)

  it.effect.each(seeds)("each purchase is charged once, and all come to their end (seed %i)", (seed) =>
    Effect.gen(function* () {
      const project = new Project(MANIFEST)
      project.vendor.disturb(...faults(seed))
      yield* project.apply({ stop: Effect.sleep(Math.floor(unit(seed, "stop") * 15_000)) })
      yield* project.apply({ commits: Math.floor(unit(seed, "commits") * 25) })

      let runs = 0
      let exit: number
      do {
        exit = exitCodeOf(yield* project.apply())
        runs++
        // The adversary tires in the end.
        if (runs === 3) project.vendor.disturb()
      } while (exit !== EXIT.done && runs < RUNS)
      expect(exit).toBe(EXIT.done)

      const { records, ledger } = yield* project.state
      expect(records.size).toBe(PURCHASES)
      expect(new Set([...records.values()].map(({ phase }) => phase))).toEqual(new Set(["done"]))
      expect(project.charged).toHaveLength(PURCHASES)
      expect(ledger.map(({ data_export_id }) => data_export_id).sort()).toEqual([...project.charged].sort())
      const bought = jobsOf(project.vendor.world).filter(({ startedAt }) => startedAt !== null)
      expect(new Set(bought.map(({ purchase }) => JSON.stringify([purchase.type, purchase.options]))).size).toBe(
        PURCHASES
      )
      expect(project.disk.files.size).toBe(PURCHASES + 1)
    })
  )
})
