/** The whole engine over simulated ports, schedule after schedule; `test/apply/schedules.long.test.ts` lives through many more. */
import { describe, expect, it } from "vitest"
import { FAULTS } from "./simulation/Schedule.ts"
import { outcomeOf, seedsFrom, tally } from "./simulation/tally.ts"
import { WRITES } from "./simulation/writes.ts"

const SCHEDULES = 60

/** The next ones in which what strikes seldom does. */
const RARE = [71, 74, 88, 102]

describe(`under faults, crashes and lost locks (schedules 1 to ${SCHEDULES}, ${RARE.join(", ")})`, () => {
  it("each purchase is charged once, all come to their end or to a reason that holds, and every fault strikes", async () => {
    const { broken, struck } = await tally([...seedsFrom(1, SCHEDULES), ...RARE])
    expect(broken).toEqual([])
    const due = [...FAULTS, ...WRITES.map((write) => `wrote ${write}`)]
    expect(due.filter((what) => !struck.has(what))).toEqual([])
  })
})

/** Schedules in which a forgotten write must be found out, from the first one that finds out most of them. */
const [FIRST, PATIENCE] = [24, 200]

describe("a state that acknowledges a write and forgets it", () => {
  it.each(WRITES)("is found out: %s", async (forgets) => {
    for (const seed of seedsFrom(FIRST, PATIENCE))
      if ((await outcomeOf(seed, { forgets })).violations.length > 0) return
    expect.fail(`nothing is missed in ${PATIENCE} schedules`)
  })
})
