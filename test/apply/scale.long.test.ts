/** The figures of docs/scale.md that a simulation confirms. */
import { describe, expect, it } from "vitest"
import { expectAsOnPaper, expectNoGrowth } from "./scale.expected.ts"
import { modelled } from "./scale.model.ts"
import { type Costs, costsOf, lineOf, type Scene } from "./scale.ts"

const MINUTE_MS = 60_000

const told = async (scene: Scene): Promise<Costs> => {
  const costs = await costsOf(scene)
  const { runMs, concurrency } = scene
  console.info(`runs of ${runMs / MINUTE_MS} min, ${concurrency} at once, ${scene.kind ?? "sliding"}: ${lineOf(costs)}`)
  return costs
}

describe("a run of many requests at 60 calls a minute", () => {
  it("takes as long as the paper says, and each request costs the same", async () => {
    const scene = { concurrency: 1_000, calculateMs: 5_000, runMs: MINUTE_MS }
    const few = await told({ ...scene, accounts: 20 })
    const more = await told({ ...scene, accounts: 100 })
    const many = await told({ ...scene, accounts: 400 })
    for (const costs of [few, more, many]) expectAsOnPaper(scene, costs)
    expectNoGrowth(few, more)
    expectNoGrowth(more, many)
  })

  it.each(["fixed", "aligned"] as const)("does so where the server counts in %s windows", async (kind) => {
    const scene = { concurrency: 1_000, calculateMs: 5_000, runMs: MINUTE_MS, kind }
    expectAsOnPaper(scene, await told({ ...scene, accounts: 60 }))
  })

  it("is bound by how many are carried at once, where exports run for an hour", async () => {
    const scene = { calculateMs: 5_000, runMs: 60 * MINUTE_MS, accounts: 100 }
    const default100 = await told({ ...scene, concurrency: 100 })
    const all = await told({ ...scene, concurrency: 2_000 })
    for (const { done, requests, throttled } of [default100, all]) expect([done, throttled]).toEqual([requests, 0])
    // Rounds of so many, each as long as an export and the time until it is picked up.
    const rounds = Math.ceil(default100.requests / 100)
    expect(default100.minutes).toBeGreaterThan(rounds * 60)
    expect(default100.minutes).toBeLessThan(rounds * 60 * 1.3)
    expect(all.minutes).toBeLessThan((all.requests * all.callsEach) / 60 + 60 * 1.3)
    for (const { callsEach } of [default100, all]) expect(callsEach).toBeLessThan(3)
  })

  it("is no dearer for 5,000 accounts, as the model has it", () => {
    const scene = { concurrency: 1_000, calculateMs: 5_000, runMs: MINUTE_MS }
    const [many, all] = [4_401, 55_001].map((requests) => modelled({ ...scene, requests }))
    console.info(`by the model: 4401 requests ${JSON.stringify(many)}, 55001 ${JSON.stringify(all)}`)
    expect([many?.throttled, all?.throttled]).toEqual([0, 0])
    expect((all?.callsEach ?? 9) / (many?.callsEach ?? 1)).toBeLessThan(1.01)
  })
})
