/** The whole engine over simulated ports, schedule after schedule; `test/apply/schedules.long.test.ts` lives through many more. */
import { describe, expect, it } from "vitest"
import { FAULTS } from "./simulation/Schedule.ts"
import { outcomeOf, seedsFrom, tally } from "./simulation/tally.ts"
import { WRITES } from "./simulation/writes.ts"

const SCHEDULES = 150

describe(`under faults, crashes and lost locks (schedules 1 to ${SCHEDULES})`, () => {
  it("each purchase is charged once, all come to their end or to a reason that holds, and every fault strikes", async () => {
    const { broken, struck } = await tally(seedsFrom(1, SCHEDULES))
    expect(broken).toEqual([])
    const due = [...FAULTS, ...WRITES.map((write) => `wrote ${write}`)]
    expect(due.filter((what) => !struck.has(what))).toEqual([])
  })
})

/** Schedules in which a forgotten write must be found out. */
const PATIENCE = 200

describe("a state that acknowledges a write and forgets it", () => {
  it.each(WRITES)("is found out: %s", async (forgets) => {
    for (const seed of seedsFrom(1, PATIENCE)) if ((await outcomeOf(seed, { forgets })).violations.length > 0) return
    expect.fail(`nothing is missed in ${PATIENCE} schedules`)
  })
})
