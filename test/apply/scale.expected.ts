/** What must hold of a run of many requests. */
import { expect } from "vitest"
import { type Costs, minutesOnPaper, type Scene } from "./scale.ts"

/** Everything is bought once, no answer is 429, and the run takes as long as the paper says. */
export const expectAsOnPaper = (scene: Omit<Scene, "accounts">, costs: Costs): void => {
  const { requests, calls, minutes } = costs
  expect([costs.done, calls.create, calls.start, costs.throttled]).toEqual([requests, requests, requests, 0])
  expect(costs.callsEach).toBeLessThan(2.15)
  const paper = minutesOnPaper(scene, costs)
  expect([minutes / paper > 0.95, minutes / paper < 1.05]).toEqual([true, true])
}

/** Of many, each costs no more than of few. Computing is not counted: machines are busy with other things. */
export const expectNoGrowth = (few: Costs, many: Costs): void => {
  for (const what of [
    "callsEach",
    "commitsEach",
    "committedBytesEach",
    "stateBytesEach",
    "eventsEach",
    "eventBytesEach"
  ] as const)
    expect([what, many[what] / few[what] <= 1.02]).toEqual([what, true])
}
