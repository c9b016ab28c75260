/** Many schedules, and what they came to together. */
import { setImmediate } from "node:timers/promises"
import type { Violation } from "./Books.ts"
import { drawSchedule } from "./Schedule.ts"
import { type Outcome, type SimulationOptions, simulate } from "./simulate.ts"

export interface Broken extends Violation {
  readonly seed: number
}

export interface Tally {
  readonly schedules: number
  readonly runs: number
  readonly charges: number
  /** Schedules by the number of applies without faults that they needed; `named`: something is left, and has a name. */
  readonly reapplies: ReadonlyMap<string, number>
  /** Addresses by what became of them. */
  readonly endings: ReadonlyMap<string, number>
  readonly struck: ReadonlyMap<string, number>
  /** The first broken rule of each schedule that broke one. */
  readonly broken: ReadonlyArray<Broken>
}

export const tally = async (seeds: Iterable<number>): Promise<Tally> => {
  const reapplies = new Map<string, number>()
  const endings = new Map<string, number>()
  const struck = new Map<string, number>()
  const broken: Array<Broken> = []
  let schedules = 0
  let runs = 0
  let charges = 0
  for (const seed of seeds) {
    const outcome = await outcomeOf(seed)
    schedules++
    runs += outcome.runs
    charges += outcome.charges
    add(reapplies, String(outcome.reapplies ?? "named"))
    for (const ending of outcome.endings) add(endings, ending)
    for (const [what, times] of outcome.struck) add(struck, what, times)
    broken.push(...outcome.violations.slice(0, 1).map((violation) => ({ seed, ...violation })))
  }
  return { schedules, runs, charges, reapplies, endings, struck, broken }
}

export const seedsFrom = (first: number, count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, index) => first + index)

/** A run in which everything waits for ever breaks a rule like any other. */
export const outcomeOf = async (seed: number, options: SimulationOptions = {}): Promise<Outcome> => {
  // The test runner wants a word in between.
  await setImmediate()
  try {
    return simulate(drawSchedule(seed), options)
  } catch (error) {
    const violations = [{ oracle: "run ends", detail: String(error) }] as const
    return { seed, reapplies: undefined, endings: [], violations, struck: new Map(), log: [], runs: 0, charges: 0 }
  }
}

const add = (counts: Map<string, number>, key: string, count = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
